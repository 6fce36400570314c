//! `plenum bench replay`: a long plan opened, its past looked at, and all of it replayed.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{bail, ensure};
use plenum_app::{App, Options, PlanHandle, Projection, Scripted, SystemClock};
use plenum_domain::{PlanId, SCHEMA};
use plenum_log::{Append, CommandKey, EventLog, Expected, NewEvent, Outcome};
use plenum_log_redb::RedbLog;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use serde::Serialize;
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::folder::Folder;
use super::measure::{Latencies, median, micros, round};
use super::plan::{Author, Size};
use super::report::{Report, Row, grouped, progress};

/// Measure opening a long plan, the state at any moment, and a full replay
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum bench replay --events 1000000 --json")]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Make the bench's folder in this one; it is removed afterwards
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Length of the plan's history
    #[arg(long, default_value_t = 1_000_000)]
    events: u64,
    /// Too short to measure anything: only to see that it works
    #[arg(long)]
    quick: bool,
}

/// Records of the plan: about ten years of plenaries and working groups.
const SIZE: Size = Size { partners: 50, meetings: 300, items: 20, tasks: 1_500 };
const QUICK_SIZE: Size = Size { partners: 5, meetings: 10, items: 10, tasks: 20 };
const QUICK_EVENTS: u64 = 10_000;
/// Events of one append, while the history is written.
const CHUNK: usize = 10_000;
/// How often the plan is opened, and replayed.
const OPENINGS: usize = 15;
const REPLAYS: usize = 5;
/// How many moments of the past are looked at.
const MOMENTS: usize = 500;
const QUICK_MOMENTS: usize = 20;
const SEED: u64 = 20_160_301;

#[derive(Serialize)]
struct Line {
    events: u64,
    open_ms: f64,
    state_p50_ms: f64,
    state_p99_ms: f64,
    events_per_s: f64,
}

impl Row for Line {
    const HEADS: &'static [&'static str] =
        &["events", "open ms", "state p50 ms", "state p99 ms", "replayed events/s"];

    fn cells(&self) -> Vec<String> {
        vec![
            grouped(self.events as f64),
            format!("{:.1}", self.open_ms),
            format!("{:.1}", self.state_p50_ms),
            format!("{:.1}", self.state_p99_ms),
            grouped(self.events_per_s),
        ]
    }
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let mut report = Report::new::<Line>(args.json);
    let folder = Folder::make(args.data.as_deref())?;
    let (size, events) = if args.quick { (QUICK_SIZE, QUICK_EVENTS) } else { (SIZE, args.events) };
    let moments = if args.quick { QUICK_MOMENTS } else { MOMENTS };
    let log =
        Arc::new(RedbLog::open(folder.join("log.redb"), plenum_log_redb::Options::default())?);
    progress(&format!("replay: writing {events} events"));
    let author = write(&log, size, events)?;
    let plan = author.id;
    let log: Arc<dyn EventLog> = log;
    let bench = Bench { folder, log, runtime: Runtime::new()? };
    progress("replay: opening the plan for the first time, which takes the snapshots");
    let (first, took) = bench.open(plan)?;
    let same = first.read(|now| now.plan == author.plan);
    ensure!(same, "the replayed plan differs from the one that was written");
    drop(first);
    progress("replay: opening, looking back, replaying");
    let mut opened = Vec::new();
    for _ in 0..OPENINGS {
        opened.push(bench.open(plan)?.1);
    }
    let states = bench.states(plan, moments)?;
    let head = author.plan.head;
    let rates = (0..REPLAYS).map(|_| bench.replay(plan, head)).collect::<anyhow::Result<_>>()?;
    report.row(&Line {
        events: head,
        open_ms: round(median(opened), 2),
        state_p50_ms: round(states.percentile_ms(0.5), 2),
        state_p99_ms: round(states.percentile_ms(0.99), 2),
        events_per_s: median(rates).round(),
    })?;
    report.note(format!(
        "Open: median of {OPENINGS}, the database open, snapshots as the application takes them \
         (taking them all at the first opening: {took:.0} ms). State: {moments} random moments. \
         Replay: median of {REPLAYS}, from the empty state."
    ));
    report.finish();
    Ok(())
}

struct Bench {
    folder: Folder,
    log: Arc<dyn EventLog>,
    runtime: Runtime,
}

impl Bench {
    /// Opens the plan in an application of its own; tells how many milliseconds it took.
    fn open(&self, plan: PlanId) -> anyhow::Result<(PlanHandle, f64)> {
        let options = Options { folder: Some(self.folder.path().to_owned()), ..Options::default() };
        let app = App::open(Arc::clone(&self.log), Arc::new(SystemClock), options)?;
        let started = Instant::now();
        let handle = self.runtime.block_on(app.plan(plan))?;
        Ok((handle, started.elapsed().as_secs_f64() * 1e3))
    }

    /// How long the states at random moments take.
    fn states(&self, plan: PlanId, moments: usize) -> anyhow::Result<Latencies> {
        let (handle, _) = self.open(plan)?;
        let mut random = StdRng::seed_from_u64(SEED);
        let head = *handle.head().borrow();
        let mut latencies = Vec::with_capacity(moments);
        for _ in 0..moments {
            let seq = random.random_range(1..=head);
            let started = Instant::now();
            let state = self.runtime.block_on(handle.at(seq))?;
            latencies.push(micros(started.elapsed()));
            ensure!(state.head() == seq, "the state at {seq} is that at {}", state.head());
        }
        Ok(Latencies::of(latencies))
    }

    /// Replays all of the plan; tells how many events a second.
    fn replay(&self, plan: PlanId, head: u64) -> anyhow::Result<f64> {
        let mut state = Projection::default();
        let started = Instant::now();
        plenum_app::replay(&self.log, plan.into(), &mut state, head, |_, _| {})?;
        let rate = head as f64 / started.elapsed().as_secs_f64();
        ensure!(state.head() == head, "the replay ended at {}", state.head());
        Ok(rate)
    }
}

/// Writes the history; the author knows the plan as it must come out.
fn write(log: &RedbLog, size: Size, events: u64) -> anyhow::Result<Author> {
    let mut author = Author::new(SEED);
    let mut random = StdRng::seed_from_u64(SEED);
    let mut waiting = Vec::with_capacity(CHUNK);
    for step in author.found(size, &[])? {
        waiting.extend(new_events(&step, &mut random));
    }
    while author.plan.head < events {
        let step = author.work()?;
        waiting.extend(new_events(&step, &mut random));
        if waiting.len() >= CHUNK {
            append(log, author.id, std::mem::take(&mut waiting), &mut random)?;
        }
    }
    if !waiting.is_empty() {
        append(log, author.id, waiting, &mut random)?;
    }
    Ok(author)
}

fn new_events(step: &Scripted, random: &mut StdRng) -> Vec<NewEvent> {
    let new = |fact: &plenum_domain::Fact| {
        let mut salt = [0; 16];
        random.fill_bytes(&mut salt);
        NewEvent {
            time: step.at,
            actor: step.actor.into(),
            correlation: step.correlation,
            causation: Uuid::nil(),
            kind: fact.kind().into(),
            schema: SCHEMA,
            salt,
            payload: fact.encode(None),
        }
    };
    step.facts.iter().map(new).collect()
}

fn append(
    log: &RedbLog,
    plan: PlanId,
    events: Vec<NewEvent>,
    random: &mut StdRng,
) -> anyhow::Result<()> {
    let command = CommandKey { id: Uuid::from_u128(random.random()), digest: random.random() };
    let append = Append { plan: plan.into(), expected: Expected::Any, command, events };
    match log.append(append).blocking_recv()? {
        Outcome::Appended { .. } => Ok(()),
        other => bail!("an append was answered {other:?}"),
    }
}
