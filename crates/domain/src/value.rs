//! Small values with rules of their own: words, days, minutes.

mod decimal;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Date, macros::format_description};

use crate::refusal::Refusal;

pub use decimal::Decimal;

/// The longest title or name, in characters: two lines of a wide table.
pub const MAX_TITLE: usize = 200;
/// The longest note or reason, in characters: a page. Longer words belong in a co-edited text.
pub const MAX_NOTE: usize = 4_000;

/// The longest statement, in characters: three pages, of which two in four-byte letters fit a record of
/// the log.
pub const MAX_STATEMENT: usize = 6_000;

/// Trims a title and checks that it says something, in at most [`MAX_TITLE`] characters.
pub(crate) fn title(field: &'static str, words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Refusal::Empty { field });
    }
    bounded(field, words, MAX_TITLE)
}

/// Trims a note, which may be empty, of at most [`MAX_NOTE`] characters.
pub(crate) fn note(field: &'static str, words: &str) -> Result<String, Refusal> {
    bounded(field, words.trim(), MAX_NOTE)
}

/// Trims a statement and checks that it says something, in at most [`MAX_STATEMENT`] characters.
pub(crate) fn statement(field: &'static str, words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Refusal::Empty { field });
    }
    bounded(field, words, MAX_STATEMENT)
}

fn bounded(field: &'static str, words: &str, max: usize) -> Result<String, Refusal> {
    if words.chars().count() > max {
        return Err(Refusal::TooLong { field, max });
    }
    Ok(words.to_owned())
}

pub(crate) fn within(field: &'static str, n: i64, min: i64, max: i64) -> Result<(), Refusal> {
    if (min..=max).contains(&n) { Ok(()) } else { Err(Refusal::OutOfRange { field, min, max }) }
}

/// A calendar day, written `YYYY-MM-DD`, so that days order as their text does.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Day(String);

impl Day {
    /// The day, in the civil calendar of UTC, of a moment in milliseconds since the Unix epoch.
    #[must_use]
    pub fn of_millis(millis: i64) -> Self {
        let date = time::OffsetDateTime::from_unix_timestamp(millis.div_euclid(1000))
            .map_or(Date::MIN, time::OffsetDateTime::date);
        Self(format!("{:04}-{:02}-{:02}", date.year(), date.month() as u8, date.day()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match Date::parse(&text, format_description!("[year]-[month]-[day]")) {
            Ok(_) if text.len() == 10 => Ok(Self(text)),
            _ => Err(format!("{text:?} is not a day written YYYY-MM-DD")),
        }
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0
    }
}

/// A time of day in minutes after midnight, 0 to 1439, local to the plan's territory.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "u16")]
pub struct MinuteOfDay(u16);

impl MinuteOfDay {
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for MinuteOfDay {
    type Error = String;

    fn try_from(minute: u16) -> Result<Self, Self::Error> {
        if minute < 24 * 60 {
            Ok(Self(minute))
        } else {
            Err(format!("{minute} is not a minute of the day (0 to 1439)"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_real_date_written_in_full() {
        assert!(Day::try_from("2027-02-28".to_owned()).is_ok());
        for wrong in ["2027-02-29", "2027-2-28", "28/02/2027", "", "2027-02-28T10:00"] {
            assert!(Day::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_moment_has_a_day() {
        assert_eq!(Day::of_millis(0).as_str(), "1970-01-01");
        assert_eq!(Day::of_millis(1_574_985_600_000).as_str(), "2019-11-29");
        assert_eq!(Day::of_millis(-1).as_str(), "1969-12-31");
    }

    #[test]
    fn titles_are_trimmed_and_bounded() {
        assert_eq!(title("title", "  Accueil \n"), Ok("Accueil".to_owned()));
        assert_eq!(title("title", " \t"), Err(Refusal::Empty { field: "title" }));
        let long = "é".repeat(MAX_TITLE + 1);
        assert_eq!(title("title", &long), Err(Refusal::TooLong { field: "title", max: MAX_TITLE }));
    }
}
