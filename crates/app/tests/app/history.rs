//! The past is read with the same code as the present.

use std::sync::Arc;

use plenum_app::{OpenError, Projection};
use plenum_log::MemoryLog;
use plenum_testkit::{
    ids::{meeting, plan},
    random::{Dice, History},
    sample::{add, coordinator, first},
};

use crate::support::{
    assert_as_logged, id, import, open, records, replayed, request, send, the_sample,
};

#[tokio::test]
async fn the_state_at_every_event_is_a_replay_from_nothing() {
    for seed in 0..3 {
        let history = History::random(seed, 500);
        let log = Arc::new(MemoryLog::new());
        let handle = import(&open(&log), &history).await;
        let mut past = vec![Projection::default()];
        for event in &history.events {
            let mut next = past[past.len() - 1].clone();
            next.apply(event);
            past.push(next);
        }
        let mut dice = Dice::new(seed);
        let forth_and_back = (0..past.len()).chain((0..past.len()).rev());
        let anywhere = (0..past.len()).map(|_| dice.upto(past.len() as u64) as usize - 1);
        for seq in forth_and_back.chain(anywhere.collect::<Vec<_>>()) {
            let state = handle.at(seq as u64).await.expect("it reads");
            assert!(*state == past[seq], "seed {seed}: the state at {seq}");
        }
        assert!(*handle.at(u64::MAX).await.expect("it reads") == past[past.len() - 1]);
        assert!(handle.read(Clone::clone) == past[past.len() - 1], "seed {seed}: the present");
    }
}

/// Commands sent live leave the same state as their log read from nothing, to the same bytes.
#[tokio::test]
async fn the_present_is_a_replay_too() {
    for seed in 0..5 {
        let log = Arc::new(MemoryLog::new());
        let handle = the_sample(&open(&log)).await;
        let mut dice = Dice::new(seed);
        for n in 0..300 {
            let command = dice.command(&handle.read(|now| now.plan.clone()));
            let by = dice.person();
            handle.submit(by, id(n), request(command), Some("parce que".into())).await;
        }
        assert_as_logged(&handle, &log, &format!("seed {seed}"));
        let head = records(&*log).len() as u64;
        let (kept, again) = (handle.read(Clone::clone), replayed(&log, head));
        assert_eq!(postcard::to_stdvec(&kept), postcard::to_stdvec(&again), "seed {seed}");
        let json = |state: &Projection| serde_json::to_string(&state.plan.items).ok();
        assert_eq!(json(&kept), json(&again), "seed {seed}");
    }
}

#[tokio::test]
async fn events_are_read_from_anywhere_in_order() {
    let history = History::random(11, 400);
    let log = Arc::new(MemoryLog::new());
    let handle = import(&open(&log), &history).await;
    let head = history.plan.head;
    for n in 1..=20 {
        send(&handle, coordinator(), n, add(1000 + n, first(meeting(2)))).await;
    }
    let head_now = *handle.head().borrow();
    assert!(head_now > head, "some are in the tail, the others in the log only");
    for (from, limit) in [(0, 3), (1, 7), (head - 1, 10), (head, 1), (head + 1, 5), (head_now, 9)] {
        let events = handle.events(from, limit).expect("it reads");
        let seqs: Vec<_> = events.iter().map(|e| e.event.seq).collect();
        let wanted: Vec<_> = (from.max(1)..=head_now).take(limit).collect();
        assert!(!seqs.is_empty() && wanted.starts_with(&seqs), "from {from}: {seqs:?}");
    }
    assert!(handle.events(head_now + 1, 5).expect("it reads").is_empty());
}

#[tokio::test]
async fn a_plan_that_is_not_there_is_said_so() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    for _ in 0..2 {
        assert!(matches!(app.plan(plan(1)).await, Err(OpenError::Unknown)));
    }
    the_sample(&app).await;
    assert!(app.plan(plan(1)).await.is_ok(), "and opens once it is");
}
