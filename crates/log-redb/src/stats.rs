//! Numbers for the metrics.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counters since the log was opened; read at any time, exact enough for metrics.
#[derive(Debug, Default)]
pub struct Stats {
    commits: AtomicU64,
    events: AtomicU64,
    failed_commits: AtomicU64,
    damaged_records: AtomicU64,
    last_commit_us: AtomicU64,
    queue_appends: AtomicU64,
    queue_bytes: AtomicU64,
}

impl Stats {
    /// Synced commits.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Events made durable.
    pub fn events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// Commits that answered an error.
    pub fn failed_commits(&self) -> u64 {
        self.failed_commits.load(Ordering::Relaxed)
    }

    /// Damaged records met, on opening or by reads; one met twice counts twice.
    pub fn damaged_records(&self) -> u64 {
        self.damaged_records.load(Ordering::Relaxed)
    }

    /// How long the last commit took, writes and sync.
    pub fn last_commit(&self) -> Duration {
        Duration::from_micros(self.last_commit_us.load(Ordering::Relaxed))
    }

    /// Appends that wait for the writer.
    pub fn queue_appends(&self) -> u64 {
        self.queue_appends.load(Ordering::Relaxed)
    }

    /// Bytes of events that wait for the writer.
    pub fn queue_bytes(&self) -> u64 {
        self.queue_bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn committed(&self, events: u64, took: Duration) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.events.fetch_add(events, Ordering::Relaxed);
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.last_commit_us.store(took, Ordering::Relaxed);
    }

    pub(crate) fn commit_failed(&self) {
        self.failed_commits.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn met_damage(&self) {
        self.damaged_records.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn queued(&self, appends: usize, bytes: usize) {
        self.queue_appends.store(appends as u64, Ordering::Relaxed);
        self.queue_bytes.store(bytes as u64, Ordering::Relaxed);
    }
}
