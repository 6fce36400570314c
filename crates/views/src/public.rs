//! The public page: what anyone may read of a plan whose coordination has opened it, without an account.
//!
//! Less than what observers see, and typed on its own: a field that a record gains does not get out by itself.

mod territory;
mod work;

use std::collections::BTreeMap;

use plenum_domain::{
    Audience, AxisId, EditionId, ItemId, MeetingId, OutputId, Plan, PriorityId, RecommendationId,
    edition::{Adoption, EditionState},
    meeting::Slot,
    output::OutputKind,
    recommendation::{Addressee, RecommendationState},
    value::{Day, MinuteOfDay, WebLink},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Seen,
    tally::{Dim, Tally},
};

pub use territory::{PublicCommune, PublicFigure, PublicMeasure};

/// What is counted for everybody: how large the plan is, and not what it seeks or owes.
const COUNTED: [&str; 4] = ["partner", "space", "commune", "meeting"];

/// `GET /api/plans/{plan}/public`: what anyone reads, where a coordinator opened the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicPage {
    pub title: String,
    pub territory: String,
    /// Number of the event that it is true at.
    pub seq: u64,
    /// Milliseconds since the Unix epoch.
    pub time: i64,
    /// By what they count, as in `partner.public`.
    pub figures: BTreeMap<String, i64>,
    /// In the order of their numbers.
    pub axes: Vec<PublicAxis>,
    /// Newest first.
    pub editions: Vec<PublicEdition>,
    /// Those that are convened and not over, first come first.
    pub meetings: Vec<PublicMeeting>,
    pub communes: Vec<PublicCommune>,
    pub measures: Vec<PublicMeasure>,
    /// Those that are retained, in the order of their rank.
    pub priorities: Vec<PublicPriority>,
    /// From being validated on, in the order of their priorities.
    pub recommendations: Vec<PublicRecommendation>,
    /// Newest first.
    pub outputs: Vec<PublicOutput>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicAxis {
    pub id: AxisId,
    pub number: u8,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicEdition {
    pub id: EditionId,
    pub label: String,
    pub from_year: u16,
    pub to_year: Option<u16>,
    pub state: EditionState,
    pub adoption: Option<Adoption>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicMeeting {
    pub id: MeetingId,
    pub title: String,
    pub when: Slot,
    pub place: String,
    /// In reading order.
    pub agenda: Vec<PublicItem>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicItem {
    pub item: ItemId,
    pub depth: u8,
    pub title: String,
    /// In minutes.
    pub duration: u16,
    pub locked_start: Option<MinuteOfDay>,
    pub axis: Option<AxisId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicPriority {
    pub id: PriorityId,
    pub number: u32,
    pub edition: EditionId,
    pub axis: AxisId,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicRecommendation {
    pub id: RecommendationId,
    pub number: u32,
    pub edition: EditionId,
    /// Its priority's, where that is published.
    pub axis: Option<AxisId>,
    pub title: String,
    pub text: String,
    pub addressee: Addressee,
    /// The organisation that carries it, by its name.
    pub carrier: Option<String>,
    pub deadline: Option<Day>,
    pub state: RecommendationState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicOutput {
    pub id: OutputId,
    pub kind: OutputKind,
    pub title: String,
    pub year: u16,
    pub note: String,
    pub themes: Vec<String>,
    /// The organisation it is from, by its name.
    pub partner: Option<String>,
    /// Files stay with members and observers: only they are asked who they are.
    pub link: Option<WebLink>,
}

impl PublicPage {
    /// The page of a plan, with the figures that observers count.
    #[must_use]
    pub fn of(plan: &Plan, observers: &Tally) -> Self {
        let names = |_| None;
        let seen = Seen { plan, audience: Audience::Observers, names: &names };
        let figures = observers.sums(&Dim::Plan).filter(|(metric, _)| COUNTED.contains(&metric.0));
        Self {
            title: plan.title.clone(),
            territory: plan.territory.clone(),
            seq: plan.head,
            time: plan.updated,
            figures: figures.map(|(metric, n)| (metric.to_string(), n)).collect(),
            axes: work::axes(plan),
            editions: work::editions(&seen),
            meetings: work::meetings(&seen),
            communes: territory::communes(plan),
            measures: territory::measures(plan),
            priorities: work::priorities(&seen),
            recommendations: work::recommendations(&seen),
            outputs: work::outputs(&seen),
        }
    }
}
