//! What tests share: builders, seeds, a test server, fault-injecting storage.

pub mod faults;
pub mod ids;
pub mod large;
pub mod laws;
#[cfg(feature = "live")]
pub mod live;
#[cfg(feature = "outside")]
pub mod post;
#[cfg(feature = "outside")]
pub mod provider;
pub mod random;
pub mod sample;
pub mod scenario;
