//! `plenum replay`: a plan rebuilt from its log alone.

use std::{path::PathBuf, process::ExitCode, time::Instant};

use plenum_app::{Projection, Snapshots};
use plenum_domain::{Audience, value::Day};
use plenum_views::{
    every_record,
    tally::{Dim, Tally},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{data, out};

/// Rebuild a plan from its log alone, and check its snapshots against it
///
/// Prints the digest of the state: two logs with the same events give the same digest.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum replay --data ./data --at 1200")]
pub struct Args {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The plan; may be left out where there is only one
    #[arg(long)]
    plan: Option<Uuid>,
    /// The number of the last event to take in; all of them where none is named
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
    /// Print every record as JSON, one a line, instead of a summary
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let log = data::open_log(&args.data)?;
    let (plan, head) = data::choose(&log, args.plan)?;
    let upto = args.at.unwrap_or(head).min(head);
    let begun = Instant::now();
    let mut state = Projection::default();
    let mut last_hash = [0; 32];
    plenum_app::replay(&log, plan, &mut state, upto, |_, record| last_hash = record.hash)?;
    let seconds = begun.elapsed().as_secs_f64();
    if args.json {
        for record in every_record(&state.plan, Audience::Members) {
            out::say(&serde_json::to_string(&record)?);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let digest = hex::encode(Sha256::digest(Snapshots::encode(&state, last_hash)));
    let folder = Snapshots::in_folder(args.data.join("snapshots"));
    let snapshot = match folder.latest(plan, upto) {
        Some(snapshot) => {
            let mut again = Projection::default();
            plenum_app::replay(&log, plan, &mut again, snapshot.state.head(), |_, _| {})?;
            if again != snapshot.state {
                out::complain(&format!(
                    "the snapshot at event {} does not say what the log says; delete it",
                    snapshot.state.head()
                ));
                return Ok(ExitCode::FAILURE);
            }
            Some(snapshot.state.head())
        }
        None => None,
    };
    let tally = Tally::of(&state.plan, Audience::Members);
    let today = Day::of_millis(state.plan.updated);
    out::say(&format!(
        "{:#}",
        json!({
            "plan": plan,
            "title": state.plan.title,
            "events": upto,
            "seconds": seconds,
            "state_sha256": digest,
            "snapshot_checked_at": snapshot,
            "figures": tally.figures(&Dim::Plan, &today),
        })
    ));
    Ok(ExitCode::SUCCESS)
}
