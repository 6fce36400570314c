//! Frames of the live socket: JSON text, tagged by `t`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Raw;

/// What a client sends. Read with [`ClientFrame::parse`]: a tagged enum cannot hold raw JSON while it is read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ClientFrame {
    Hello(Hello),
    Command(CommandFrame),
    Presence(PresenceUpdate),
    /// Answers a clock frame.
    Alive {},
}

/// The first frame (S2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hello {
    pub protocol: u16,
    /// The client's text schema.
    pub schema: u16,
    /// The epoch of the log the client has seen; with `after`, where to resume.
    #[serde(default)]
    pub epoch: Option<Uuid>,
    /// Number of the last event the client has.
    #[serde(default)]
    pub after: Option<u64>,
    /// Whether the client takes the parts of a snapshot packed (S3).
    #[serde(default)]
    pub packed: bool,
}

/// A command (S5). The id covers the exact bytes of name, body and reason (S18).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CommandFrame {
    pub id: Uuid,
    /// `concept.name`, or `undo`.
    pub name: String,
    #[schemars(with = "serde_json::Value")]
    pub body: Raw,
    /// Why, in the sender's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The body of the command `undo`: takes back what one's own command did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoBody {
    pub command: Uuid,
}

/// Where a person is (S10, S17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PresenceUpdate {
    /// The page: only who is at the same one is told.
    pub at: String,
    /// What has the focus there.
    #[serde(default)]
    pub focus: Option<String>,
}

/// What the server sends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
#[serde(bound(
    serialize = "R: Serialize, F: Serialize",
    deserialize = "R: Deserialize<'de>, F: Deserialize<'de>"
))]
#[schemars(rename = "ServerFrame")]
pub enum ServerFrame<R = Raw, F = Raw> {
    Welcome(Welcome),
    /// Names to show for accounts; replaces what was sent before.
    People {
        people: Vec<Person>,
    },
    /// What this account may do, after its roles changed; replaces what `welcome` said.
    Rights {
        may: Vec<String>,
    },
    Snapshot(SnapshotPart<R>),
    Events(Events<R, F>),
    Result(CommandResult),
    Presence(Presence),
    /// The server's clock, in milliseconds since the Unix epoch (S11).
    Clock {
        now: i64,
    },
    /// A frame that could not be taken; the connection stays.
    Error(Refused),
}

/// The answer to a hello.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Welcome {
    pub plan: Uuid,
    /// Changes only if the log itself was replaced (S3).
    pub epoch: Uuid,
    /// Number of the plan's last event.
    pub head: u64,
    /// The server's clock, in milliseconds since the Unix epoch.
    pub now: i64,
    pub account: Person,
    /// This connection, as presence names it.
    pub connection: u64,
    /// What this account may do, by the names of the rights table that need no scope.
    pub may: Vec<String>,
    /// Set where the log is damaged: the plan is read-only and ends before this number.
    pub damaged_at: Option<u64>,
}

/// A name to show for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    pub id: Uuid,
    /// Empty where nothing is known of them any more: an account that was erased.
    pub label: String,
    /// Someone who has left the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
}

/// What is said of someone who has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Former {
    /// The partner they last worked for.
    pub partner: Option<Uuid>,
}

/// A part of all records at one moment (S3). The first part replaces what the client has.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SnapshotPart")]
pub struct SnapshotPart<R = Raw> {
    pub seq: u64,
    pub part: u32,
    pub parts: u32,
    pub records: Vec<R>,
}

/// Events `from..=to` with the records they changed, whole, at least as new as `to` (S4).
/// Events this reader may not see are left out; the range still moves the cursor (S16).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "EventsFrame")]
pub struct Events<R = Raw, F = Raw> {
    pub from: u64,
    pub to: u64,
    pub events: Vec<EventLine<F>>,
    pub records: Vec<R>,
    pub removed: Vec<RecordName>,
}

/// One event: who, when, what, why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(bound(deserialize = "F: Deserialize<'de>"))]
#[schemars(rename = "EventLine")]
pub struct EventLine<F = Raw> {
    pub seq: u64,
    /// Milliseconds since the Unix epoch.
    pub time: i64,
    pub actor: Uuid,
    /// The command that wrote it.
    pub command: Uuid,
    /// The command it takes back, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Uuid>,
    /// `concept.name`.
    pub kind: String,
    /// The record it is about.
    pub about: RecordName,
    /// What happened, as the log has it; left out for those who may not read all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<F>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A record's name.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct RecordName {
    pub kind: String,
    pub id: Uuid,
}

/// What became of a command (S5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommandResult {
    pub id: Uuid,
    #[serde(flatten)]
    pub outcome: CommandOutcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommandOutcome {
    Ok(Accepted),
    Refused(Refused),
}

/// Done, durably; true of every event up to `seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    pub seq: u64,
}

/// Not done. `retry` means: nothing is known against it, send the same id again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refused {
    /// A stable word; the list is in `docs/SYNC.md`.
    pub code: String,
    /// For programs and logs; the interface says it in the person's language.
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retry: bool,
}

/// Who is at the same page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Presence {
    pub at: String,
    pub here: Vec<Present>,
    /// How many there are in all; `here` is bounded.
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Present {
    pub connection: u64,
    pub account: Uuid,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
}

/// Why the server closed a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The server could not go on with this socket; the client comes back where it was.
    Failed = 1011,
    /// The server restarts; the reason is a number of milliseconds to wait before coming back (S12).
    Restarting = 1012,
    /// The first frame is no hello, the protocol is not this one, or too many frames made no sense.
    BadHello = 4400,
    /// The session ended.
    SignedOut = 4401,
    /// The plan is no longer this account's to read.
    Gone = 4403,
    /// No hello in time, or no answer to clocks.
    Silent = 4408,
    /// A frame over the limit.
    TooLarge = 4413,
    /// The client's texts are of an older schema: reload.
    Outdated = 4426,
    /// Too many commands, after refusals that said so.
    TooMany = 4429,
}

/// Only the tag of a frame.
#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(borrow)]
    t: std::borrow::Cow<'a, str>,
}

fn tag(text: &str) -> Result<std::borrow::Cow<'_, str>, serde_json::Error> {
    serde_json::from_str::<Tag<'_>>(text).map(|tag| tag.t)
}

fn unknown_tag<T>(tag: &str) -> Result<T, serde_json::Error> {
    Err(serde::de::Error::custom(format_args!("unknown frame `{tag}`")))
}

impl ClientFrame {
    /// Reads a frame.
    ///
    /// # Errors
    /// The parser's, which names the field.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        match &*tag(text)? {
            "hello" => serde_json::from_str(text).map(Self::Hello),
            "command" => serde_json::from_str(text).map(Self::Command),
            "presence" => serde_json::from_str(text).map(Self::Presence),
            "alive" => Ok(Self::Alive {}),
            other => unknown_tag(other),
        }
    }
}

impl ServerFrame {
    /// Reads a frame.
    ///
    /// # Errors
    /// The parser's, which names the field.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct People {
            people: Vec<Person>,
        }
        #[derive(Deserialize)]
        struct Rights {
            may: Vec<String>,
        }
        #[derive(Deserialize)]
        struct Clock {
            now: i64,
        }
        match &*tag(text)? {
            "welcome" => serde_json::from_str(text).map(Self::Welcome),
            "people" => serde_json::from_str(text).map(|People { people }| Self::People { people }),
            "rights" => serde_json::from_str(text).map(|Rights { may }| Self::Rights { may }),
            "snapshot" => serde_json::from_str(text).map(Self::Snapshot),
            "events" => serde_json::from_str(text).map(Self::Events),
            "result" => serde_json::from_str(text).map(Self::Result),
            "presence" => serde_json::from_str(text).map(Self::Presence),
            "clock" => serde_json::from_str(text).map(|Clock { now }| Self::Clock { now }),
            "error" => serde_json::from_str(text).map(Self::Error),
            other => unknown_tag(other),
        }
    }
}
