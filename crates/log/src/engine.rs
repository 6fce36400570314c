//! What every engine offers, and the words it answers with.

use std::sync::Arc;

use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// The largest stored record, header and payload together, in bytes.
pub const MAX_RECORD_BYTES: usize = 65_535;
/// The most events one append may carry: an import of a whole plan fits, a runaway does not.
pub const MAX_APPEND_EVENTS: usize = 100_000;
/// The most bytes one append may carry.
pub const MAX_APPEND_BYTES: usize = 64 << 20;

/// An event that has no number yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// When it happened: milliseconds since the Unix epoch.
    pub time: i64,
    /// Who did it.
    pub actor: Uuid,
    /// What belongs together across commands; nil where there is nothing to tie.
    pub correlation: Uuid,
    /// The command or event that brought it about (an undo names what it undoes); nil where none.
    pub causation: Uuid,
    /// What happened, as a stable word; at most 255 bytes of UTF-8.
    pub kind: Arc<str>,
    /// Version of the payload's schema.
    pub schema: u16,
    /// Unpredictable bytes, so that a hash never reveals a guessable payload.
    pub salt: [u8; 16],
    /// The event's content, opaque to the log.
    pub payload: Vec<u8>,
}

/// A stored event: what was appended, with the plan and the number it was given at commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The plan whose log holds it.
    pub plan: Uuid,
    /// Its number in the plan: 1, 2, 3 … without a gap.
    pub seq: u64,
    /// The command that wrote it, with the digest of that command's bytes.
    pub command: CommandKey,
    /// What was appended.
    pub event: NewEvent,
    /// RFC 6962 leaf hash of the stored bytes.
    pub hash: [u8; 32],
}

/// What makes an append idempotent: the same id with the same digest is the same command for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommandKey {
    /// The id its sender made.
    pub id: Uuid,
    /// SHA-256 of the command's exact bytes.
    pub digest: [u8; 32],
}

/// Where the writer believes the plan's log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Wherever it ends.
    Any,
    /// Exactly here; 0 is a plan that does not exist yet.
    Head(u64),
}

/// One all-or-nothing append.
#[derive(Clone, Debug)]
pub struct Append {
    /// The plan whose log grows.
    pub plan: Uuid,
    /// The optimistic check.
    pub expected: Expected,
    /// The idempotency key.
    pub command: CommandKey,
    /// At least one event.
    pub events: Vec<NewEvent>,
}

/// What became of an append. Only [`Outcome::Appended`] and [`Outcome::Replayed`] mean that it is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Written now, as `first..=last`.
    Appended {
        /// Number of its first event.
        first: u64,
        /// Number of its last event.
        last: u64,
    },
    /// Written before, by the same command: the first outcome again.
    Replayed {
        /// Number of its first event.
        first: u64,
        /// Number of its last event.
        last: u64,
    },
    /// The log ends elsewhere.
    Conflict {
        /// Where it ends.
        head: u64,
    },
    /// The command id was used before for other content.
    KeyReused,
    /// Empty, or over a named limit.
    TooLarge,
    /// The plan's log is damaged: it can be read up to the damage and not written.
    Damaged {
        /// The first number that cannot be read.
        seq: u64,
    },
    /// Nothing was written: no space, or the engine is being reopened. The same command may be sent again.
    Unavailable,
    /// The commit failed and whether it is durable is not known; the engine takes no more writes
    /// and the process must end, so that the next start tells by the command id.
    Unknown,
}

/// Events read in one consistent view of the log.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Consecutive records from the number asked for.
    pub records: Vec<Record>,
    /// The plan's last number when the page was read; 0 where the plan does not exist.
    pub head: u64,
}

/// Why a read failed.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The stored bytes do not match their hash, or cannot be parsed.
    #[error("event {seq} of plan {plan} is damaged in storage")]
    Damaged {
        /// The plan.
        plan: Uuid,
        /// The first number that cannot be read.
        seq: u64,
    },
    /// The storage does not answer now.
    #[error("storage is unavailable: {0}")]
    Unavailable(String),
}

/// The engine of the log. Calls that read are short and may block on the disk.
pub trait EventLog: Send + Sync + 'static {
    /// Hands an append to the writer; appends are taken in the order of the calls.
    /// The receiver yields the outcome once it is known; a dropped sender means [`Outcome::Unknown`].
    fn append(&self, append: Append) -> oneshot::Receiver<Outcome>;

    /// Reads up to `limit` consecutive events from number `from` (1 is the first), with the head at that moment.
    /// Stops early rather than hold more than [`MAX_APPEND_BYTES`].
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when the *first* event asked for is damaged (a page ends before later damage).
    fn read(&self, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError>;

    /// What a command wrote, if it did: its key's digest and its first and last number.
    ///
    /// # Errors
    /// [`ReadError::Unavailable`].
    fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, ReadError>;

    /// A wake-up that carries the plan's durable head; its reader then reads.
    fn subscribe(&self, plan: Uuid) -> watch::Receiver<u64>;

    /// Every plan with at least one event, with its head, in the order of the ids.
    ///
    /// # Errors
    /// [`ReadError::Unavailable`].
    fn plans(&self) -> Result<Vec<(Uuid, u64)>, ReadError>;

    /// Resolves when the engine can no longer say what became of a commit and the process must end.
    fn fatal(&self) -> watch::Receiver<bool>;
}

/// What a known command wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandRange {
    /// SHA-256 of the command's bytes.
    pub digest: [u8; 32],
    /// Number of its first event.
    pub first: u64,
    /// Number of its last event.
    pub last: u64,
}
