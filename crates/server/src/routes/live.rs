//! The upgrade to the live socket (S1).

use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::Response,
};
use plenum_protocol::{
    SUBPROTOCOL,
    limits::{FRAME_BYTES, WRITE_BUFFER_BYTES},
};

use crate::{extract::Reader, live, problem::Problem, state::Server};

/// What a client sends is a command of a few hundred bytes or a sign of life; a longer frame makes room for
/// itself. The default would keep 128 KiB a connection.
const READ_BUFFER_BYTES: usize = 1024;

pub async fn upgrade(
    State(server): State<Server>,
    reader: Reader,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|_| {
        let message = "this address speaks WebSocket, version 13";
        Problem::new(StatusCode::UPGRADE_REQUIRED, "malformed", message)
    })?;
    let socket = server.open_socket(&reader.session)?;
    let Reader { session, plan, .. } = reader;
    let upgrade = upgrade
        .protocols([SUBPROTOCOL])
        .read_buffer_size(READ_BUFFER_BYTES)
        // Each frame goes out as it is made; merging is the feed's business.
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(FRAME_BYTES)
        .max_frame_size(FRAME_BYTES);
    Ok(upgrade.on_upgrade(move |stream| live::run(stream, server, plan, session, socket)))
}
