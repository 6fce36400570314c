//! `plenum fsck`: journal, index and hashes of a data folder, and the files that its plans name.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use plenum_app::{Keys, Projection};
use plenum_directory::DIRECTORY;

use crate::{data, keys::Places, out};

/// Check journal, index, hashes and files of a data folder
///
/// Names every damage: the plan, the event or the file, and what is wrong. Ends with 1 where anything is. The server
/// must not be running on the folder.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum fsck --data ./data")]
pub struct Args {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[command(flatten)]
    places: Places,
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
    // What a damaged log says of files is not to be relied on.
    let is_sound = report.is_sound() && check_files(args)?;
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads every file that the plans name, where there are any.
fn check_files(args: &Args) -> anyhow::Result<bool> {
    let log = data::open_log(&args.data)?;
    let (mut files, mut damaged) = (0_usize, 0_usize);
    let mut keys = None;
    for (plan, head) in log.plans()?.into_iter().filter(|(plan, _)| *plan != DIRECTORY) {
        let mut state = Projection::default();
        plenum_app::replay(&log, plan, &mut state, head, |_, _| {})?;
        let present = state.plan.attachments.values().filter(|known| !known.removed).count();
        if present == 0 {
            continue;
        }
        if keys.is_none() {
            let ledger = args.places.ledger(&args.data);
            let opened = Keys::open(&args.data, args.places.master(&args.data), ledger);
            keys = Some(opened.context("opening the keys")?);
        }
        let Some(keys) = &keys else { continue };
        let found = plenum_app::check_files(&args.data, keys, &state.plan)
            .context("reading the keys of files")?;
        files += present;
        damaged += found.len();
        for damage in found {
            let error = anyhow::Error::from(damage.error);
            out::complain(&format!("plan {plan}: file {}: {error:#}", damage.attachment));
        }
    }
    if files > 0 {
        let word = if damaged == 0 { "sound" } else { "damaged" };
        out::say(&format!("files: {files}, {word}"));
    }
    Ok(damaged == 0)
}
