//! `plenum bench door`: whether the time of a refusal tells which addresses have an account, and how many
//! sign-ins a second the hashing of passwords lets through.
//!
//! Over real HTTP, against a server in a process of its own. An unknown address, a known one with a wrong
//! password and a locked account with its right one take turns.

use std::{
    ffi::OsString,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use futures_util::{StreamExt, stream};
use plenum_app::{Account, App, Options, Profile, SystemClock};
use plenum_domain::AccountId;
use plenum_identity::Passwords;
use plenum_log_redb::RedbLog;
use serde::Serialize;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

use super::{
    folder::Folder,
    live::process::Server,
    measure::{Latencies, micros, round},
    report::{Report, Row, grouped, progress},
};

/// Sign-ins of each kind. With the three kinds that is under the 300 wrong ones a minute after which the
/// server looks at no password.
const ROUNDS: u32 = 80;
const QUICK_ROUNDS: u32 = 4;
/// Tries of one address, under the five after which it is held.
const TRIES: u32 = 4;
/// Sign-ins at once and in all, when it is about how many are looked at; under the same 300.
const CLIENTS: usize = 16;
const FLOOD: u32 = 280;
const QUICK_FLOOD: u32 = 8;

const PASSWORD: &str = "une phrase que le banc connaît";
const WRONG: &str = "une phrase que le banc invente";
/// Kinds of sign-ins: which address, and with what.
const KINDS: [(&str, &str); 3] = [("unknown", WRONG), ("wrong", WRONG), ("locked", PASSWORD)];

/// Measure whether refused sign-ins take the same time, and how many are looked at
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum bench door --json")]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Make the bench's folder in this one; it is removed afterwards
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Too short to measure anything: only to see that everything is refused alike
    #[arg(long)]
    quick: bool,
}

/// What a kind of sign-in took.
#[derive(Serialize)]
struct Line {
    run: &'static str,
    asked: u32,
    p50_ms: f64,
    p99_ms: f64,
    /// Of the medians; none where all come at once.
    ratio_to_unknown: Option<f64>,
    /// Refused a second; none where one comes after the other.
    refused_per_s: Option<f64>,
}

impl Row for Line {
    const HEADS: &'static [&'static str] =
        &["run", "asked", "p50 ms", "p99 ms", "ratio to unknown", "refused/s"];

    fn cells(&self) -> Vec<String> {
        let or_dash = |figure: Option<String>| figure.unwrap_or_else(|| "–".to_owned());
        vec![
            self.run.to_owned(),
            grouped(f64::from(self.asked)),
            format!("{:.2}", self.p50_ms),
            format!("{:.2}", self.p99_ms),
            or_dash(self.ratio_to_unknown.map(|ratio| format!("{ratio:.3}"))),
            or_dash(self.refused_per_s.map(|rate| format!("{rate:.1}"))),
        ]
    }
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let mut report = Report::new::<Line>(args.json);
    let folder = Folder::make(args.data.as_deref())?;
    let (rounds, flood) = if args.quick { (QUICK_ROUNDS, QUICK_FLOOD) } else { (ROUNDS, FLOOD) };
    tokio::runtime::Runtime::new()?.block_on(async {
        prepare(folder.path(), rounds.div_ceil(TRIES)).await?;
        progress("door: in turns");
        in_turns(folder.path(), rounds, &mut report).await?;
        // A server of its own, as wrong passwords are counted until it ends.
        progress("door: at once");
        at_once(folder.path(), flood, &mut report).await
    })?;
    report.note(format!(
        "In turns: one after the other. At once: {CLIENTS} clients with addresses that are unknown."
    ));
    report.finish();
    Ok(())
}

fn address(kind: &str, n: u32) -> String {
    format!("{kind}-{n}@banc.example")
}

/// Accounts with a password; those of the last kind are locked.
async fn prepare(folder: &Path, accounts: u32) -> anyhow::Result<()> {
    let log = RedbLog::open(folder.join("log.redb"), plenum_log_redb::Options::default())?;
    let options = Options { folder: Some(folder.to_owned()), ..Options::default() };
    let app = App::open(Arc::new(log), Arc::new(SystemClock), options)?;
    let hash = Passwords::new().hash(PASSWORD.to_owned()).await?;
    let operator = AccountId(Uuid::nil());
    for (kind, _) in &KINDS[1..] {
        for n in 0..accounts {
            let id = AccountId(Uuid::new_v4());
            let name = format!("{kind} {n}");
            let account = Account { id, label: name.clone(), language: None };
            app.access().register([account])?;
            let profile = Profile { name, email: Some(address(kind, n)), language: None };
            app.access().change_profile(id, profile)?;
            app.access().set_password(id, Some(hash.clone()), None)?;
            if *kind == "locked" {
                app.access().lock_account(operator, id)?;
            }
        }
    }
    Ok(())
}

fn serve(folder: &Path) -> anyhow::Result<Server> {
    let flags = ["--listen", "127.0.0.1:0", "--print-links", "none"].map(OsString::from);
    let data = [OsString::from("serve"), "--data".into(), folder.into()];
    Server::start(data.into_iter().chain(flags))
}

/// Each kind once a round, beginning with another each time.
async fn in_turns(folder: &Path, rounds: u32, report: &mut Report) -> anyhow::Result<()> {
    let server = serve(folder)?;
    let mut took: [Vec<u32>; KINDS.len()] = Default::default();
    // The first one also pays for what the server does once.
    refused(server.address, &address("first", 0), WRONG).await?;
    for round in 0..rounds {
        for turn in 0..KINDS.len() {
            let which = (turn + round as usize) % KINDS.len();
            let (kind, password) = KINDS[which];
            let address = address(kind, round / TRIES);
            took[which].push(micros(refused(server.address, &address, password).await?));
        }
    }
    let took = took.map(Latencies::of);
    let unknown = took[0].percentile_ms(0.5);
    for ((kind, _), took) in KINDS.iter().zip(&took) {
        report.row(&Line {
            run: kind,
            asked: rounds,
            p50_ms: round(took.percentile_ms(0.5), 3),
            p99_ms: round(took.percentile_ms(0.99), 3),
            ratio_to_unknown: Some(round(took.percentile_ms(0.5) / unknown, 4)),
            refused_per_s: None,
        })?;
    }
    Ok(())
}

/// As many at once as there are clients.
async fn at_once(folder: &Path, asked: u32, report: &mut Report) -> anyhow::Result<()> {
    let server = serve(folder)?;
    let started = Instant::now();
    let all = stream::iter(0..asked).map(|n| {
        let at = server.address;
        async move { refused(at, &address("flood", n), WRONG).await }
    });
    let took: Vec<anyhow::Result<Duration>> = all.buffer_unordered(CLIENTS).collect().await;
    let elapsed = started.elapsed();
    let took = took.into_iter().map(|one| one.map(micros)).collect::<anyhow::Result<_>>()?;
    let took = Latencies::of(took);
    report.row(&Line {
        run: "at once",
        asked,
        p50_ms: round(took.percentile_ms(0.5), 3),
        p99_ms: round(took.percentile_ms(0.99), 3),
        ratio_to_unknown: None,
        refused_per_s: Some(round(f64::from(asked) / elapsed.as_secs_f64(), 1)),
    })
}

/// A sign-in that has to be refused; how long that took, from the request to the end of the answer.
async fn refused(at: SocketAddr, email: &str, password: &str) -> anyhow::Result<Duration> {
    let body = json!({ "email": email, "password": password }).to_string();
    let request = format!(
        "POST /api/session/password HTTP/1.1\r\nhost: {at}\r\norigin: http://{at}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(at).await?;
    stream.set_nodelay(true)?;
    let started = Instant::now();
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let took = started.elapsed();
    let status = answer.split_whitespace().nth(1).context("not an HTTP answer")?;
    if status != "401" {
        bail!("{email} was answered {status}, and not like the others");
    }
    Ok(took)
}
