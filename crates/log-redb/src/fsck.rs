//! Checks a log that nobody has open, and changes nothing.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use plenum_log::record::{self, Kinds};
use plenum_log::{CommandRange, Record};
use redb::{
    Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, ReadableTable, StorageBackend,
};
use uuid::Uuid;

use crate::error::{OpenError, StorageError};
use crate::inspect::Overlay;
use crate::keys::{
    COMMANDS, HEADS, INDEXED_UPTO, META, RUNS, parse_command_key, parse_command_value,
    parse_run_key,
};
use crate::lenient;
use crate::options::Options;
use crate::salvage::{read_only, trusting};

/// Damages named one by one; the rest is counted.
const MAX_NAMED: usize = 10_000;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where in the journal, from 0; none when it is not about one record.
    pub position: Option<u64>,
    /// Whose, as far as it can be told.
    pub plan: Option<Uuid>,
    /// Which event of the plan, as far as it can be told.
    pub seq: Option<u64>,
    /// What is wrong, in a few words.
    pub what: String,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(plan) = self.plan {
            write!(f, "plan {plan}, ")?;
        }
        if let Some(seq) = self.seq {
            write!(f, "event {seq}, ")?;
        }
        if let Some(position) = self.position {
            write!(f, "position {position}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Positions of the journal.
    pub records: u64,
    /// Plans with at least one sound event.
    pub plans: u64,
    /// The index covers the journal below this position.
    pub indexed_upto: u64,
    /// Everything that is wrong; empty is good.
    pub damages: Vec<Damage>,
    /// Further damages that are not named.
    pub unnamed: u64,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damages.is_empty()
    }

    fn name(&mut self, damage: Damage) {
        if self.damages.len() < MAX_NAMED {
            self.damages.push(damage);
        } else {
            self.unnamed += 1;
        }
    }

    fn structure(&mut self, what: impl Into<String>) {
        self.name(Damage { position: None, plan: None, seq: None, what: what.into() });
    }

    fn of_plan(&mut self, plan: Uuid, seq: u64, what: impl Into<String>) {
        let (plan, seq) = (Some(plan), Some(seq));
        self.name(Damage { position: None, plan, seq, what: what.into() });
    }
}

/// Checks the log in the file at `path`: pages, hashes, order, index. The file stays as it is.
///
/// # Errors
/// [`OpenError`] when the file is in use, is no log, or not even its header can be read.
pub fn fsck(path: impl AsRef<Path>) -> Result<Report, OpenError> {
    fsck_backend(|| read_only(path.as_ref()))
}

/// Checks the log in the storage that `backend` hands out, twice when its structure is damaged.
///
/// # Errors
/// Like [`fsck`].
pub fn fsck_backend(
    backend: impl Fn() -> std::io::Result<Box<dyn StorageBackend>>,
) -> Result<Report, OpenError> {
    let mut report = Report::default();
    let opened = Database::builder()
        .set_cache_size(Options::default().cache_bytes)
        .set_check_integrity_on_open(true)
        .create_with_backend(Overlay::over(backend()?)?);
    match opened.map_err(OpenError::from) {
        Ok(database) => check(&database.begin_read()?, &mut report),
        Err(error) if error.is_corruption() => {
            report.structure(format!("the file's pages are damaged: {}", error.detail()));
            check_refused(&trusting(backend()?)?, &mut report)
        }
        Err(error) => return Err(error),
    }
    .map_err(|error| *error.0)?;
    Ok(report)
}

/// Checks what redb has refused, where it may answer with an error or even a panic.
fn check_refused(database: &ReadOnlyDatabase, report: &mut Report) -> Result<(), StorageError> {
    let transaction = database.begin_read()?;
    let checked = catch_unwind(AssertUnwindSafe(|| check(&transaction, report)));
    if !matches!(checked, Ok(Ok(()))) {
        report.structure("the check ended early, there is more damage than is named here");
    }
    Ok(())
}

fn check(transaction: &ReadTransaction, report: &mut Report) -> Result<(), StorageError> {
    let meta = transaction.open_table(META)?;
    report.indexed_upto = meta.get(INDEXED_UPTO)?.map_or(0, |upto| upto.value());
    let mut truth = Truth::default();
    let mut kinds = Kinds::default();
    lenient::journal(transaction, &mut |position, stored| {
        match stored.map(|stored| (stored, kinds.decode(stored))) {
            Some((_, Ok(record))) => truth.sound(&record, position, report),
            Some((stored, Err(error))) => {
                let claim = record::claim(stored);
                let what = match claim {
                    Some(_) => format!("{error} (plan and number are what the record says)"),
                    None => error.to_string(),
                };
                let (plan, seq) = (claim.map(|claim| claim.plan), claim.map(|claim| claim.seq));
                report.name(Damage { position: Some(position), plan, seq, what });
            }
            None => {
                let what = "the record is missing".to_owned();
                let position = Some(position);
                report.name(Damage { position, plan: None, seq: None, what });
            }
        }
        report.records = position + 1;
        Ok(())
    })?;
    report.plans = truth.plans.len() as u64;
    if report.indexed_upto > report.records {
        report.structure("the index reaches further than the journal");
    }
    check_runs(transaction, &truth, report)?;
    check_heads(transaction, &truth, report)?;
    check_commands(transaction, &truth, report)
}

/// What the journal says; small beside it: runs, not records.
#[derive(Default)]
struct Truth {
    plans: HashMap<Uuid, BTreeMap<u64, (u64, u64)>>,
    heads: HashMap<Uuid, u64>,
    commands: HashMap<(Uuid, Uuid), (CommandRange, u64)>,
}

impl Truth {
    fn sound(&mut self, record: &Record, position: u64, report: &mut Report) {
        let (plan, seq) = (record.plan, record.seq);
        let head = self.heads.entry(plan).or_insert(0);
        if seq != *head + 1 {
            let (plan, position) = (Some(plan), Some(position));
            let what = format!("event {} should come here", *head + 1);
            report.name(Damage { position, plan, seq: Some(seq), what });
        }
        *head = seq.max(*head);
        let runs = self.plans.entry(plan).or_default();
        match runs.last_entry() {
            Some(mut run)
                if run.key() + run.get().1 == seq && run.get().0 + run.get().1 == position =>
            {
                run.get_mut().1 += 1;
            }
            _ => {
                runs.insert(seq, (position, 1));
            }
        }
        let digest = record.command.digest;
        let range = CommandRange { digest, first: seq, last: seq };
        let known = self.commands.entry((record.command.id, plan)).or_insert((range, position));
        known.0.last = known.0.last.max(seq);
        known.1 = position;
    }

    /// Position of an event, if its record is sound.
    fn position(&self, plan: Uuid, seq: u64) -> Option<u64> {
        let (first, (position, count)) = self.plans.get(&plan)?.range(..=seq).next_back()?;
        (seq - first < *count).then(|| position + (seq - first))
    }
}

fn check_runs(
    txn: &ReadTransaction,
    truth: &Truth,
    report: &mut Report,
) -> Result<(), StorageError> {
    let mut covered: HashMap<Uuid, u64> = HashMap::new();
    for entry in txn.open_table(RUNS)?.iter()? {
        let (key, value) = entry?;
        let (plan, first) = parse_run_key(key.value());
        let (position, count) = value.value();
        for (seq, at) in
            [(first, position), (first + count.max(1) - 1, position + count.max(1) - 1)]
        {
            if truth.position(plan, seq).is_some_and(|real| real != at) {
                report.of_plan(plan, seq, format!("the index points at position {at}"));
            }
        }
        let next = covered.entry(plan).or_insert(1);
        // Above `indexed_upto`, entries of an unfinished flush may stand alone.
        let relied_on = |at| at < report.indexed_upto;
        if first > *next && truth.position(plan, *next).is_some_and(relied_on) {
            report.of_plan(plan, *next, format!("the index has a gap up to event {first}"));
        }
        *next = (*next).max(first + count);
    }
    for (plan, runs) in &truth.plans {
        let indexed = runs.iter().filter(|(_, (position, _))| *position < report.indexed_upto);
        let last = indexed.map(|(first, (position, count))| {
            first + (*count).min(report.indexed_upto - position) - 1
        });
        let last = last.max().unwrap_or(0);
        let next = covered.get(plan).copied().unwrap_or(1);
        if next <= last {
            report.of_plan(*plan, next, format!("the index lacks events up to {last}"));
        }
    }
    Ok(())
}

fn check_heads(
    txn: &ReadTransaction,
    truth: &Truth,
    report: &mut Report,
) -> Result<(), StorageError> {
    let table = txn.open_table(HEADS)?;
    for (plan, head) in &truth.heads {
        let stored = table.get(plan.as_bytes())?.map_or(0, |stored| stored.value());
        let indexed = truth.position(*plan, stored + 1);
        if stored < *head && indexed.is_some_and(|position| position < report.indexed_upto) {
            report.of_plan(*plan, *head, format!("the index says that {stored} is the last"));
        }
    }
    for entry in table.iter()? {
        let (plan, stored) = entry?;
        let (plan, stored) = (Uuid::from_bytes(*plan.value()), stored.value());
        let head = truth.heads.get(&plan).copied().unwrap_or(0);
        if stored > head {
            report.of_plan(plan, head + 1, format!("events up to {stored} are missing"));
        }
    }
    Ok(())
}

fn check_commands(
    txn: &ReadTransaction,
    truth: &Truth,
    report: &mut Report,
) -> Result<(), StorageError> {
    let mut found = 0_u64;
    for entry in txn.open_table(COMMANDS)?.iter()? {
        let (key, value) = entry?;
        let (id, plan) = parse_command_key(key.value());
        let range = parse_command_value(value.value());
        match truth.commands.get(&(id, plan)) {
            Some((real, last)) => {
                found += u64::from(*last < report.indexed_upto);
                if *real != range && report.damages.is_empty() {
                    report.of_plan(
                        plan,
                        range.first,
                        format!("the index is wrong about command {id}"),
                    );
                }
            }
            None if truth.position(plan, range.first).is_some() => {
                report.of_plan(
                    plan,
                    range.first,
                    format!("the index knows a command {id} that is not there"),
                );
            }
            None => {}
        }
    }
    let indexed = truth.commands.values().filter(|(_, last)| *last < report.indexed_upto).count();
    if found < indexed as u64 {
        report.structure(format!("the index lacks {} commands", indexed as u64 - found));
    }
    Ok(())
}
