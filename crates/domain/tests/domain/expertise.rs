//! Requests for expertise: received, qualified, mobilised, answered, closed.

use plenum_domain::{
    Refusal,
    expertise::{
        ExpertiseCommand as C, ExpertiseFact as F, ExpertiseState as S, Origin, Qualification,
        Urgency,
    },
};
use plenum_testkit::{
    ids::{axis, day, expertise, partner, space, theme},
    scenario::{Scenario, given, given_the_sample},
};

use super::speak_forbidden::{mobilised, received};

const STATES: [&str; 5] = ["received", "qualified", "mobilised", "answered", "closed"];

fn urgent() -> Qualification {
    Qualification { urgency: Urgency::High, due: Some(day("2027-03-01")), space: Some(space(2)) }
}

fn qualified() -> F {
    let from = Qualification { urgency: Urgency::Normal, due: None, space: Some(space(1)) };
    F::Qualified { expertise: expertise(1), from, to: urgent() }
}

fn answered() -> F {
    F::Answered { expertise: expertise(1), answer: "Voici.".into() }
}

pub fn in_state(state: &str) -> Scenario {
    let road = [
        received(1, 1),
        qualified(),
        mobilised(1, 1),
        answered(),
        F::Closed { expertise: expertise(1) },
    ];
    let steps = STATES.iter().position(|known| *known == state).map_or(0, |at| at + 1);
    given(road.into_iter().take(steps))
}

fn receive(change: impl FnOnce(&mut F)) -> C {
    let mut fact = received(1, 1);
    change(&mut fact);
    let F::Received {
        expertise,
        origin,
        question,
        context,
        urgency,
        axis,
        themes,
        space,
        partner,
        due,
    } = fact
    else {
        unreachable!("it is received")
    };
    C::Receive { expertise, origin, question, context, urgency, axis, themes, space, partner, due }
}

macro_rules! with {
    ($field:ident = $value:expr) => {
        receive(|fact| {
            if let F::Received { $field: slot, .. } = fact {
                *slot = $value;
            }
        })
    };
}

#[test]
fn a_request_is_received_from_the_field_or_from_society() {
    for of in [Origin::Field, Origin::Society] {
        given_the_sample().when(with!(origin = of)).done().and_then(|plan| {
            let known = &plan.expertise[&expertise(1)];
            assert_eq!((known.number, known.state, known.origin), (1, S::Received, of));
            assert_eq!(known.received_at, plan.updated);
        });
    }
    given_the_sample().when(with!(question = " Question 1\n".into())).then([received(1, 1)]);
    in_state("received").when(receive(|_| ())).refused(Refusal::Exists("expertise"));
    let refused = |command, refusal| {
        let _ = given_the_sample().when(command).refused(refusal);
    };
    refused(with!(question = " ".into()), Refusal::Empty { field: "question" });
    let long = Refusal::TooLong { field: "question", max: 6_000 };
    refused(with!(question = "é".repeat(6_001)), long);
    let long = Refusal::TooLong { field: "context", max: 4_000 };
    refused(with!(context = "é".repeat(4_001)), long);
    refused(with!(axis = Some(axis(9))), Refusal::Unknown("axis"));
    refused(with!(themes = [theme(9)].into()), Refusal::Unknown("themes"));
    refused(with!(space = Some(space(9))), Refusal::Unknown("space"));
    refused(with!(partner = Some(partner(9))), Refusal::Unknown("partner"));
}

/// Every command with the fact it gives and the states that allow it.
fn steps() -> Vec<(C, F, &'static [&'static str])> {
    let e = expertise(1);
    let open = &["received", "qualified", "mobilised"];
    let ends = &["received", "qualified", "answered"];
    let asked = C::Mobilise { expertise: e, partners: [partner(2)].into() };
    let joined = F::Mobilised { expertise: e, partners: [partner(2)].into() };
    let later = Some(day("2027-04-01"));
    let of_later = |from: Option<&str>| F::DueSet {
        expertise: e,
        from: from.map(day),
        to: Some(day("2027-04-01")),
    };
    vec![
        (C::Qualify { expertise: e, to: urgent() }, qualified(), &["received"]),
        (
            C::Reword { expertise: e, question: " Quels délais\u{a0}? ".into() },
            F::Reworded {
                expertise: e,
                from: "Question 1".into(),
                to: "Quels délais\u{a0}?".into(),
            },
            open,
        ),
        (asked, joined, &["qualified", "mobilised"]),
        (C::Answer { expertise: e, answer: " Voici.".into() }, answered(), &["mobilised"]),
        (
            C::CorrectAnswer { expertise: e, answer: " Mieux ".into() },
            F::AnswerCorrected { expertise: e, from: Some("Voici.".into()), to: "Mieux".into() },
            &["answered"],
        ),
        (C::SetDue { expertise: e, due: later.clone() }, of_later(None), &["received"]),
        (C::SetDue { expertise: e, due: later }, of_later(Some("2027-03-01")), &open[1..]),
        (C::Close { expertise: e }, F::Closed { expertise: e }, ends),
    ]
}

#[test]
fn a_request_goes_along_its_road_only() {
    for state in STATES {
        for (command, fact, states) in steps() {
            let due = matches!(command, C::SetDue { .. });
            let asked = in_state(state).because("Constaté").when(command);
            if states.contains(&state) {
                asked.then([fact]);
            } else if !due || ["answered", "closed"].contains(&state) {
                asked.refused(Refusal::WrongState { what: "expertise", state });
            }
        }
    }
    let plan = in_state("closed").plan();
    let known = &plan.expertise[&expertise(1)];
    let times = [known.qualified_at, known.mobilised_at, known.answered_at, known.closed_at];
    assert!(times.iter().all(Option::is_some));
    assert_eq!((known.urgency, known.space), (Urgency::High, Some(space(2))));
}

#[test]
fn what_is_out_of_scope_is_closed_with_a_reason() {
    let close = C::Close { expertise: expertise(1) };
    for state in ["received", "qualified"] {
        in_state(state).when(close.clone()).refused(Refusal::ReasonRequired);
        in_state(state).because("Hors du plan").when(close.clone()).done();
    }
    in_state("answered").when(close).done();
}

#[test]
fn partners_join_and_leave_and_the_last_one_stays() {
    let mobilise = |who: &[u64]| C::Mobilise {
        expertise: expertise(1),
        partners: who.iter().map(|n| partner(*n)).collect(),
    };
    let release = |n| C::Release { expertise: expertise(1), partner: partner(n) };
    let first = in_state("mobilised").plan().expertise[&expertise(1)].mobilised_at;
    in_state("qualified").when(mobilise(&[])).refused(Refusal::Empty { field: "partners" });
    in_state("qualified").when(mobilise(&[9])).refused(Refusal::Unknown("partner"));
    in_state("qualified")
        .when(release(1))
        .refused(Refusal::WrongState { what: "expertise", state: "qualified" });
    in_state("mobilised")
        .when(mobilise(&[1]))
        .then_nothing()
        .when(release(1))
        .refused(Refusal::Empty { field: "partners" })
        .when(mobilise(&[1, 2]))
        .then([mobilised(1, 2)])
        .when(release(1))
        .then([F::Released { expertise: expertise(1), partner: partner(1) }])
        .when(release(1))
        .then_nothing()
        .and_then(|plan| assert_eq!(plan.expertise[&expertise(1)].mobilised_at, first));
}

#[test]
fn what_is_so_already_and_what_says_nothing() {
    let e = expertise(1);
    in_state("qualified").when(C::SetDue { expertise: e, due: urgent().due }).then_nothing();
    let reword = |question: &str| C::Reword { expertise: e, question: question.into() };
    in_state("received").when(reword(" Question 1")).then_nothing();
    in_state("received").when(reword(" ")).refused(Refusal::Empty { field: "question" });
    let long = Refusal::TooLong { field: "question", max: 6_000 };
    in_state("mobilised").when(reword(&"é".repeat(6_001))).refused(long);
    let correct = |answer: &str| C::CorrectAnswer { expertise: e, answer: answer.into() };
    in_state("answered").when(correct(" Voici.")).then_nothing();
    in_state("answered").when(correct(" ")).refused(Refusal::Empty { field: "answer" });
    let answer = C::Answer { expertise: e, answer: "é".repeat(6_001) };
    in_state("mobilised").when(answer).refused(Refusal::TooLong { field: "answer", max: 6_000 });
    let to = Qualification { space: Some(space(9)), ..urgent() };
    in_state("received").when(C::Qualify { expertise: e, to }).refused(Refusal::Unknown("space"));
    for (command, ..) in steps() {
        let unknown = Refusal::Unknown("expertise");
        given_the_sample().because("x").when(command).refused(unknown);
    }
}
