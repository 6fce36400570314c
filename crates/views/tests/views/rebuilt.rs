//! Views rebuilt by replay are the views kept along the way, to the same bytes.

use plenum_domain::{Audience, Event, Plan, SCHEMA, value::Day};
use plenum_testkit::random::History;
use plenum_views::{
    Timeline, every_record,
    tally::{Board, Dim, Tally},
};

/// All that an audience sees, as it is sent.
fn sent(plan: &Plan, audience: Audience) -> String {
    let records: Vec<_> = every_record(plan, audience).collect();
    let (tally, day) = (Tally::of(plan, audience), Day::of_millis(plan.updated));
    let boards = tally.dims().map(|dim: &Dim| Board::of(&tally, dim, plan.head, day.clone()));
    serde_json::to_string(&(records, boards.collect::<Vec<_>>())).expect("plain data")
}

#[test]
fn a_rebuilt_plan_looks_the_same_to_everybody() {
    for seed in 0..20 {
        let history = History::random(seed, 600);
        let (mut plan, mut timeline) = (Plan::default(), Timeline::default());
        let mut kept = Timeline::default();
        for event in &history.events {
            let payload = event.fact.encode(event.reason.as_deref());
            let read = Event::decode(event.seq, event.time, event.actor, SCHEMA, &payload);
            let read = read.expect("it was written by us");
            plan.evolve(&read);
            timeline.apply(read.seq, read.time);
            kept.apply(event.seq, event.time);
        }
        for audience in [Audience::Members, Audience::Observers] {
            assert_eq!(sent(&plan, audience), sent(&history.plan, audience), "seed {seed}");
        }
        assert_eq!(postcard::to_stdvec(&plan), postcard::to_stdvec(&history.plan), "seed {seed}");
        assert_eq!(postcard::to_stdvec(&timeline), postcard::to_stdvec(&kept), "seed {seed}");
        assert_eq!(timeline.days(), kept.days(), "seed {seed}");
    }
}

/// A record is read back as it was sent.
#[test]
fn records_survive_the_wire() {
    let plan = History::random(3, 800).plan;
    for audience in [Audience::Members, Audience::Observers] {
        for record in every_record(&plan, audience) {
            let text = serde_json::to_string(&record).expect("plain data");
            let read: plenum_views::Record<'_> = serde_json::from_str(&text).expect("a record");
            assert_eq!(read, record);
        }
    }
}
