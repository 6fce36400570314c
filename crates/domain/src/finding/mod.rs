//! Findings: what the network holds to be so, who agrees, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AxisId, DecidedIn, EditionId, Event, FindingId, PartnerId, Plan, RecordKind,
    RecordRef, SpaceId, ThemeId, value::Day,
};

mod decide;

/// Settlements that a finding remembers; all of them are in its history.
const SETTLEMENTS: usize = 20;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    pub id: FindingId,
    /// By which people call it, in the order of recording.
    pub number: u32,
    pub statement: String,
    pub tags: Tags,
    /// The edition that it belongs to now.
    pub edition: Option<EditionId>,
    /// The edition that it was taken over from.
    pub inherited_from: Option<EditionId>,
    /// Who brought it in.
    pub partner: Option<PartnerId>,
    pub state: FindingState,
    pub stances: BTreeMap<PartnerId, Stance>,
    /// The latest ones, oldest first.
    pub settlements: Vec<Settlement>,
    /// Number of the last event that changed what stands on it has to hold against: an update, or its end.
    pub changed_at: Option<u64>,
    /// Who changed it last: only they may take that change back.
    pub changed_by: AccountId,
}

/// What a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Tags {
    pub axis: Option<AxisId>,
    pub themes: BTreeSet<ThemeId>,
    /// INS codes.
    pub communes: BTreeSet<String>,
    /// The public concerned, in people's words.
    pub public: String,
    /// The year it speaks of.
    pub year: Option<u16>,
    /// The space that looks after it.
    pub space: Option<SpaceId>,
}

/// recorded or inherited → under review → upheld, updated or obsolete; a settled one may be put under
/// review again.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FindingState {
    Recorded,
    Inherited,
    UnderReview,
    Upheld,
    Updated,
    Obsolete,
}

/// What a partner thinks of a finding, and since which event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stance {
    pub opinion: Opinion,
    pub at: u64,
    pub by: AccountId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    pub position: Position,
    /// Wanted from whoever does not simply agree.
    #[serde(default)]
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    Agrees,
    Nuances,
    Contests,
}

/// How and where a review ended; why is with the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Settlement {
    pub outcome: Outcome,
    pub decided: Option<DecidedIn>,
    /// Number of the event.
    pub at: u64,
    pub day: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Upheld,
    Updated,
    Obsolete,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum FindingCommand {
    Record {
        finding: FindingId,
        statement: String,
        #[serde(default)]
        tags: Tags,
        #[serde(default)]
        edition: Option<EditionId>,
        #[serde(default)]
        partner: Option<PartnerId>,
    },
    /// Before it is settled; afterwards, settling it anew updates it.
    Reword {
        finding: FindingId,
        statement: String,
    },
    Retag {
        finding: FindingId,
        tags: Tags,
    },
    /// Puts it under review. Wants a reason.
    Review {
        finding: FindingId,
    },
    /// Ends the review. Wants a reason, and new words where it is updated.
    Settle {
        finding: FindingId,
        outcome: Outcome,
        #[serde(default)]
        statement: Option<String>,
        #[serde(default)]
        decided: Option<DecidedIn>,
    },
    TakeStance {
        finding: FindingId,
        partner: PartnerId,
        opinion: Opinion,
    },
    WithdrawStance {
        finding: FindingId,
        partner: PartnerId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FindingFact {
    Recorded {
        finding: FindingId,
        statement: String,
        tags: Tags,
        edition: Option<EditionId>,
        partner: Option<PartnerId>,
    },
    Reworded {
        finding: FindingId,
        to: String,
    },
    Retagged {
        finding: FindingId,
        from: Tags,
        to: Tags,
    },
    ReviewStarted {
        finding: FindingId,
    },
    Upheld {
        finding: FindingId,
        decided: Option<DecidedIn>,
    },
    Updated {
        finding: FindingId,
        statement: String,
        decided: Option<DecidedIn>,
    },
    MadeObsolete {
        finding: FindingId,
        decided: Option<DecidedIn>,
    },
    StanceTaken {
        finding: FindingId,
        partner: PartnerId,
        from: Option<Opinion>,
        to: Opinion,
    },
    StanceWithdrawn {
        finding: FindingId,
        partner: PartnerId,
        from: Opinion,
    },
    /// Taken over by an edition from the one that it renews.
    Inherited {
        finding: FindingId,
        from: Option<EditionId>,
        edition: EditionId,
    },
}

impl FindingFact {
    /// The finding it is about.
    #[must_use]
    pub fn finding(&self) -> FindingId {
        match self {
            Self::Recorded { finding, .. }
            | Self::Reworded { finding, .. }
            | Self::Retagged { finding, .. }
            | Self::ReviewStarted { finding }
            | Self::Upheld { finding, .. }
            | Self::Updated { finding, .. }
            | Self::MadeObsolete { finding, .. }
            | Self::StanceTaken { finding, .. }
            | Self::StanceWithdrawn { finding, .. }
            | Self::Inherited { finding, .. } => *finding,
        }
    }

    /// The finding; where its state changes, its evidence too, which is seen with it; and where what it says
    /// changes, everything that stands on it, which is flagged.
    pub(crate) fn touches(&self, plan: &Plan) -> Vec<RecordRef> {
        let finding = RecordRef::new(RecordKind::Finding, self.finding());
        let mut refs = vec![finding];
        match self {
            Self::Updated { .. } | Self::MadeObsolete { .. } => {
                refs.extend(plan.chain.everything_above(finding));
            }
            Self::ReviewStarted { .. } | Self::Upheld { .. } | Self::Inherited { .. } => {
                let above = plan.chain.above(finding);
                refs.extend(above.filter(|name| name.kind == RecordKind::Evidence));
            }
            _ => {}
        }
        refs
    }
}

impl Plan {
    pub(crate) fn evolve_finding(&mut self, fact: &FindingFact, event: &Event) {
        use FindingFact as F;
        if let F::Recorded { finding: id, statement, tags, edition, partner } = fact {
            self.numbers.finding += 1;
            let finding = Finding {
                id: *id,
                number: self.numbers.finding,
                statement: statement.clone(),
                tags: tags.clone(),
                edition: *edition,
                inherited_from: None,
                partner: *partner,
                state: FindingState::Recorded,
                stances: BTreeMap::new(),
                settlements: Vec::new(),
                changed_at: None,
                changed_by: event.actor,
            };
            self.findings.insert(*id, finding);
            return;
        }
        let Some(finding) = self.findings.get_mut(&fact.finding()) else { return };
        finding.changed_by = event.actor;
        match fact {
            F::Recorded { .. } => {}
            F::Reworded { to, .. } => finding.statement.clone_from(to),
            F::Retagged { to, .. } => finding.tags.clone_from(to),
            F::ReviewStarted { .. } => finding.state = FindingState::UnderReview,
            F::Upheld { decided, .. } => finding.settle(Outcome::Upheld, *decided, event),
            F::Updated { statement, decided, .. } => {
                finding.statement.clone_from(statement);
                finding.settle(Outcome::Updated, *decided, event);
            }
            F::MadeObsolete { decided, .. } => finding.settle(Outcome::Obsolete, *decided, event),
            F::StanceTaken { partner, to, .. } => {
                let stance = Stance { opinion: to.clone(), at: event.seq, by: event.actor };
                finding.stances.insert(*partner, stance);
            }
            F::StanceWithdrawn { partner, .. } => {
                finding.stances.remove(partner);
            }
            F::Inherited { from, edition, .. } => {
                finding.inherited_from = *from;
                finding.edition = Some(*edition);
                finding.state = FindingState::Inherited;
            }
        }
    }
}

impl Finding {
    fn settle(&mut self, outcome: Outcome, decided: Option<DecidedIn>, event: &Event) {
        self.state = match outcome {
            Outcome::Upheld => FindingState::Upheld,
            Outcome::Updated => FindingState::Updated,
            Outcome::Obsolete => FindingState::Obsolete,
        };
        if outcome != Outcome::Upheld {
            self.changed_at = Some(event.seq);
        }
        let day = Day::of_millis(event.time);
        self.settlements.push(Settlement { outcome, decided, at: event.seq, day });
        let surplus = self.settlements.len().saturating_sub(SETTLEMENTS);
        self.settlements.drain(..surplus);
    }
}
