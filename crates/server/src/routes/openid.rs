//! An OpenID Connect provider: signing in by it, tying who one is there to one's account, and proving
//! there that it is still oneself.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use plenum_app::{Session, SignInAct};
use plenum_domain::AccountId;
use plenum_identity::{Identity, OpenId, Purpose};
use plenum_protocol::accounts::GoTo;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    invitations,
    session::{on_disk, session_cookie},
};
use crate::{
    extract::{Device, MaybePerson, Person, Proved, Query, cookie},
    problem::Problem,
    state::Server,
};

const STATE_COOKIE: &str = "plenum_openid";
const CALLBACK: &str = "/api/session/openid/callback";
/// Where the door, and one's account, say that it came to nothing.
const REFUSED_AT_DOOR: &str = "/entrer?refus=openid";
const REFUSED_AT_HOME: &str = "/compte?openid=refus";

fn provider(server: &Server) -> Result<&OpenId, Problem> {
    server.ways().openid.as_ref().ok_or_else(Problem::not_found)
}

fn redirect(to: &str, cookie: &str) -> Result<Response, Problem> {
    let location = HeaderValue::from_str(to).map_err(|_| Problem::internal())?;
    let headers = [(header::LOCATION, location), (header::SET_COOKIE, header_of(cookie)?)];
    Ok((StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response())
}

fn header_of(cookie: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(cookie).map_err(|_| Problem::internal())
}

/// The cookie that ties the answer of a provider to the browser that asked.
fn state_cookie(server: &Server, state: &str, seconds: u32) -> String {
    let secure = if server.config().tls { "; Secure" } else { "" };
    format!(
        "{STATE_COOKIE}={state}; Path={CALLBACK}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    )
}

pub async fn sign_in(State(server): State<Server>) -> Result<Response, Problem> {
    match provider(&server)?.begin(server.app().now(), Purpose::SignIn).await {
        Ok(begun) => redirect(&begun.url, &state_cookie(&server, &begun.state, 300)),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "asking the provider");
            redirect(REFUSED_AT_DOOR, &state_cookie(&server, "", 0))
        }
    }
}

/// Begins to tie who one is at the provider to one's account.
pub async fn tie(
    State(server): State<Server>,
    Proved(session): Proved,
) -> Result<Response, Problem> {
    go(&server, Purpose::Tie { session: session.id }).await
}

/// Begins to prove who one is, there.
pub async fn prove(
    State(server): State<Server>,
    Person(session): Person,
) -> Result<Response, Problem> {
    if !server.app().access().has_openid(session.account) {
        return Err(Problem::not_found());
    }
    go(&server, Purpose::Prove { session: session.id }).await
}

/// Tells the page where to go, as it was a page of ours that asked and no link.
async fn go(server: &Server, purpose: Purpose) -> Result<Response, Problem> {
    let begun = provider(server)?.begin(server.app().now(), purpose).await.map_err(|error| {
        tracing::warn!(error = &error as &dyn std::error::Error, "asking the provider");
        Problem::unavailable()
    })?;
    let cookie = header_of(&state_cookie(server, &begun.state, 300))?;
    let cookie = AppendHeaders([(header::SET_COOKIE, cookie)]);
    Ok((cookie, Json(GoTo { url: begun.url })).into_response())
}

pub async fn untie(
    State(server): State<Server>,
    Proved(session): Proved,
) -> Result<StatusCode, Problem> {
    on_disk(&server, move |access| access.untie_openid(session.account)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a provider sends the browser back with.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    state: Option<String>,
}

pub async fn back(
    State(server): State<Server>,
    Device(device): Device,
    MaybePerson(session): MaybePerson,
    headers: HeaderMap,
    Query(Returned { code, state }): Query<Returned>,
) -> Result<Response, Problem> {
    let openid = provider(&server)?;
    let clear = state_cookie(&server, "", 0);
    // Whoever is signed in came from their account.
    let refused =
        || redirect(if session.is_some() { REFUSED_AT_HOME } else { REFUSED_AT_DOOR }, &clear);
    let own = cookie(&headers, STATE_COOKIE);
    let (Some(code), Some(state)) = (code, state.filter(|state| own == Some(state.as_str())))
    else {
        return refused();
    };
    let (purpose, identity) = match openid.finish(server.app().now(), &state, &code).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "coming from the provider");
            return refused();
        }
    };
    let same = |wanted: Uuid| session.as_deref().filter(|session| session.id == wanted);
    let done = match purpose {
        Purpose::SignIn => return enter(&server, identity, device, &clear).await,
        Purpose::Tie { session } => match same(session) {
            Some(session) => tied(&server, session, identity).await,
            None => return refused(),
        },
        Purpose::Prove { session } => match same(session) {
            Some(session) => proved(&server, session, identity).await,
            None => return refused(),
        },
    };
    match done {
        Ok(to) => redirect(to, &clear),
        Err(problem) if problem.status.is_client_error() => refused(),
        Err(problem) => Err(problem),
    }
}

async fn enter(
    server: &Server,
    identity: Identity,
    device: String,
    clear: &str,
) -> Result<Response, Problem> {
    let account = account_of(server, identity).await?;
    let signed = match account {
        Some(account) => {
            let enter = move |access: &plenum_app::Access| {
                access.sign_in(account, &device, SignInAct::ByOpenid)
            };
            on_disk(server, enter).await.ok()
        }
        None => None,
    };
    let Some((session, token)) = signed else { return redirect(REFUSED_AT_DOOR, clear) };
    let mut response = redirect("/", clear)?;
    response.headers_mut().append(header::SET_COOKIE, session_cookie(server, &token, &session)?);
    Ok(response)
}

async fn tied(
    server: &Server,
    session: &Session,
    identity: Identity,
) -> Result<&'static str, Problem> {
    let Identity { issuer, subject, .. } = identity;
    let account = session.account;
    on_disk(server, move |access| access.tie_openid(account, &issuer, &subject)).await?;
    Ok("/compte?openid=relie")
}

async fn proved(
    server: &Server,
    session: &Session,
    identity: Identity,
) -> Result<&'static str, Problem> {
    let holder = server.app().access().by_openid(&identity.issuer, &identity.subject);
    if holder != Some(session.account) {
        return Err(Problem::bad_credentials());
    }
    let (id, account) = (session.id, session.account);
    on_disk(server, move |access| access.prove(id, account)).await?;
    Ok("/compte?openid=prouve")
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
