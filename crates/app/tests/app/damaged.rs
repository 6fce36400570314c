//! A damaged log: the plan is read up to the damage, and says so.

use std::sync::Arc;

use plenum_app::Answer;
use plenum_log::{EventLog, Expected, MemoryLog, Outcome, conformance::Seeded};
use plenum_testkit::{
    ids::{meeting, plan},
    sample::{add, coordinator, first},
};

use crate::{
    moody::Moody,
    support::{open, replayed, send, the_sample},
};

#[tokio::test]
async fn a_plan_opens_read_only_up_to_the_damage() {
    let head = plenum_testkit::sample::sample().head;
    for damage in [1, 2, head / 2, head, head + 1] {
        let log = Moody::new();
        {
            let handle = the_sample(&open(&log)).await;
            let answer = send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await;
            assert_eq!(answer, Answer::Done { seq: head + 1 });
        }
        let wanted = replayed(&log, damage - 1);
        log.damage(damage);
        let app = open(&log);
        let handle = app.plan(plan(1)).await.expect("it opens");
        assert_eq!(handle.damaged_at(), Some(damage));
        assert!(handle.read(Clone::clone) == wanted, "damage at {damage}");
        assert!(*handle.at(u64::MAX).await.expect("it reads") == wanted);
        let answer = send(&handle, coordinator(), 2, add(2, first(meeting(1)))).await;
        assert_eq!(answer, Answer::ReadOnly { seq: damage });
        let known = send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await;
        assert_eq!(known, Answer::Done { seq: head + 1 }, "what was done stays done");
    }
}

#[tokio::test]
async fn damage_found_while_writing_ends_writing() {
    let log = Moody::new();
    let handle = the_sample(&open(&log)).await;
    let before = handle.read(Clone::clone);
    log.damage(3);
    for n in 1..=2 {
        let answer = send(&handle, coordinator(), n, add(n, first(meeting(1)))).await;
        assert_eq!(answer, Answer::ReadOnly { seq: 3 });
        assert_eq!(handle.damaged_at(), Some(3));
        assert!(handle.read(Clone::clone) == before);
    }
}

/// An event of a later version, or one that makes no sense, ends what this version reads.
#[tokio::test]
async fn an_event_that_cannot_be_read_is_damage_too() {
    for (schema, payload) in
        [(2, r#"{"fact":{}}"#), (1, "{}"), (1, r#"{"fact":{"plan":{"x":{}}}}"#)]
    {
        let log = Arc::new(MemoryLog::new());
        let head = *the_sample(&open(&log)).await.head().borrow();
        let mut append = Seeded::new(1).append(plan(1).into(), Expected::Any, 2);
        append.events[0].schema = schema;
        append.events[0].payload = payload.into();
        assert!(matches!(log.append(append).await, Ok(Outcome::Appended { .. })));
        let handle = open(&log).plan(plan(1)).await.expect("it opens");
        assert_eq!(handle.damaged_at(), Some(head + 1), "{payload}");
        assert_eq!(handle.read(|now| now.head()), head);
        let answer = send(&handle, coordinator(), 2, add(2, first(meeting(1)))).await;
        assert_eq!(answer, Answer::ReadOnly { seq: head + 1 });
    }
}
