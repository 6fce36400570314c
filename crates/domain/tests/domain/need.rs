//! Needs: stated, linked, withdrawn.

use std::collections::BTreeSet;

use plenum_domain::{
    FindingId, Refusal,
    need::{NeedCommand as C, NeedFact as F},
    priority::PriorityFact,
};
use plenum_testkit::{
    ids::{axis, finding, need, partner, priority, space},
    scenario::{Scenario, given},
};

use super::chain_plan::{proposed, recorded, stated};

fn here() -> Scenario {
    given([recorded(1, 1), recorded(2, 2), recorded(3, 1)])
}

fn with_need() -> Scenario {
    here().and([stated(1, 1, [finding(1)])])
}

fn state(words: &str, public: &str, findings: impl IntoIterator<Item = FindingId>) -> C {
    C::State {
        need: need(1),
        statement: words.into(),
        findings: findings.into_iter().collect(),
        public: public.into(),
        axis: Some(axis(1)),
        space: Some(space(1)),
        partner: Some(partner(1)),
    }
}

#[test]
fn a_need_is_stated_from_findings() {
    here()
        .when(state(" Besoin 1 ", " ", [finding(1)]))
        .then([stated(1, 1, [finding(1)])])
        .and_then(|plan| {
            let known = &plan.needs[&need(1)];
            assert_eq!((known.number, known.withdrawn), (1, false));
            assert_eq!(known.findings[&finding(1)], plan.head);
        });
}

#[test]
fn a_need_says_something_and_stands_on_what_there_is() {
    let refused = |command, refusal| {
        let _ = here().when(command).refused(refusal);
    };
    let f = [finding(1)];
    refused(state(" ", "", f), Refusal::Empty { field: "statement" });
    let long = "é".repeat(6_001);
    refused(state(&long, "", f), Refusal::TooLong { field: "statement", max: 6_000 });
    let public = Refusal::TooLong { field: "public", max: 200 };
    refused(state("B", &super::too_long(), f), public);
    refused(state("B", "", []), Refusal::Empty { field: "findings" });
    refused(state("B", "", [finding(9)]), Refusal::Unknown("findings"));
    let (statement, public) = ("B".to_owned(), String::new);
    let placed = |a: u64, s: u64, p: u64| C::State {
        need: need(1),
        statement: statement.clone(),
        findings: f.into(),
        public: public(),
        axis: Some(axis(a)),
        space: Some(space(s)),
        partner: Some(partner(p)),
    };
    refused(placed(9, 1, 1), Refusal::Unknown("axis"));
    refused(placed(1, 9, 1), Refusal::Unknown("space"));
    refused(placed(1, 1, 9), Refusal::Unknown("partner"));
    with_need().when(state("B", "", f)).refused(Refusal::Exists("need"));
}

#[test]
fn a_need_stands_on_a_hundred_findings() {
    let many = || given([recorded(1, 1)]).and_unchecked((2..=101).map(|n| recorded(n, 1)));
    let full: BTreeSet<_> = (1..=100).map(finding).collect();
    let over = Refusal::TooMany { what: "findings", max: 100 };
    many().when(state("B", "", (1..=101).map(finding))).refused(over.clone());
    let link = |n| C::Link { need: need(1), finding: finding(n) };
    many()
        .when(state("B", "", full))
        .done()
        .when(link(100))
        .then_nothing()
        .when(link(101))
        .refused(over);
}

#[test]
fn findings_are_linked_and_unlinked_once_and_the_last_stays() {
    let need = need(1);
    let link = |n| C::Link { need, finding: finding(n) };
    let unlink = |n| C::Unlink { need, finding: finding(n) };
    with_need()
        .when(link(1))
        .then_nothing()
        .when(link(2))
        .then([F::Linked { need, finding: finding(2) }])
        .when(link(2))
        .then_nothing()
        .when(unlink(1))
        .then([F::Unlinked { need, finding: finding(1) }])
        .when(unlink(1))
        .then_nothing()
        .when(unlink(2))
        .refused(Refusal::Empty { field: "findings" });
    with_need().when(link(9)).refused(Refusal::Unknown("finding"));
    with_need().when(unlink(9)).then_nothing();
}

#[test]
fn a_need_is_reworded() {
    let reword = |words: &str| C::Reword { need: need(1), statement: words.into() };
    with_need()
        .when(reword(" Besoin 1"))
        .then_nothing()
        .when(reword(" Autre "))
        .then([F::Reworded { need: need(1), to: "Autre".into() }])
        .undo_last()
        .refused(Refusal::NotUndoable);
    with_need().when(reword(" ")).refused(Refusal::Empty { field: "statement" });
}

#[test]
fn a_need_is_withdrawn_once_nothing_that_lives_answers_it() {
    let withdraw = || C::Withdraw { need: need(1) };
    let gone = [F::Withdrawn { need: need(1) }];
    with_need().when(withdraw()).refused(Refusal::ReasonRequired);
    with_need().because("Doublon").when(withdraw()).then(gone.clone());
    let id = priority(1);
    let retained = PriorityFact::Retained { priority: id, decided: None };
    let in_use = Refusal::InUse { what: "priorities" };
    let answered = |facts: Vec<PriorityFact>| {
        with_need().and([proposed(1, 1, [], true)]).and(facts).because("Doublon").when(withdraw())
    };
    answered(vec![]).refused(in_use.clone());
    answered(vec![retained.clone()]).refused(in_use);
    answered(vec![retained, PriorityFact::Closed { priority: id }]).then(gone.clone());
    answered(vec![PriorityFact::Dropped { priority: id }]).then(gone.clone());
    answered(vec![PriorityFact::NeedUnlinked { priority: id, need: need(1) }]).then(gone);
}

#[test]
fn what_is_withdrawn_or_unknown_is_not_worked_on() {
    let commands = |n| {
        [
            C::Reword { need: need(n), statement: "B".into() },
            C::Link { need: need(n), finding: finding(2) },
            C::Unlink { need: need(n), finding: finding(1) },
            C::Withdraw { need: need(n) },
        ]
    };
    for command in commands(1) {
        let wrong = Refusal::WrongState { what: "need", state: "withdrawn" };
        let gone = with_need().and([F::Withdrawn { need: need(1) }]);
        gone.because("x").when(command).refused(wrong);
    }
    for command in commands(9) {
        with_need().because("x").when(command).refused(Refusal::Unknown("need"));
    }
}
