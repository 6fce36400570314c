//! An engine that does as it is told: fails, holds back, or hides damage.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use plenum_log::{Append, CommandRange, EventLog, MemoryLog, Outcome, Page, ReadError};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// What becomes of an append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Fine,
    /// Nothing is written.
    Unavailable,
    /// Written, and nobody knows.
    UnknownWritten,
    /// Not written, and nobody knows.
    UnknownLost,
    /// Written, and the answer gets lost.
    Silent,
    /// Nothing is written: the log is said to end elsewhere.
    Conflict,
    /// Nothing is written: it would not fit.
    TooLarge,
}

type Waiting = (Append, oneshot::Sender<Outcome>);

#[derive(Default)]
struct State {
    moods: VecDeque<Mood>,
    held: Option<Vec<Waiting>>,
    damaged_at: Option<u64>,
    unreadable: bool,
}

pub struct Moody {
    pub inner: MemoryLog,
    state: Mutex<State>,
    appends: watch::Sender<usize>,
}

impl Moody {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            inner: MemoryLog::new(),
            state: Mutex::default(),
            appends: watch::Sender::new(0),
        })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What becomes of the next appends; then all is fine.
    pub fn next(&self, moods: impl IntoIterator<Item = Mood>) {
        self.state().moods.extend(moods);
    }

    /// Holds appends back until they are released.
    pub fn hold(&self) {
        self.state().held = Some(Vec::new());
        self.appends.send_replace(0);
    }

    /// Waits until so many appends are held.
    pub async fn holds(&self, appends: usize) {
        let mut count = self.appends.subscribe();
        count.wait_for(|n| *n >= appends).await.expect("the engine lives");
    }

    /// Lets what was held happen, in order.
    pub fn release(&self) {
        let held = self.state().held.take().unwrap_or_default();
        for (append, answer) in held {
            self.act(append, answer);
        }
    }

    /// From this event on nothing can be read, nor anything written.
    pub fn damage(&self, seq: u64) {
        self.state().damaged_at = Some(seq);
    }

    /// Whether reads fail.
    pub fn unreadable(&self, unreadable: bool) {
        self.state().unreadable = unreadable;
    }

    fn act(&self, append: Append, answer: oneshot::Sender<Outcome>) {
        let (mood, damaged_at) = {
            let mut state = self.state();
            (state.moods.pop_front().unwrap_or(Mood::Fine), state.damaged_at)
        };
        if let Some(seq) = damaged_at {
            let _ = answer.send(Outcome::Damaged { seq });
            return;
        }
        let write = |append| self.inner.append(append).try_recv().unwrap_or(Outcome::Unknown);
        let outcome = match mood {
            Mood::Fine => write(append),
            Mood::Unavailable => Outcome::Unavailable,
            Mood::UnknownLost => Outcome::Unknown,
            Mood::UnknownWritten => {
                write(append);
                Outcome::Unknown
            }
            Mood::Silent => {
                write(append);
                return;
            }
            Mood::Conflict => Outcome::Conflict { head: 1 },
            Mood::TooLarge => Outcome::TooLarge,
        };
        let _ = answer.send(outcome);
    }
}

impl EventLog for Moody {
    fn append(&self, append: Append) -> oneshot::Receiver<Outcome> {
        let (answer, outcome) = oneshot::channel();
        let mut state = self.state();
        if let Some(held) = &mut state.held {
            held.push((append, answer));
            self.appends.send_replace(held.len());
        } else {
            drop(state);
            self.act(append, answer);
        }
        outcome
    }

    fn read(&self, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError> {
        let (damaged_at, unreadable) = {
            let state = self.state();
            (state.damaged_at, state.unreadable)
        };
        if unreadable {
            return Err(ReadError::Unavailable("out of order".into()));
        }
        let mut page = self.inner.read(plan, from, limit)?;
        if let Some(seq) = damaged_at {
            if from.max(1) == seq && page.head >= seq {
                return Err(ReadError::Damaged { plan, seq });
            }
            page.records.retain(|record| record.seq < seq);
        }
        Ok(page)
    }

    fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, ReadError> {
        if self.state().unreadable {
            return Err(ReadError::Unavailable("out of order".into()));
        }
        self.inner.command(plan, id)
    }

    fn subscribe(&self, plan: Uuid) -> watch::Receiver<u64> {
        self.inner.subscribe(plan)
    }

    fn plans(&self) -> Result<Vec<(Uuid, u64)>, ReadError> {
        self.inner.plans()
    }

    fn fatal(&self) -> watch::Receiver<bool> {
        self.inner.fatal()
    }
}
