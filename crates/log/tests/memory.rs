//! The in-memory engine keeps every promise of the contract.

use std::sync::Arc;

use plenum_log::MemoryLog;
use plenum_log::conformance::Subject;

fn subject() -> Subject {
    Subject { log: Arc::new(MemoryLog::new()), reopen: None }
}

plenum_log::conformance_tests!(subject);
