//! Reads a journal whose structure may be damaged: what can be read is read, by whatever way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use redb::{ReadOnlyTable, ReadTransaction, ReadableTable};
use uuid::Uuid;

use crate::error::StorageError;
use crate::journal::Block;
use crate::keys::{JOURNAL, RUNS, parse_run_key};

/// Unreadable positions in a row after which the journal is taken to end: more than the worst
/// damaged inner page hides.
const GIVE_UP_AFTER: u64 = 65_536;

/// What is told of a position: its stored bytes, or none when they cannot be reached.
pub type Visit<'a> = dyn FnMut(u64, Option<&[u8]>) -> Result<(), StorageError> + 'a;

/// Visits every position from 0 to the last one found, in order.
pub fn journal(transaction: &ReadTransaction, visit: &mut Visit<'_>) -> Result<(), StorageError> {
    let table = transaction.open_table(JOURNAL)?;
    let mut next = 0;
    loop {
        let stopped = stretch(&table, &mut next, visit)?;
        if !stopped {
            return Ok(());
        }
        let Some(found) = beyond(&table, next) else { return Ok(()) };
        for position in next..found {
            visit(position, None)?;
        }
        next = found;
    }
}

type Journal = ReadOnlyTable<u64, &'static [u8]>;

/// Visits from `next` on until the end (false) or until the structure gives way (true).
fn stretch(table: &Journal, next: &mut u64, visit: &mut Visit<'_>) -> Result<bool, StorageError> {
    let mut error = None;
    // redb promises no panic only for files it has verified, and this one it has refused.
    let walked = catch_unwind(AssertUnwindSafe(|| {
        let Ok(range) = table.range(*next..) else { return true };
        for entry in range {
            let Ok((first, bytes)) = entry else { return true };
            let first = first.value();
            if first < *next || first - *next > GIVE_UP_AFTER {
                return true;
            }
            let gap = (*next..first).map(|missing| (missing, None));
            // How many records a block held that cannot be parsed, the next block's position tells.
            let block = Block::parse(bytes.value());
            let broken = block.is_none().then_some((first, None));
            let records = block.iter().flat_map(|block| (first..).zip(block.records().map(Some)));
            for (position, stored) in gap.chain(broken).chain(records) {
                if let Err(failed) = visit(position, stored) {
                    error = Some(failed);
                    return false;
                }
                *next = position + 1;
            }
        }
        false
    }));
    error.map_or(Ok(walked.unwrap_or(true)), Err)
}

/// The first block from `next` on that can be read by itself.
fn beyond(table: &Journal, next: u64) -> Option<u64> {
    (next + 1..next + GIVE_UP_AFTER).find(|position| {
        let found = catch_unwind(AssertUnwindSafe(|| matches!(table.get(*position), Ok(Some(_)))));
        found.unwrap_or(false)
    })
}

/// Visits the index's runs as far as they can be read: plan, first number, position, count.
pub fn runs(transaction: &ReadTransaction, mut visit: impl FnMut(Uuid, u64, u64, u64)) {
    let walk = AssertUnwindSafe(|| {
        let Ok(table) = transaction.open_table(RUNS) else { return };
        let Ok(entries) = table.iter() else { return };
        for entry in entries {
            let Ok((key, value)) = entry else { return };
            let (plan, first) = parse_run_key(key.value());
            let (position, count) = value.value();
            visit(plan, first, position, count);
        }
    });
    // A hint only: without it the owners of unreadable records stay unknown.
    let _ = catch_unwind(walk);
}
