//! One synced commit.

use redb::{Database, Durability, WriteTransaction};
use uuid::Uuid;

use crate::draft::Draft;
use crate::error::StorageError;
use crate::flush::Flush;
use crate::keys::{DAMAGED, JOURNAL};
use crate::options::Options;

/// Why nothing is known to be written.
pub struct Failure {
    /// True when the transaction was never handed to redb's commit: nothing was written.
    pub before_commit: bool,
    pub error: StorageError,
}

/// What else a commit carries.
pub struct Riders<'a> {
    /// A flush in progress and how many entries it may write now.
    pub flush: Option<(&'a mut Flush, usize)>,
    /// Damage to remember.
    pub damaged: Vec<(Uuid, u64)>,
}

/// Writes the draft's records and the riders, and syncs. True when the flush is complete.
pub fn commit(
    database: &Database,
    draft: &Draft,
    riders: Riders<'_>,
    options: &Options,
) -> Result<bool, Failure> {
    let before = |error| Failure { before_commit: true, error };
    let mut transaction = begin(database, options).map_err(before)?;
    let flushed = fill(&mut transaction, draft, riders).map_err(before)?;
    match transaction.commit() {
        Ok(()) => Ok(flushed),
        Err(error) => Err(Failure { before_commit: false, error: error.into() }),
    }
}

/// A write transaction with the durability that the options ask for.
pub fn begin(database: &Database, options: &Options) -> Result<WriteTransaction, StorageError> {
    let mut transaction = database.begin_write()?;
    if options.planted_fault_no_sync {
        transaction.set_durability(Durability::None)?;
    } else {
        transaction.set_durability(Durability::Immediate)?;
        transaction.set_two_phase_commit(options.two_phase);
    }
    Ok(transaction)
}

fn fill(
    transaction: &mut WriteTransaction,
    draft: &Draft,
    riders: Riders<'_>,
) -> Result<bool, StorageError> {
    draft.records.write(&mut transaction.open_table(JOURNAL)?, draft.additions.from)?;
    remember_damage(transaction, riders.damaged)?;
    match riders.flush {
        Some((flush, budget)) if budget > 0 => flush.step(transaction, budget),
        _ => Ok(false),
    }
}

/// Stores which plans are damaged from where.
pub fn remember_damage(
    transaction: &WriteTransaction,
    damaged: Vec<(Uuid, u64)>,
) -> Result<(), StorageError> {
    if damaged.is_empty() {
        return Ok(());
    }
    let mut table = transaction.open_table(DAMAGED)?;
    for (plan, seq) in damaged {
        table.insert(plan.as_bytes(), seq)?;
    }
    Ok(())
}
