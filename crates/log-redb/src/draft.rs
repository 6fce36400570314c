//! What a batch of appends would write and be answered, before anything is written.

use plenum_log::record::TooLarge;
use plenum_log::{Append, CommandRange, Outcome};
use uuid::Uuid;

use crate::error::StorageError;
use crate::generation::{Generation, Run};
use crate::journal::Packed;
use crate::keys::command_key;
use crate::queue::Waiting;
use crate::state::{Index, Tail};

/// A batch on its way into one commit. Nobody is answered before that commit has succeeded.
pub struct Draft {
    /// Each append with its answer.
    pub answers: Vec<(Waiting, Outcome)>,
    /// Stored records, for the positions from `additions.from` on.
    pub records: Packed,
    /// What the index gains.
    pub additions: Generation,
    writable: bool,
    /// Commands with a greater key are not in the flushed index.
    last_command: Option<[u8; 32]>,
}

impl Draft {
    /// An empty draft for the journal's `next` position. When not `writable`, what would be
    /// written is answered [`Outcome::Unavailable`], and the rest as ever.
    pub fn new(next: u64, writable: bool) -> Self {
        let additions = Generation::starting_at(next);
        let records = Packed::default();
        Self { answers: Vec::new(), records, additions, writable, last_command: None }
    }

    /// Learns up to where commands have to be looked for in the flushed index.
    pub fn bound(&mut self, index: &Index) -> Result<(), StorageError> {
        self.last_command = index.last_command()?;
        Ok(())
    }

    /// Answers one append on top of those drafted before it, or hands it back when it cannot
    /// be looked up.
    pub fn add(
        &mut self,
        waiting: Waiting,
        tail: &Tail,
        index: &Index,
    ) -> Result<(), Box<(Waiting, StorageError)>> {
        match self.decide(&waiting.append, tail, index) {
            Ok(outcome) => {
                self.answers.push((waiting, outcome));
                Ok(())
            }
            Err(error) => Err(Box::new((waiting, error))),
        }
    }

    fn decide(
        &mut self,
        append: &Append,
        tail: &Tail,
        index: &Index,
    ) -> Result<Outcome, StorageError> {
        if let Some(known) = self.command(append.plan, append.command.id, tail, index)? {
            return Ok(known.outcome_for(&append.command));
        }
        if let Some(seq) = tail.damaged.get(&append.plan) {
            return Ok(Outcome::Damaged { seq: *seq });
        }
        let head = self.head(append.plan, tail, index)?;
        if !append.expected.admits(head) {
            return Ok(Outcome::Conflict { head });
        }
        if !self.writable {
            return Ok(Outcome::Unavailable);
        }
        Ok(self.write(append, head + 1))
    }

    fn write(&mut self, append: &Append, first: u64) -> Outcome {
        let before = self.records.len();
        for (seq, event) in (first..).zip(&append.events) {
            let encoded = self.records.encode(append.plan, seq, &append.command, event);
            if let Err(TooLarge) = encoded {
                self.records.truncate(before);
                return Outcome::TooLarge;
            }
        }
        let count = append.events.len() as u64;
        let position = self.additions.from + before as u64;
        let last = first + count - 1;
        self.additions.add_run(append.plan, first, Run { position, count });
        let range = CommandRange { digest: append.command.digest, first, last };
        self.additions.add_command(append.plan, append.command.id, range);
        Outcome::Appended { first, last }
    }

    fn command(
        &self,
        plan: Uuid,
        id: Uuid,
        tail: &Tail,
        index: &Index,
    ) -> Result<Option<CommandRange>, StorageError> {
        let drafted = self.additions.commands.get(&(id, plan)).copied();
        match drafted.or_else(|| tail.command(plan, id)) {
            Some(known) => Ok(Some(known)),
            None if self.last_command.is_none_or(|last| command_key(id, plan) > last) => Ok(None),
            None => index.command(plan, id),
        }
    }

    fn head(&self, plan: Uuid, tail: &Tail, index: &Index) -> Result<u64, StorageError> {
        let drafted = self.additions.heads.get(&plan).copied();
        match drafted.or_else(|| tail.head(plan)) {
            Some(head) => Ok(head),
            None => Ok(index.head(plan)?.unwrap_or(0)),
        }
    }
}
