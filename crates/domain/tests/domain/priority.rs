//! Priorities: proposed, linked, retained, dropped, carried over.

use plenum_domain::{
    DecidedIn, EditionId, Refusal,
    edition::EditionFact,
    need::NeedFact,
    priority::{PriorityCommand as C, PriorityFact as F, PriorityState as S, Rank},
};
use plenum_testkit::{
    ids::{axis, edition, finding, meeting, need, partner, priority, space},
    scenario::{Scenario, given},
};

use super::chain_plan::{begun, next_edition, proposed, recorded, stated};

const STATES: [(&str, S); 4] = [
    ("proposed", S::Proposed),
    ("retained", S::Retained),
    ("dropped", S::Dropped),
    ("closed", S::Closed),
];

fn here() -> Scenario {
    given([next_edition()])
        .and([recorded(1, 1), recorded(2, 2)])
        .and([stated(1, 1, [finding(1)]), stated(2, 2, [finding(2)])])
}

/// Priority 1 in a state, by its name: on finding 1 and need 1.
pub fn in_state(state: &str) -> Scenario {
    let priority = priority(1);
    let retained = F::Retained { priority, decided: None };
    let road = match state {
        "proposed" => vec![],
        "retained" => vec![retained],
        "dropped" => vec![F::Dropped { priority }],
        _ => vec![retained, F::Closed { priority }],
    };
    here().and([proposed(1, 1, [finding(1)], true)]).and(road)
}

fn closed() -> EditionFact {
    EditionFact::Closed { edition: edition(1) }
}

fn propose(title: &str, change: impl FnOnce(&mut C)) -> C {
    let mut command = C::Propose {
        priority: priority(1),
        edition: edition(1),
        axis: axis(1),
        title: title.into(),
        note: String::new(),
        space: Some(space(1)),
        partner: Some(partner(1)),
        findings: [finding(1)].into(),
        needs: [need(1)].into(),
    };
    change(&mut command);
    command
}

macro_rules! with {
    ($($field:ident = $value:expr),*) => {
        propose("P", |command| {
            $(if let C::Propose { $field: slot, .. } = &mut *command {
                *slot = $value;
            })*
        })
    };
}

#[test]
fn a_priority_is_proposed_on_findings_and_needs() {
    here()
        .when(propose(" Priorité 1 ", |_| ()))
        .then([proposed(1, 1, [finding(1)], true)])
        .and_then(|plan| {
            let known = &plan.priorities[&priority(1)];
            assert_eq!((known.number, known.state), (1, S::Proposed));
            assert_eq!(known.findings[&finding(1)], plan.head);
            assert_eq!(known.needs[&need(1)], plan.head);
        })
        .when(propose("P", |_| ()))
        .refused(Refusal::Exists("priority"));
    here()
        .when(with!(findings = [].into(), needs = [].into(), space = None, partner = None))
        .done();
}

#[test]
fn a_priority_stands_where_something_is() {
    let refused = |command, refusal| {
        let _ = here().when(command).refused(refusal);
    };
    refused(propose(" ", |_| ()), Refusal::Empty { field: "title" });
    let long = Refusal::TooLong { field: "title", max: 200 };
    refused(propose(&super::too_long(), |_| ()), long);
    let note = Refusal::TooLong { field: "note", max: 4_000 };
    refused(with!(note = "é".repeat(4_001)), note);
    refused(with!(edition = edition(9)), Refusal::Unknown("edition"));
    refused(with!(axis = axis(9)), Refusal::Unknown("axis"));
    refused(with!(space = Some(space(9))), Refusal::Unknown("space"));
    refused(with!(partner = Some(partner(9))), Refusal::Unknown("partner"));
    refused(with!(findings = [finding(9)].into()), Refusal::Unknown("findings"));
    refused(with!(needs = [need(9)].into()), Refusal::Unknown("needs"));
    here().and([closed()]).when(with!(axis = axis(1))).refused(Refusal::ClosedEdition);
    let many = here().and_unchecked((3..=101).map(|n| recorded(n, 1)));
    let over = Refusal::TooMany { what: "links", max: 100 };
    many.clone().when(with!(findings = (1..=100).map(finding).collect())).done();
    many.when(with!(findings = (1..=101).map(finding).collect())).refused(over);
}

#[test]
fn an_edition_ranks_five_hundred_priorities() {
    let full = here().and_unchecked((2..=500).map(|n| proposed(n, 1, [], false)));
    let over = Refusal::TooMany { what: "priorities", max: 500 };
    let next = |n| with!(priority = priority(n));
    let full = full.when(next(501)).done().when(next(502)).refused(over.clone());
    // A dropped one leaves its place, and may come back where there is one.
    let dropped = full.and([F::Dropped { priority: priority(2) }]);
    let reopen = C::Reopen { priority: priority(2) };
    dropped.clone().when(reopen.clone()).done();
    dropped.clone().when(next(502)).done().when(reopen).refused(over.clone());
    let carry = C::CarryOver { priority: priority(503), from: priority(900), edition: edition(1) };
    let elsewhere = F::Proposed {
        priority: priority(900),
        edition: edition(2),
        axis: axis(1),
        title: "Autre".into(),
        note: String::new(),
        space: None,
        partner: None,
        findings: [].into(),
        needs: [].into(),
    };
    dropped.when(next(502)).done().and([elsewhere]).when(carry).refused(over);
}

/// All states and all steps: what is not drawn is refused.
#[test]
fn a_priority_goes_drawn_ways_only() {
    let p = priority(1);
    let steps = [
        (
            C::Retain { priority: p, decided: None },
            F::Retained { priority: p, decided: None },
            "proposed",
        ),
        (C::Drop { priority: p }, F::Dropped { priority: p }, "proposed"),
        (C::Reopen { priority: p }, F::Reopened { priority: p }, "dropped"),
        (C::Close { priority: p }, F::Closed { priority: p }, "retained"),
    ];
    for (state, known) in STATES {
        assert_eq!(in_state(state).plan().priorities[&p].state, known);
        for (command, fact, from) in steps.clone() {
            let asked = in_state(state).because("Relu").when(command);
            if state == from {
                asked.then([fact]);
            } else {
                asked.refused(Refusal::WrongState { what: "priority", state });
            }
        }
        let moved = C::Move { priority: p, to: Rank { axis: axis(2), after: None } };
        let asked = in_state(state).when(moved);
        match state {
            "proposed" | "retained" => drop(asked.done()),
            _ => drop(asked.refused(Refusal::WrongState { what: "priority", state })),
        }
    }
}

#[test]
fn a_closed_edition_takes_and_drops_nothing_any_more() {
    let p = priority(1);
    let to = Rank { axis: axis(2), after: None };
    for (state, command) in [
        ("proposed", C::Retain { priority: p, decided: None }),
        ("proposed", C::Drop { priority: p }),
        ("proposed", C::Move { priority: p, to }),
        ("dropped", C::Reopen { priority: p }),
    ] {
        let asked = in_state(state).and([closed()]).because("x").when(command);
        asked.refused(Refusal::ClosedEdition);
    }
    in_state("retained").and([closed()]).when(C::Close { priority: p }).done();
}

#[test]
fn dropping_wants_a_reason_and_retaining_a_place_that_decides() {
    in_state("proposed").when(C::Drop { priority: priority(1) }).refused(Refusal::ReasonRequired);
    let retain =
        |n| C::Retain { priority: priority(1), decided: Some(DecidedIn::Meeting(meeting(n))) };
    let not_begun = Refusal::WrongState { what: "meeting", state: "not_begun" };
    in_state("proposed").when(retain(3)).refused(not_begun);
    in_state("proposed").when(retain(9)).refused(Refusal::Unknown("decided"));
    in_state("proposed").and(begun()).when(retain(3)).done().and_then(|plan| {
        let decided = Some(DecidedIn::Meeting(meeting(3)));
        assert_eq!(plan.priorities[&priority(1)].decided, decided);
    });
}

#[test]
fn words_change_and_stay() {
    let p = priority(1);
    let rename = |title: &str| C::Rename { priority: p, title: title.into() };
    let describe = |note: &str| C::Describe { priority: p, note: note.into() };
    let (from, to) = ("Priorité 1".to_owned(), "Autre".to_owned());
    in_state("proposed")
        .when(rename(" Priorité 1"))
        .then_nothing()
        .when(rename(" Autre"))
        .then([F::Renamed { priority: p, from, to }])
        .when(describe(" "))
        .then_nothing()
        .when(describe(" Note"))
        .then([F::Described { priority: p, to: "Note".into() }])
        .when(rename(" "))
        .refused(Refusal::Empty { field: "title" });
    let long = Refusal::TooLong { field: "title", max: 200 };
    in_state("proposed").when(rename(&super::too_long())).refused(long);
    let long = Refusal::TooLong { field: "note", max: 4_000 };
    in_state("proposed").when(describe(&"é".repeat(4_001))).refused(long);
}

#[test]
fn links_are_made_and_undone_once() {
    let p = priority(1);
    let (f, n) = (finding, need);
    in_state("proposed")
        .when(C::LinkFinding { priority: p, finding: f(1) })
        .then_nothing()
        .when(C::LinkFinding { priority: p, finding: f(2) })
        .then([F::FindingLinked { priority: p, finding: f(2) }])
        .and_then(|plan| assert_eq!(plan.priorities[&p].findings[&f(2)], plan.head))
        .when(C::UnlinkFinding { priority: p, finding: f(1) })
        .then([F::FindingUnlinked { priority: p, finding: f(1) }])
        .when(C::UnlinkFinding { priority: p, finding: f(1) })
        .then_nothing()
        .when(C::LinkNeed { priority: p, need: n(1) })
        .then_nothing()
        .when(C::LinkNeed { priority: p, need: n(2) })
        .then([F::NeedLinked { priority: p, need: n(2) }])
        .when(C::UnlinkNeed { priority: p, need: n(1) })
        .then([F::NeedUnlinked { priority: p, need: n(1) }])
        .when(C::UnlinkNeed { priority: p, need: n(1) })
        .then_nothing()
        .when(C::LinkFinding { priority: p, finding: f(9) })
        .refused(Refusal::Unknown("finding"))
        .when(C::LinkNeed { priority: p, need: n(9) })
        .refused(Refusal::Unknown("need"));
}

#[test]
fn a_priority_has_a_hundred_links_of_each_kind() {
    let p = priority(1);
    let over = |what| Refusal::TooMany { what, max: 100 };
    let many = in_state("proposed")
        .and_unchecked((3..=101).map(|n| recorded(n, 1)))
        .and_unchecked((3..=101).map(|n| stated(n, 1, [finding(1)])))
        .and_unchecked((2..=99).map(|n| F::FindingLinked { priority: p, finding: finding(n) }))
        .and_unchecked((2..=99).map(|n| F::NeedLinked { priority: p, need: need(n) }));
    let link_finding = |n| C::LinkFinding { priority: p, finding: finding(n) };
    let link_need = |n| C::LinkNeed { priority: p, need: need(n) };
    many.when(link_finding(100))
        .done()
        .when(link_need(100))
        .done()
        .when(link_finding(1))
        .then_nothing()
        .when(link_need(1))
        .then_nothing()
        .when(link_finding(101))
        .refused(over("findings"))
        .when(link_need(101))
        .refused(over("needs"));
}

/// Nothing that lives answers a need that is withdrawn: neither anew nor by coming back.
#[test]
fn a_withdrawn_need_is_not_answered() {
    let wrong = Refusal::WrongState { what: "need", state: "withdrawn" };
    let gone = || NeedFact::Withdrawn { need: need(2) };
    let p = priority(1);
    in_state("proposed")
        .and([gone()])
        .when(C::LinkNeed { priority: p, need: need(2) })
        .refused(wrong.clone());
    here().and([gone()]).when(with!(needs = [need(2)].into())).refused(wrong.clone());
    let dropped = in_state("dropped").and([NeedFact::Withdrawn { need: need(1) }]);
    dropped.clone().when(C::Reopen { priority: p }).refused(wrong);
    dropped
        .and([C::UnlinkNeed { priority: p, need: need(1) }])
        .when(C::Reopen { priority: p })
        .then([F::Reopened { priority: p }]);
    let over = in_state("closed").and([NeedFact::Withdrawn { need: need(1) }]);
    let carry = C::CarryOver { priority: priority(2), from: p, edition: edition(2) };
    over.when(carry).done().and_then(|plan| {
        assert!(plan.priorities[&priority(2)].needs.is_empty());
        assert!(plan.priorities[&priority(2)].findings.contains_key(&finding(1)));
    });
}

fn carry(n: u64, to: EditionId) -> C {
    C::CarryOver { priority: priority(n), from: priority(1), edition: to }
}

#[test]
fn a_priority_is_carried_over_with_what_it_rests_on() {
    for (state, _) in STATES {
        let fact = F::CarriedOver { priority: priority(2), from: priority(1), edition: edition(2) };
        in_state(state).when(carry(2, edition(2))).then([fact]).and_then(|plan| {
            let (former, known) = (&plan.priorities[&priority(1)], &plan.priorities[&priority(2)]);
            assert_eq!((known.number, known.state, known.decided), (2, S::Proposed, None));
            assert_eq!((&known.title, known.axis), (&former.title, former.axis));
            assert_eq!((known.space, known.partner), (former.space, former.partner));
            assert_eq!(known.carried_from, Some(former.id));
            assert_eq!(known.findings, [(finding(1), plan.head)].into());
            assert_eq!(known.needs, [(need(1), plan.head)].into());
            assert!(known.confirmed.is_empty());
            assert_eq!(plan.editions[&edition(2)].rankings[&axis(1)], [priority(2)]);
        });
    }
}

#[test]
fn a_priority_is_carried_over_once_into_another_edition_that_is_open() {
    let here = || in_state("retained");
    here().when(carry(2, edition(1))).refused(Refusal::Exists("edition"));
    here().when(carry(1, edition(2))).refused(Refusal::Exists("priority"));
    here().when(carry(2, edition(9))).refused(Refusal::Unknown("edition"));
    here().and([carry(2, edition(2))]).when(carry(3, edition(2))).refused(Refusal::Exists("from"));
    here()
        .and([EditionFact::Closed { edition: edition(2) }])
        .when(carry(2, edition(2)))
        .refused(Refusal::ClosedEdition);
    // A closed edition is what one carries over from.
    here().and([closed()]).when(carry(2, edition(2))).done();
}

#[test]
fn there_must_be_a_priority() {
    let p = priority(9);
    for command in [
        C::Rename { priority: p, title: "P".into() },
        C::Describe { priority: p, note: "N".into() },
        C::Move { priority: p, to: Rank { axis: axis(1), after: None } },
        C::LinkFinding { priority: p, finding: finding(1) },
        C::UnlinkFinding { priority: p, finding: finding(1) },
        C::LinkNeed { priority: p, need: need(1) },
        C::UnlinkNeed { priority: p, need: need(1) },
        C::Retain { priority: p, decided: None },
        C::Drop { priority: p },
        C::Reopen { priority: p },
        C::Close { priority: p },
        C::CarryOver { priority: priority(2), from: p, edition: edition(2) },
    ] {
        here().because("x").when(command).refused(Refusal::Unknown("priority"));
    }
}
