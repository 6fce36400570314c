//! Storage that fails: nobody is told a lie, and service goes on as far as it can.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use plenum_log::conformance::{Seeded, append, assert_dense};
use plenum_log::{EventLog, Expected, Outcome};
use plenum_log_redb::{Options, RedbLog};
use plenum_testkit::faults::FaultyDisk;

fn options() -> Options {
    Options { retry_after: Duration::ZERO, ..Options::default() }
}

fn open(disk: &FaultyDisk, options: Options) -> RedbLog {
    let disk = disk.clone();
    RedbLog::with_backend(move || Ok(disk.backend()), options).unwrap()
}

#[test]
fn after_a_failed_sync_the_outcome_is_unknown_and_no_more_is_written() {
    for seed in 0..20 {
        let mut seeded = Seeded::new(seed);
        let disk = FaultyDisk::new();
        let log = open(&disk, options());
        let plan = seeded.uuid();
        let before = seeded.append(plan, Expected::Any, 2);
        assert_eq!(append(&log, before.clone()), Outcome::Appended { first: 1, last: 2 });
        disk.fail_sync(1);
        let doubtful = seeded.append(plan, Expected::Any, 3);
        assert_eq!(append(&log, doubtful.clone()), Outcome::Unknown);
        assert!(*log.fatal().borrow(), "the process is told to end");
        let later = append(&log, seeded.append(plan, Expected::Any, 1));
        assert_eq!(later, Outcome::Unknown);
        drop(log);

        // The next process: each command gets its true outcome.
        let log = open(&FaultyDisk::holding(disk.crash_image(seed)), options());
        assert_eq!(append(&log, before), Outcome::Replayed { first: 1, last: 2 });
        let again = append(&log, doubtful);
        let there = Outcome::Replayed { first: 3, last: 5 };
        assert!(again == there || again == Outcome::Appended { first: 3, last: 5 }, "{again:?}");
        assert_dense(&log, plan, 5);
    }
}

#[test]
fn without_space_appends_are_refused_reads_go_on_and_service_comes_back() {
    for (seed, by_length) in [(1, false), (2, true), (3, false), (4, true)] {
        let mut seeded = Seeded::new(seed);
        let disk = FaultyDisk::new();
        let log = open(&disk, options());
        let plan = seeded.uuid();
        append(&log, seeded.append(plan, Expected::Any, 5));
        match by_length {
            true => disk.limit_len(true),
            false => disk.limit_space(Some(300_000)),
        }
        let mut head = 5;
        let mut refused = Vec::new();
        for _ in 0..200 {
            let mut big = seeded.append(plan, Expected::Any, 0);
            big.events = vec![seeded.event(50_000)];
            match append(&log, big.clone()) {
                Outcome::Appended { first, last } => {
                    assert_eq!((first, last), (head + 1, head + 1));
                    head = last;
                }
                Outcome::Unavailable => refused.push(big),
                other => panic!("seed {seed}: {other:?}"),
            }
            assert_eq!(log.read(plan, 1, 3).unwrap().head, head);
        }
        assert!(refused.len() > 10, "seed {seed}: the disk was full");
        assert!(!*log.fatal().borrow());
        disk.limit_space(None);
        disk.limit_len(false);
        for big in refused {
            head += 1;
            assert_eq!(append(&log, big), Outcome::Appended { first: head, last: head });
        }
        assert_dense(&log, plan, head);
        drop(log);
        assert_dense(&open(&disk, options()), plan, head);
    }
}

#[test]
fn several_appends_in_flight_are_resolved_one_by_one_when_space_ends() {
    let mut seeded = Seeded::new(7);
    let disk = FaultyDisk::new();
    let log = open(&disk, options());
    let plan = seeded.uuid();
    disk.limit_space(Some(400_000));
    let mut flight = Vec::new();
    for head in 0..40 {
        let mut big = seeded.append(plan, Expected::Head(head), 0);
        big.events = vec![seeded.event(30_000)];
        flight.push((big.clone(), log.append(big)));
    }
    let mut head = 0;
    for (big, outcome) in flight {
        match outcome.blocking_recv().unwrap() {
            Outcome::Appended { first, last } => {
                assert_eq!((first, last), (head + 1, head + 1));
                head = last;
            }
            Outcome::Unavailable => {
                assert_eq!(log.command(plan, big.command.id).unwrap(), None);
            }
            Outcome::Conflict { head: told } => assert_eq!(told, head),
            other => panic!("{other:?}"),
        }
    }
    assert!(head < 40, "the disk was full");
    assert_dense(&log, plan, head);
}

#[test]
fn below_the_reserve_only_known_commands_are_answered() {
    let free = Arc::new(AtomicU64::new(1_000));
    let asked = Arc::clone(&free);
    let disk = FaultyDisk::new();
    let options = Options {
        reserve_bytes: 500,
        free_space: Some(Arc::new(move || Ok(asked.load(Ordering::Relaxed)))),
        ..options()
    };
    // Opened below the reserve, so that no earlier answer is remembered.
    free.store(499, Ordering::Relaxed);
    let log = open(&disk, options);
    let mut seeded = Seeded::new(8);
    let plan = seeded.uuid();
    let command = seeded.append(plan, Expected::Any, 1);
    assert_eq!(append(&log, command.clone()), Outcome::Unavailable);
    free.store(500, Ordering::Relaxed);
    assert_eq!(append(&log, command.clone()), Outcome::Appended { first: 1, last: 1 });
    free.store(499, Ordering::Relaxed);
    assert_eq!(append(&log, command), Outcome::Replayed { first: 1, last: 1 });
    let conflict = append(&log, seeded.append(plan, Expected::Head(9), 1));
    assert_eq!(conflict, Outcome::Conflict { head: 1 });
}

#[test]
fn a_full_queue_answers_at_once() {
    let options = Options { queue_appends: 4, ..options() };
    let log = open(&FaultyDisk::new(), options);
    let mut seeded = Seeded::new(9);
    let plan = seeded.uuid();
    let flight: Vec<_> =
        (0..3_000).map(|_| log.append(seeded.append(plan, Expected::Any, 1))).collect();
    let mut head = 0;
    let mut refused = 0;
    for outcome in flight {
        match outcome.blocking_recv().unwrap() {
            Outcome::Appended { first, .. } => {
                assert_eq!(first, head + 1);
                head = first;
            }
            Outcome::Unavailable => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 0, "3,000 appends do not fit into a queue of 4");
    assert_dense(&log, plan, head);
}
