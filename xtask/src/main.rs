//! The project's own commands: `cargo xtask run`, `cargo xtask test`, `cargo xtask types`.

mod machine;
mod openapi;
mod step;
mod web;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use step::{Step, root};

/// The project's own commands
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve the demo plan on ./data
    Run {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
        /// The data folder
        #[arg(long, default_value = "data", value_name = "DIR")]
        data: PathBuf,
        /// Build with full optimisation
        #[arg(long)]
        release: bool,
    },
    /// Run every check: web, format, lints, tests, OpenAPI, browsers
    Test {
        /// Only the checks whose name contains this
        only: Option<String>,
    },
    /// Write the wire types for the browser from the Rust types
    Types,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Run { listen, data, release } => run(&listen, &data, release),
        Command::Test { only } => test(only.as_deref()),
        Command::Types => types(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            step::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(listen: &str, data: &std::path::Path, release: bool) -> anyhow::Result<()> {
    web::build()?;
    let profile = if release { "release" } else { "dev" };
    Step::new("cargo").args(["build", "--package", "plenum", "--profile", profile]).run()?;
    let binary = step::binary(release);
    let binary = binary.to_string_lossy();
    Step::new(&binary).args(["serve", "--demo", "--listen", listen, "--data"]).arg(data).run()
}

fn types() -> anyhow::Result<()> {
    let schema = Step::new("cargo")
        .args(["run", "--quiet", "--package", "plenum-server", "--example", "schema"])
        .output()?;
    std::fs::write(root().join("web/schema.json"), schema)?;
    web::install()?;
    web::npm(&["run", "types"]).run()
}

fn test(only: Option<&str>) -> anyhow::Result<()> {
    let mut failed = Vec::new();
    let mut ran = 0;
    for (name, check) in CHECKS {
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        ran += 1;
        let begun = std::time::Instant::now();
        step::announce(name);
        let outcome = check();
        let seconds = begun.elapsed().as_secs();
        match outcome {
            Ok(()) => step::announce(&format!("{name}: good, {seconds} s")),
            Err(error) => {
                step::complain(&format!("{name}: {error:#}, {seconds} s"));
                failed.push(*name);
            }
        }
    }
    anyhow::ensure!(ran > 0, "no check has that in its name");
    anyhow::ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    step::announce(&format!("all {ran} checks are good"));
    Ok(())
}

type Check = (&'static str, fn() -> anyhow::Result<()>);

/// Every check, cheap ones first; each runs even where one before it failed.
const CHECKS: &[Check] = &[
    ("format", || Step::new("cargo").args(["fmt", "--all", "--check"]).run()),
    ("web build", web::build),
    ("web types", || web::npm(&["run", "types:check"]).run()),
    ("web check", || web::npm(&["run", "check"]).run()),
    ("web test", || web::npm(&["test"]).run()),
    ("web size", || web::npm(&["run", "size"]).run()),
    ("lints", || {
        Step::new("cargo")
            .args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
            .run()
    }),
    ("rust tests", rust_tests),
    ("openapi", openapi::check),
    ("browsers", browsers),
];

/// With nextest where it is installed; with cargo's own runner elsewhere.
fn rust_tests() -> anyhow::Result<()> {
    // Tests that start the binary find it built.
    Step::new("cargo").args(["build", "--package", "plenum"]).run()?;
    if machine::has("cargo-nextest") {
        Step::new("cargo").args(["nextest", "run", "--workspace", "--no-fail-fast"]).run()
    } else {
        Step::new("cargo").args(["test", "--workspace", "--no-fail-fast"]).run()
    }
}

fn browsers() -> anyhow::Result<()> {
    machine::ensure_chromium()?;
    Step::new("cargo").args(["build", "--package", "plenum"]).run()?;
    web::install_in("tests/e2e")?;
    Step::new("npm").args(["test"]).within("tests/e2e").run()
}
