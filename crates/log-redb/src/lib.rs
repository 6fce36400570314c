//! The embedded engine: an append-only journal in redb.
//!
//! The journal (position → record and hash) is the only truth. What finds a record by plan and
//! number, or a command by its id, is an index that is a projection of the journal: its newest
//! part lives in memory and is flushed in small steps beside the commits (`docs/adr/0001`).

mod backend;
mod commit;
mod draft;
mod error;
mod file;
mod flush;
mod fsck;
mod generation;
mod inspect;
mod journal;
mod keys;
mod lenient;
mod log;
mod open;
mod options;
mod queue;
mod read;
mod recover;
mod salvage;
mod space;
mod state;
mod stats;
mod wake;
mod writer;

pub use error::OpenError;
pub use fsck::{Damage, Report, fsck, fsck_backend};
pub use log::RedbLog;
pub use options::{FreeSpace, Options, RESERVE_BYTES};
pub use stats::Stats;
