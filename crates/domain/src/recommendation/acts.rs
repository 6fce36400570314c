//! What is wanted of a recommendation, and what happened to it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Addressee, Concerns, Means, MeansKind, Resource, ResourceKind};
use crate::{
    DecidedIn, EditionId, MeansId, ObjectiveId, PartnerId, Plan, PriorityId, RecommendationId,
    RecordKind, RecordRef, ResourceId, SpaceId,
    value::{Cents, Day},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum RecommendationCommand {
    Draft {
        recommendation: RecommendationId,
        priority: PriorityId,
        title: String,
        text: String,
        addressee: Addressee,
        #[serde(default)]
        carrier: Option<PartnerId>,
        #[serde(default)]
        space: Option<SpaceId>,
        #[serde(default)]
        concerns: Concerns,
        #[serde(default)]
        deadline: Option<Day>,
        #[serde(default)]
        objectives: BTreeSet<ObjectiveId>,
    },
    Rename {
        recommendation: RecommendationId,
        title: String,
    },
    Reword {
        recommendation: RecommendationId,
        text: String,
    },
    Address {
        recommendation: RecommendationId,
        addressee: Addressee,
    },
    Assign {
        recommendation: RecommendationId,
        carrier: Option<PartnerId>,
    },
    SetConcerns {
        recommendation: RecommendationId,
        concerns: Concerns,
    },
    SetDeadline {
        recommendation: RecommendationId,
        deadline: Option<Day>,
    },
    /// Says at which objectives of the decree it aims.
    SetObjectives {
        recommendation: RecommendationId,
        objectives: BTreeSet<ObjectiveId>,
    },
    /// Puts it under another priority of the same edition.
    MoveTo {
        recommendation: RecommendationId,
        priority: PriorityId,
    },
    Propose {
        recommendation: RecommendationId,
    },
    Validate {
        recommendation: RecommendationId,
        #[serde(default)]
        decided: Option<DecidedIn>,
    },
    Send {
        recommendation: RecommendationId,
        day: Day,
    },
    Answer {
        recommendation: RecommendationId,
        words: String,
    },
    Start {
        recommendation: RecommendationId,
    },
    Achieve {
        recommendation: RecommendationId,
    },
    /// Wants a reason.
    Refuse {
        recommendation: RecommendationId,
    },
    /// Gives up on a follow-up. Wants a reason.
    Leave {
        recommendation: RecommendationId,
    },
    Evaluate {
        recommendation: RecommendationId,
        words: String,
    },
    AddMeans {
        recommendation: RecommendationId,
        means: MeansId,
        what: MeansKind,
    },
    ChangeMeans {
        recommendation: RecommendationId,
        means: MeansId,
        what: MeansKind,
    },
    RemoveMeans {
        recommendation: RecommendationId,
        means: MeansId,
    },
    /// Secures a line; of an amount in part, the rest then being a line of its own, still sought.
    SecureMeans {
        recommendation: RecommendationId,
        means: MeansId,
        #[serde(default)]
        part: Option<Part>,
    },
    /// Takes a line for sought again. Wants a reason.
    ReleaseMeans {
        recommendation: RecommendationId,
        means: MeansId,
    },
    AddResource {
        recommendation: RecommendationId,
        resource: ResourceId,
        what: ResourceKind,
    },
    RemoveResource {
        recommendation: RecommendationId,
        resource: ResourceId,
    },
    /// Drafts in an edition what a former one had, under a priority of the new one.
    CarryOver {
        recommendation: RecommendationId,
        from: RecommendationId,
        priority: PriorityId,
    },
}

/// The part of an amount that is secured, and the id of the line that holds the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub amount: Cents,
    pub rest: MeansId,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RecommendationFact {
    Drafted {
        recommendation: RecommendationId,
        edition: EditionId,
        priority: PriorityId,
        title: String,
        text: String,
        addressee: Addressee,
        carrier: Option<PartnerId>,
        space: Option<SpaceId>,
        concerns: Concerns,
        deadline: Option<Day>,
        #[serde(default)]
        objectives: BTreeSet<ObjectiveId>,
    },
    Renamed {
        recommendation: RecommendationId,
        from: String,
        to: String,
    },
    Reworded {
        recommendation: RecommendationId,
        to: String,
    },
    Addressed {
        recommendation: RecommendationId,
        from: Addressee,
        to: Addressee,
    },
    Assigned {
        recommendation: RecommendationId,
        from: Option<PartnerId>,
        to: Option<PartnerId>,
    },
    ConcernsSet {
        recommendation: RecommendationId,
        from: Concerns,
        to: Concerns,
    },
    DeadlineSet {
        recommendation: RecommendationId,
        from: Option<Day>,
        to: Option<Day>,
    },
    ObjectivesSet {
        recommendation: RecommendationId,
        from: BTreeSet<ObjectiveId>,
        to: BTreeSet<ObjectiveId>,
    },
    MovedTo {
        recommendation: RecommendationId,
        from: PriorityId,
        to: PriorityId,
    },
    Proposed {
        recommendation: RecommendationId,
    },
    Validated {
        recommendation: RecommendationId,
        decided: Option<DecidedIn>,
    },
    Sent {
        recommendation: RecommendationId,
        day: Day,
    },
    Answered {
        recommendation: RecommendationId,
        words: String,
    },
    Started {
        recommendation: RecommendationId,
    },
    Achieved {
        recommendation: RecommendationId,
    },
    Refused {
        recommendation: RecommendationId,
    },
    Left {
        recommendation: RecommendationId,
    },
    Evaluated {
        recommendation: RecommendationId,
        words: String,
    },
    MeansAdded {
        recommendation: RecommendationId,
        means: Means,
    },
    MeansChanged {
        recommendation: RecommendationId,
        from: Means,
        to: Means,
    },
    MeansRemoved {
        recommendation: RecommendationId,
        means: Means,
    },
    MeansSecured {
        recommendation: RecommendationId,
        means: MeansId,
        /// What the line says; early logs do not know it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<MeansKind>,
        part: Option<Part>,
    },
    MeansReleased {
        recommendation: RecommendationId,
        means: MeansId,
        /// What the line says; early logs do not know it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<MeansKind>,
    },
    ResourceAdded {
        recommendation: RecommendationId,
        resource: Resource,
    },
    ResourceRemoved {
        recommendation: RecommendationId,
        resource: Resource,
    },
    CarriedOver {
        recommendation: RecommendationId,
        from: RecommendationId,
        priority: PriorityId,
        edition: EditionId,
    },
}

impl RecommendationFact {
    /// The recommendation, and what speaks for it where its own basis changes.
    pub(crate) fn touches(&self, plan: &Plan) -> Vec<RecordRef> {
        let name = RecordRef::new(RecordKind::Recommendation, self.recommendation());
        let mut refs = vec![name];
        if matches!(self, Self::MovedTo { .. }) {
            let above = plan.chain.above(name);
            refs.extend(above.filter(|above| above.kind == RecordKind::Advocacy));
        }
        refs
    }

    /// The recommendation it is about.
    #[must_use]
    pub fn recommendation(&self) -> RecommendationId {
        match self {
            Self::Drafted { recommendation, .. }
            | Self::Renamed { recommendation, .. }
            | Self::Reworded { recommendation, .. }
            | Self::Addressed { recommendation, .. }
            | Self::Assigned { recommendation, .. }
            | Self::ConcernsSet { recommendation, .. }
            | Self::DeadlineSet { recommendation, .. }
            | Self::ObjectivesSet { recommendation, .. }
            | Self::MovedTo { recommendation, .. }
            | Self::Proposed { recommendation }
            | Self::Validated { recommendation, .. }
            | Self::Sent { recommendation, .. }
            | Self::Answered { recommendation, .. }
            | Self::Started { recommendation }
            | Self::Achieved { recommendation }
            | Self::Refused { recommendation }
            | Self::Left { recommendation }
            | Self::Evaluated { recommendation, .. }
            | Self::MeansAdded { recommendation, .. }
            | Self::MeansChanged { recommendation, .. }
            | Self::MeansRemoved { recommendation, .. }
            | Self::MeansSecured { recommendation, .. }
            | Self::MeansReleased { recommendation, .. }
            | Self::ResourceAdded { recommendation, .. }
            | Self::ResourceRemoved { recommendation, .. }
            | Self::CarriedOver { recommendation, .. } => *recommendation,
        }
    }
}
