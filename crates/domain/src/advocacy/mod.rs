//! Advocacy: what the network says to politicians with its recommendations, as they stood when it was sent,
//! and what comes back.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AdvocacyId, AnswerId, DecidedIn, EditionId, FindingId, RecommendationId, RecordKind,
    RecordRef,
    recommendation::{Addressee, Concerns, RecommendationState},
    value::Day,
};

mod acts;
mod decide;
mod evolve;
mod undo;

pub use acts::{AdvocacyCommand, AdvocacyFact};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Advocacy {
    pub id: AdvocacyId,
    /// By which people call it, in the order of drafting.
    pub number: u32,
    pub kind: AdvocacyKind,
    pub title: String,
    /// What is said besides the recommendations.
    pub text: String,
    pub edition: Option<EditionId>,
    pub addressees: Vec<Addressee>,
    /// What it asks for, in its order.
    pub recommendations: Vec<Chosen>,
    pub state: AdvocacyState,
    pub sent: Option<Sent>,
    /// When an answer is expected at the latest.
    pub answer_due: Option<Day>,
    pub answers: Vec<Answer>,
    pub reminders: Vec<Reminder>,
    /// Where it was decided to send it.
    pub decided: Option<DecidedIn>,
    /// The changes of findings against which the draft was confirmed.
    pub confirmed: BTreeMap<FindingId, u64>,
    pub changed_by: AccountId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdvocacyKind {
    Memorandum,
    /// A question put to those who govern.
    Interpellation,
    Letter,
}

/// A recommendation that it asks for, and the number of the event that chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chosen {
    pub recommendation: RecommendationId,
    pub linked_at: u64,
}

/// draft → sent → answered or unanswered → closed; an answer that comes late is still an answer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AdvocacyState {
    Draft,
    Sent,
    Answered,
    Unanswered,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sent {
    pub day: Day,
    /// Number of the event up to which the recommendations are as they were sent.
    pub pinned_at: u64,
    pub pinned: Vec<Pinned>,
}

/// What a recommendation said when it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pinned {
    pub recommendation: RecommendationId,
    pub number: u32,
    pub title: String,
    pub text: String,
    pub addressee: Addressee,
    pub concerns: Concerns,
    pub deadline: Option<Day>,
    pub state: RecommendationState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub answer: AnswerId,
    /// Which of the addressees, counted from 0.
    pub from: u16,
    pub day: Day,
    pub tone: Tone,
    pub summary: String,
    /// When to come back to it.
    #[serde(default)]
    pub follow_up: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Favourable,
    Partly,
    Unfavourable,
    /// Receipt, and nothing else.
    Acknowledged,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reminder {
    pub day: Day,
    pub words: String,
}

impl Advocacy {
    /// Whether the day of its answer has passed, and one of those it is addressed to has not answered.
    #[must_use]
    pub fn is_silent(&self, today: &Day) -> bool {
        use AdvocacyState::{Answered, Sent};
        let waits = matches!(self.state, Sent | Answered);
        let is_late = self.answer_due.as_ref().is_some_and(|due| due < today);
        let spoke: BTreeSet<_> = self.answers.iter().map(|answer| answer.from).collect();
        waits && is_late && spoke.len() < self.addressees.len()
    }
}

fn name(id: AdvocacyId) -> RecordRef {
    RecordRef::new(RecordKind::Advocacy, id)
}
