//! Reading, listing, subscribing.

use std::sync::Arc;

use super::{Seeded, Subject, append};
use crate::{EventLog, Expected, Outcome, record};

/// Every field of every event, its command and its hash.
pub fn records_come_back_as_appended(subject: &mut Subject) {
    let mut seeded = Seeded::new(30);
    let plan = seeded.uuid();
    let command = seeded.append(plan, Expected::Any, 20);
    append(&*subject.log, command.clone());
    for _ in 0..2 {
        let page = subject.log.read(plan, 1, 100).unwrap();
        assert_eq!(page.records.len(), 20);
        for (seq, (record, event)) in (1..).zip(page.records.into_iter().zip(&command.events)) {
            assert_eq!((record.plan, record.seq, record.command), (plan, seq, command.command));
            assert_eq!(&record.event, event);
            let stored = record::encode(plan, seq, &command.command, event).unwrap();
            assert_eq!(record.hash[..], stored[stored.len() - 32..]);
        }
        subject.restart();
    }
}

/// Pages of every size, from every start, over events of several appends and plans.
pub fn reading_pages_through_a_plan(subject: &mut Subject) {
    let mut seeded = Seeded::new(31);
    let (plan, other) = (seeded.uuid(), seeded.uuid());
    for count in [1, 7, 2, 30, 1, 9] {
        append(&*subject.log, seeded.append(plan, Expected::Any, count));
        append(&*subject.log, seeded.append(other, Expected::Any, 3));
    }
    for _ in 0..2 {
        for from in 0..=51_u64 {
            let limit = 1 + seeded.below(60) as usize;
            let page = subject.log.read(plan, from, limit).unwrap();
            let start = from.max(1);
            let expected: Vec<u64> = (start..=50).take(limit).collect();
            assert_eq!(page.records.iter().map(|r| r.seq).collect::<Vec<_>>(), expected);
            assert_eq!(page.head, 50);
        }
        subject.restart();
    }
}

/// Past the head, in an unknown plan, or with a limit of nothing: an empty page with the head.
pub fn reading_past_the_end_is_empty(subject: &mut Subject) {
    let mut seeded = Seeded::new(32);
    let plan = seeded.uuid();
    append(&*subject.log, seeded.append(plan, Expected::Any, 2));
    for (from, limit) in [(3, 10), (u64::MAX, 10), (1, 0)] {
        let page = subject.log.read(plan, from, limit).unwrap();
        assert_eq!((page.records.len(), page.head), (0, 2));
    }
    let page = subject.log.read(seeded.uuid(), 1, 10).unwrap();
    assert_eq!((page.records.len(), page.head), (0, 0));
}

/// A page of large records stops before it outgrows its bound, and the next goes on from there.
pub fn a_page_is_bounded_in_bytes(subject: &mut Subject) {
    let mut seeded = Seeded::new(33);
    let plan = seeded.uuid();
    for _ in 0..3 {
        let mut heavy = seeded.append(plan, Expected::Any, 0);
        heavy.events = vec![seeded.event(60_000); 500];
        assert!(matches!(append(&*subject.log, heavy), Outcome::Appended { .. }));
    }
    let page = subject.log.read(plan, 1, 10_000).unwrap();
    let bytes: usize = page.records.iter().map(|r| record::record_bytes(&r.event)).sum();
    assert!(bytes <= crate::MAX_APPEND_BYTES && page.records.len() > 1_000);
    let rest = subject.log.read(plan, page.records.len() as u64 + 1, 10_000).unwrap();
    assert_eq!(page.records.len() + rest.records.len(), 1_500);
}

/// Plans with events, by id; one that was only looked at is not among them.
pub fn plans_are_listed_in_order(subject: &mut Subject) {
    let mut seeded = Seeded::new(34);
    assert_eq!(subject.log.plans().unwrap(), []);
    let mut expected = Vec::new();
    for head in 1..=30 {
        let plan = seeded.uuid();
        append(&*subject.log, seeded.append(plan, Expected::Any, head));
        expected.push((plan, head as u64));
    }
    expected.sort_unstable();
    drop(subject.log.subscribe(seeded.uuid()));
    assert_eq!(subject.log.plans().unwrap(), expected);
    subject.restart();
    assert_eq!(subject.log.plans().unwrap(), expected);
}

/// Readers that stop for a random number of appends still see exactly 1..n.
pub fn subscribers_that_pause_see_every_number_once(subject: &mut Subject) {
    const EVENTS: u64 = 600;
    let plan = Seeded::new(35).uuid();
    let readers: Vec<_> = (0..4)
        .map(|seed| {
            let log = Arc::clone(&subject.log);
            std::thread::spawn(move || follow(&*log, plan, EVENTS, seed))
        })
        .collect();
    let mut seeded = Seeded::new(36);
    let mut head = 0;
    while head < EVENTS {
        let count = (1 + seeded.below(3)).min(EVENTS - head);
        let proposal = seeded.append(plan, Expected::Head(head), count as usize);
        head += count;
        assert!(matches!(append(&*subject.log, proposal), Outcome::Appended { .. }));
    }
    for reader in readers {
        let seen = reader.join().unwrap();
        assert_eq!(seen, (1..=EVENTS).collect::<Vec<_>>());
    }
}

/// Wakes, sometimes lets further wake-ups pass, reads from its own position.
fn follow(log: &dyn EventLog, plan: uuid::Uuid, until: u64, seed: u64) -> Vec<u64> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut seeded = Seeded::new(37 + seed);
    let mut wake = log.subscribe(plan);
    let mut seen: Vec<u64> = Vec::new();
    let mut pause_until = 0;
    while (seen.len() as u64) < until {
        let next = seen.len() as u64 + 1;
        let woken_at = *wake.borrow_and_update();
        if woken_at < next.max(pause_until) {
            runtime.block_on(wake.changed()).unwrap();
            continue;
        }
        let limit = 1 + seeded.below(50) as usize;
        let page = log.read(plan, next, limit).unwrap();
        assert!(page.head >= woken_at, "woken before the events could be read");
        seen.extend(page.records.iter().map(|record| record.seq));
        pause_until = (page.head + seeded.below(30)).min(until);
    }
    seen
}

/// A new subscription knows the head at once, and unknown plans start at 0.
pub fn a_subscriber_starts_at_the_durable_head(subject: &mut Subject) {
    let mut seeded = Seeded::new(38);
    let plan = seeded.uuid();
    assert_eq!(*subject.log.subscribe(plan).borrow(), 0);
    append(&*subject.log, seeded.append(plan, Expected::Any, 4));
    assert_eq!(*subject.log.subscribe(plan).borrow(), 4);
    subject.restart();
    assert_eq!(*subject.log.subscribe(plan).borrow(), 4);
}
