//! Links, sessions and programs' tokens.

use std::sync::Arc;

use plenum_domain::AccountId;
use uuid::Uuid;

use super::{
    Access, AccessError, SignInAct,
    book::{Pass, Token},
    digest, secret,
    session::{Scope, Session},
};

/// A one-time link is for now: the person is at the door.
pub(super) const LINK_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// A link for one's own second device is for the next minutes.
const DEVICE_LINK_MILLIS: i64 = 10 * 60 * 1000;
/// A session lasts a month: plenaries are prepared over weeks.
pub(super) const SESSION_MILLIS: i64 = 30 * 24 * 60 * 60 * 1000;
/// How long a proof of who one is lets one change one's ways in.
const PROVED_MILLIS: i64 = 15 * 60 * 1000;
/// Links of an account that may be open at once; the oldest gives way.
const LINKS_PER_ACCOUNT: usize = 5;
/// Tokens an account may hold.
const TOKENS_PER_ACCOUNT: usize = 20;
/// The longest life of a token.
const TOKEN_DAYS: u16 = 366;
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// The longest text that a browser says of itself that is kept.
const DEVICE_CHARS: usize = 200;
const DEVICE: &str = "device";
const TOKEN: &str = "token";

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionSeen {
    pub id: Uuid,
    pub account: AccountId,
    pub device: String,
    pub created: i64,
    pub seen: i64,
    pub expires: i64,
}

/// A token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSeen {
    pub id: Uuid,
    pub name: String,
    pub scope: Scope,
    pub created: i64,
    pub expires: i64,
    /// When it was last used, since the server started.
    pub used: Option<i64>,
}

impl Access {
    /// Makes a link that signs an account in once; returns its secret and when it expires.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], [`AccessError::File`].
    pub fn issue_link(&self, account: AccountId) -> Result<String, AccessError> {
        Ok(self.link(account, LINK_MILLIS)?.0)
    }

    /// Makes a link for a second device, for minutes.
    ///
    /// # Errors
    /// Like [`Self::issue_link`].
    pub fn device_link(&self, account: AccountId) -> Result<(String, i64), AccessError> {
        self.link(account, DEVICE_LINK_MILLIS)
    }

    /// Makes a link to hand over or to mail; returns its secret and when it expires.
    ///
    /// # Errors
    /// Like [`Self::issue_link`].
    pub fn recovery_link(&self, account: AccountId) -> Result<(String, i64), AccessError> {
        self.link(account, LINK_MILLIS)
    }

    fn link(&self, account: AccountId, millis: i64) -> Result<(String, i64), AccessError> {
        let (secret, now) = (secret(), self.clock.now());
        if !self.is_active(account) {
            return Err(AccessError::NoAccount);
        }
        let pass = Pass {
            id: Uuid::new_v4(),
            account,
            created: now,
            seen: now,
            expires: now + millis,
            device: None,
            proved: 0,
        };
        self.change(|book| {
            let open = book.links.iter().filter(|(_, pass)| pass.account == account);
            let mut open: Vec<_> = open.map(|(key, pass)| (pass.created, key.clone())).collect();
            open.sort();
            let surplus = (open.len() + 1).saturating_sub(LINKS_PER_ACCOUNT);
            for (_, key) in open.into_iter().take(surplus) {
                book.links.remove(&key);
            }
            book.links.insert(digest(&secret), pass);
            Ok(())
        })?;
        Ok((secret, now + millis))
    }

    /// Uses a link up, for a session; returns the session and its token.
    ///
    /// # Errors
    /// [`AccessError::BadLink`], [`AccessError::File`].
    pub fn redeem(&self, link: &str, device: &str) -> Result<(Arc<Session>, String), AccessError> {
        let known = self.lock().book.links.get(&digest(link)).map(|pass| pass.account);
        let account = known.filter(|account| self.is_active(*account));
        let Some(account) = account else {
            self.note(None, SignInAct::WrongLink);
            return Err(AccessError::BadLink);
        };
        let opened = self.start(account, device, Some(&digest(link)))?;
        self.note(Some(account), SignInAct::ByLink);
        Ok(opened)
    }

    /// Starts a session for someone who has proved who they are.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], [`AccessError::File`].
    pub fn sign_in(
        &self,
        account: AccountId,
        device: &str,
        act: SignInAct,
    ) -> Result<(Arc<Session>, String), AccessError> {
        if !self.is_active(account) {
            return Err(AccessError::NoAccount);
        }
        let opened = self.start(account, device, None)?;
        self.note(Some(account), act);
        Ok(opened)
    }

    /// A new token each time: a session is never taken over from before the sign-in. Whoever looks on by
    /// a link does so no longer than the link opens.
    fn start(
        &self,
        account: AccountId,
        device: &str,
        link: Option<&str>,
    ) -> Result<(Arc<Session>, String), AccessError> {
        let (token, now) = (secret(), self.clock.now());
        let key = digest(&token);
        let device: String =
            device.chars().filter(|c| !c.is_control()).take(DEVICE_CHARS).collect();
        let device = self.keys.seal(account, DEVICE, device.as_bytes());
        let last = self.observes_until(account).unwrap_or(i64::MAX);
        self.change(|book| {
            if let Some(link) = link {
                book.links.remove(link).ok_or(AccessError::BadLink)?;
            }
            book.make_room(account);
            let (id, expires) = (Uuid::new_v4(), last.min(now + SESSION_MILLIS));
            let pass = Pass { id, account, created: now, seen: now, expires, device, proved: now };
            book.sessions.insert(key.clone(), pass);
            Ok(())
        })?;
        let session = self.lock().live.get(&key).cloned().ok_or(AccessError::BadLink)?;
        Ok((session, token))
    }

    /// The live session of a token, a browser's or a program's.
    #[must_use]
    pub fn session(&self, token: &str) -> Option<Arc<Session>> {
        let mut state = self.lock();
        let session = state.live.get(&digest(token)).filter(|s| s.is_live()).cloned()?;
        state.seen.insert(session.id, self.clock.now());
        Some(session)
    }

    /// Whether a session's holder proved a moment ago who they are, by the sign-in or since. Whoever has
    /// no way in of their own yet has nothing to prove it by.
    #[must_use]
    pub fn is_proved(&self, session: &Session) -> bool {
        let now = self.clock.now();
        let state = self.lock();
        let credentials = state.book.credentials.get(&session.account);
        if credentials.is_none_or(|known| known.count() == 0) {
            return true;
        }
        let mut passes = state.book.sessions.values();
        passes.any(|pass| pass.id == session.id && now - pass.proved < PROVED_MILLIS)
    }

    /// Notes that a session's holder has proved who they are.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`] where the session is gone, [`AccessError::File`].
    pub fn prove(&self, session: Uuid, account: AccountId) -> Result<(), AccessError> {
        let now = self.clock.now();
        self.change(|book| {
            let mut passes = book.sessions.values_mut();
            let pass = passes.find(|pass| pass.id == session && pass.account == account);
            pass.ok_or(AccessError::NoAccount)?.proved = now;
            Ok(())
        })?;
        self.note(Some(account), SignInAct::Proved);
        Ok(())
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

    /// Ends one of an account's own sessions.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`] where it is not theirs.
    pub fn revoke_own(&self, account: AccountId, session: Uuid) -> Result<(), AccessError> {
        self.change(|book| {
            let before = book.sessions.len();
            book.sessions.retain(|_, pass| pass.id != session || pass.account != account);
            if book.sessions.len() == before { Err(AccessError::NoAccount) } else { Ok(()) }
        })
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn revoke_all(&self, account: AccountId) -> Result<(), AccessError> {
        self.change(|book| {
            book.sessions.retain(|_, pass| pass.account != account);
            book.links.retain(|_, pass| pass.account != account);
            Ok(())
        })?;
        self.note(Some(account), SignInAct::SignedOutEverywhere);
        Ok(())
    }

    /// The sessions of one account, or of all.
    #[must_use]
    pub fn sessions(&self, of: Option<AccountId>) -> Vec<SessionSeen> {
        let state = self.lock();
        let passes = state.book.sessions.values();
        let passes = passes.filter(|pass| of.is_none_or(|account| account == pass.account));
        let seen = |pass: &Pass| SessionSeen {
            id: pass.id,
            account: pass.account,
            device: self.words(pass.account, DEVICE, pass.device.as_ref()),
            created: pass.created,
            seen: state.seen.get(&pass.id).copied().unwrap_or(pass.seen),
            expires: pass.expires,
        };
        passes.map(seen).collect()
    }

    /// What was sealed, as text; empty where it is gone.
    pub(super) fn words(
        &self,
        account: AccountId,
        purpose: &str,
        sealed: Option<&plenum_directory::Sealed>,
    ) -> String {
        let opened = sealed.and_then(|sealed| self.keys.open_sealed(account, purpose, sealed));
        opened.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).unwrap_or_default()
    }

    /// Makes a token for a program; returns its secret, to be shown once.
    ///
    /// # Errors
    /// [`AccessError::Empty`], [`AccessError::TooLong`], [`AccessError::TooMany`].
    pub fn make_token(
        &self,
        account: AccountId,
        name: &str,
        scope: Scope,
        days: u16,
    ) -> Result<(String, TokenSeen), AccessError> {
        let name = super::credentials::check_name(name)?;
        if scope.plans.is_empty() {
            return Err(AccessError::Empty("plans"));
        }
        let (secret, now) = (secret(), self.clock.now());
        let days = i64::from(days.clamp(1, TOKEN_DAYS));
        let sealed = self.keys.seal(account, TOKEN, name.as_bytes());
        let token = Token {
            id: Uuid::new_v4(),
            account,
            name: sealed.ok_or(AccessError::NoAccount)?,
            plans: scope.plans.clone(),
            write: scope.write,
            created: now,
            expires: now + days * DAY_MILLIS,
        };
        let (id, expires) = (token.id, token.expires);
        self.change(|book| {
            let held = book.tokens.values().filter(|token| token.account == account).count();
            if held >= TOKENS_PER_ACCOUNT {
                return Err(AccessError::TooMany);
            }
            book.tokens.insert(digest(&secret), token);
            Ok(())
        })?;
        self.note(Some(account), SignInAct::TokenMade);
        Ok((secret, TokenSeen { id, name, scope, created: now, expires, used: None }))
    }

    /// Ends one of an account's own tokens.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`] where it is not theirs.
    pub fn revoke_token(&self, account: AccountId, token: Uuid) -> Result<(), AccessError> {
        self.change(|book| {
            let before = book.tokens.len();
            book.tokens.retain(|_, known| known.id != token || known.account != account);
            if book.tokens.len() == before { Err(AccessError::NoAccount) } else { Ok(()) }
        })?;
        self.note(Some(account), SignInAct::TokenRevoked);
        Ok(())
    }

    /// The tokens of an account.
    #[must_use]
    pub fn tokens(&self, account: AccountId) -> Vec<TokenSeen> {
        let state = self.lock();
        let tokens = state.book.tokens.values().filter(|token| token.account == account);
        let seen = |token: &Token| TokenSeen {
            id: token.id,
            name: self.words(account, TOKEN, Some(&token.name)),
            scope: Scope { plans: token.plans.clone(), write: token.write },
            created: token.created,
            expires: token.expires,
            used: state.seen.get(&token.id).copied(),
        };
        tokens.map(seen).collect()
    }
}
