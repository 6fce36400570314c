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

/// The longest statement of a finding or text of a recommendation, in characters: three pages.
pub const MAX_STATEMENT: usize = 6_000;
/// The longest reason for a stance, in characters: fifty partners' reasons fit one record.
pub const MAX_OPINION: usize = 600;
/// Records that one record names in one list.
pub const MAX_LINKS: usize = 100;

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

/// Trims some words that may be none, of at most `max` characters.
pub(crate) fn some_words(field: &'static str, words: &str, max: usize) -> Result<String, Refusal> {
    bounded(field, words.trim(), max)
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

/// An amount of euros, in cents, so that sums add up exactly: 0 to 10^13.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "i64", into = "i64")]
#[schemars(with = "i64")]
pub struct Cents(i64);

impl Cents {
    /// A hundred billion euros: sums of it stay exact in a browser too.
    const MAX: i64 = 10_000_000_000_000;

    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    /// What is left, where there is as much.
    #[must_use]
    pub fn less(self, other: Self) -> Option<Self> {
        (other.0 <= self.0).then(|| Self(self.0 - other.0))
    }
}

impl TryFrom<i64> for Cents {
    type Error = String;

    fn try_from(cents: i64) -> Result<Self, Self::Error> {
        if (0..=Self::MAX).contains(&cents) {
            Ok(Self(cents))
        } else {
            Err(format!("{cents} is not an amount in cents (0 to {})", Self::MAX))
        }
    }
}

impl From<Cents> for i64 {
    fn from(cents: Cents) -> i64 {
        cents.0
    }
}

/// An address on the web, `https` and without credentials, of at most 500 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct WebLink(String);

impl WebLink {
    const MAX: usize = 500;

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebLink {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim().to_owned();
        let rest = text.strip_prefix("https://").unwrap_or_default();
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_plain = !text.chars().any(|c| c.is_control() || c.is_whitespace());
        let is_host = !host.is_empty() && !host.contains('@');
        if is_plain && is_host && text.chars().count() <= Self::MAX {
            Ok(Self(text))
        } else {
            Err("an address begins with https:// and holds no password".to_owned())
        }
    }
}

impl From<WebLink> for String {
    fn from(link: WebLink) -> Self {
        link.0
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
    fn an_amount_is_exact_and_bounded() {
        let cents = |n: i64| Cents::try_from(n);
        assert_eq!(cents(1_250).map(Cents::get), Ok(1_250));
        assert!(cents(-1).is_err() && cents(Cents::MAX + 1).is_err() && cents(Cents::MAX).is_ok());
        let (ten, three) = (Cents(1_000), Cents(300));
        assert_eq!((ten.less(three), three.less(ten)), (Some(Cents(700)), None));
    }

    #[test]
    fn a_link_leads_to_the_web_and_hides_nothing() {
        let link = |text: &str| WebLink::try_from(text.to_owned()).is_ok();
        assert!(link("https://www.cinl.be/ppli?page=2#constats"));
        for wrong in [
            "http://www.cinl.be",
            "javascript:alert(1)",
            "https://",
            "https://user:secret@cinl.be",
            "https://cinl.be/a b",
            "",
        ] {
            assert!(!link(wrong), "{wrong}");
        }
        assert!(!link(&format!("https://cinl.be/{}", "a".repeat(500))));
    }

    #[test]
    fn titles_are_trimmed_and_bounded() {
        assert_eq!(title("title", "  Accueil \n"), Ok("Accueil".to_owned()));
        assert_eq!(title("title", " \t"), Err(Refusal::Empty { field: "title" }));
        let long = "é".repeat(MAX_TITLE + 1);
        assert_eq!(title("title", &long), Err(Refusal::TooLong { field: "title", max: MAX_TITLE }));
    }
}
