//! The in-memory engine: the contract in its shortest form, for tests and for models.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use crate::{
    Append, CommandRange, EventLog, Expected, MAX_APPEND_BYTES, Outcome, Page, ReadError, limits,
    record,
};

/// A log that lives as long as the process. Its events are stored encoded, as on a disk.
#[derive(Debug)]
pub struct MemoryLog {
    plans: Mutex<BTreeMap<Uuid, PlanLog>>,
    fatal: watch::Sender<bool>,
}

#[derive(Debug)]
struct PlanLog {
    records: Vec<Vec<u8>>,
    commands: HashMap<Uuid, CommandRange>,
    head: watch::Sender<u64>,
}

impl Default for PlanLog {
    fn default() -> Self {
        Self { records: Vec::new(), commands: HashMap::new(), head: watch::Sender::new(0) }
    }
}

impl Default for MemoryLog {
    fn default() -> Self {
        Self { plans: Mutex::default(), fatal: watch::Sender::new(false) }
    }
}

impl MemoryLog {
    /// An empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn plans(&self) -> MutexGuard<'_, BTreeMap<Uuid, PlanLog>> {
        // No step below leaves a plan half changed, so a poisoned lock guards sound data.
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn decide(&self, append: &Append) -> Outcome {
        if limits::measure(append).is_none() {
            return Outcome::TooLarge;
        }
        let mut plans = self.plans();
        let plan = plans.get(&append.plan);
        if let Some(known) = plan.and_then(|plan| plan.commands.get(&append.command.id)) {
            return known.outcome_for(&append.command);
        }
        let head = plan.map_or(0, PlanLog::head);
        if !append.expected.admits(head) {
            return Outcome::Conflict { head };
        }
        let encoded: Result<Vec<_>, _> = (head + 1..)
            .zip(&append.events)
            .map(|(seq, event)| record::encode(append.plan, seq, &append.command, event))
            .collect();
        let Ok(encoded) = encoded else { return Outcome::TooLarge };
        plans.entry(append.plan).or_default().extend(append, encoded)
    }
}

impl PlanLog {
    fn head(&self) -> u64 {
        self.records.len() as u64
    }

    fn extend(&mut self, append: &Append, encoded: Vec<Vec<u8>>) -> Outcome {
        let first = self.head() + 1;
        self.records.extend(encoded);
        let last = self.head();
        let range = CommandRange { digest: append.command.digest, first, last };
        self.commands.insert(append.command.id, range);
        self.head.send_replace(last);
        Outcome::Appended { first, last }
    }
}

impl Expected {
    /// Whether a log that ends at `head` is as expected.
    #[must_use]
    pub fn admits(self, head: u64) -> bool {
        match self {
            Self::Any => true,
            Self::Head(expected) => expected == head,
        }
    }
}

impl CommandRange {
    /// What a repeated command is answered: the first outcome, or that its id stands for another.
    #[must_use]
    pub fn outcome_for(&self, command: &crate::CommandKey) -> Outcome {
        if self.digest == command.digest {
            Outcome::Replayed { first: self.first, last: self.last }
        } else {
            Outcome::KeyReused
        }
    }
}

impl EventLog for MemoryLog {
    fn append(&self, append: Append) -> oneshot::Receiver<Outcome> {
        let (answer, outcome) = oneshot::channel();
        // A caller that has gone needs no answer.
        let _ = answer.send(self.decide(&append));
        outcome
    }

    fn read(&self, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError> {
        let plans = self.plans();
        let Some(log) = plans.get(&plan) else { return Ok(Page::default()) };
        let mut page = Page { records: Vec::new(), head: log.head() };
        let mut bytes = 0;
        let from = from.max(1);
        let skip = usize::try_from(from - 1).unwrap_or(usize::MAX);
        for (seq, stored) in (from..=log.head()).zip(log.records.iter().skip(skip)).take(limit) {
            bytes += stored.len();
            if bytes > MAX_APPEND_BYTES && !page.records.is_empty() {
                break;
            }
            let record = record::decode(stored).map_err(|_| ReadError::Damaged { plan, seq })?;
            page.records.push(record);
        }
        Ok(page)
    }

    fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, ReadError> {
        Ok(self.plans().get(&plan).and_then(|log| log.commands.get(&id).copied()))
    }

    fn subscribe(&self, plan: Uuid) -> watch::Receiver<u64> {
        self.plans().entry(plan).or_default().head.subscribe()
    }

    fn plans(&self) -> Result<Vec<(Uuid, u64)>, ReadError> {
        let plans = self.plans();
        let heads = plans.iter().map(|(plan, log)| (*plan, log.head()));
        Ok(heads.filter(|(_, head)| *head > 0).collect())
    }

    fn fatal(&self) -> watch::Receiver<bool> {
        self.fatal.subscribe()
    }
}
