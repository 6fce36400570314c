//! One socket: it says hello, follows the plan by the events' numbers, and may send commands.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use plenum_protocol::live::{Accepted, ClientFrame, Hello, Refused};
use plenum_protocol::{PROTOCOL, SUBPROTOCOL, TEXT_SCHEMA};
use serde::Deserialize;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use uuid::Uuid;

/// What one socket reads at once: the library's default is thirty times as much.
const READ_BUFFER_BYTES: usize = 4096;
/// How events frames begin; only others are parsed as a whole.
const EVENTS: &str = r#"{"t":"events","from":"#;

/// Where a socket connects to.
#[derive(Clone)]
pub struct Door {
    pub address: SocketAddr,
    pub path: String,
    pub token: Option<String>,
    /// Bytes the kernel may keep for a reader; none leaves it to the system.
    pub receive_buffer: Option<u32>,
}

/// A frame that arrived: the events `from..=to`.
#[derive(Clone, Copy)]
pub struct Arrival {
    pub from: u64,
    pub to: u64,
    pub at: Instant,
}

/// An answer to a command.
pub struct Ack {
    pub id: Uuid,
    /// The event's number, or the code of the refusal.
    pub outcome: Result<u64, String>,
}

/// What a socket has received, for those who count.
#[derive(Default)]
pub struct Ledger {
    arrivals: Mutex<Vec<Arrival>>,
    acks: Mutex<Vec<Ack>>,
    /// Number of the last event.
    cursor: AtomicU64,
    /// Frames that did not go on from the one before: something lost, or twice.
    pub faults: AtomicU64,
    /// Bytes of events frames, and the events in them.
    pub bytes: AtomicU64,
    pub events: AtomicU64,
}

impl Ledger {
    pub fn cursor(&self) -> u64 {
        self.cursor.load(Ordering::Relaxed)
    }

    pub fn take_arrivals(&self) -> Vec<Arrival> {
        std::mem::take(&mut *self.arrivals.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn take_acks(&self) -> Vec<Ack> {
        std::mem::take(&mut *self.acks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn arrived(&self, from: u64, to: u64, bytes: usize) {
        let at = Instant::now();
        if from != self.cursor() + 1 || to < from {
            self.faults.fetch_add(1, Ordering::Relaxed);
        }
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.events.fetch_add((to + 1).saturating_sub(from), Ordering::Relaxed);
        let arrival = Arrival { from, to, at };
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).push(arrival);
        self.cursor.store(to, Ordering::Relaxed);
    }
}

/// What the bench needs of any frame.
#[derive(Deserialize)]
struct Head {
    t: String,
    #[serde(default)]
    epoch: Option<Uuid>,
    #[serde(default)]
    head: u64,
    #[serde(default)]
    seq: u64,
    #[serde(default)]
    part: u32,
    #[serde(default)]
    parts: u32,
    #[serde(default)]
    from: u64,
    #[serde(default)]
    to: u64,
    #[serde(default)]
    id: Uuid,
    #[serde(default)]
    ok: Option<Accepted>,
    #[serde(default)]
    refused: Option<Refused>,
}

/// A socket after its hello.
pub struct Client {
    socket: WebSocketStream<TcpStream>,
    pub ledger: Arc<Ledger>,
    pub epoch: Option<Uuid>,
}

impl Client {
    /// Connects, says hello, and waits until it has all there is. With `resume` it goes on after
    /// what the ledger has.
    pub async fn connect(
        door: &Door,
        ledger: Arc<Ledger>,
        resume: Option<Uuid>,
    ) -> anyhow::Result<Self> {
        let socket = upgrade(door).await?;
        let after = resume.map(|_| ledger.cursor());
        let mut client = Self { socket, ledger, epoch: resume };
        let hello =
            Hello { protocol: PROTOCOL, schema: TEXT_SCHEMA, epoch: resume, after, packed: false };
        client.send(serde_json::to_string(&ClientFrame::Hello(hello))?).await?;
        loop {
            let Some(text) = client.next().await? else { bail!("closed during the hello") };
            let head: Head = serde_json::from_str(&text)?;
            match head.t.as_str() {
                "welcome" => {
                    client.epoch = head.epoch;
                    if after.is_some_and(|after| after == head.head) {
                        return Ok(client);
                    }
                }
                "snapshot" if head.part + 1 == head.parts => {
                    client.ledger.cursor.store(head.seq, Ordering::Relaxed);
                    return Ok(client);
                }
                "events" => {
                    client.take(&text).await?;
                    return Ok(client);
                }
                _ => {}
            }
        }
    }

    /// Reads until the server closes, and sends what comes from `commands`.
    pub async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<String>,
    ) -> anyhow::Result<()> {
        let mut sends = true;
        loop {
            tokio::select! {
                biased;
                command = commands.recv(), if sends => match command {
                    Some(command) => self.send(command).await?,
                    None => sends = false,
                },
                text = self.next() => match text? {
                    Some(text) => self.take(&text).await?,
                    None => return Ok(()),
                },
            }
        }
    }

    /// The next text frame; none when the server has closed.
    pub async fn next(&mut self) -> anyhow::Result<Option<Utf8Bytes>> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return Ok(Some(text)),
                Some(Ok(Message::Close(_))) | None => return Ok(None),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error).context("reading a socket"),
            }
        }
    }

    /// Takes a frame in.
    pub async fn take(&mut self, text: &str) -> anyhow::Result<()> {
        if let Some((from, to)) = range(text) {
            self.ledger.arrived(from, to, text.len());
            return Ok(());
        }
        let head: Head = serde_json::from_str(text)?;
        match head.t.as_str() {
            "events" => self.ledger.arrived(head.from, head.to, text.len()),
            "clock" => self.send(serde_json::to_string(&ClientFrame::Alive {})?).await?,
            "result" => {
                let refused = || head.refused.map(|refused| refused.code).unwrap_or_default();
                let outcome = head.ok.map(|ok| ok.seq).ok_or_else(refused);
                let ack = Ack { id: head.id, outcome };
                self.ledger.acks.lock().unwrap_or_else(PoisonError::into_inner).push(ack);
            }
            _ => {}
        }
        Ok(())
    }

    async fn send(&mut self, text: String) -> anyhow::Result<()> {
        self.socket.send(Message::text(text)).await.context("writing to a socket")
    }
}

async fn upgrade(door: &Door) -> anyhow::Result<WebSocketStream<TcpStream>> {
    let socket = if door.address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if let Some(bytes) = door.receive_buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    let stream = socket.connect(door.address).await.context("connecting")?;
    stream.set_nodelay(true)?;
    let mut request = format!("ws://{}{}", door.address, door.path).into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
    if let Some(token) = &door.token {
        headers.insert("authorization", HeaderValue::from_str(&format!("Bearer {token}"))?);
    }
    let config =
        WebSocketConfig::default().read_buffer_size(READ_BUFFER_BYTES).write_buffer_size(0);
    let (socket, _) = client_async_with_config(request, stream, Some(config))
        .await
        .context("upgrading to a WebSocket")?;
    Ok(socket)
}

/// The range of an events frame, read from its beginning.
fn range(text: &str) -> Option<(u64, u64)> {
    let (from, rest) = text.strip_prefix(EVENTS)?.split_once(',')?;
    let to = rest.strip_prefix(r#""to":"#)?;
    let to = &to[..to.find([',', '}'])?];
    Some((from.parse().ok()?, to.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_of_an_events_frame_is_at_its_beginning() {
        assert_eq!(range(r#"{"t":"events","from":12,"to":34,"events":[]}"#), Some((12, 34)));
        assert_eq!(range(r#"{"t":"clock","now":12}"#), None);
        assert_eq!(range(r#"{"t":"events","from":x,"to":34}"#), None);
    }

    #[test]
    fn a_gap_and_a_repetition_are_faults() {
        let ledger = Ledger::default();
        ledger.arrived(1, 3, 10);
        ledger.arrived(4, 4, 10);
        assert_eq!(ledger.faults.load(Ordering::Relaxed), 0);
        ledger.arrived(6, 6, 10);
        ledger.arrived(6, 6, 10);
        assert_eq!(ledger.faults.load(Ordering::Relaxed), 2);
    }
}
