//! Tables brought in and taken away: CSV becomes commands, and records become CSV.
//!
//! A line that cannot be read is refused and named; the others go on. What they say becomes ordinary
//! commands in the name of who brings them, so that rights, rules and history are everybody's: a table
//! brought in again corrects what differs, and nothing else.

mod cells;
mod evidence;
mod expertise;
mod figures;
mod findings;
mod frame;
mod items;
mod lines;
mod means;
mod meetings;
mod names;
mod needs;
mod objectives;
mod outputs;
mod partners;
mod priorities;
mod recommendations;
mod reports;
mod sheet;
mod spaces;
mod structures;
mod tasks;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use plenum_domain::{AccountId, Command, Context, Event, Fact, Plan};
use plenum_views::{
    Seen,
    tables::{RefusedLine, Table, TableReport},
};
use thiserror::Error;
use uuid::Uuid;

use crate::{Answer, PlanHandle, Request};
use lines::reader;
use sheet::Sheet;

/// The longest table, in bytes: a hundred times all figures of a province.
pub const TABLE_BYTES: usize = 5 << 20;
/// The most lines of a table.
pub const TABLE_LINES: usize = 20_000;
/// The most commands that one table may become: it is sent while somebody waits.
pub const TABLE_COMMANDS: usize = 2_000;
/// The most refused lines told: more than that is one problem, told often.
pub const TOLD_LINES: usize = 200;

/// How the lines of a table become commands, by the table's name.
const READERS: &[(&str, Reader)] = &[
    ("figures", figures::READER),
    ("structures", reader::<structures::Structures>()),
    ("findings", reader::<findings::Findings>()),
    ("partners", reader::<partners::Partners>()),
    ("tasks", reader::<tasks::Tasks>()),
    ("axes", reader::<frame::Axes>()),
    ("themes", reader::<frame::Themes>()),
    ("communes", reader::<frame::Communes>()),
    ("objectives", reader::<objectives::Objectives>()),
    ("needs", reader::<needs::Needs>()),
    ("evidence", reader::<evidence::Pieces>()),
    ("priorities", reader::<priorities::Priorities>()),
    ("recommendations", reader::<recommendations::Recommendations>()),
    ("means", reader::<means::Sought>()),
    ("spaces", reader::<spaces::Spaces>()),
    ("meetings", reader::<meetings::Meetings>()),
    ("items", reader::<items::Items>()),
    ("expertise", reader::<expertise::Requests>()),
    ("outputs", reader::<outputs::Outputs>()),
    ("reports", reader::<reports::Reports>()),
];

struct Reader {
    read: fn(&mut Sheet<'_>, &Plan) -> Vec<Planned>,
    /// Counts what a fact did to the table's lines.
    count: fn(&Fact, &mut TableReport),
}

/// A command, and the lines it comes from.
struct Planned {
    command: Command,
    lines: Vec<u64>,
}

/// A table that somebody brings.
#[derive(Clone, Debug)]
pub struct TableImport {
    pub table: &'static str,
    pub text: String,
    pub actor: AccountId,
    /// The ids of its commands are made from this one and from what they say, so that a table sent again
    /// under it repeats nothing.
    pub id: Uuid,
    pub reason: Option<String>,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
    pub dry_run: bool,
}

/// Why a table was not read at all, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    #[error("there is no such table")]
    Unknown,
    #[error("the table has no headings")]
    Empty,
    #[error("there is no column {0}")]
    MissingColumn(&'static str),
    #[error("there are two columns {0}")]
    DoubleColumn(&'static str),
    #[error("at most {0} lines")]
    TooManyLines(usize),
    #[error("it would become more than {0} changes at once")]
    TooManyChanges(usize),
    #[error("this role allows none of it")]
    Forbidden,
    #[error("it was not written to its end: {0:?}")]
    Stopped(Answer),
}

impl PlanHandle {
    /// Brings a table in, or says what that would do.
    ///
    /// # Errors
    /// [`TableError`]; the same import may be sent again.
    pub async fn import_table(&self, import: &TableImport) -> Result<TableReport, TableError> {
        let plan = self.read(|state| state.plan.clone());
        let (mut report, planned) = rehearse(plan, import)?;
        if import.dry_run {
            return Ok(report);
        }
        for Planned { command, lines } in planned {
            let request = request(&command);
            let content = format!("{} {}", request.name, request.body);
            let id = Uuid::new_v5(&import.id, content.as_bytes());
            match self.submit(import.actor, id, request, import.reason.clone()).await {
                Answer::Done { seq } => report.seq = report.seq.max(Some(seq)),
                // Somebody changed something since it was tried.
                Answer::Refused(refusal) => refuse(&mut report, &lines, refusal.code()),
                other => return Err(TableError::Stopped(other)),
            }
        }
        Ok(report)
    }
}

/// Reads a table and tries all that it says, one command after the other, on a copy of the plan.
fn rehearse(
    mut plan: Plan,
    import: &TableImport,
) -> Result<(TableReport, Vec<Planned>), TableError> {
    let table = Table::named(import.table).ok_or(TableError::Unknown)?;
    let (_, reader) =
        READERS.iter().find(|(name, _)| *name == table.name).ok_or(TableError::Unknown)?;
    let mut sheet = Sheet::parse(table, &import.text)?;
    let planned = (reader.read)(&mut sheet, &plan);
    let mut report = sheet.into_report(import.dry_run);
    let accepted = report.lines - report.refused_lines;
    let (all, mut forbidden) = (planned.len(), 0);
    let mut kept = Vec::new();
    // A line may become several commands: it is counted once, and refused by the first that is.
    let (mut counted, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for planned in planned {
        if planned.lines.iter().all(|line| refused.contains(line)) {
            forbidden += 1;
            continue;
        }
        let ctx = Context {
            plan: plan.id,
            actor: import.actor,
            now: import.now.max(plan.updated),
            reason: import.reason.clone(),
        };
        match plan.decide(planned.command.clone(), &ctx) {
            Ok(facts) => {
                for fact in &facts {
                    if !planned.lines.iter().all(|line| counted.contains(line)) {
                        (reader.count)(fact, &mut report);
                    }
                    plan.evolve(&event(&plan, &ctx, fact.clone()));
                }
                if !facts.is_empty() {
                    counted.extend(planned.lines.iter().copied());
                    kept.push(planned);
                }
            }
            Err(refusal) => {
                forbidden += usize::from(refusal.code() == "forbidden");
                refuse(&mut report, &planned.lines, refusal.code());
                refused.extend(planned.lines);
            }
        }
    }
    if all > 0 && forbidden == all {
        return Err(TableError::Forbidden);
    }
    if kept.len() > TABLE_COMMANDS {
        return Err(TableError::TooManyChanges(TABLE_COMMANDS));
    }
    let said = report.added + report.changed + report.withdrawn;
    let refused_since = report.refused_lines - (report.lines - accepted);
    report.unchanged = accepted.saturating_sub(said + refused_since);
    Ok((report, kept))
}

fn event(plan: &Plan, ctx: &Context, fact: Fact) -> Event {
    Event { seq: plan.head + 1, time: ctx.now, actor: ctx.actor, fact, reason: None }
}

/// A command in the words of the wire.
fn request(command: &Command) -> Request {
    let name = command.kind();
    let body = serde_json::to_value(command).ok().and_then(|value| {
        let (concept, action) = name.split_once('.')?;
        Some(value.get(concept)?.get(action)?.to_string())
    });
    Request { name, body: body.unwrap_or_default() }
}

fn refuse(report: &mut TableReport, lines: &[u64], code: &str) {
    for line in lines {
        report.refused_lines += 1;
        if report.refused.len() < TOLD_LINES {
            let code = code.to_owned();
            let value = String::new();
            report.refused.push(RefusedLine { line: *line, column: None, code, value });
        }
    }
}

/// A table as CSV: UTF-8 with its mark, semicolons, a decimal comma, as spreadsheets here take it.
#[must_use]
pub fn export_table(table: &Table, seen: &Seen<'_>) -> Vec<u8> {
    let headings = table.columns.iter().map(|column| column.name.to_owned()).collect();
    let rows = table.rows(seen).into_iter();
    sheet::write(std::iter::once(headings).chain(rows.map(sheet::cells)))
}
