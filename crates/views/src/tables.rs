//! Tables: rows of records as a spreadsheet has them, and what became of one that was brought in.
//!
//! A table is a row of [`TABLES`]: its name, its columns, and how its rows are made from a state. Its columns
//! are the words of the wire; what people call them is the interface's.

mod figures;
mod structures;

use plenum_domain::{Audience, Plan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use figures::WHOLE;

/// A table that can be taken away and brought in.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    rows: fn(&Plan, Audience) -> Vec<Vec<Cell>>,
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
pub const TABLES: &[Table] = &[figures::TABLE, structures::TABLE];

impl Table {
    /// The table of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Its rows as an audience may see them, in a fixed order.
    #[must_use]
    pub fn rows(&self, plan: &Plan, audience: Audience) -> Vec<Vec<Cell>> {
        (self.rows)(plan, audience)
    }
}

const fn column(name: &'static str, aliases: &'static [&'static str], required: bool) -> Column {
    Column { name, aliases, required }
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
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
