//! The ways in: a password, a passkey, and the way back for who forgot.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use plenum_app::{Access, AccessError, SignInAct};
use plenum_domain::AccountId;
use plenum_identity::{PasskeyError, StoredPasskey};
use plenum_protocol::accounts::{Ceremony, Doors, PasskeySignIn, PasswordSignIn, Recovery};

use super::session::enter;
use crate::{
    extract::{Device, Json as Body},
    mails,
    problem::Problem,
    state::Server,
};

pub async fn doors(State(server): State<Server>) -> Json<Doors> {
    let ways = server.ways();
    let openid = ways.openid.as_ref().map(|openid| openid.label().to_owned());
    Json(Doors { openid, mail: ways.mailer.is_some() })
}

/// The same answer, after the same time, for an unknown address, a wrong password and a locked account.
pub async fn by_password(
    State(server): State<Server>,
    Device(device): Device,
    Body(PasswordSignIn { email, password }): Body<PasswordSignIn>,
) -> Result<Response, Problem> {
    let claimed = server.app().access().by_email(&email);
    let account = check_password(&server, &email, claimed, password).await?;
    enter(&server, move |access| access.sign_in(account, &device, SignInAct::ByPassword)).await
}

/// The account that was claimed, where the password is its own. Wrong ones are counted under a key, and after
/// too many of them none is looked at for a while; nobody's hash costs as much as somebody's.
pub async fn check_password(
    server: &Server,
    key: &str,
    claimed: Option<AccountId>,
    password: String,
) -> Result<AccountId, Problem> {
    let (access, now) = (server.app().access(), server.app().now());
    access.tries().may_try(key, now).map_err(|_| Problem::held())?;
    let stored = claimed.and_then(|account| access.password(account));
    let is_right = server.ways().passwords.verify(password, stored).await?;
    let Some(holder) = claimed.filter(|account| is_right && access.is_active(*account)) else {
        let held = access.tries().wrong(key, claimed, now);
        let act = if held.is_some() { SignInAct::Held } else { SignInAct::WrongPassword };
        access.note(claimed, act);
        return Err(Problem::bad_credentials());
    };
    access.tries().right(key);
    Ok(holder)
}

pub async fn begin_passkey(State(server): State<Server>) -> Result<Json<Ceremony>, Problem> {
    let begun = server.passkeys()?.begin_sign_in(server.app().now())?;
    Ok(Json(Ceremony { ceremony: begun.ceremony, options: begun.options }))
}

/// The public parts of an account's passkeys.
pub fn stored(access: &Access, account: AccountId) -> Vec<StoredPasskey> {
    let keys = access.passkeys(account).into_iter();
    keys.filter_map(|key| serde_json::from_value(key).ok()).collect()
}

/// Whether a stored passkey is of this credential.
pub fn is_credential(id: String) -> impl Fn(&serde_json::Value) -> bool + Send {
    move |key| {
        let known = serde_json::from_value::<StoredPasskey>(key.clone());
        known.is_ok_and(|known| known.id() == id)
    }
}

pub async fn by_passkey(
    State(server): State<Server>,
    Device(device): Device,
    Body(answer): Body<PasskeySignIn>,
) -> Result<Response, Problem> {
    let shown = check_passkey(&server, answer)?;
    enter(&server, move |access| {
        shown.keep(access)?;
        access.sign_in(shown.account, &device, SignInAct::ByPasskey)
    })
    .await
}

/// A passkey that was shown, and whose it is.
pub struct Shown {
    pub account: AccountId,
    passkey: StoredPasskey,
    key: serde_json::Value,
}

impl Shown {
    /// Keeps its count of uses.
    pub fn keep(&self, access: &Access) -> Result<(), AccessError> {
        let is_same = is_credential(self.passkey.id());
        access.passkey_used(self.account, self.key.clone(), is_same)
    }
}

/// Whose passkey answers a ceremony.
pub fn check_passkey(server: &Server, answer: PasskeySignIn) -> Result<Shown, Problem> {
    let PasskeySignIn { ceremony, credential } = answer;
    let (access, now) = (server.app().access(), server.app().now());
    let find = |account: uuid::Uuid| stored(access, account.into());
    let signed = server.passkeys()?.finish_sign_in(now, ceremony, credential, find);
    let signed = signed.map_err(|error| {
        access.note(None, SignInAct::WrongPasskey);
        match error {
            PasskeyError::BadCeremony => Problem::from(error),
            _ => Problem::bad_credentials(),
        }
    })?;
    let key = serde_json::to_value(&signed.passkey).map_err(|_| Problem::internal())?;
    Ok(Shown { account: signed.account.into(), passkey: signed.passkey, key })
}

/// Nothing in the answer, nor in when it comes, tells whether the address is known.
pub async fn recover(
    State(server): State<Server>,
    Body(Recovery { email }): Body<Recovery>,
) -> Result<StatusCode, Problem> {
    let (ways, access, now) = (server.ways(), server.app().access(), server.app().now());
    if ways.mailer.is_some() && ways.recoveries.take(&email, now) {
        let account = access.by_email(&email).filter(|account| access.is_active(*account));
        access.note(account, SignInAct::RecoveryAsked);
        if let Some(account) = account {
            tokio::spawn(send_link(server.clone(), account));
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn send_link(server: Server, account: AccountId) {
    let made: Result<_, AccessError> = tokio::task::spawn_blocking({
        let app = server.app().clone();
        move || app.access().recovery_link(account)
    })
    .await
    .unwrap_or(Err(AccessError::BadLink));
    match made {
        Ok((secret, _)) => {
            // To the address of the account, not to the one that was typed, which may only look alike.
            let Some(profile) = server.app().access().profile(account) else { return };
            let url = server.link("entrer", &secret);
            let mail = mails::recovery(profile.language.as_deref(), &url);
            mails::send(&server, profile.email.as_deref().unwrap_or_default(), mail).await;
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "making a recovery link");
        }
    }
}
