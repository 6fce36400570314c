//! The limits of one append, checked the same way by every engine.

use crate::{Append, MAX_APPEND_BYTES, MAX_APPEND_EVENTS, record};

/// Bytes of an append's records, or none when it is empty or over a limit
/// ([`Outcome::TooLarge`](crate::Outcome::TooLarge)).
#[must_use]
pub fn measure(append: &Append) -> Option<usize> {
    if append.events.is_empty() || append.events.len() > MAX_APPEND_EVENTS {
        return None;
    }
    let mut bytes = 0;
    for event in &append.events {
        if !record::fits(event) {
            return None;
        }
        bytes += record::record_bytes(event);
    }
    (bytes <= MAX_APPEND_BYTES).then_some(bytes)
}
