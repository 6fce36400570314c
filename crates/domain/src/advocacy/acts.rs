//! What is wanted of an advocacy, and what happened to it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AdvocacyKind, Answer, Reminder, name};
use crate::{
    AdvocacyId, DecidedIn, EditionId, RecommendationId, RecordRef, recommendation::Addressee,
    value::Day,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum AdvocacyCommand {
    Draft {
        advocacy: AdvocacyId,
        kind: AdvocacyKind,
        title: String,
        addressees: Vec<Addressee>,
        #[serde(default)]
        text: String,
        #[serde(default)]
        edition: Option<EditionId>,
        #[serde(default)]
        recommendations: Vec<RecommendationId>,
    },
    Rename {
        advocacy: AdvocacyId,
        title: String,
    },
    Reword {
        advocacy: AdvocacyId,
        text: String,
    },
    Address {
        advocacy: AdvocacyId,
        addressees: Vec<Addressee>,
    },
    /// All that it asks for, in order.
    Choose {
        advocacy: AdvocacyId,
        recommendations: Vec<RecommendationId>,
    },
    /// Sends with it the recommendations that were validated and not sent yet.
    Send {
        advocacy: AdvocacyId,
        day: Day,
        #[serde(default)]
        answer_due: Option<Day>,
        #[serde(default)]
        decided: Option<DecidedIn>,
    },
    SetAnswerDue {
        advocacy: AdvocacyId,
        answer_due: Option<Day>,
    },
    /// Also the answer to those of its recommendations that are named and wait for one.
    RecordAnswer {
        advocacy: AdvocacyId,
        answer: Answer,
        #[serde(default)]
        recommendations: BTreeSet<RecommendationId>,
    },
    Remind {
        advocacy: AdvocacyId,
        day: Day,
        #[serde(default)]
        words: String,
    },
    /// Wants a reason, and that the day of the answer has passed.
    GiveUp {
        advocacy: AdvocacyId,
    },
    Close {
        advocacy: AdvocacyId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AdvocacyFact {
    Drafted {
        advocacy: AdvocacyId,
        kind: AdvocacyKind,
        title: String,
        text: String,
        edition: Option<EditionId>,
        addressees: Vec<Addressee>,
        recommendations: Vec<RecommendationId>,
    },
    Renamed {
        advocacy: AdvocacyId,
        from: String,
        to: String,
    },
    Reworded {
        advocacy: AdvocacyId,
        /// Early logs do not say what it replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        to: String,
    },
    Addressed {
        advocacy: AdvocacyId,
        /// Early logs do not say what it replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Vec<Addressee>>,
        to: Vec<Addressee>,
    },
    Chosen {
        advocacy: AdvocacyId,
        /// Early logs do not say what it replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Vec<RecommendationId>>,
        to: Vec<RecommendationId>,
    },
    /// What is sent is what the recommendations say at this moment.
    Sent {
        advocacy: AdvocacyId,
        day: Day,
        answer_due: Option<Day>,
        decided: Option<DecidedIn>,
    },
    AnswerDueSet {
        advocacy: AdvocacyId,
        from: Option<Day>,
        to: Option<Day>,
    },
    AnswerRecorded {
        advocacy: AdvocacyId,
        answer: Answer,
    },
    Reminded {
        advocacy: AdvocacyId,
        reminder: Reminder,
    },
    LeftUnanswered {
        advocacy: AdvocacyId,
    },
    Closed {
        advocacy: AdvocacyId,
    },
}

impl AdvocacyFact {
    /// The advocacy it is about.
    #[must_use]
    pub fn advocacy(&self) -> AdvocacyId {
        match self {
            Self::Drafted { advocacy, .. }
            | Self::Renamed { advocacy, .. }
            | Self::Reworded { advocacy, .. }
            | Self::Addressed { advocacy, .. }
            | Self::Chosen { advocacy, .. }
            | Self::Sent { advocacy, .. }
            | Self::AnswerDueSet { advocacy, .. }
            | Self::AnswerRecorded { advocacy, .. }
            | Self::Reminded { advocacy, .. }
            | Self::LeftUnanswered { advocacy }
            | Self::Closed { advocacy } => *advocacy,
        }
    }

    pub(crate) fn touches(&self) -> Vec<RecordRef> {
        vec![name(self.advocacy())]
    }
}
