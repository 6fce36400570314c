//! A sheet: the text of a table, its headings found and its lines counted.

use std::collections::BTreeSet;

use plenum_domain::value::{Day, Decimal};
use plenum_views::tables::{Cell, Column, RefusedLine, Table, TableReport};

use super::{TABLE_LINES, TOLD_LINES, TableError};

/// Letters that a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// The longest value repeated in a report, in characters.
const TOLD_VALUE: usize = 60;

pub struct Sheet<'t> {
    table: &'t Table,
    separator: u8,
    /// Where each of the table's columns is.
    at: Vec<Option<usize>>,
    ignored: Vec<String>,
    lines: Vec<Line>,
    refused: Vec<RefusedLine>,
    refused_lines: BTreeSet<u64>,
}

/// A line below the headings.
#[derive(Clone)]
pub struct Line {
    pub number: u64,
    cells: Vec<String>,
}

impl<'t> Sheet<'t> {
    /// # Errors
    /// Where the headings are not the table's, or there is too much.
    pub fn parse(table: &'t Table, text: &str) -> Result<Self, TableError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let separator = separator_of(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        // The text is valid UTF-8 and lines may be of any length: reading a record cannot fail.
        let mut records = reader.records().filter_map(Result::ok);
        let headings = records.next().ok_or(TableError::Empty)?;
        let mut at = vec![None; table.columns.len()];
        let mut ignored = Vec::new();
        for (n, heading) in headings.iter().enumerate() {
            match table.columns.iter().position(|column| is_called(column, heading)) {
                Some(column) if at[column].is_some() => {
                    return Err(TableError::DoubleColumn(table.columns[column].name));
                }
                Some(column) => at[column] = Some(n),
                None if heading.is_empty() => {}
                None => ignored.push(heading.chars().take(TOLD_VALUE).collect()),
            }
        }
        let missing = table.columns.iter().zip(&at).find(|(c, at)| c.required && at.is_none());
        if let Some((column, _)) = missing {
            return Err(TableError::MissingColumn(column.name));
        }
        let mut lines = Vec::new();
        for record in records {
            let number = record.position().map_or(0, csv::Position::line);
            let cells: Vec<_> = record.iter().map(unguarded).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                lines.push(Line { number, cells });
            }
            if lines.len() > TABLE_LINES {
                return Err(TableError::TooManyLines(TABLE_LINES));
            }
        }
        let (refused, refused_lines) = (Vec::new(), BTreeSet::new());
        Ok(Self { table, separator, at, ignored, lines, refused, refused_lines })
    }

    pub fn lines(&self) -> Vec<Line> {
        self.lines.clone()
    }

    /// A cell; empty where the line or the table ends before it.
    pub fn cell<'l>(&self, line: &'l Line, column: &str) -> &'l str {
        let at = self.table.columns.iter().position(|c| c.name == column);
        let at = at.and_then(|at| self.at[at]);
        at.and_then(|at| line.cells.get(at)).map_or("", String::as_str)
    }

    /// Whether the table has a column at all: else what is empty says nothing.
    pub fn has(&self, column: &str) -> bool {
        let at = self.table.columns.iter().position(|c| c.name == column);
        at.is_some_and(|at| self.at[at].is_some())
    }

    /// Refuses a line for what stands in a column.
    pub fn refuse<T>(&mut self, line: &Line, column: &'static str, code: &str) -> Option<T> {
        self.refused_lines.insert(line.number);
        if self.refused.len() < TOLD_LINES {
            self.refused.push(RefusedLine {
                line: line.number,
                column: Some(column.to_owned()),
                code: code.to_owned(),
                value: self.cell(line, column).chars().take(TOLD_VALUE).collect(),
            });
        }
        None
    }

    /// A title of at most 200 characters, as the domain wants it.
    pub fn title(&mut self, line: &Line, column: &'static str) -> Option<String> {
        let words = self.cell(line, column);
        match words.chars().count() {
            0 => self.refuse(line, column, "empty"),
            n if n > plenum_domain::value::MAX_TITLE => self.refuse(line, column, "too_long"),
            _ => Some(words.to_owned()),
        }
    }

    /// A number as people write it: spaces between thousands, a decimal comma or point.
    pub fn number(&mut self, line: &Line, column: &'static str) -> Option<Decimal> {
        let written: String =
            self.cell(line, column).chars().filter(|c| !c.is_whitespace()).collect();
        // Where commas separate cells, one inside a number may stand for thousands: nobody can tell.
        let ambiguous = self.separator == b',' && written.contains(',');
        let plain = written.replace(',', ".");
        let number = Decimal::parse(&plain).filter(|_| !ambiguous);
        number.or_else(|| self.refuse(line, column, "malformed_number"))
    }

    /// A day: `2020-01-01` or `01/01/2020`.
    pub fn day(&mut self, line: &Line, column: &'static str) -> Option<Day> {
        let written = self.cell(line, column);
        let parts: Vec<_> = written.split('/').collect();
        let iso = match parts[..] {
            [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
            _ => written.to_owned(),
        };
        let day = Day::try_from(iso).ok();
        day.or_else(|| self.refuse(line, column, "malformed_day"))
    }

    pub fn into_report(self, dry_run: bool) -> TableReport {
        TableReport {
            table: self.table.name.to_owned(),
            dry_run,
            lines: self.lines.len(),
            refused_lines: self.refused_lines.len(),
            refused: self.refused,
            ignored: self.ignored,
            ..TableReport::default()
        }
    }
}

/// What stands most often on the line of the headings.
fn separator_of(text: &str) -> u8 {
    let headings = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| headings.bytes().filter(|b| b == separator).count();
    // The first of equals is the last here.
    [b',', b'\t', b';'].into_iter().max_by_key(count).unwrap_or(b';')
}

fn is_called(column: &Column, heading: &str) -> bool {
    let heading = heading.to_lowercase();
    column.name == heading || column.aliases.contains(&heading.as_str())
}

/// Words compared as people do who type them: without case and with single spaces.
pub fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn unguarded(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// Whether words begin as a formula, or as guarded ones do: those get a guard of their own, so that each
/// comes back as it was.
fn is_guarded(words: &str) -> bool {
    words.trim_start_matches('\'').starts_with(FORMULA)
}

/// Cells as they are written: words that a spreadsheet would take for a formula are guarded.
pub fn cells(row: Vec<Cell>) -> Vec<String> {
    let cell = |cell| match cell {
        Cell::Number(number) => number.replace('.', ","),
        Cell::Text(words) if is_guarded(&words) => format!("'{words}"),
        Cell::Text(words) => words,
    };
    row.into_iter().map(cell).collect()
}

pub fn write(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Into memory, with as many cells in each row: it cannot fail.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}
