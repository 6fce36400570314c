//! The floor: a bare broadcast over axum's WebSockets. It numbers a message and sends it to everybody.
//! Nothing is checked, decided or stored.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use axum::serve::ListenerExt;
use plenum_protocol::SUBPROTOCOL;
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::out;

/// Frames a slow socket may lag behind before some are lost to it.
const CHANNEL: usize = 4096;

struct Floor {
    last: Mutex<u64>,
    frames: broadcast::Sender<Utf8Bytes>,
    padding: String,
}

#[derive(Deserialize)]
struct Command {
    id: Uuid,
}

/// Serves until it is killed; prints its address first.
pub async fn serve(frame_bytes: usize) -> anyhow::Result<()> {
    let padding = "·".repeat(frame_bytes.saturating_sub(60) / 2);
    let frames = broadcast::Sender::new(CHANNEL);
    let floor = Arc::new(Floor { last: Mutex::new(0), frames, padding });
    let router = Router::new().route("/live", get(upgrade)).with_state(floor);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    out::say(&format!("Floor: http://{}", listener.local_addr()?));
    let listener = listener.tap_io(|stream| {
        // As the server beside it does; where it fails, the floor is a little higher.
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

async fn upgrade(State(floor): State<Arc<Floor>>, upgrade: WebSocketUpgrade) -> Response {
    let upgrade = upgrade.protocols([SUBPROTOCOL]).read_buffer_size(4096).write_buffer_size(0);
    upgrade.on_upgrade(|socket| async move {
        // A socket that is gone needs nothing more.
        let _ = converse(socket, floor).await;
    })
}

async fn converse(mut socket: WebSocket, floor: Arc<Floor>) -> Result<(), axum::Error> {
    let mut frames = floor.frames.subscribe();
    let head = *floor.last.lock().unwrap_or_else(PoisonError::into_inner);
    let snapshot = json!({ "t": "snapshot", "seq": head, "part": 0, "parts": 1 });
    socket.send(Message::text(snapshot.to_string())).await?;
    loop {
        tokio::select! {
            frame = frames.recv() => match frame {
                Ok(frame) => socket.send(Message::Text(frame)).await?,
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    if let Ok(Command { id }) = serde_json::from_str(&text) {
                        let seq = floor.publish();
                        let result = json!({ "t": "result", "id": id, "ok": { "seq": seq } });
                        socket.send(Message::text(result.to_string())).await?;
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Ok(()),
            },
        }
    }
}

impl Floor {
    fn publish(&self) -> u64 {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last += 1;
        let (seq, padding) = (*last, &self.padding);
        let frame = format!(r#"{{"t":"events","from":{seq},"to":{seq},"padding":"{padding}"}}"#);
        // With the lock held, so that the order is that of the numbers. There may be nobody.
        let _ = self.frames.send(frame.into());
        seq
    }
}
