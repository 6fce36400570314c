//! The data folder: `log.redb` (the truth), `keys.json` and `master.key` (what opens what it seals),
//! `access.json` (sessions and credentials), `attachments/` and `attachment-keys.json` (files, sealed, and
//! what opens them), `snapshots/` (disposable).

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use plenum_app::{App, Options, Scanner, SystemClock};
use plenum_directory::DIRECTORY;
use plenum_log::EventLog;
use plenum_log_redb::RedbLog;
use uuid::Uuid;

use crate::keys::Places;

/// The log's file in a data folder.
pub fn log_file(folder: &Path) -> PathBuf {
    folder.join("log.redb")
}

/// Opens a data folder, made where there is none, and the application over it.
pub fn open(folder: &Path) -> anyhow::Result<(App, Arc<RedbLog>)> {
    open_with(folder, plenum_log_redb::Options::default(), &Places::default(), None)
}

/// Opens it with other settings of the log.
pub fn open_with(
    folder: &Path,
    log: plenum_log_redb::Options,
    places: &Places,
    scanner: Option<Scanner>,
) -> anyhow::Result<(App, Arc<RedbLog>)> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("making the folder {}", folder.display()))?;
    let file = log_file(folder);
    let log =
        RedbLog::open(&file, log).with_context(|| format!("opening the log {}", file.display()))?;
    let log = Arc::new(log);
    let options = Options {
        folder: Some(folder.to_owned()),
        master: Some(places.master(folder)),
        erasures: places.erasures.clone(),
        scanner,
    };
    let app =
        App::open(log.clone(), Arc::new(SystemClock), options).context("opening the accounts")?;
    Ok((app, log))
}

/// Opens the log of a data folder that must be there.
pub fn open_log(folder: &Path) -> anyhow::Result<Arc<dyn EventLog>> {
    let file = log_file(folder);
    if !file.is_file() {
        bail!("there is no log in {}", folder.display());
    }
    let log = RedbLog::open(&file, plenum_log_redb::Options::default())
        .with_context(|| format!("opening the log {}", file.display()))?;
    Ok(Arc::new(log))
}

/// The plan that was named, or the only one there is.
pub fn choose(log: &Arc<dyn EventLog>, named: Option<Uuid>) -> anyhow::Result<(Uuid, u64)> {
    let mut plans = log.plans()?;
    plans.retain(|(id, _)| *id != DIRECTORY || named == Some(DIRECTORY));
    match named {
        Some(id) => match plans.into_iter().find(|(plan, _)| *plan == id) {
            Some(found) => Ok(found),
            None => bail!("there is no plan {id} in this log"),
        },
        None => match plans[..] {
            [only] => Ok(only),
            [] => bail!("there is no plan in this log"),
            _ => bail!(
                "there are several plans; name one with --plan: {}",
                plans.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(", ")
            ),
        },
    }
}
