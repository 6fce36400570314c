//! Moves a frozen generation into the index tables, in small steps that ride on commits.

use std::ops::Bound;
use std::sync::Arc;

use redb::WriteTransaction;
use uuid::Uuid;

use crate::error::StorageError;
use crate::generation::Generation;
use crate::keys::{COMMANDS, HEADS, INDEXED_UPTO, META, RUNS, command_key, command_value, run_key};

/// How far a generation has been flushed. Each map is walked in the order of its table's keys,
/// so a step touches few pages.
pub struct Flush {
    generation: Arc<Generation>,
    run: Bound<(Uuid, u64)>,
    command: Bound<(Uuid, Uuid)>,
    head: Bound<Uuid>,
}

impl Flush {
    pub fn of(generation: Arc<Generation>) -> Self {
        Self {
            generation,
            run: Bound::Unbounded,
            command: Bound::Unbounded,
            head: Bound::Unbounded,
        }
    }

    /// Writes up to `budget` entries; true when it wrote the last, and with it how far the index
    /// reaches now. Entries of an unfinished flush are true already, only not relied on.
    pub fn step(
        &mut self,
        transaction: &WriteTransaction,
        mut budget: usize,
    ) -> Result<bool, StorageError> {
        self.runs(transaction, &mut budget)?;
        self.commands(transaction, &mut budget)?;
        self.heads(transaction, &mut budget)?;
        if budget == 0 {
            return Ok(false);
        }
        let mut meta = transaction.open_table(META)?;
        meta.insert(INDEXED_UPTO, self.generation.upto)?;
        Ok(true)
    }

    fn runs(&mut self, txn: &WriteTransaction, budget: &mut usize) -> Result<(), StorageError> {
        let mut left = self.generation.runs.range((self.run, Bound::Unbounded)).peekable();
        if *budget == 0 || left.peek().is_none() {
            return Ok(());
        }
        let mut table = txn.open_table(RUNS)?;
        for (key, run) in left.take(*budget) {
            table.insert(&run_key(key.0, key.1), (run.position, run.count))?;
            self.run = Bound::Excluded(*key);
            *budget -= 1;
        }
        Ok(())
    }

    fn commands(&mut self, txn: &WriteTransaction, budget: &mut usize) -> Result<(), StorageError> {
        let mut left = self.generation.commands.range((self.command, Bound::Unbounded)).peekable();
        if *budget == 0 || left.peek().is_none() {
            return Ok(());
        }
        let mut table = txn.open_table(COMMANDS)?;
        for (key, range) in left.take(*budget) {
            table.insert(&command_key(key.0, key.1), &command_value(range))?;
            self.command = Bound::Excluded(*key);
            *budget -= 1;
        }
        Ok(())
    }

    fn heads(&mut self, txn: &WriteTransaction, budget: &mut usize) -> Result<(), StorageError> {
        let mut left = self.generation.heads.range((self.head, Bound::Unbounded)).peekable();
        if *budget == 0 || left.peek().is_none() {
            return Ok(());
        }
        let mut table = txn.open_table(HEADS)?;
        for (plan, head) in left.take(*budget) {
            table.insert(plan.as_bytes(), head)?;
            self.head = Bound::Excluded(*plan);
            *budget -= 1;
        }
        Ok(())
    }
}
