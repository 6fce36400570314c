//! `plenum import`: a plan file becomes a plan with its past, or nothing is written.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use plenum_app::{Account, App, ImportError, Scripted};
use plenum_domain::PlanId;

use crate::{
    data, import,
    import::{PlanFile, Source},
    out,
};

/// Import a plan file (YAML or JSON, docs/PLAN-FILE.md)
///
/// A plan may be told in several files: the first has the header, and their histories are woven by time.
/// Every step is tried first: where anything is wrong, each problem is named with its file, line and field,
/// and nothing is written.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum import --data ./data plan.yaml")]
pub struct Args {
    /// The data folder, made where there is none
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The plan files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let file = match read(&args.files)? {
        Ok(file) => file,
        Err(problems) => {
            for problem in problems {
                out::complain(&problem.to_string());
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let (app, _log) = data::open(&args.data)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let last = runtime.block_on(write(&app, &file))?;
    out::say(&format!("imported \"{}\" as {}: {last} events", file.title, file.plan));
    Ok(ExitCode::SUCCESS)
}

/// Reads the files of a plan and tries every step of it.
pub fn read(paths: &[PathBuf]) -> anyhow::Result<Result<PlanFile, Vec<import::Problem>>> {
    let mut texts = Vec::with_capacity(paths.len());
    for path in paths {
        texts.push((path.display().to_string(), text_of(path)?));
    }
    let sources: Vec<_> = texts.iter().map(|(name, text)| Source { name, text }).collect();
    Ok(check(&sources))
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let reading = || format!("reading {}", path.display());
    let size = std::fs::metadata(path).with_context(reading)?.len();
    if size > import::MAX_BYTES as u64 {
        anyhow::bail!("{} is larger than {} bytes", path.display(), import::MAX_BYTES);
    }
    std::fs::read_to_string(path).with_context(reading)
}

/// Parses and rehearses the files of a plan.
pub fn check(sources: &[Source<'_>]) -> Result<PlanFile, Vec<import::Problem>> {
    let file = import::parse(sources)?;
    let now = plenum_app::Clock::now(&plenum_app::SystemClock);
    if let Some(problem) = file.later_than(now) {
        return Err(vec![problem]);
    }
    import::rehearse(&file).map_err(|problem| vec![problem])?;
    Ok(file)
}

/// Writes a plan that was checked; returns the number of its last event.
pub async fn write(app: &App, file: &PlanFile) -> anyhow::Result<u64> {
    let steps = import::rehearse(file).context("the plan file")?;
    let scripted: Vec<Scripted> = steps
        .into_iter()
        .map(|(step, facts)| Scripted {
            at: step.at_ms,
            actor: step.actor,
            facts,
            reason: step.reason.clone(),
            correlation: step.id,
        })
        .collect();
    let last = app.import(file.plan, &scripted).await?;
    app.access().register(file.people.iter().map(|person| Account {
        id: person.id,
        label: person.label.clone(),
        language: person.language.clone(),
    }))?;
    Ok(last)
}

/// Writes a plan unless it is there already.
pub async fn ensure(app: &App, file: &PlanFile) -> anyhow::Result<PlanId> {
    match app.plan(file.plan).await {
        Ok(_) => {}
        Err(plenum_app::OpenError::Unknown) => match write(app, file).await {
            Ok(_) => {}
            Err(error) if error.downcast_ref() == Some(&ImportError::Exists) => {}
            Err(error) => return Err(error),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(file.plan)
}
