//! The ways in: a password, a passkey, an OpenID Connect provider, and the way back for who forgot.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use plenum_app::{Access, AccessError, SignInAct};
use plenum_domain::AccountId;
use plenum_identity::{Identity, PasskeyError, StoredPasskey};
use plenum_protocol::accounts::{Ceremony, Doors, PasskeySignIn, PasswordSignIn, Recovery};
use serde::Deserialize;

use super::{
    invitations,
    session::{enter, on_disk},
};
use crate::{
    extract::{Device, Json as Body, Query, cookie},
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
    let (access, now) = (server.app().access(), server.app().now());
    access.tries().may_try(&email, now).map_err(|_| Problem::held())?;
    let account = access.by_email(&email);
    let stored = account.and_then(|account| access.password(account));
    let is_right = server.ways().passwords.verify(password, stored).await?;
    let known = account.filter(|account| is_right && access.is_active(*account));
    let Some(account) = known else {
        let held = access.tries().wrong(&email, account, now);
        access
            .note(account, if held.is_some() { SignInAct::Held } else { SignInAct::WrongPassword });
        return Err(Problem::bad_credentials());
    };
    access.tries().right(&email);
    enter(&server, move |access| access.sign_in(account, &device, SignInAct::ByPassword)).await
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
    Body(PasskeySignIn { ceremony, credential }): Body<PasskeySignIn>,
) -> Result<Response, Problem> {
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
    let account: AccountId = signed.account.into();
    let key = serde_json::to_value(&signed.passkey).map_err(|_| Problem::internal())?;
    enter(&server, move |access| {
        access.passkey_used(account, key, is_credential(signed.passkey.id()))?;
        access.sign_in(account, &device, SignInAct::ByPasskey)
    })
    .await
}

const STATE_COOKIE: &str = "plenum_openid";
const CALLBACK: &str = "/api/session/openid/callback";

fn redirect(to: &str, cookie: &str) -> Result<Response, Problem> {
    let value = |text: &str| HeaderValue::from_str(text).map_err(|_| Problem::internal());
    let headers = [(header::LOCATION, value(to)?), (header::SET_COOKIE, value(cookie)?)];
    Ok((StatusCode::SEE_OTHER, axum::response::AppendHeaders(headers)).into_response())
}

/// The cookie that ties the answer of a provider to the browser that asked.
fn state_cookie(server: &Server, state: &str, seconds: u32) -> String {
    let secure = if server.config().tls { "; Secure" } else { "" };
    format!(
        "{STATE_COOKIE}={state}; Path={CALLBACK}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    )
}

pub async fn begin_openid(State(server): State<Server>) -> Result<Response, Problem> {
    let Some(openid) = &server.ways().openid else { return Err(Problem::not_found()) };
    match openid.begin(server.app().now()).await {
        Ok(begun) => redirect(&begun.url, &state_cookie(&server, &begun.state, 300)),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "asking the provider");
            redirect("/entrer?refus=openid", &state_cookie(&server, "", 0))
        }
    }
}

/// What a provider sends the browser back with.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    state: Option<String>,
}

pub async fn by_openid(
    State(server): State<Server>,
    Device(device): Device,
    headers: HeaderMap,
    Query(Returned { code, state }): Query<Returned>,
) -> Result<Response, Problem> {
    let Some(openid) = &server.ways().openid else { return Err(Problem::not_found()) };
    let clear = state_cookie(&server, "", 0);
    let refused = || redirect("/entrer?refus=openid", &clear);
    let own = cookie(&headers, STATE_COOKIE);
    let (Some(code), Some(state)) = (code, state.filter(|state| own == Some(state.as_str())))
    else {
        return refused();
    };
    let identity = match openid.finish(server.app().now(), &state, &code).await {
        Ok(identity) => identity,
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "signing in at the provider");
            return refused();
        }
    };
    let Some(account) = account_of(&server, identity).await? else { return refused() };
    let signed =
        on_disk(&server, move |access| access.sign_in(account, &device, SignInAct::ByOpenid)).await;
    let Ok((session, token)) = signed else { return refused() };
    let mut response = redirect("/", &clear)?;
    let cookie = super::session::session_cookie(&server, &token, &session)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The account that somebody at the provider is: the one tied to them; else the one that an invitation for
/// an address opens which the provider has verified. Never one that merely claims the address: the server
/// has not verified it, and whoever typed it in would be given somebody else's sign-in.
async fn account_of(server: &Server, identity: Identity) -> Result<Option<AccountId>, Problem> {
    let (issuer, subject) = (identity.issuer, identity.subject);
    if let Some(account) = server.app().access().by_openid(&issuer, &subject) {
        return Ok(Some(account));
    }
    let email = identity.email.filter(|_| identity.email_verified);
    let Some(email) = email else { return Ok(None) };
    let account = match invitations::accept_for(server, &email, identity.name).await {
        Ok(account) => account,
        // The address is taken, or the invitation is worth nothing any more.
        Err(problem) if problem.status.is_client_error() => None,
        Err(problem) => return Err(problem),
    };
    if let Some(account) = account {
        on_disk(server, move |access| access.tie_openid(account, &issuer, &subject)).await?;
    }
    Ok(account)
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
