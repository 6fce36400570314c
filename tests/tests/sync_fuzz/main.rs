//! Many clients at one plan, each doing seeded things: working, dropping out, coming back, losing its role.
//! Whatever they do, what they have in the end is what the server has, nothing was lost, nothing came twice,
//! and nobody received what they had no right to.
//!
//! `PLENUM_FUZZ_SEED=n` runs one seed on both engines, `PLENUM_FUZZ_SEEDS=n` runs n seeds beyond the usual.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod actor;
mod client;
mod early;
mod finale;
mod hears;
mod judge;
mod planted;
mod world;

use std::{rc::Rc, sync::Arc};

use actor::{STEPS, account_of};
use client::{Client, Mangle};
use early::EarlyLog;
use futures_util::future::join_all;
use judge::Judge;
use plenum_log::conformance::Seeded;
use plenum_server::Config;
use world::{Engine, World};

const CLIENTS: usize = 12;

/// Where a run keeps its events.
#[derive(Clone, Copy, Debug)]
enum Keeps {
    Memory,
    Redb,
    /// The planted fault: acknowledged before stored.
    Early,
}

/// What is planted in a run, if anything.
#[derive(Clone, Debug, Default)]
struct Plan {
    config: Config,
    mangle: Option<Mangle>,
    /// Restarts are crashes.
    crashes: bool,
}

/// One run; returns what was found wrong.
fn run(seed: u64, keeps: Keeps, plan: Plan) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run_clients(seed, keeps, plan))
}

async fn run_clients(seed: u64, keeps: Keeps, plan: Plan) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = match keeps {
        Keeps::Memory => Engine::Memory(Arc::default()),
        Keeps::Redb => Engine::Redb(folder.path().join("log.redb")),
        Keeps::Early => Engine::Early(Arc::new(EarlyLog::new())),
    };
    let world = Rc::new(World::new(engine, plan.config, folder, CLIENTS).await);
    let seeded = world.head();
    let mut clients = Vec::new();
    for n in 0..CLIENTS {
        let mut client = Client::new(n, account_of(n), Rc::clone(&world), seed).await;
        client.mangle = plan.mangle;
        clients.push(client);
    }
    let weather = weather(&world, Seeded::new(seed ^ 0xEA7), plan.crashes);
    tokio::join!(join_all(clients.iter_mut().map(Client::live)), weather);
    finale::play(&world, &mut clients).await;
    for client in &mut clients {
        client.drop_socket();
    }
    let log = world.end().await.expect("the log");
    let accounts: Vec<_> = (0..CLIENTS).map(account_of).collect();
    let judge = Judge::new(&world, &*log, &accounts);
    judge.judge_sightings(&clients);
    judge.judge_commands(&clients, seeded);
    world.violations()
}

/// Restarts the server once or twice on the way.
async fn weather(world: &World, mut seeded: Seeded, crashes: bool) {
    let all = STEPS * CLIENTS as u64;
    for third in 1..=2 {
        let at = all * third / 3 + seeded.below(all / 6);
        if !world.reached(at).await {
            return;
        }
        if crashes || seeded.below(3) > 0 {
            world.restart(!crashes && seeded.below(2) == 0).await;
        }
    }
}

/// Runs a seed and fails with all that was found, and how to see it again.
fn check(seed: u64, keeps: Keeps) {
    let violations = run(seed, keeps, Plan::default());
    assert!(
        violations.is_empty(),
        "seed {seed} on {keeps:?}: {} violations\n{}\nagain: PLENUM_FUZZ_SEED={seed} cargo test \
         --package plenum-tests --test sync_fuzz the_named_seed",
        violations.len(),
        violations.iter().take(20).cloned().collect::<Vec<_>>().join("\n"),
    );
}

macro_rules! seeds {
    ($keeps:expr; $($name:ident = $seed:literal)*) => {$(
        #[test]
        fn $name() {
            check($seed, $keeps);
        }
    )*};
}

seeds! {
    Keeps::Memory;
    memory_seed_1 = 1
    memory_seed_2 = 2
    memory_seed_3 = 3
    memory_seed_4 = 4
    memory_seed_5 = 5
    memory_seed_6 = 6
    memory_seed_7 = 7
    memory_seed_8 = 8
    memory_seed_9 = 9
    memory_seed_10 = 10
    memory_seed_11 = 11
    memory_seed_12 = 12
}

seeds! {
    Keeps::Redb;
    redb_seed_101 = 101
    redb_seed_102 = 102
    redb_seed_103 = 103
    redb_seed_104 = 104
    redb_seed_105 = 105
    redb_seed_106 = 106
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// Does something only where `PLENUM_FUZZ_SEED` names a seed.
#[test]
fn the_named_seed() {
    if let Some(seed) = number("PLENUM_FUZZ_SEED") {
        check(seed, Keeps::Memory);
        check(seed, Keeps::Redb);
    }
}

/// Does something only where `PLENUM_FUZZ_SEEDS` says how many.
#[test]
fn many_more_seeds() {
    for seed in 1_000..1_000 + number("PLENUM_FUZZ_SEEDS").unwrap_or(0) {
        check(seed, if seed % 4 == 0 { Keeps::Redb } else { Keeps::Memory });
    }
}
