//! Who may enter: accounts, one-time links, sessions, and where each person stopped reading.
//!
//! Kept apart from the logs, in one small file that is replaced whole and durably at each change.
//! Secrets are stored as SHA-256 of 256 random bits, which no guessing reverses.

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use plenum_domain::{AccountId, PlanId};
use rand::RngExt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use crate::{clock::Clock, files};

/// A one-time link is for now: the person is at the door.
const LINK_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// A session lasts a month: plenaries are prepared over weeks.
const SESSION_MILLIS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Sessions an account may hold; the oldest gives way.
const SESSIONS_PER_ACCOUNT: usize = 50;

/// A person, by what is shown of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    /// What others see: a role, or a name that the person chose.
    pub label: String,
    /// BCP 47 language tag.
    #[serde(default)]
    pub language: Option<String>,
}

/// A signed-in browser or program.
#[derive(Debug)]
pub struct Session {
    pub id: Uuid,
    pub account: AccountId,
    /// Milliseconds since the Unix epoch.
    pub expires: i64,
    revoked: AtomicBool,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for dyn Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl Session {
    /// Whether it still opens doors: ask again at each of them.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !self.revoked.load(Ordering::Relaxed) && self.clock.now() < self.expires
    }
}

/// Why access could not be given or kept.
#[derive(Debug, Error)]
pub enum AccessError {
    #[error("the link is unknown, used or expired")]
    BadLink,
    #[error("there is no such account")]
    NoAccount,
    #[error("the file of accounts")]
    File(#[source] io::Error),
    #[error("the file of accounts is not readable")]
    Malformed(#[source] serde_json::Error),
}

#[derive(Clone, Serialize, Deserialize)]
struct Book {
    epoch: Uuid,
    accounts: BTreeMap<AccountId, Account>,
    /// Digest of the secret → what it opens.
    links: BTreeMap<String, Pass>,
    sessions: BTreeMap<String, Pass>,
    /// `plan/account` → number of the last event seen.
    visits: BTreeMap<String, u64>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Pass {
    id: Uuid,
    account: AccountId,
    expires: i64,
}

struct State {
    book: Book,
    live: BTreeMap<String, Arc<Session>>,
}

/// The door.
pub struct Access {
    file: Option<PathBuf>,
    clock: Arc<dyn Clock>,
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
    /// Opens the file, or begins with nobody.
    ///
    /// # Errors
    /// [`AccessError::File`], [`AccessError::Malformed`].
    pub fn open(file: Option<PathBuf>, clock: Arc<dyn Clock>) -> Result<Self, AccessError> {
        let stored = match &file {
            Some(path) => match std::fs::read(path) {
                Ok(bytes) => Some(serde_json::from_slice(&bytes).map_err(AccessError::Malformed)?),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(AccessError::File(error)),
            },
            None => None,
        };
        let is_new = stored.is_none();
        let book: Book = stored.unwrap_or_else(|| Book {
            epoch: Uuid::new_v4(),
            accounts: BTreeMap::new(),
            links: BTreeMap::new(),
            sessions: BTreeMap::new(),
            visits: BTreeMap::new(),
        });
        let live =
            book.sessions.iter().map(|(key, pass)| (key.clone(), pass.session(&clock))).collect();
        let access = Self {
            file,
            clock,
            changing: Mutex::default(),
            state: Mutex::new(State { book, live }),
        };
        if is_new {
            access.change(|_| Ok(()))?;
        }
        Ok(access)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the book durably, or not at all.
    fn change<T>(
        &self,
        change: impl FnOnce(&mut Book) -> Result<T, AccessError>,
    ) -> Result<T, AccessError> {
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let mut book = self.lock().book.clone();
        book.links.retain(|_, pass| pass.expires > now);
        book.sessions.retain(|_, pass| pass.expires > now);
        let result = change(&mut book)?;
        if let Some(file) = &self.file {
            let bytes = serde_json::to_vec_pretty(&book).map_err(AccessError::Malformed)?;
            files::replace(file, &bytes).map_err(AccessError::File)?;
        }
        let mut state = self.lock();
        state.live.retain(|key, session| {
            let kept = book.sessions.contains_key(key);
            session.revoked.fetch_or(!kept, Ordering::Relaxed);
            kept
        });
        for (key, pass) in &book.sessions {
            state.live.entry(key.clone()).or_insert_with(|| pass.session(&self.clock));
        }
        state.book = book;
        Ok(result)
    }

    /// Changes only if the log is replaced.
    #[must_use]
    pub fn epoch(&self) -> Uuid {
        self.lock().book.epoch
    }

    /// Registers accounts, or renames those known.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn register(&self, accounts: impl IntoIterator<Item = Account>) -> Result<(), AccessError> {
        self.change(|book| {
            book.accounts.extend(accounts.into_iter().map(|a| (a.id, a)));
            Ok(())
        })
    }

    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<Account> {
        self.lock().book.accounts.get(&id).cloned()
    }

    /// Makes a link that signs an account in once; returns its secret.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], [`AccessError::File`].
    pub fn issue_link(&self, account: AccountId) -> Result<String, AccessError> {
        let secret = secret();
        let expires = self.clock.now() + LINK_MILLIS;
        self.change(|book| {
            if !book.accounts.contains_key(&account) {
                return Err(AccessError::NoAccount);
            }
            book.links.insert(digest(&secret), Pass { id: Uuid::new_v4(), account, expires });
            Ok(())
        })?;
        Ok(secret)
    }

    /// Uses a link up, for a session; returns the session and its token.
    ///
    /// # Errors
    /// [`AccessError::BadLink`], [`AccessError::File`].
    pub fn redeem(&self, link: &str) -> Result<(Arc<Session>, String), AccessError> {
        let token = secret();
        let key = digest(&token);
        let expires = self.clock.now() + SESSION_MILLIS;
        self.change(|book| {
            let pass = book.links.remove(&digest(link)).ok_or(AccessError::BadLink)?;
            book.make_room(pass.account);
            book.sessions
                .insert(key.clone(), Pass { id: Uuid::new_v4(), account: pass.account, expires });
            Ok(())
        })?;
        let session = self.lock().live.get(&key).cloned().ok_or(AccessError::BadLink)?;
        Ok((session, token))
    }

    /// The live session of a token.
    #[must_use]
    pub fn session(&self, token: &str) -> Option<Arc<Session>> {
        self.lock().live.get(&digest(token)).filter(|s| s.is_live()).cloned()
    }

    /// Ends one session.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn revoke(&self, session: Uuid) -> Result<(), AccessError> {
        self.change(|book| {
            book.sessions.retain(|_, pass| pass.id != session);
            Ok(())
        })
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn revoke_all(&self, account: AccountId) -> Result<(), AccessError> {
        self.change(|book| {
            book.sessions.retain(|_, pass| pass.account != account);
            Ok(())
        })
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
}

impl Pass {
    fn session(&self, clock: &Arc<dyn Clock>) -> Arc<Session> {
        Arc::new(Session {
            id: self.id,
            account: self.account,
            expires: self.expires,
            revoked: AtomicBool::new(false),
            clock: clock.clone(),
        })
    }
}

impl Book {
    fn make_room(&mut self, account: AccountId) {
        let mut held: Vec<_> = self
            .sessions
            .iter()
            .filter(|(_, p)| p.account == account)
            .map(|(k, p)| (p.expires, k.clone()))
            .collect();
        held.sort();
        let surplus = (held.len() + 1).saturating_sub(SESSIONS_PER_ACCOUNT);
        for (_, key) in held.into_iter().take(surplus) {
            self.sessions.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;

    fn someone() -> Account {
        Account {
            id: AccountId(Uuid::from_u128(1)),
            label: "Coordination (démo)".into(),
            language: None,
        }
    }

    fn door(file: Option<PathBuf>) -> (Access, Arc<FixedClock>) {
        let clock = Arc::new(FixedClock::at(1_000));
        let access = Access::open(file, clock.clone()).expect("it opens");
        access.register([someone()]).expect("it registers");
        (access, clock)
    }

    #[test]
    fn a_link_opens_once() {
        let (access, _) = door(None);
        let link = access.issue_link(someone().id).expect("a link");
        let (session, token) = access.redeem(&link).expect("first use");
        assert_eq!(session.account, someone().id);
        assert!(access.session(&token).is_some());
        assert!(matches!(access.redeem(&link), Err(AccessError::BadLink)));
        assert!(matches!(access.redeem("guess"), Err(AccessError::BadLink)));
    }

    #[test]
    fn links_and_sessions_expire() {
        let (access, clock) = door(None);
        let late = access.issue_link(someone().id).expect("a link");
        let link = access.issue_link(someone().id).expect("a link");
        let (session, token) = access.redeem(&link).expect("in time");
        clock.advance(LINK_MILLIS);
        assert!(matches!(access.redeem(&late), Err(AccessError::BadLink)));
        clock.advance(SESSION_MILLIS);
        assert!(!session.is_live());
        assert!(access.session(&token).is_none());
    }

    #[test]
    fn a_revoked_session_is_dead_for_those_who_hold_it() {
        let (access, _) = door(None);
        let link = access.issue_link(someone().id).expect("a link");
        let (session, token) = access.redeem(&link).expect("in");
        access.revoke_all(someone().id).expect("revoked");
        assert!(!session.is_live());
        assert!(access.session(&token).is_none());
    }

    #[test]
    fn sessions_survive_a_restart_and_secrets_are_not_on_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("access.json");
        let (access, clock) = door(Some(file.clone()));
        let link = access.issue_link(someone().id).expect("a link");
        let (_, token) = access.redeem(&link).expect("in");
        let epoch = access.epoch();
        drop(access);
        let stored = std::fs::read_to_string(&file).expect("the file");
        assert!(!stored.contains(&token) && !stored.contains(&link));
        let again = Access::open(Some(file), clock).expect("it opens again");
        assert!(again.session(&token).is_some());
        assert_eq!(again.epoch(), epoch);
    }
}
