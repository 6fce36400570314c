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

/// Events read at once: some hundred kB, enough to keep both threads busy.
const PAGE: usize = 1024;
/// Below this, reading ahead on a second thread costs more than it gains.
const WORTH_A_THREAD: u64 = 4096;

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
    mut seen: impl FnMut(&Projection, &Record),
) -> Result<(), ReplayError> {
    let from = state.head() + 1;
    if upto < from {
        return Ok(());
    }
    if upto - from < WORTH_A_THREAD {
        return pages(log, plan, from, upto, &mut |page| take_in(state, page, &mut seen));
    }
    let (send, receive) = mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            pages(log, plan, from, upto, &mut |page| {
                // A receiver that is gone has met trouble of its own and says so.
                let _ = send.send(page);
                Ok(())
            })
        });
        for page in receive {
            take_in(state, page, &mut seen)?;
        }
        reader.join().unwrap_or(Err(ReplayError::Read(ReadError::Unavailable("reader".into()))))
    })
}

type Decoded = (Record, Result<Event, ReplayError>);

fn pages(
    log: &Arc<dyn EventLog>,
    plan: Uuid,
    from: u64,
    upto: u64,
    take: &mut dyn FnMut(Vec<Decoded>) -> Result<(), ReplayError>,
) -> Result<(), ReplayError> {
    let mut next = from;
    while next <= upto {
        let limit = usize::try_from(upto - next + 1).unwrap_or(PAGE).min(PAGE);
        let page = log.read(plan, next, limit)?;
        let Some(last) = page.records.last() else { return Ok(()) };
        next = last.seq + 1;
        take(
            page.records
                .into_iter()
                .map(|r| {
                    let event = decode(&r);
                    (r, event)
                })
                .collect(),
        )?;
    }
    Ok(())
}

fn take_in(
    state: &mut Projection,
    page: Vec<Decoded>,
    seen: &mut dyn FnMut(&Projection, &Record),
) -> Result<(), ReplayError> {
    for (record, event) in page {
        state.apply(&event?);
        seen(state, &record);
    }
    Ok(())
}
