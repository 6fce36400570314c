//! Findings: recorded, reviewed, settled and inherited.

use plenum_domain::{
    DecidedIn, Refusal,
    edition::{EditionCommand, EditionFact},
    finding::{
        FindingCommand as C, FindingFact as F, FindingState as S, Opinion, Outcome, Position, Tags,
    },
    meeting::MeetingFact,
};
use plenum_testkit::{
    ids::{axis, edition, finding, item, meeting, partner, space, theme},
    sample::{self, coordinator},
    scenario::{Scenario, Step, given, given_the_sample},
};

use super::chain_plan::{begun, next_edition, recorded};

const STATES: [(&str, S); 6] = [
    ("recorded", S::Recorded),
    ("inherited", S::Inherited),
    ("under_review", S::UnderReview),
    ("upheld", S::Upheld),
    ("updated", S::Updated),
    ("obsolete", S::Obsolete),
];

/// Finding 1 in a state, by its name.
pub fn in_state(state: &str) -> Scenario {
    let finding = finding(1);
    let decided = None;
    let review = F::ReviewStarted { finding };
    let road = match state {
        "recorded" => vec![],
        "inherited" => {
            vec![F::Inherited { finding, from: Some(edition(1)), edition: edition(2) }]
        }
        "under_review" => vec![review],
        "upheld" => vec![review, F::Upheld { finding, decided }],
        "updated" => {
            vec![review, F::Updated { finding, statement: "Constat 1 bis".into(), decided }]
        }
        _ => vec![review, F::MadeObsolete { finding, decided }],
    };
    given([next_edition()]).and([recorded(1, 1)]).and(road)
}

fn record(change: impl FnOnce(&mut Tags)) -> C {
    let mut tags = Tags::default();
    change(&mut tags);
    C::Record {
        finding: finding(9),
        statement: " Mots ".into(),
        tags,
        edition: None,
        partner: None,
    }
}

pub fn reword(words: &str) -> C {
    C::Reword { finding: finding(1), statement: words.into() }
}

fn settle(outcome: Outcome, statement: Option<&str>) -> C {
    C::Settle { finding: finding(1), outcome, statement: statement.map(Into::into), decided: None }
}

/// Agrees, for partner 1.
fn agrees() -> C {
    let opinion = Opinion { position: Position::Agrees, reason: String::new() };
    C::TakeStance { finding: finding(1), partner: partner(1), opinion }
}

#[test]
fn a_finding_is_recorded_with_all_it_is_about() {
    let tags = Tags {
        axis: Some(axis(1)),
        themes: [theme(1)].into(),
        communes: ["92094".to_owned(), "99999".to_owned()].into(),
        public: "Jeunes".into(),
        year: Some(1950),
        space: Some(space(1)),
    };
    let (edition, partner) = (Some(edition(1)), Some(partner(1)));
    let padded = Tags { public: " Jeunes ".into(), ..tags.clone() };
    let statement = "Constat".to_owned();
    given_the_sample()
        .when(C::Record {
            finding: finding(9),
            statement: " Constat\n".into(),
            tags: padded,
            edition,
            partner,
        })
        .then([F::Recorded { finding: finding(9), statement, tags, edition, partner }])
        .and_then(|plan| {
            let known = &plan.findings[&finding(9)];
            assert_eq!((known.number, known.state), (1, S::Recorded));
            assert_eq!((known.changed_at, known.changed_by), (None, coordinator()));
        })
        .when(record(|_| ()))
        .refused(Refusal::Exists("finding"));
}

#[test]
fn a_finding_speaks_of_what_there_is() {
    let refused = |command, refusal| {
        let _ = given_the_sample().when(command).refused(refusal);
    };
    refused(record(|t| t.axis = Some(axis(9))), Refusal::Unknown("axis"));
    refused(record(|t| t.themes = [theme(9)].into()), Refusal::Unknown("themes"));
    refused(record(|t| t.space = Some(space(9))), Refusal::Unknown("space"));
    for code in ["9209", "920941", "9209x", ""] {
        let field = "communes";
        refused(record(|t| t.communes = [code.to_owned()].into()), Refusal::Malformed { field });
    }
    let out = Refusal::OutOfRange { field: "year", min: 1950, max: 2200 };
    refused(record(|t| t.year = Some(1949)), out.clone());
    refused(record(|t| t.year = Some(2201)), out);
    let long = Refusal::TooLong { field: "public", max: 200 };
    refused(record(|t| t.public = super::too_long()), long);
    let with = |e, p| C::Record {
        finding: finding(9),
        statement: "Mots".into(),
        tags: Tags::default(),
        edition: e,
        partner: p,
    };
    refused(with(Some(edition(9)), None), Refusal::Unknown("edition"));
    refused(with(None, Some(partner(9))), Refusal::Unknown("partner"));
    given([EditionFact::Closed { edition: edition(1) }])
        .when(with(Some(edition(1)), None))
        .refused(Refusal::ClosedEdition);
}

#[test]
fn statements_have_their_length() {
    let here = || in_state("recorded");
    let (fits, over) = ("é".repeat(6_000), "é".repeat(6_001));
    here().when(reword(&fits)).then([F::Reworded { finding: finding(1), to: fits }]);
    let long = Refusal::TooLong { field: "statement", max: 6_000 };
    here().when(reword(&over)).refused(long.clone());
    here().when(reword(" ")).refused(Refusal::Empty { field: "statement" });
    let review = || in_state("under_review").because("Relu");
    review().when(settle(Outcome::Updated, Some(&over))).refused(long);
    let empty = Refusal::Empty { field: "statement" };
    review().when(settle(Outcome::Updated, Some(" "))).refused(empty.clone());
    review().when(settle(Outcome::Updated, None)).refused(empty);
}

/// All states and all steps: what is not drawn is refused.
#[test]
fn a_finding_goes_drawn_ways_only() {
    for (state, _) in STATES {
        let wrong = Refusal::WrongState { what: "finding", state };
        let asked = |command| in_state(state).because("Relu").when(command);
        let f = finding(1);
        match state {
            "recorded" | "inherited" | "under_review" => {
                asked(reword("Autres mots")).done();
            }
            _ => drop(asked(reword("Autres mots")).refused(wrong.clone())),
        }
        match state {
            "under_review" => drop(asked(C::Review { finding: f }).then_nothing()),
            _ => drop(asked(C::Review { finding: f }).then([F::ReviewStarted { finding: f }])),
        }
        let settled = [
            (settle(Outcome::Upheld, None), F::Upheld { finding: f, decided: None }),
            (
                settle(Outcome::Updated, Some(" Neuf ")),
                F::Updated { finding: f, statement: "Neuf".into(), decided: None },
            ),
            (settle(Outcome::Obsolete, None), F::MadeObsolete { finding: f, decided: None }),
        ];
        for (command, fact) in settled {
            match state {
                "under_review" => drop(asked(command).then([fact])),
                _ => drop(asked(command).refused(wrong.clone())),
            }
        }
        match state {
            "obsolete" => drop(asked(agrees()).refused(wrong)),
            _ => drop(asked(agrees()).done()),
        }
    }
}

#[test]
fn every_state_is_the_one_its_facts_lead_to() {
    for (name, state) in STATES {
        let plan = in_state(name).plan();
        assert_eq!(plan.findings[&finding(1)].state, state);
    }
}

#[test]
fn a_review_and_its_end_want_a_reason() {
    let f = finding(1);
    in_state("recorded").when(C::Review { finding: f }).refused(Refusal::ReasonRequired);
    in_state("recorded")
        .because(" ")
        .when(C::Review { finding: f })
        .refused(Refusal::ReasonRequired);
    for command in [settle(Outcome::Upheld, None), settle(Outcome::Updated, Some("Neuf"))] {
        in_state("under_review").when(command).refused(Refusal::ReasonRequired);
    }
}

#[test]
fn only_an_update_brings_new_words() {
    let asked = |command| in_state("under_review").because("Relu").when(command);
    for outcome in [Outcome::Upheld, Outcome::Obsolete] {
        let refusal = Refusal::Malformed { field: "statement" };
        asked(settle(outcome, Some("Neuf"))).refused(refusal);
    }
    asked(settle(Outcome::Updated, Some(" Constat 1 "))).refused(Refusal::Exists("statement"));
}

#[test]
fn a_settlement_remembers_where_and_changes_only_what_it_changes() {
    let f = finding(1);
    let decided = Some(DecidedIn::Meeting(meeting(3)));
    for (outcome, changes) in
        [(Outcome::Upheld, false), (Outcome::Updated, true), (Outcome::Obsolete, true)]
    {
        let statement = (outcome == Outcome::Updated).then(|| "Neuf".to_owned());
        let story = in_state("under_review").and(begun()).because("Relu");
        let plan = story.when(C::Settle { finding: f, outcome, statement, decided }).done().plan();
        let known = &plan.findings[&f];
        assert_eq!(known.changed_at, changes.then_some(plan.head));
        let last = known.settlements.last().expect("a settlement");
        assert_eq!((last.outcome, last.decided, last.at), (outcome, decided, plan.head));
        assert_eq!(last.day.as_str(), sample::TODAY);
    }
}

#[test]
fn twenty_settlements_are_remembered() {
    let finding = finding(1);
    let rounds =
        (0..25).flat_map(|_| [F::ReviewStarted { finding }, F::Upheld { finding, decided: None }]);
    let plan = in_state("recorded").and_unchecked(rounds).plan();
    let known = &plan.findings[&finding].settlements;
    assert_eq!((known.len(), known[19].at), (20, plan.head));
}

/// Where the meeting has not begun, nothing was decided; likewise for its items, and never in a backlog.
#[test]
fn something_is_decided_only_where_a_meeting_has_begun() {
    let asked = |past: Vec<Step>, decided| {
        let command = C::Settle {
            finding: finding(1),
            outcome: Outcome::Upheld,
            statement: None,
            decided: Some(decided),
        };
        in_state("under_review").and(past).because("Relu").when(command)
    };
    let m = meeting(3);
    let on_it = || Step::from(sample::add(1, sample::first(m)));
    let not_begun = Refusal::WrongState { what: "meeting", state: "not_begun" };
    for state in ["preparation", "convened", "open", "suspended", "closed", "minutes_approved"] {
        let past = || {
            let road = sample::until(state, m).into_iter().map(Step::from);
            std::iter::once(on_it()).chain(road).collect::<Vec<_>>()
        };
        for decided in [DecidedIn::Meeting(m), DecidedIn::Item(item(1))] {
            match state {
                "preparation" | "convened" => {
                    drop(asked(past(), decided).refused(not_begun.clone()));
                }
                _ => drop(asked(past(), decided).done()),
            }
        }
    }
    let unknown = Refusal::Unknown("decided");
    asked(vec![], DecidedIn::Meeting(meeting(9))).refused(unknown.clone());
    asked(vec![], DecidedIn::Item(item(9))).refused(unknown.clone());
    let waits = vec![sample::propose(2, None).into(), MeetingFact::Opened { meeting: m }.into()];
    asked(waits, DecidedIn::Item(item(2))).refused(unknown);
}

#[test]
fn doing_what_is_done_changes_nothing_and_unknown_findings_are_refused() {
    in_state("recorded").when(reword(" Constat 1")).then_nothing();
    let finding = finding(9);
    let statement = || "Mots".to_owned();
    let outcome = Outcome::Upheld;
    for command in [
        C::Reword { finding, statement: statement() },
        C::Retag { finding, tags: Tags::default() },
        C::Review { finding },
        C::Settle { finding, outcome, statement: None, decided: None },
    ] {
        given_the_sample().because("x").when(command).refused(Refusal::Unknown("finding"));
    }
}

fn inherit(findings: impl IntoIterator<Item = u64>) -> EditionCommand {
    let findings = findings.into_iter().map(finding).collect();
    EditionCommand::InheritFindings { edition: edition(2), findings }
}

#[test]
fn an_edition_inherits_findings_of_the_one_it_renews() {
    for (state, _) in STATES {
        let asked = in_state(state).when(inherit([1]));
        match state {
            "inherited" => drop(asked.then_nothing()),
            "under_review" | "obsolete" => {
                drop(asked.refused(Refusal::WrongState { what: "finding", state }));
            }
            _ => {
                let from = Some(edition(1));
                let fact = F::Inherited { finding: finding(1), from, edition: edition(2) };
                asked.then([fact]).and_then(|plan| {
                    let known = &plan.findings[&finding(1)];
                    assert_eq!(known.state, S::Inherited);
                    assert_eq!((known.edition, known.inherited_from), (Some(edition(2)), from));
                });
            }
        }
    }
    in_state("recorded").when(inherit([9])).refused(Refusal::Unknown("finding"));
    let elsewhere = EditionFact::Opened {
        edition: edition(3),
        label: "Autre".into(),
        from_year: 2027,
        to_year: None,
        renews: None,
    };
    let of_none =
        EditionCommand::InheritFindings { edition: edition(3), findings: [finding(1)].into() };
    in_state("recorded").and([elsewhere]).when(of_none).refused(Refusal::Unknown("findings"));
    in_state("recorded")
        .and([EditionFact::Closed { edition: edition(2) }])
        .when(inherit([1]))
        .refused(Refusal::WrongState { what: "edition", state: "closed" });
    given_the_sample().when(inherit([1])).refused(Refusal::Unknown("edition"));
}

#[test]
fn three_hundred_findings_are_inherited_at_once() {
    let many = given([next_edition()]).and_unchecked((1..=301).map(|n| recorded(n, 1)));
    let facts = many.clone().when(inherit(1..=300)).done().plan();
    let inherited = facts.findings.values().filter(|f| f.state == S::Inherited).count();
    assert_eq!(inherited, 300);
    many.when(inherit(1..=301)).refused(Refusal::TooMany { what: "findings", max: 300 });
}
