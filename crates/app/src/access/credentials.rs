//! What proves that somebody is an account's person: passwords, passkeys, an OpenID Connect subject.

use plenum_domain::AccountId;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Access, AccessError, SignInAct,
    book::{Book, Credentials, Passkey},
    digest,
};

/// The longest name of a passkey or token.
const NAME_CHARS: usize = 80;
/// Passkeys of an account: every device of a busy person.
const PASSKEYS_PER_ACCOUNT: usize = 20;
const PASSKEY: &str = "passkey";

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
    pub created: i64,
    pub used: Option<i64>,
}

/// A name without the spaces around it.
pub(super) fn check_name(name: &str) -> Result<String, AccessError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(AccessError::Empty("name"));
    }
    if name.chars().count() > NAME_CHARS {
        return Err(AccessError::TooLong("name"));
    }
    Ok(name.to_owned())
}

impl Access {
    fn credentials(&self, account: AccountId) -> Credentials {
        self.lock().book.credentials.get(&account).cloned().unwrap_or_default()
    }

    fn change_credentials(
        &self,
        account: AccountId,
        change: impl FnOnce(&mut Credentials) -> Result<(), AccessError>,
    ) -> Result<(), AccessError> {
        if self.profile(account).is_none() {
            return Err(AccessError::NoAccount);
        }
        self.change(|book: &mut Book| change(book.credentials.entry(account).or_default()))
    }

    /// The password's hash, for whoever checks it.
    #[must_use]
    pub fn password(&self, account: AccountId) -> Option<String> {
        self.credentials(account).password
    }

    /// Keeps a password's hash, or lets go of it; all other sessions end with the old one.
    ///
    /// # Errors
    /// [`AccessError::LastCredential`].
    pub fn set_password(
        &self,
        account: AccountId,
        hash: Option<String>,
        keep: Option<Uuid>,
    ) -> Result<(), AccessError> {
        self.change_credentials(account, |known| {
            if hash.is_none() && known.password.is_some() && known.count() == 1 {
                return Err(AccessError::LastCredential);
            }
            known.password = hash;
            Ok(())
        })?;
        self.change(|book| {
            book.sessions.retain(|_, p| p.account != account || Some(p.id) == keep);
            book.links.retain(|_, p| p.account != account);
            Ok(())
        })?;
        self.note(Some(account), SignInAct::PasswordChanged);
        Ok(())
    }

    /// The public parts of an account's passkeys.
    #[must_use]
    pub fn passkeys(&self, account: AccountId) -> Vec<Value> {
        self.credentials(account).passkeys.into_iter().map(|passkey| passkey.key).collect()
    }

    /// An account's passkeys by what its person calls them.
    #[must_use]
    pub fn named_passkeys(&self, account: AccountId) -> Vec<Named> {
        let passkeys = self.credentials(account).passkeys.into_iter();
        let named = |passkey: Passkey| Named {
            id: passkey.id,
            name: self.words(account, PASSKEY, Some(&passkey.name)),
            created: passkey.created,
            used: passkey.used,
        };
        passkeys.map(named).collect()
    }

    /// Keeps a passkey. `is_same` tells whether another one's public part is of the same credential.
    ///
    /// # Errors
    /// [`AccessError::Taken`] where any account has it, [`AccessError::TooMany`].
    pub fn add_passkey(
        &self,
        account: AccountId,
        name: &str,
        key: Value,
        is_same: impl Fn(&Value) -> bool,
    ) -> Result<(), AccessError> {
        let name = check_name(name)?;
        let sealed = self.keys.seal(account, PASSKEY, name.as_bytes());
        let name = sealed.ok_or(AccessError::NoAccount)?;
        let created = self.clock.now();
        self.change(|book| {
            let mut all = book.credentials.values().flat_map(|known| &known.passkeys);
            if all.any(|passkey| is_same(&passkey.key)) {
                return Err(AccessError::Taken("credential"));
            }
            let own = &mut book.credentials.entry(account).or_default().passkeys;
            if own.len() >= PASSKEYS_PER_ACCOUNT {
                return Err(AccessError::TooMany);
            }
            own.push(Passkey { id: Uuid::new_v4(), name, created, used: None, key });
            Ok(())
        })?;
        self.note(Some(account), SignInAct::PasskeyAdded);
        Ok(())
    }

    /// Keeps a passkey's public part as it is after a use: it counts.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`] where it is gone meanwhile.
    pub fn passkey_used(
        &self,
        account: AccountId,
        key: Value,
        is_same: impl Fn(&Value) -> bool,
    ) -> Result<(), AccessError> {
        let now = self.clock.now();
        self.change_credentials(account, |known| {
            let used = known.passkeys.iter_mut().find(|passkey| is_same(&passkey.key));
            let used = used.ok_or(AccessError::NoAccount)?;
            (used.key, used.used) = (key, Some(now));
            Ok(())
        })
    }

    /// Lets go of a passkey.
    ///
    /// # Errors
    /// [`AccessError::LastCredential`], [`AccessError::NoAccount`] where there is no such passkey.
    pub fn remove_passkey(&self, account: AccountId, id: Uuid) -> Result<(), AccessError> {
        self.change_credentials(account, |known| {
            if !known.passkeys.iter().any(|passkey| passkey.id == id) {
                return Err(AccessError::NoAccount);
            }
            if known.count() == 1 {
                return Err(AccessError::LastCredential);
            }
            known.passkeys.retain(|passkey| passkey.id != id);
            Ok(())
        })?;
        self.note(Some(account), SignInAct::PasskeyRemoved);
        Ok(())
    }

    /// The account that a provider's subject belongs to.
    #[must_use]
    pub fn by_openid(&self, issuer: &str, subject: &str) -> Option<AccountId> {
        let wanted = openid(issuer, subject);
        let state = self.lock();
        let mut all = state.book.credentials.iter();
        let found = all.find(|(_, known)| known.openid.as_ref() == Some(&wanted));
        found.map(|(account, _)| *account)
    }

    #[must_use]
    pub fn has_openid(&self, account: AccountId) -> bool {
        self.credentials(account).openid.is_some()
    }

    /// Ties an account to a provider's subject.
    ///
    /// # Errors
    /// [`AccessError::Taken`].
    pub fn tie_openid(
        &self,
        account: AccountId,
        issuer: &str,
        subject: &str,
    ) -> Result<(), AccessError> {
        if self.by_openid(issuer, subject).is_some_and(|holder| holder != account) {
            return Err(AccessError::Taken("openid"));
        }
        self.change_credentials(account, |known| {
            known.openid = Some(openid(issuer, subject));
            Ok(())
        })?;
        self.note(Some(account), SignInAct::OpenidTied);
        Ok(())
    }

    /// Unties an account from its provider's subject.
    ///
    /// # Errors
    /// [`AccessError::LastCredential`], [`AccessError::NoAccount`] where nothing is tied.
    pub fn untie_openid(&self, account: AccountId) -> Result<(), AccessError> {
        self.change_credentials(account, |known| {
            if known.openid.is_none() {
                return Err(AccessError::NoAccount);
            }
            if known.count() == 1 {
                return Err(AccessError::LastCredential);
            }
            known.openid = None;
            Ok(())
        })?;
        self.note(Some(account), SignInAct::OpenidUntied);
        Ok(())
    }
}

fn openid(issuer: &str, subject: &str) -> String {
    digest(&format!("{}\n{subject}", issuer.trim_end_matches('/')))
}
