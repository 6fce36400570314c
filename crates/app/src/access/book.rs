//! The file of sessions, links and credentials: replaced whole and durably at each change, so that what
//! is taken out of it is out of it. It names nobody: secrets are digests, and what people call their
//! devices is sealed.

use std::{collections::BTreeMap, sync::Arc};

use plenum_directory::Sealed;
use plenum_domain::{AccountId, PlanId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    calendars::CalendarLink,
    session::{Scope, Session},
    settings::Notices,
};
use crate::clock::Clock;

/// Sessions an account may hold; the oldest gives way.
const SESSIONS_PER_ACCOUNT: usize = 50;

#[derive(Clone, Serialize, Deserialize)]
pub struct Book {
    pub epoch: Uuid,
    /// Digest of the secret → what it opens, once.
    pub links: BTreeMap<String, Pass>,
    /// Digest of the token → the browser that holds it.
    pub sessions: BTreeMap<String, Pass>,
    /// Digest of the token → the program that holds it.
    #[serde(default)]
    pub tokens: BTreeMap<String, Token>,
    #[serde(default)]
    pub credentials: BTreeMap<AccountId, Credentials>,
    /// Digest of the secret → whose calendar it opens.
    #[serde(default)]
    pub calendars: BTreeMap<String, CalendarLink>,
    /// `plan/account` → number of the last event seen.
    pub visits: BTreeMap<String, u64>,
    /// `plan/account` → what they are written about, and what they have been told.
    #[serde(default)]
    pub notices: BTreeMap<String, Notices>,
    /// `plan/account` → the lists they keep, which are their own words.
    #[serde(default)]
    pub filters: BTreeMap<String, Sealed>,
}

/// What proves that somebody is an account's person.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Credentials {
    /// Argon2id, in the PHC form.
    pub password: Option<String>,
    #[serde(default)]
    pub passkeys: Vec<Passkey>,
    /// SHA-256 of issuer and subject at an OpenID Connect provider.
    #[serde(default)]
    pub openid: Option<String>,
}

impl Credentials {
    /// How many ways in there are.
    #[must_use]
    pub fn count(&self) -> usize {
        usize::from(self.password.is_some())
            + usize::from(self.openid.is_some())
            + self.passkeys.len()
    }
}

/// A passkey; `key` is the public part, as the library that checks it writes it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Passkey {
    pub id: Uuid,
    /// What its person calls it.
    pub name: Sealed,
    pub created: i64,
    pub used: Option<i64>,
    pub key: Value,
}

/// A link or a session.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pass {
    pub id: Uuid,
    pub account: AccountId,
    #[serde(default)]
    pub created: i64,
    #[serde(default)]
    pub seen: i64,
    pub expires: i64,
    /// What the browser says it is.
    #[serde(default)]
    pub device: Option<Sealed>,
    /// When its holder last proved who they are: at the sign-in, or since.
    #[serde(default)]
    pub proved: i64,
}

/// A program's token.
#[derive(Clone, Serialize, Deserialize)]
pub struct Token {
    pub id: Uuid,
    pub account: AccountId,
    pub name: Sealed,
    pub plans: Vec<PlanId>,
    pub write: bool,
    pub created: i64,
    pub expires: i64,
}

impl Book {
    pub fn new() -> Self {
        Self {
            epoch: Uuid::new_v4(),
            links: BTreeMap::new(),
            sessions: BTreeMap::new(),
            tokens: BTreeMap::new(),
            credentials: BTreeMap::new(),
            calendars: BTreeMap::new(),
            visits: BTreeMap::new(),
            notices: BTreeMap::new(),
            filters: BTreeMap::new(),
        }
    }

    /// Lets go of what has expired.
    pub fn expire(&mut self, now: i64) {
        self.links.retain(|_, pass| pass.expires > now);
        self.sessions.retain(|_, pass| pass.expires > now);
        self.tokens.retain(|_, token| token.expires > now);
    }

    /// Makes room for another session of an account.
    pub fn make_room(&mut self, account: AccountId) {
        let held = self.sessions.iter().filter(|(_, pass)| pass.account == account);
        let mut held: Vec<_> = held.map(|(key, pass)| (pass.expires, key.clone())).collect();
        held.sort();
        let surplus = (held.len() + 1).saturating_sub(SESSIONS_PER_ACCOUNT);
        for (_, key) in held.into_iter().take(surplus) {
            self.sessions.remove(&key);
        }
    }

    /// Ends everything an account could enter with, short of its credentials.
    pub fn shut_out(&mut self, account: AccountId) {
        self.sessions.retain(|_, pass| pass.account != account);
        self.links.retain(|_, pass| pass.account != account);
        self.tokens.retain(|_, token| token.account != account);
        self.calendars.retain(|_, link| link.account != account);
    }

    /// Forgets an account.
    pub fn forget(&mut self, account: AccountId) {
        self.shut_out(account);
        self.credentials.remove(&account);
        let of = format!("/{account}");
        self.visits.retain(|key, _| !key.ends_with(&of));
        self.notices.retain(|key, _| !key.ends_with(&of));
        self.filters.retain(|key, _| !key.ends_with(&of));
    }

    /// Every session and token, by the digest that opens it.
    pub fn passes<'b>(
        &'b self,
        clock: &'b Arc<dyn Clock>,
    ) -> impl Iterator<Item = (&'b String, Session)> {
        let sessions = self.sessions.iter().map(|(key, pass)| {
            (key, Session::new(pass.id, pass.account, pass.expires, None, clock.clone()))
        });
        let tokens = self.tokens.iter().map(|(key, token)| {
            let scope = Scope { plans: token.plans.clone(), write: token.write };
            (key, Session::new(token.id, token.account, token.expires, Some(scope), clock.clone()))
        });
        sessions.chain(tokens)
    }
}
