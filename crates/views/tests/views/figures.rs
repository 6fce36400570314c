//! The figures of a known plan.

use std::collections::BTreeMap;

use plenum_domain::{
    Audience, Plan,
    agenda::AgendaCommand,
    edition::EditionFact,
    meeting::MeetingCommand,
    partner::PartnerFact,
    space::SpaceFact,
    task::{TaskCommand, TaskFact},
};
use plenum_testkit::{
    ids::{axis, day, edition, item, meeting, partner, space, task},
    sample::{TODAY, add, first, propose, spot, until},
    scenario::{Scenario, given, given_the_sample},
};
use plenum_views::tally::{Dim, Tally};

fn figures(plan: &Plan, dim: &Dim, audience: Audience) -> BTreeMap<String, i64> {
    Tally::of(plan, audience).figures(dim, &day(TODAY))
}

fn counted<const N: usize>(figures: [(&str, i64); N]) -> BTreeMap<String, i64> {
    figures.into_iter().map(|(metric, n)| (metric.to_owned(), n)).collect()
}

/// What some metrics come to, zero where nothing counts for them.
fn of<const N: usize>(
    scenario: &Scenario,
    dim: &Dim,
    audience: Audience,
    metrics: [&str; N],
) -> [i64; N] {
    let figures = figures(&scenario.clone().plan(), dim, audience);
    metrics.map(|metric| figures.get(metric).copied().unwrap_or(0))
}

const TASKS: [&str; 3] = ["task.open", "task.done", "task.dropped"];

#[test]
fn the_sample_counted_by_hand() {
    let plan = given_the_sample().plan();
    let wanted = counted([
        ("commune.all", 1),
        ("meeting.preparation", 4),
        ("partner.associative", 1),
        ("partner.public", 1),
        ("partner.umbrella", 1),
        ("space.active", 2),
        ("task.open", 2),
    ]);
    assert_eq!(figures(&plan, &Dim::Plan, Audience::Members), wanted);
    for n in [1, 2] {
        let wanted = counted([("space.active", 1), ("task.open", 1)]);
        assert_eq!(figures(&plan, &Dim::Axis(axis(n)), Audience::Members), wanted, "axis {n}");
    }
}

#[test]
fn of_the_same_plan_observers_count_what_is_published() {
    let plan = given_the_sample().plan();
    let seen = figures(&plan, &Dim::Plan, Audience::Observers);
    assert!(!seen.keys().any(|metric| metric.starts_with("meeting") || metric.starts_with("task")));
    assert_eq!((seen["commune.all"], seen["space.active"]), (1, 2));
    for n in [1, 2] {
        let of_axis = figures(&plan, &Dim::Axis(axis(n)), Audience::Observers);
        assert_eq!(of_axis, counted([("space.active", 1)]), "axis {n}");
    }
    assert!(!Dim::Edition(edition(1)).is_seen(&plan, Audience::Observers), "a draft");
    let begun = given([EditionFact::ConsultationStarted { edition: edition(1) }]).plan();
    assert!(Dim::Edition(edition(1)).is_seen(&begun, Audience::Observers));
}

#[test]
fn states_count_where_they_belong() {
    let scenario =
        given([TaskFact::Completed { task: task(1) }, TaskFact::Dropped { task: task(2) }])
            .and([SpaceFact::Suspended { space: space(1) }, SpaceFact::Closed { space: space(2) }])
            .and([PartnerFact::Withdrawn { partner: partner(2) }])
            .and(until("closed", meeting(1)));
    let of = |dim, metrics| of(&scenario, &dim, Audience::Members, metrics);
    assert_eq!(of(Dim::Plan, TASKS), [0, 1, 1]);
    assert_eq!(of(Dim::Axis(axis(1)), TASKS), [0, 1, 0]);
    assert_eq!(of(Dim::Axis(axis(2)), TASKS), [0, 0, 1]);
    let spaces = ["space.active", "space.suspended", "space.closed"];
    assert_eq!(of(Dim::Plan, spaces), [0, 1, 1]);
    assert_eq!(of(Dim::Axis(axis(1)), spaces), [0, 1, 0]);
    assert_eq!(of(Dim::Axis(axis(2)), spaces), [0, 0, 1]);
    let others = ["partner.public", "meeting.closed", "meeting.preparation"];
    assert_eq!(of(Dim::Plan, others), [0, 1, 3]);
}

#[test]
fn items_count_for_their_axis() {
    let on = |n, axis_n| AgendaCommand::SetAxis { item: item(n), axis: Some(axis(axis_n)) };
    let scenario = given([
        add(1, first(meeting(1))),
        add(2, spot(meeting(1), None, Some(1))),
        add(3, first(meeting(2))),
        propose(4, None),
        add(5, first(meeting(1))),
    ])
    .and([on(1, 1), on(2, 1), on(3, 1), on(4, 2)])
    .and(until("open", meeting(1)))
    .and([AgendaCommand::StartItem { item: item(1) }, AgendaCommand::FinishItem { item: item(1) }]);
    let ahead = |scenario: &Scenario, audience| {
        [1, 2].map(|n| of(scenario, &Dim::Axis(axis(n)), audience, ["item.done", "item.ahead"]))
    };
    assert_eq!(ahead(&scenario, Audience::Members), [[1, 2], [0, 1]]);
    assert_eq!(ahead(&scenario, Audience::Observers), [[1, 1], [0, 0]]);
    let closed = scenario.and([MeetingCommand::Close { meeting: meeting(1) }]);
    assert_eq!(ahead(&closed, Audience::Members), [[2, 1], [0, 1]], "over with the meeting");
}

#[test]
fn what_is_done_and_taken_back_leaves_nothing() {
    let scenario = given([TaskCommand::Complete { task: task(1) }]);
    let reopened = scenario.and([TaskCommand::Reopen { task: task(1) }]);
    assert_eq!(of(&reopened, &Dim::Plan, Audience::Members, TASKS), [2, 0, 0]);
}

#[test]
fn a_plan_that_is_not_there_has_nothing() {
    assert_eq!(figures(&Plan::default(), &Dim::Plan, Audience::Members), BTreeMap::new());
}
