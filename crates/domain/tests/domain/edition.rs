//! Editions and their road.

use plenum_domain::{
    Refusal,
    edition::{Adoption, EditionCommand as C, EditionFact as F, EditionName, EditionState},
    meeting::MeetingFact,
};
use plenum_testkit::{
    ids::{day, edition, meeting},
    scenario::{given, given_the_sample},
};

use super::too_long;

fn open(n: u64, label: &str, from_year: u16, to_year: Option<u16>, renews: Option<u64>) -> C {
    let renews = renews.map(edition);
    C::Open { edition: edition(n), label: label.into(), from_year, to_year, renews }
}

#[test]
fn an_edition_renews_another() {
    let opened = F::Opened {
        edition: edition(2),
        label: "PPLI 3.0".into(),
        from_year: 2027,
        to_year: Some(2027),
        renews: Some(edition(1)),
    };
    given_the_sample().when(open(2, " PPLI 3.0", 2027, Some(2027), Some(1))).then([opened]);
}

#[test]
fn an_edition_is_opened_once_with_a_label_and_a_period() {
    given_the_sample().when(open(1, "x", 2027, None, None)).refused(Refusal::Exists("edition"));
    given_the_sample()
        .when(open(2, "", 2027, None, None))
        .refused(Refusal::Empty { field: "label" });
    given_the_sample()
        .when(open(2, &too_long(), 2027, None, None))
        .refused(Refusal::TooLong { field: "label", max: 200 });
    for year in [0, 1989, 2201] {
        given_the_sample().when(open(2, "x", year, None, None)).refused(Refusal::OutOfRange {
            field: "from_year",
            min: 1990,
            max: 2200,
        });
    }
    for year in [2026, 2201] {
        given_the_sample()
            .when(open(2, "x", 2027, Some(year), None))
            .refused(Refusal::OutOfRange { field: "to_year", min: 2027, max: 2200 });
    }
    given_the_sample().when(open(2, "x", 2027, None, Some(9))).refused(Refusal::Unknown("renews"));
}

/// The facts that lead an edition to each state, one after the other.
fn road() -> Vec<(&'static str, F)> {
    let e = edition(1);
    let adoption =
        Adoption { body: "Région".into(), day: day("2022-01-31"), reference: String::new() };
    vec![
        ("consultation", F::ConsultationStarted { edition: e }),
        ("validated", F::Validated { edition: e, meeting: meeting(3) }),
        ("adopted", F::Adopted { edition: e, adoption }),
        ("implementing", F::ImplementationStarted { edition: e }),
        ("evaluated", F::Evaluated { edition: e }),
        ("closed", F::Closed { edition: e }),
    ]
}

/// The command for each step of the road.
fn commands() -> Vec<C> {
    let e = edition(1);
    vec![
        C::StartConsultation { edition: e },
        C::Validate { edition: e, meeting: meeting(3) },
        C::Adopt {
            edition: e,
            body: " Région".into(),
            day: day("2022-01-31"),
            reference: String::new(),
        },
        C::StartImplementation { edition: e },
        C::Evaluate { edition: e },
        C::Close { edition: e },
    ]
}

/// Every command over every state: each has its one state, everywhere else it is refused.
#[test]
fn an_edition_goes_its_road_step_by_step() {
    let road = road();
    let sat = [MeetingFact::Opened { meeting: meeting(3) }];
    for reached in 0..=road.len() {
        let state = if reached == 0 { "draft" } else { road[reached - 1].0 };
        let past = road[..reached].iter().map(|(_, fact)| fact.clone());
        let here = given(sat.clone()).and(past);
        for (step, command) in commands().into_iter().enumerate() {
            let asked = here.clone().when(command);
            if step == reached {
                asked.then([road[step].1.clone()]);
            } else {
                asked.refused(Refusal::WrongState { what: "edition", state });
            }
        }
    }
}

#[test]
fn a_step_needs_an_edition() {
    let e = edition(9);
    let day = day("2022-01-31");
    for command in [
        C::StartConsultation { edition: e },
        C::Validate { edition: e, meeting: meeting(3) },
        C::Adopt { edition: e, body: "Région".into(), day, reference: String::new() },
        C::StartImplementation { edition: e },
        C::Evaluate { edition: e },
        C::Close { edition: e },
    ] {
        given_the_sample().when(command).refused(Refusal::Unknown("edition"));
    }
}

/// Only a plenary that sat validates.
#[test]
fn a_plenary_validates_once_it_sat() {
    let consulting = || given([F::ConsultationStarted { edition: edition(1) }]);
    let validate = |n| C::Validate { edition: edition(1), meeting: meeting(n) };
    for n in [1, 4, 9] {
        consulting().when(validate(n)).refused(Refusal::Unknown("meeting"));
    }
    let m = meeting(3);
    let road = [
        ("preparation", None),
        ("convened", Some(MeetingFact::Convened { meeting: m })),
        ("open", Some(MeetingFact::Opened { meeting: m })),
        ("suspended", Some(MeetingFact::Suspended { meeting: m })),
        ("closed", Some(MeetingFact::Closed { meeting: m })),
        ("minutes_approved", Some(MeetingFact::MinutesApproved { meeting: m })),
    ];
    for (state, fact) in road {
        let asked = consulting().and(fact).when(validate(3));
        match state {
            "open" | "closed" | "minutes_approved" => {
                asked.then([F::Validated { edition: edition(1), meeting: m }]).and_then(|plan| {
                    assert_eq!(plan.editions[&edition(1)].validated_by, Some(m));
                    assert_eq!(plan.editions[&edition(1)].state, EditionState::Validated);
                });
            }
            state => {
                asked.refused(Refusal::WrongState { what: "meeting", state });
            }
        }
    }
}

#[test]
fn an_adoption_names_its_body() {
    let validated = || given(road().into_iter().take(2).map(|(_, fact)| fact));
    let adopt = |body: &str, reference: &str| C::Adopt {
        edition: edition(1),
        body: body.into(),
        day: day("2022-01-31"),
        reference: reference.into(),
    };
    validated().when(adopt(" ", "")).refused(Refusal::Empty { field: "body" });
    validated().when(adopt(&too_long(), "")).refused(Refusal::TooLong { field: "body", max: 200 });
    validated()
        .when(adopt("Région", &"x".repeat(4001)))
        .refused(Refusal::TooLong { field: "reference", max: 4000 });
}

#[test]
fn an_edition_is_renamed_whatever_its_state() {
    let rename = |label: &str, from_year, to_year| C::Rename {
        edition: edition(1),
        label: label.into(),
        from_year,
        to_year,
    };
    let first = given_the_sample().plan().editions[&edition(1)].clone();
    let name =
        |label: &str, from_year, to_year| EditionName { label: label.into(), from_year, to_year };
    let from = name(&first.label, first.from_year, first.to_year);
    given_the_sample()
        .when(rename(" PPLI 2028 ", 2028, Some(2033)))
        .then([F::Renamed { edition: edition(1), from, to: name("PPLI 2028", 2028, Some(2033)) }])
        .when(rename("PPLI 2028", 2028, Some(2033)))
        .then_nothing()
        .when(rename("", 2028, None))
        .refused(Refusal::Empty { field: "label" })
        .when(rename("PPLI", 2028, Some(2027)))
        .refused(Refusal::OutOfRange { field: "to_year", min: 2028, max: 2200 })
        .when(rename("PPLI", 1989, None))
        .refused(Refusal::OutOfRange { field: "from_year", min: 1990, max: 2200 });
    let nothing =
        C::Rename { edition: edition(99), label: "PPLI".into(), from_year: 2028, to_year: None };
    given_the_sample().when(nothing).refused(Refusal::Unknown("edition"));
}
