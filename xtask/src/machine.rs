//! What the machine has, and what it is given when it lacks it.

use std::path::Path;

use anyhow::Context;

use crate::step::{Step, announce};

/// Whether a program is on the path.
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Installs Debian's Chromium where there is none.
pub fn ensure_chromium() -> anyhow::Result<()> {
    if Path::new("/usr/bin/chromium").is_file() {
        return Ok(());
    }
    announce("installing Debian's chromium");
    let install = || {
        Step::new("apt-get").args(["update", "--quiet"]).run()?;
        Step::new("apt-get").args(["install", "--quiet", "--yes", "chromium"]).run()
    };
    install()
        .context("the browser tests need /usr/bin/chromium; installing it takes Debian and root")
}
