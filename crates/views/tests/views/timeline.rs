//! The timeline: days with events, how many, and where each begins.

use plenum_testkit::ids::noon;
use plenum_views::{Timeline, TimelineDay};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn of(times: &[i64]) -> Vec<(i64, u64, u64)> {
    let mut timeline = Timeline::default();
    (1..).zip(times).for_each(|(seq, time)| timeline.apply(seq, *time));
    let row = |day: TimelineDay| (day.time, day.first, day.count);
    timeline.days().into_iter().map(row).collect()
}

#[test]
fn events_fall_on_their_days() {
    let monday = noon("2027-03-01") - DAY / 2;
    assert_eq!(of(&[]), []);
    assert_eq!(
        of(&[monday, monday + 1, monday + DAY - 1, monday + DAY, monday + 40 * DAY]),
        [(monday, 1, 3), (monday + DAY, 4, 1), (monday + 40 * DAY, 5, 1)]
    );
}

#[test]
fn days_before_1970_are_days_too() {
    assert_eq!(of(&[-DAY - 1, -1, 0]), [(-2 * DAY, 1, 1), (-DAY, 2, 1), (0, 3, 1)]);
}

#[test]
fn the_days_grow_with_days_never_with_events() {
    let start = noon("2027-03-01");
    let times: Vec<_> = (0..10_000).map(|n| start + n * 1000).collect();
    assert_eq!(of(&times).iter().map(|(_, _, count)| count).sum::<u64>(), 10_000);
    assert_eq!(of(&times).len(), 1);
}
