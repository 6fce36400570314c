//! A server in this process on a loopback port, and a client that speaks its live protocol.

#![allow(clippy::expect_used, reason = "a test without its server fails")]

use std::{net::SocketAddr, sync::Arc, time::Duration};

use futures_util::{FutureExt, SinkExt, StreamExt};
use plenum_app::{Account, App, Clock, Options, Scripted};
use plenum_domain::{AccountId, Fact, PlanId};
use plenum_log::EventLog;
use plenum_protocol::{
    PROTOCOL, SUBPROTOCOL, TEXT_SCHEMA,
    limits::UNPACKED_BYTES,
    live::{ClientFrame, Hello, ServerFrame},
    packed::unpack,
};
use plenum_server::{Config, Server};
use tokio::{
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
    sync::watch,
    task::JoinHandle,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};
use uuid::Uuid;

/// What stands still for so long is stuck.
pub const STUCK: Duration = Duration::from_secs(30);

/// A running server. Call [`Self::stop`] or [`Self::crash`] to end it and to know that it has ended.
pub struct LiveServer {
    pub app: App,
    pub address: SocketAddr,
    runtime: Option<Runtime>,
    stopping: watch::Sender<bool>,
    serving: Option<JoinHandle<std::io::Result<()>>>,
}

impl LiveServer {
    /// Starts a server over an engine, on a port of its own and with threads of its own. Accounts are kept
    /// in `options.folder`, where a later start finds them.
    ///
    /// # Panics
    /// Where it cannot start.
    #[must_use]
    pub fn start(
        log: Arc<dyn EventLog>,
        clock: Arc<dyn Clock>,
        options: Options,
        config: Config,
    ) -> Self {
        let app = App::open(log, clock, options).expect("the accounts open");
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let stopping = watch::Sender::new(false);
        let mut stop = stopping.subscribe();
        let server = Server::new(app.clone(), config);
        let serving = runtime.spawn(async move {
            let listener = TcpListener::from_std(listener)?;
            let stopped = async move {
                // Whoever started it has gone.
                let _ = stop.wait_for(|stop| *stop).await;
            };
            plenum_server::serve(listener, server, stopped).await
        });
        Self { app, address, runtime: Some(runtime), stopping, serving: Some(serving) }
    }

    /// Registers accounts and writes a plan's past.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub async fn seed(&self, plan: PlanId, accounts: &[AccountId], facts: Vec<Fact>, at: i64) {
        let label = |id: &AccountId| format!("Compte {}", id.0.as_u64_pair().1);
        let account = |id: &AccountId| Account { id: *id, label: label(id), language: None };
        self.app.access().register(accounts.iter().map(account)).expect("registered");
        let by = accounts.first().copied().unwrap_or_default();
        let step = Scripted { at, actor: by, facts, reason: None, correlation: Uuid::nil() };
        self.app.import(plan, &[step]).await.expect("the past is written");
    }

    /// Signs an account in; returns the session's id and its token.
    ///
    /// # Panics
    /// Where there is no such account.
    #[must_use]
    pub fn sign_in(&self, account: AccountId) -> (Uuid, String) {
        let link = self.app.access().issue_link(account).expect("a link");
        let (session, token) = self.app.access().redeem(&link, "a test").expect("a session");
        (session.id, token)
    }

    /// Asks it to stop and waits until it has.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        if let Some(serving) = self.serving.take() {
            // What it answers is not asked for.
            let _ = serving.await;
        }
        self.end().await;
    }

    /// Cuts it off wherever it is, as a killed process would be: no goodbye, no last commit.
    pub async fn crash(mut self) {
        self.end().await;
    }

    /// Ends the threads and waits until they have ended.
    async fn end(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        let ended = tokio::task::spawn_blocking(move || runtime.shutdown_timeout(STUCK));
        // Nobody cancels it.
        let _ = ended.await;
    }
}

impl Drop for LiveServer {
    fn drop(&mut self) {
        // A test that fails drops it inside a runtime, where waiting is not allowed.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A socket of the live protocol.
pub struct LiveClient {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What a client hears.
#[derive(Debug)]
pub enum Heard {
    Frame(Box<ServerFrame>),
    /// The server closed, with its code and reason.
    Closed(u16, String),
    /// The connection broke.
    Lost,
    /// Something that is no frame of the protocol.
    Nonsense(String),
    /// Nothing came for [`STUCK`].
    Nothing,
}

impl LiveClient {
    /// Opens a socket on a plan and says hello, with where to resume and whether snapshots may come packed.
    ///
    /// # Errors
    /// The status the upgrade was refused with; none where nobody answered.
    pub async fn open(
        address: SocketAddr,
        plan: Uuid,
        token: &str,
        resume: Option<(Uuid, u64)>,
        packed: bool,
    ) -> Result<Self, Option<u16>> {
        let url = format!("ws://{address}/api/plans/{plan}/live");
        let mut request = url.into_client_request().map_err(|_| None)?;
        let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| None)?;
        request.headers_mut().insert("authorization", bearer);
        let subprotocol = HeaderValue::from_static(SUBPROTOCOL);
        request.headers_mut().insert("sec-websocket-protocol", subprotocol);
        let connected = tokio::time::timeout(STUCK, connect_async(request)).await;
        let (socket, _) = connected.map_err(|_| None)?.map_err(|error| match error {
            Error::Http(answer) => Some(answer.status().as_u16()),
            _ => None,
        })?;
        let mut client = Self { socket };
        let (epoch, after) = resume.unzip();
        let hello = Hello { protocol: PROTOCOL, schema: TEXT_SCHEMA, epoch, after, packed };
        // A server that has gone meanwhile is heard of by the next read.
        client.say(&ClientFrame::Hello(hello)).await;
        Ok(client)
    }

    /// Sends a frame; false where the connection is gone or stuck.
    pub async fn say(&mut self, frame: &ClientFrame) -> bool {
        self.say_text(serde_json::to_string(frame).unwrap_or_default()).await
    }

    /// Sends any text.
    pub async fn say_text(&mut self, text: String) -> bool {
        self.send(Message::text(text)).await
    }

    /// Sends any bytes.
    pub async fn say_bytes(&mut self, bytes: Vec<u8>) -> bool {
        self.send(Message::binary(bytes)).await
    }

    async fn send(&mut self, message: Message) -> bool {
        let sent = tokio::time::timeout(STUCK, self.socket.send(message)).await;
        matches!(sent, Ok(Ok(())))
    }

    /// Waits for what comes next.
    pub async fn hear(&mut self) -> Heard {
        loop {
            let message = match tokio::time::timeout(STUCK, self.socket.next()).await {
                Ok(message) => message,
                Err(_) => return Heard::Nothing,
            };
            if let Some(heard) = understand(message) {
                return heard;
            }
        }
    }

    /// What has come already, if anything.
    pub fn overhear(&mut self) -> Option<Heard> {
        loop {
            let message = self.socket.next().now_or_never()?;
            if let Some(heard) = understand(message) {
                return Some(heard);
            }
        }
    }
}

fn read(text: &str) -> Heard {
    match ServerFrame::parse(text) {
        Ok(frame) => Heard::Frame(Box::new(frame)),
        Err(error) => Heard::Nonsense(format!("{error} in {text}")),
    }
}

fn understand(message: Option<Result<Message, Error>>) -> Option<Heard> {
    Some(match message {
        Some(Ok(Message::Text(text))) => read(&text),
        Some(Ok(Message::Binary(bytes))) => match unpack(&bytes, UNPACKED_BYTES) {
            Ok(text) => read(&text),
            Err(error) => Heard::Nonsense(error.to_string()),
        },
        Some(Ok(Message::Close(Some(why)))) => {
            Heard::Closed(why.code.into(), why.reason.to_string())
        }
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => return None,
        Some(Ok(other)) => Heard::Nonsense(format!("{other:?}")),
        Some(Err(_)) | None => Heard::Lost,
    })
}
