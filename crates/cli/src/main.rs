//! The plenum binary.

mod bench;
mod data;
mod export;
mod fsck;
mod import;
mod keys;
mod load;
mod out;
mod replay;
mod serve;
mod table;
mod tail;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The process ends with this code when a commit's outcome is unknown: a supervisor starts it again,
/// and repeated commands then get their true outcome. (EX_IOERR of sysexits.h)
const STORAGE_UNKNOWN: u8 = 74;

/// Write a plan together, decide on it together, and keep the proof.
#[derive(Parser)]
#[command(name = "plenum", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve plans over HTTP and WebSocket
    Serve(serve::Args),
    /// Import a plan file (YAML or JSON, docs/PLAN-FILE.md)
    Import(load::Args),
    /// Write a plan's events to a file, one JSON object a line
    Export(export::Args),
    /// Rebuild a plan from its log alone, and check its snapshots against it
    Replay(replay::Args),
    /// Check journal, index and hashes of a data folder
    Fsck(fsck::Args),
    /// Turn the master key that wraps the keys of people
    Keys(keys::Args),
    /// Bring tables of a plan in and take them out, as CSV
    Table(table::Args),
    /// Print events as they happen
    Tail(tail::Args),
    /// Measure speed and memory (docs/PERFORMANCE.md)
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Serve(args) => return serve::run(args),
        Command::Import(args) => load::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Fsck(args) => fsck::run(&args),
        Command::Keys(args) => keys::run(args),
        Command::Table(args) => table::run(&args),
        Command::Tail(args) => tail::run(args),
        Command::Bench(args) => bench::run(args).map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|error| {
        out::complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}
