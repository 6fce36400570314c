//! The embedded engine, through the door that the application uses.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use plenum_log::record::{HASH_BYTES, HEADER_BYTES};
use plenum_log::{Append, CommandKey, EventLog, Expected, NewEvent, Outcome};
use plenum_log_redb::{Options, RedbLog};
use rand::rngs::StdRng;
use rand::{Rng, RngExt};
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::work::{self, RECORD_BYTES, Shape, Slice, Store, Until, alone, noise, together};
use crate::bench::measure::micros;

const KIND: &str = "agenda.item_renamed";
const PAYLOAD_BYTES: usize = RECORD_BYTES - HEADER_BYTES - HASH_BYTES - KIND.len();

pub struct Ours {
    log: Arc<RedbLog>,
    runtime: Runtime,
    /// Turns so far, so that no command id comes twice.
    turns: u64,
    appends: u64,
}

impl Ours {
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let log = RedbLog::open(path, Options::default()).context("opening a log")?;
        Ok(Self { log: Arc::new(log), runtime: Runtime::new()?, turns: 0, appends: 0 })
    }
}

/// A client that knows where each of its plans ends, as the application does.
struct Client {
    random: StdRng,
    number: usize,
    clients: usize,
    kind: Arc<str>,
    payload: Vec<u8>,
    /// Of all plans; only its own are right.
    heads: Vec<Option<u64>>,
    turn: u64,
    made: u64,
}

impl Client {
    fn new(number: usize, clients: usize, turn: u64) -> Self {
        let mut random = work::seeded(number);
        let payload = noise(&mut random, PAYLOAD_BYTES);
        let heads = vec![None; work::PLANS];
        Self { random, number, clients, kind: KIND.into(), payload, heads, turn, made: 0 }
    }

    fn append(&mut self, log: &RedbLog, batch: usize) -> anyhow::Result<Append> {
        let number = work::plan_of(&mut self.random, self.number, self.clients);
        let plan = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128);
        let head = match self.heads[number] {
            Some(head) => head,
            None => log.read(plan, 1, 0)?.head,
        };
        self.heads[number] = Some(head + batch as u64);
        self.made += 1;
        // Ids ascend with time, as those of version 7 do, with noise behind.
        let time = u128::from(self.turn) << 112 | u128::from(self.made) << 80;
        let id = Uuid::from_u128(time | u128::from(self.random.random::<u64>()));
        let command = CommandKey { id, digest: self.random.random() };
        let events = (0..batch).map(|_| self.event()).collect();
        Ok(Append { plan, expected: Expected::Head(head), command, events })
    }

    fn event(&mut self) -> NewEvent {
        let mut salt = [0; 16];
        self.random.fill_bytes(&mut salt);
        NewEvent {
            time: 1_800_000_000_000,
            actor: Uuid::from_u128(7),
            correlation: Uuid::nil(),
            causation: Uuid::nil(),
            kind: Arc::clone(&self.kind),
            schema: 1,
            salt,
            payload: self.payload.clone(),
        }
    }
}

fn accepted(outcome: &Outcome) -> anyhow::Result<()> {
    match outcome {
        Outcome::Appended { .. } => Ok(()),
        other => bail!("an append was answered {other:?}"),
    }
}

async fn run(log: Arc<RedbLog>, mut client: Client, until: Until) -> anyhow::Result<Vec<u32>> {
    let mut latencies = Vec::new();
    while until.goes_on(latencies.len()) {
        let append = client.append(&log, 1)?;
        let started = Instant::now();
        accepted(&log.append(append).await?)?;
        latencies.push(micros(started.elapsed()));
    }
    Ok(latencies)
}

impl Store for Ours {
    fn name(&self) -> &'static str {
        "plenum"
    }

    fn slice(&mut self, shape: Shape, turn: Duration) -> anyhow::Result<Slice> {
        self.turns += 1;
        let log = &self.log;
        let slice = if shape.clients == 1 {
            let mut client = Client::new(0, 1, self.turns);
            let prepare = || client.append(log, shape.batch);
            alone(shape.batch, turn, prepare, |append| {
                accepted(&log.append(append?).blocking_recv()?)
            })?
        } else {
            together(&self.runtime, shape.clients, turn, |number, until| {
                run(Arc::clone(log), Client::new(number, shape.clients, self.turns), until)
            })?
        };
        self.appends += slice.micros.len() as u64;
        Ok(slice)
    }

    fn finish(&mut self) -> anyhow::Result<Option<String>> {
        let entries = self.appends * 2;
        let flushes = entries / Options::default().generation_entries.max(1) as u64;
        Ok(Some(format!(
            "The engine made {} appends in {} commits; its index was flushed about {flushes} times \
             while they ran.",
            self.appends,
            self.log.stats().commits()
        )))
    }
}
