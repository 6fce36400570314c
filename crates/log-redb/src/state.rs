//! What the writer and the readers share.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use plenum_log::CommandRange;
use redb::{Database, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable};
use tokio::sync::watch;
use uuid::Uuid;

use crate::error::StorageError;
use crate::generation::Generation;
use crate::keys::{
    COMMANDS, HEADS, RUNS, command_key, parse_command_value, parse_run_key, run_key,
};
use crate::queue::Queue;
use crate::stats::Stats;
use crate::wake::Wakes;

/// The part of the index that lives in memory, and what is known to be damaged.
#[derive(Debug, Default)]
pub struct Tail {
    /// Grows with each commit.
    pub active: Generation,
    /// Being flushed.
    pub frozen: Option<Arc<Generation>>,
    /// Plan → the first number that cannot be read.
    pub damaged: HashMap<Uuid, u64>,
    /// Damage that is not stored yet.
    pub unsaved: Vec<Uuid>,
}

impl Tail {
    /// Newest first.
    fn generations(&self) -> impl Iterator<Item = &Generation> {
        std::iter::once(&self.active).chain(self.frozen.as_deref())
    }

    /// The plan's last number, if its end is in memory.
    pub fn head(&self, plan: Uuid) -> Option<u64> {
        self.generations().find_map(|generation| generation.heads.get(&plan).copied())
    }

    /// The plan's first number that is in memory.
    pub fn first_of(&self, plan: Uuid) -> Option<u64> {
        self.generations().filter_map(|generation| generation.first_of(plan)).min()
    }

    /// What a command wrote, if it is in memory.
    pub fn command(&self, plan: Uuid, id: Uuid) -> Option<CommandRange> {
        self.generations().find_map(|generation| generation.commands.get(&(id, plan)).copied())
    }

    /// Damage to store with the next commit.
    pub fn unsaved_damage(&self) -> Vec<(Uuid, u64)> {
        let seq = |plan| self.damaged.get(plan).map(|seq| (*plan, *seq));
        self.unsaved.iter().filter_map(seq).collect()
    }

    /// Remembers that a plan cannot be read from `seq` on; true when that is news.
    pub fn damage(&mut self, plan: Uuid, seq: u64) -> bool {
        let known = self.damaged.entry(plan).or_insert(u64::MAX);
        let news = seq < *known;
        if news {
            *known = seq;
            self.unsaved.push(plan);
        }
        news
    }
}

/// Everything behind a [`RedbLog`](crate::RedbLog).
pub struct Shared {
    /// None only while it is being opened again.
    pub database: RwLock<Option<Database>>,
    /// Always taken after `database`.
    pub tail: RwLock<Tail>,
    pub queue: Queue,
    pub wakes: Wakes,
    pub fatal: watch::Sender<bool>,
    pub stats: Arc<Stats>,
}

impl Shared {
    pub fn database(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn tail(&self) -> RwLockReadGuard<'_, Tail> {
        self.tail.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn tail_mut(&self) -> RwLockWriteGuard<'_, Tail> {
        self.tail.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The flushed part of the index, as of one read transaction.
pub struct Index {
    pub transaction: ReadTransaction,
    heads: ReadOnlyTable<&'static [u8; 16], u64>,
    commands: ReadOnlyTable<&'static [u8; 32], &'static [u8; 48]>,
    runs: ReadOnlyTable<&'static [u8; 24], (u64, u64)>,
}

impl Index {
    pub fn of(database: &Database) -> Result<Self, StorageError> {
        let transaction = database.begin_read()?;
        Ok(Self {
            heads: transaction.open_table(HEADS)?,
            commands: transaction.open_table(COMMANDS)?,
            runs: transaction.open_table(RUNS)?,
            transaction,
        })
    }

    /// The plan's last flushed number. It may run ahead of `indexed_upto`, never of the journal.
    pub fn head(&self, plan: Uuid) -> Result<Option<u64>, StorageError> {
        Ok(self.heads.get(plan.as_bytes())?.map(|head| head.value()))
    }

    pub fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, StorageError> {
        let found = self.commands.get(&command_key(id, plan))?;
        Ok(found.map(|value| parse_command_value(value.value())))
    }

    /// The last key of the flushed commands. Ids ascend with time, so a new command is nearly
    /// always beyond it and need not be looked for.
    pub fn last_command(&self) -> Result<Option<[u8; 32]>, StorageError> {
        Ok(self.commands.last()?.map(|(key, _)| *key.value()))
    }

    /// The flushed run that begins at or last before `seq`: its first number, position, count.
    pub fn run_before(
        &self,
        plan: Uuid,
        seq: u64,
    ) -> Result<Option<(u64, u64, u64)>, StorageError> {
        let (low, high) = (run_key(plan, 0), run_key(plan, seq));
        let Some(found) = self.runs.range::<&[u8; 24]>(&low..=&high)?.next_back() else {
            return Ok(None);
        };
        let (key, value) = found?;
        let (position, count) = value.value();
        Ok(Some((parse_run_key(key.value()).1, position, count)))
    }

    /// Whether event `seq` is in the flushed index.
    pub fn covers(&self, plan: Uuid, seq: u64) -> Result<bool, StorageError> {
        let run = self.run_before(plan, seq)?;
        Ok(run.is_some_and(|(first, _, count)| seq - first < count))
    }

    pub fn heads(&self) -> &ReadOnlyTable<&'static [u8; 16], u64> {
        &self.heads
    }

    pub fn runs(&self) -> &ReadOnlyTable<&'static [u8; 24], (u64, u64)> {
        &self.runs
    }
}
