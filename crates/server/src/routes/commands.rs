//! Commands over HTTP: the same way as over the socket.

use axum::{Json, extract::State, http::StatusCode};
use plenum_protocol::live::{CommandFrame, CommandOutcome, CommandResult};
use plenum_sync::Denied;

use crate::{
    clock::now,
    extract::{Json as Body, Reader},
    problem::Problem,
    state::Server,
};

pub async fn submit(
    State(server): State<Server>,
    reader: Reader,
    Body(frame): Body<CommandFrame>,
) -> Result<Json<CommandResult>, Problem> {
    let id = frame.id;
    let used = server.use_of(&reader.session);
    used.allowance().take(now()).map_err(denied)?;
    let accepted = server.submit(&reader.plan, &reader.session, &used, frame).await?;
    Ok(Json(CommandResult { id, outcome: CommandOutcome::Ok(accepted) }))
}

fn denied(denied: Denied) -> Problem {
    let (code, message) = match denied {
        Denied::RateLimited => ("rate_limited", "more commands a second than a session may send"),
        Denied::InFlight => ("busy", "too many commands wait for their answer"),
    };
    Problem::new(StatusCode::TOO_MANY_REQUESTS, code, message).retry()
}
