//! Recommendations: who should do what, with which means, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, DecidedIn, EditionId, FindingId, MeansId, ObjectiveId, PartnerId, PriorityId,
    RecommendationId, ResourceId, SpaceId, StructureId,
    value::{Cents, Day},
};

mod acts;
mod decide;
mod evolve;
mod means;

pub use acts::{Part, RecommendationCommand, RecommendationFact};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recommendation {
    pub id: RecommendationId,
    /// By which people call it, in the order of drafting.
    pub number: u32,
    pub edition: EditionId,
    pub priority: PriorityId,
    /// Number of the event that put it under its priority.
    pub linked_at: u64,
    pub title: String,
    pub text: String,
    pub addressee: Addressee,
    /// Who carries it.
    pub carrier: Option<PartnerId>,
    pub space: Option<SpaceId>,
    pub concerns: Concerns,
    pub deadline: Option<Day>,
    /// The objectives of the decree at which it aims.
    pub objectives: BTreeSet<ObjectiveId>,
    pub means: Vec<Means>,
    pub resources: Vec<Resource>,
    pub state: RecommendationState,
    pub decided: Option<DecidedIn>,
    /// What the addressee answered.
    pub answer: Option<String>,
    /// What is thought of it in the end.
    pub evaluation: Option<String>,
    /// The changes of findings against which it was confirmed.
    pub confirmed: BTreeMap<FindingId, u64>,
    /// The recommendation of the former edition that it carries on.
    pub carried_from: Option<RecommendationId>,
    pub changed_by: AccountId,
}

/// Whom a recommendation asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    pub level: Level,
    /// The body, by its name.
    pub body: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Commune,
    Province,
    Region,
    Community,
    Federal,
    Europe,
    /// The partners themselves.
    Network,
    Other,
}

/// Where and for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Concerns {
    /// INS codes; none means the whole territory.
    pub communes: BTreeSet<String>,
    /// The public, in people's words.
    pub public: String,
}

/// A line of means, sought or secured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Means {
    pub id: MeansId,
    pub what: MeansKind,
    pub secured: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MeansKind {
    Financial {
        amount: Cents,
        year: u16,
        /// Where it comes from, or is asked of.
        #[serde(default)]
        source: String,
    },
    Human {
        /// Hundredths of a full-time equivalent, 1 to 100,000.
        fte: u32,
        #[serde(default)]
        profile: String,
    },
    Logistic {
        need: String,
    },
}

/// What a partner, or somebody outside the network, brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resource {
    pub id: ResourceId,
    pub what: ResourceKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceKind {
    pub provider: Provider,
    pub sector: ResourceSector,
    pub brings: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    Partner(PartnerId),
    /// By its name.
    Outside(String),
    /// A structure of the territory, open when it is named.
    Structure(StructureId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResourceSector {
    Associative,
    Public,
    Private,
}

/// draft → proposed → validated → sent → answered → underway → achieved → evaluated; from being sent on also
/// refused or left without a follow-up, and those are evaluated too.
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
pub enum RecommendationState {
    Draft,
    Proposed,
    Validated,
    Sent,
    Answered,
    Underway,
    Achieved,
    Refused,
    NoFollowUp,
    Evaluated,
}
