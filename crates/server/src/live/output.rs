//! The sending half of a connection: every write has an end, and every end has a reason.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use plenum_protocol::{
    limits::{CLOSE_DEADLINE, RETURN_SPREAD, STALL},
    live::{CloseCode, ServerFrame},
};
use plenum_sync::text;
use rand::RngExt;
use tokio::time::timeout;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The peer went, or broke the WebSocket protocol.
    Left,
    /// The peer took no byte for too long: it is not told, because it does not read.
    Stalled,
    Close(CloseCode),
}

/// Sends one encoded frame, or gives up on a reader that takes nothing.
pub async fn send(socket: &mut WebSocket, frame: Bytes) -> Result<(), End> {
    // Frames are made from strings; the check costs less than keeping two types apart.
    let frame = Utf8Bytes::try_from(frame).map_err(|_| End::Close(CloseCode::Failed))?;
    put(socket, Message::Text(frame)).await
}

/// Sends one packed frame.
pub async fn send_packed(socket: &mut WebSocket, frame: Bytes) -> Result<(), End> {
    put(socket, Message::Binary(frame)).await
}

async fn put(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(STALL, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Left),
        Err(_) => Err(End::Stalled),
    }
}

/// Sends a frame.
pub async fn send_frame(socket: &mut WebSocket, frame: &ServerFrame) -> Result<(), End> {
    send(socket, text(frame)).await
}

/// What a failed read means: over the limit is said so, all else is the peer's own end.
pub fn read_error(error: &axum::Error) -> End {
    // The library's error type is not part of axum's interface; a test holds the wording.
    if error.to_string().contains("too long") || error.to_string().contains("too big") {
        End::Close(CloseCode::TooLarge)
    } else {
        End::Left
    }
}

/// Says why, and waits for the peer to go, so that the reason arrives before the connection is reset.
pub async fn close(mut socket: WebSocket, end: End) {
    let End::Close(code) = end else { return };
    let reason = match code {
        CloseCode::Restarting => retry_hint().as_millis().to_string(),
        _ => String::new(),
    };
    let goodbye = async {
        let frame = CloseFrame { code: code as u16, reason: reason.into() };
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // A peer that does not answer is dropped.
    let _ = timeout(CLOSE_DEADLINE, goodbye).await;
}

/// A time to come back at, spread so that a restarted server is not met by everyone at once (S12).
fn retry_hint() -> Duration {
    rand::rng().random_range(Duration::from_millis(100)..RETURN_SPREAD)
}
