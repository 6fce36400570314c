//! Reading a plan: its runs, each a range of the journal, every record checked by its hash.

use std::ops::ControlFlow;

use plenum_log::record::Kinds;
use plenum_log::{MAX_APPEND_BYTES, Page, ReadError, Record};
use redb::{Database, ReadOnlyTable};
use uuid::Uuid;

use crate::error::StorageError;
use crate::generation::Run;
use crate::journal::walk;
use crate::keys::{JOURNAL, parse_run_key, run_key};
use crate::state::{Index, Shared, Tail};

/// A run with its first number.
type Segment = (u64, Run);

/// Reads as [`EventLog::read`](plenum_log::EventLog::read) promises.
pub fn read(shared: &Shared, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError> {
    let database = shared.database();
    let database = database.as_ref().ok_or_else(reopening)?;
    let from = from.max(1);
    let memory = Memory::of(&shared.tail(), plan, from, limit);
    let index = Index::of(database)?;
    let head = memory.head.map_or_else(|| index.head(plan), |head| Ok(Some(head)))?.unwrap_or(0);
    if from > head || limit == 0 {
        return Ok(Page { records: Vec::new(), head });
    }
    if let Some(seq) = memory.damaged.filter(|seq| from >= *seq) {
        return Err(ReadError::Damaged { plan, seq });
    }
    let end = memory.damaged.map_or(head, |seq| seq - 1);
    let wanted = u64::try_from(limit).unwrap_or(u64::MAX).min(end - from + 1);
    let journal = index.transaction.open_table(JOURNAL).map_err(StorageError::from)?;
    let mut walk = Walk {
        plan,
        next: from,
        until: from + wanted,
        bytes: 0,
        records: Vec::with_capacity(usize::try_from(wanted).unwrap_or(0).min(4_096)),
        kinds: Kinds::default(),
    };
    let broken = walk.all(&index, &memory, &journal)?;
    if broken {
        note_damage(shared, plan, walk.next);
        if walk.records.is_empty() {
            return Err(ReadError::Damaged { plan, seq: from });
        }
    }
    Ok(Page { records: walk.records, head })
}

/// Durable head of a plan.
pub fn head(shared: &Shared, plan: Uuid) -> Result<u64, ReadError> {
    let database = shared.database();
    let database = database.as_ref().ok_or_else(reopening)?;
    let known = shared.tail().head(plan);
    match known {
        Some(head) => Ok(head),
        None => Ok(Index::of(database)?.head(plan)?.unwrap_or(0)),
    }
}

/// What a read is answered while the storage is being opened again.
pub fn reopening() -> ReadError {
    ReadError::Unavailable("being opened again".to_owned())
}

/// Every plan with its head.
pub fn plans(shared: &Shared, database: &Database) -> Result<Vec<(Uuid, u64)>, StorageError> {
    let mut heads = std::collections::BTreeMap::new();
    let newest: Vec<(Uuid, u64)> = {
        let tail = shared.tail();
        let frozen = tail.frozen.iter().flat_map(|generation| &generation.heads);
        frozen.chain(&tail.active.heads).map(|(plan, head)| (*plan, *head)).collect()
    };
    for entry in Index::of(database)?.heads().range::<&[u8; 16]>(..)? {
        let (plan, head) = entry?;
        heads.insert(Uuid::from_bytes(*plan.value()), head.value());
    }
    heads.extend(newest);
    Ok(heads.into_iter().collect())
}

fn note_damage(shared: &Shared, plan: Uuid, seq: u64) {
    shared.stats.met_damage();
    if shared.tail_mut().damage(plan, seq) {
        tracing::error!(%plan, seq, "the plan can be read up to here only");
    }
}

/// What memory knows of a plan, copied so that the lock is held for a moment only.
struct Memory {
    head: Option<u64>,
    first: Option<u64>,
    damaged: Option<u64>,
    segments: Vec<Segment>,
}

impl Memory {
    fn of(tail: &Tail, plan: Uuid, from: u64, limit: usize) -> Self {
        let mut segments: Vec<Segment> = Vec::new();
        let mut events = 0;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        for generation in tail.frozen.as_deref().into_iter().chain([&tail.active]) {
            let runs = &generation.runs;
            let start = runs
                .range((plan, 0)..=(plan, from))
                .next_back()
                .map_or(from, |((_, first), _)| *first);
            for ((_, first), run) in runs.range((plan, start)..=(plan, u64::MAX)) {
                if events >= limit {
                    break;
                }
                let end = first + run.count;
                events += end.saturating_sub(from.max(*first));
                segments.push((*first, *run));
            }
        }
        Self {
            head: tail.head(plan),
            first: tail.first_of(plan),
            damaged: tail.damaged.get(&plan).copied(),
            segments,
        }
    }
}

/// A read on its way through the runs.
struct Walk {
    plan: Uuid,
    next: u64,
    until: u64,
    bytes: usize,
    records: Vec<Record>,
    kinds: Kinds,
}

/// Why a walk stops before its end.
enum Stop {
    Full,
    Damage,
}

type Journal = ReadOnlyTable<u64, &'static [u8]>;

impl Walk {
    /// True when it met damage, at `next`.
    fn all(
        &mut self,
        index: &Index,
        memory: &Memory,
        journal: &Journal,
    ) -> Result<bool, StorageError> {
        let flushed_until = memory.first.unwrap_or(u64::MAX);
        let mut stopped = None;
        if self.next < flushed_until {
            stopped = self.flushed(index, flushed_until, journal)?;
        }
        for segment in &memory.segments {
            if stopped.is_some() || self.next >= self.until {
                break;
            }
            stopped = self.segment(*segment, journal)?;
        }
        Ok(match stopped {
            Some(Stop::Damage) => true,
            Some(Stop::Full) => false,
            None => self.next < self.until,
        })
    }

    /// Walks the flushed runs below number `end`.
    fn flushed(
        &mut self,
        index: &Index,
        end: u64,
        journal: &Journal,
    ) -> Result<Option<Stop>, StorageError> {
        let Some((start, ..)) = index.run_before(self.plan, self.next)? else { return Ok(None) };
        let (low, high) = (run_key(self.plan, start), run_key(self.plan, end));
        for entry in index.runs().range::<&[u8; 24]>(&low..&high)? {
            if self.next >= self.until {
                break;
            }
            let (key, value) = entry?;
            let first = parse_run_key(key.value()).1;
            let (position, count) = value.value();
            let count = count.min(end - first);
            if let Some(stop) = self.segment((first, Run { position, count }), journal)? {
                return Ok(Some(stop));
            }
        }
        Ok(None)
    }

    /// Reads what is wanted of one run.
    fn segment(
        &mut self,
        (first, run): Segment,
        journal: &Journal,
    ) -> Result<Option<Stop>, StorageError> {
        if self.next < first {
            return Ok(Some(Stop::Damage));
        }
        let skip = self.next - first;
        if skip >= run.count {
            return Ok(None);
        }
        let count = (run.count - skip).min(self.until - self.next);
        let from = run.position + skip;
        let mut expected = from;
        let flow = walk(journal, from..from + count, |position, stored| {
            let stop = stored.map_or(Some(Stop::Damage), |stored| {
                if position == expected { self.take(stored) } else { Some(Stop::Damage) }
            });
            expected += 1;
            stop.map_or(ControlFlow::Continue(()), ControlFlow::Break)
        })?;
        if let ControlFlow::Break(stop) = flow {
            return Ok(Some(stop));
        }
        let missing = expected < from + count;
        Ok(missing.then_some(Stop::Damage))
    }

    /// Takes the next record, or says why not.
    fn take(&mut self, stored: &[u8]) -> Option<Stop> {
        self.bytes += stored.len();
        if self.bytes > MAX_APPEND_BYTES && !self.records.is_empty() {
            return Some(Stop::Full);
        }
        match self.kinds.decode(stored) {
            Ok(record) if record.plan == self.plan && record.seq == self.next => {
                self.records.push(record);
                self.next += 1;
                None
            }
            _ => Some(Stop::Damage),
        }
    }
}
