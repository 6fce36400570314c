//! Crash images of the embedded engine: whatever a power cut leaves, everything acknowledged is
//! there once, in order, and what was not acknowledged is there whole or not at all.
//!
//! `PLENUM_CRASH_IMAGES=n` checks n images a test instead of the default; the seed of a failure
//! is in its message.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::collections::HashMap;

use plenum_log::conformance::Seeded;
use plenum_log::{Append, EventLog, Expected, Outcome, ReadError, Record};
use plenum_log_redb::{OpenError, Options, RedbLog, fsck_backend};
use plenum_testkit::faults::FaultyDisk;
use uuid::Uuid;

/// Images a test, in the suite.
const IMAGES: u64 = 1_500;
/// Images taken of one power cut.
const IMAGES_A_CUT: u64 = 5;

fn images() -> u64 {
    std::env::var("PLENUM_CRASH_IMAGES").map_or(IMAGES, |n| n.parse().expect("a number"))
}

fn options(seeded: &mut Seeded) -> Options {
    Options {
        generation_entries: 4 + seeded.below(60) as usize,
        generation_positions: 10 + seeded.below(60),
        flush_step: 1 + seeded.below(12) as usize,
        two_phase: seeded.below(8) == 0,
        cache_bytes: 4 << 20,
        ..Options::default()
    }
}

fn open(disk: &FaultyDisk, options: Options) -> Result<RedbLog, OpenError> {
    let disk = disk.clone();
    RedbLog::with_backend(move || Ok(disk.backend()), options)
}

/// What was sent, and what is known of it.
#[derive(Default)]
struct Ledger {
    acknowledged: Vec<(Append, u64, u64)>,
    unknown: Vec<Append>,
}

impl Ledger {
    /// Sends seeded appends, one to four in flight, until the engine dies or `rounds` are done.
    fn work(&mut self, log: &RedbLog, seeded: &mut Seeded, plans: &[Uuid], rounds: u64) {
        for _ in 0..rounds {
            let flight: Vec<_> = (0..=seeded.below(4))
                .map(|_| {
                    let append = proposal(seeded, plans);
                    (append.clone(), log.append(append))
                })
                .collect();
            let mut died = false;
            for (append, outcome) in flight {
                match outcome.blocking_recv().unwrap_or(Outcome::Unknown) {
                    Outcome::Appended { first, last } => {
                        self.acknowledged.push((append, first, last));
                    }
                    Outcome::Unknown | Outcome::Unavailable => {
                        died = true;
                        self.unknown.push(append);
                    }
                    other => panic!("an append without expectation was answered {other:?}"),
                }
            }
            if died {
                return;
            }
        }
    }
}

fn proposal(seeded: &mut Seeded, plans: &[Uuid]) -> Append {
    let plan = plans[seeded.below(plans.len() as u64) as usize];
    let mut append = seeded.append(plan, Expected::Any, 0);
    let count = if seeded.below(20) == 0 { 30 } else { 1 + seeded.below(4) };
    for _ in 0..count {
        let size = if seeded.below(25) == 0 { 20_000 } else { seeded.below(900) };
        append.events.push(seeded.event(size as usize));
    }
    append
}

/// One run up to a power cut, and its images checked; the fault is planted in between.
fn cut(
    seed: u64,
    second_crash: bool,
    plant: impl Fn(&FaultyDisk, &mut Options),
) -> Result<(), String> {
    let mut seeded = Seeded::new(seed);
    let plans: Vec<Uuid> = (0..5).map(|_| seeded.uuid()).collect();
    let disk = FaultyDisk::new();
    let mut options = options(&mut seeded);
    // A log is made under another name and renamed when it is whole, so no cut meets half of one.
    drop(open(&disk, options.clone()).map_err(|error| error.to_string())?);
    plant(&disk, &mut options);
    disk.lose_power_after(seeded.below(700));
    let mut ledger = Ledger::default();
    if let Ok(log) = open(&disk, options.clone()) {
        ledger.work(&log, &mut seeded, &plans, 60);
        if seeded.below(3) == 0 {
            // Cut before the regular close, or else its flush is part of the run.
            disk.lose_power_after(0);
        }
    }
    for _ in 0..IMAGES_A_CUT {
        let mut image = disk.crash_image(seeded.next_u64());
        if second_crash {
            let recovering = FaultyDisk::holding(image);
            recovering.lose_power_after(seeded.below(30));
            drop(open(&recovering, options.clone()));
            image = recovering.crash_image(seeded.next_u64());
        }
        let recovered = FaultyDisk::holding(image);
        let report = fsck_backend(|| Ok(Box::new(recovered.backend())));
        let report = report.map_err(|error| format!("fsck: {error:?}"))?;
        if let Some(damage) = report.damages.first() {
            return Err(format!("fsck: {damage}"));
        }
        // The repaired engine is a sound one, whatever was planted before.
        let sound = Options { planted_fault_no_sync: false, ..options.clone() };
        let log = open(&recovered, sound).map_err(|error| {
            let acknowledged = ledger.acknowledged.len();
            format!("the log with {acknowledged} appends does not open: {error:?}")
        })?;
        check(&log, &ledger, &plans)?;
    }
    Ok(())
}

fn check(log: &RedbLog, ledger: &Ledger, plans: &[Uuid]) -> Result<(), String> {
    let mut records = HashMap::new();
    for plan in plans {
        records.insert(*plan, read_all(log, *plan).map_err(|error| error.to_string())?);
    }
    let mut accounted = 0;
    for (append, first, last) in &ledger.acknowledged {
        accounted += holds(&records[&append.plan], append, *first, *last)?;
        let again = log.append(append.clone()).blocking_recv();
        if again != Ok(Outcome::Replayed { first: *first, last: *last }) {
            return Err(format!("a repeated command was answered {again:?}"));
        }
    }
    for append in &ledger.unknown {
        let found = log.command(append.plan, append.command.id);
        if let Some(range) = found.map_err(|error| error.to_string())? {
            accounted += holds(&records[&append.plan], append, range.first, range.last)?;
        }
    }
    let there: usize = records.values().map(Vec::len).sum();
    if there != accounted {
        return Err(format!("{there} events are there, {accounted} are accounted for"));
    }
    Ok(())
}

/// That exactly this append is `first..=last`; how many events that is.
fn holds(records: &[Record], append: &Append, first: u64, last: u64) -> Result<usize, String> {
    let range = first as usize - 1..last as usize;
    let stored = records.get(range).ok_or_else(|| format!("{first}..={last} is not there"))?;
    let same = stored.len() == append.events.len()
        && stored
            .iter()
            .zip(&append.events)
            .all(|(record, event)| record.command == append.command && record.event == *event);
    if same { Ok(stored.len()) } else { Err(format!("{first}..={last} is something else")) }
}

fn read_all(log: &RedbLog, plan: Uuid) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    loop {
        let next = records.len() as u64 + 1;
        let page = log.read(plan, next, 64)?;
        if page.records.is_empty() {
            assert_eq!(page.head + 1, next, "the head is where the records end");
            return Ok(records);
        }
        assert!((next..).zip(&page.records).all(|(seq, record)| record.seq == seq));
        records.extend(page.records);
    }
}

fn cuts(base: u64, second_crash: bool) {
    for seed in base..base + images() / IMAGES_A_CUT {
        if let Err(violation) = cut(seed, second_crash, |_, _| {}) {
            panic!("seed {seed}: {violation}");
        }
    }
}

#[test]
fn acknowledged_events_survive_a_power_cut() {
    cuts(1_000_000, false);
}

#[test]
fn acknowledged_events_survive_a_power_cut_in_another_run() {
    cuts(2_000_000, false);
}

#[test]
fn acknowledged_events_survive_a_second_power_cut_during_recovery() {
    cuts(3_000_000, true);
}

#[test]
fn acknowledged_events_survive_a_second_power_cut_in_another_run() {
    cuts(4_000_000, true);
}

/// The proof that this test can fail.
#[test]
fn an_engine_that_acknowledges_before_the_sync_is_found_out() {
    let found = (5_000_000..5_000_050)
        .filter(|seed| {
            cut(*seed, false, |_, options| options.planted_fault_no_sync = true).is_err()
        })
        .count();
    assert!(found > 25, "only {found} of 50 runs noticed the lost events");
}

/// The same, with an honest engine on a disk that answers syncs and does nothing.
#[test]
fn a_disk_that_lies_about_syncs_is_found_out() {
    let found = (6_000_000..6_000_050)
        .filter(|seed| cut(*seed, false, |disk, _| disk.lie_about_syncs()).is_err())
        .count();
    assert!(found > 25, "only {found} of 50 runs noticed the lost events");
}
