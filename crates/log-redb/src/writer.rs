//! The one writer: drains the queue into a synced commit, again and again.

use std::sync::{Arc, PoisonError};
use std::time::Instant;

use plenum_log::Outcome;

use crate::backend::{Fault, Faults};
use crate::commit::{Failure, Riders, commit};
use crate::draft::Draft;
use crate::error::OpenError;
use crate::flush::Flush;
use crate::generation::Generation;
use crate::log::Opener;
use crate::open::{Opened, open};
use crate::options::Options;
use crate::queue::Waiting;
use crate::space::Space;
use crate::state::{Index, Shared};

/// How much faster than it fills a generation is flushed: it is done when the next is half full.
const FLUSH_PACE: usize = 2;

/// The writer's own state; it alone changes the journal and the tail's runs.
pub struct Writer {
    pub shared: Arc<Shared>,
    pub options: Options,
    pub opener: Opener,
    pub faults: Arc<Faults>,
    pub next: u64,
    pub space: Space,
    pub flush: Option<Flush>,
    /// Entries the flush is behind its pace.
    pub debt: usize,
    /// Until when appends are refused, after a commit found no space.
    pub refuse_until: Option<Instant>,
}

/// The engine takes no more writes.
struct Dead;

impl Writer {
    /// Works until the queue is closed and empty, or a failure leaves an outcome unknown.
    pub fn run(mut self) {
        let shared = Arc::clone(&self.shared);
        // Also when this thread unwinds: no caller may wait for a writer that is gone.
        let guard = EndOfWriter { shared: &shared, regular: false };
        while let Some(batch) = shared.queue.drain() {
            if self.turn(batch).is_err() {
                return;
            }
        }
        self.settle();
        guard.regular();
    }

    fn turn(&mut self, batch: Vec<Waiting>) -> Result<(), Dead> {
        let shared = Arc::clone(&self.shared);
        if shared.database().is_none() && !self.reopen()? {
            batch.into_iter().for_each(|waiting| waiting.answer(Outcome::Unavailable));
            return Ok(());
        }
        let writable =
            self.refuse_until.is_none_or(|until| Instant::now() >= until) && self.space.suffices();
        let draft = self.draft(batch, writable)?;
        if draft.records.is_empty() {
            answer(draft);
            return Ok(());
        }
        let started = Instant::now();
        match self.commit(&draft) {
            Ok(flushed) => {
                shared.stats.committed(draft.records.len() as u64, started.elapsed());
                self.publish(draft, flushed);
                Ok(())
            }
            Err(failure) => self.failed(draft, &failure),
        }
    }

    fn draft(&self, batch: Vec<Waiting>, writable: bool) -> Result<Draft, Dead> {
        let mut draft = Draft::new(self.next, writable);
        let mut batch = batch.into_iter();
        let database = self.shared.database();
        let failure = match database.as_ref().map(Index::of) {
            Some(Ok(index)) => {
                let tail = self.shared.tail();
                batch.find_map(|waiting| draft.add(waiting, &tail, &index).err())
            }
            Some(Err(error)) => batch.next().map(|waiting| (waiting, error)),
            None => None,
        };
        let Some((waiting, error)) = failure else { return Ok(draft) };
        drop(database);
        tracing::error!(%error, "looking up commands failed, the engine stops");
        // Nothing of this batch has been written.
        let drafted = draft.answers.into_iter().map(|(waiting, _)| waiting);
        for unwritten in drafted.chain([waiting]).chain(batch) {
            unwritten.answer(Outcome::Unavailable);
        }
        Err(self.die())
    }

    fn commit(&mut self, draft: &Draft) -> Result<bool, Failure> {
        let database = self.shared.database();
        let Some(database) = database.as_ref() else {
            let error = redb::Error::DatabaseClosed.into();
            return Err(Failure { before_commit: true, error });
        };
        let (damaged, crowded) = {
            let tail = self.shared.tail();
            let damaged = tail
                .unsaved
                .iter()
                .filter_map(|plan| tail.damaged.get(plan).map(|seq| (*plan, *seq)));
            (damaged.collect(), is_full(&tail.active, &self.options))
        };
        let mut budget = 0;
        if self.flush.is_some() {
            self.debt += draft.additions.entries() * FLUSH_PACE;
            if crowded || self.debt >= self.options.flush_step {
                budget = std::mem::take(&mut self.debt).max(self.options.flush_step);
            }
        }
        let flush = self.flush.as_mut().map(|flush| (flush, budget));
        commit(database, draft, Riders { flush, damaged }, &self.options)
    }

    /// The commit is durable: now it may be seen, then it is told.
    fn publish(&mut self, draft: Draft, flushed: bool) {
        let Draft { answers, records, additions, .. } = draft;
        self.next += records.len() as u64;
        let heads = additions.heads.clone();
        let mut retired = None;
        {
            let mut tail = self.shared.tail_mut();
            tail.active.absorb(additions);
            tail.unsaved.clear();
            if flushed {
                retired = tail.frozen.take();
                self.flush = None;
                self.debt = 0;
            }
            if tail.frozen.is_none() && is_full(&tail.active, &self.options) {
                let fresh = Generation::starting_at(tail.active.upto);
                let frozen = Arc::new(std::mem::replace(&mut tail.active, fresh));
                self.flush = Some(Flush::of(Arc::clone(&frozen)));
                tail.frozen = Some(frozen);
            }
        }
        self.shared.wakes.wake(heads.iter());
        for (waiting, outcome) in answers {
            waiting.answer(outcome);
        }
        // Freeing thousands of entries takes a while: after everybody has been answered.
        drop(retired);
    }

    fn failed(&mut self, draft: Draft, failure: &Failure) -> Result<(), Dead> {
        self.shared.stats.commit_failed();
        let fault = self.faults.worst();
        tracing::error!(error = %failure.error, ?fault, "a commit failed");
        if fault == Fault::Space {
            self.refuse_until = Some(Instant::now() + self.options.retry_after);
            let reopened = self.reopen();
            return self.resolve(draft, reopened);
        }
        let outcome = match failure.before_commit && fault == Fault::None {
            true => Outcome::Unavailable,
            false => Outcome::Unknown,
        };
        for (waiting, _) in draft.answers {
            waiting.answer(outcome.clone());
        }
        Err(self.die())
    }

    /// After reopening, the log itself tells what became of each command.
    fn resolve(&mut self, draft: Draft, reopened: Result<bool, Dead>) -> Result<(), Dead> {
        if !matches!(reopened, Ok(true)) {
            // The commit's fate is not known before the log can be opened again.
            for (waiting, _) in draft.answers {
                waiting.answer(Outcome::Unknown);
            }
            return reopened.map(|_| ());
        }
        let (batch, intended): (Vec<Waiting>, Vec<Outcome>) = draft.answers.into_iter().unzip();
        let found = self.draft(batch, false)?;
        for ((waiting, outcome), intended) in found.answers.into_iter().zip(intended) {
            let outcome = match (outcome, intended) {
                (Outcome::Replayed { first, last }, Outcome::Appended { .. }) => {
                    Outcome::Appended { first, last }
                }
                // Refused on top of appends that may not have come to be.
                (Outcome::Conflict { .. }, _) => Outcome::Unavailable,
                (outcome, _) => outcome,
            };
            waiting.answer(outcome);
        }
        Ok(())
    }

    /// Opens the storage again; false while it cannot be opened for want of space.
    fn reopen(&mut self) -> Result<bool, Dead> {
        let shared = Arc::clone(&self.shared);
        let mut database = shared.database.write().unwrap_or_else(PoisonError::into_inner);
        // Closed first: the file is locked while it is open.
        *database = None;
        self.flush = None;
        self.debt = 0;
        let opened = (self.opener)()
            .map_err(OpenError::from)
            .and_then(|backend| open(backend, &self.options, &shared.stats));
        match opened {
            Ok(Opened { database: fresh, faults, tail, next }) => {
                let heads = tail.active.heads.clone();
                *shared.tail_mut() = tail;
                *database = Some(fresh);
                drop(database);
                (self.faults, self.next) = (faults, next);
                shared.wakes.wake(heads.iter());
                Ok(true)
            }
            Err(error) => {
                tracing::error!(%error, "the log could not be opened again");
                Ok(false)
            }
        }
    }

    /// Flushes what is left, so that the next start has nothing to read again.
    fn settle(&mut self) {
        let database = self.shared.database();
        let Some(database) = database.as_ref() else { return };
        let mut tail = self.shared.tail_mut();
        if tail.frozen.is_none() && tail.active.entries() == 0 {
            return;
        }
        let active = std::mem::take(&mut tail.active);
        let flushed = crate::commit::begin(database, &self.options).and_then(|transaction| {
            if let Some(flush) = &mut self.flush {
                flush.step(&transaction, usize::MAX)?;
            }
            Flush::of(Arc::new(active)).step(&transaction, usize::MAX)?;
            Ok(transaction.commit()?)
        });
        if let Err(error) = flushed {
            // Nothing is lost: the index is a projection, and the next start makes it again.
            tracing::warn!(%error, "the index was not flushed on closing");
        }
    }

    fn die(&self) -> Dead {
        self.shared.queue.fail(&Outcome::Unknown);
        self.shared.fatal.send_replace(true);
        Dead
    }
}

fn is_full(generation: &Generation, options: &Options) -> bool {
    generation.entries() >= options.generation_entries
        || generation.positions() >= options.generation_positions
}

fn answer(draft: Draft) {
    for (waiting, outcome) in draft.answers {
        waiting.answer(outcome);
    }
}

/// Closes the queue when the writer ends, and says so when it ends by a panic.
struct EndOfWriter<'a> {
    shared: &'a Shared,
    regular: bool,
}

impl EndOfWriter<'_> {
    fn regular(mut self) {
        self.regular = true;
    }
}

impl Drop for EndOfWriter<'_> {
    fn drop(&mut self) {
        self.shared.queue.fail(&Outcome::Unknown);
        if !self.regular {
            self.shared.fatal.send_replace(true);
        }
    }
}
