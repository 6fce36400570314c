//! Tables: rows of records as a spreadsheet has them, and what became of one that was brought in.
//!
//! A table is a row of [`TABLES`]: its name, its columns, and how its rows are made from a state. Its columns
//! are the words of the wire; what people call them is the interface's.

mod chain;
mod figures;
mod frame;
mod library;
mod means;
mod network;
mod speak;
mod structures;
mod work;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::seen::Seen;
pub use figures::WHOLE;
pub use work::PLENARY;

/// Between the titles of one cell.
pub const BETWEEN_TITLES: &str = " | ";

/// A table that can be taken away, and for some brought in.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    rows: fn(&Seen<'_>) -> Vec<Vec<Cell>>,
}

/// A column of a table.
pub struct Column {
    pub name: &'static str,
    /// What else its heading may be when it is brought in.
    pub aliases: &'static [&'static str],
    /// Whether nothing can be brought in without it.
    pub required: bool,
}

/// A cell, by how a spreadsheet takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Somebody's words, which must not become a formula.
    Text(String),
    /// A number, with a point before its decimals.
    Number(String),
}

/// Every table.
pub const TABLES: &[Table] = &[
    figures::TABLE,
    structures::TABLE,
    frame::COMMUNES,
    frame::MEASURES,
    frame::OBJECTIVES,
    chain::FINDINGS,
    chain::STANCES,
    chain::EVIDENCE,
    chain::NEEDS,
    chain::PRIORITIES,
    means::RECOMMENDATIONS,
    means::MEANS,
    means::RESOURCES,
    means::REPORTS,
    frame::EDITIONS,
    frame::AXES,
    frame::THEMES,
    work::TASKS,
    work::MEETINGS,
    work::ITEMS,
    network::PARTNERS,
    network::SPACES,
    network::ROLES,
    speak::EXPERTISE,
    speak::ADVOCACY,
    speak::ANSWERS,
    library::OUTPUTS,
    library::ATTACHMENTS,
    speak::COMMENTS,
];

impl Table {
    /// The table of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Its rows as a reader may see them, in a fixed order.
    #[must_use]
    pub fn rows(&self, seen: &Seen<'_>) -> Vec<Vec<Cell>> {
        (self.rows)(seen)
    }
}

const fn column(name: &'static str, aliases: &'static [&'static str], required: bool) -> Column {
    Column { name, aliases, required }
}

/// A column for people, or one that only goes out.
const fn out(name: &'static str) -> Column {
    column(name, &[], false)
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// A number where there is one.
fn number(n: impl Into<Option<i64>>) -> Cell {
    Cell::Number(n.into().map(|n| n.to_string()).unwrap_or_default())
}

/// Hundredths, as a number with two decimals: cents as euros.
fn hundredths(n: i64) -> Cell {
    Cell::Number(format!("{}.{:02}", n / 100, n % 100))
}

fn yes_no(is: bool) -> Cell {
    text(if is { "yes" } else { "no" })
}

fn day(day: Option<&plenum_domain::value::Day>) -> Cell {
    text(day.map_or("", plenum_domain::value::Day::as_str))
}

/// The day, in UTC, of a moment in milliseconds since the Unix epoch.
fn day_of(millis: impl Into<Option<i64>>) -> Cell {
    text(
        millis
            .into()
            .map(plenum_domain::value::Day::of_millis)
            .map(String::from)
            .unwrap_or_default(),
    )
}

fn joined<T: ToString>(parts: impl IntoIterator<Item = T>, between: &str) -> Cell {
    text(parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>().join(between))
}

/// What became, or would become, of a table that was brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableReport {
    pub table: String,
    /// Nothing was written: this is what would be.
    pub dry_run: bool,
    /// Lines below the headings.
    pub lines: usize,
    pub added: usize,
    pub changed: usize,
    pub withdrawn: usize,
    /// Lines that say what is known already.
    pub unchanged: usize,
    /// Lines that were refused; `refused` names the first of their problems.
    pub refused_lines: usize,
    pub refused: Vec<RefusedLine>,
    /// Headings that this table has no column for.
    pub ignored: Vec<String>,
    /// The number of the last event that was written.
    pub seq: Option<u64>,
}

/// Why a line was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusedLine {
    /// As a text editor counts them: the headings are line 1.
    pub line: u64,
    pub column: Option<String>,
    /// A stable word; the codes are listed in docs/SYNC.md.
    pub code: String,
    /// What stood there.
    pub value: String,
}
