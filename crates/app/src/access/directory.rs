//! The directory's log: written through the same engine as plans, kept as one state in memory.

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context as TaskContext, Poll, Wake, Waker},
    thread::{self, Thread},
};

use plenum_directory::{Command, Context, DIRECTORY, Directory, Fact, SCHEMA};
use plenum_domain::AccountId;
use plenum_log::{Append, CommandKey, EventLog, Expected, NewEvent, Outcome, Record};
use rand::RngExt;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::AccessError;

/// Events read at once.
const PAGE: usize = 1_000;

/// The directory and its log.
pub struct DirectoryLog {
    log: Arc<dyn EventLog>,
    state: Mutex<Directory>,
    /// Held from deciding until the events are durable: the directory changes rarely.
    writing: Mutex<()>,
}

impl DirectoryLog {
    /// Replays the directory.
    pub fn open(log: Arc<dyn EventLog>) -> Result<Self, AccessError> {
        let mut state = Directory::default();
        loop {
            let page = log.read(DIRECTORY, state.head + 1, PAGE)?;
            if page.records.is_empty() {
                break;
            }
            for record in &page.records {
                take(&mut state, record)?;
            }
        }
        Ok(Self { log, state: Mutex::new(state), writing: Mutex::default() })
    }

    pub fn read<T>(&self, look: impl FnOnce(&Directory) -> T) -> T {
        look(&self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Directory> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a command would be refused now.
    pub fn check(&self, actor: AccountId, now: i64, command: Command) -> Result<(), AccessError> {
        self.lock().decide(command, &Context { actor, now })?;
        Ok(())
    }

    /// Decides and appends; returns once the events are durable. Waits for the disk.
    pub fn change(
        &self,
        actor: AccountId,
        now: i64,
        commands: Vec<Command>,
    ) -> Result<(), AccessError> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ahead = self.lock().clone();
        let (head, context) = (ahead.head, Context { actor, now });
        let mut facts = Vec::new();
        for command in commands {
            for fact in ahead.decide(command, &context)? {
                ahead.evolve(ahead.head + 1, now, actor, &fact);
                facts.push(fact);
            }
        }
        if facts.is_empty() {
            return Ok(());
        }
        let append = append(head, actor, now, &facts);
        match wait(self.log.append(append)) {
            Ok(Outcome::Appended { .. }) => {
                *self.lock() = ahead;
                Ok(())
            }
            Ok(outcome) => Err(AccessError::Log(outcome)),
            Err(_) => Err(AccessError::Log(Outcome::Unknown)),
        }
    }
}

fn append(head: u64, actor: AccountId, now: i64, facts: &[Fact]) -> Append {
    let mut digest = Sha256::new();
    let event = |fact: &Fact| NewEvent {
        time: now,
        actor: actor.into(),
        correlation: Uuid::nil(),
        causation: Uuid::nil(),
        kind: fact.kind().into(),
        schema: SCHEMA,
        salt: rand::rng().random(),
        payload: fact.encode(),
    };
    let events: Vec<_> = facts.iter().map(event).collect();
    events.iter().for_each(|event| digest.update(&event.payload));
    let command = CommandKey { id: Uuid::now_v7(), digest: digest.finalize().into() };
    Append { plan: DIRECTORY, expected: Expected::Head(head), command, events }
}

fn take(state: &mut Directory, record: &Record) -> Result<(), AccessError> {
    let fact = Fact::decode(record.event.schema, &record.event.payload)
        .map_err(|source| AccessError::Event { seq: record.seq, source })?;
    state.evolve(record.seq, record.event.time, record.event.actor.into(), &fact);
    Ok(())
}

/// Waits for the log's answer on a thread that may wait, whether or not it belongs to a runtime.
fn wait<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut TaskContext::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
