//! A file that redb refuses: its records are copied into a new one, the old one is kept.
//!
//! The journal is the only truth, so nothing else is needed; the next opening scans it, finds out
//! which plans are damaged and builds the index. A record that cannot be reached is replaced by a
//! claim (format, plan, number and nothing more), which is damaged by its looks and keeps its place.

use std::collections::BTreeMap;
use std::fs::{hard_link, remove_file};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use plenum_log::record::{self, Claim, FORMAT};
use redb::backends::FileBackend;
use redb::{ConcurrencyMode, Database, ReadOnlyDatabase, ReadableDatabase, StorageBackend};

use crate::backend::Watched;
use crate::commit::begin;
use crate::error::{OpenError, StorageError};
use crate::file::{beside, open, replace};
use crate::inspect::Trusting;
use crate::journal::Packed;
use crate::keys::JOURNAL;
use crate::lenient;
use crate::open::open as open_log;
use crate::options::Options;
use crate::stats::Stats;

/// Bytes copied in one transaction.
const CHUNK_BYTES: usize = 16 << 20;

/// Opens storage that redb refuses, for reading what can be read.
pub fn trusting(backend: Box<dyn StorageBackend>) -> Result<ReadOnlyDatabase, OpenError> {
    let database = Database::builder()
        .set_concurrency_mode(ConcurrencyMode::SingleWriter)
        .open_read_only_with_backend(Trusting::over(backend))?;
    Ok(database)
}

/// Replaces the damaged file at `path` by one with the same records, as far as they can be read.
/// Returns the name that the damaged file is kept under.
pub fn salvage(path: &Path, options: &Options) -> Result<PathBuf, OpenError> {
    let fresh = beside(path, ".salvaged");
    match remove_file(&fresh) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    std::fs::File::create_new(&fresh)?;
    let damaged = trusting(open(path)?)?;
    let opened = open_log(Watched::new(open(&fresh)?), options, &Stats::default())?;
    copy(&damaged, &opened.database, options).map_err(|error| *error.0)?;
    drop(opened);
    drop(damaged);
    let kept = keep(path)?;
    replace(&fresh, path)?;
    Ok(kept)
}

/// Gives the file a second name, so that no moment is without a log under the first.
fn keep(path: &Path) -> Result<PathBuf, OpenError> {
    for number in 1.. {
        let kept = beside(path, &format!(".damaged-{number}"));
        match hard_link(path, &kept) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            linked => return linked.map(|()| kept).map_err(OpenError::from),
        }
    }
    unreachable!("the numbers do not run out")
}

fn copy(
    damaged: &ReadOnlyDatabase,
    fresh: &Database,
    options: &Options,
) -> Result<(), StorageError> {
    let source = damaged.begin_read()?;
    let mut copy =
        Copy { fresh, options, chunk: BTreeMap::new(), bytes: 0, broken: BTreeMap::new() };
    lenient::journal(&source, &mut |position, stored| copy.take(position, stored))?;
    copy.write()?;
    lenient::runs(&source, |plan, first, position, count| {
        for (at, claim) in copy.broken.range_mut(position..position.saturating_add(count)) {
            let owner = Claim { plan, seq: first + (at - position) };
            if claim.0 != Some(owner) {
                *claim = (None, Some(owner));
            }
        }
    });
    for (position, (_, owner)) in std::mem::take(&mut copy.broken) {
        if let Some(owner) = owner {
            let mut bytes = vec![FORMAT];
            bytes.extend_from_slice(owner.plan.as_bytes());
            bytes.extend_from_slice(&owner.seq.to_be_bytes());
            copy.add(position, &bytes)?;
        }
    }
    copy.write()
}

struct Copy<'a> {
    fresh: &'a Database,
    options: &'a Options,
    /// Blocks to be, with their positions.
    chunk: BTreeMap<u64, Packed>,
    bytes: usize,
    /// Position → what the record claims, and who owns it by the index where that differs.
    broken: BTreeMap<u64, (Option<Claim>, Option<Claim>)>,
}

impl Copy<'_> {
    fn take(&mut self, position: u64, stored: Option<&[u8]>) -> Result<(), StorageError> {
        let sound = stored.is_some_and(|stored| record::decode(stored).is_ok());
        if !sound {
            self.broken.insert(position, (stored.and_then(record::claim), None));
        }
        match stored {
            Some(stored) if sound => {
                let last = self.chunk.last_entry();
                match last.filter(|last| last.key() + last.get().len() as u64 == position) {
                    Some(mut last) if !self.broken.contains_key(&(position - 1)) => {
                        last.get_mut().push(stored);
                        self.grown(stored.len())
                    }
                    _ => self.add(position, stored),
                }
            }
            Some(stored) => self.add(position, stored),
            None => Ok(()),
        }
    }

    /// Adds a record in a block of its own, which may be written over later.
    fn add(&mut self, position: u64, stored: &[u8]) -> Result<(), StorageError> {
        let mut packed = Packed::default();
        packed.push(stored);
        self.chunk.insert(position, packed);
        self.grown(stored.len())
    }

    fn grown(&mut self, bytes: usize) -> Result<(), StorageError> {
        self.bytes += bytes;
        if self.bytes >= CHUNK_BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), StorageError> {
        self.bytes = 0;
        let transaction = begin(self.fresh, self.options)?;
        {
            let mut journal = transaction.open_table(JOURNAL)?;
            for (position, packed) in std::mem::take(&mut self.chunk) {
                packed.write(&mut journal, position)?;
            }
        }
        Ok(transaction.commit()?)
    }
}

/// The file's storage for a tool that must not change it.
pub fn read_only(path: &Path) -> std::io::Result<Box<dyn StorageBackend>> {
    let file = std::fs::File::open(path)?;
    Ok(Box::new(FileBackend::new(file).map_err(std::io::Error::other)?))
}
