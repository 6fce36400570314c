//! What tests share: builders, seeds, a test server, fault-injecting storage.

pub mod faults;
pub mod ids;
pub mod laws;
#[cfg(feature = "live")]
pub mod live;
pub mod random;
pub mod sample;
pub mod scenario;
