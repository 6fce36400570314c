//! What waits for the writer: bounded in appends and in bytes, first come, first served.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use plenum_log::{Append, Outcome};
use tokio::sync::oneshot;

use crate::stats::Stats;

/// The most bytes of events in one commit: more would hold up the small ones behind it.
const COMMIT_BYTES: usize = 8 << 20;

/// How often the writer yields to arriving appends: far less time than a sync takes.
const MAX_YIELDS: usize = 64;

/// An append with the one who waits for it.
pub struct Waiting {
    pub append: Append,
    pub bytes: usize,
    pub answer: oneshot::Sender<Outcome>,
}

impl Waiting {
    /// Answers; one who no longer waits needs no answer.
    pub fn answer(self, outcome: Outcome) {
        let _ = self.answer.send(outcome);
    }
}

/// The queue between callers and the writer.
pub struct Queue {
    inner: Mutex<Inner>,
    filled: Condvar,
    max_appends: usize,
    max_bytes: usize,
    stats: Arc<Stats>,
}

#[derive(Default)]
struct Inner {
    waiting: VecDeque<Waiting>,
    bytes: usize,
    closed: Option<Outcome>,
    /// The writer sleeps; only then is a push worth a system call.
    idle: bool,
    /// How many appends the last drain took.
    drained: usize,
}

impl Queue {
    pub fn new(max_appends: usize, max_bytes: usize, stats: Arc<Stats>) -> Self {
        let inner = Mutex::default();
        Self { inner, filled: Condvar::new(), max_appends, max_bytes, stats }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an append, or answers it at once when the queue is full or closed. Never blocks.
    pub fn push(&self, waiting: Waiting) {
        let mut inner = self.lock();
        if let Some(outcome) = inner.closed.clone() {
            drop(inner);
            return waiting.answer(outcome);
        }
        let full = inner.waiting.len() >= self.max_appends
            || (inner.bytes + waiting.bytes > self.max_bytes && !inner.waiting.is_empty());
        if full {
            drop(inner);
            return waiting.answer(Outcome::Unavailable);
        }
        inner.bytes += waiting.bytes;
        inner.waiting.push_back(waiting);
        self.stats.queued(inner.waiting.len(), inner.bytes);
        let idle = inner.idle;
        drop(inner);
        if idle {
            self.filled.notify_one();
        }
    }

    /// Waits for work and takes all that fits into one commit; none when closed and empty.
    pub fn drain(&self) -> Option<Vec<Waiting>> {
        let mut inner = self.lock();
        while inner.waiting.is_empty() {
            if inner.closed.is_some() {
                return None;
            }
            inner.idle = true;
            inner = self.filled.wait(inner).unwrap_or_else(PoisonError::into_inner);
            inner.idle = false;
        }
        inner = self.let_arrive(inner);
        let mut batch = Vec::with_capacity(inner.waiting.len());
        let mut bytes = 0;
        while let Some(next) = inner.waiting.front() {
            if !batch.is_empty() && bytes + next.bytes > COMMIT_BYTES {
                break;
            }
            bytes += next.bytes;
            batch.extend(inner.waiting.pop_front());
        }
        inner.bytes -= bytes;
        inner.drained = batch.len();
        self.stats.queued(inner.waiting.len(), inner.bytes);
        Some(batch)
    }

    /// Those who were answered by the last commit are often about to send again. While they
    /// arrive, the writer yields to them rather than sync for the first one alone. It never waits
    /// for anybody: one yield without an arrival ends it.
    fn let_arrive<'a>(&'a self, mut inner: MutexGuard<'a, Inner>) -> MutexGuard<'a, Inner> {
        for _ in 0..MAX_YIELDS {
            let before = inner.waiting.len();
            if before >= inner.drained || inner.closed.is_some() {
                break;
            }
            drop(inner);
            std::thread::yield_now();
            inner = self.lock();
            if inner.waiting.len() == before {
                break;
            }
        }
        inner
    }

    /// Answers later pushes with `outcome`; what waits already is still drained.
    pub fn close(&self, outcome: Outcome) {
        self.lock().closed.get_or_insert(outcome);
        self.filled.notify_all();
    }

    /// Closes and answers everything that waits with `outcome`.
    pub fn fail(&self, outcome: &Outcome) {
        let mut inner = self.lock();
        inner.closed = Some(outcome.clone());
        let waiting = std::mem::take(&mut inner.waiting);
        inner.bytes = 0;
        self.stats.queued(0, 0);
        drop(inner);
        for one in waiting {
            one.answer(outcome.clone());
        }
        self.filled.notify_all();
    }
}
