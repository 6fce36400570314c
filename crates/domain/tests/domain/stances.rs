//! Stances: what partners think of findings; and what is taken back of a finding.

use plenum_domain::{
    Refusal,
    finding::{FindingCommand as C, FindingFact as F, Opinion, Position, Tags},
    partner::PartnerFact,
};
use plenum_testkit::{
    ids::{finding, partner, space},
    sample::{contributor, coordinator, other_contributor},
    scenario::Scenario,
};

use super::finding::{in_state, reword};

fn opinion(position: Position, reason: &str) -> Opinion {
    Opinion { position, reason: reason.into() }
}

fn stance(position: Position, reason: &str) -> C {
    C::TakeStance { finding: finding(1), partner: partner(1), opinion: opinion(position, reason) }
}

fn taken(from: Option<Opinion>, to: Opinion) -> F {
    F::StanceTaken { finding: finding(1), partner: partner(1), from, to }
}

#[test]
fn a_stance_is_taken_changed_and_withdrawn() {
    let agrees = opinion(Position::Agrees, "");
    let contests = opinion(Position::Contests, "Trop ancien");
    let withdraw = C::WithdrawStance { finding: finding(1), partner: partner(1) };
    in_state("recorded")
        .as_(contributor())
        .when(withdraw.clone())
        .then_nothing()
        .when(stance(Position::Agrees, " "))
        .then([taken(None, agrees.clone())])
        .when(stance(Position::Agrees, ""))
        .then_nothing()
        .when(stance(Position::Contests, "Trop ancien"))
        .then([taken(Some(agrees), contests.clone())])
        .and_then(|plan| {
            let known = &plan.findings[&finding(1)].stances[&partner(1)];
            assert_eq!((&known.opinion, known.at), (&contests, plan.head));
            assert_eq!(known.by, contributor());
        })
        .when(withdraw)
        .then([F::StanceWithdrawn { finding: finding(1), partner: partner(1), from: contests }]);
}

#[test]
fn a_stance_has_a_reason_a_partner_and_a_finding() {
    let here = || in_state("recorded");
    for position in [Position::Nuances, Position::Contests] {
        here().when(stance(position, " ")).refused(Refusal::Empty { field: "reason" });
    }
    here().when(stance(Position::Nuances, &"é".repeat(600))).done();
    here()
        .when(stance(Position::Nuances, &"é".repeat(601)))
        .refused(Refusal::TooLong { field: "reason", max: 600 });
    let of = |f, p| C::TakeStance {
        finding: finding(f),
        partner: partner(p),
        opinion: opinion(Position::Agrees, ""),
    };
    here().when(of(9, 1)).refused(Refusal::Unknown("finding"));
    here().when(of(1, 9)).refused(Refusal::Unknown("partner"));
    here()
        .and([PartnerFact::Withdrawn { partner: partner(1) }])
        .when(of(1, 1))
        .refused(Refusal::WrongState { what: "partner", state: "withdrawn" });
    let unknown = C::WithdrawStance { finding: finding(9), partner: partner(1) };
    here().when(unknown).refused(Refusal::Unknown("finding"));
}

/// What is obsolete was so with the stances it had: they are not taken away afterwards.
#[test]
fn the_stances_of_an_obsolete_finding_stay() {
    let obsolete = || Refusal::WrongState { what: "finding", state: "obsolete" };
    let f = finding(1);
    let end = || [F::ReviewStarted { finding: f }, F::MadeObsolete { finding: f, decided: None }];
    let withdraw = C::WithdrawStance { finding: f, partner: partner(1) };
    let taken =
        || in_state("recorded").as_(contributor()).when(stance(Position::Agrees, "")).done();
    let over = |story: Scenario| story.as_(coordinator()).and(end()).as_(contributor());
    over(taken()).when(withdraw.clone()).refused(obsolete());
    over(taken()).undo_last().refused(obsolete());
    over(taken().when(withdraw).done()).undo_last().refused(obsolete());
}

#[test]
fn stances_and_tags_are_taken_back_by_who_set_them() {
    let agrees = opinion(Position::Agrees, "");
    let nuances = opinion(Position::Nuances, "Pas partout");
    let (f, p) = (finding(1), partner(1));
    let first =
        || in_state("recorded").as_(contributor()).when(stance(Position::Agrees, "")).done();
    first()
        .undo_last()
        .then([F::StanceWithdrawn { finding: f, partner: p, from: agrees.clone() }])
        .undo_last()
        .then([taken(None, agrees.clone())]);
    let second = || first().when(stance(Position::Nuances, "Pas partout")).done();
    second().undo_last().then([taken(Some(nuances), agrees.clone())]);
    // The coordinator has spoken for the partner since.
    let later = stance(Position::Contests, "Non");
    second()
        .as_(coordinator())
        .when(later)
        .done()
        .as_(contributor())
        .undo_last()
        .refused(Refusal::ChangedSince);
    let tags = Tags { public: "Jeunes".into(), space: Some(space(1)), ..Tags::default() };
    let retag = |tags: &Tags| C::Retag { finding: f, tags: tags.clone() };
    let from = in_state("recorded").plan().findings[&f].tags.clone();
    let tagged = || in_state("recorded").as_(contributor()).when(retag(&tags));
    tagged()
        .then([F::Retagged { finding: f, from: from.clone(), to: tags.clone() }])
        .when(retag(&tags))
        .then_nothing()
        .undo_last()
        .then([F::Retagged { finding: f, from: tags.clone(), to: from }]);
    let other = Tags { public: "Autres".into(), ..tags.clone() };
    tagged()
        .done()
        .as_(coordinator())
        .when(retag(&other))
        .done()
        .as_(contributor())
        .undo_last()
        .refused(Refusal::ChangedSince);
    in_state("recorded").when(reword("Mieux")).done().undo_last().refused(Refusal::NotUndoable);
}

#[test]
fn a_partner_speaks_for_itself() {
    in_state("recorded")
        .as_(other_contributor())
        .when(stance(Position::Agrees, ""))
        .refused(Refusal::Forbidden(plenum_domain::Act::TakeStances));
}
