//! Opening: redb's own integrity check, then the journal's tail read again, hash by hash.

use std::ops::ControlFlow;
use std::sync::Arc;

use plenum_log::record::{self, Kinds};
use plenum_log::{CommandRange, Record};
use redb::{Database, ReadableDatabase, ReadableTable, TableError};
use uuid::Uuid;

use crate::backend::{Faults, Watched};
use crate::commit::begin;
use crate::error::{OpenError, StorageError};
use crate::flush::Flush;
use crate::generation::{Generation, Run};
use crate::journal::{Seen, walk};
use crate::keys::{
    COMMANDS, DAMAGED, HEADS, INDEXED_UPTO, JOURNAL, LAYOUT, LAYOUT_VERSION, META, RUNS,
};
use crate::options::Options;
use crate::state::{Index, Tail};
use crate::stats::Stats;

/// An open database with everything derived from it.
pub struct Opened {
    pub database: Database,
    pub faults: Arc<Faults>,
    pub tail: Tail,
    /// The position of the next record.
    pub next: u64,
}

/// Opens or creates the log in a watched storage.
pub fn open(
    (watched, faults): (Watched, Arc<Faults>),
    options: &Options,
    stats: &Stats,
) -> Result<Opened, OpenError> {
    let database = Database::builder()
        .set_cache_size(options.cache_bytes)
        // Verifies every page: rot shows now, not as a wrong answer later.
        .set_check_integrity_on_open(true)
        .create_with_backend(watched)?;
    lay_out(&database, options)?;
    let (tail, next) = scan(&database, options, stats).map_err(|error| *error.0)?;
    Ok(Opened { database, faults, tail, next })
}

/// Makes the tables of a new file; refuses those of a later version.
fn lay_out(database: &Database, options: &Options) -> Result<(), OpenError> {
    match database.begin_read()?.open_table(META) {
        Ok(meta) => {
            let layout = meta.get(LAYOUT)?.map_or(0, |layout| layout.value());
            if layout == LAYOUT_VERSION { Ok(()) } else { Err(OpenError::Layout(layout)) }
        }
        Err(TableError::TableDoesNotExist(_)) => {
            let transaction = begin(database, options).map_err(|error| *error.0)?;
            transaction.open_table(JOURNAL)?;
            transaction.open_table(RUNS)?;
            transaction.open_table(COMMANDS)?;
            transaction.open_table(HEADS)?;
            transaction.open_table(DAMAGED)?;
            transaction.open_table(META)?.insert(LAYOUT, LAYOUT_VERSION)?;
            transaction.commit()?;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the journal from where the index ends. A long tail is flushed as it is read, so memory
/// stays bounded even when the whole index has to be built.
fn scan(
    database: &Database,
    options: &Options,
    stats: &Stats,
) -> Result<(Tail, u64), StorageError> {
    let mut tail = Tail::default();
    let meta = database.begin_read()?.open_table(META)?;
    let mut from = meta.get(INDEXED_UPTO)?.map_or(0, |upto| upto.value());
    for entry in database.begin_read()?.open_table(DAMAGED)?.iter()? {
        let (plan, seq) = entry?;
        tail.damaged.insert(Uuid::from_bytes(*plan.value()), seq.value());
    }
    loop {
        let index = Index::of(database)?;
        let mut scan = Scan {
            generation: Generation::starting_at(from),
            kinds: Kinds::default(),
            previous: None,
            tail: &mut tail,
            index: &index,
            stats,
        };
        let complete = scan.run(options)?;
        let generation = scan.generation;
        if complete {
            let next = generation.upto;
            tail.active = generation;
            return Ok((tail, next));
        }
        from = generation.upto;
        let transaction = begin(database, options)?;
        Flush::of(Arc::new(generation)).step(&transaction, usize::MAX)?;
        transaction.commit()?;
    }
}

/// One stretch of the journal on its way into a generation.
struct Scan<'a> {
    generation: Generation,
    kinds: Kinds,
    /// The command of the record before, so that no stretch ends amid a command.
    previous: Option<(Uuid, Uuid)>,
    tail: &'a mut Tail,
    index: &'a Index,
    stats: &'a Stats,
}

impl Scan<'_> {
    /// True when it reached the journal's end, false when the generation is full.
    fn run(&mut self, options: &Options) -> Result<bool, StorageError> {
        let journal = self.index.transaction.open_table(JOURNAL)?;
        let flow = walk(&journal, self.generation.from..u64::MAX, |position, stored| {
            match self.record(position, stored, options) {
                Ok(true) => ControlFlow::Continue(()),
                Ok(false) => ControlFlow::Break(None),
                Err(error) => ControlFlow::Break(Some(error)),
            }
        })?;
        match flow {
            ControlFlow::Continue(()) => Ok(true),
            ControlFlow::Break(None) => Ok(false),
            ControlFlow::Break(Some(error)) => Err(error),
        }
    }

    /// Takes one position; false when it belongs to the next stretch.
    fn record(
        &mut self,
        position: u64,
        stored: Seen<'_>,
        options: &Options,
    ) -> Result<bool, StorageError> {
        let decoded = stored.map(|stored| (stored, self.kinds.decode(stored)));
        let command = match &decoded {
            Some((_, Ok(known))) => Some((known.command.id, known.plan)),
            _ => None,
        };
        let full = self.generation.entries() >= options.generation_entries
            || self.generation.positions() >= options.generation_positions;
        if full && command.is_some() && command != self.previous {
            return Ok(false);
        }
        if position > self.generation.upto {
            self.stats.met_damage();
            tracing::error!(from = self.generation.upto, upto = position, "records are missing");
        }
        match decoded {
            Some((_, Ok(record))) => self.sound(&record, position)?,
            Some((stored, Err(error))) => {
                tracing::error!(position, %error, "a record is damaged");
                self.broken(stored, position)?;
            }
            None => {
                self.stats.met_damage();
                tracing::error!(position, "a block of records cannot be told apart");
            }
        }
        self.previous = command;
        self.generation.upto = position + 1;
        Ok(true)
    }

    fn sound(&mut self, record: &Record, position: u64) -> Result<(), StorageError> {
        let (plan, seq) = (record.plan, record.seq);
        let expected = self.expected(plan, seq)?;
        if seq != expected {
            self.damage(plan, seq.min(expected));
        }
        if seq >= expected {
            self.generation.add_run(plan, seq, Run { position, count: 1 });
            let digest = record.command.digest;
            let range = CommandRange { digest, first: seq, last: seq };
            self.generation.add_command(plan, record.command.id, range);
        }
        Ok(())
    }

    /// A damaged record is believed about its place when that place is the one that is free.
    fn broken(&mut self, stored: &[u8], position: u64) -> Result<(), StorageError> {
        self.stats.met_damage();
        let Some(claim) = record::claim(stored) else { return Ok(()) };
        if claim.seq > 0 && self.expected(claim.plan, claim.seq)? == claim.seq {
            self.damage(claim.plan, claim.seq);
            self.generation.add_run(claim.plan, claim.seq, Run { position, count: 1 });
        }
        Ok(())
    }

    fn damage(&mut self, plan: Uuid, seq: u64) {
        if self.tail.damage(plan, seq) {
            self.stats.met_damage();
            tracing::error!(%plan, seq, "the plan can be read up to here only");
        }
    }

    /// The number that comes next in the plan. The flushed heads may run ahead of the stretch,
    /// so `seq` is right as well when the index covers the number before it.
    fn expected(&self, plan: Uuid, seq: u64) -> Result<u64, StorageError> {
        if let Some(head) = self.generation.heads.get(&plan) {
            return Ok(head + 1);
        }
        let flushed = self.index.head(plan)?.unwrap_or(0);
        if flushed >= seq && (seq == 1 || self.index.covers(plan, seq - 1)?) {
            return Ok(seq);
        }
        Ok(flushed + 1)
    }
}
