//! What the clients of one run share: the server and its log, the clock, and what was found wrong.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use plenum_app::{FixedClock, Options};
use plenum_domain::{AccountId, Fact, PlanId, member::MemberFact};
use plenum_log::{EventLog, MemoryLog};
use plenum_log_redb::RedbLog;
use plenum_server::Config;
use plenum_testkit::{
    ids,
    live::{LiveClient, LiveServer},
    sample,
};
use tempfile::TempDir;
use tokio::sync::{RwLock, watch};
use uuid::Uuid;

use crate::{
    actor::{account_of, home_role},
    early::EarlyLog,
};

/// Where events are kept.
#[derive(Clone)]
pub enum Engine {
    Memory(Arc<MemoryLog>),
    Redb(PathBuf),
    /// The planted fault.
    Early(Arc<EarlyLog>),
}

impl Engine {
    fn open(&self) -> Arc<dyn EventLog> {
        match self {
            Self::Memory(log) => Arc::clone(log) as Arc<dyn EventLog>,
            Self::Early(log) => Arc::clone(log) as Arc<dyn EventLog>,
            Self::Redb(path) => {
                let options = plenum_log_redb::Options {
                    cache_bytes: 8 << 20,
                    reserve_bytes: 0,
                    generation_entries: 64,
                    flush_step: 8,
                    ..plenum_log_redb::Options::default()
                };
                Arc::new(RedbLog::open(path, options).expect("the log opens"))
            }
        }
    }

    /// What the engine is after its process has ended.
    fn after_crash(&self) -> Self {
        match self {
            Self::Early(log) => Self::Memory(log.survivors()),
            other => other.clone(),
        }
    }
}

/// Who is at work, so that those who rest know when to go on.
#[derive(Clone, Copy, Default)]
struct Pulse {
    steps: u64,
    active: usize,
    restarting: bool,
}

/// A running server and the log under it.
struct Running {
    server: LiveServer,
    log: Arc<dyn EventLog>,
    engine: Engine,
    /// How many servers there were before.
    generation: u64,
}

pub struct World {
    pub plan: PlanId,
    pub folder: TempDir,
    clock: Arc<FixedClock>,
    config: Config,
    running: RwLock<Option<Running>>,
    head: Mutex<watch::Receiver<u64>>,
    violations: Mutex<Vec<String>>,
    broken: AtomicBool,
    pulse: watch::Sender<Pulse>,
    /// Whose each connection is, by generation and number.
    connections: Mutex<HashMap<(u64, u64), AccountId>>,
    /// Where the log ended when a session had been ended.
    ended: Mutex<HashMap<Uuid, u64>>,
    crashed: Mutex<HashSet<u64>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The sample, with the roles of this run.
fn beginning(clients: usize) -> Vec<Fact> {
    let is_role = |fact: &Fact| matches!(fact, Fact::Member(_));
    let sample = sample::facts().into_iter().filter(|fact| !is_role(fact));
    let granted = |n| {
        MemberFact::RoleGranted { account: account_of(n), role: home_role(n), until: None }.into()
    };
    sample.chain((0..clients).map(granted)).collect()
}

impl World {
    pub async fn new(engine: Engine, config: Config, folder: TempDir, clients: usize) -> Self {
        let clock = Arc::new(FixedClock::at(ids::noon(sample::TODAY)));
        let log = engine.open();
        let plan = ids::plan(1);
        let head = log.subscribe(plan.into());
        let options = Options { folder: Some(folder.path().to_owned()), ..Options::default() };
        let server = LiveServer::start(Arc::clone(&log), clock.clone(), options, config.clone());
        let accounts: Vec<AccountId> = (1..=clients as u64).map(ids::account).collect();
        server.seed(plan, &accounts, beginning(clients), ids::noon(sample::TODAY)).await;
        Self {
            plan,
            folder,
            clock,
            config,
            running: RwLock::new(Some(Running { server, log, engine, generation: 0 })),
            head: Mutex::new(head),
            violations: Mutex::default(),
            broken: AtomicBool::new(false),
            pulse: watch::Sender::new(Pulse { active: clients, ..Pulse::default() }),
            connections: Mutex::default(),
            ended: Mutex::default(),
            crashed: Mutex::default(),
        }
    }

    /// Where the log ends now: at or beyond whatever the server has shown.
    pub fn head(&self) -> u64 {
        *lock(&self.head).borrow()
    }

    /// Notes that a rule was broken.
    pub fn violation(&self, what: String) {
        self.broken.store(true, Ordering::Relaxed);
        lock(&self.violations).push(what);
        self.pulse.send_modify(|pulse| pulse.steps += 1);
    }

    /// Whether a rule was broken: the run is decided.
    pub fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }

    pub fn violations(&self) -> Vec<String> {
        lock(&self.violations).clone()
    }

    /// Someone did something; a little time passes.
    pub fn step(&self) {
        self.clock.set(plenum_app::Clock::now(&*self.clock) + 10);
        self.pulse.send_modify(|pulse| pulse.steps += 1);
    }

    /// Does nothing until others have done `steps` things, or nobody does anything.
    pub async fn rest(&self, steps: u64) {
        let mut pulse = self.pulse.subscribe();
        self.pulse.send_modify(|pulse| pulse.active -= 1);
        let until = pulse.borrow().steps + steps;
        let over = |p: &Pulse| p.steps >= until || p.active == 0 || p.restarting;
        // The sender lives as long as this world.
        let _ = pulse.wait_for(|p| over(p) || self.is_broken()).await;
        drop(pulse);
        self.pulse.send_modify(|pulse| pulse.active += 1);
    }

    /// Someone is done.
    pub fn leave(&self) {
        self.pulse.send_modify(|pulse| pulse.active -= 1);
    }

    /// Waits until `steps` things were done since the beginning; false where everyone is done before.
    pub async fn reached(&self, steps: u64) -> bool {
        let mut pulse = self.pulse.subscribe();
        let over = |p: &Pulse| p.steps >= steps || p.active == 0;
        let reached = pulse.wait_for(|p| over(p) || self.is_broken()).await;
        reached.is_ok_and(|p| p.steps >= steps && p.active > 0) && !self.is_broken()
    }

    /// Ends the server, in good order or by a crash, and starts another on what the log kept.
    pub async fn restart(&self, in_good_order: bool) {
        self.pulse.send_modify(|pulse| pulse.restarting = true);
        let mut running = self.running.write().await;
        let Some(Running { server, log, engine, generation }) = running.take() else { return };
        if in_good_order {
            server.stop().await;
        } else {
            lock(&self.crashed).insert(generation);
            server.crash().await;
        }
        drop(log);
        let engine = engine.after_crash();
        let log = engine.open();
        *lock(&self.head) = log.subscribe(self.plan.into());
        let options = Options { folder: Some(self.folder.path().to_owned()), ..Options::default() };
        let (clock, config) = (self.clock.clone(), self.config.clone());
        let server = LiveServer::start(Arc::clone(&log), clock, options, config);
        *running = Some(Running { server, log, engine, generation: generation + 1 });
        self.pulse.send_modify(|pulse| pulse.restarting = false);
    }

    /// Ends the server for good; returns its log.
    pub async fn end(&self) -> Option<Arc<dyn EventLog>> {
        let Running { server, log, .. } = self.running.write().await.take()?;
        server.stop().await;
        Some(log)
    }

    /// Opens a socket; returns it with the number of the server it leads to.
    pub async fn open(
        &self,
        token: &str,
        resume: Option<(Uuid, u64)>,
        packed: bool,
    ) -> Result<(LiveClient, u64), Option<u16>> {
        let running = self.running.read().await;
        let Some(Running { server, generation, .. }) = running.as_ref() else { return Err(None) };
        let client =
            LiveClient::open(server.address, self.plan.into(), token, resume, packed).await?;
        Ok((client, *generation))
    }

    pub async fn sign_in(&self, account: AccountId) -> (Uuid, String) {
        let running = self.running.read().await;
        running.as_ref().expect("a server").server.sign_in(account)
    }

    /// Ends a session and notes where the log ended then.
    pub async fn sign_out(&self, session: Uuid) {
        let running = self.running.read().await;
        let access = running.as_ref().expect("a server").server.app.access();
        access.revoke(session).expect("the session ends");
        let head = self.head();
        lock(&self.ended).entry(session).or_insert(head);
    }

    /// Where the log ended when a session had been ended, if it has.
    pub fn ended(&self, session: Uuid) -> Option<u64> {
        lock(&self.ended).get(&session).copied()
    }

    pub fn connected(&self, generation: u64, connection: u64, account: AccountId) {
        if lock(&self.connections).insert((generation, connection), account).is_some() {
            self.violation(format!("connection {connection} was given twice"));
        }
    }

    /// Whose a connection is.
    pub fn owner(&self, generation: u64, connection: u64) -> Option<AccountId> {
        lock(&self.connections).get(&(generation, connection)).copied()
    }

    /// Whether a server was cut off, or is about to be.
    pub fn has_crashed(&self, generation: u64) -> bool {
        lock(&self.crashed).contains(&generation)
    }

    /// Looks at the plan as the server shows it.
    pub async fn look<T>(&self, look: impl FnOnce(&plenum_domain::Plan) -> T) -> T {
        let running = self.running.read().await;
        let server = &running.as_ref().expect("a server").server;
        let plan = server.app.plan(self.plan).await.expect("the plan opens");
        plan.read(|now| look(&now.plan))
    }
}
