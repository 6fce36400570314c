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

    /// Where a client's own plans end.
    fn heads(&self, client: usize, clients: usize) -> anyhow::Result<Vec<(usize, u64)>> {
        let numbers = (client..work::PLANS).step_by(clients);
        numbers.map(|number| Ok((number, self.log.read(plan_id(number), 1, 0)?.head))).collect()
    }
}

fn plan_id(number: usize) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128)
}

/// A client that knows where each of its plans ends, as the application does.
struct Client {
    random: StdRng,
    kind: Arc<str>,
    payload: Vec<u8>,
    /// Of its own plans: the number of each, and where it ends.
    heads: Vec<(usize, u64)>,
    turn: u64,
    made: u64,
}

impl Client {
    fn new(heads: Vec<(usize, u64)>, number: usize, turn: u64) -> Self {
        let mut random = work::seeded(number);
        let payload = noise(&mut random, PAYLOAD_BYTES);
        Self { random, kind: KIND.into(), payload, heads, turn, made: 0 }
    }

    fn append(&mut self, batch: usize) -> Append {
        let nth = self.random.random_range(0..self.heads.len());
        let (number, head) = self.heads[nth];
        let plan = plan_id(number);
        self.heads[nth].1 += batch as u64;
        self.made += 1;
        // Ids ascend with time, as those of version 7 do, with noise behind.
        let time = u128::from(self.turn) << 112 | u128::from(self.made) << 80;
        let id = Uuid::from_u128(time | u128::from(self.random.random::<u64>()));
        let command = CommandKey { id, digest: self.random.random() };
        let events = (0..batch).map(|_| self.event()).collect();
        Append { plan, expected: Expected::Head(head), command, events }
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
        let append = client.append(1);
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
            let mut client = Client::new(self.heads(0, 1)?, 0, self.turns);
            let prepare = || client.append(shape.batch);
            alone(shape.batch, turn, prepare, |append| {
                accepted(&log.append(append).blocking_recv()?)
            })?
        } else {
            let clients = (0..shape.clients)
                .map(|n| Ok(Client::new(self.heads(n, shape.clients)?, n, self.turns)))
                .collect::<anyhow::Result<Vec<_>>>()?;
            let run = |client, until| run(Arc::clone(log), client, until);
            together(&self.runtime, clients, turn, run)?
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
