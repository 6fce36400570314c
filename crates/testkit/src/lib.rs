//! What tests share: builders, seeds, a test server, fault-injecting storage.

pub mod faults;
