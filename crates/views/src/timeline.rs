//! The timeline: how many events each day saw, and where each day begins in the log.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Days with at least one event. Grows with days, never with events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Days since the Unix epoch (UTC) → number of the day's first event and how many there were.
    days: BTreeMap<i64, (u64, u64)>,
}

/// One day of the histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineDay {
    /// Midnight (UTC) at its start, in milliseconds since the Unix epoch.
    pub time: i64,
    /// Number of its first event.
    pub first: u64,
    /// How many events it saw.
    pub count: u64,
}

impl Timeline {
    /// Takes in an event that happened at a time, in milliseconds since the Unix epoch.
    pub fn apply(&mut self, seq: u64, time: i64) {
        self.days.entry(time.div_euclid(DAY_MILLIS)).or_insert((seq, 0)).1 += 1;
    }

    /// The days in order.
    #[must_use]
    pub fn days(&self) -> Vec<TimelineDay> {
        let day = |(day, &(first, count)): (&i64, &(u64, u64))| TimelineDay {
            time: day * DAY_MILLIS,
            first,
            count,
        };
        self.days.iter().map(day).collect()
    }
}
