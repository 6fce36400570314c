//! The handle of an open plan: what readers and senders hold.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, PoisonError, RwLock, atomic::AtomicU64},
};

use plenum_domain::{AccountId, Audience, Event, Plan, PlanId, Refusal, value::Day};
use plenum_log::{EventLog, ReadError, Record};
use plenum_views::{
    public::PublicPage,
    search::{Found, Index, Question},
    tally::{Board, Dim},
};
use sha2::{Digest, Sha256};
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

use crate::{
    boards::Tallies,
    replay::{self, Projection, ReplayError},
    snapshots::{self, Snapshots},
};

/// Recent events kept in memory for readers that are a little behind.
const TAIL_EVENTS: usize = 4096;
/// States of the past kept for who scrubs back and forth.
const PAST_STATES: usize = 4;

/// Events that the index for search, or the figures of dashboards, take in at once.
const CATCH_UP: usize = 1_000;

/// A command as it was sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// `concept.name`, or `undo`.
    pub name: String,
    /// The JSON text of its body, to the byte.
    pub body: String,
}

impl Request {
    /// SHA-256 over name, reason and body: what a command id covers.
    pub(crate) fn digest(&self, reason: Option<&str>) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in [self.name.as_str(), reason.unwrap_or_default(), self.body.as_str()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Durable; `seq` is its last event, or the head where nothing had to change.
    Done {
        seq: u64,
    },
    Refused(Refusal),
    /// Not a command that this version knows, with the parser's words.
    Malformed(String),
    /// The id was used before for another command.
    KeyReused,
    TooLarge,
    /// The log is damaged from this event on; the plan can be read only.
    ReadOnly {
        seq: u64,
    },
    /// Nothing was written; the same id may be sent again.
    Unavailable,
    /// Whether it was written is not known; the same id sent again tells.
    Unknown,
    /// Too much is waiting; the same id may be sent again.
    Busy,
}

/// An event as the log has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Committed {
    pub event: Event,
    pub kind: Arc<str>,
    pub command: Uuid,
    /// The command it takes back; nil where none.
    pub causation: Uuid,
}

impl Committed {
    pub(crate) fn from_record(record: &Record) -> Result<Self, ReplayError> {
        Ok(Self {
            event: replay::decode(record)?,
            kind: record.event.kind.clone(),
            command: record.command.id,
            causation: record.event.causation,
        })
    }
}

pub(crate) struct Submission {
    pub actor: AccountId,
    pub id: Uuid,
    pub request: Request,
    pub reason: Option<String>,
    pub reply: oneshot::Sender<Answer>,
}

/// What the actor writes and everybody reads.
pub(crate) struct Shared {
    pub id: PlanId,
    pub log: Arc<dyn EventLog>,
    pub snapshots: Snapshots,
    /// Size of the last snapshot, in bytes.
    pub snapshot_size: AtomicU64,
    /// The confirmed state: durable, hence visible.
    pub state: RwLock<Projection>,
    pub tail: RwLock<VecDeque<Arc<Committed>>>,
    past: Mutex<VecDeque<Arc<Projection>>>,
    /// Made at the first question, kept up at each.
    search: Mutex<Option<Index>>,
    /// Counted at the first question, kept up at each.
    tallies: Mutex<Option<Tallies>>,
    /// The public page, as it was when somebody asked for it last.
    pub public: Mutex<Option<Arc<PublicPage>>>,
    pub head: watch::Sender<u64>,
    pub damaged_at: RwLock<Option<u64>>,
    pub inbox: mpsc::Sender<Submission>,
}

/// An open plan. Cheap to clone; the plan stays open while one is held.
#[derive(Clone)]
pub struct PlanHandle {
    pub(crate) shared: Arc<Shared>,
}

impl Shared {
    pub fn new(
        id: PlanId,
        log: Arc<dyn EventLog>,
        snapshots: Snapshots,
        (state, snapshot_size): (Projection, u64),
        damaged_at: Option<u64>,
        inbox: mpsc::Sender<Submission>,
    ) -> Self {
        Self {
            id,
            log,
            snapshots,
            snapshot_size: snapshot_size.into(),
            head: watch::Sender::new(state.head()),
            state: RwLock::new(state),
            tail: RwLock::default(),
            past: Mutex::default(),
            search: Mutex::default(),
            tallies: Mutex::default(),
            public: Mutex::default(),
            damaged_at: RwLock::new(damaged_at),
            inbox,
        }
    }

    /// Makes durable events visible: state first, then the wake-up.
    pub fn publish(&self, events: Vec<Arc<Committed>>) {
        let Some(last) = events.last().map(|e| e.event.seq) else { return };
        {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
            for event in events {
                state.apply(&event.event);
                tail.push_back(event);
            }
            let surplus = tail.len().saturating_sub(TAIL_EVENTS);
            tail.drain(..surplus);
        }
        self.head.send_replace(last);
    }
}

impl PlanHandle {
    #[must_use]
    pub fn id(&self) -> PlanId {
        self.shared.id
    }

    /// A wake-up with the number of the last visible event.
    #[must_use]
    pub fn head(&self) -> watch::Receiver<u64> {
        self.shared.head.subscribe()
    }

    /// Looks at the present. Keep it short: the plan's writer waits.
    pub fn read<T>(&self, look: impl FnOnce(&Projection) -> T) -> T {
        look(&self.shared.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The first event that cannot be read, where the log is damaged; the plan ends before it.
    #[must_use]
    pub fn damaged_at(&self) -> Option<u64> {
        *self.shared.damaged_at.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to `limit` visible events from a number on, in order.
    ///
    /// # Errors
    /// The log's.
    pub fn events(&self, from: u64, limit: usize) -> Result<Vec<Arc<Committed>>, ReplayError> {
        let from = from.max(1);
        let head = *self.shared.head.borrow();
        if from > head {
            return Ok(Vec::new());
        }
        {
            let tail = self.shared.tail.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(first) = tail.front().map(|e| e.event.seq).filter(|first| *first <= from) {
                let skip = usize::try_from(from - first).unwrap_or(usize::MAX);
                return Ok(tail.iter().skip(skip).take(limit).cloned().collect());
            }
        }
        let within = usize::try_from(head - from + 1).unwrap_or(limit);
        let page = self.shared.log.read(self.shared.id.into(), from, limit.min(within))?;
        page.records.iter().map(|r| Committed::from_record(r).map(Arc::new)).collect()
    }

    /// Why some visible events happened, by their numbers, where it was said. It reads the log: ask away from
    /// the threads that serve sockets.
    ///
    /// # Errors
    /// The log's.
    pub fn reasons(&self, seqs: &[u64]) -> Result<BTreeMap<u64, String>, ReplayError> {
        let mut reasons = BTreeMap::new();
        for seq in seqs {
            let event = self.events(*seq, 1)?.pop().map(|committed| committed.event.clone());
            reasons.extend(event.and_then(|event| Some((event.seq, event.reason?))));
        }
        Ok(reasons)
    }

    /// The state after the event `seq`, or the present where `seq` lies ahead.
    ///
    /// # Errors
    /// The log's, or [`ReadError::Unavailable`] when the task is cut off.
    pub async fn at(&self, seq: u64) -> Result<Arc<Projection>, ReplayError> {
        let shared = self.shared.clone();
        let cut_off = |_| ReplayError::Read(ReadError::Unavailable("cut off".into()));
        tokio::task::spawn_blocking(move || shared.past_state(seq)).await.map_err(cut_off)?
    }

    /// Searches the present. It takes the processor: ask away from the threads that serve sockets.
    ///
    /// # Errors
    /// The log's, where the index lies far behind.
    pub fn search(&self, question: &Question) -> Result<Found, ReplayError> {
        let mut kept = self.shared.search.lock().unwrap_or_else(PoisonError::into_inner);
        // From a copy, as the plan's writer does not wait for an index.
        let index = kept.get_or_insert_with(|| Index::of(&self.read(|now| now.plan.clone())));
        self.catch_up(index)?;
        let ranked = index.rank(question);
        Ok(self.read(|now| ranked.page(&now.plan)))
    }

    /// Takes in what has happened since the index was asked last.
    fn catch_up(&self, index: &mut Index) -> Result<(), ReplayError> {
        loop {
            let events = self.events(index.seq() + 1, CATCH_UP)?;
            if events.is_empty() {
                return Ok(());
            }
            self.read(|now| {
                let facts = events.iter().map(|committed| &committed.event.fact);
                let names: BTreeSet<_> = facts.flat_map(|fact| fact.touches(&now.plan)).collect();
                let upto = events.last().map_or(0, |last| last.event.seq);
                index.update(&now.plan, names, upto);
            });
        }
    }

    /// The present figures of one dimension; `None` where the audience sees no such thing. It takes the
    /// processor: ask away from the threads that serve sockets.
    ///
    /// # Errors
    /// The log's, where the figures lie far behind.
    pub fn board(
        &self,
        dim: &Dim,
        audience: Audience,
        day: &Day,
    ) -> Result<Option<Board>, ReplayError> {
        self.counted(|tallies, plan| tallies.board(plan, dim, audience, day))
    }

    /// Looks at the present and at its figures, which are brought up to it first.
    pub(crate) fn counted<T>(&self, look: impl Fn(&Tallies, &Plan) -> T) -> Result<T, ReplayError> {
        let mut kept = self.shared.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        // From a copy, as the plan's writer does not wait for a count.
        let tallies = kept.get_or_insert_with(|| Tallies::of(&self.read(|now| now.plan.clone())));
        loop {
            let events = self.events(tallies.seq() + 1, CATCH_UP)?;
            let answer = self.read(|now| {
                tallies.take_in(&now.plan, &events);
                (tallies.seq() == now.head()).then(|| look(tallies, &now.plan))
            });
            if let Some(looked) = answer {
                return Ok(looked);
            }
        }
    }

    /// Sends a command and waits for what becomes of it.
    pub async fn submit(
        &self,
        actor: AccountId,
        id: Uuid,
        request: Request,
        reason: Option<String>,
    ) -> Answer {
        let (reply, answer) = oneshot::channel();
        let submission = Submission { actor, id, request, reason, reply };
        match self.shared.inbox.try_send(submission) {
            Ok(()) => answer.await.unwrap_or(Answer::Unknown),
            Err(mpsc::error::TrySendError::Full(_)) => Answer::Busy,
            Err(mpsc::error::TrySendError::Closed(_)) => Answer::Unavailable,
        }
    }
}

impl Shared {
    fn past_state(&self, seq: u64) -> Result<Arc<Projection>, ReplayError> {
        let seq = seq.min(*self.head.borrow());
        if let Some(known) = self.remembered(|state| state.head() == seq) {
            return Ok(known);
        }
        let near = self.remembered(|state| state.head() < seq && seq - state.head() < 4096);
        let mut state = match near {
            Some(near) => (*near).clone(),
            None => snapshots::base(&*self.log, &self.snapshots, self.id.into(), seq).0,
        };
        replay::replay(&self.log, self.id.into(), &mut state, seq, |_, _| {})?;
        let state = Arc::new(state);
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        past.push_front(state.clone());
        past.truncate(PAST_STATES);
        Ok(state)
    }

    fn remembered(&self, fits: impl Fn(&Projection) -> bool) -> Option<Arc<Projection>> {
        let past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        past.iter().filter(|s| fits(s)).max_by_key(|s| s.head()).cloned()
    }
}
