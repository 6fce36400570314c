//! The one writer: drains the queue into a synced commit, again and again.

use std::sync::Arc;
use std::time::Instant;

use plenum_log::Outcome;

use crate::backend::Faults;
use crate::commit::{Failure, Riders, commit};
use crate::draft::Draft;
use crate::flush::Flush;
use crate::generation::Generation;
use crate::options::Options;
use crate::queue::Waiting;
use crate::recover::Opener;
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
    /// The database is a view in memory of a file that cannot be repaired for want of space:
    /// good for reading.
    pub overlaid: bool,
}

/// The engine takes no more writes.
pub struct Dead;

/// What a commit carried beside the events.
struct Carried {
    /// The flush is complete.
    flushed: bool,
    /// How many of the unsaved damages are saved; readers may have added more meanwhile.
    saved: usize,
}

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
        let rested = self.refuse_until.is_none_or(|until| Instant::now() >= until);
        if self.overlaid && rested && self.reopen().is_err() {
            let dead = self.die();
            batch.into_iter().for_each(|waiting| waiting.answer(Outcome::Unavailable));
            return Err(dead);
        }
        let writable = !self.overlaid && rested && self.space.suffices();
        let draft = self.draft(batch, writable)?;
        if draft.records.is_empty() {
            answer(draft);
            return Ok(());
        }
        let started = Instant::now();
        match self.commit(&draft) {
            Ok(riders) => {
                shared.stats.committed(draft.records.len() as u64, started.elapsed());
                self.publish(draft, &riders);
                Ok(())
            }
            Err(failure) => self.failed(draft, &failure),
        }
    }

    pub fn draft(&self, batch: Vec<Waiting>, writable: bool) -> Result<Draft, Dead> {
        let mut draft = Draft::new(self.next, writable);
        let mut batch = batch.into_iter();
        let database = self.shared.database();
        let index = database.as_ref().map(|database| {
            let index = Index::of(database)?;
            draft.bound(&index).map(|()| index)
        });
        let failure = match index {
            Some(Ok(index)) => {
                let tail = self.shared.tail();
                batch.find_map(|waiting| draft.add(waiting, &tail, &index).err())
            }
            Some(Err(error)) => batch.next().map(|waiting| Box::new((waiting, error))),
            None => None,
        };
        let Some(failure) = failure else { return Ok(draft) };
        let (waiting, error) = *failure;
        drop(database);
        tracing::error!(%error, "looking up commands failed, the engine stops");
        let dead = self.die();
        // Nothing of this batch has been written.
        let drafted = draft.answers.into_iter().map(|(waiting, _)| waiting);
        for unwritten in drafted.chain([waiting]).chain(batch) {
            unwritten.answer(Outcome::Unavailable);
        }
        Err(dead)
    }

    fn commit(&mut self, draft: &Draft) -> Result<Carried, Failure> {
        let database = self.shared.database();
        let Some(database) = database.as_ref() else {
            let error = redb::Error::DatabaseClosed.into();
            return Err(Failure { before_commit: true, error });
        };
        let (damaged, crowded) = {
            let tail = self.shared.tail();
            (tail.unsaved_damage(), is_full(&tail.active, &self.options))
        };
        let mut budget = 0;
        if self.flush.is_some() {
            self.debt += draft.additions.entries() * FLUSH_PACE;
            if crowded || self.debt >= self.options.flush_step {
                budget = std::mem::take(&mut self.debt).max(self.options.flush_step);
            }
        }
        let flush = self.flush.as_mut().map(|flush| (flush, budget));
        let saved = damaged.len();
        let flushed = commit(database, draft, Riders { flush, damaged }, &self.options)?;
        Ok(Carried { flushed, saved })
    }

    /// The commit is durable: now it may be seen, then it is told.
    fn publish(&mut self, draft: Draft, carried: &Carried) {
        let Draft { answers, records, additions, .. } = draft;
        self.next += records.len() as u64;
        let heads = additions.heads.clone();
        let mut retired = None;
        {
            let mut tail = self.shared.tail_mut();
            tail.active.absorb(additions);
            tail.unsaved.drain(..carried.saved);
            if carried.flushed {
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

    /// Flushes what is left, so that the next start has nothing to read again.
    fn settle(&mut self) {
        let database = self.shared.database();
        let Some(database) = database.as_ref() else { return };
        let mut tail = self.shared.tail_mut();
        if tail.frozen.is_none() && tail.active.entries() == 0 && tail.unsaved.is_empty() {
            return;
        }
        let damaged = tail.unsaved_damage();
        let active = std::mem::take(&mut tail.active);
        let flushed = crate::commit::begin(database, &self.options).and_then(|transaction| {
            if let Some(flush) = &mut self.flush {
                flush.step(&transaction, usize::MAX)?;
            }
            Flush::of(Arc::new(active)).step(&transaction, usize::MAX)?;
            crate::commit::remember_damage(&transaction, damaged)?;
            Ok(transaction.commit()?)
        });
        if let Err(error) = flushed {
            // Nothing is lost: the index is a projection, and the next start makes it again.
            tracing::warn!(%error, "the index was not flushed on closing");
        }
    }

    pub fn die(&self) -> Dead {
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
