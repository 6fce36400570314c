//! `plenum fsck`: journal, index and hashes of a data folder.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;

use crate::{data, out};

/// Check journal, index and hashes of a data folder
///
/// Names every damage: the plan, the event, and what is wrong. Ends with 1 where anything is. The server
/// must not be running on the folder.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum fsck --data ./data")]
pub struct Args {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let file = data::log_file(&args.data);
    let report =
        plenum_log_redb::fsck(&file).with_context(|| format!("checking {}", file.display()))?;
    for damage in &report.damages {
        out::complain(&damage.to_string());
    }
    if report.unnamed > 0 {
        out::complain(&format!("and {} more", report.unnamed));
    }
    out::say(&format!(
        "{} records of {} plans, index up to {}: {}",
        report.records,
        report.plans,
        report.indexed_upto,
        if report.is_sound() { "sound" } else { "damaged" }
    ));
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
