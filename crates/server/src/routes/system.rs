//! What operators and tools ask.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::{openapi, problem::Problem, state::Server};

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The storage answers, and the server is not about to stop.
pub async fn readyz(State(server): State<Server>) -> Result<&'static str, Problem> {
    let app = server.app().clone();
    let ready = tokio::task::spawn_blocking(move || app.is_ready()).await.unwrap_or(false);
    if ready && !*server.stopping().borrow() {
        return Ok("ready\n");
    }
    let message = "not ready to serve";
    Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message).retry())
}

pub async fn metrics(State(server): State<Server>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], server.metrics().text()).into_response()
}

pub async fn openapi() -> Json<Value> {
    Json(openapi::document())
}
