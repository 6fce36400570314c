//! The dashboard of a known plan.

use plenum_domain::{
    Audience,
    agenda::AgendaCommand,
    edition::{EditionCommand, EditionFact},
    meeting::MeetingCommand,
    partner::PartnerFact,
    space::SpaceFact,
    task::{TaskCommand, TaskFact},
};
use plenum_testkit::{
    ids::{axis, edition, item, meeting, partner, space, task},
    sample::{add, first, propose, slot, spot, until},
    scenario::{Scenario, given, given_the_sample},
};
use plenum_views::{AxisProgress, Dashboard, TaskCounts};

fn of(scenario: Scenario, audience: Audience) -> Dashboard {
    Dashboard::of(&scenario.plan(), audience)
}

fn counts(open: usize, done: usize, dropped: usize) -> TaskCounts {
    TaskCounts { open, done, dropped }
}

#[test]
fn the_sample_counted_by_hand() {
    let plan = given_the_sample().plan();
    let progress = |n| AxisProgress {
        axis: axis(n),
        spaces: 1,
        items_done: 0,
        items_ahead: 0,
        tasks: counts(1, 0, 0),
    };
    let wanted = Dashboard {
        seq: plan.head,
        edition: Some(edition(1)),
        next_meeting: Some(meeting(1)),
        meetings_held: 0,
        meetings_ahead: 4,
        spaces_active: 2,
        partners_umbrella: 1,
        partners_associative: 1,
        partners_public: 1,
        partners_private: 0,
        communes: 1,
        tasks: counts(2, 0, 0),
        axes: vec![progress(1), progress(2)],
    };
    assert_eq!(Dashboard::of(&plan, Audience::Members), wanted);
}

#[test]
fn of_the_same_plan_observers_count_what_is_published() {
    let dashboard = of(given_the_sample(), Audience::Observers);
    assert_eq!(dashboard.edition, None, "a draft");
    assert_eq!((dashboard.next_meeting, dashboard.meetings_ahead), (None, 0));
    assert_eq!(dashboard.tasks, counts(0, 0, 0));
    assert!(dashboard.axes.iter().all(|axis| axis.tasks == counts(0, 0, 0) && axis.spaces == 1));
    assert_eq!((dashboard.communes, dashboard.spaces_active), (1, 2));
}

#[test]
fn states_count_where_they_belong() {
    let scenario =
        given([TaskFact::Completed { task: task(1) }, TaskFact::Dropped { task: task(2) }])
            .and([SpaceFact::Suspended { space: space(1) }, SpaceFact::Closed { space: space(2) }])
            .and([PartnerFact::Withdrawn { partner: partner(2) }])
            .and(until("closed", meeting(1)));
    let dashboard = of(scenario, Audience::Members);
    assert_eq!(dashboard.tasks, counts(0, 1, 1));
    assert_eq!(dashboard.axes[0].tasks, counts(0, 1, 0));
    assert_eq!(dashboard.axes[1].tasks, counts(0, 0, 1));
    assert_eq!(dashboard.spaces_active, 0);
    assert_eq!(dashboard.axes.iter().map(|a| a.spaces).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(dashboard.partners_public, 0);
    assert_eq!((dashboard.meetings_held, dashboard.meetings_ahead), (1, 3));
    assert_eq!(dashboard.next_meeting, Some(meeting(2)), "the one held is over");
}

#[test]
fn the_next_meeting_is_the_first_by_day() {
    let move_to = |n, day| MeetingCommand::Reschedule { meeting: meeting(n), when: slot(day) };
    let scenario = given([move_to(3, "2027-04-14"), move_to(1, "2027-06-01")]);
    assert_eq!(of(scenario.clone(), Audience::Members).next_meeting, Some(meeting(3)));
    let convened = scenario.and(until("convened", meeting(2)));
    assert_eq!(of(convened, Audience::Observers).next_meeting, Some(meeting(2)));
}

#[test]
fn the_edition_is_the_latest() {
    let open = |n, from_year| EditionCommand::Open {
        edition: edition(n),
        label: "x".into(),
        from_year,
        to_year: None,
        renews: None,
    };
    let scenario = given([open(2, 2027), open(3, 2016)]);
    assert_eq!(of(scenario.clone(), Audience::Members).edition, Some(edition(2)));
    let published = scenario.and([EditionFact::ConsultationStarted { edition: edition(3) }]);
    assert_eq!(of(published, Audience::Observers).edition, Some(edition(3)));
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
    let ahead = |scenario: Scenario, audience| -> Vec<_> {
        of(scenario, audience).axes.iter().map(|a| (a.items_done, a.items_ahead)).collect()
    };
    assert_eq!(ahead(scenario.clone(), Audience::Members), [(1, 2), (0, 1)]);
    assert_eq!(ahead(scenario.clone(), Audience::Observers), [(1, 1), (0, 0)]);
    let closed = scenario.and([MeetingCommand::Close { meeting: meeting(1) }]);
    assert_eq!(ahead(closed, Audience::Members), [(2, 1), (0, 1)], "over with the meeting");
}

#[test]
fn axes_stand_in_the_order_of_their_numbers() {
    let add = |n, number| plenum_domain::axis::AxisCommand::Add {
        axis: axis(n),
        number,
        title: "Axe".into(),
    };
    let scenario = given([add(3, 9), add(4, 3)]).and([TaskCommand::Complete { task: task(1) }]);
    let order: Vec<_> = of(scenario, Audience::Members).axes.iter().map(|a| a.axis).collect();
    assert_eq!(order, [axis(1), axis(2), axis(4), axis(3)]);
}

#[test]
fn a_plan_that_is_not_there_has_nothing() {
    let nothing = Dashboard::of(&plenum_domain::Plan::default(), Audience::Members);
    assert_eq!(nothing, Dashboard::default());
}
