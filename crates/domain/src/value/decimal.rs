//! Decimal numbers, exact: figures are read, compared and shown as they were published.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most digits: a double holds as many, so that a browser counts with them without loss.
const MAX_DIGITS: usize = 15;
/// The most of them after the point.
const MAX_SCALE: usize = 4;

/// A decimal number of at most 15 digits, 4 of them after the point; written `5.29`, without zeros that
/// say nothing, so that equal numbers are equal texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Decimal {
    units: i64,
    scale: u8,
}

impl TryFrom<String> for Decimal {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| {
            format!("{text:?} is not a decimal number of at most {MAX_DIGITS} digits")
        })
    }
}

impl Decimal {
    /// Reads a number, whose decimals follow a point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) {
            return None;
        }
        let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
        if whole.len() + decimals.len() > MAX_DIGITS || decimals.len() > MAX_SCALE {
            return None;
        }
        let units: i64 = format!("0{whole}{decimals}").parse().ok()?;
        Some(Self {
            units: if negative { -units } else { units },
            scale: u8::try_from(decimals.len()).ok()?,
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, decimals) = digits.split_at(digits.len() - scale);
        if decimals.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{decimals}")
        }
    }
}

impl From<Decimal> for String {
    fn from(decimal: Decimal) -> Self {
        decimal.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_are_equal_texts() {
        for (text, written) in [
            ("0", "0"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("007143", "7143"),
            ("5.290", "5.29"),
            ("0.05", "0.05"),
            ("-0.0001", "-0.0001"),
            ("99999999999.9999", "99999999999.9999"),
            ("999999999999999", "999999999999999"),
        ] {
            assert_eq!(Decimal::parse(text).map(String::from).as_deref(), Some(written), "{text}");
            assert_eq!(Decimal::parse(text), Decimal::parse(written), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_said_so() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "1,5",
            "1 000",
            "+1",
            "1e3",
            "--1",
            "0x1",
            "NaN",
            "1.00001",
            "1000000000000000",
            "99999999999.99991",
            "１",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}
