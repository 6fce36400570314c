//! The storage below redb: it remembers how it failed, which redb's errors do not tell apart, and
//! is written ahead of its use, so that a commit asks the file system for nothing.

use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};

/// How far ahead of its use the storage is written: dozens of small commits, and 0.2 ms of writing.
static AHEAD: [u8; 256 << 10] = [0; 256 << 10];

/// How the storage below an open database has failed so far.
#[derive(Debug, Default)]
pub struct Faults {
    sync: AtomicBool,
    space: AtomicBool,
    other: AtomicBool,
}

/// What a failed commit means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A write found no space, and nothing else went wrong: reopening tells what is there.
    Space,
    /// A sync, or a read or write for another reason, failed: only a new process can tell.
    Fatal,
    /// No storage call failed; the error is redb's own.
    None,
}

impl Faults {
    /// The gravest fault seen.
    pub fn worst(&self) -> Fault {
        if self.sync.load(Ordering::Acquire) || self.other.load(Ordering::Acquire) {
            Fault::Fatal
        } else if self.space.load(Ordering::Acquire) {
            Fault::Space
        } else {
            Fault::None
        }
    }

    fn note_write(&self, error: &io::Error) {
        let full =
            matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        let seen = if full { &self.space } else { &self.other };
        seen.store(true, Ordering::Release);
    }
}

/// The storage of one open database.
#[derive(Debug)]
pub struct Watched {
    inner: Box<dyn StorageBackend>,
    faults: Arc<Faults>,
    /// Up to where it has been written; nothing beyond is in use.
    filled: Mutex<u64>,
}

impl Watched {
    /// Watches `inner`; what happens to it is told by the second value.
    pub fn new(inner: Box<dyn StorageBackend>) -> (Self, Arc<Faults>) {
        let faults = Arc::new(Faults::default());
        // A file may have been left with a hole; writing into one is slower and just as right.
        let filled = Mutex::new(inner.len().unwrap_or(u64::MAX));
        (Self { inner, faults: Arc::clone(&faults), filled }, faults)
    }

    fn filled(&self) -> MutexGuard<'_, u64> {
        self.filled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes zeros ahead of a write that ends beyond everything before it. redb makes its file
    /// longer in large steps that are holes at first; a write into a hole makes the sync behind it
    /// wait for the file system's own records (`docs/adr/0015`).
    fn fill(&self, end: u64) {
        // Held until the zeros are written, so that they never meet another write there.
        let mut filled = self.filled();
        if end <= *filled {
            return;
        }
        let len = self.inner.len().unwrap_or(0);
        let mut from = *filled;
        *filled = end;
        while from < len && *filled < end + AHEAD.len() as u64 {
            let upto = (from + AHEAD.len() as u64).min(len);
            // Without space for it, the write itself may still find some.
            if self.inner.write(from, &AHEAD[..(upto - from) as usize]).is_err() {
                return;
            }
            from = upto;
            *filled = upto.max(end);
        }
    }
}

impl StorageBackend for Watched {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        // A failed read changes nothing, so it is no fault of a commit by itself.
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut filled = self.filled();
        *filled = len.min(*filled);
        self.inner.set_len(len).inspect_err(|error| self.faults.note_write(error))
    }

    fn sync_data(&self) -> io::Result<()> {
        // Even "no space" is fatal in a sync: the kernel may have dropped the dirty pages.
        self.inner.sync_data().inspect_err(|_| self.faults.sync.store(true, Ordering::Release))
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.fill(offset + data.len() as u64);
        self.inner.write(offset, data).inspect_err(|error| self.faults.note_write(error))
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
