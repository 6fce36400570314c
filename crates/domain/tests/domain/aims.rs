//! Recommendations aim at objectives of the decree.

use std::collections::BTreeSet;

use plenum_domain::{
    ObjectiveId, Refusal,
    edition::EditionFact,
    objective::{ObjectiveCommand, ObjectiveFact},
    priority::PriorityFact,
    recommendation::{
        RecommendationCommand as C, RecommendationFact as F, RecommendationState as S,
    },
};
use plenum_testkit::ids::{edition, objective, priority, recommendation};

use super::recommendation::{STATES, aims, draft, here, in_state};

fn aiming(at: BTreeSet<ObjectiveId>) -> C {
    draft(|fact| {
        if let F::Drafted { objectives, .. } = fact {
            *objectives = at;
        }
    })
}

#[test]
fn a_recommendation_aims_at_objectives_that_are_in_force() {
    let r = recommendation(1);
    let set = |objectives| C::SetObjectives { recommendation: r, objectives };
    let repealed = Refusal::WrongState { what: "objective", state: "repealed" };
    let lapsed = || [ObjectiveFact::Repealed { objective: objective(1) }];
    here().when(aiming(aims(&[2, 1]))).and_then(|plan| {
        assert_eq!(plan.recommendations[&r].objectives, aims(&[1, 2]));
    });
    here().and(lapsed()).when(aiming(aims(&[1]))).refused(repealed.clone());
    here().when(aiming(aims(&[9]))).refused(Refusal::Unknown("objective"));
    let many = (1..=101).map(objective).collect();
    let too_many = Refusal::TooMany { what: "objectives", max: 100 };
    here().when(aiming(many)).refused(too_many);
    in_state("draft").and(lapsed()).when(set(aims(&[1]))).refused(repealed);
    // What was repealed since stays where it was, until it is taken away.
    let held = F::ObjectivesSet { recommendation: r, from: aims(&[]), to: aims(&[1]) };
    let more = F::ObjectivesSet { recommendation: r, from: aims(&[1]), to: aims(&[1, 2]) };
    in_state("draft").and([held]).and(lapsed()).when(set(aims(&[1, 2]))).then([more]);
}

#[test]
fn an_objective_is_not_repealed_while_a_living_recommendation_aims_at_it() {
    let (r, objective) = (recommendation(1), objective(1));
    let in_use = Refusal::InUse { what: "recommendations" };
    for (state, known) in STATES {
        let held = F::ObjectivesSet { recommendation: r, from: aims(&[]), to: aims(&[1]) };
        let here = in_state(state).and([held]).because("le décret a changé");
        let asked = here.when(ObjectiveCommand::Repeal { objective });
        if known <= S::Underway {
            asked.refused(in_use.clone());
        } else {
            asked.then([ObjectiveFact::Repealed { objective }]);
        }
    }
    let held = F::ObjectivesSet { recommendation: r, from: aims(&[]), to: aims(&[1]) };
    let closed = EditionFact::Closed { edition: edition(1) };
    let over = in_state("draft").and([held]).and([closed]).because("le décret a changé");
    over.when(ObjectiveCommand::Repeal { objective }).then([ObjectiveFact::Repealed { objective }]);
}

#[test]
fn what_is_repealed_is_not_carried_over() {
    let held =
        F::ObjectivesSet { recommendation: recommendation(1), from: aims(&[]), to: aims(&[1, 2]) };
    let next =
        PriorityFact::CarriedOver { priority: priority(3), from: priority(1), edition: edition(2) };
    let carry = C::CarryOver {
        recommendation: recommendation(2),
        from: recommendation(1),
        priority: priority(3),
    };
    let lapsed = ObjectiveFact::Repealed { objective: objective(1) };
    let here = in_state("draft").and([held]).and([lapsed]).and([next]);
    here.when(carry).and_then(|plan| {
        assert_eq!(plan.recommendations[&recommendation(2)].objectives, aims(&[2]));
    });
}
