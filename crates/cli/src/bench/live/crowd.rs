//! A crowd of sockets on one plan, and a turn of load on it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use plenum_domain::ItemId;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use super::client::{Client, Door, Ledger};
use super::process::Process;
use crate::bench::measure::{Latencies, micros};

/// A server to load.
#[derive(Clone)]
pub struct Target {
    /// One for each session; clients take them in turn. The first ones may edit.
    pub doors: Vec<Door>,
    /// How many sockets a door takes.
    pub per_door: usize,
    pub items: Vec<ItemId>,
    pub process: Option<Process>,
}

/// Commands a second that one socket sends: sessions are held to fifty.
const RATE_PER_WRITER: u32 = 40;

/// How many sockets it takes to send commands at a rate.
pub fn writers(rate: u32) -> usize {
    usize::try_from(rate.div_ceil(RATE_PER_WRITER)).unwrap_or(usize::MAX).max(1)
}
/// How many connect at a time.
const CONNECTING: usize = 64;
/// How long deliveries may take after the last command.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connected clients. The first of each of the first doors writes.
pub struct Crowd {
    target: Target,
    ledgers: Vec<Arc<Ledger>>,
    writers: Vec<mpsc::UnboundedSender<String>>,
    tasks: Vec<JoinHandle<anyhow::Result<()>>>,
    sent: u64,
}

/// What a turn brought.
#[derive(Default)]
pub struct Turn {
    /// Commands done, times the clients.
    pub expected: u64,
    pub delivered: u64,
    pub latencies: Latencies,
    /// CPU time of the server.
    pub cpu: Option<Duration>,
    /// Frames that did not go on from the one before.
    pub faults: u64,
}

impl Crowd {
    pub async fn connect(target: &Target, clients: usize) -> anyhow::Result<Self> {
        let ledgers: Vec<Arc<Ledger>> = (0..clients).map(|_| Arc::default()).collect();
        let mut waiting = ledgers.iter().cloned().enumerate();
        let mut connecting = JoinSet::new();
        let mut connected: Vec<Option<Client>> = ledgers.iter().map(|_| None).collect();
        loop {
            while connecting.len() < CONNECTING
                && let Some((n, ledger)) = waiting.next()
            {
                let door = target.doors.get(n % target.doors.len()).cloned();
                let door = door.context("there is no session")?;
                if n / target.doors.len() >= target.per_door {
                    bail!(
                        "{clients} clients want more sessions: a session holds {}",
                        target.per_door
                    );
                }
                connecting.spawn(async move { (n, Client::connect(&door, ledger, None).await) });
            }
            let Some(done) = connecting.join_next().await else { break };
            let (n, client) = done?;
            connected[n] = Some(client?);
        }
        let mut crowd = Self {
            target: target.clone(),
            ledgers,
            writers: Vec::new(),
            tasks: Vec::new(),
            sent: 0,
        };
        for client in connected.into_iter().flatten() {
            let (commands, receiver) = mpsc::unbounded_channel();
            if crowd.writers.len() < target.doors.len() {
                crowd.writers.push(commands);
            }
            crowd.tasks.push(tokio::spawn(client.run(receiver)));
        }
        Ok(crowd)
    }

    pub fn ledgers(&self) -> &[Arc<Ledger>] {
        &self.ledgers
    }

    /// Mean length of an event on its way, alone in a frame or beside others.
    pub fn event_bytes(&self) -> u64 {
        let sum = |of: fn(&Ledger) -> u64| self.ledgers.iter().map(|l| of(l)).sum::<u64>();
        let events = sum(|ledger| ledger.events.load(Ordering::Relaxed));
        sum(|ledger| ledger.bytes.load(Ordering::Relaxed)) / events.max(1)
    }

    /// Sends commands at a rate for a while, with reasons as long as is said, and waits until
    /// everybody has all of them.
    pub async fn turn(&mut self, rate: u32, seconds: u32, reason: usize) -> anyhow::Result<Turn> {
        for ledger in &self.ledgers {
            ledger.take_arrivals();
        }
        let before = self.target.process.as_ref().map(Process::cpu).transpose()?;
        let due = self.send(rate, rate * seconds, reason).await?;
        let seqs = self.acks(&due).await?;
        self.settle(&seqs).await?;
        let after = self.target.process.as_ref().map(Process::cpu).transpose()?;
        let cpu = after.zip(before).map(|(after, before)| after.saturating_sub(before));
        Ok(self.count(&seqs, cpu))
    }

    /// Sends commands, each at its time; tells when each was due.
    async fn send(
        &mut self,
        rate: u32,
        commands: u32,
        reason: usize,
    ) -> anyhow::Result<HashMap<Uuid, Instant>> {
        let writers = writers(rate).min(self.writers.len()).max(1);
        let started = Instant::now() + Duration::from_millis(20);
        let mut due = HashMap::new();
        for n in 0..commands {
            let at = started + Duration::from_secs(1) * n / rate.max(1);
            let id = Uuid::now_v7();
            let command = self.command(id, reason);
            tokio::time::sleep_until(at.into()).await;
            due.insert(id, at);
            let writer = &self.writers[self.sent as usize % writers];
            writer.send(command).ok().context("a writer's socket was closed")?;
        }
        Ok(due)
    }

    fn command(&mut self, id: Uuid, reason: usize) -> String {
        self.sent += 1;
        let item = self.target.items.get(self.sent as usize % self.target.items.len().max(1));
        // A title of two short lines, never the same twice: what is so already is no event.
        let title = format!("Point renommé pour la {}e fois, {id}", self.sent);
        let body = json!({ "item": item.copied().unwrap_or_default(), "title": title });
        let reason = (reason > 0).then(|| "🗣".repeat(reason));
        let name = "agenda.rename_item";
        json!({ "t": "command", "id": id, "name": name, "body": body, "reason": reason })
            .to_string()
    }

    /// Waits for the answers; tells when each event's command was due, by the event's number.
    async fn acks(&self, due: &HashMap<Uuid, Instant>) -> anyhow::Result<Vec<(u64, Instant)>> {
        let patient_until = Instant::now() + PATIENCE;
        let mut seqs = Vec::with_capacity(due.len());
        loop {
            for ack in self.ledgers.iter().take(self.writers.len()).flat_map(|l| l.take_acks()) {
                let seq = ack.outcome.map_err(|code| anyhow!("a command was refused: {code}"))?;
                if let Some(due) = due.get(&ack.id) {
                    seqs.push((seq, *due));
                }
            }
            if seqs.len() == due.len() {
                seqs.sort_unstable();
                return Ok(seqs);
            }
            if Instant::now() > patient_until {
                bail!("{} of {} commands were not answered", due.len() - seqs.len(), due.len());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until everybody has the last event, or patience ends.
    async fn settle(&self, seqs: &[(u64, Instant)]) -> anyhow::Result<()> {
        let last = seqs.last().map_or(0, |(seq, _)| *seq);
        let patient_until = Instant::now() + PATIENCE;
        while self.ledgers.iter().any(|ledger| ledger.cursor() < last) {
            if Instant::now() > patient_until {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    fn count(&self, seqs: &[(u64, Instant)], cpu: Option<Duration>) -> Turn {
        let mut latencies = Vec::with_capacity(seqs.len() * self.ledgers.len());
        let mut faults = 0;
        for ledger in &self.ledgers {
            faults += ledger.faults.swap(0, Ordering::Relaxed);
            let mut next = 0;
            for arrival in ledger.take_arrivals() {
                while let Some((seq, due)) = seqs.get(next).filter(|(seq, _)| *seq <= arrival.to) {
                    if *seq >= arrival.from {
                        latencies.push(micros(arrival.at.saturating_duration_since(*due)));
                    }
                    next += 1;
                }
            }
        }
        let expected = seqs.len() as u64 * self.ledgers.len() as u64;
        let delivered = latencies.len() as u64;
        Turn { expected, delivered, latencies: Latencies::of(latencies), cpu, faults }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
