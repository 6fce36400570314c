//! Where the bytes of files are: sealed, each under a key of its own, kept apart from the keys.
//!
//! `attachments/<plan>/<sha256>` holds the sealed bytes. `attachment-keys.json` holds their keys, wrapped by
//! one root key, which is in the ring of `keys.json` like a person's. Destroying the key of a file wraps
//! the others under a new root and destroys the old one as a person's key is destroyed, ledger of erasures
//! included: no copy of the two files opens what was removed. `attachments/incoming` holds what is
//! on its way, and a note of each file that is kept before the log names it; what a crash leaves there is
//! swept at the next start.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use plenum_directory::Sealed;
use plenum_domain::{
    AccountId, PlanId,
    attachment::{FileFacts, Fingerprint},
};
use rand::RngExt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    UploadError,
    seal::{BlobError, BlobKey, Opener, Sealer},
    sniff::Sniffer,
};
use crate::{
    access::{KeyError, Keys},
    files,
};

/// The bytes of a file, by plan and fingerprint: the same content in a plan is kept once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob {
    pub plan: PlanId,
    pub sha256: Fingerprint,
}

impl Blob {
    /// What it is called among the keys, and what its bytes are bound to.
    fn name(&self) -> String {
        format!("{}/{}", self.plan, self.sha256.as_str())
    }

    fn of_name(name: &str) -> Option<Self> {
        let (plan, sha256) = name.split_once('/')?;
        let sha256 = Fingerprint::try_from(sha256.to_owned()).ok()?;
        Some(Self { plan: plan.parse::<Uuid>().ok()?.into(), sha256 })
    }

    fn purpose(&self) -> String {
        format!("attachment key {}", self.name())
    }
}

/// The file of keys, as JSON.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    version: u16,
    /// The root key's name in the ring of keys.
    root: AccountId,
    keys: BTreeMap<String, Sealed>,
}

struct State {
    stored: Stored,
    /// How many uploads want the bytes of a blob to stay.
    held: HashMap<Blob, usize>,
    /// Kept before the last crash without the log being known to name them.
    unsettled: BTreeMap<Blob, PathBuf>,
}

/// The store of a data folder.
pub struct Store {
    folder: PathBuf,
    key_file: PathBuf,
    state: Mutex<State>,
}

impl Store {
    /// Opens the store of a data folder and sweeps what was on its way.
    ///
    /// # Errors
    /// The files', or a file of keys that is not readable.
    pub fn open(data: &Path) -> Result<Self, KeyError> {
        let key_file = data.join("attachment-keys.json");
        let stored = match fs::read(&key_file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(KeyError::Malformed)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Stored { version: 1, root: new_root(), keys: BTreeMap::new() }
            }
            Err(error) => return Err(KeyError::File(error)),
        };
        let folder = data.join("attachments");
        let unsettled = sweep(&folder.join("incoming")).map_err(KeyError::File)?;
        let state = State { stored, held: HashMap::new(), unsettled };
        Ok(Self { folder, key_file, state: Mutex::new(state) })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, blob: &Blob) -> PathBuf {
        self.folder.join(blob.plan.to_string()).join(blob.sha256.as_str())
    }

    fn incoming(&self) -> PathBuf {
        self.folder.join("incoming")
    }

    /// Begins to take a file in. The bytes of its blob stay from now until [`Store::settle`].
    ///
    /// # Errors
    /// [`UploadError::File`].
    pub fn begin(&self, plan: PlanId, file: &FileFacts) -> Result<Incoming, UploadError> {
        let blob = Blob { plan, sha256: file.sha256.clone() };
        fs::create_dir_all(self.incoming())?;
        let path = self.incoming().join(format!("{}.part", Uuid::new_v4()));
        let key: BlobKey = Zeroizing::new(rand::rng().random());
        let sink = files::owner_only(&path)?;
        let sealer = Sealer::new(&key, blob.name(), sink)?;
        *self.lock().held.entry(blob.clone()).or_default() += 1;
        Ok(Incoming {
            blob,
            path,
            key,
            sealer: Some(sealer),
            digest: Sha256::new(),
            sniffer: Sniffer::new(file.media),
            size: 0,
            promised: file.size,
        })
    }

    /// Keeps what came in, durably, for the log to name it; the note says so until it does.
    ///
    /// # Errors
    /// [`UploadError::File`], [`UploadError::Keys`]; nothing is kept then that a sweep would not find.
    pub fn keep(&self, keys: &Keys, incoming: &Incoming) -> Result<(), UploadError> {
        let Incoming { blob, path, key, .. } = incoming;
        let mut state = self.lock();
        let end = self.path(blob);
        if state.stored.keys.contains_key(&blob.name()) && end.is_file() {
            return Ok(());
        }
        let note = path.with_extension("note");
        files::replace(&note, blob.name().as_bytes())?;
        state.unsettled.insert(blob.clone(), note);
        let root = state.stored.root;
        keys.create(&[root])?;
        let sealed = keys.seal(root, &blob.purpose(), &**key).ok_or(BlobError::NoKey)?;
        let mut stored = state.stored.clone();
        stored.keys.insert(blob.name(), sealed);
        self.write(&mut state, stored)?;
        let folder = end.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        fs::rename(path, &end)?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    fn write(&self, state: &mut State, stored: Stored) -> Result<(), KeyError> {
        let bytes = serde_json::to_vec(&stored).map_err(KeyError::Malformed)?;
        files::replace(&self.key_file, &bytes).map_err(KeyError::File)?;
        state.stored = stored;
        Ok(())
    }

    /// Ends an upload: what nobody needs goes, what the log names stays. Where the log's word is not
    /// known yet, the note stays for the next start.
    ///
    /// # Errors
    /// As of [`Store::forget`].
    pub fn settle(
        &self,
        keys: &Keys,
        blob: &Blob,
        needed: Option<bool>,
        now: i64,
    ) -> Result<(), KeyError> {
        let note = {
            let mut state = self.lock();
            let left = state.held.get_mut(blob).map_or(0, |held| {
                *held -= 1;
                *held
            });
            if left == 0 {
                state.held.remove(blob);
            }
            if needed.is_none() || left > 0 {
                return Ok(());
            }
            state.unsettled.remove(blob)
        };
        if needed == Some(false) {
            self.forget(keys, std::slice::from_ref(blob), now)?;
        }
        note.map_or(Ok(()), |note| remove(&note).map_err(KeyError::File))
    }

    /// What was kept before the last crash, of a plan: whoever knows its state settles it.
    #[must_use]
    pub fn unsettled(&self, plan: PlanId) -> Vec<Blob> {
        let state = self.lock();
        let of_plan = state.unsettled.keys().filter(|blob| blob.plan == plan);
        of_plan.filter(|blob| !state.held.contains_key(*blob)).cloned().collect()
    }

    /// Whether there is anything left of some bytes.
    #[must_use]
    pub fn has(&self, blob: &Blob) -> bool {
        self.lock().stored.keys.contains_key(&blob.name()) || self.path(blob).exists()
    }

    /// Destroys keys and bytes for good, but of what an upload wants to stay.
    ///
    /// # Errors
    /// [`KeyError`]; asked again, it goes on.
    pub fn forget(&self, keys: &Keys, blobs: &[Blob], now: i64) -> Result<(), KeyError> {
        let mut state = self.lock();
        let gone: BTreeSet<_> =
            blobs.iter().filter(|blob| !state.held.contains_key(*blob)).collect();
        let names: BTreeSet<_> = gone.iter().map(|blob| blob.name()).collect();
        if names.iter().any(|name| state.stored.keys.contains_key(name)) {
            let (old, new) = (state.stored.root, new_root());
            keys.create(&[new])?;
            let kept = state.stored.keys.iter().filter(|(name, _)| !names.contains(*name));
            let wrap = |(name, sealed): (&String, &Sealed)| {
                let purpose = Blob::of_name(name)?.purpose();
                let key = keys.open_sealed(old, &purpose, sealed)?;
                Some((name.clone(), keys.seal(new, &purpose, &key)?))
            };
            let kept = kept.filter_map(wrap).collect();
            self.write(&mut state, Stored { version: 1, root: new, keys: kept })?;
            keys.destroy(&[old], now)?;
        }
        gone.into_iter().try_for_each(|blob| remove(&self.path(blob)).map_err(KeyError::File))
    }

    /// The bytes, to be read block by block.
    ///
    /// # Errors
    /// [`BlobError`].
    pub fn read(&self, keys: &Keys, blob: &Blob) -> Result<Opener, BlobError> {
        let (root, sealed) = {
            let state = self.lock();
            let sealed = state.stored.keys.get(&blob.name()).ok_or(BlobError::NoKey)?;
            (state.stored.root, sealed.clone())
        };
        let key = keys.open_sealed(root, &blob.purpose(), &sealed).ok_or(BlobError::NoKey)?;
        let key: [u8; 32] = key.as_slice().try_into().map_err(|_| BlobError::NoKey)?;
        let file = match File::open(self.path(blob)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(BlobError::Missing),
            Err(error) => return Err(BlobError::File(error)),
        };
        Opener::new(&Zeroizing::new(key), blob.name(), Box::new(file))
    }
}

/// A file on its way in. Dropped, it leaves nothing.
pub struct Incoming {
    pub blob: Blob,
    path: PathBuf,
    key: BlobKey,
    sealer: Option<Sealer<File>>,
    digest: Sha256,
    sniffer: Sniffer,
    size: u64,
    promised: u64,
}

impl Incoming {
    /// # Errors
    /// [`UploadError::WrongSize`] past what was promised, [`UploadError::File`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), UploadError> {
        self.size += bytes.len() as u64;
        if self.size > self.promised {
            return Err(UploadError::WrongSize);
        }
        self.digest.update(bytes);
        self.sniffer.take(bytes);
        self.sealer.as_mut().map_or(Ok(()), |sealer| sealer.write(bytes))?;
        Ok(())
    }

    /// The end: all of it came, it is what it was said to be, and it is on the disk.
    ///
    /// # Errors
    /// [`UploadError`].
    pub fn finish(&mut self) -> Result<(), UploadError> {
        if self.size != self.promised {
            return Err(UploadError::WrongSize);
        }
        if hex::encode(self.digest.finalize_reset()) != self.blob.sha256.as_str() {
            return Err(UploadError::WrongHash);
        }
        if !self.sniffer.agrees() {
            return Err(UploadError::WrongType);
        }
        if let Some(sealer) = self.sealer.take() {
            let mut file = sealer.finish()?;
            file.flush()?;
            file.sync_all()?;
        }
        Ok(())
    }

    /// What came, to be read again.
    ///
    /// # Errors
    /// [`BlobError`].
    pub fn read(&self) -> Result<Opener, BlobError> {
        let file = File::open(&self.path).map_err(BlobError::File)?;
        Opener::new(&self.key, self.blob.name(), Box::new(file))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.path) {
            tracing::warn!(%error, "a file on its way could not be removed; the next start sweeps it");
        }
    }
}

fn new_root() -> AccountId {
    Uuid::new_v4().into()
}

/// Removes a file that may be gone already.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes what was on its way when the process ended, and reads the notes of what was kept.
fn sweep(incoming: &Path) -> io::Result<BTreeMap<Blob, PathBuf>> {
    let mut unsettled = BTreeMap::new();
    let entries = match fs::read_dir(incoming) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(unsettled),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        let is_note = path.extension().is_some_and(|extension| extension == "note");
        let blob = if is_note { Blob::of_name(&fs::read_to_string(&path)?) } else { None };
        match blob {
            Some(blob) => drop(unsettled.insert(blob, path)),
            None => remove(&path)?,
        }
    }
    Ok(unsettled)
}
