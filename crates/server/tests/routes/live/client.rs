//! A served world, and a client that checks what every client relies on: no gap, no event twice.

use std::{collections::BTreeMap, time::Duration};

use axum::http::{HeaderValue, StatusCode, header};
use futures_util::{SinkExt, StreamExt};
use plenum_protocol::live::{CloseCode, CommandResult, Events, ServerFrame, Welcome};
use plenum_server::serve;
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, handshake::client::Request},
};
use uuid::Uuid;

use crate::world::{Who, World};

/// Nothing here takes long; whatever does has failed.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Served {
    pub world: World,
    pub address: std::net::SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Served {
    pub async fn new() -> Self {
        Self::of(World::new().await).await
    }

    pub async fn of(world: World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let serving = tokio::spawn(serve(listener, world.server.clone(), shutdown));
        Self { world, address, stop: Some(stop), serving }
    }

    /// Asks the server to stop.
    pub fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits for the server to end.
    pub async fn ended(self) {
        timeout(PATIENCE, self.serving).await.unwrap().unwrap().unwrap();
    }

    pub fn request(&self, who: Who) -> Request {
        self.request_to(who, self.world.plan.into())
    }

    /// Asks for the socket of any plan.
    pub fn request_to(&self, who: Who, plan: Uuid) -> Request {
        let url = format!("ws://{}/api/plans/{plan}/live", self.address);
        let mut request = url.into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static("plenum.v1"));
        if let Some(token) = self.world.token(who) {
            let value = HeaderValue::from_str(&format!("Bearer {token}")).unwrap();
            headers.insert(header::AUTHORIZATION, value);
        }
        request
    }

    /// The status that refuses an upgrade.
    pub async fn refusal(&self, request: Request) -> StatusCode {
        match connect_async(request).await {
            Err(Error::Http(response)) => response.status(),
            other => panic!("not refused: {other:?}"),
        }
    }

    /// A socket without a hello.
    pub async fn socket(&self, who: Who) -> Client {
        let (socket, response) = connect_async(self.request(who)).await.unwrap();
        assert_eq!(response.headers()[header::SEC_WEBSOCKET_PROTOCOL], "plenum.v1");
        Client::over(socket)
    }

    /// A client that was welcomed and whose own buffers hold next to nothing.
    pub async fn stalling(&self, who: Who) -> Client {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let stream = MaybeTlsStream::Plain(socket.connect(self.address).await.unwrap());
        let (socket, _) = client_async(self.request(who), stream).await.unwrap();
        let mut client = Client::over(socket);
        client.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
        client.welcomed().await;
        client
    }

    /// A client that has said hello and was welcomed.
    pub async fn client(&self, who: Who) -> Client {
        let mut client = self.socket(who).await;
        client.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
        client.welcomed().await;
        client
    }

    /// A client that comes back.
    pub async fn resumed(&self, who: Who, epoch: Uuid, after: u64) -> (Client, Welcome) {
        let mut client = self.socket(who).await;
        let hello = json!({
            "t": "hello", "protocol": 1, "schema": 1, "epoch": epoch, "after": after,
        });
        client.send(hello).await;
        client.cursor = after;
        let welcome = client.welcomed().await;
        (client, welcome)
    }
}

pub struct Client {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub cursor: u64,
    /// What the client knows, by `kind/id`.
    pub records: BTreeMap<String, Value>,
    /// Numbers of the events it was sent.
    pub seen: Vec<u64>,
    /// Snapshots it was sent whole.
    pub snapshots: usize,
}

fn key(record: &Value) -> String {
    let kind = record["type"].as_str().unwrap();
    let id = if kind == "member" { &record["account"] } else { &record["id"] };
    let id = if kind == "plan" { json!(Uuid::nil()) } else { id.clone() };
    format!("{kind}/{}", id.as_str().unwrap())
}

impl Client {
    pub fn over(socket: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Self {
        Self { socket, cursor: 0, records: BTreeMap::new(), seen: Vec::new(), snapshots: 0 }
    }

    pub async fn send(&mut self, frame: Value) {
        self.text(&frame.to_string()).await;
    }

    pub async fn text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    async fn message(&mut self) -> Message {
        timeout(PATIENCE, self.socket.next()).await.expect("in time").expect("open").unwrap()
    }

    /// The next frame, taken in.
    pub async fn frame(&mut self) -> ServerFrame {
        loop {
            match self.message().await {
                Message::Text(text) => {
                    let frame = ServerFrame::parse(&text).unwrap();
                    self.take_in(&frame);
                    return frame;
                }
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("not a frame: {other:?}"),
            }
        }
    }

    fn take_in(&mut self, frame: &ServerFrame) {
        match frame {
            ServerFrame::Events(events) => self.apply(events),
            ServerFrame::Snapshot(part) => {
                if part.part == 0 {
                    self.records.clear();
                }
                self.keep(&part.records);
                if part.part + 1 == part.parts {
                    self.cursor = part.seq;
                    self.snapshots += 1;
                }
            }
            _ => {}
        }
    }

    fn apply(&mut self, events: &Events) {
        assert_eq!(events.from, self.cursor + 1, "no gap and nothing twice");
        assert!(events.to >= events.from);
        let seqs: Vec<u64> = events.events.iter().map(|event| event.seq).collect();
        assert!(seqs.is_sorted_by(|a, b| a < b));
        assert!(seqs.iter().all(|seq| (events.from..=events.to).contains(seq)));
        self.seen.extend(seqs);
        self.cursor = events.to;
        self.keep(&events.records);
        for name in &events.removed {
            self.records.remove(&format!("{}/{}", name.kind, name.id));
        }
    }

    fn keep(&mut self, records: &[plenum_protocol::Raw]) {
        for record in records {
            let record: Value = serde_json::from_str(record.get()).unwrap();
            self.records.insert(key(&record), record);
        }
    }

    /// Takes frames in until one is what is looked for.
    pub async fn until<T>(&mut self, mut find: impl FnMut(&ServerFrame) -> Option<T>) -> T {
        loop {
            let frame = self.frame().await;
            if let Some(found) = find(&frame) {
                return found;
            }
        }
    }

    pub async fn welcomed(&mut self) -> Welcome {
        let ServerFrame::Welcome(welcome) = self.frame().await else { panic!("no welcome") };
        let ServerFrame::People { .. } = self.frame().await else { panic!("no people") };
        welcome
    }

    /// Takes frames in until the cursor is there.
    pub async fn reach(&mut self, seq: u64) {
        while self.cursor < seq {
            self.frame().await;
        }
    }

    pub async fn result(&mut self) -> CommandResult {
        self.until(|frame| match frame {
            ServerFrame::Result(result) => Some(result.clone()),
            _ => None,
        })
        .await
    }

    /// Waits for the end; returns the code and the reason.
    pub async fn closed(&mut self) -> (u16, String) {
        loop {
            match self.message().await {
                Message::Close(Some(close)) => {
                    return (close.code.into(), close.reason.to_string());
                }
                Message::Close(None) => panic!("closed without a reason"),
                _ => {}
            }
        }
    }

    pub async fn assert_closed(&mut self, code: CloseCode) {
        assert_eq!(self.closed().await.0, code as u16);
    }
}

/// What the client has is what `records` answers.
pub async fn assert_in_step(client: &Client, world: &World, who: Who) {
    let answer = world.read(who, "records").await.json();
    let records = answer["records"].as_array().unwrap().clone();
    let records: BTreeMap<_, _> = records.into_iter().map(|r| (key(&r), r)).collect();
    assert_eq!(client.records, records, "as {who:?}");
}
