//! What tests share: builders, seeds, a test server, fault-injecting storage.
