//! Commands over HTTP: the same way as over the socket.

use axum::{Json, extract::State};
use plenum_protocol::live::{CommandFrame, CommandOutcome, CommandResult};

use crate::{
    extract::{Json as Body, Reader},
    problem::Problem,
    state::{Permit, Server},
};

pub async fn submit(
    State(server): State<Server>,
    reader: Reader,
    Body(frame): Body<CommandFrame>,
) -> Result<Json<CommandResult>, Problem> {
    let id = frame.id;
    let permit = Permit::take(server.use_of(&reader.session))?;
    let accepted = server.submit(&reader.plan, &reader.session, permit, frame).await?;
    Ok(Json(CommandResult { id, outcome: CommandOutcome::Ok(accepted) }))
}
