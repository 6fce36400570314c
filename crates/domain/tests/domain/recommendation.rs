//! Recommendations: drafted, worded, and the road they go.

use std::collections::BTreeSet;

use plenum_domain::{
    DecidedIn, ObjectiveId, Refusal,
    edition::EditionFact,
    objective::ObjectiveFact,
    priority::PriorityFact,
    recommendation::{
        Addressee, Concerns, Level, RecommendationCommand as C, RecommendationFact as F,
        RecommendationState as S,
    },
};
use plenum_testkit::{
    ids::{day, edition, meeting, objective, partner, priority, recommendation, space},
    scenario::{Scenario, given},
};

use super::chain_plan::{begun, drafted, next_edition, proposed, recommendation_until};

pub const STATES: [(&str, S); 10] = [
    ("draft", S::Draft),
    ("proposed", S::Proposed),
    ("validated", S::Validated),
    ("sent", S::Sent),
    ("answered", S::Answered),
    ("underway", S::Underway),
    ("achieved", S::Achieved),
    ("refused", S::Refused),
    ("no_follow_up", S::NoFollowUp),
    ("evaluated", S::Evaluated),
];

/// Priorities 1 and 2 of edition 1, and objectives 1 and 2.
pub fn here() -> Scenario {
    given([next_edition()])
        .and((1..=2).map(objective_added))
        .and((1..=2).map(|n| proposed(n, 1, [], false)))
}

pub fn objective_added(n: u64) -> ObjectiveFact {
    let (reference, wording) = (format!("Article {n}"), format!("Favoriser {n}"));
    ObjectiveFact::Added { objective: objective(n), reference, wording }
}

pub fn aims(at: &[u64]) -> BTreeSet<ObjectiveId> {
    at.iter().map(|n| objective(*n)).collect()
}

/// Recommendation 1, under priority 1, in a state, by its name.
pub fn in_state(state: &str) -> Scenario {
    let recommendation = recommendation(1);
    let mut road = match state {
        "refused" | "no_follow_up" => recommendation_until("sent", 1),
        state => recommendation_until(state, 1),
    };
    match state {
        "refused" => road.push(F::Refused { recommendation }),
        "no_follow_up" => road.push(F::Left { recommendation }),
        _ => {}
    }
    here().and([drafted(1, 1, priority(1))]).and(road)
}

pub fn draft(change: impl FnOnce(&mut F)) -> C {
    let mut fact = drafted(1, 1, priority(1));
    change(&mut fact);
    let F::Drafted {
        recommendation,
        edition: _,
        priority,
        title,
        text,
        addressee,
        carrier,
        space,
        concerns,
        deadline,
        objectives,
    } = fact
    else {
        unreachable!("it is a draft")
    };
    C::Draft {
        recommendation,
        priority,
        title,
        text,
        addressee,
        carrier,
        space,
        concerns,
        deadline,
        objectives,
    }
}

macro_rules! with {
    ($field:ident = $value:expr) => {
        draft(|fact| {
            if let F::Drafted { $field: slot, .. } = fact {
                *slot = $value;
            }
        })
    };
}

fn to(body: &str) -> Addressee {
    Addressee { level: Level::Federal, body: body.into() }
}

#[test]
fn a_recommendation_is_drafted_under_a_priority() {
    here().when(draft(|_| ())).then([drafted(1, 1, priority(1))]).and_then(|plan| {
        let known = &plan.recommendations[&recommendation(1)];
        assert_eq!((known.number, known.state, known.linked_at), (1, S::Draft, plan.head));
    });
    here().when(with!(title = " Recommandation 1 ".into())).then([drafted(1, 1, priority(1))]);
    let known = in_state("draft");
    known.when(draft(|_| ())).refused(Refusal::Exists("recommendation"));
}

#[test]
fn a_draft_says_what_whom_and_where() {
    let refused = |command, refusal| {
        let _ = here().when(command).refused(refusal);
    };
    let (t, x, b) = ("title", "text", "body");
    refused(with!(title = " ".into()), Refusal::Empty { field: t });
    refused(with!(title = super::too_long()), Refusal::TooLong { field: t, max: 200 });
    refused(with!(text = " ".into()), Refusal::Empty { field: x });
    refused(with!(text = "é".repeat(6_001)), Refusal::TooLong { field: x, max: 6_000 });
    refused(with!(addressee = to(" ")), Refusal::Empty { field: b });
    refused(with!(addressee = to(&super::too_long())), Refusal::TooLong { field: b, max: 200 });
    refused(with!(priority = priority(9)), Refusal::Unknown("priority"));
    refused(with!(carrier = Some(partner(9))), Refusal::Unknown("partner"));
    refused(with!(space = Some(space(9))), Refusal::Unknown("space"));
    let communes = Concerns { communes: ["Namur".to_owned()].into(), public: String::new() };
    refused(with!(concerns = communes), Refusal::Malformed { field: "communes" });
    let public = Concerns { public: super::too_long(), ..Concerns::default() };
    refused(with!(concerns = public), Refusal::TooLong { field: "public", max: 200 });
    here().when(with!(text = "é".repeat(6_000))).done();
    here()
        .and([EditionFact::Closed { edition: edition(1) }])
        .when(draft(|_| ()))
        .refused(Refusal::ClosedEdition);
    let retained = PriorityFact::Retained { priority: priority(1), decided: None };
    here().and([retained.clone()]).when(draft(|_| ())).done();
    for (state, road) in [
        ("dropped", vec![PriorityFact::Dropped { priority: priority(1) }]),
        ("closed", vec![retained, PriorityFact::Closed { priority: priority(1) }]),
    ] {
        let wrong = Refusal::WrongState { what: "priority", state };
        here().and(road.clone()).when(draft(|_| ())).refused(wrong.clone());
        let other = here().and([drafted(1, 1, priority(2))]).and(road);
        other.when(move_to(1)).refused(wrong);
    }
}

fn move_to(n: u64) -> C {
    C::MoveTo { recommendation: recommendation(1), priority: priority(n) }
}

#[test]
fn two_hundred_recommendations_stand_under_a_priority() {
    let over = Refusal::TooMany { what: "recommendations", max: 200 };
    let full = here().and_unchecked((2..=200).map(|n| drafted(n, 1, priority(1))));
    let full = full.when(draft(|_| ())).done();
    let next = |n| {
        draft(|fact| {
            if let F::Drafted { recommendation: id, .. } = fact {
                *id = recommendation(n);
            }
        })
    };
    full.clone().when(next(201)).refused(over.clone());
    // No detour leads under it either.
    let other = full.and([drafted(201, 1, priority(2))]);
    let detour = C::MoveTo { recommendation: recommendation(201), priority: priority(1) };
    other.clone().when(detour).refused(over);
    other.when(move_to(1)).then_nothing();
}

/// The steps, each with its fact and the states that it leads on from.
fn steps() -> Vec<(C, F, &'static [&'static str])> {
    let r = recommendation(1);
    let words = || "Mots".to_owned();
    let waiting = &["sent", "answered", "underway"];
    let day = || day("2027-01-10");
    vec![
        (C::Propose { recommendation: r }, F::Proposed { recommendation: r }, &["draft"]),
        (
            C::Validate { recommendation: r, decided: None },
            F::Validated { recommendation: r, decided: None },
            &["proposed"],
        ),
        (
            C::Send { recommendation: r, day: day() },
            F::Sent { recommendation: r, day: day() },
            &["validated"],
        ),
        (
            C::Answer { recommendation: r, words: " Mots ".into() },
            F::Answered { recommendation: r, words: words() },
            &["sent"],
        ),
        (C::Start { recommendation: r }, F::Started { recommendation: r }, &["answered"]),
        (C::Achieve { recommendation: r }, F::Achieved { recommendation: r }, &["underway"]),
        (C::Refuse { recommendation: r }, F::Refused { recommendation: r }, waiting),
        (C::Leave { recommendation: r }, F::Left { recommendation: r }, waiting),
        (
            C::Evaluate { recommendation: r, words: " Mots ".into() },
            F::Evaluated { recommendation: r, words: words() },
            &["achieved", "refused", "no_follow_up"],
        ),
    ]
}

/// All states and all steps: what is not drawn is refused.
#[test]
fn a_recommendation_goes_drawn_ways_only() {
    for (state, known) in STATES {
        let here = in_state(state);
        assert_eq!(here.clone().plan().recommendations[&recommendation(1)].state, known);
        for (command, fact, from) in steps() {
            let asked = here.clone().because("Constaté").when(command);
            if from.contains(&state) {
                asked.then([fact]).undo_last().refused(Refusal::NotUndoable);
            } else {
                asked.refused(Refusal::WrongState { what: "recommendation", state });
            }
        }
    }
}

#[test]
fn steps_leave_what_was_said() {
    let plan = in_state("evaluated").plan();
    let known = &plan.recommendations[&recommendation(1)];
    assert_eq!(known.answer.as_deref(), Some("Nous étudions la question."));
    assert_eq!(known.evaluation.as_deref(), Some("Tenu."));
    let decided = Some(DecidedIn::Meeting(meeting(3)));
    let validate = C::Validate { recommendation: recommendation(1), decided };
    let not_begun = Refusal::WrongState { what: "meeting", state: "not_begun" };
    in_state("proposed").when(validate.clone()).refused(not_begun);
    in_state("proposed").and(begun()).when(validate).done().and_then(|plan| {
        assert_eq!(plan.recommendations[&recommendation(1)].decided, decided);
    });
}

#[test]
fn some_steps_want_a_reason_or_words() {
    let r = recommendation(1);
    for command in [C::Refuse { recommendation: r }, C::Leave { recommendation: r }] {
        in_state("sent").when(command).refused(Refusal::ReasonRequired);
    }
    let (empty, long) =
        (Refusal::Empty { field: "words" }, Refusal::TooLong { field: "words", max: 6_000 });
    for (words, refusal) in [(" ".to_owned(), empty), ("é".repeat(6_001), long)] {
        let answer = C::Answer { recommendation: r, words: words.clone() };
        in_state("sent").when(answer).refused(refusal.clone());
        let evaluate = C::Evaluate { recommendation: r, words };
        in_state("achieved").when(evaluate).refused(refusal);
    }
}

/// Each edit with its fact, and whether it stays possible after the sending.
fn edits() -> Vec<(C, F, bool)> {
    let r = recommendation(1);
    let concerns = Concerns { communes: ["92094".to_owned()].into(), public: "Jeunes".into() };
    let deadline = Some(day("2027-12-31"));
    let from = Addressee { level: Level::Region, body: "Wallonie".into() };
    let (title, text) = ("Autre".to_owned(), "Autres mots".to_owned());
    vec![
        (
            C::Rename { recommendation: r, title: " Autre".into() },
            F::Renamed { recommendation: r, from: "Recommandation 1".into(), to: title },
            false,
        ),
        (
            C::Reword { recommendation: r, text: " Autres mots".into() },
            F::Reworded { recommendation: r, to: text },
            false,
        ),
        (
            C::Address { recommendation: r, addressee: to(" Fedasil") },
            F::Addressed { recommendation: r, from, to: to("Fedasil") },
            false,
        ),
        (
            C::Assign { recommendation: r, carrier: None },
            F::Assigned { recommendation: r, from: Some(partner(1)), to: None },
            true,
        ),
        (
            C::SetConcerns { recommendation: r, concerns: concerns.clone() },
            F::ConcernsSet { recommendation: r, from: Concerns::default(), to: concerns },
            true,
        ),
        (
            C::SetDeadline { recommendation: r, deadline: deadline.clone() },
            F::DeadlineSet { recommendation: r, from: None, to: deadline },
            true,
        ),
        (
            C::SetObjectives { recommendation: r, objectives: aims(&[1]) },
            F::ObjectivesSet { recommendation: r, from: BTreeSet::new(), to: aims(&[1]) },
            true,
        ),
        (move_to(2), F::MovedTo { recommendation: r, from: priority(1), to: priority(2) }, true),
    ]
}

/// What was sent is kept by the advocacy that sent it; and what is so already changes nothing.
#[test]
fn words_and_addressee_change_until_it_is_over() {
    for (state, known) in STATES {
        let here = in_state(state);
        for (command, fact, later) in edits() {
            let asked = here.clone().when(command.clone());
            if later || known <= S::Underway {
                asked.then([fact]).when(command).then_nothing();
            } else {
                asked.refused(Refusal::WrongState { what: "recommendation", state });
            }
        }
    }
}

#[test]
fn edits_are_held_to_the_same_rules_as_drafts() {
    let r = recommendation(1);
    let refused = |command, refusal| {
        let _ = in_state("draft").when(command).refused(refusal);
    };
    let rename = |title: String| C::Rename { recommendation: r, title };
    let reword = |text: String| C::Reword { recommendation: r, text };
    let set = |concerns| C::SetConcerns { recommendation: r, concerns };
    refused(rename(" ".into()), Refusal::Empty { field: "title" });
    refused(rename(super::too_long()), Refusal::TooLong { field: "title", max: 200 });
    refused(reword(" ".into()), Refusal::Empty { field: "text" });
    refused(reword("é".repeat(6_001)), Refusal::TooLong { field: "text", max: 6_000 });
    let addressee = to(" ");
    refused(C::Address { recommendation: r, addressee }, Refusal::Empty { field: "body" });
    let carrier = Some(partner(9));
    refused(C::Assign { recommendation: r, carrier }, Refusal::Unknown("partner"));
    let concerns = Concerns { communes: ["1".to_owned()].into(), public: String::new() };
    refused(set(concerns), Refusal::Malformed { field: "communes" });
    refused(move_to(9), Refusal::Unknown("priority"));
    let elsewhere =
        PriorityFact::CarriedOver { priority: priority(3), from: priority(1), edition: edition(2) };
    in_state("draft").and([elsewhere]).when(move_to(3)).refused(Refusal::Unknown("priority"));
}

#[test]
fn there_must_be_a_recommendation() {
    let commands = steps().into_iter().map(|(command, _, _)| command);
    for command in commands.chain(edits().into_iter().map(|(command, _, _)| command)) {
        here().because("x").when(command).refused(Refusal::Unknown("recommendation"));
    }
}
