//! Moments as they are written in a plan file.

use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset, macros::format_description};

/// Milliseconds since the Unix epoch of `2016-03-01T09:00`, with seconds or not, in UTC or with an offset.
pub(super) fn parse(text: &str) -> Option<i64> {
    let (clock, offset) = split_offset(text)?;
    let minutes = format_description!("[year]-[month]-[day]T[hour]:[minute]");
    let seconds = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    let moment = PrimitiveDateTime::parse(clock, minutes)
        .or_else(|_| PrimitiveDateTime::parse(clock, seconds))
        .ok()?;
    let moment: OffsetDateTime = moment.assume_offset(offset);
    moment.unix_timestamp().checked_mul(1000)
}

fn split_offset(text: &str) -> Option<(&str, UtcOffset)> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Some((clock, UtcOffset::UTC));
    }
    let time = text.find('T')?;
    match text[time..].rfind(['+', '-']) {
        None => Some((text, UtcOffset::UTC)),
        Some(sign) => {
            let (clock, offset) = text.split_at(time + sign);
            let form = format_description!("[offset_hour sign:mandatory]:[offset_minute]");
            Some((clock, UtcOffset::parse(offset, form).ok()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_moment_is_utc_unless_it_says_otherwise() {
        assert_eq!(parse("1970-01-01T00:00"), Some(0));
        assert_eq!(parse("1970-01-01T01:00:02+01:00"), Some(2000));
        assert_eq!(parse("2019-11-29T00:00Z"), Some(1_574_985_600_000));
        assert_eq!(parse("2019-11-28T19:30-04:30"), Some(1_574_985_600_000));
    }

    #[test]
    fn what_is_not_a_moment_is_nothing() {
        for wrong in
            ["", "T", "2016-03-01", "2016-3-1T9:00", "2016-02-30T09:00", "2016-03-01T09:00+1", "é"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
