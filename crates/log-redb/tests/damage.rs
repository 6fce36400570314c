//! Damaged files: named by `fsck`, readable up to the damage, no hindrance to other plans.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::path::Path;

use plenum_log::conformance::{Seeded, append, assert_dense};
use plenum_log::{Append, EventLog, Expected, Outcome, ReadError, record};
use plenum_log_redb::{Options, RedbLog, fsck};
use uuid::Uuid;

const EVENTS: u64 = 300;

fn open(path: &Path) -> RedbLog {
    RedbLog::open(path, Options::default()).unwrap()
}

/// Two plans whose events alternate, and the appends of the first.
fn written(path: &Path, crash: bool) -> (Uuid, Uuid, Vec<Append>) {
    let mut seeded = Seeded::new(1);
    let (plan, other) = (seeded.uuid(), seeded.uuid());
    let log = open(path);
    let mut appends = Vec::new();
    for _ in 0..EVENTS {
        let event = seeded.append(plan, Expected::Any, 1);
        appends.push(event.clone());
        append(&log, event);
        append(&log, seeded.append(other, Expected::Any, 1));
    }
    if crash {
        let image = std::fs::read(path).unwrap();
        drop(log);
        std::fs::write(path, image).unwrap();
    }
    (plan, other, appends)
}

/// Flips a bit inside the stored form of an event, at `at` bytes from its start.
fn damage(path: &Path, plan: Uuid, append: &Append, seq: u64, at: usize) {
    let mut file = std::fs::read(path).unwrap();
    let stored = record::encode(plan, seq, &append.command, &append.events[0]).unwrap();
    let mut hits = 0;
    for start in 0..file.len() - stored.len() {
        if file[start..].starts_with(&stored) {
            file[start + at] ^= 1;
            hits += 1;
        }
    }
    assert!(hits > 0, "the record is in the file");
    std::fs::write(path, file).unwrap();
}

fn is_read_only_from(log: &RedbLog, plan: Uuid, other: Uuid, seq: u64) {
    let page = log.read(plan, 1, 10_000).unwrap();
    assert_eq!((page.records.len() as u64, page.head), (seq - 1, EVENTS));
    let refused = log.read(plan, seq, 10);
    assert_eq!(refused.unwrap_err(), ReadError::Damaged { plan, seq });
    let mut seeded = Seeded::new(log.read(other, 1, 1).unwrap().head);
    let write = append(log, seeded.append(plan, Expected::Any, 1));
    assert_eq!(write, Outcome::Damaged { seq });
    let head = log.read(other, 1, 1).unwrap().head;
    let write = append(log, seeded.append(other, Expected::Head(head), 1));
    assert_eq!(write, Outcome::Appended { first: head + 1, last: head + 1 });
    assert_dense(log, other, head + 1);
}

#[test]
fn a_sound_log_has_nothing_to_report() {
    let folder = tempfile::tempdir().unwrap();
    for crash in [false, true] {
        let path = folder.path().join(format!("{crash}.redb"));
        written(&path, crash);
        let before = std::fs::read(&path).unwrap();
        let report = fsck(&path).unwrap();
        assert_eq!((&report.damages[..], report.records, report.plans), (&[][..], 2 * EVENTS, 2));
        assert_eq!(before, std::fs::read(&path).unwrap(), "checking changes nothing");
    }
}

#[test]
fn a_damaged_record_is_named_and_its_plan_read_only_from_there() {
    for (crash, seq, at) in
        [(false, 7, 160), (false, EVENTS, 5), (true, 150, 30), (true, EVENTS, 150)]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.redb");
        let (plan, other, appends) = written(&path, crash);
        damage(&path, plan, &appends[seq as usize - 1], seq, at);
        let report = fsck(&path).unwrap();
        let position = Some(2 * (seq - 1));
        assert!(report.damages.iter().any(|damage| damage.position == position), "{report:?}");
        for _ in 0..3 {
            is_read_only_from(&open(&path), plan, other, seq);
        }
        assert!(folder.path().join("log.redb.damaged-1").exists());
        assert!(!folder.path().join("log.redb.damaged-2").exists());
        // The new file's pages are whole, the damaged record in it is still named.
        let report = fsck(&path).unwrap();
        assert!(report.damages.iter().any(|damage| damage.position == position), "{report:?}");
    }
}

#[test]
fn commands_before_the_damage_are_still_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.redb");
    let (plan, _, appends) = written(&path, false);
    damage(&path, plan, &appends[99], 100, 155);
    let log = open(&path);
    for (seq, command) in (1..100).zip(&appends) {
        let again = append(&log, command.clone());
        assert_eq!(again, Outcome::Replayed { first: seq, last: seq });
    }
}

#[test]
fn a_file_that_is_no_log_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.redb");
    std::fs::write(&path, b"somebody's diary").unwrap();
    assert!(RedbLog::open(&path, Options::default()).is_err());
    assert!(fsck(&path).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), b"somebody's diary");
}

#[test]
fn a_log_in_use_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.redb");
    let _open = open(&path);
    let again = RedbLog::open(&path, Options::default());
    assert!(matches!(again, Err(plenum_log_redb::OpenError::InUse)));
    assert!(matches!(fsck(&path), Err(plenum_log_redb::OpenError::InUse)));
}
