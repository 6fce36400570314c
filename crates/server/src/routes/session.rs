//! Sessions: signing in by a one-time link, and out.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use plenum_app::{Access, AccessError, Session, SignInAct};
use plenum_protocol::http::{self, PlanSummary, SignIn};

use crate::{
    extract::{Browser, Caller, Device, Json as Body, Person},
    people,
    problem::Problem,
    state::Server,
};

/// Runs a change of accounts away from the threads that serve sockets: it waits for the disk.
pub async fn on_disk<T: Send + 'static>(
    server: &Server,
    change: impl FnOnce(&Access) -> Result<T, AccessError> + Send + 'static,
) -> Result<T, Problem> {
    let app = server.app().clone();
    let done = tokio::task::spawn_blocking(move || change(app.access())).await;
    Ok(done.map_err(|_| Problem::internal())??)
}

/// Starts a session and answers with its cookie and who is signed in.
pub async fn enter(
    server: &Server,
    start: impl FnOnce(&Access) -> Result<(Arc<Session>, String), AccessError> + Send + 'static,
) -> Result<Response, Problem> {
    let (session, token) = on_disk(server, start).await?;
    let cookie = AppendHeaders([(header::SET_COOKIE, session_cookie(server, &token, &session)?)]);
    Ok((cookie, Json(describe(server, &session).await)).into_response())
}

pub async fn sign_in(
    State(server): State<Server>,
    Device(device): Device,
    Body(SignIn { secret }): Body<SignIn>,
) -> Result<Response, Problem> {
    enter(&server, move |access| access.redeem(&secret, &device)).await
}

pub async fn show(State(server): State<Server>, Caller(session): Caller) -> Json<http::Session> {
    Json(describe(&server, &session).await)
}

pub async fn sign_out(
    State(server): State<Server>,
    Browser(session): Browser,
) -> Result<Response, Problem> {
    on_disk(&server, move |access| {
        access.revoke(session.id)?;
        access.note(Some(session.account), SignInAct::SignedOut);
        Ok(())
    })
    .await?;
    Ok((clear_cookie(&server)?, StatusCode::NO_CONTENT).into_response())
}

pub async fn sign_out_everywhere(
    State(server): State<Server>,
    Person(session): Person,
) -> Result<Response, Problem> {
    on_disk(&server, move |access| access.revoke_all(session.account)).await?;
    Ok((clear_cookie(&server)?, StatusCode::NO_CONTENT).into_response())
}

pub async fn describe(server: &Server, session: &Session) -> http::Session {
    let app = server.app();
    let plans = app.plans_of(session.account).await.into_iter();
    let plans = plans.filter(|(id, ..)| session.reaches(*id));
    let summary = |(id, title, head): (plenum_domain::PlanId, _, _)| PlanSummary {
        id: id.into(),
        title,
        head,
    };
    http::Session {
        account: people::person(app, session.account),
        language: app.access().account(session.account).and_then(|account| account.language),
        administrator: session.scope.is_none() && app.access().is_administrator(session.account),
        observes_until: app.access().observes_until(session.account),
        plans: plans.map(summary).collect(),
    }
}

/// The cookie of a session.
pub fn session_cookie(
    server: &Server,
    token: &str,
    session: &Session,
) -> Result<HeaderValue, Problem> {
    cookie(server, token, (session.expires - server.app().now()) / 1000)
}

/// What takes a session's cookie away.
pub fn clear_cookie(server: &Server) -> Result<SetCookie, Problem> {
    Ok(AppendHeaders([(header::SET_COOKIE, cookie(server, "", 0)?)]))
}

type SetCookie = AppendHeaders<[(header::HeaderName, HeaderValue); 1]>;

/// The session's cookie, out of the reach of scripts and of other sites' requests. `Lax`, because a person
/// follows links into the plan from their mail.
fn cookie(server: &Server, token: &str, seconds: i64) -> Result<HeaderValue, Problem> {
    let config = server.config();
    let (name, secure) = (config.cookie(), if config.tls { "; Secure" } else { "" });
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).map_err(|_| Problem::internal())
}
