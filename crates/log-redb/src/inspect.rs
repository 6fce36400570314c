//! Storage to look at without changing it.

use std::collections::HashMap;
use std::io;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};

/// What the overlay keeps together.
const BLOCK: u64 = 4_096;
/// The byte whose lock tells a reader that a live writer vouches for the file (redb's design
/// notes, "lock bytes").
const CONSISTENT: u64 = (1 << 62) + 4;

type Locked = Result<bool, BackendError>;

/// Reads from the storage below and keeps every write to itself, so that redb can repair a file
/// in memory while the file stays as it is.
#[derive(Debug)]
pub struct Overlay {
    base: Box<dyn StorageBackend>,
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Written {
    len: u64,
    base_len: u64,
    blocks: HashMap<u64, Vec<u8>>,
}

impl Overlay {
    /// An overlay without writes.
    pub fn over(base: Box<dyn StorageBackend>) -> io::Result<Self> {
        let len = base.len()?;
        Ok(Self {
            base,
            written: Mutex::new(Written { len, base_len: len, blocks: HashMap::new() }),
        })
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A block as it is now.
    fn block(&self, written: &Written, number: u64) -> io::Result<Vec<u8>> {
        if let Some(block) = written.blocks.get(&number) {
            return Ok(block.clone());
        }
        let mut block = vec![0; BLOCK as usize];
        let start = number * BLOCK;
        let there = written.base_len.saturating_sub(start).min(BLOCK) as usize;
        if there > 0 {
            self.base.read(start, &mut block[..there])?;
        }
        Ok(block)
    }
}

/// The parts of the blocks that a range of bytes touches: block, range in it, range in the bytes.
fn pieces(offset: u64, len: usize) -> impl Iterator<Item = (u64, usize, usize, usize)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        if done == len {
            return None;
        }
        let at = offset + done as u64;
        let inside = (at % BLOCK) as usize;
        let size = (BLOCK as usize - inside).min(len - done);
        let piece = (at / BLOCK, inside, done, size);
        done += size;
        Some(piece)
    })
}

impl StorageBackend for Overlay {
    fn len(&self) -> io::Result<u64> {
        Ok(self.written().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let written = self.written();
        if offset + out.len() as u64 > written.len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        for (number, inside, done, size) in pieces(offset, out.len()) {
            let block = self.block(&written, number)?;
            out[done..done + size].copy_from_slice(&block[inside..inside + size]);
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut written = self.written();
        if len < written.len {
            written.base_len = written.base_len.min(len);
            written.blocks.retain(|number, _| number * BLOCK < len);
        }
        written.len = len;
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut written = self.written();
        for (number, inside, done, size) in pieces(offset, data.len()) {
            let mut block = self.block(&written, number)?;
            block[inside..inside + size].copy_from_slice(&data[done..done + size]);
            written.blocks.insert(number, block);
        }
        written.len = written.len.max(offset + data.len() as u64);
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.base.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Locked {
        // Nothing is written below, so a shared lock keeps writers out just as well, and a file
        // that may only be read can be locked.
        self.base.try_lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.base.unlock_range(start, end)
    }
}

/// Storage whose structure redb refuses, opened for reading all the same: it poses as a file that
/// a live writer vouches for, so redb takes the newest commit as it is. Every record read through
/// it must be checked by its hash.
#[derive(Debug)]
pub struct Trusting {
    base: Box<dyn StorageBackend>,
}

impl Trusting {
    /// Poses for `base`, which nobody may be writing to.
    pub fn over(base: Box<dyn StorageBackend>) -> Self {
        Self { base }
    }
}

impl StorageBackend for Trusting {
    fn len(&self) -> io::Result<u64> {
        self.base.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.base.read(offset, out)
    }

    fn set_len(&self, _len: u64) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, _offset: u64, _data: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn try_lock_range(&self, _start: Bound<u64>, _end: Bound<u64>) -> Locked {
        Ok(true)
    }

    fn try_lock_shared_range(&self, _start: Bound<u64>, _end: Bound<u64>) -> Locked {
        Ok(true)
    }

    fn lock_range(&self, _start: Bound<u64>, _end: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn lock_shared_range(&self, _start: Bound<u64>, _end: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn unlock_range(&self, _start: Bound<u64>, _end: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Locked {
        Ok(start == Bound::Included(CONSISTENT) && end == Bound::Included(CONSISTENT))
    }
}
