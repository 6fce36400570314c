//! The keys that seal what identifies people: one for each account, wrapped by the master key.
//!
//! They live in a small file of their own, outside the log and its backups. Destroying a key erases
//! everything sealed under it, wherever a copy lies. Each erasure rewrites the file under a new master
//! key, where the master key is ours to change, so that an old copy of the file opens nothing either.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use plenum_directory::Sealed;
use plenum_domain::AccountId;
use rand::RngExt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::files;

const NONCE_BYTES: usize = 24;
/// What binds a wrapped key to its place, so that it cannot be passed off as another account's.
const WRAPPED: &[u8] = b"plenum data key";

type Key = Zeroizing<[u8; 32]>;

/// Why keys could not be read or kept.
#[derive(Debug, Error)]
pub enum KeyError {
    #[error("the file of keys")]
    File(#[source] io::Error),
    #[error("the file of keys is not readable")]
    Malformed(#[source] serde_json::Error),
    #[error("the master key is not 64 hexadecimal digits")]
    Master,
    #[error("the master key is not the one that the file of keys was written with")]
    WrongMaster,
}

/// Where the master key comes from.
#[derive(Clone, Debug)]
pub enum Master {
    /// A file, made where there is none, and changed at each erasure.
    File(PathBuf),
    /// Handed in by the environment, 64 hexadecimal digits; whoever hands it in changes it.
    Given(Zeroizing<String>),
}

/// The file, as JSON.
#[derive(Serialize, Deserialize)]
struct Stored {
    version: u16,
    /// The first bytes of the SHA-256 of the master key, in hexadecimal: which one it is, not what.
    master: String,
    keys: BTreeMap<AccountId, Sealed>,
}

/// The keys of all accounts, open in memory.
pub struct Keys {
    file: Option<PathBuf>,
    ledger: Option<PathBuf>,
    /// Whether there was a file when it was opened.
    found: bool,
    inner: Mutex<Ring>,
}

struct Ring {
    master: Key,
    master_file: Option<PathBuf>,
    keys: BTreeMap<AccountId, Key>,
}

/// A line of the ledger of erasures.
#[derive(Serialize, Deserialize)]
struct Erasure {
    account: AccountId,
    /// Milliseconds since the Unix epoch.
    time: i64,
}

impl Keys {
    /// Keys in memory only, for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        let ring = Ring { master: fresh(), master_file: None, keys: BTreeMap::new() };
        Self { file: None, ledger: None, found: true, inner: Mutex::new(ring) }
    }

    /// Opens `keys.json` of a folder, and destroys again whatever the ledger of erasures names: a
    /// restored copy of the file brings nobody back.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn open(folder: &Path, master: Master, ledger: PathBuf) -> Result<Self, KeyError> {
        let file = folder.join("keys.json");
        let stored: Option<Stored> = match fs::read(&file) {
            Ok(bytes) => Some(serde_json::from_slice(&bytes).map_err(KeyError::Malformed)?),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(KeyError::File(error)),
        };
        let found = stored.is_some();
        let wanted = stored.as_ref().map(|stored| stored.master.as_str());
        let (master, master_file) = match master {
            Master::Given(text) => (parse(&text)?, None),
            Master::File(path) => (of_file(&path, wanted)?, Some(path)),
        };
        let mut keys = BTreeMap::new();
        if let Some(stored) = stored {
            if stored.master != name(&master) {
                return Err(KeyError::WrongMaster);
            }
            for (account, wrapped) in stored.keys {
                let key = open(&master, account, WRAPPED, &wrapped).ok_or(KeyError::WrongMaster)?;
                let key: [u8; 32] = key.as_slice().try_into().map_err(|_| KeyError::WrongMaster)?;
                keys.insert(account, Zeroizing::new(key));
            }
        }
        let ring = Ring { master, master_file, keys };
        let (file, ledger, inner) = (Some(file), Some(ledger), Mutex::new(ring));
        let opened = Self { file, ledger, found, inner };
        opened.replay_erasures()?;
        Ok(opened)
    }

    /// Whether there was a file of keys when it was opened.
    pub(super) fn was_there(&self) -> bool {
        self.found
    }

    fn lock(&self) -> MutexGuard<'_, Ring> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes sure that an account has a key, durably.
    ///
    /// # Errors
    /// [`KeyError::File`].
    pub fn create(&self, accounts: &[AccountId]) -> Result<(), KeyError> {
        let mut ring = self.lock();
        let before = ring.keys.len();
        for account in accounts {
            ring.keys.entry(*account).or_insert_with(fresh);
        }
        if ring.keys.len() > before { self.write(&ring) } else { Ok(()) }
    }

    /// Seals bytes for a purpose; none where the account has no key.
    #[must_use]
    pub fn seal(&self, account: AccountId, purpose: &str, bytes: &[u8]) -> Option<Sealed> {
        let ring = self.lock();
        seal(ring.keys.get(&account)?, account, purpose.as_bytes(), bytes)
    }

    /// Opens what was sealed for this account and purpose; none where its key is gone.
    #[must_use]
    pub fn open_sealed(
        &self,
        account: AccountId,
        purpose: &str,
        sealed: &Sealed,
    ) -> Option<Zeroizing<Vec<u8>>> {
        open(self.lock().keys.get(&account)?, account, purpose.as_bytes(), sealed)
    }

    /// Destroys the keys of accounts for good: the ledger first, so that a crash in between is made up
    /// for at the next start.
    ///
    /// # Errors
    /// [`KeyError::File`]; asked again, it goes on.
    pub fn destroy(&self, accounts: &[AccountId], now: i64) -> Result<(), KeyError> {
        if let Some(ledger) = &self.ledger {
            append(ledger, accounts, now).map_err(KeyError::File)?;
        }
        let mut ring = self.lock();
        ring.keys.retain(|account, _| !accounts.contains(account));
        let master = ring.master_file.is_some().then(fresh);
        self.rewrite(&mut ring, master)
    }

    /// Wraps all keys under another master key: the given one, or a new one in the master key's file.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn rotate(&self, master: Option<&str>) -> Result<(), KeyError> {
        let mut ring = self.lock();
        let master = match master {
            Some(text) => parse(text)?,
            None if ring.master_file.is_some() => fresh(),
            None => return Err(KeyError::Master),
        };
        self.rewrite(&mut ring, Some(master))
    }

    /// Writes the file under a new master key. The key waits beside its file under another name until
    /// the file of keys is written, so that no crash leaves one without the other.
    fn rewrite(&self, ring: &mut Ring, master: Option<Key>) -> Result<(), KeyError> {
        let Some(master) = master else { return self.write(ring) };
        let previous = std::mem::replace(&mut ring.master, master);
        let written = self.write_under(ring);
        if written.is_err() {
            ring.master = previous;
        }
        written
    }

    fn write_under(&self, ring: &Ring) -> Result<(), KeyError> {
        let Some(path) = ring.master_file.as_deref().filter(|_| self.file.is_some()) else {
            return self.write(ring);
        };
        let waiting = next(path);
        let text = Zeroizing::new(hex::encode(*ring.master));
        files::replace(&waiting, text.as_bytes()).map_err(KeyError::File)?;
        self.write(ring)?;
        fs::rename(&waiting, path).map_err(KeyError::File)
    }

    fn write(&self, ring: &Ring) -> Result<(), KeyError> {
        let Some(file) = &self.file else { return Ok(()) };
        let wrap = |(account, key): (&AccountId, &Key)| {
            seal(&ring.master, *account, WRAPPED, &**key).map(|wrapped| (*account, wrapped))
        };
        let keys = ring.keys.iter().filter_map(wrap).collect();
        let stored = Stored { version: 1, master: name(&ring.master), keys };
        let bytes = serde_json::to_vec_pretty(&stored).map_err(KeyError::Malformed)?;
        files::replace(file, &bytes).map_err(KeyError::File)
    }

    fn replay_erasures(&self) -> Result<(), KeyError> {
        let Some(ledger) = &self.ledger else { return Ok(()) };
        let text = match fs::read_to_string(ledger) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(KeyError::File(error)),
        };
        let lines = text.lines().map(serde_json::from_str::<Erasure>);
        // A last line that a crash cut short names a key that was not destroyed yet.
        let erased: Vec<_> = lines.filter_map(Result::ok).map(|line| line.account).collect();
        let mut ring = self.lock();
        let before = ring.keys.len();
        ring.keys.retain(|account, _| !erased.contains(account));
        if ring.keys.len() == before {
            return Ok(());
        }
        tracing::warn!(
            destroyed = before - ring.keys.len(),
            "keys of erased accounts were there again, from a copy; they are destroyed"
        );
        let master = ring.master_file.is_some().then(fresh);
        self.rewrite(&mut ring, master)
    }
}

fn fresh() -> Key {
    Zeroizing::new(rand::rng().random())
}

/// Which master key it is.
fn name(master: &Key) -> String {
    hex::encode(&Sha256::digest(**master)[..8])
}

fn parse(text: &str) -> Result<Key, KeyError> {
    let mut key = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), &mut *key).map_err(|_| KeyError::Master)?;
    Ok(key)
}

fn next(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".next");
    name.into()
}

/// The master key of a file; the one that waits beside it where a crash came before its turn.
fn of_file(path: &Path, wanted: Option<&str>) -> Result<Key, KeyError> {
    let read = |path: &Path| match fs::read_to_string(path) {
        Ok(text) => parse(&Zeroizing::new(text)).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(KeyError::File(error)),
    };
    let (now, waiting) = (read(path)?, read(&next(path))?);
    let is_wanted = |key: &Key| wanted.is_some_and(|wanted| wanted == name(key));
    if let Some(waiting) = waiting.filter(is_wanted) {
        fs::rename(next(path), path).map_err(KeyError::File)?;
        return Ok(waiting);
    }
    match now {
        Some(key) => Ok(key),
        None if wanted.is_some() => Err(KeyError::WrongMaster),
        None => {
            let key = fresh();
            let text = Zeroizing::new(hex::encode(*key));
            files::replace(path, text.as_bytes()).map_err(KeyError::File)?;
            Ok(key)
        }
    }
}

fn append(ledger: &Path, accounts: &[AccountId], time: i64) -> io::Result<()> {
    let mut lines = String::new();
    for account in accounts {
        let line = serde_json::to_string(&Erasure { account: *account, time })?;
        lines.push_str(&line);
        lines.push('\n');
    }
    files::append(ledger, lines.as_bytes())?.sync_all()
}

fn associated(account: AccountId, purpose: &[u8]) -> Vec<u8> {
    [account.0.as_bytes().as_slice(), purpose].concat()
}

fn seal(key: &Key, account: AccountId, purpose: &[u8], bytes: &[u8]) -> Option<Sealed> {
    let nonce: [u8; NONCE_BYTES] = rand::rng().random();
    let payload = Payload { msg: bytes, aad: &associated(account, purpose) };
    let cipher = XChaCha20Poly1305::new(&(**key).into());
    // Fails only beyond 256 GiB.
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).ok()?;
    Some(Sealed([nonce.as_slice(), &sealed].concat()))
}

fn open(
    key: &Key,
    account: AccountId,
    purpose: &[u8],
    sealed: &Sealed,
) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, bytes) = sealed.0.split_first_chunk::<NONCE_BYTES>()?;
    let payload = Payload { msg: bytes, aad: &associated(account, purpose) };
    let cipher = XChaCha20Poly1305::new(&(**key).into());
    cipher.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
}
