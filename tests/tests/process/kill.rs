//! Killed under load: whatever was acknowledged is there once, and nothing is there twice.

use std::{cell::Cell, collections::HashMap, net::SocketAddr};

use futures_util::future::join_all;
use plenum_log::conformance::Seeded;
use plenum_protocol::live::{ClientFrame, CommandFrame, CommandOutcome, ServerFrame};
use plenum_testkit::live::{Heard, LiveClient};
use tokio::sync::watch;
use uuid::Uuid;

use crate::binary::{Serving, add_task, block_on, export, plenum, words};

const CLIENTS: usize = 20;
/// Each kill comes after so many answers, at least.
const ANSWERS: u64 = 60;

/// What the clients of a run share.
struct Shared {
    plan: Uuid,
    address: SocketAddr,
    /// How many times the server was started; 0 while it is down.
    up: watch::Receiver<u64>,
    answers: watch::Sender<u64>,
    over: Cell<bool>,
}

/// What one client did and heard.
struct Worker<'s> {
    shared: &'s Shared,
    token: String,
    seeded: Seeded,
    frames: HashMap<Uuid, CommandFrame>,
    unanswered: Option<Uuid>,
    acknowledged: Vec<(Uuid, u64)>,
    resent: usize,
    cursor: Option<(Uuid, u64)>,
}

impl Worker<'_> {
    /// Works until the run is over and its last command is answered.
    async fn work(&mut self, make: impl Fn(Uuid) -> CommandFrame) {
        let mut up = self.shared.up.clone();
        while !self.shared.over.get() || self.unanswered.is_some() {
            // Whoever starts the server lives as long as this.
            let _ = up.wait_for(|up| *up > 0).await;
            let (address, plan) = (self.shared.address, self.shared.plan);
            let opened = LiveClient::open(address, plan, &self.token, self.cursor, true).await;
            match opened {
                Ok(client) => self.converse(client, &make).await,
                Err(Some(status)) => panic!("the upgrade was answered {status}"),
                // Killed again, and not known to be down yet.
                Err(None) => tokio::task::yield_now().await,
            }
        }
    }

    /// Sends as fast as answers come, until the connection ends or the run is over.
    async fn converse(&mut self, mut client: LiveClient, make: &impl Fn(Uuid) -> CommandFrame) {
        self.resent += usize::from(self.unanswered.is_some());
        let mut due = true;
        loop {
            if due && (self.unanswered.is_some() || !self.shared.over.get()) {
                let id = *self.unanswered.get_or_insert_with(|| self.seeded.uuid());
                let frame = self.frames.entry(id).or_insert_with(|| make(id)).clone();
                if !client.say(&ClientFrame::Command(frame)).await {
                    return;
                }
            } else if due {
                return;
            }
            match client.hear().await {
                Heard::Frame(frame) => due = self.take(*frame),
                Heard::Closed(..) | Heard::Lost => return,
                other => panic!("heard {other:?}"),
            }
        }
    }

    /// Takes a frame in; true where the next command may go.
    fn take(&mut self, frame: ServerFrame) -> bool {
        match frame {
            ServerFrame::Welcome(welcome) => {
                let epoch = self.cursor.map_or(welcome.epoch, |(epoch, _)| epoch);
                assert_eq!(epoch, welcome.epoch, "the log is the same");
                let seen = self.cursor.map_or(0, |(_, seq)| seq);
                assert!(
                    welcome.head >= seen,
                    "the log ended at {seen} and ends at {}",
                    welcome.head
                );
                self.cursor = Some((epoch, seen));
            }
            ServerFrame::Snapshot(part) => {
                assert_eq!(self.cursor.map(|(_, seq)| seq).filter(|seq| *seq > part.seq), None);
                if part.part + 1 == part.parts {
                    self.cursor = self.cursor.map(|(epoch, _)| (epoch, part.seq));
                }
            }
            ServerFrame::Events(events) => {
                let seen = self.cursor.map_or(0, |(_, seq)| seq);
                assert_eq!(events.from, seen + 1, "neither a gap nor a repetition");
                self.cursor = self.cursor.map(|(epoch, _)| (epoch, events.to));
            }
            ServerFrame::Result(result) => {
                assert_eq!(Some(result.id), self.unanswered, "one command at a time");
                match result.outcome {
                    CommandOutcome::Ok(accepted) => {
                        self.acknowledged.push((result.id, accepted.seq));
                        self.unanswered = None;
                        self.shared.answers.send_modify(|answers| *answers += 1);
                    }
                    CommandOutcome::Refused(refused) => assert!(refused.retry, "{refused:?}"),
                }
                return true;
            }
            _ => {}
        }
        false
    }
}

/// Kills the server at seeded moments and starts it again, then ends the run.
async fn kill(
    serving: &mut Serving,
    shared: &Shared,
    up: &watch::Sender<u64>,
    rounds: u64,
    seed: u64,
) {
    let mut seeded = Seeded::new(seed);
    let mut answers = shared.answers.subscribe();
    let mut wanted = 0;
    for round in 1..=rounds {
        wanted += ANSWERS + seeded.below(2 * ANSWERS);
        let _ = answers.wait_for(|answers| *answers >= wanted).await;
        up.send_replace(0);
        serving.kill();
        serving.again(&[]);
        up.send_replace(round + 1);
    }
    let _ = answers.wait_for(|answers| *answers >= wanted + ANSWERS).await;
    shared.over.set(true);
}

async fn rounds(seed: u64, rounds: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut serving = Serving::start(folder.path(), CLIENTS, &[]);
    let up = watch::Sender::new(1);
    let shared = Shared {
        plan: serving.plan,
        address: serving.address,
        up: up.subscribe(),
        answers: watch::Sender::new(0),
        over: Cell::new(false),
    };
    let mut workers = Vec::new();
    for n in 0..CLIENTS {
        workers.push(Worker {
            shared: &shared,
            token: serving.sign_in(&format!("personne-{n}")).await,
            seeded: Seeded::new(seed << 8 | n as u64),
            frames: HashMap::new(),
            unanswered: None,
            acknowledged: Vec::new(),
            resent: 0,
            cursor: None,
        });
    }
    let plan = serving.plan;
    let make = move |id: Uuid| add_task(plan, id, &format!("Tâche {id}"));
    let working = join_all(workers.iter_mut().map(|worker| worker.work(make)));
    let killing = kill(&mut serving, &shared, &up, rounds, seed);
    tokio::join!(working, killing);
    serving.kill();
    check(folder.path(), plan, &workers, seed);
}

fn check(data: &std::path::Path, plan: Uuid, workers: &[Worker], seed: u64) {
    let fsck = plenum(&["fsck", "--data", &data.to_string_lossy()]);
    assert!(fsck.status.success() && words(&fsck).contains("sound"), "{}", words(&fsck));
    let mut written: HashMap<Uuid, Vec<u64>> = HashMap::new();
    let import = Uuid::new_v5(&plan, b"import");
    for event in export(data).iter().filter(|event| event.command != import) {
        written.entry(event.command).or_default().push(event.seq);
    }
    let resent: usize = workers.iter().map(|worker| worker.resent).sum();
    assert!(resent > 0, "seed {seed}: no kill met a command on its way");
    let mut acknowledged = 0;
    for (id, seq) in workers.iter().flat_map(|worker| &worker.acknowledged) {
        let there = written.remove(id).unwrap_or_default();
        assert_eq!(there, [*seq], "seed {seed}: command {id} was acknowledged as {seq}");
        acknowledged += 1;
    }
    assert!(acknowledged > 0);
    assert!(written.is_empty(), "seed {seed}: written and never acknowledged: {written:?}");
}

#[test]
fn s5_kill_9_under_load_loses_nothing_and_doubles_nothing_seed_1() {
    block_on(rounds(1, 4));
}

#[test]
fn s5_kill_9_under_load_loses_nothing_and_doubles_nothing_seed_2() {
    block_on(rounds(2, 4));
}
