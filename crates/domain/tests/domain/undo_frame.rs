//! Taking back what was done to spaces, partners and editions.

use plenum_domain::{
    Act, Command, Refusal,
    edition::EditionCommand as E,
    partner::{PartnerCommand as P, PartnerFact},
    space::{SpaceCommand as S, SpaceFact},
};
use plenum_testkit::{
    ids::{edition, partner, space},
    sample::{coordinator, facilitator},
    scenario::{Scenario, given_the_sample},
};

fn renamed_edition(label: &str) -> E {
    E::Rename { edition: edition(1), label: label.into(), from_year: 2021, to_year: Some(2029) }
}

/// Each kind that is taken back.
fn undoable() -> Vec<Command> {
    let (space, partner) = (space(1), partner(1));
    vec![
        S::Rename { space, title: "Autre titre".into() }.into(),
        S::SetHost { space, host: Some(partner) }.into(),
        S::AddMember { space, partner: plenum_testkit::ids::partner(3) }.into(),
        S::RemoveMember { space, partner }.into(),
        S::Suspend { space }.into(),
        P::Rename { partner, name: "Autre nom".into() }.into(),
        P::Place { partner, communes: ["92094".to_owned()].into() }.into(),
        P::SetWeight { partner, weight: 3 }.into(),
        P::Withdraw { partner }.into(),
        renamed_edition("Autre édition").into(),
    ]
}

fn here() -> Scenario {
    given_the_sample()
}

#[test]
fn what_is_taken_back_is_as_it_was_and_can_be_done_again() {
    for command in undoable() {
        let before = here().plan();
        let story = here().because("une raison").when(command.clone()).done();
        let after = story.clone().plan();
        let frame = |plan: &plenum_domain::Plan| {
            (plan.spaces.clone(), plan.partners.clone(), plan.editions.clone())
        };
        assert_ne!(frame(&before), frame(&after), "{command:?} changes something");
        let story = story.undo_last().done();
        assert_eq!(frame(&story.clone().plan()), frame(&before), "{command:?} undone");
        let story = story.because("une raison").undo_last().done();
        assert_eq!(frame(&story.plan()), frame(&after), "{command:?} done again");
    }
}

#[test]
fn what_has_changed_since_stays() {
    let (space, partner) = (space(1), partner(1));
    let title = |words: &str| S::Rename { space, title: words.into() };
    let written = |story: Scenario| story.head();
    let story = here().when(title("Un")).done();
    let at = written(story.clone());
    let story = story.when(title("Deux")).done();
    story.undo_range(at - 1..at).refused(Refusal::ChangedSince);

    // A member who has left the network does not come back into a space by taking back.
    let left = here().when(S::RemoveMember { space, partner }).done();
    let at = written(left.clone());
    let left = left.and([PartnerFact::Withdrawn { partner }]);
    let withdrawn = Refusal::WrongState { what: "partner", state: "withdrawn" };
    left.undo_range(at - 1..at).refused(withdrawn);

    let closed = here().when(title("Un")).done();
    let at = written(closed.clone());
    let closed = closed.and([SpaceFact::Closed { space }]);
    let over = Refusal::WrongState { what: "space", state: "closed" };
    closed.undo_range(at - 1..at).refused(over);
}

#[test]
fn to_withdraw_a_partner_again_wants_a_reason() {
    let partner = partner(1);
    let back =
        here().and([PartnerFact::Withdrawn { partner }]).when(P::Reinstate { partner }).done();
    back.undo_last().refused(Refusal::ReasonRequired);
}

#[test]
fn whoever_has_lost_the_right_takes_nothing_back() {
    let space = space(1);
    let mine = here().as_(facilitator()).when(S::Rename { space, title: "Le mien".into() }).done();
    let role = plenum_domain::Role::Facilitator { space };
    let lost = plenum_domain::member::MemberFact::RoleRevoked { account: facilitator(), role };
    let at = mine.head();
    let mine = mine.as_(coordinator()).and([lost]).as_(facilitator());
    mine.undo_range(at - 1..at).refused(Refusal::Forbidden(Act::TendSpace));
}

#[test]
fn what_happened_is_not_taken_back() {
    let (space, partner) = (space(1), partner(1));
    let others: Vec<Command> = vec![
        S::Describe { space, mandate: "Un mandat".into() }.into(),
        S::SetScope { space, axes: [].into(), themes: [].into() }.into(),
        S::Close { space }.into(),
        E::StartConsultation { edition: edition(1) }.into(),
    ];
    for command in others {
        let asked = here().because("une raison").when(command.clone());
        asked.undo_last().refused(Refusal::NotUndoable);
    }
    let _ = partner;
}
