//! Requests for expertise: what the field or society asks the network, whom it mobilises, what it answers.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AccountId, AxisId, Event, ExpertiseId, PartnerId, Plan, SpaceId, ThemeId, value::Day};

mod decide;
mod undo;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expertise {
    pub id: ExpertiseId,
    /// By which people call it, in the order of receiving.
    pub number: u32,
    pub origin: Origin,
    pub question: String,
    /// What it comes out of, in people's words.
    pub context: String,
    pub urgency: Urgency,
    pub axis: Option<AxisId>,
    pub themes: BTreeSet<ThemeId>,
    /// The space that looks after it.
    pub space: Option<SpaceId>,
    /// Who asks, or passes on what others ask.
    pub partner: Option<PartnerId>,
    /// When the answer is wanted.
    pub due: Option<Day>,
    /// Who works on the answer.
    pub mobilised: BTreeSet<PartnerId>,
    pub answer: Option<String>,
    pub state: ExpertiseState,
    /// When it came into each state, in milliseconds since the Unix epoch.
    pub received_at: i64,
    pub qualified_at: Option<i64>,
    pub mobilised_at: Option<i64>,
    pub answered_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub changed_by: AccountId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Who works with people asks.
    Field,
    /// What happens in society asks.
    Society,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    Low,
    #[default]
    Normal,
    High,
}

/// received → qualified → mobilised → answered → closed; before anybody is mobilised it may be closed as
/// out of scope.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ExpertiseState {
    Received,
    Qualified,
    Mobilised,
    Answered,
    Closed,
}

/// How a request is taken: how urgent, until when, by which space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    pub urgency: Urgency,
    #[serde(default)]
    pub due: Option<Day>,
    #[serde(default)]
    pub space: Option<SpaceId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum ExpertiseCommand {
    Receive {
        expertise: ExpertiseId,
        origin: Origin,
        question: String,
        #[serde(default)]
        context: String,
        #[serde(default)]
        urgency: Urgency,
        #[serde(default)]
        axis: Option<AxisId>,
        #[serde(default)]
        themes: BTreeSet<ThemeId>,
        #[serde(default)]
        space: Option<SpaceId>,
        #[serde(default)]
        partner: Option<PartnerId>,
        #[serde(default)]
        due: Option<Day>,
    },
    /// Until it is answered: an answer is to what was asked.
    Reword {
        expertise: ExpertiseId,
        question: String,
    },
    Qualify {
        expertise: ExpertiseId,
        to: Qualification,
    },
    /// At first, or more of them.
    Mobilise {
        expertise: ExpertiseId,
        partners: BTreeSet<PartnerId>,
    },
    /// The last one stays.
    Release {
        expertise: ExpertiseId,
        partner: PartnerId,
    },
    Answer {
        expertise: ExpertiseId,
        answer: String,
    },
    CorrectAnswer {
        expertise: ExpertiseId,
        answer: String,
    },
    SetDue {
        expertise: ExpertiseId,
        due: Option<Day>,
    },
    /// Wants a reason unless it was answered.
    Close {
        expertise: ExpertiseId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ExpertiseFact {
    Received {
        expertise: ExpertiseId,
        origin: Origin,
        question: String,
        context: String,
        urgency: Urgency,
        axis: Option<AxisId>,
        themes: BTreeSet<ThemeId>,
        space: Option<SpaceId>,
        partner: Option<PartnerId>,
        due: Option<Day>,
    },
    Reworded {
        expertise: ExpertiseId,
        from: String,
        to: String,
    },
    Qualified {
        expertise: ExpertiseId,
        from: Qualification,
        to: Qualification,
    },
    Mobilised {
        expertise: ExpertiseId,
        partners: BTreeSet<PartnerId>,
    },
    Released {
        expertise: ExpertiseId,
        partner: PartnerId,
    },
    Answered {
        expertise: ExpertiseId,
        answer: String,
    },
    AnswerCorrected {
        expertise: ExpertiseId,
        /// Early logs do not say what it replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        to: String,
    },
    DueSet {
        expertise: ExpertiseId,
        from: Option<Day>,
        to: Option<Day>,
    },
    Closed {
        expertise: ExpertiseId,
    },
}

impl ExpertiseFact {
    /// The request it is about.
    #[must_use]
    pub fn expertise(&self) -> ExpertiseId {
        match self {
            Self::Received { expertise, .. }
            | Self::Reworded { expertise, .. }
            | Self::Qualified { expertise, .. }
            | Self::Mobilised { expertise, .. }
            | Self::Released { expertise, .. }
            | Self::Answered { expertise, .. }
            | Self::AnswerCorrected { expertise, .. }
            | Self::DueSet { expertise, .. }
            | Self::Closed { expertise } => *expertise,
        }
    }
}

impl Plan {
    pub(crate) fn evolve_expertise(&mut self, fact: &ExpertiseFact, event: &Event) {
        use ExpertiseFact as F;
        use ExpertiseState as S;
        if matches!(fact, F::Received { .. }) {
            return self.evolve_received(fact, event);
        }
        let Some(now) = self.expertise.get_mut(&fact.expertise()) else { return };
        now.changed_by = event.actor;
        let at = Some(event.time);
        match fact {
            F::Received { .. } => {}
            F::Reworded { to, .. } => now.question.clone_from(to),
            F::Qualified { to, .. } => {
                (now.urgency, now.due, now.space) = (to.urgency, to.due.clone(), to.space);
                (now.state, now.qualified_at) = (S::Qualified, at);
            }
            // Who joins later changes nothing about when the network reacted.
            F::Mobilised { partners, .. } => {
                now.mobilised.extend(partners);
                (now.state, now.mobilised_at) = (S::Mobilised, now.mobilised_at.or(at));
            }
            F::Released { partner, .. } => drop(now.mobilised.remove(partner)),
            F::Answered { answer, .. } => {
                now.answer = Some(answer.clone());
                (now.state, now.answered_at) = (S::Answered, at);
            }
            F::AnswerCorrected { to, .. } => now.answer = Some(to.clone()),
            F::DueSet { to, .. } => now.due.clone_from(to),
            F::Closed { .. } => (now.state, now.closed_at) = (S::Closed, at),
        }
    }

    fn evolve_received(&mut self, fact: &ExpertiseFact, event: &Event) {
        let ExpertiseFact::Received {
            expertise,
            origin,
            question,
            context,
            urgency,
            axis,
            themes,
            space,
            partner,
            due,
        } = fact
        else {
            return;
        };
        self.numbers.expertise += 1;
        let received = Expertise {
            id: *expertise,
            number: self.numbers.expertise,
            origin: *origin,
            question: question.clone(),
            context: context.clone(),
            urgency: *urgency,
            axis: *axis,
            themes: themes.clone(),
            space: *space,
            partner: *partner,
            due: due.clone(),
            mobilised: BTreeSet::new(),
            answer: None,
            state: ExpertiseState::Received,
            received_at: event.time,
            qualified_at: None,
            mobilised_at: None,
            answered_at: None,
            closed_at: None,
            changed_by: event.actor,
        };
        self.expertise.insert(*expertise, received);
    }
}
