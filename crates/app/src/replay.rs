//! State from events: the same code for the present and for the past.

use std::sync::{Arc, mpsc};

use plenum_domain::{DecodeError, Event, Plan};
use plenum_log::{EventLog, ReadError, Record};
use plenum_views::Timeline;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// Everything derived from the first N events of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    pub plan: Plan,
    pub timeline: Timeline,
}

impl Projection {
    /// Takes the next event in.
    pub fn apply(&mut self, event: &Event) {
        self.plan.evolve(event);
        self.timeline.apply(event.seq, event.time);
    }

    /// Number of the last event taken in.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.plan.head
    }
}

/// Why a replay stopped before its end. The state is good up to the event before.
#[derive(Debug, Error)]
pub enum ReplayError {
    #[error("reading the log")]
    Read(#[from] ReadError),
    #[error("event {seq} of plan {plan} cannot be read by this version")]
    Decode {
        plan: Uuid,
        seq: u64,
        #[source]
        source: DecodeError,
    },
}

impl ReplayError {
    /// The first event that cannot be read, where that is the trouble.
    #[must_use]
    pub fn damaged_at(&self) -> Option<u64> {
        match self {
            Self::Read(ReadError::Damaged { seq, .. }) | Self::Decode { seq, .. } => Some(*seq),
            Self::Read(ReadError::Unavailable(_)) => None,
        }
    }
}

/// Events read at once: some hundred kB, enough to keep all threads busy.
const PAGE: u64 = 1024;
/// Below this, reading ahead on other threads costs more than it gains.
const WORTH_THREADS: u64 = 4096;
/// Threads that read, check and decode: that is three times the work of taking events in.
const READERS: usize = 2;
/// Pages that a reader may be ahead.
const AHEAD: usize = 2;

/// What is known of a record that has been taken in.
#[derive(Clone, Copy, Debug)]
pub struct Passed {
    pub seq: u64,
    pub hash: [u8; 32],
    pub payload_bytes: usize,
}

pub(crate) fn decode(record: &Record) -> Result<Event, ReplayError> {
    let e = &record.event;
    Event::decode(record.seq, e.time, e.actor.into(), e.schema, &e.payload)
        .map_err(|source| ReplayError::Decode { plan: record.plan, seq: record.seq, source })
}

/// Takes events into `state` up to `upto`, calling `seen` after each.
///
/// # Errors
/// [`ReplayError`]; the events before the trouble have been taken in.
pub fn replay(
    log: &Arc<dyn EventLog>,
    plan: Uuid,
    state: &mut Projection,
    upto: u64,
    mut seen: impl FnMut(&Projection, &Passed),
) -> Result<(), ReplayError> {
    let from = state.head() + 1;
    let firsts = (from..=upto).step_by(PAGE as usize);
    let page = |first: u64| Page::read(log, plan, first, upto.min(first + PAGE - 1));
    if upto.saturating_sub(from) < WORTH_THREADS {
        for first in firsts {
            if !take_in(state, page(first), &mut seen)? {
                break;
            }
        }
        return Ok(());
    }
    std::thread::scope(|scope| {
        // Each reader has every other page, and they are taken in turn.
        let reader = |nth| {
            let (send, receive) = mpsc::sync_channel(AHEAD);
            let firsts = firsts.clone().skip(nth).step_by(READERS);
            scope.spawn(move || {
                for first in firsts {
                    // A receiver that is gone has met trouble of its own and says so.
                    if send.send(page(first)).is_err() {
                        break;
                    }
                }
            });
            receive
        };
        let readers: [_; READERS] = std::array::from_fn(reader);
        for (_, reader) in firsts.clone().zip(readers.iter().cycle()) {
            let cut_off = |_| ReadError::Unavailable("a reader ended".to_owned());
            if !take_in(state, reader.recv().map_err(cut_off)?, &mut seen)? {
                break;
            }
        }
        // Readers that are ahead stop once nobody receives.
        drop(readers);
        Ok(())
    })
}

/// Consecutive events, decoded.
struct Page {
    events: Vec<(Passed, Event)>,
    end: End,
}

/// What follows a page.
enum End {
    More,
    /// The log ends here.
    Over,
    Trouble(ReplayError),
}

impl Page {
    /// Reads the events `first..=last`, in as many steps as the log makes of them.
    fn read(log: &Arc<dyn EventLog>, plan: Uuid, first: u64, last: u64) -> Self {
        let wanted = usize::try_from(last - first + 1).unwrap_or(0);
        let mut page = Self { events: Vec::with_capacity(wanted), end: End::More };
        let mut next = first;
        while next <= last {
            let records = match log.read(plan, next, wanted - page.events.len()) {
                Ok(read) => read.records,
                Err(error) => {
                    page.end = End::Trouble(error.into());
                    break;
                }
            };
            if records.is_empty() {
                page.end = End::Over;
                break;
            }
            next += records.len() as u64;
            if let Err(error) = page.decode(records) {
                page.end = End::Trouble(error);
                break;
            }
        }
        page
    }

    fn decode(&mut self, records: Vec<Record>) -> Result<(), ReplayError> {
        for record in records {
            let event = decode(&record)?;
            let payload_bytes = record.event.payload.len();
            self.events.push((Passed { seq: record.seq, hash: record.hash, payload_bytes }, event));
        }
        Ok(())
    }
}

/// Takes a page in; tells whether there may be more.
fn take_in(
    state: &mut Projection,
    page: Page,
    seen: &mut dyn FnMut(&Projection, &Passed),
) -> Result<bool, ReplayError> {
    for (passed, event) in &page.events {
        state.apply(event);
        seen(state, passed);
    }
    match page.end {
        End::More => Ok(true),
        End::Over => Ok(false),
        End::Trouble(error) => Err(error),
    }
}
