//! Loading a server that is running already.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use plenum_domain::agenda::Home;
use plenum_domain::meeting::MeetingState;
use plenum_domain::{ItemId, MeetingId};
use plenum_protocol::http::{Session, SignIn};
use plenum_protocol::limits::SOCKETS_PER_SESSION;
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use uuid::Uuid;

use super::Args;
use super::client::Door;
use super::crowd::Target;
use super::process::Process;
use super::runs::{Load, alone};
use crate::bench::report::{Report, progress};

/// Clients when nothing is said: what one session holds.
const CLIENTS: &[usize] = &[30];

/// What of the plan's records is needed.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Record {
    Meeting {
        id: MeetingId,
        state: MeetingState,
    },
    Item {
        id: ItemId,
        home: Home,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Records {
    records: Vec<Record>,
}

pub async fn run(args: &Args, url: &str, report: &mut Report) -> anyhow::Result<()> {
    let host = url.trim_end_matches('/').strip_prefix("http://");
    let host =
        host.context("only plain http:// is spoken here; load the server behind its proxy")?;
    let authority = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let address = lookup_host(&authority).await?.next().context("the host has no address")?;
    let mut tokens = Vec::new();
    let mut plan = args.plan;
    for secret in &args.secret {
        let (token, session) = sign_in(address, host, secret).await?;
        plan = plan.or_else(|| session.plans.first().map(|plan| plan.id));
        tokens.push(token);
    }
    let plan = plan.context("the account reads no plan")?;
    let items = items(address, host, plan, &tokens[0]).await?;
    let door = |token| Door {
        address,
        path: format!("/api/plans/{plan}/live"),
        token: Some(token),
        receive_buffer: None,
    };
    let target = Target {
        doors: tokens.into_iter().map(door).collect(),
        per_door: SOCKETS_PER_SESSION,
        items,
        process: args.pid.map(Process),
    };
    let clients = if args.clients.is_empty() { CLIENTS } else { &args.clients };
    for &clients in clients {
        progress(&format!("live: {clients} clients on {url}"));
        let (run, rate, rounds, turn) = ("steady", args.rate, args.rounds, args.turn);
        let load = Load { run, clients, rate, rounds, turn };
        if let Some(lost) = alone(&target, load, report).await? {
            bail!("{lost}");
        }
    }
    Ok(())
}

/// Uses a one-time link up; returns the session's token, and what it may open.
async fn sign_in(
    address: SocketAddr,
    host: &str,
    secret: &str,
) -> anyhow::Result<(String, Session)> {
    let body = serde_json::to_string(&SignIn { secret: secret.to_owned() })?;
    let head = format!(
        "POST /api/session HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let answer = ask(address, &(head + &body)).await.context("signing in")?;
    let cookie = answer.head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next())?
    });
    let token = cookie.and_then(|cookie| cookie.split_once('='));
    let token = token.context("the server set no cookie")?.1.to_owned();
    Ok((token, serde_json::from_str(&answer.body)?))
}

/// The items that are renamed.
async fn items(
    address: SocketAddr,
    host: &str,
    plan: Uuid,
    token: &str,
) -> anyhow::Result<Vec<ItemId>> {
    let request = format!(
        "GET /api/plans/{plan}/records HTTP/1.1\r\nhost: {host}\r\n\
         authorization: Bearer {token}\r\nconnection: close\r\n\r\n"
    );
    let answer = ask(address, &request).await.context("reading the plan's records")?;
    let Records { records } = serde_json::from_str(&answer.body)?;
    let over = |state| matches!(state, MeetingState::Closed | MeetingState::MinutesApproved);
    let open = |home| {
        match home {
        Home::Backlog { .. } => true,
        Home::Meeting { meeting } => records.iter().any(|record| {
            matches!(record, Record::Meeting { id, state } if *id == meeting && !over(*state))
        }),
    }
    };
    let editable = |record: &Record| match record {
        Record::Item { id, home } if open(*home) => Some(*id),
        _ => None,
    };
    let items: Vec<ItemId> = records.iter().filter_map(editable).collect();
    if items.is_empty() {
        bail!("the plan has no agenda items that could be renamed");
    }
    Ok(items)
}

struct Answer {
    head: String,
    body: String,
}

/// One request, one answer, by HTTP/1.1 without anything that these two requests do not need.
async fn ask(address: SocketAddr, request: &str) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").context("not an HTTP answer")?;
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        bail!("the server answered {status}: {body}");
    }
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        bail!("the server answered in chunks, which are not read here");
    }
    Ok(Answer { head: head.to_owned(), body: body.to_owned() })
}
