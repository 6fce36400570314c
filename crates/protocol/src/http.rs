//! Bodies of HTTP answers and requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Raw,
    live::{EventLine, Person},
};

/// `POST /api/session`: the secret of a one-time link.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub secret: String,
}

/// `GET /api/session`: who is signed in, and what they may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    pub account: Person,
    /// BCP 47 language tag of the person's choice.
    pub language: Option<String>,
    /// Whether they administer the server.
    pub administrator: bool,
    /// Of whoever came by an observer's link: when the link ends. They have no account of their own.
    pub observes_until: Option<i64>,
    pub plans: Vec<PlanSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanSummary {
    pub id: Uuid,
    pub title: String,
    pub head: u64,
}

/// Every record at one moment.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RecordsAt")]
pub struct RecordsAt<R = Raw> {
    pub seq: u64,
    /// Time of that event, in milliseconds since the Unix epoch.
    pub time: i64,
    pub records: Vec<R>,
}

/// What differs between two moments: the records as they are at `seq`, and those that are not there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ChangesAt")]
pub struct ChangesAt<R = Raw> {
    pub from: u64,
    pub seq: u64,
    /// Time of the event `seq`, in milliseconds since the Unix epoch.
    pub time: i64,
    pub records: Vec<R>,
    pub removed: Vec<crate::live::RecordName>,
}

/// A page of events, in order. It covers `from..=to`, of which this reader may not see every event: the
/// next page begins after `to`, the one before it before `from`. An empty range has `to` below `from`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "EventsPage")]
pub struct EventsPage<F = Raw> {
    pub head: u64,
    pub from: u64,
    pub to: u64,
    pub events: Vec<EventLine<F>>,
}

/// The days of the log.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TimelineAnswer")]
pub struct TimelineAnswer<D = Raw> {
    pub head: u64,
    pub days: Vec<D>,
}

/// Those whom the caller may know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct People {
    pub people: Vec<Person>,
}

/// The plans the caller may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plans {
    pub plans: Vec<PlanSummary>,
}

/// The last event a person had seen when they left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    pub seq: u64,
}

/// `POST …/tables/{table}`: a table as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableText {
    /// Made by the sender: the same table under the same id is brought in once.
    pub command: Uuid,
    /// CSV with headings; cells separated by semicolons, commas or tabs.
    pub text: String,
    /// Why, for the history.
    #[serde(default)]
    pub reason: Option<String>,
}

/// `…/calendar`: the link to one's own calendar of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CalendarLink {
    /// When it was made, in milliseconds since the Unix epoch; nothing where there is none.
    pub created: Option<i64>,
    /// Its address, when it has just been made: only a digest of it is kept.
    pub url: Option<String>,
}

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    pub error: crate::live::Refused,
}
