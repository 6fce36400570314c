//! A storage that fails when it is told to.

use std::sync::atomic::{AtomicU8, Ordering};

use plenum_log::{Append, CommandRange, EventLog, MemoryLog, Outcome, Page, ReadError};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// The in-memory log, with a storage that can be made to fail.
#[derive(Default)]
pub struct Storage {
    log: MemoryLog,
    /// 0: well; 1: no space; 2: the outcome of a commit is unknown.
    trouble: AtomicU8,
}

impl Storage {
    pub fn is_well(&self) {
        self.trouble.store(0, Ordering::SeqCst);
    }

    pub fn is_full(&self) {
        self.trouble.store(1, Ordering::SeqCst);
    }

    pub fn is_uncertain(&self) {
        self.trouble.store(2, Ordering::SeqCst);
    }
}

impl EventLog for Storage {
    fn append(&self, append: Append) -> oneshot::Receiver<Outcome> {
        let outcome = match self.trouble.load(Ordering::SeqCst) {
            0 => return self.log.append(append),
            1 => Outcome::Unavailable,
            _ => Outcome::Unknown,
        };
        let (send, receive) = oneshot::channel();
        send.send(outcome).unwrap();
        receive
    }

    fn read(&self, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError> {
        self.log.read(plan, from, limit)
    }

    fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, ReadError> {
        self.log.command(plan, id)
    }

    fn subscribe(&self, plan: Uuid) -> watch::Receiver<u64> {
        self.log.subscribe(plan)
    }

    fn plans(&self) -> Result<Vec<(Uuid, u64)>, ReadError> {
        self.log.plans()
    }

    fn fatal(&self) -> watch::Receiver<bool> {
        self.log.fatal()
    }
}
