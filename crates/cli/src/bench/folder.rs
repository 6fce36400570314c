//! Where a bench keeps its data.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::TempDir;

/// A folder of the bench's own; it goes away with this value, whatever is left in it.
pub struct Folder {
    dir: TempDir,
}

impl Folder {
    /// A new folder inside `parent`, or inside the system's folder for temporary files.
    ///
    /// Always a folder of its own: a bench fills it with gigabytes and removes it afterwards, and
    /// `--data` may well name one that holds something dear.
    pub fn make(parent: Option<&Path>) -> anyhow::Result<Self> {
        let mut name = tempfile::Builder::new();
        let name = name.prefix("plenum-bench-");
        let dir = match parent {
            Some(parent) => {
                std::fs::create_dir_all(parent)
                    .with_context(|| format!("making the folder {}", parent.display()))?;
                name.tempdir_in(parent)
            }
            None => name.tempdir(),
        };
        Ok(Self { dir: dir.context("making a folder for the bench")? })
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}
