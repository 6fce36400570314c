//! `plenum bench`: speed and memory, each beside a floor measured in the same run.
//! What the figures mean, and those seen, are in `docs/PERFORMANCE.md`.

mod append;
mod door;
mod folder;
mod live;
mod measure;
mod plan;
mod replay;
mod report;

use clap::Subcommand;

/// Measure speed and memory (docs/PERFORMANCE.md)
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum bench append --json")]
pub struct Args {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    /// Durable appends, beside a raw append and fdatasync of the same bytes
    Append(append::Args),
    /// Live delivery to many sockets, beside a bare broadcast
    Live(live::Args),
    /// Refused sign-ins: whether they take the same time, and how many are looked at
    Door(door::Args),
    /// Opening a long plan, its past, and replaying all of it
    Replay(replay::Args),
}

/// Runs one of the benches and prints what it measured.
pub fn run(args: Args) -> anyhow::Result<()> {
    match args.bench {
        Bench::Append(args) => append::run(&args),
        Bench::Live(args) => live::run(args),
        Bench::Door(args) => door::run(&args),
        Bench::Replay(args) => replay::run(&args),
    }
}
