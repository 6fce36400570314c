//! How the engine is set up.

use std::sync::Arc;
use std::time::Duration;

/// Free space below which appends are answered [`Outcome::Unavailable`](plenum_log::Outcome):
/// the largest commit with its page copies and a flush step, twice over, so that redb is
/// normally never driven into a full disk.
pub const RESERVE_BYTES: u64 = 256 << 20;

/// Memory redb may use for its pages: half of it at most holds what a commit has written.
const CACHE_BYTES: usize = 256 << 20;
/// Appends that may wait for the writer: a second of full load at small commits.
const QUEUE_APPENDS: usize = 8_192;
/// Bytes of events that may wait: two of the largest appends.
const QUEUE_BYTES: usize = 128 << 20;
/// Index entries kept in memory before they are flushed in steps: about 4 MB.
const GENERATION_ENTRIES: usize = 32_768;
/// Positions the newest part of the index may cover, as they are read again on opening.
const GENERATION_POSITIONS: u64 = 131_072;
/// The smallest flush step in entries: smaller ones write the same pages over and over.
const FLUSH_STEP: usize = 256;
/// Reopening checks the whole file: not to be done for every append while a quota is exhausted.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Free bytes of the file system that holds the log.
pub type FreeSpace = Arc<dyn Fn() -> std::io::Result<u64> + Send + Sync>;

/// Settings of the engine; the defaults are right but for tests and small machines.
#[derive(Clone)]
pub struct Options {
    /// Sync twice a commit (`docs/adr/0002`).
    pub two_phase: bool,
    /// Bytes of memory for redb's pages.
    pub cache_bytes: usize,
    /// Free bytes below which appends are refused.
    pub reserve_bytes: u64,
    /// Tells the free bytes; none asks the file system of the log's file.
    pub free_space: Option<FreeSpace>,
    /// Appends that may wait for the writer; more are answered `Unavailable`.
    pub queue_appends: usize,
    /// Bytes of events that may wait for the writer.
    pub queue_bytes: usize,
    /// Index entries after which the newest part of the index is frozen and flushed.
    pub generation_entries: usize,
    /// Positions after which it is frozen.
    pub generation_positions: u64,
    /// Entries of the smallest flush step.
    pub flush_step: usize,
    /// How long appends are refused, without trying, after a commit found no space.
    pub retry_after: Duration,
    /// Acknowledge before anything is synced. **Loses acknowledged events**; it exists so that
    /// the crash tests can prove that they would notice.
    #[doc(hidden)]
    pub planted_fault_no_sync: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            two_phase: false,
            cache_bytes: CACHE_BYTES,
            reserve_bytes: RESERVE_BYTES,
            free_space: None,
            queue_appends: QUEUE_APPENDS,
            queue_bytes: QUEUE_BYTES,
            generation_entries: GENERATION_ENTRIES,
            generation_positions: GENERATION_POSITIONS,
            flush_step: FLUSH_STEP,
            retry_after: RETRY_AFTER,
            planted_fault_no_sync: false,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("two_phase", &self.two_phase)
            .field("cache_bytes", &self.cache_bytes)
            .field("reserve_bytes", &self.reserve_bytes)
            .finish_non_exhaustive()
    }
}
