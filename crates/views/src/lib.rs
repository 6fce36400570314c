//! Read models: pure functions of a plan's state and of its log.
//!
//! Nothing here is stored for its own sake: a view of the past is the same function over an older state.

pub mod document;
pub mod public;
mod records;
pub mod search;
mod seen;
pub mod tables;
pub mod tally;
mod territory;
mod timeline;
mod totals;
mod waiting;

pub use records::{
    AdvocacyRecord, NeedRecord, PlanRecord, PriorityRecord, RecommendationRecord, Record,
    every_record, every_record_name, is_visible, record,
};
pub use seen::{Seen, word};
pub use territory::{CommuneRecord, Series, SeriesPoint, Share, share};
pub use timeline::{Timeline, TimelineDay};
pub use totals::{Sum, Totals};
pub use waiting::{Waiting, WaitingKind, waiting};
