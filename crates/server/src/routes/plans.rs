//! The list of plans.

use axum::{Json, extract::State};
use plenum_protocol::http::Plans;

use super::session::describe;
use crate::{extract::Caller, state::Server};

pub async fn list(State(server): State<Server>, Caller(session): Caller) -> Json<Plans> {
    Json(Plans { plans: describe(&server, &session).await.plans })
}
