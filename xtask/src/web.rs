//! The web app's part of a build.

use std::{fs, path::Path, time::SystemTime};

use crate::step::{Step, announce, root};

pub fn npm(args: &[&str]) -> Step {
    Step::new("npm").args(args).within("web")
}

/// Installs the web app's packages as its lock file says.
pub fn install() -> anyhow::Result<()> {
    install_in("web")
}

/// Installs a folder's packages as its lock file says, unless that is done.
pub fn install_in(folder: &str) -> anyhow::Result<()> {
    let folder_path = root().join(folder);
    let installed = modified(&folder_path.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&folder_path.join("package-lock.json")) {
        return Ok(());
    }
    Step::new("npm").args(["ci", "--no-audit", "--no-fund"]).within(folder).run()
}

/// Builds the web app into `web/dist`, unless nothing has changed since.
pub fn build() -> anyhow::Result<()> {
    install()?;
    let web = root().join("web");
    let built = modified(&web.join("dist/index.html"));
    let newest = newest_below(&web);
    if built.is_some() && built >= newest {
        announce("the web app is built");
        return Ok(());
    }
    npm(&["run", "build"]).run()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|m| m.modified()).ok()
}

/// When a source of the web app last changed.
fn newest_below(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    entries
        .filter_map(Result::ok)
        .filter(|entry| !matches!(entry.file_name().to_str(), Some("node_modules" | "dist")))
        .filter_map(|entry| {
            let path = entry.path();
            if path.is_dir() { newest_below(&path) } else { modified(&path) }
        })
        .max()
}
