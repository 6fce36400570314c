//! `plenum export`: a plan's events, one JSON object a line, with all that their hashes cover.

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use plenum_log::Record;
use serde_json::{json, value::RawValue};
use uuid::Uuid;

use crate::{data, out};

/// Write a plan's events to a file, one JSON object a line
///
/// The first line names the plan and its head; each other line is one event, in order, with everything
/// that its hash covers (docs/LOG.md).
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum export --data ./data --output plan.jsonl")]
pub struct Args {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The plan; may be left out where there is only one
    #[arg(long)]
    plan: Option<Uuid>,
    /// The file to write; standard output where none is named
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Events read at once.
const PAGE: usize = 1024;

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let log = data::open_log(&args.data)?;
    let (plan, head) = data::choose(&log, args.plan)?;
    let mut sink: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).with_context(|| format!("writing {}", path.display()))?,
        )),
        None => Box::new(BufWriter::new(stdout().lock())),
    };
    let first = json!({ "format": "plenum-events", "version": 1, "plan": plan, "head": head });
    writeln!(sink, "{first}")?;
    let mut next = 1;
    while next <= head {
        let page = log.read(plan, next, PAGE).context("reading the log")?;
        anyhow::ensure!(!page.records.is_empty(), "the log ends before event {next}");
        for record in &page.records {
            writeln!(sink, "{}", line(record)?)?;
            next = record.seq + 1;
        }
    }
    sink.flush()?;
    if let Some(path) = &args.output {
        out::say(&format!("wrote {head} events of {plan} to {}", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(record: &Record) -> anyhow::Result<String> {
    let event = &record.event;
    let payload = std::str::from_utf8(&event.payload).context("a payload that is not text")?;
    let payload: &RawValue = serde_json::from_str(payload).context("a payload that is not JSON")?;
    #[derive(serde::Serialize)]
    struct Line<'a> {
        seq: u64,
        time: i64,
        actor: Uuid,
        command: Uuid,
        digest: String,
        correlation: Uuid,
        causation: Uuid,
        kind: &'a str,
        schema: u16,
        salt: String,
        hash: String,
        payload: &'a RawValue,
    }
    Ok(serde_json::to_string(&Line {
        seq: record.seq,
        time: event.time,
        actor: event.actor,
        command: record.command.id,
        digest: hex::encode(record.command.digest),
        correlation: event.correlation,
        causation: event.causation,
        kind: &event.kind,
        schema: event.schema,
        salt: hex::encode(event.salt),
        hash: hex::encode(record.hash),
        payload,
    })?)
}
