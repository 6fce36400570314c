//! Signing in by a one-time link, and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use plenum_app::{AccessError, Session};
use plenum_protocol::http::{self, PlanSummary, SignIn};

use crate::{
    extract::{Caller, Json as Body},
    people,
    problem::Problem,
    state::Server,
};

/// Runs a change of accounts away from the threads that serve sockets: it waits for the disk.
async fn on_disk<T: Send + 'static>(
    server: &Server,
    change: impl FnOnce(&plenum_app::Access) -> Result<T, AccessError> + Send + 'static,
) -> Result<T, Problem> {
    let app = server.app().clone();
    let done = tokio::task::spawn_blocking(move || change(app.access())).await;
    Ok(done.map_err(|_| Problem::internal())??)
}

pub async fn sign_in(
    State(server): State<Server>,
    Body(SignIn { secret }): Body<SignIn>,
) -> Result<Response, Problem> {
    let (session, token) = on_disk(&server, move |access| access.redeem(&secret)).await?;
    let seconds = (session.expires - server.app().now()) / 1000;
    let cookie = set_cookie(&server, &token, seconds)?;
    Ok((cookie, Json(describe(&server, &session).await)).into_response())
}

pub async fn show(State(server): State<Server>, Caller(session): Caller) -> Json<http::Session> {
    Json(describe(&server, &session).await)
}

pub async fn sign_out(
    State(server): State<Server>,
    Caller(session): Caller,
) -> Result<Response, Problem> {
    on_disk(&server, move |access| access.revoke(session.id)).await?;
    Ok((set_cookie(&server, "", 0)?, StatusCode::NO_CONTENT).into_response())
}

pub async fn sign_out_everywhere(
    State(server): State<Server>,
    Caller(session): Caller,
) -> Result<Response, Problem> {
    on_disk(&server, move |access| access.revoke_all(session.account)).await?;
    Ok((set_cookie(&server, "", 0)?, StatusCode::NO_CONTENT).into_response())
}

pub async fn describe(server: &Server, session: &Session) -> http::Session {
    let app = server.app();
    let plans = app.plans_of(session.account).await.into_iter();
    let summary = |(id, title, head): (plenum_domain::PlanId, _, _)| PlanSummary {
        id: id.into(),
        title,
        head,
    };
    http::Session {
        account: people::person(app, session.account),
        language: app.access().account(session.account).and_then(|account| account.language),
        plans: plans.map(summary).collect(),
    }
}

type SetCookie = AppendHeaders<[(header::HeaderName, HeaderValue); 1]>;

/// The session's cookie, out of the reach of scripts and of other sites' requests. `Lax`, because a person
/// follows links into the plan from their mail.
fn set_cookie(server: &Server, token: &str, seconds: i64) -> Result<SetCookie, Problem> {
    let config = server.config();
    let (name, secure) = (config.cookie(), if config.tls { "; Secure" } else { "" });
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let value = HeaderValue::from_str(&text).map_err(|_| Problem::internal())?;
    Ok(AppendHeaders([(header::SET_COOKIE, value)]))
}
