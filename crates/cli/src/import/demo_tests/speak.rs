//! Requests for expertise and advocacy: every state, both origins, what is late, silent and different.

use std::collections::BTreeSet;

use plenum_domain::{
    advocacy::{AdvocacyKind, AdvocacyState, Pinned},
    expertise::{ExpertiseState, Origin},
    recommendation::RecommendationState,
};

use super::{TODAY, demo, played};

#[test]
fn the_demo_has_requests_of_both_origins_in_every_state_and_two_that_are_late() {
    let (_, plan) = played(&demo());
    let all = || plan.expertise.values();
    assert_eq!(all().count(), 9);
    for origin in [Origin::Field, Origin::Society] {
        assert!(all().filter(|known| known.origin == origin).count() >= 3, "{origin:?}");
    }
    use ExpertiseState::{Answered, Closed, Mobilised, Qualified, Received};
    for state in [Received, Qualified, Mobilised, Answered, Closed] {
        assert!(all().any(|known| known.state == state), "{state:?}");
    }
    let is_due = |known: &&plenum_domain::Expertise| {
        known.state < Answered && known.due.as_ref().is_some_and(|due| due.as_str() < TODAY)
    };
    assert_eq!(all().filter(is_due).count(), 2);
    // What is outside of the plan was closed before anybody was mobilised.
    assert!(all().any(|known| known.state == Closed && known.mobilised_at.is_none()));
    for known in all() {
        let times = [known.qualified_at, known.mobilised_at, known.answered_at, known.closed_at];
        let times: Vec<_> = times.into_iter().flatten().collect();
        assert!(times.is_sorted() && times.iter().all(|at| *at >= known.received_at));
        assert!(known.question.ends_with("(démo)") && known.context.ends_with("(démo)"));
    }
}

#[test]
fn the_demo_has_requests_and_silence_that_wait_for_somebody() {
    use plenum_views::WaitingKind as K;
    let (_, plan) = played(&demo());
    let wait = |who| plenum_views::waiting(&plan, who, plan.updated).into_iter();
    let found: BTreeSet<_> =
        plan.members.keys().flat_map(|who| wait(*who)).map(|one| one.kind).collect();
    for kind in
        [K::ExpertiseToQualify, K::ExpertiseToMobilise, K::ExpertiseToAnswer, K::AdvocacySilent]
    {
        assert!(found.contains(&kind), "{kind:?}");
    }
}

#[test]
fn the_demo_speaks_to_politicians_and_keeps_what_it_said() {
    let (_, plan) = played(&demo());
    let all = || plan.advocacy.values();
    use AdvocacyKind::{Interpellation, Letter, Memorandum};
    for kind in [Memorandum, Interpellation, Letter] {
        assert!(all().any(|known| known.kind == kind), "{kind:?}");
    }
    use AdvocacyState::{Answered, Closed, Draft, Sent, Unanswered};
    for state in [Draft, Sent, Answered, Unanswered, Closed] {
        assert!(all().any(|known| known.state == state), "{state:?}");
    }
    let first = all().find(|known| known.title == "Mémorandum élections communales 2018");
    let first = first.expect("the one that the source names");
    let pinned = |known: &plenum_domain::Advocacy| {
        known.sent.as_ref().map(|sent| sent.pinned.clone()).unwrap_or_default()
    };
    assert_eq!((pinned(first).len(), first.answers.len()), (6, 3));
    let spoke: BTreeSet<_> = first.answers.iter().map(|answer| answer.from).collect();
    assert!(spoke.len() < first.addressees.len(), "somebody never answered");
    assert!(all().filter(|known| !known.reminders.is_empty()).count() >= 3);
    // Two of what was sent say something else by now.
    let differ = all().flat_map(pinned).filter(|pinned| {
        let now = Pinned::of(&plan.recommendations[&pinned.recommendation]);
        (&now.title, &now.text) != (&pinned.title, &pinned.text)
    });
    assert_eq!(differ.count(), 2);
    for known in all().filter(|known| known.state != Draft) {
        for id in known.chosen() {
            assert!(plan.recommendations[&id].state >= RecommendationState::Sent);
        }
    }
}
