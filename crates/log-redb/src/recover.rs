//! After a failed commit: what is known, what can be found out, what must be left to a new process.

use std::io;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use plenum_log::Outcome;
use redb::StorageBackend;

use crate::backend::{Fault, Faults, Watched};
use crate::commit::Failure;
use crate::draft::Draft;
use crate::error::OpenError;
use crate::inspect::Overlay;
use crate::open::{Opened, open};
use crate::queue::Waiting;
use crate::writer::{Dead, Writer};

/// Hands out the storage, each time the log is opened.
pub type Opener = Box<dyn Fn() -> io::Result<Box<dyn StorageBackend>> + Send>;

impl Writer {
    /// Answers everybody whose append was in the commit that failed (`docs/adr/0003`).
    pub fn failed(&mut self, draft: Draft, failure: &Failure) -> Result<(), Dead> {
        self.shared.stats.commit_failed();
        let fault = self.faults.worst();
        tracing::error!(error = %failure.error, ?fault, "a commit failed");
        if fault == Fault::Space {
            return match self.reopen() {
                Ok(()) => self.resolve(draft),
                Err(_) => Err(self.give_up(draft, &Outcome::Unknown)),
            };
        }
        let untouched = failure.before_commit && fault == Fault::None;
        let outcome = if untouched { Outcome::Unavailable } else { Outcome::Unknown };
        Err(self.give_up(draft, &outcome))
    }

    fn give_up(&self, draft: Draft, outcome: &Outcome) -> Dead {
        // First, so that whoever is answered finds the engine dead.
        let dead = self.die();
        for (waiting, _) in draft.answers {
            waiting.answer(outcome.clone());
        }
        dead
    }

    /// After reopening, the log itself tells what became of each command.
    fn resolve(&mut self, draft: Draft) -> Result<(), Dead> {
        let (batch, intended): (Vec<Waiting>, Vec<Outcome>) = draft.answers.into_iter().unzip();
        let found = self.draft(batch, false)?;
        for ((waiting, outcome), intended) in found.answers.into_iter().zip(intended) {
            let outcome = match (outcome, intended) {
                (Outcome::Replayed { first, last }, Outcome::Appended { .. }) => {
                    Outcome::Appended { first, last }
                }
                // Expected appends of the same commit that have not come to be.
                (Outcome::Conflict { .. }, Outcome::Appended { .. }) => Outcome::Unavailable,
                (outcome, _) => outcome,
            };
            waiting.answer(outcome);
        }
        Ok(())
    }

    /// Opens the storage again, in memory if there is no space to repair it in place.
    pub fn reopen(&mut self) -> Result<(), OpenError> {
        self.refuse_until = Some(Instant::now() + self.options.retry_after);
        let shared = Arc::clone(&self.shared);
        let mut database = shared.database.write().unwrap_or_else(PoisonError::into_inner);
        // Closed first: the file is locked while it is open.
        *database = None;
        self.flush = None;
        self.debt = 0;
        let opened = self.open_in_place().or_else(|(error, faults)| {
            tracing::error!(%error, "the log could not be opened again in place");
            if faults.worst() == Fault::Space { self.open_overlaid() } else { Err(error) }
        });
        let Opened { database: fresh, faults, tail, next } = opened?;
        let heads = tail.active.heads.clone();
        *shared.tail_mut() = tail;
        *database = Some(fresh);
        drop(database);
        (self.faults, self.next) = (faults, next);
        shared.wakes.wake(heads.iter());
        Ok(())
    }

    fn open_in_place(&mut self) -> Result<Opened, (OpenError, Arc<Faults>)> {
        let backend = (self.opener)().map_err(|error| (error.into(), Arc::default()))?;
        let (watched, faults) = Watched::new(backend);
        self.overlaid = false;
        let known = Arc::clone(&faults);
        open((watched, faults), &self.options, &self.shared.stats).map_err(|error| (error, known))
    }

    fn open_overlaid(&mut self) -> Result<Opened, OpenError> {
        let backend = (self.opener)()?;
        // What is answered from it must be durable, and no repair will sync it.
        backend.sync_data()?;
        let overlay: Box<dyn StorageBackend> = Box::new(Overlay::over(backend)?);
        self.overlaid = true;
        open(Watched::new(overlay), &self.options, &self.shared.stats)
    }
}
