//! A reader that stops reading: what it costs the server, and whether it goes on exactly.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use plenum_protocol::limits::WRITE_BUFFER_BYTES;

use super::client::{Client, Ledger};
use super::crowd::{Crowd, Turn};
use super::runs::Ours;
use super::{Args, Line};
use crate::bench::measure::round;
use crate::bench::report::{Report, progress};

/// What the kernel may keep for the reader that stalls, so that the server feels it soon.
const RECEIVE_BUFFER_BYTES: u32 = 4096;
/// How long it may take to catch up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The run.
pub struct Stall {
    clients: usize,
    rate: u32,
    /// How long the reader does not read, in seconds.
    seconds: u32,
    /// Characters of each command's reason: long ones fill buffers.
    reason: usize,
}

impl Default for Stall {
    /// Longer than the server waits for a reader, and fewer events than it catches up on one by one.
    fn default() -> Self {
        Self { clients: 60, rate: 70, seconds: 27, reason: 3_900 }
    }
}

impl Stall {
    pub fn quick() -> Self {
        Self { clients: 6, rate: 20, seconds: 1, reason: 200 }
    }
}

/// Runs the load twice, everybody reading and then one of them not; tells what was lost.
pub async fn run(args: &Args, stall: &Stall, report: &mut Report) -> anyhow::Result<Vec<String>> {
    progress(&format!("live: {} clients, one of them stalled", stall.clients));
    let ours = Ours::start(args, stall.clients).await?;
    let process = ours.server.process();
    let mut crowd = Crowd::connect(&ours.target, stall.clients - 1).await?;
    // The same load twice, first with everybody reading: events are kept, whoever looks on, and
    // only what grows beyond that is the stalled reader's.
    crowd.turn(stall.rate, stall.seconds.div_ceil(3), stall.reason).await?;
    let before = process.rss()?;
    crowd.turn(stall.rate, stall.seconds, stall.reason).await?;
    let usual = process.rss()? - before;
    // A door that nobody else of the crowd stands at.
    let mut door = ours.target.doors.last().context("there is no session")?.clone();
    door.receive_buffer = Some(RECEIVE_BUFFER_BYTES);
    let ledger: Arc<Ledger> = Arc::default();
    let mut reader = Client::connect(&door, Arc::clone(&ledger), None).await?;
    let epoch = reader.epoch;
    let before = process.rss()?;
    let turn = crowd.turn(stall.rate, stall.seconds, stall.reason).await?;
    let growth = process.rss()? - before;
    let head = crowd.ledgers().first().map_or(0, |ledger| ledger.cursor());
    let missed = head - ledger.cursor();
    let mut again = 0;
    let patient_until = Instant::now() + PATIENCE;
    while ledger.cursor() < head {
        if Instant::now() > patient_until {
            bail!("the stalled reader has {} of {head} events", ledger.cursor());
        }
        match reader.next().await {
            Ok(Some(text)) => reader.take(&text).await?,
            // The server has given up on it: it comes back and goes on from what it has.
            Ok(None) | Err(_) => {
                reader = Client::connect(&door, Arc::clone(&ledger), epoch).await?;
                again += 1;
            }
        }
    }
    let faults = ledger.faults.load(Ordering::Relaxed);
    report.row(&line(stall, &turn, growth - usual))?;
    report.note(format!(
        "Stalled: while one of {} read nothing for {} s, the server grew by {growth} bytes (everybody \
         reading: {usual}; bound of a socket's buffer: {WRITE_BUFFER_BYTES}); it then caught up on {missed} events, {again} reconnection(s), \
         {faults} out of order.",
        stall.clients, stall.seconds
    ));
    Ok(lost(&turn, faults))
}

fn line(stall: &Stall, turn: &Turn, growth: i64) -> Line {
    let cpu = turn.cpu.map(|cpu| cpu.as_secs_f64() * 1e6 / turn.delivered.max(1) as f64);
    Line {
        server: "plenum",
        run: "stalled",
        clients: stall.clients,
        rate: stall.rate,
        expected: turn.expected,
        delivered: turn.delivered,
        p50_ms: round(turn.latencies.percentile_ms(0.5), 2),
        p99_ms: round(turn.latencies.percentile_ms(0.99), 2),
        server_cpu_us_per_delivery: cpu.map(|cpu| round(cpu, 2)),
        // Of the one that stalled: what the server grew by beyond the usual.
        server_rss_bytes_per_client: Some(growth),
    }
}

fn lost(turn: &Turn, faults: u64) -> Vec<String> {
    let mut lost = Vec::new();
    if turn.delivered != turn.expected || turn.faults > 0 {
        lost.push(format!("beside a stalled reader: {} of {}", turn.delivered, turn.expected));
    }
    if faults > 0 {
        lost.push(format!("the stalled reader saw {faults} frames out of order"));
    }
    lost
}
