//! Snapshots: states kept so that opening a plan, or its past, does not replay it all.
//!
//! Files that may be deleted at any time. One is taken once the events since the last weigh as much
//! as it does, so that all snapshots together never outweigh the log.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use plenum_log::EventLog;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Projection, files};

/// Changes with every change to the form of [`Projection`]; other versions are passed over.
pub const SNAPSHOT_VERSION: u16 = 5;
/// Events between two snapshots at least: replaying so many takes a few milliseconds.
const MIN_EVENTS: u64 = 4096;
const MAGIC: &[u8; 4] = b"PLSN";
/// Magic, version, hash of the last record taken in, digest of the body.
const HEADER: usize = 4 + 2 + 32 + 32;

/// The folder of a server's snapshots; `None` keeps none.
#[derive(Clone, Debug, Default)]
pub struct Snapshots {
    folder: Option<PathBuf>,
}

/// A state with the hash of the last record it took in, which ties it to one log.
pub struct Snapshot {
    pub state: Projection,
    pub last_hash: [u8; 32],
    /// Size in bytes.
    pub size: u64,
}

impl Snapshots {
    /// Snapshots in a folder, which is made when needed.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    /// The bytes of a snapshot: equal states give equal bytes.
    #[must_use]
    pub fn encode(state: &Projection, last_hash: [u8; 32]) -> Vec<u8> {
        // Plain data in memory: encoding it cannot fail.
        let body = postcard::to_stdvec(state).unwrap_or_default();
        let mut bytes = Vec::with_capacity(HEADER + body.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&SNAPSHOT_VERSION.to_be_bytes());
        bytes.extend_from_slice(&last_hash);
        bytes.extend_from_slice(&Sha256::digest(&body));
        bytes.extend_from_slice(&body);
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Snapshot> {
        let (header, body) = bytes.split_at_checked(HEADER)?;
        let version = SNAPSHOT_VERSION.to_be_bytes();
        let good = header.starts_with(MAGIC)
            && header[4..6] == version
            && header[38..] == Sha256::digest(body)[..];
        if !good {
            return None;
        }
        Some(Snapshot {
            state: postcard::from_bytes(body).ok()?,
            last_hash: header[6..38].try_into().ok()?,
            size: bytes.len() as u64,
        })
    }

    fn file(folder: &Path, plan: Uuid, seq: u64) -> PathBuf {
        folder.join(plan.to_string()).join(format!("{seq:020}.snap"))
    }

    /// Writes a snapshot; returns its size in bytes.
    ///
    /// # Errors
    /// The file system's.
    pub fn write(&self, plan: Uuid, seq: u64, bytes: &[u8]) -> io::Result<u64> {
        if let Some(folder) = &self.folder {
            files::replace(&Self::file(folder, plan, seq), bytes)?;
        }
        Ok(bytes.len() as u64)
    }

    /// The latest good snapshot at or before an event, by the order of the files' names.
    #[must_use]
    pub fn latest(&self, plan: Uuid, upto: u64) -> Option<Snapshot> {
        let folder = self.folder.as_deref()?;
        let mut seqs: Vec<u64> = fs::read_dir(folder.join(plan.to_string()))
            .ok()?
            .filter_map(|entry| {
                entry.ok()?.file_name().to_str()?.strip_suffix(".snap")?.parse().ok()
            })
            .filter(|seq| (1..=upto).contains(seq))
            .collect();
        seqs.sort_unstable();
        seqs.into_iter().rev().find_map(|seq| {
            let bytes = fs::read(Self::file(folder, plan, seq)).ok()?;
            Self::decode(&bytes).filter(|snapshot| snapshot.state.head() == seq)
        })
    }
}

/// Counts what came since the last snapshot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Due {
    events: u64,
    bytes: u64,
}

impl Due {
    pub fn count(&mut self, payload_bytes: usize) {
        self.events += 1;
        self.bytes += payload_bytes as u64;
    }

    /// Whether the next snapshot is due, the last having `size` bytes.
    pub fn is_due(&self, size: u64) -> bool {
        self.events >= MIN_EVENTS && self.bytes >= size
    }
}

/// The latest snapshot at or before an event that belongs to this log, with its size in bytes;
/// the empty state where there is none.
pub fn base(log: &dyn EventLog, snapshots: &Snapshots, plan: Uuid, upto: u64) -> (Projection, u64) {
    let mut upto = upto;
    while let Some(snapshot) = snapshots.latest(plan, upto) {
        let seq = snapshot.state.head();
        let page = log.read(plan, seq, 1).unwrap_or_default();
        if page.records.first().is_some_and(|r| r.seq == seq && r.hash == snapshot.last_hash) {
            return (snapshot.state, snapshot.size);
        }
        upto = seq.saturating_sub(1);
    }
    (Projection::default(), 0)
}
