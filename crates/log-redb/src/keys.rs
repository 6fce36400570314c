//! The tables and the bytes of their keys.

use plenum_log::CommandRange;
use redb::TableDefinition;
use uuid::Uuid;

/// Position (from 0, ascending, dense) → the block of records that begins there. The only truth.
pub const JOURNAL: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("journal");
/// Plan and first number → position of that event, and how many follow side by side.
pub const RUNS: TableDefinition<'_, &[u8; 24], (u64, u64)> = TableDefinition::new("runs");
/// Command id and plan → what the command wrote. Ids come first: they ascend with time, so new
/// entries share pages.
pub const COMMANDS: TableDefinition<'_, &[u8; 32], &[u8; 48]> = TableDefinition::new("commands");
/// Plan → its last number.
pub const HEADS: TableDefinition<'_, &[u8; 16], u64> = TableDefinition::new("heads");
/// Plan → the first number that is known to be unreadable.
pub const DAMAGED: TableDefinition<'_, &[u8; 16], u64> = TableDefinition::new("damaged");
/// Names → numbers: how far the index reaches, the layout's version.
pub const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// [`META`]: the index covers the journal below this position.
pub const INDEXED_UPTO: &str = "indexed_upto";
/// [`META`]: the layout of these tables.
pub const LAYOUT: &str = "layout";
/// The layout this version reads and writes.
pub const LAYOUT_VERSION: u64 = 2;

/// Key in [`RUNS`].
pub fn run_key(plan: Uuid, first: u64) -> [u8; 24] {
    let mut key = [0; 24];
    key[..16].copy_from_slice(plan.as_bytes());
    key[16..].copy_from_slice(&first.to_be_bytes());
    key
}

/// Plan and first number of a key in [`RUNS`].
pub fn parse_run_key(key: &[u8; 24]) -> (Uuid, u64) {
    let mut plan = [0; 16];
    let mut first = [0; 8];
    plan.copy_from_slice(&key[..16]);
    first.copy_from_slice(&key[16..]);
    (Uuid::from_bytes(plan), u64::from_be_bytes(first))
}

/// Key in [`COMMANDS`].
pub fn command_key(id: Uuid, plan: Uuid) -> [u8; 32] {
    let mut key = [0; 32];
    key[..16].copy_from_slice(id.as_bytes());
    key[16..].copy_from_slice(plan.as_bytes());
    key
}

/// Command id and plan of a key in [`COMMANDS`].
pub fn parse_command_key(key: &[u8; 32]) -> (Uuid, Uuid) {
    let mut id = [0; 16];
    let mut plan = [0; 16];
    id.copy_from_slice(&key[..16]);
    plan.copy_from_slice(&key[16..]);
    (Uuid::from_bytes(id), Uuid::from_bytes(plan))
}

/// Value in [`COMMANDS`].
pub fn command_value(range: &CommandRange) -> [u8; 48] {
    let mut value = [0; 48];
    value[..32].copy_from_slice(&range.digest);
    value[32..40].copy_from_slice(&range.first.to_be_bytes());
    value[40..].copy_from_slice(&range.last.to_be_bytes());
    value
}

/// What a value in [`COMMANDS`] says.
pub fn parse_command_value(value: &[u8; 48]) -> CommandRange {
    let mut digest = [0; 32];
    let mut first = [0; 8];
    let mut last = [0; 8];
    digest.copy_from_slice(&value[..32]);
    first.copy_from_slice(&value[32..40]);
    last.copy_from_slice(&value[40..]);
    CommandRange { digest, first: u64::from_be_bytes(first), last: u64::from_be_bytes(last) }
}
