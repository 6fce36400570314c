//! What every request passes through: an id, a deadline, a net for panics, the check of its origin (S1),
//! and the headers that every answer carries.

use std::{panic::AssertUnwindSafe, time::Instant};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use tracing::Instrument;
use uuid::Uuid;

use crate::{
    extract::{bearer, cookie},
    problem::Problem,
    router,
    state::Server,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What follows it opens a calendar.
const CALENDAR: &str = "/api/calendar/";

const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'self'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The way in and the way out of every request.
pub async fn pass(State(server): State<Server>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Uuid::now_v7();
    let path = traced(request.uri().path()).to_owned();
    let span = tracing::info_span!("request", %id, method = %request.method(), path);
    let is_api = path.starts_with("/api");
    let mut response = answer(&server, request, next).instrument(span.clone()).await;
    let status = response.status();
    server.metrics().request(status);
    span.in_scope(|| {
        let micros = started.elapsed().as_micros();
        tracing::debug!(status = status.as_u16(), micros, "answered");
    });
    add_headers(response.headers_mut(), id, is_api);
    response
}

/// A path as the trace has it: it names plans and files, never secrets. Those travel in bodies, headers and
/// fragments, but for the one that calendar programs know no other place for.
fn traced(path: &str) -> &str {
    if path.starts_with(CALENDAR) { CALENDAR } else { path }
}

async fn answer(server: &Server, request: Request, next: Next) -> Response {
    if let Err(problem) = check_origin(server, &request) {
        return problem.into_response();
    }
    let deadline = router::deadline(request.method(), request.uri().path());
    let guarded = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(deadline, guarded).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            tracing::error!("a handler panicked");
            Problem::internal().into_response()
        }
        Err(_) => {
            tracing::warn!("a request took too long");
            let message = "the server did not finish in time";
            let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", message);
            problem.retry().into_response()
        }
    }
}

/// S1: a page of another origin changes nothing and opens no socket. Browsers always name the origin of what
/// changes something; who names none is a program, and may not come with a browser's cookie.
fn check_origin(server: &Server, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads && !headers.contains_key(header::UPGRADE) {
        return Ok(());
    }
    let is_known = match headers.get(header::ORIGIN) {
        Some(origin) => {
            server.config().origins.iter().any(|own| own.as_bytes() == origin.as_bytes())
        }
        None => bearer(headers).is_some() || cookie(headers, server.config().cookie()).is_none(),
    };
    if is_known {
        return Ok(());
    }
    let message = "this origin is not one of the server's own";
    Err(Problem::new(StatusCode::FORBIDDEN, "foreign_origin", message))
}

fn add_headers(headers: &mut HeaderMap, id: Uuid, is_api: bool) {
    for (name, value) in HEADERS {
        // What a route says of its own answer is stricter.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, value);
    }
}
