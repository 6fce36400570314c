//! The embedded engine keeps every promise of the contract, whatever the size of its flush steps.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::sync::Arc;

use plenum_log::conformance::Subject;
use plenum_log_redb::{Options, RedbLog};

fn subject_with(options: &Options) -> Subject {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.redb");
    let log = RedbLog::open(&path, options.clone()).unwrap();
    let options = options.clone();
    let reopen = move |log| {
        // Subscribers hold no engine, so this was the last one.
        drop(log);
        let _keep = &folder;
        let reopened = RedbLog::open(&path, options.clone()).unwrap();
        Arc::new(reopened) as Arc<dyn plenum_log::EventLog>
    };
    Subject { log: Arc::new(log), reopen: Some(Box::new(reopen)) }
}

mod with_defaults {
    fn subject() -> plenum_log::conformance::Subject {
        super::subject_with(&super::Options::default())
    }
    plenum_log::conformance_tests!(subject);
}

mod with_a_flush_at_every_turn {
    fn subject() -> plenum_log::conformance::Subject {
        let options = super::Options {
            generation_entries: 7,
            generation_positions: 20,
            flush_step: 2,
            ..super::Options::default()
        };
        super::subject_with(&options)
    }
    plenum_log::conformance_tests!(subject);
}
