//! `plenum bench append`: how fast events become durable.
//!
//! Each store takes its turn at each shape of load, round after round, so that whatever else the
//! machine does meets all of them alike. The ratio is that of a round, and its median is told.

mod ours;
mod raw;
mod work;

#[cfg(feature = "bench-peers")]
mod postgres;
#[cfg(feature = "bench-peers")]
mod sqlite;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::folder::Folder;
use super::measure::{Latencies, median, round};
use super::report::{Report, Row, grouped, progress};
use work::{RECORD_BYTES, Shape, Slice, Store};

/// Measure durable appends, beside a raw append and fdatasync of the same bytes
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum bench append --rounds 5 --json\n\n\
    With PostgreSQL 15 and SQLite beside it:\n  \
    cargo run --release --features bench-peers -p plenum -- bench append")]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Make the bench's folder in this one; it is removed afterwards
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Events of an append, from one client; repeat for several [default: 1, 16, 64, 256 and 1024]
    #[arg(long, value_name = "N")]
    batch: Vec<usize>,
    /// Clients that append one event each; repeat for several [default: 64 and 256]
    #[arg(long, value_name = "N")]
    clients: Vec<usize>,
    /// How often each store takes its turn at each load
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// How long a turn is
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    turn: f64,
    /// Too short to measure anything: only to see that it works
    #[arg(long)]
    quick: bool,
}

#[derive(Serialize)]
struct Line {
    store: &'static str,
    batch: usize,
    clients: usize,
    events_per_s: f64,
    ratio_to_raw: f64,
    p50_us: u32,
    p99_us: u32,
    p999_us: u32,
}

impl Row for Line {
    const HEADS: &'static [&'static str] =
        &["store", "batch", "clients", "events/s", "ratio to raw", "p50 µs", "p99 µs", "p99.9 µs"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.store.to_owned(),
            self.batch.to_string(),
            self.clients.to_string(),
            grouped(self.events_per_s),
            format!("{:.2}", self.ratio_to_raw),
            grouped(self.p50_us.into()),
            grouped(self.p99_us.into()),
            grouped(self.p999_us.into()),
        ]
    }
}

/// Every slice that a store has run of one shape, in the order of the rounds.
type Slices = BTreeMap<(Shape, &'static str), Vec<Slice>>;

pub fn run(args: &Args) -> anyhow::Result<()> {
    let mut report = Report::new::<Line>(args.json);
    let folder = Folder::make(args.data.as_deref())?;
    let shapes = shapes(args);
    let (rounds, turn) = if args.quick { (1, 0.05) } else { (args.rounds.max(1), args.turn) };
    let turn = Duration::try_from_secs_f64(turn)?;
    let mut stores = stores(folder.path(), args.quick, &mut report)?;
    let mut slices = Slices::new();
    for round in 1..=rounds {
        progress(&format!("append: round {round} of {rounds}"));
        for shape in &shapes {
            for store in &mut stores {
                let slice = store.slice(*shape, turn)?;
                slices.entry((*shape, store.name())).or_default().push(slice);
            }
        }
    }
    for (shape, store) in shapes.iter().flat_map(|shape| stores.iter().map(move |s| (*shape, s))) {
        if let Some(line) = line(&slices, shape, store.name()) {
            report.row(&line)?;
        }
    }
    for store in &mut stores {
        if let Some(note) = store.finish()? {
            report.note(note);
        }
    }
    report.note(format!(
        "An event is {RECORD_BYTES} bytes as stored: a header of 148, kind and payload, and the hash of 32. \
         Every store writes the same bytes; plans: {}. Medians of {rounds} rounds; latencies over all rounds.",
        work::PLANS
    ));
    report.finish();
    Ok(())
}

/// Batches from one client, and one-event appends from many.
fn shapes(args: &Args) -> Vec<Shape> {
    let (batches, clients): (&[usize], &[usize]) = match (&args.batch[..], &args.clients[..]) {
        ([], []) if args.quick => (&[1, 16], &[8]),
        ([], []) => (&[1, 16, 64, 256, 1024], &[64, 256]),
        chosen => chosen,
    };
    // A thousand plans are shared out among the clients, an append has its limit.
    let batches = batches.iter().map(|&batch| Shape { batch: batch.clamp(1, 10_000), clients: 1 });
    let clients = clients.iter().map(|&clients| Shape { batch: 1, clients: clients.clamp(2, 256) });
    batches.chain(clients).collect()
}

fn stores(folder: &Path, quick: bool, report: &mut Report) -> anyhow::Result<Vec<Box<dyn Store>>> {
    let mut stores: Vec<Box<dyn Store>> = vec![
        Box::new(raw::Raw::new(&folder.join("raw"))?),
        Box::new(ours::Ours::open(&folder.join("log.redb"))?),
    ];
    if quick {
        return Ok(stores);
    }
    #[cfg(feature = "bench-peers")]
    {
        match postgres::Postgres::start(folder) {
            Ok(store) => stores.push(Box::new(store)),
            Err(error) => report.note(format!("Without PostgreSQL: {error:#}.")),
        }
        stores.push(Box::new(sqlite::Sqlite::open(&folder.join("peer.sqlite"))?));
    }
    #[cfg(not(feature = "bench-peers"))]
    report.note("Without PostgreSQL and SQLite: build with --features bench-peers.");
    stores.shrink_to_fit();
    Ok(stores)
}

/// Sums up the rounds of one store at one shape.
fn line(slices: &Slices, shape: Shape, store: &'static str) -> Option<Line> {
    let own = slices.get(&(shape, store))?;
    let raw = slices.get(&(shape, raw::NAME))?;
    let ratios = own.iter().zip(raw).map(|(own, raw)| own.rate() / raw.rate());
    let all = own.iter().flat_map(|slice| slice.micros.iter().copied());
    let latencies = Latencies::of(all.collect());
    Some(Line {
        store,
        batch: shape.batch,
        clients: shape.clients,
        events_per_s: median(own.iter().map(Slice::rate).collect()).round(),
        ratio_to_raw: round(median(ratios.collect()), 3),
        p50_us: latencies.percentile(0.5),
        p99_us: latencies.percentile(0.99),
        p999_us: latencies.percentile(0.999),
    })
}
