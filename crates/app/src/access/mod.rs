//! Who may enter: accounts, invitations, credentials, sessions, where each person stopped reading and what
//! they set for themselves.
//!
//! Accounts and invitations are the directory's log; what names people in it is sealed under keys kept
//! apart (`keys.rs`). Sessions, links and credentials are no events: they are in one small file that is
//! replaced at each change (`book.rs`). Secrets are stored as SHA-256 of 256 random bits, which no
//! guessing reverses.

mod accounts;
mod book;
mod calendars;
mod credentials;
mod directory;
mod invitations;
mod keys;
mod people;
mod session;
mod sessions;
mod settings;
mod sign_ins;
mod tries;

use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use plenum_domain::{AccountId, PlanId};
use plenum_log::{EventLog, Outcome, ReadError};
use rand::RngExt;
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

pub use accounts::{Account, AccountSeen, Profile, check_email};
pub use credentials::Named;
pub use invitations::{Invited, Invitee, Issued};
pub use keys::{KeyError, Keys, Master};
pub use session::{Scope, Session};
pub use sessions::{SessionSeen, TokenSeen};
pub use settings::{Calls, Choice, Key, Notices, Rhythm, SavedFilter};
pub use sign_ins::{SignInAct, SignInLine};
pub use tries::{Held, Tries};

use crate::{clock::Clock, files};
use book::Book;
use directory::DirectoryLog;
use people::People;
use sign_ins::SignIns;

/// Why access could not be given or kept.
#[derive(Debug, Error)]
pub enum AccessError {
    #[error("the link is unknown, used or expired")]
    BadLink,
    #[error("there is no such account")]
    NoAccount,
    #[error("{0} is taken by another account")]
    Taken(&'static str),
    #[error("{0} may not be empty")]
    Empty(&'static str),
    #[error("{0} is too long")]
    TooLong(&'static str),
    #[error("{0} is not well formed")]
    BadField(&'static str),
    #[error("the last way in cannot go")]
    LastCredential,
    #[error("too many")]
    TooMany,
    #[error("the directory refuses")]
    Refused(#[from] plenum_directory::Refusal),
    #[error("keys")]
    Keys(#[from] KeyError),
    #[error(
        "there are accounts, and keys.json is missing: restore it with its master key, or let \
         `plenum keys rotate` make an empty one, which leaves everybody without a name for good"
    )]
    KeysMissing,
    #[error("the file of sessions and credentials")]
    File(#[source] io::Error),
    #[error("the file of sessions and credentials is not readable")]
    Malformed(#[source] serde_json::Error),
    #[error("reading the directory's log")]
    Read(#[from] ReadError),
    #[error("event {seq} of the directory's log")]
    Event {
        seq: u64,
        #[source]
        source: plenum_directory::DecodeError,
    },
    #[error("the directory's log answered {0:?}")]
    Log(Outcome),
}

struct State {
    book: Book,
    live: BTreeMap<String, Arc<Session>>,
    /// Digest of a session's token by the session's id, and when each was last seen.
    seen: HashMap<Uuid, i64>,
    /// What is known of people, opened: gone with their key.
    people: People,
}

/// The door.
pub struct Access {
    file: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    keys: Keys,
    directory: DirectoryLog,
    sign_ins: SignIns,
    tries: Tries,
    /// Held while a change is written, so that those who only ask never wait for the disk.
    changing: Mutex<()>,
    state: Mutex<State>,
}

fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

fn secret() -> String {
    hex::encode(rand::rng().random::<[u8; 32]>())
}

impl Access {
    /// Opens the directory and the file of sessions, or begins with nobody.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn open(
        log: Arc<dyn EventLog>,
        clock: Arc<dyn Clock>,
        keys: Keys,
        folder: Option<PathBuf>,
    ) -> Result<Self, AccessError> {
        let file = folder.as_ref().map(|folder| folder.join("access.json"));
        let stored = match &file {
            Some(path) => match std::fs::read(path) {
                Ok(bytes) => Some(serde_json::from_slice(&bytes).map_err(AccessError::Malformed)?),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(AccessError::File(error)),
            },
            None => None,
        };
        let is_new = stored.is_none();
        let book: Book = stored.unwrap_or_else(Book::new);
        let passes = book.passes(&clock);
        let live = passes.map(|(key, pass)| (key.clone(), Arc::new(pass))).collect();
        let directory = DirectoryLog::open(log)?;
        // To go on would be to take everybody for erased.
        if !keys.was_there() && directory.read(|known| !known.accounts.is_empty()) {
            return Err(AccessError::KeysMissing);
        }
        let people = accounts::open_profiles(&directory, &keys);
        let access = Self {
            file,
            clock,
            keys,
            directory,
            sign_ins: SignIns::new(folder),
            tries: Tries::default(),
            changing: Mutex::default(),
            state: Mutex::new(State { book, live, seen: HashMap::new(), people }),
        };
        access.forget_the_erased(is_new)?;
        access.clear_expired()?;
        Ok(access)
    }

    /// Lets go of what the file holds of accounts that are gone: a crash amid an erasure, or a restored
    /// copy, may have left it.
    fn forget_the_erased(&self, is_new: bool) -> Result<(), AccessError> {
        let gone: Vec<AccountId> = {
            let state = self.lock();
            let book = &state.book;
            let passes = book.sessions.values().chain(book.links.values()).map(|p| p.account);
            let tokens = book.tokens.values().map(|token| token.account);
            let calendars = book.calendars.values().map(|link| link.account);
            let held = passes.chain(tokens).chain(calendars);
            let named = held.chain(book.credentials.keys().copied());
            named.filter(|account| state.people.get(*account).is_none()).collect()
        };
        if !is_new && gone.is_empty() {
            return Ok(());
        }
        self.change(|book| {
            gone.iter().for_each(|account| book.forget(*account));
            Ok(())
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the book durably, or not at all.
    fn change<T>(
        &self,
        change: impl FnOnce(&mut Book) -> Result<T, AccessError>,
    ) -> Result<T, AccessError> {
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let mut book = {
            let state = self.lock();
            let mut book = state.book.clone();
            for pass in book.sessions.values_mut() {
                pass.seen = state.seen.get(&pass.id).copied().unwrap_or(pass.seen);
            }
            book
        };
        book.expire(now);
        let result = change(&mut book)?;
        if let Some(file) = &self.file {
            let bytes = serde_json::to_vec_pretty(&book).map_err(AccessError::Malformed)?;
            files::replace(file, &bytes).map_err(AccessError::File)?;
        }
        let mut state = self.lock();
        state.live.retain(|key, session| {
            let kept = book.sessions.contains_key(key) || book.tokens.contains_key(key);
            if !kept {
                session.revoke();
            }
            kept
        });
        for (key, pass) in book.passes(&self.clock) {
            state.live.entry(key.clone()).or_insert_with(|| Arc::new(pass));
        }
        let sessions = book.sessions.values().map(|pass| pass.id);
        let open: std::collections::HashSet<_> =
            sessions.chain(book.tokens.values().map(|token| token.id)).collect();
        state.seen.retain(|id, _| open.contains(id));
        state.book = book;
        Ok(result)
    }

    /// Changes only if the log is replaced.
    #[must_use]
    pub fn epoch(&self) -> Uuid {
        self.lock().book.epoch
    }

    /// The keys that seal what identifies people.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Number of the last event an account had seen of a plan.
    #[must_use]
    pub fn visit(&self, plan: PlanId, account: AccountId) -> Option<u64> {
        self.lock().book.visits.get(&format!("{plan}/{account}")).copied()
    }

    /// Notes the last event an account has seen of a plan.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn set_visit(&self, plan: PlanId, account: AccountId, seq: u64) -> Result<(), AccessError> {
        self.change(|book| {
            book.visits.insert(format!("{plan}/{account}"), seq);
            Ok(())
        })
    }

    /// Notes something of the door in the operational log.
    pub fn note(&self, account: Option<AccountId>, act: SignInAct) {
        self.sign_ins.note(SignInLine { time: self.clock.now(), account, act });
    }

    /// The newest lines of the operational log, newest first.
    #[must_use]
    pub fn sign_ins(&self, most: usize) -> Vec<SignInLine> {
        self.sign_ins.newest(most)
    }

    /// How often wrong passwords have been tried.
    #[must_use]
    pub fn tries(&self) -> &Tries {
        &self.tries
    }
}

#[cfg(test)]
mod tests;
