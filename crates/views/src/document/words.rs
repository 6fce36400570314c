//! What a document says of itself, in the language it is asked for in. The rest is people's own words.

use plenum_domain::value::{Day, Decimal};
use serde::Serialize;

use super::{en, fr};
use crate::seen::word;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    /// By a BCP 47 tag; French where it is no other that is known.
    #[must_use]
    pub fn of_tag(tag: Option<&str>) -> Self {
        match tag {
            Some(tag) if tag.starts_with("en") => Self::English,
            _ => Self::French,
        }
    }

    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::French => &fr::WORDS,
            Self::English => &en::WORDS,
        }
    }
}

type Said1 = fn(&str) -> String;
type Said2 = fn(&str, &str) -> String;
type Said3 = fn(&str, &str, &str) -> String;

pub(super) struct Words {
    pub dated: Said2,
    pub contents: &'static str,
    pub period: Said2,
    pub adopted: Said3,
    pub axis: Said2,
    pub no_axis: &'static str,
    pub months: [&'static str; 12],
    /// Between thousands, and before decimals.
    pub separators: (char, char),
    pub euros: Said1,
    pub unknown: &'static str,

    pub territory: &'static str,
    pub whole: &'static str,
    pub by_commune: &'static str,
    pub structures: &'static str,
    pub structures_counted: Said2,
    pub sources: Said1,
    pub objectives: &'static str,
    pub repealed: &'static str,
    pub findings: &'static str,
    pub needs: &'static str,
    pub priorities: &'static str,
    pub recommendations: &'static str,
    pub means: &'static str,
    pub decisions: &'static str,
    pub decisions_note: &'static str,
    pub partners: &'static str,

    pub label: Labels,
    pub stances: Said3,
    pub settled: Said2,
    pub because: Said2,
    pub percent: Said1,
    pub minutes: Said1,
    pub all_axes: &'static str,
    pub secured: &'static str,
    pub sought: &'static str,
    /// The words of the wire in people's words, by what they are of.
    pub values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
}

/// The names of facts and columns.
pub(super) struct Labels {
    pub measure: &'static str,
    pub value: &'static str,
    pub day: &'static str,
    pub source: &'static str,
    pub commune: &'static str,
    pub kind: &'static str,
    pub name: &'static str,
    pub state: &'static str,
    pub public: &'static str,
    pub year: &'static str,
    pub communes: &'static str,
    pub themes: &'static str,
    pub space: &'static str,
    pub brought_by: &'static str,
    pub evidence: &'static str,
    pub stances: &'static str,
    pub settlements: &'static str,
    pub rests_on: &'static str,
    pub rank: &'static str,
    pub number: &'static str,
    pub priority: &'static str,
    pub decided: &'static str,
    pub addressee: &'static str,
    pub carrier: &'static str,
    pub deadline: &'static str,
    pub objectives: &'static str,
    pub means: &'static str,
    pub progress: &'static str,
    pub answer: &'static str,
    pub evaluation: &'static str,
    pub resources: &'static str,
    pub amount: &'static str,
    pub fte: &'static str,
    pub logistic: &'static str,
    pub axis: &'static str,
    pub sector: &'static str,
    pub item: &'static str,
    pub duration: &'static str,
}

impl Words {
    /// What people call a value that is one word on the wire.
    pub fn of<T: Serialize>(&self, what: &str, value: T) -> &'static str {
        let wire = word(&value);
        let of = self.values.iter().find(|(name, _)| *name == what);
        let found = of.and_then(|(_, words)| words.iter().find(|(name, _)| *name == wire));
        debug_assert!(found.is_some(), "no word for {what} {wire}");
        found.map_or("", |(_, words)| words)
    }

    /// A day in full.
    pub fn day(&self, day: &Day) -> String {
        let mut parts = day.as_str().split('-');
        let year = parts.next().unwrap_or_default();
        let month = parts.next().and_then(|month| month.parse::<usize>().ok());
        let month = month.and_then(|month| self.months.get(month.checked_sub(1)?));
        let day = parts.next().unwrap_or_default().trim_start_matches('0');
        format!("{day}\u{a0}{} {year}", month.unwrap_or(&""))
    }

    /// A whole number with its thousands apart.
    pub fn integer(&self, n: i64) -> String {
        self.grouped(&n.to_string())
    }

    /// A figure with the decimals it was published with.
    pub fn decimal(&self, value: Decimal) -> String {
        self.grouped(&value.to_string())
    }

    /// Hundredths with both decimals: cents as euros.
    pub fn hundredths(&self, n: i64) -> String {
        self.grouped(&format!("{}.{:02}", n / 100, n % 100))
    }

    pub fn amount(&self, cents: i64) -> String {
        (self.euros)(&self.hundredths(cents))
    }

    fn grouped(&self, plain: &str) -> String {
        let (thousands, point) = self.separators;
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain), |plain| ("-", plain));
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let mut grouped = String::from(sign);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(thousands);
            }
            grouped.push(digit);
        }
        if !decimals.is_empty() {
            grouped.push(point);
            grouped.push_str(decimals);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_as_the_language_has_them() {
        let (fr, en) = (Language::French.words(), Language::English.words());
        assert_eq!(fr.amount(123_456_789), "1\u{202f}234\u{202f}567,89\u{202f}€");
        assert_eq!(en.amount(123_456_789), "€1,234,567.89");
        assert_eq!((fr.amount(5), en.integer(-1_000)), ("0,05\u{202f}€".into(), "-1,000".into()));
        let day = Day::try_from("2026-03-01".to_owned()).expect("a day");
        assert_eq!(fr.day(&day), "1\u{a0}mars 2026");
        assert_eq!(en.day(&day), "1\u{a0}March 2026");
    }

    #[test]
    fn both_books_know_the_same_values() {
        let keys = |words: &Words| -> Vec<(&str, Vec<&str>)> {
            let of = |words: &&'static [(&'static str, &'static str)]| {
                words.iter().map(|(name, _)| *name).collect()
            };
            words.values.iter().map(|(name, words)| (*name, of(words))).collect()
        };
        assert_eq!(keys(&fr::WORDS), keys(&en::WORDS));
    }
}
