//! The load, the same for every store.

use std::future::Future;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use tokio::runtime::Runtime;

use crate::bench::measure::micros;

/// An event as it is stored: record header (148), kind and payload, and the record's hash (32).
pub const RECORD_BYTES: usize = 300;
/// Plans that the events are spread over.
pub const PLANS: usize = 1_000;
/// A turn ends here even before its time, so that large batches do not fill the disk.
pub const EVENTS_PER_TURN: usize = 131_072;

/// A shape of load: so many events an append, from so many clients that each wait for their answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shape {
    pub clients: usize,
    pub batch: usize,
}

/// What a turn brought.
#[derive(Debug, Default)]
pub struct Slice {
    pub events: u64,
    /// Time spent in appends: of one client, theirs alone; of many, by the clock on the wall.
    pub busy: Duration,
    /// Of each append.
    pub micros: Vec<u32>,
}

impl Slice {
    /// Events a second.
    pub fn rate(&self) -> f64 {
        self.events as f64 / self.busy.as_secs_f64().max(1e-9)
    }
}

/// Something that makes events durable.
pub trait Store {
    fn name(&self) -> &'static str;
    /// Runs one turn.
    fn slice(&mut self, shape: Shape, turn: Duration) -> anyhow::Result<Slice>;
    /// Closes the store; may have something to say of itself.
    fn finish(&mut self) -> anyhow::Result<Option<String>> {
        Ok(None)
    }
}

/// A seeded source, the same in each run.
pub fn seeded(client: usize) -> StdRng {
    StdRng::seed_from_u64(0x706c_656e_756d ^ client as u64)
}

/// Bytes that do not compress.
pub fn noise(random: &mut StdRng, bytes: usize) -> Vec<u8> {
    let mut noise = vec![0; bytes];
    random.fill_bytes(&mut noise);
    noise
}

/// A plan of this client's own: clients never meet, as conflicts are not what is measured.
#[cfg_attr(not(feature = "bench-peers"), allow(dead_code, reason = "only the peers look heads up"))]
pub fn plan_of(random: &mut StdRng, client: usize, clients: usize) -> usize {
    let own = PLANS / clients + usize::from(client < PLANS % clients);
    client + random.random_range(0..own.max(1)) * clients
}

/// Appends by one client, each prepared by `prepare` off the clock and then timed.
pub fn alone<T>(
    batch: usize,
    turn: Duration,
    mut prepare: impl FnMut() -> T,
    mut append: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<Slice> {
    let mut slice = Slice::default();
    while slice.busy < turn && slice.micros.len() * batch < EVENTS_PER_TURN {
        let prepared = prepare();
        let started = Instant::now();
        append(prepared)?;
        let took = started.elapsed();
        slice.busy += took;
        slice.micros.push(micros(took));
        slice.events += batch as u64;
    }
    Ok(slice)
}

/// Appends of one event by many clients, each a task that makes one append after the other.
pub fn together<C, F>(
    runtime: &Runtime,
    clients: Vec<C>,
    turn: Duration,
    run: impl Fn(C, Until) -> F,
) -> anyhow::Result<Slice>
where
    F: Future<Output = anyhow::Result<Vec<u32>>> + Send + 'static,
{
    let started = Instant::now();
    let appends = EVENTS_PER_TURN / clients.len().max(1);
    let until = Until { deadline: started + turn, appends };
    let mut slice = Slice::default();
    runtime.block_on(async {
        let run = |client| tokio::spawn(run(client, until));
        let tasks: Vec<_> = clients.into_iter().map(run).collect();
        for task in tasks {
            slice.micros.extend(task.await??);
        }
        anyhow::Ok(())
    })?;
    slice.busy = started.elapsed();
    slice.events = slice.micros.len() as u64;
    Ok(slice)
}

/// When a client stops.
#[derive(Clone, Copy)]
pub struct Until {
    deadline: Instant,
    appends: usize,
}

impl Until {
    /// Whether a client that has made so many appends makes another.
    pub fn goes_on(self, made: usize) -> bool {
        made < self.appends && Instant::now() < self.deadline
    }
}
