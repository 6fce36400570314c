//! Objectives of the decree.

use plenum_domain::{
    Refusal,
    objective::{ObjectiveCommand as C, ObjectiveFact as F},
    value::MAX_STATEMENT,
};
use plenum_testkit::{
    ids::objective,
    scenario::{given, given_the_sample},
};

use super::too_long;

fn add(reference: &str, wording: &str) -> C {
    C::Add { objective: objective(1), reference: reference.into(), wording: wording.into() }
}

fn added() -> F {
    let (reference, wording) = ("Titre IV".into(), "Favoriser l’intégration".into());
    F::Added { objective: objective(1), reference, wording }
}

#[test]
fn an_objective_is_added_once_with_its_reference() {
    let long = "é".repeat(MAX_STATEMENT + 1);
    given_the_sample()
        .when(add(" Titre IV", "Favoriser l’intégration\n"))
        .then([added()])
        .when(add("Titre IV", "Autre"))
        .refused(Refusal::Exists("objective"));
    let refused = |command: C, refusal| given_the_sample().when(command).refused(refusal);
    refused(add("", "Favoriser"), Refusal::Empty { field: "reference" });
    refused(add(&too_long(), "Favoriser"), Refusal::TooLong { field: "reference", max: 200 });
    refused(add("Titre IV", " "), Refusal::Empty { field: "wording" });
    refused(add("Titre IV", &long), Refusal::TooLong { field: "wording", max: MAX_STATEMENT });
}

#[test]
fn an_objective_is_reworded_while_in_force_repealed_with_a_reason_and_reinstated() {
    let objective = objective(1);
    let reword = |wording: &str| C::Reword { objective, wording: wording.into() };
    let in_force = Refusal::WrongState { what: "objective", state: "in_force" };
    let repealed = Refusal::WrongState { what: "objective", state: "repealed" };
    given([added()])
        .when(reword(" Mieux dit"))
        .then([F::Reworded { objective, to: "Mieux dit".into() }])
        .when(reword("Mieux dit"))
        .then_nothing()
        .when(C::Reinstate { objective })
        .refused(in_force)
        .when(C::Repeal { objective })
        .refused(Refusal::ReasonRequired)
        .because("le décret a changé")
        .when(C::Repeal { objective })
        .then([F::Repealed { objective }])
        .when(reword("Encore"))
        .refused(repealed.clone())
        .because("encore")
        .when(C::Repeal { objective })
        .refused(repealed)
        .when(C::Reinstate { objective })
        .then([F::Reinstated { objective }]);
    for command in [reword("X"), C::Repeal { objective }, C::Reinstate { objective }] {
        given_the_sample().because("x").when(command).refused(Refusal::Unknown("objective"));
    }
}
