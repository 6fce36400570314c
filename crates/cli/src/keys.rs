//! `plenum keys`: the master key that wraps the keys of people.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Subcommand;
use plenum_app::{Keys, Master};
use zeroize::Zeroizing;

use crate::{data, out};

/// The environment variable that hands the master key in.
const MASTER: &str = "PLENUM_MASTER_KEY";
/// The one that hands in the key to turn to.
const NEXT: &str = "PLENUM_NEXT_MASTER_KEY";

/// The keys that seal what identifies people
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Wrap every key under a new master key; the server must not be running
    ///
    /// The new key is written to the file of the master key, or taken from PLENUM_NEXT_MASTER_KEY where
    /// the present one comes from PLENUM_MASTER_KEY (64 hexadecimal digits each).
    #[command(after_help = "Example:\n  plenum keys rotate --data ./data")]
    Rotate {
        /// The data folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        #[command(flatten)]
        places: Places,
    },
}

/// Where keys and erasures are kept.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Places {
    /// The file of the master key, unless PLENUM_MASTER_KEY hands it in [default: master.key in the data folder]
    #[arg(long, value_name = "FILE")]
    pub master_key: Option<PathBuf>,
    /// The ledger of erasures; keep it apart from backups, so that none brings an erased person back
    /// [default: erasures.jsonl in the data folder]
    #[arg(long, value_name = "FILE")]
    pub erasures: Option<PathBuf>,
}

impl Places {
    /// The ledger of erasures of a data folder.
    pub fn ledger(&self, data: &Path) -> PathBuf {
        self.erasures.clone().unwrap_or_else(|| data.join("erasures.jsonl"))
    }

    /// Where the master key comes from.
    pub fn master(&self, data: &Path) -> Master {
        match std::env::var(MASTER) {
            Ok(text) => Master::Given(Zeroizing::new(text)),
            Err(_) => {
                let file = self.master_key.clone();
                Master::File(file.unwrap_or_else(|| data.join("master.key")))
            }
        }
    }
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let Command::Rotate { data, places } = args.command;
    // Holding the log keeps a server from writing the keys at the same time.
    let _log = data::open_log(&data)?;
    let erasures = places.ledger(&data);
    let master = places.master(&data);
    let next = std::env::var(NEXT).ok().map(Zeroizing::new);
    if matches!(master, Master::Given(_)) && next.is_none() {
        bail!("the master key comes from {MASTER}: hand the next one in by {NEXT}");
    }
    let keys = Keys::open(&data, master, erasures).context("opening the keys")?;
    keys.rotate(next.as_deref().map(String::as_str)).context("wrapping the keys")?;
    out::say("every key is wrapped under the new master key");
    Ok(ExitCode::SUCCESS)
}
