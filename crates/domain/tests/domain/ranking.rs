//! Rankings: where priorities stand, and what is taken back of it.

use plenum_domain::{
    Act, Plan, Refusal,
    edition::EditionFact,
    member::MemberFact,
    need::NeedFact,
    priority::{PriorityCommand as C, PriorityFact as F, Rank},
    rights::Role,
};
use plenum_testkit::{
    ids::{axis, edition, finding, need, priority, space},
    sample::{coordinator, facilitator},
    scenario::{Scenario, given},
};

use super::chain_plan::{proposed, recorded, stated};

/// Four priorities on axis 1.
fn here() -> Scenario {
    given((1..=4).map(|n| proposed(n, 1, [], false)))
}

fn rank(on: u64, after: Option<u64>) -> Rank {
    Rank { axis: axis(on), after: after.map(priority) }
}

fn place(n: u64, on: u64, after: Option<u64>) -> C {
    C::Move { priority: priority(n), to: rank(on, after) }
}

fn moved(n: u64, from: Rank, to: Rank) -> F {
    F::Moved { priority: priority(n), from, to }
}

fn ranked(plan: &Plan, on: u64) -> Vec<u64> {
    let ranking = plan.editions[&edition(1)].rankings.get(&axis(on));
    ranking.into_iter().flatten().map(|id| id.0.as_u64_pair().1).collect()
}

#[track_caller]
fn order(story: Scenario, wanted: &[u64]) -> Scenario {
    story.and_then(|plan| assert_eq!(ranked(plan, 1), wanted))
}

#[test]
fn priorities_move_within_their_axis() {
    let story = order(here(), &[1, 2, 3, 4]);
    let story = story.when(place(3, 1, None)).then([moved(3, rank(1, Some(2)), rank(1, None))]);
    let story = order(story, &[3, 1, 2, 4]).when(place(3, 1, Some(4))).done();
    let story = order(story, &[1, 2, 4, 3]).when(place(1, 1, Some(2))).done();
    order(story, &[2, 1, 4, 3])
        .when(place(2, 1, None))
        .then_nothing()
        .when(place(4, 1, Some(1)))
        .then_nothing()
        .when(place(4, 1, Some(4)))
        .then_nothing();
}

#[test]
fn priorities_move_between_axes() {
    here()
        .when(place(2, 2, None))
        .then([moved(2, rank(1, Some(1)), rank(2, None))])
        .when(place(3, 2, Some(2)))
        .done()
        .and_then(|plan| {
            assert_eq!((ranked(plan, 1), ranked(plan, 2)), (vec![1, 4], vec![2, 3]));
            assert_eq!(plan.priorities[&priority(3)].axis, axis(2));
        })
        .when(place(1, 9, None))
        .refused(Refusal::Unknown("axis"));
}

/// Whoever moves it after one that has gone meanwhile, or that was never there, means the end.
#[test]
fn after_what_is_gone_a_priority_comes_last() {
    let dropped = here().and([F::Dropped { priority: priority(2) }]);
    order(dropped.when(place(1, 1, Some(2))).done(), &[3, 4, 1]);
    order(here().when(place(1, 1, Some(9))).done(), &[2, 3, 4, 1]);
    let elsewhere = here().and([place(2, 2, None)]).when(place(1, 1, Some(2))).done();
    order(elsewhere, &[3, 4, 1]);
    // After itself on another axis, it has gone from where it was.
    here().and([place(2, 2, None)]).when(place(1, 2, Some(1))).done().and_then(|plan| {
        assert_eq!((ranked(plan, 1), ranked(plan, 2)), (vec![3, 4], vec![2, 1]));
    });
}

#[test]
fn what_is_dropped_leaves_the_ranking_and_comes_back_last() {
    let p = priority(2);
    let story = here().because("Hors sujet").when(C::Drop { priority: p }).done();
    let story = order(story, &[1, 3, 4]).when(C::Reopen { priority: p }).done();
    let story = order(story, &[1, 3, 4, 2]).when(C::Retain { priority: p, decided: None }).done();
    order(story.when(C::Close { priority: p }).done(), &[1, 3, 4, 2]);
}

#[test]
fn a_move_is_taken_back_and_made_again() {
    let story = here().when(place(3, 2, None)).done();
    let story = story.undo_last().then([moved(3, rank(2, None), rank(1, Some(2)))]);
    let story = order(story, &[1, 2, 3, 4]).undo_last();
    order(story.then([moved(3, rank(1, Some(2)), rank(2, None))]), &[1, 2, 4]);
}

#[test]
fn what_somebody_else_has_placed_since_is_not_taken_back() {
    let first = || here().as_(facilitator()).when(place(3, 1, None)).done();
    let since =
        |story: Scenario| story.as_(facilitator()).undo_last().refused(Refusal::ChangedSince);
    since(first().as_(coordinator()).and([place(3, 1, Some(1))]));
    let dropped = first().as_(coordinator()).because("x").when(C::Drop { priority: priority(3) });
    since(dropped.done().and([C::Reopen { priority: priority(3) }]));
    // Other priorities may have moved.
    let others = first().as_(coordinator()).and([place(1, 1, None)]).as_(facilitator()).undo_last();
    order(others.done(), &[1, 2, 3, 4]);
}

/// A move is not taken back where it could not be made.
#[test]
fn no_undo_ranks_what_is_not_ranked_any_more() {
    let p = priority(3);
    let here = || here().and([place(3, 1, None)]);
    let (from, to) = (here().head() - 1, here().head());
    let wrong = |state| Refusal::WrongState { what: "priority", state };
    here().and([F::Dropped { priority: p }]).undo_range(from..to).refused(wrong("dropped"));
    let closed = [F::Retained { priority: p, decided: None }, F::Closed { priority: p }];
    here().and(closed).undo_range(from..to).refused(wrong("closed"));
    let over = EditionFact::Closed { edition: edition(1) };
    here().and([over.clone()]).undo_range(from..to).refused(Refusal::ClosedEdition);
    let dropped = self::here().because("x").when(C::Drop { priority: p }).done();
    let at = dropped.head();
    dropped.and([over]).undo_range(at - 1..at).refused(Refusal::ClosedEdition);
    let answers = || {
        given([recorded(1, 1)]).and([stated(1, 1, [finding(1)])]).and([proposed(1, 1, [], true)])
    };
    let dropped = answers().because("x").when(C::Drop { priority: priority(1) }).done();
    let at = dropped.head();
    dropped
        .and([NeedFact::Withdrawn { need: need(1) }])
        .undo_range(at - 1..at)
        .refused(Refusal::WrongState { what: "need", state: "withdrawn" });
}

#[test]
fn names_and_drops_are_taken_back_by_who_made_them() {
    let p = priority(3);
    let rename = |title: &str| C::Rename { priority: p, title: title.into() };
    let (from, to) = ("Autre".to_owned(), "Priorité 3".to_owned());
    let renamed = || here().as_(facilitator()).when(rename("Autre")).done();
    renamed().undo_last().then([F::Renamed { priority: p, from, to }]);
    let since =
        |story: Scenario| story.as_(facilitator()).undo_last().refused(Refusal::ChangedSince);
    since(renamed().as_(coordinator()).and([rename("Tout autre")]));
    let dropped = || here().as_(facilitator()).because("x").when(C::Drop { priority: p }).done();
    dropped().undo_last().then([F::Reopened { priority: p }]);
    since(dropped().as_(coordinator()).and([C::Reopen { priority: p }]));
    let story = dropped();
    let at = story.head();
    let reopened = story.and([C::Reopen { priority: p }]);
    reopened.undo_range(at - 1..at).refused(Refusal::ChangedSince);
    for (command, past) in [
        (C::Retain { priority: p, decided: None }, None),
        (C::Describe { priority: p, note: "N".into() }, None),
        (C::Reopen { priority: p }, Some(F::Dropped { priority: p })),
    ] {
        here().and(past).when(command).done().undo_last().refused(Refusal::NotUndoable);
    }
}

#[test]
fn who_lost_the_right_to_rank_takes_nothing_back() {
    let role = Role::Facilitator { space: space(1) };
    here()
        .as_(facilitator())
        .when(place(3, 1, None))
        .done()
        .as_(coordinator())
        .and([MemberFact::RoleRevoked { account: facilitator(), role }])
        .as_(facilitator())
        .undo_last()
        .refused(Refusal::Forbidden(Act::RankPriorities));
}
