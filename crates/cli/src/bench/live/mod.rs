//! `plenum bench live`: how fast, and at what cost, an edit reaches everybody who looks on.
//!
//! The server and the floor (a bare broadcast of frames as long) are processes of their own, each
//! with its own crowd of sockets; they take turns under the same load. A latency runs from the moment
//! a command was due to be sent to the moment a client has the frame, durable in between.

mod client;
mod crowd;
mod floor;
mod prepare;
pub mod process;
mod remote;
mod runs;
mod stalled;

use std::path::PathBuf;

use serde::Serialize;
use uuid::Uuid;

use super::report::{Report, Row, grouped};

/// Measure live delivery to many sockets, beside a bare broadcast
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  plenum bench live --clients 200 --clients 1000 --json\n  \
    plenum bench live --url http://127.0.0.1:8080 --secret 5d2f… --clients 30\n\n\
    A session holds 32 sockets: with --url, give a secret for every 32 clients.")]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Make the bench's folder in this one; it is removed afterwards
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Sockets on the plan; repeat for several runs [default: 200, 1000 and 5000]
    #[arg(long, value_name = "N")]
    clients: Vec<usize>,
    /// Commands a second
    #[arg(long, default_value_t = 20)]
    rate: u32,
    /// How often the server and the floor take their turns
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// How long a turn is
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    turn: u32,
    /// Leave out the run at saturation and the one with a stalled reader
    #[arg(long)]
    steady_only: bool,
    /// Load a server that is running already; its plan's agenda items are renamed
    #[arg(long, requires = "secret")]
    url: Option<String>,
    /// The secret of a one-time link (what follows the #), of someone who may edit the agenda first
    #[arg(long)]
    secret: Vec<String>,
    /// With --url: the plan, where the account has several
    #[arg(long, requires = "url")]
    plan: Option<Uuid>,
    /// With --url: the server's process on this machine, for its CPU time and memory
    #[arg(long, requires = "url")]
    pid: Option<u32>,
    /// Too short to measure anything: only to see that nothing is lost
    #[arg(long)]
    quick: bool,
    /// Be the floor: a bare broadcast
    #[arg(long, hide = true)]
    floor_server: bool,
    /// Length of the floor's frames
    #[arg(long, hide = true, default_value_t = 1024)]
    frame_bytes: usize,
}

/// What a run of one server brought.
#[derive(Serialize)]
struct Line {
    server: &'static str,
    run: &'static str,
    clients: usize,
    rate: u32,
    expected: u64,
    delivered: u64,
    p50_ms: f64,
    p99_ms: f64,
    server_cpu_us_per_delivery: Option<f64>,
    server_rss_bytes_per_client: Option<i64>,
}

impl Row for Line {
    const HEADS: &'static [&'static str] = &[
        "server",
        "run",
        "clients",
        "rate/s",
        "expected",
        "delivered",
        "p50 ms",
        "p99 ms",
        "CPU µs/delivery",
        "bytes/client",
    ];

    fn cells(&self) -> Vec<String> {
        let or_dash = |figure: Option<String>| figure.unwrap_or_else(|| "–".to_owned());
        vec![
            self.server.to_owned(),
            self.run.to_owned(),
            self.clients.to_string(),
            self.rate.to_string(),
            grouped(self.expected as f64),
            grouped(self.delivered as f64),
            format!("{:.1}", self.p50_ms),
            format!("{:.1}", self.p99_ms),
            or_dash(self.server_cpu_us_per_delivery.map(|us| format!("{us:.1}"))),
            or_dash(self.server_rss_bytes_per_client.map(|bytes| grouped(bytes as f64))),
        ]
    }
}

pub fn run(args: Args) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    if args.floor_server {
        return runtime.block_on(floor::serve(args.frame_bytes));
    }
    let mut report = Report::new::<Line>(args.json);
    process::allow_many_files();
    let outcome = runtime.block_on(async {
        match &args.url {
            Some(url) => remote::run(&args, url, &mut report).await,
            None => runs::all(&args, &mut report).await,
        }
    });
    // What was measured is told even where something was lost.
    report.finish();
    outcome
}
