//! A disk in memory that loses power, tears writes, fails syncs and fills up, all by seed.
//!
//! A write counts as safe only once a later sync has answered. A crash image is the safe bytes
//! plus a seeded choice of what was written since: nothing, everything, or some of the writes, in
//! whole or by sectors, a later one with or without an earlier one.

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plenum_log::conformance::Seeded;
use redb::StorageBackend;

/// What a disk writes at once; below it nothing is torn.
const SECTOR: usize = 512;
/// What a file system allocates at once.
const BLOCK: usize = 4_096;

/// A disk shared by the engine that uses it and the test that breaks it.
#[derive(Clone, Debug, Default)]
pub struct FaultyDisk {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// What the running engine reads.
    live: Vec<u8>,
    /// What is there whatever happens.
    safe: Vec<u8>,
    /// Since the last sync.
    unsynced: Vec<Change>,
    allocated: HashSet<usize>,
    changes: u64,
    syncs: u64,
    power_lost_at: Option<u64>,
    failing_sync: Option<u64>,
    max_blocks: Option<usize>,
    max_len: Option<u64>,
    lies_about_syncs: bool,
}

#[derive(Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    SetLen(usize),
}

impl FaultyDisk {
    /// An empty disk without faults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A disk that holds `image`, all of it safe.
    #[must_use]
    pub fn holding(image: Vec<u8>) -> Self {
        let allocated = (0..image.len().div_ceil(BLOCK)).collect();
        let state = State { live: image.clone(), safe: image, allocated, ..State::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The storage of one opened engine.
    #[must_use]
    pub fn backend(&self) -> FaultyBackend {
        FaultyBackend { disk: self.clone() }
    }

    /// Writes, length changes and syncs so far.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.state().changes
    }

    /// Syncs so far, failed ones included.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.state().syncs
    }

    /// Loses power after `changes` more changes: every later one fails and leaves nothing.
    pub fn lose_power_after(&self, changes: u64) {
        let mut state = self.state();
        state.power_lost_at = Some(state.changes + changes);
    }

    /// Fails the `nth` sync from now (1 is the next); what it should have made safe may be lost.
    pub fn fail_sync(&self, nth: u64) {
        let mut state = self.state();
        state.failing_sync = Some(state.syncs + nth);
    }

    /// Lets at most `bytes` more be allocated; none lifts the limit.
    pub fn limit_space(&self, bytes: Option<usize>) {
        let mut state = self.state();
        state.max_blocks = bytes.map(|bytes| state.allocated.len() + bytes / BLOCK);
    }

    /// Refuses to make the file longer than now; false lifts the limit.
    pub fn limit_len(&self, limited: bool) {
        let mut state = self.state();
        state.max_len = limited.then_some(state.live.len() as u64);
    }

    /// From now on answers syncs and does nothing: the fault that no engine survives.
    pub fn lie_about_syncs(&self) {
        self.state().lies_about_syncs = true;
    }

    /// Changes one bit of what is stored, as a disk does that grows old.
    pub fn flip_bit(&self, offset: usize, bit: u8) {
        let mut state = self.state();
        let State { live, safe, .. } = &mut *state;
        for bytes in [live, safe] {
            if let Some(byte) = bytes.get_mut(offset) {
                *byte ^= 1 << (bit % 8);
            }
        }
    }

    /// Everything the running engine sees.
    #[must_use]
    pub fn contents(&self) -> Vec<u8> {
        self.state().live.clone()
    }

    /// What a crash at this moment might leave, by seed.
    #[must_use]
    pub fn crash_image(&self, seed: u64) -> Vec<u8> {
        let state = self.state();
        let mut seeded = Seeded::new(seed);
        let (kept, torn) = match seeded.below(5) {
            0 => (0, 0),
            1 => (100, 0),
            2 => (20, 30),
            3 => (50, 50),
            _ => (90, 20),
        };
        let mut image = state.safe.clone();
        for change in &state.unsynced {
            if seeded.below(100) >= kept {
                continue;
            }
            match change {
                Change::SetLen(len) => image.resize(*len, 0),
                Change::Write { offset, bytes } if seeded.below(100) >= torn => {
                    put(&mut image, *offset, bytes);
                }
                Change::Write { offset, bytes } => tear(&mut image, *offset, bytes, &mut seeded),
            }
        }
        image
    }
}

fn put(image: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if image.len() < end {
        image.resize(end, 0);
    }
    image[offset..end].copy_from_slice(bytes);
}

/// Some sectors arrive: a prefix, or any of them.
fn tear(image: &mut Vec<u8>, offset: usize, bytes: &[u8], seeded: &mut Seeded) {
    let sectors = bytes.len().div_ceil(SECTOR) as u64;
    let prefix = (seeded.below(2) == 0).then(|| seeded.below(sectors + 1));
    for (index, sector) in (0..).zip(bytes.chunks(SECTOR)) {
        let arrives = prefix.map_or_else(|| seeded.below(2) == 0, |prefix| index < prefix);
        if arrives {
            let at = usize::try_from(index).unwrap_or(usize::MAX) * SECTOR;
            put(image, offset + at, sector);
        }
    }
}

impl State {
    /// Counts a change, unless the power is gone.
    fn change(&mut self) -> io::Result<()> {
        if self.power_lost_at.is_some_and(|at| self.changes >= at) {
            return Err(io::Error::other("the power is gone"));
        }
        self.changes += 1;
        Ok(())
    }

    fn allocate(&mut self, offset: usize, len: usize) -> io::Result<()> {
        let blocks = offset / BLOCK..(offset + len).div_ceil(BLOCK);
        let fresh = blocks.clone().filter(|block| !self.allocated.contains(block)).count();
        if self.max_blocks.is_some_and(|max| self.allocated.len() + fresh > max) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.allocated.extend(blocks);
        Ok(())
    }
}

fn index(offset: u64) -> io::Result<usize> {
    usize::try_from(offset).map_err(io::Error::other)
}

/// A [`FaultyDisk`] as redb sees it.
#[derive(Debug)]
pub struct FaultyBackend {
    disk: FaultyDisk,
}

impl StorageBackend for FaultyBackend {
    fn len(&self) -> io::Result<u64> {
        Ok(self.disk.state().live.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let offset = index(offset)?;
        let state = self.disk.state();
        let bytes =
            state.live.get(offset..offset + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        state.change()?;
        if state.max_len.is_some_and(|max| len > max) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let len = index(len)?;
        state.live.resize(len, 0);
        state.allocated.retain(|block| block * BLOCK < len);
        state.unsynced.push(Change::SetLen(len));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        state.change()?;
        state.syncs += 1;
        if state.failing_sync == Some(state.syncs) {
            return Err(io::Error::other("the sync failed"));
        }
        if !state.lies_about_syncs {
            let State { live, safe, unsynced, .. } = &mut *state;
            safe.resize(live.len(), 0);
            for change in unsynced.drain(..) {
                match change {
                    Change::SetLen(len) => safe.resize(len, 0),
                    Change::Write { offset, bytes } => put(safe, offset, &bytes),
                }
            }
            safe.resize(live.len(), 0);
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let offset = index(offset)?;
        let mut state = self.disk.state();
        state.change()?;
        state.allocate(offset, data.len())?;
        put(&mut state.live, offset, data);
        state.unsynced.push(Change::Write { offset, bytes: data.to_vec() });
        Ok(())
    }
}
