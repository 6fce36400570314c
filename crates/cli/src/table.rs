//! `plenum table`: tables of a plan in and out as CSV, without a server.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use plenum_app::{Clock, PlanHandle, SystemClock, TABLE_BYTES, TableImport, export_table};
use plenum_domain::{Audience, PlanId};
use plenum_views::{
    Seen,
    tables::{TABLES, Table, TableReport},
};
use uuid::Uuid;

use crate::{data, out};

/// Bring tables of a plan in and take them out, as CSV
#[derive(clap::Args)]
#[command(after_help = "Example:\n  plenum table export --data ./data figures figures.csv")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Write a table to a file: figures, structures, findings, recommendations, tasks and all others
    #[command(after_help = "Example:\n  plenum table export --data ./data figures figures.csv")]
    Export {
        #[command(flatten)]
        of: Of,
        file: PathBuf,
    },
    /// Bring a table in, in somebody's name: figures, structures, findings, partners, tasks and most others
    ///
    /// Lines that cannot be read are named with their line and column; the others are written. Bringing
    /// a table in again corrects what differs, and nothing else.
    #[command(
        after_help = "Example:\n  plenum table import --data ./data --as ACCOUNT --dry-run figures figures.csv"
    )]
    Import {
        #[command(flatten)]
        of: Of,
        /// The account in whose name it is done
        #[arg(long = "as", value_name = "ACCOUNT")]
        actor: Uuid,
        /// Why, for the history
        #[arg(long)]
        reason: Option<String>,
        /// Tell what it would do, and write nothing
        #[arg(long)]
        dry_run: bool,
        file: PathBuf,
    },
}

#[derive(clap::Args)]
struct Of {
    /// The data folder, which no server holds open
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The plan; may be left out where there is only one
    #[arg(long)]
    plan: Option<Uuid>,
    /// The table's name
    table: String,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match &args.command {
        Command::Export { of, file } => runtime.block_on(export(of, file)),
        Command::Import { of, actor, reason, dry_run, file } => {
            let size = std::fs::metadata(file)
                .with_context(|| format!("reading {}", file.display()))?
                .len();
            if size > TABLE_BYTES as u64 {
                bail!("{} is larger than {TABLE_BYTES} bytes", file.display());
            }
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("reading {} as UTF-8", file.display()))?;
            let import = TableImport {
                table: table(&of.table)?.name,
                text,
                actor: (*actor).into(),
                id: Uuid::new_v4(),
                reason: reason.clone(),
                now: SystemClock.now(),
                dry_run: *dry_run,
            };
            let report = runtime.block_on(async {
                let (plan, _app) = open(of).await?;
                plan.import_table(&import).await.context("bringing the table in")
            })?;
            tell(&report);
            let is_whole = report.refused_lines == 0;
            Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

fn table(name: &str) -> anyhow::Result<&'static Table> {
    let names: Vec<_> = TABLES.iter().map(|table| table.name).collect();
    Table::named(name)
        .with_context(|| format!("there is no table {name}; there are {}", names.join(", ")))
}

/// The plan, which stays open while the application is held.
async fn open(of: &Of) -> anyhow::Result<(PlanHandle, plenum_app::App)> {
    let file = data::log_file(&of.data);
    if !file.is_file() {
        bail!("there is no log in {}", of.data.display());
    }
    let (app, log) = data::open(&of.data)?;
    let log: std::sync::Arc<dyn plenum_log::EventLog> = log;
    let (plan, _) = data::choose(&log, of.plan)?;
    Ok((app.plan(PlanId(plan)).await?, app))
}

async fn export(of: &Of, file: &std::path::Path) -> anyhow::Result<ExitCode> {
    let table = table(&of.table)?;
    let (plan, app) = open(of).await?;
    let names = |id| app.access().account(id).map(|account| account.label);
    let bytes = plan.read(|state| {
        let (plan, audience) = (&state.plan, Audience::Members);
        export_table(table, &Seen { plan, audience, names: &names })
    });
    std::fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))?;
    out::say(&format!("wrote the table {} to {}", table.name, file.display()));
    Ok(ExitCode::SUCCESS)
}

fn tell(report: &TableReport) {
    for refused in &report.refused {
        let column = refused.column.as_deref().map(|c| format!(", {c}")).unwrap_or_default();
        let found = match refused.value.as_str() {
            "" => String::new(),
            value => format!(" ({value})"),
        };
        out::complain(&format!("line {}{column}: {}{found}", refused.line, refused.code));
    }
    let TableReport { added, changed, withdrawn, unchanged, refused_lines, .. } = report;
    let would = if report.dry_run { "would be " } else { "" };
    out::say(&format!(
        "{would}added: {added}, changed: {changed}, withdrawn: {withdrawn}, unchanged: {unchanged}, \
         refused lines: {refused_lines}"
    ));
}
