//! A planted fault: an engine that acknowledges before it has stored, and forgets when it crashes.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use plenum_log::{Append, CommandRange, EventLog, MemoryLog, Outcome, Page, ReadError};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// Appends that are answered, read and announced before they are stored.
const LAG: usize = 8;

/// Shows appends at once and stores them a few appends later.
pub struct EarlyLog {
    shown: MemoryLog,
    stored: Arc<MemoryLog>,
    waiting: Mutex<VecDeque<Append>>,
}

impl EarlyLog {
    pub fn new() -> Self {
        let waiting = Mutex::new(VecDeque::new());
        Self { shown: MemoryLog::new(), stored: Arc::default(), waiting }
    }

    /// What a crash leaves.
    pub fn survivors(&self) -> Arc<MemoryLog> {
        Arc::clone(&self.stored)
    }
}

impl EventLog for EarlyLog {
    fn append(&self, append: Append) -> oneshot::Receiver<Outcome> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = self.shown.append(append.clone());
        waiting.push_back(append);
        while waiting.len() > LAG {
            let Some(due) = waiting.pop_front() else { break };
            // The answer was given long ago.
            drop(self.stored.append(due));
        }
        outcome
    }

    fn read(&self, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError> {
        self.shown.read(plan, from, limit)
    }

    fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, ReadError> {
        self.shown.command(plan, id)
    }

    fn subscribe(&self, plan: Uuid) -> watch::Receiver<u64> {
        self.shown.subscribe(plan)
    }

    fn plans(&self) -> Result<Vec<(Uuid, u64)>, ReadError> {
        self.shown.plans()
    }

    fn fatal(&self) -> watch::Receiver<bool> {
        self.shown.fatal()
    }
}
