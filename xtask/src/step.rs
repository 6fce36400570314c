//! Running a program as a step.

use std::{
    ffi::OsStr,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};

/// The project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where cargo puts the built binary.
pub fn binary(release: bool) -> PathBuf {
    target().join(if release { "release" } else { "debug" }).join("plenum")
}

pub fn announce(words: &str) {
    let _ = writeln!(std::io::stderr(), "── {words}");
}

pub fn complain(words: &str) {
    let _ = writeln!(std::io::stderr(), "── ✗ {words}");
}

/// A program with its arguments, run in the project's folder.
pub struct Step {
    words: String,
    command: Command,
}

impl Step {
    pub fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root());
        Self { words: program.to_owned(), command }
    }

    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for arg in args {
            self = self.arg(arg);
        }
        self
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.words.push(' ');
        self.words.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// With a variable in its environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in a folder of the project.
    pub fn within(mut self, folder: &str) -> Self {
        self.command.current_dir(root().join(folder));
        self
    }

    pub fn run(mut self) -> anyhow::Result<()> {
        let status = self.command.status().with_context(|| format!("starting `{}`", self.words))?;
        ensure!(status.success(), "`{}` ended with {status}", self.words);
        Ok(())
    }

    /// Runs it and returns what it printed.
    pub fn output(mut self) -> anyhow::Result<Vec<u8>> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("starting `{}`", self.words))?;
        ensure!(output.status.success(), "`{}` ended with {}", self.words, output.status);
        Ok(output.stdout)
    }
}
