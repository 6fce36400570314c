//! The event log: record format, the engine trait, the in-memory engine and the conformance suite.
//!
//! A log knows plans, sequence numbers and bytes; it never knows what an event means.

mod engine;
mod memory;

#[cfg(feature = "conformance")]
pub mod conformance;
pub mod limits;
pub mod record;

pub use engine::*;
pub use memory::MemoryLog;
