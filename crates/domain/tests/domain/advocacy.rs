//! Advocacy: drafted, sent with what the recommendations said, answered or not.

use plenum_domain::{
    Fact, RecordKind, RecordRef, Refusal,
    advocacy::{
        AdvocacyCommand as C, AdvocacyFact as F, AdvocacyKind, AdvocacyState as S, Answer, Pinned,
        Tone,
    },
    chain::{ChainCommand, Holds},
    edition::EditionFact,
    finding::FindingFact,
    recommendation::{RecommendationCommand, RecommendationFact as R, RecommendationState},
};
use plenum_testkit::{
    ids::{advocacy, answer as answer_id, day, edition, finding, meeting, recommendation},
    scenario::{Scenario, given},
};

use super::{
    chain_plan::{self, begun, recommendation_until},
    speak_forbidden::{drafted, to},
};

const STATES: [(&str, S); 5] = [
    ("draft", S::Draft),
    ("sent", S::Sent),
    ("answered", S::Answered),
    ("unanswered", S::Unanswered),
    ("closed", S::Closed),
];

/// Recommendation 1 is validated, 2 a draft, 3 sent.
fn here() -> Scenario {
    given(chain_plan::facts()).and(recommendation_until("validated", 1))
}

pub fn answer(n: u64, from: u16) -> Answer {
    let (day, summary) = (day("2026-02-01"), "Nous étudions.".to_owned());
    Answer { answer: answer_id(n), from, day, tone: Tone::Partly, summary, follow_up: None }
}

fn record(answer: Answer) -> C {
    C::RecordAnswer { advocacy: advocacy(1), answer, recommendations: [].into() }
}

fn send() -> C {
    C::Send {
        advocacy: advocacy(1),
        day: day("2026-01-10"),
        answer_due: Some(day("2026-03-01")),
        decided: None,
    }
}

fn sent() -> F {
    F::Sent {
        advocacy: advocacy(1),
        day: day("2026-01-10"),
        answer_due: Some(day("2026-03-01")),
        decided: None,
    }
}

/// Advocacy 1, with recommendations 1 and 3.
pub fn in_state(state: &str) -> Scenario {
    let a = advocacy(1);
    let (answered, left) = (
        F::AnswerRecorded { advocacy: a, answer: answer(1, 0) },
        F::LeftUnanswered { advocacy: a },
    );
    let mut facts = vec![drafted(1, &[1, 3])];
    facts.extend(match state {
        "draft" => vec![],
        "sent" => vec![sent()],
        "answered" => vec![sent(), answered],
        "unanswered" => vec![sent(), left],
        _ => vec![sent(), answered, F::Closed { advocacy: a }],
    });
    here().and(facts)
}

fn draft(title: &str, recommendations: &[u64]) -> C {
    let F::Drafted { advocacy, kind, text, edition, addressees, .. } = drafted(1, &[]) else {
        unreachable!("it is a draft")
    };
    let recommendations = recommendations.iter().map(|n| recommendation(*n)).collect();
    C::Draft { advocacy, kind, title: title.into(), addressees, text, edition, recommendations }
}

#[test]
fn an_advocacy_is_drafted_with_what_it_asks_for() {
    here().when(draft(" Mémorandum 1 ", &[3, 1])).then([drafted(1, &[3, 1])]).and_then(|plan| {
        let known = &plan.advocacy[&advocacy(1)];
        assert_eq!(
            (known.number, known.state, known.kind),
            (1, S::Draft, AdvocacyKind::Memorandum)
        );
        let chosen: Vec<_> = known.chosen().collect();
        assert_eq!(chosen, [recommendation(3), recommendation(1)]);
    });
    in_state("draft").when(draft("x", &[])).refused(Refusal::Exists("advocacy"));
    let refused = |command, refusal| {
        let _ = here().when(command).refused(refusal);
    };
    refused(draft(" ", &[]), Refusal::Empty { field: "title" });
    refused(draft(&super::too_long(), &[]), Refusal::TooLong { field: "title", max: 200 });
    refused(draft("x", &[9]), Refusal::Unknown("recommendations"));
    refused(draft("x", &[1, 1]), Refusal::Malformed { field: "recommendations" });
    let many: Vec<_> = (1..=41).collect();
    refused(draft("x", &many), Refusal::TooMany { what: "recommendations", max: 40 });
    let of = |id| {
        let mut command = draft("x", &[]);
        if let C::Draft { edition, .. } = &mut command {
            *edition = Some(id);
        }
        command
    };
    refused(of(edition(9)), Refusal::Unknown("edition"));
    here()
        .and([EditionFact::Closed { edition: edition(1) }])
        .when(of(edition(1)))
        .refused(Refusal::ClosedEdition);
}

/// What a draft may still become, each with its fact.
fn edits() -> Vec<(C, F)> {
    let a = advocacy(1);
    let body = vec![to("Province")];
    let recommendations = vec![recommendation(3)];
    vec![
        (
            C::Rename { advocacy: a, title: " Autre ".into() },
            F::Renamed { advocacy: a, from: "Mémorandum 1".into(), to: "Autre".into() },
        ),
        (
            C::Reword { advocacy: a, text: " Mots ".into() },
            F::Reworded { advocacy: a, from: Some("Aux élus".into()), to: "Mots".into() },
        ),
        (
            C::Address { advocacy: a, addressees: vec![to(" Province ")] },
            F::Addressed {
                advocacy: a,
                from: Some(vec![to("Gouvernement"), to("Collège")]),
                to: body,
            },
        ),
        (
            C::Choose { advocacy: a, recommendations: recommendations.clone() },
            F::Chosen {
                advocacy: a,
                from: Some(vec![recommendation(1), recommendation(3)]),
                to: recommendations,
            },
        ),
    ]
}

#[test]
fn a_draft_changes_and_what_was_sent_does_not() {
    for (state, _) in STATES {
        for (command, fact) in edits() {
            let asked = in_state(state).when(command.clone());
            if state == "draft" {
                asked.then([fact]).when(command).then_nothing();
            } else {
                asked.refused(Refusal::WrongState { what: "advocacy", state });
            }
        }
    }
    let a = advocacy(1);
    let refused = |command, refusal| {
        let _ = in_state("draft").when(command).refused(refusal);
    };
    refused(C::Rename { advocacy: a, title: " ".into() }, Refusal::Empty { field: "title" });
    let long = C::Reword { advocacy: a, text: "é".repeat(6_001) };
    refused(long, Refusal::TooLong { field: "text", max: 6_000 });
    let address = |addressees| C::Address { advocacy: a, addressees };
    refused(address(vec![]), Refusal::Empty { field: "addressees" });
    refused(address(vec![to(" ")]), Refusal::Empty { field: "body" });
    let over = Refusal::TooMany { what: "addressees", max: 30 };
    refused(address(vec![to("Commune"); 31]), over);
    in_state("draft").when(address(vec![to("Commune"); 30])).done();
}

#[test]
fn sending_pins_what_the_recommendations_say_and_sends_them() {
    let r = recommendation(1);
    let plan = in_state("draft").plan();
    let before: Vec<_> =
        [1, 3].map(|n| Pinned::of(&plan.recommendations[&recommendation(n)])).into();
    let reword = RecommendationCommand::Reword { recommendation: r, text: "Faire mieux".into() };
    let facts: Vec<Fact> =
        vec![sent().into(), R::Sent { recommendation: r, day: day("2026-01-10") }.into()];
    in_state("draft").when(send()).then(facts).when(reword).done().and_then(|after| {
        let known = &after.advocacy[&advocacy(1)];
        let kept = known.sent.as_ref().expect("it was sent");
        assert_eq!((known.state, kept.pinned_at), (S::Sent, plan.head));
        assert_eq!(kept.pinned, before);
        let now = &after.recommendations[&r];
        assert_eq!((now.state, &*now.text), (RecommendationState::Sent, "Faire mieux"));
    });
    for state in ["sent", "answered", "unanswered", "closed"] {
        in_state(state).when(send()).refused(Refusal::WrongState { what: "advocacy", state });
    }
}

#[test]
fn what_is_sent_says_something_that_was_validated() {
    let a = advocacy(1);
    let of = |change: F, refusal| {
        let _ = in_state("draft").and([change]).when(send()).refused(refusal);
    };
    of(
        F::Reworded { advocacy: a, from: None, to: String::new() },
        Refusal::Empty { field: "text" },
    );
    of(
        F::Chosen { advocacy: a, from: None, to: vec![] },
        Refusal::Empty { field: "recommendations" },
    );
    let unripe = Refusal::WrongState { what: "recommendation", state: "draft" };
    of(F::Chosen { advocacy: a, from: None, to: vec![recommendation(2)] }, unripe);
    let when = |due: &str, decided| C::Send {
        advocacy: a,
        day: day("2026-01-10"),
        answer_due: Some(day(due)),
        decided,
    };
    let early = Refusal::Malformed { field: "answer_due" };
    in_state("draft").when(when("2026-01-09", None)).refused(early);
    let plenary = Some(plenum_domain::DecidedIn::Meeting(meeting(3)));
    let not_begun = Refusal::WrongState { what: "meeting", state: "not_begun" };
    in_state("draft").when(when("2026-01-10", plenary)).refused(not_begun);
    in_state("draft").and(begun()).when(when("2026-01-10", plenary)).done();
    // Together they must fit the record that keeps them.
    let long = (10..=26).flat_map(|n| {
        let mut fact = chain_plan::drafted(n, 1, plenum_testkit::ids::priority(1));
        if let R::Drafted { text, .. } = &mut fact {
            *text = "é".repeat(6_000);
        }
        [vec![fact], recommendation_until("validated", n)].concat()
    });
    let story = in_state("draft").and_unchecked(long);
    let choose =
        |last| F::Chosen { advocacy: a, from: None, to: (10..=last).map(recommendation).collect() };
    story.clone().and_unchecked([choose(25)]).when(send()).done();
    let over = Refusal::TooLong { field: "recommendations", max: 100_000 };
    story.and_unchecked([choose(26)]).when(send()).refused(over);
}

#[test]
fn an_answer_is_recorded_and_answers_the_recommendations_it_names() {
    let (a, r, other) = (advocacy(1), recommendation(1), recommendation(3));
    let both =
        C::RecordAnswer { advocacy: a, answer: answer(1, 1), recommendations: [r, other].into() };
    let words = || "Nous étudions.".to_owned();
    // Number 1 still waits to be sent by its own fact: here it was not.
    let facts: Vec<Fact> = vec![
        F::AnswerRecorded { advocacy: a, answer: answer(1, 1) }.into(),
        R::Answered { recommendation: other, words: words() }.into(),
    ];
    in_state("sent").when(both).then(facts).and_then(|plan| {
        assert_eq!(plan.advocacy[&a].state, S::Answered);
        assert_eq!(plan.recommendations[&other].answer, Some(words()));
    });
    for (state, _) in STATES {
        let asked = in_state(state).when(record(answer(2, 1)));
        if ["sent", "answered", "unanswered"].contains(&state) {
            asked.then([F::AnswerRecorded { advocacy: a, answer: answer(2, 1) }]);
        } else {
            asked.refused(Refusal::WrongState { what: "advocacy", state });
        }
    }
    let refused = |answer: Answer, refusal| {
        let _ = in_state("answered").when(record(answer)).refused(refusal);
    };
    refused(answer(1, 0), Refusal::Exists("answer"));
    refused(answer(2, 2), Refusal::Unknown("from"));
    let early = Answer { day: day("2026-01-09"), ..answer(2, 0) };
    refused(early, Refusal::Malformed { field: "day" });
    let follow_up = Some(day("2026-01-31"));
    refused(Answer { follow_up, ..answer(2, 0) }, Refusal::Malformed { field: "follow_up" });
    let empty = Answer { summary: " ".into(), ..answer(2, 0) };
    refused(empty, Refusal::Empty { field: "summary" });
    let foreign = C::RecordAnswer {
        advocacy: a,
        answer: answer(2, 0),
        recommendations: [recommendation(2)].into(),
    };
    in_state("sent").when(foreign).refused(Refusal::Unknown("recommendations"));
    let many = (1..=100).map(|n| F::AnswerRecorded { advocacy: a, answer: answer(n, 0) });
    let full = in_state("sent").and_unchecked(many);
    let over = Refusal::TooMany { what: "answers", max: 100 };
    full.when(record(answer(101, 0))).refused(over);
}

#[test]
fn silence_is_reminded_of_and_given_up_once_the_day_has_passed() {
    let a = advocacy(1);
    let due =
        |answer_due: Option<&str>| C::SetAnswerDue { advocacy: a, answer_due: answer_due.map(day) };
    let remind = |on: &str| C::Remind { advocacy: a, day: day(on), words: " Rappel ".into() };
    for (state, _) in STATES {
        let wrong = Refusal::WrongState { what: "advocacy", state };
        let waits = ["sent", "answered"].contains(&state);
        for command in [due(None), remind("2026-02-01")] {
            let asked = in_state(state).when(command);
            let _ = if waits { asked.done() } else { asked.refused(wrong.clone()) };
        }
        let asked = in_state(state).because("Silence").when(C::GiveUp { advocacy: a });
        let _ = if state == "sent" { asked.done() } else { asked.refused(wrong.clone()) };
        let asked = in_state(state).when(C::Close { advocacy: a });
        let ends = ["answered", "unanswered"].contains(&state);
        let _ = if ends { asked.done() } else { asked.refused(wrong) };
    }
    in_state("sent").when(due(Some("2026-03-01"))).then_nothing();
    let field = "answer_due";
    in_state("sent").when(due(Some("2026-01-09"))).refused(Refusal::Malformed { field });
    in_state("sent").when(remind("2026-01-09")).refused(Refusal::Malformed { field: "day" });
    let early = Refusal::WrongState { what: "advocacy", state: "not_due_yet" };
    let give_up = C::GiveUp { advocacy: a };
    for answer_due in [None, Some("2030-01-01")] {
        let waits = in_state("sent").when(due(answer_due)).done().because("Silence");
        waits.when(give_up.clone()).refused(early.clone());
    }
    in_state("sent").when(give_up).refused(Refusal::ReasonRequired);
    let reminder = plenum_domain::advocacy::Reminder { day: day("2026-02-01"), words: "x".into() };
    let many = (0..50).map(|_| F::Reminded { advocacy: a, reminder: reminder.clone() });
    let full = in_state("sent").and_unchecked(many);
    let over = Refusal::TooMany { what: "reminders", max: 50 };
    full.when(remind("2026-02-01")).refused(over);
}

/// The priority of recommendation 1 stands on finding 1.
#[test]
fn a_draft_is_flagged_until_it_is_confirmed_or_sent() {
    let about = RecordRef::new(RecordKind::Advocacy, advocacy(1));
    let statement = "Autrement".to_owned();
    let changed: Vec<Fact> = vec![
        FindingFact::ReviewStarted { finding: finding(1) }.into(),
        FindingFact::Updated { finding: finding(1), statement, decided: None }.into(),
    ];
    let flagged = in_state("draft").and(changed);
    assert_eq!(flagged.clone().plan().flags(about), [finding(1)]);
    let confirm = ChainCommand::Confirm { about, finding: finding(1), holds: Holds::Stands };
    let confirmed = flagged.clone().because("Tient").when(confirm).done();
    assert_eq!(confirmed.plan().flags(about), []);
    // What is chosen after the change knows of it.
    let rechosen = [F::Chosen { advocacy: advocacy(1), from: None, to: vec![] }, drafted(1, &[])];
    let F::Chosen { advocacy: a, .. } = &rechosen[0] else { unreachable!("it is chosen") };
    let again = F::Chosen { advocacy: *a, from: None, to: vec![recommendation(1)] };
    assert_eq!(flagged.clone().and([rechosen[0].clone(), again]).plan().flags(about), []);
    assert_eq!(flagged.when(send()).done().plan().flags(about), []);
}

#[test]
fn there_must_be_an_advocacy() {
    let a = advocacy(1);
    let mut commands: Vec<_> = edits().into_iter().map(|(command, _)| command).collect();
    let (day, words) = (day("2026-02-01"), String::new());
    commands.extend([
        send(),
        record(answer(1, 0)),
        C::SetAnswerDue { advocacy: a, answer_due: None },
        C::Remind { advocacy: a, day, words },
        C::GiveUp { advocacy: a },
        C::Close { advocacy: a },
    ]);
    for command in commands {
        here().because("x").when(command).refused(Refusal::Unknown("advocacy"));
    }
}
