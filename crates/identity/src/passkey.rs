//! Passkeys: WebAuthn credentials that name their account themselves and ask their holder for a finger or a code.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::pending::Pending;

/// Why a passkey was not made or not accepted.
#[derive(Debug, Error)]
pub enum PasskeyError {
    #[error("{0:?} is not the address of a site with a name")]
    Origin(String),
    #[error("setting passkeys up")]
    SetUp(#[source] WebauthnError),
    #[error("beginning with a passkey")]
    Begin(#[source] WebauthnError),
    #[error("writing the browser's options")]
    Options(#[source] serde_json::Error),
    #[error("the ceremony is unknown, used, expired or somebody else's")]
    BadCeremony,
    #[error("the browser's answer is not readable")]
    Malformed(#[source] serde_json::Error),
    #[error("the browser's answer names no account")]
    Nameless(#[source] WebauthnError),
    #[error("the account has no such passkey")]
    Unknown,
    #[error("the passkey was not accepted")]
    Refused(#[source] WebauthnError),
}

/// A passkey as it is kept with its account: a public key and a counter, nothing secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredPasskey(Passkey);

impl StoredPasskey {
    /// The credential's id, base64url without padding, as browsers write it.
    #[must_use]
    pub fn id(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0.cred_id())
    }
}

/// A ceremony under way: the options are for `navigator.credentials`, the id comes back with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Begun {
    pub ceremony: Uuid,
    pub options: Value,
}

/// Who signed in, and their passkey to be kept in place of the one found: it has counted on.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub account: Uuid,
    pub passkey: StoredPasskey,
}

struct Registering {
    account: Uuid,
    state: PasskeyRegistration,
}

/// Makes and checks passkeys of one site.
pub struct Passkeys {
    site: Webauthn,
    registering: Pending<Uuid, Registering>,
    signing_in: Pending<Uuid, DiscoverableAuthentication>,
}

impl Passkeys {
    /// `origin` is the site's address, whose host the passkeys are bound to for ever; `name` is shown beside them.
    ///
    /// # Errors
    /// [`PasskeyError::Origin`] without a host name (browsers accept no address in numbers),
    /// [`PasskeyError::SetUp`].
    pub fn new(origin: &str, name: &str) -> Result<Self, PasskeyError> {
        Self::with_origins(origin, &[], name)
    }

    /// The same, for a site that is also reached below its host or at other ports.
    ///
    /// # Errors
    /// As [`Passkeys::new`].
    pub fn with_origins(origin: &str, more: &[&str], name: &str) -> Result<Self, PasskeyError> {
        let (origin, host) = site(origin)?;
        let mut builder =
            WebauthnBuilder::new(&host, &origin).map_err(PasskeyError::SetUp)?.rp_name(name);
        for another in more {
            builder = builder.append_allowed_origin(&site(another)?.0);
        }
        Ok(Self {
            site: builder.build().map_err(PasskeyError::SetUp)?,
            registering: Pending::default(),
            signing_in: Pending::default(),
        })
    }

    /// Begins to make a passkey for an account, on a device that holds none of the `existing`.
    ///
    /// # Errors
    /// [`PasskeyError::Begin`], [`PasskeyError::Options`].
    pub fn begin_registration(
        &self,
        now_ms: i64,
        account: Uuid,
        name: &str,
        display: &str,
        existing: &[StoredPasskey],
    ) -> Result<Begun, PasskeyError> {
        let existing: Vec<_> = existing.iter().map(|stored| stored.0.cred_id().clone()).collect();
        let (options, state) = self
            .site
            .start_passkey_registration(account, name, display, Some(existing))
            .map_err(PasskeyError::Begin)?;
        let mut options = serde_json::to_value(options).map_err(PasskeyError::Options)?;
        // The library leaves it to the device whether a passkey can name its account; ours sign in without a name.
        if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
            selection["residentKey"] = json!("required");
            selection["requireResidentKey"] = json!(true);
        }
        let ceremony = Uuid::new_v4();
        self.registering.put(now_ms, ceremony, Registering { account, state });
        Ok(Begun { ceremony, options })
    }

    /// The passkey that was made. The caller makes sure that no other account has one of its id.
    ///
    /// # Errors
    /// [`PasskeyError::BadCeremony`], [`PasskeyError::Malformed`], [`PasskeyError::Refused`].
    pub fn finish_registration(
        &self,
        now_ms: i64,
        ceremony: Uuid,
        account: Uuid,
        credential: Value,
    ) -> Result<StoredPasskey, PasskeyError> {
        let begun = self
            .registering
            .take(now_ms, &ceremony)
            .filter(|begun| begun.account == account)
            .ok_or(PasskeyError::BadCeremony)?;
        let credential: RegisterPublicKeyCredential =
            serde_json::from_value(credential).map_err(PasskeyError::Malformed)?;
        let passkey = self
            .site
            .finish_passkey_registration(&credential, &begun.state)
            .map_err(PasskeyError::Refused)?;
        Ok(StoredPasskey(passkey))
    }

    /// Begins to sign in whoever it is.
    ///
    /// # Errors
    /// [`PasskeyError::Begin`], [`PasskeyError::Options`].
    pub fn begin_sign_in(&self, now_ms: i64) -> Result<Begun, PasskeyError> {
        let (options, state) =
            self.site.start_discoverable_authentication().map_err(PasskeyError::Begin)?;
        let mut options = serde_json::to_value(options).map_err(PasskeyError::Options)?;
        // Whether passkeys are offered at a button or in a field is the page's to say.
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        let ceremony = Uuid::new_v4();
        self.signing_in.put(now_ms, ceremony, state);
        Ok(Begun { ceremony, options })
    }

    /// Who it was. `find` gives the passkeys of the account that the answer claims; nothing is proven before.
    ///
    /// # Errors
    /// [`PasskeyError::BadCeremony`], [`PasskeyError::Malformed`], [`PasskeyError::Nameless`],
    /// [`PasskeyError::Unknown`], and [`PasskeyError::Refused`], also for a counter that went back: a copied key.
    pub fn finish_sign_in(
        &self,
        now_ms: i64,
        ceremony: Uuid,
        credential: Value,
        find: impl FnOnce(Uuid) -> Vec<StoredPasskey>,
    ) -> Result<SignedIn, PasskeyError> {
        let state = self.signing_in.take(now_ms, &ceremony).ok_or(PasskeyError::BadCeremony)?;
        let credential: PublicKeyCredential =
            serde_json::from_value(credential).map_err(PasskeyError::Malformed)?;
        let (account, id) = self
            .site
            .identify_discoverable_authentication(&credential)
            .map_err(PasskeyError::Nameless)?;
        let StoredPasskey(mut passkey) = find(account)
            .into_iter()
            .find(|stored| stored.0.cred_id().as_slice() == id)
            .ok_or(PasskeyError::Unknown)?;
        let result = self
            .site
            .finish_discoverable_authentication_v2(&credential, state, &passkey)
            .map_err(PasskeyError::Refused)?;
        passkey.update_credential(&result);
        Ok(SignedIn { account, passkey: StoredPasskey(passkey) })
    }
}

/// The address read, and its host.
fn site(origin: &str) -> Result<(Url, String), PasskeyError> {
    let unusable = || PasskeyError::Origin(origin.to_owned());
    let url = Url::parse(origin).map_err(|_| unusable())?;
    let host = url.domain().ok_or_else(unusable)?.to_owned();
    Ok((url, host))
}

#[cfg(test)]
mod tests;
