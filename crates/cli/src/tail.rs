//! `plenum tail`: events as they happen, from a running server, or the last ones of a data folder.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use plenum_protocol::{
    PROTOCOL, SUBPROTOCOL, TEXT_SCHEMA,
    live::{ClientFrame, Hello, ServerFrame},
};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};
use uuid::Uuid;

use crate::{data, out};

/// Print events as they happen
///
/// From a running server with --url and the session token in PLENUM_TOKEN, or the last ones of a data
/// folder that no server has open. One JSON object a line.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  PLENUM_TOKEN=… plenum tail --url http://127.0.0.1:8080 --plan 6f1c…\n  plenum tail --data ./data --last 20"
)]
pub struct Args {
    /// The data folder
    #[arg(long, value_name = "DIR", required_unless_present = "url")]
    data: Option<PathBuf>,
    /// The server's address
    #[arg(long, conflicts_with = "data", requires = "plan")]
    url: Option<String>,
    /// The plan; may be left out where a data folder holds only one
    #[arg(long)]
    plan: Option<Uuid>,
    /// Begin after this event; a server begins at its head where none is named
    #[arg(long, value_name = "SEQ")]
    after: Option<u64>,
    /// How many of the last events of a data folder to print
    #[arg(long, default_value_t = 10)]
    last: u64,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    if let (Some(url), Some(plan)) = (&args.url, args.plan) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        return runtime.block_on(follow(url, plan, args.after));
    }
    let Some(folder) = args.data else { bail!("name a data folder or a server") };
    let log = data::open_log(&folder)?;
    let (plan, head) = data::choose(&log, args.plan)?;
    let mut next = args.after.unwrap_or(head.saturating_sub(args.last)) + 1;
    while next <= head {
        let page = log.read(plan, next, 1024)?;
        let Some(last) = page.records.last() else { break };
        next = last.seq + 1;
        for record in &page.records {
            out::say(&format!(
                "{{\"seq\":{},\"time\":{},\"actor\":\"{}\",\"kind\":\"{}\",\"payload\":{}}}",
                record.seq,
                record.event.time,
                record.event.actor,
                record.event.kind,
                String::from_utf8_lossy(&record.event.payload)
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

type Socket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn follow(url: &str, plan: Uuid, after: Option<u64>) -> anyhow::Result<ExitCode> {
    let mut hello =
        Hello { protocol: PROTOCOL, schema: TEXT_SCHEMA, epoch: None, after: None, packed: false };
    let mut socket = connect(url, plan, &hello).await?;
    while let Some(message) = socket.next().await {
        let Message::Text(frame) = message? else { continue };
        match ServerFrame::parse(&frame)? {
            // Resuming needs the log's epoch, which the first answer tells.
            ServerFrame::Welcome(welcome) if hello.epoch.is_none() && after.is_some() => {
                hello = Hello { epoch: Some(welcome.epoch), after, ..hello };
                socket = connect(url, plan, &hello).await?;
            }
            ServerFrame::Clock { .. } => socket.send(text(&ClientFrame::Alive {})?).await?,
            ServerFrame::Events(events) => {
                for event in &events.events {
                    out::say(&serde_json::to_string(event)?);
                }
            }
            _ => {}
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn connect(url: &str, plan: Uuid, hello: &Hello) -> anyhow::Result<Socket> {
    let token = std::env::var("PLENUM_TOKEN").context("PLENUM_TOKEN holds no session token")?;
    let base = url.trim_end_matches('/').replacen("http", "ws", 1);
    let mut request = format!("{base}/api/plans/{plan}/live").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("authorization", HeaderValue::from_str(&format!("Bearer {token}"))?);
    headers.insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
    let (mut socket, _) = connect_async(request).await.context("connecting")?;
    socket.send(text(&ClientFrame::Hello(hello.clone()))?).await?;
    Ok(socket)
}

fn text(frame: &ClientFrame) -> anyhow::Result<Message> {
    Ok(Message::text(serde_json::to_string(frame)?))
}
