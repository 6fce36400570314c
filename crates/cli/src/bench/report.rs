//! What a bench says: a table for people, or one JSON object a line.

use serde::Serialize;

use crate::out;

/// A row of a bench's figures. Its JSON keys are stable: `docs/PERFORMANCE.md` names them.
pub trait Row: Serialize {
    /// Heads of the table's columns.
    const HEADS: &'static [&'static str];
    /// The row's cells, one for each head.
    fn cells(&self) -> Vec<String>;
}

/// Collects rows, and prints them: JSON at once, a table at the end.
pub struct Report {
    json: bool,
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Report {
    pub fn new<R: Row>(json: bool) -> Self {
        Self { json, heads: R::HEADS, rows: Vec::new(), notes: Vec::new() }
    }

    pub fn row<R: Row>(&mut self, row: &R) -> anyhow::Result<()> {
        if self.json {
            out::say(&serde_json::to_string(row)?);
        } else {
            self.rows.push(row.cells());
        }
        Ok(())
    }

    /// A remark that stands below the table. With JSON it goes to standard error.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if self.json {
            out::complain(&note);
        } else {
            self.notes.push(note);
        }
    }

    /// Prints the table and the notes.
    pub fn finish(self) {
        if self.json {
            return;
        }
        for line in table(self.heads, &self.rows) {
            out::say(&line);
        }
        for note in &self.notes {
            out::say(&format!("\n{note}"));
        }
    }
}

/// Says how far a bench is, on standard error.
pub fn progress(words: &str) {
    out::complain(words);
}

/// Lines of a table: the first column to the left, figures to the right.
fn table(heads: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
    let all = || std::iter::once(&heads).chain(rows);
    let width = |column: usize| {
        all().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    all()
        .map(|row| {
            let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, &width))| {
                if n == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}

/// A whole number with thin groups, for tables.
pub fn grouped(figure: f64) -> String {
    let digits = format!("{:.0}", figure.max(0.0));
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = vec![vec!["plenum".into(), "1 234".into()], vec!["raw".into(), "9".into()]];
        assert_eq!(
            table(&["store", "events/s"], &rows),
            ["store   events/s", "plenum     1 234", "raw            9"]
        );
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped(1_234_567.4), "1 234 567");
        assert_eq!(grouped(123.0), "123");
    }
}
