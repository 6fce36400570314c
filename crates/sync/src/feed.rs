//! A plan's recent pushes for one audience, encoded once and shared by all its readers (S4, S7).
//!
//! A reader keeps nothing but its cursor. The usual reader is one push behind and gets that push's frame
//! as it is; one that lags gets what waits for it merged into one frame; one whose cursor fell out of
//! the ring reads the log again. A cursor may stand inside a push: events are cut there, records are not,
//! because a record is always whole and may be newer than its event.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;
use plenum_protocol::{limits, live::RecordName};

use crate::frame::events_frame;

/// What happened since the last push, as one audience may see it.
#[derive(Clone, Debug, Default)]
pub struct Push {
    /// Number of the last event it covers, visible or not (S16).
    pub to: u64,
    /// The visible events, numbered and encoded.
    pub events: Vec<(u64, String)>,
    /// The records they changed, encoded, at least as new as `to`.
    pub records: Vec<(RecordName, String)>,
    /// The records that are no longer there for this audience.
    pub removed: Vec<RecordName>,
}

/// What waits for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    UpToDate,
    /// Send this; the cursor is then `to`, and more may wait.
    Frame {
        text: Bytes,
        to: u64,
    },
    /// The cursor fell out of the ring: read the log.
    Behind,
}

#[derive(Debug)]
struct Stored {
    push: Push,
    frame: Bytes,
    bytes: usize,
}

/// The ring.
#[derive(Debug)]
pub struct Feed {
    /// A cursor below this one is behind.
    start: u64,
    head: u64,
    ring: VecDeque<Stored>,
    bytes: usize,
    /// Merged frames by cursor: readers that lag lag together.
    merged: Vec<(u64, u64, Bytes)>,
}

impl Feed {
    /// An empty ring after the event `head`.
    #[must_use]
    pub fn new(head: u64) -> Self {
        Self { start: head, head, ring: VecDeque::new(), bytes: 0, merged: Vec::new() }
    }

    /// Number of the last event pushed.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.head
    }

    /// Adds what follows [`Self::head`], and forgets the oldest pushes over the ring's bounds.
    pub fn push(&mut self, push: Push) {
        assert!(push.to > self.head, "a push moves the head");
        let frame = events_frame(
            (self.head + 1, push.to),
            push.events.iter().map(|(_, event)| event.as_str()),
            push.records.iter().map(|(_, record)| record.as_str()),
            &push.removed,
        );
        self.head = push.to;
        self.merged.clear();
        // The pieces are kept beside the frame for merging.
        let bytes = 2 * frame.len();
        self.bytes += bytes;
        self.ring.push_back(Stored { push, frame, bytes });
        while self.ring.len() > limits::RING_PUSHES || self.bytes > limits::RING_BYTES {
            let Some(oldest) = self.ring.pop_front() else { break };
            self.bytes -= oldest.bytes;
            self.start = oldest.push.to;
        }
    }

    /// What a reader at a cursor gets next. A cursor past the head (a snapshot was newer) waits.
    pub fn since(&mut self, cursor: u64) -> Since {
        if cursor >= self.head {
            return Since::UpToDate;
        }
        if cursor < self.start {
            return Since::Behind;
        }
        let first = self.ring.partition_point(|stored| stored.push.to <= cursor);
        let before = if first == 0 { self.start } else { self.ring[first - 1].push.to };
        if first + 1 == self.ring.len() && before == cursor {
            return Since::Frame { text: self.ring[first].frame.clone(), to: self.head };
        }
        if let Some((_, to, text)) = self.merged.iter().find(|(at, ..)| *at == cursor) {
            return Since::Frame { text: text.clone(), to: *to };
        }
        let (text, to) = self.merge(cursor, first);
        if self.merged.len() < limits::MERGED_KEPT {
            self.merged.push((cursor, to, text.clone()));
        }
        Since::Frame { text, to }
    }

    /// One frame of the pushes from `first` on, up to about [`limits::MERGED_BYTES`].
    fn merge(&self, cursor: u64, first: usize) -> (Bytes, u64) {
        let mut events = Vec::new();
        let mut records: HashMap<&RecordName, Option<&str>> = HashMap::new();
        let mut order = Vec::new();
        let (mut bytes, mut to) = (0, cursor);
        for Stored { push, frame, .. } in self.ring.iter().skip(first) {
            bytes += frame.len();
            if to > cursor && bytes > limits::MERGED_BYTES {
                break;
            }
            to = push.to;
            let waiting = push.events.iter().filter(|(seq, _)| *seq > cursor);
            events.extend(waiting.map(|(_, event)| event.as_str()));
            let there = push.records.iter().map(|(name, record)| (name, Some(record.as_str())));
            let gone = push.removed.iter().map(|name| (name, None));
            for (name, record) in there.chain(gone) {
                if records.insert(name, record).is_none() {
                    order.push(name);
                }
            }
        }
        let last = |name: &&RecordName| records.get(*name).copied().flatten();
        let removed: Vec<RecordName> =
            order.iter().filter(|name| last(name).is_none()).map(|name| (*name).clone()).collect();
        let texts = order.iter().filter_map(last);
        (events_frame((cursor + 1, to), events.into_iter(), texts, &removed), to)
    }
}

#[cfg(test)]
mod tests;
