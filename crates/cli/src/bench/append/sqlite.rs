//! SQLite, WAL with `synchronous=FULL`: each append a transaction of its own.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use rusqlite::{Connection, TransactionBehavior};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use super::work::{
    self, RECORD_BYTES, Shape, Slice, Store, alone, noise, plan_of, seeded, together,
};
use crate::bench::measure::micros;

const SCHEMA: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE events (plan BLOB NOT NULL, seq INTEGER NOT NULL, record BLOB NOT NULL,
        PRIMARY KEY (plan, seq)) WITHOUT ROWID;";
const INSERT: &str = "INSERT INTO events (plan, seq, record) VALUES (?1, ?2, ?3)";

/// One connection: SQLite has one writer at a time, and waiting for a lock in memory is kinder to
/// it than its own busy handler.
pub struct Sqlite {
    shared: Arc<Mutex<Inner>>,
    runtime: Runtime,
}

struct Inner {
    connection: Connection,
    heads: Vec<i64>,
}

impl Sqlite {
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let connection = Connection::open(path).context("opening SQLite")?;
        connection.execute_batch(SCHEMA)?;
        let shared = Arc::new(Mutex::new(Inner { connection, heads: vec![0; work::PLANS] }));
        let runtime = Builder::new_multi_thread().max_blocking_threads(256).build()?;
        Ok(Self { shared, runtime })
    }
}

impl Inner {
    fn append(&mut self, plan: usize, records: &[Vec<u8>]) -> anyhow::Result<()> {
        let id = Uuid::from_u128(plan as u128);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert = transaction.prepare_cached(INSERT)?;
            for (seq, record) in (self.heads[plan] + 1..).zip(records) {
                insert.execute((id.as_bytes().as_slice(), seq, record))?;
            }
        }
        transaction.commit()?;
        self.heads[plan] += records.len() as i64;
        Ok(())
    }
}

fn append(shared: &Mutex<Inner>, plan: usize, records: &[Vec<u8>]) -> anyhow::Result<()> {
    shared.lock().unwrap_or_else(PoisonError::into_inner).append(plan, records)
}

impl Store for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn slice(&mut self, shape: Shape, turn: Duration) -> anyhow::Result<Slice> {
        let mut random = seeded(0);
        let records: Vec<_> = (0..shape.batch).map(|_| noise(&mut random, RECORD_BYTES)).collect();
        if shape.clients == 1 {
            let prepare = || plan_of(&mut random, 0, 1);
            return alone(shape.batch, turn, prepare, |plan| append(&self.shared, plan, &records));
        }
        together(&self.runtime, (0..shape.clients).collect(), turn, |client, until| {
            let (shared, records) = (Arc::clone(&self.shared), records.clone());
            let appends = move || {
                let mut random = seeded(client);
                let mut latencies = Vec::new();
                while until.goes_on(latencies.len()) {
                    let plan = plan_of(&mut random, client, shape.clients);
                    let started = Instant::now();
                    append(&shared, plan, &records)?;
                    latencies.push(micros(started.elapsed()));
                }
                anyhow::Ok(latencies)
            };
            async move { tokio::task::spawn_blocking(appends).await? }
        })
    }
}
