//! The log's file and its name.

use std::fs::{File, OpenOptions, remove_file, rename};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use redb::StorageBackend;
use redb::backends::FileBackend;

use crate::backend::Watched;
use crate::error::OpenError;
use crate::open::open as open_log;
use crate::options::Options;
use crate::stats::Stats;

/// The file's storage; it must exist.
pub fn open(path: &Path) -> io::Result<Box<dyn StorageBackend>> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    Ok(Box::new(FileBackend::new(file).map_err(io::Error::other)?))
}

/// Makes an empty log under another name and gives it its own when it is whole and durable: a
/// power cut on the way leaves no half-made file that could neither be opened nor be told from
/// somebody's data.
pub fn create(path: &Path, options: &Options) -> Result<(), OpenError> {
    let fresh = beside(path, ".new");
    match remove_file(&fresh) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    File::create_new(&fresh)?;
    drop(open_log(Watched::new(open(&fresh)?), options, &Stats::default())?);
    replace(&fresh, path)?;
    Ok(())
}

/// The same folder, the same name with an ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Renames durably.
pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    rename(from, to)?;
    match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}
