//! Records: what people see of a plan, whole, for each audience.

use std::{borrow::Cow, collections::BTreeMap};

use plenum_domain::{
    AgendaItem, Attachment, AttachmentId, Audience, Axis, Comment, Commune, Edition, Evidence,
    Expertise, Finding, ItemId, Measure, Meeting, Member, Objective, Output, Partner, Plan, PlanId,
    PriorityId, RecordKind, RecordRef, Report, Space, Structure, Task, Theme,
    agenda::{Home, ItemState},
    edition::EditionState,
    meeting::MeetingState,
    territory::Place,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::territory::{self, CommuneRecord, Series};

mod chain;

pub use chain::{AdvocacyRecord, NeedRecord, PriorityRecord, RecommendationRecord};

/// A record as one audience sees it; borrowed from the state wherever nothing is hidden.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Record<'a> {
    Plan(PlanRecord),
    Edition(Cow<'a, Edition>),
    Axis(Cow<'a, Axis>),
    Theme(Cow<'a, Theme>),
    Partner(Cow<'a, Partner>),
    Space(Cow<'a, Space>),
    Member(Cow<'a, Member>),
    Meeting(Cow<'a, Meeting>),
    Item(Cow<'a, AgendaItem>),
    Task(Cow<'a, Task>),
    Finding(Cow<'a, Finding>),
    Evidence(Cow<'a, Evidence>),
    Need(NeedRecord<'a>),
    Priority(PriorityRecord<'a>),
    Recommendation(RecommendationRecord<'a>),
    Report(Cow<'a, Report>),
    Measure(Cow<'a, Measure>),
    Commune(CommuneRecord),
    Structure(Cow<'a, Structure>),
    Objective(Cow<'a, Objective>),
    Output(Cow<'a, Output>),
    Attachment(Cow<'a, Attachment>),
    Expertise(Cow<'a, Expertise>),
    Advocacy(AdvocacyRecord<'a>),
    Comment(Cow<'a, Comment>),
}

/// The plan's own record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanRecord {
    pub id: PlanId,
    pub title: String,
    pub territory: String,
    pub notes: String,
    /// Whether anyone reads what is published.
    pub public: bool,
    /// Items that wait for a plenary, first come first.
    pub backlog: Vec<ItemId>,
    /// Figures of the territory as a whole.
    pub series: Vec<Series>,
    /// The file that draws the communes.
    pub boundaries: Option<AttachmentId>,
}

/// One record as an audience may see it; `None` where it does not exist or is not theirs to see.
#[must_use]
pub fn record(plan: &Plan, name: RecordRef, audience: Audience) -> Option<Record<'_>> {
    if !is_visible(plan, name, audience) {
        return None;
    }
    let id = name.id;
    let observer = audience == Audience::Observers;
    Some(match name.kind {
        RecordKind::Plan => Record::Plan(plan_record(plan, observer)),
        RecordKind::Edition => Record::Edition(edition(plan, id, observer)?),
        RecordKind::Axis => Record::Axis(Cow::Borrowed(plan.axes.get(&id.into())?)),
        RecordKind::Theme => Record::Theme(Cow::Borrowed(plan.themes.get(&id.into())?)),
        RecordKind::Partner => Record::Partner(Cow::Borrowed(plan.partners.get(&id.into())?)),
        RecordKind::Space => {
            let space = plan.spaces.get(&id.into())?;
            Record::Space(if observer {
                Cow::Owned(Space { backlog: Vec::new(), ..space.clone() })
            } else {
                Cow::Borrowed(space)
            })
        }
        RecordKind::Member => Record::Member(Cow::Borrowed(plan.members.get(&id.into())?)),
        RecordKind::Meeting => Record::Meeting(Cow::Borrowed(plan.meetings.get(&id.into())?)),
        RecordKind::Item => {
            let item = plan.items.get(&id.into())?;
            Record::Item(if observer {
                // What it deals with may be a draft that they do not see.
                let (nobody, links) = (Uuid::nil().into(), Vec::new());
                let item = item.clone();
                Cow::Owned(AgendaItem { added_by: nobody, placed_by: nobody, links, ..item })
            } else {
                Cow::Borrowed(item)
            })
        }
        RecordKind::Task => Record::Task(Cow::Borrowed(plan.tasks.get(&id.into())?)),
        RecordKind::Finding => Record::Finding(chain::finding(plan, id, observer)?),
        RecordKind::Evidence => Record::Evidence(chain::evidence(plan, id)?),
        RecordKind::Need => Record::Need(chain::need(plan, id)?),
        RecordKind::Priority => Record::Priority(chain::priority(plan, id, observer)?),
        RecordKind::Recommendation => {
            Record::Recommendation(chain::recommendation(plan, id, observer)?)
        }
        RecordKind::Report => Record::Report(chain::report(plan, id)?),
        RecordKind::Measure => Record::Measure(Cow::Borrowed(plan.measures.get(&id.into())?)),
        RecordKind::Commune => Record::Commune(territory::commune(plan, id)?),
        RecordKind::Structure => Record::Structure(Cow::Borrowed(plan.structures.get(&id.into())?)),
        RecordKind::Objective => Record::Objective(Cow::Borrowed(plan.objectives.get(&id.into())?)),
        RecordKind::Output => Record::Output(Cow::Borrowed(plan.outputs.get(&id.into())?)),
        RecordKind::Attachment => Record::Attachment(attachment(plan, id, observer)?),
        RecordKind::Expertise => Record::Expertise(Cow::Borrowed(plan.expertise.get(&id.into())?)),
        RecordKind::Advocacy => Record::Advocacy(chain::advocacy(plan, id, observer)?),
        RecordKind::Comment => Record::Comment(Cow::Borrowed(plan.comments.get(&id.into())?)),
    })
}

/// Observers see the ranks of what they see.
fn edition(plan: &Plan, id: Uuid, observer: bool) -> Option<Cow<'_, Edition>> {
    let edition = plan.editions.get(&id.into())?;
    if !observer {
        return Some(Cow::Borrowed(edition));
    }
    let shown = |id: &PriorityId| {
        is_visible(plan, RecordRef::new(RecordKind::Priority, *id), Audience::Observers)
    };
    let rankings = edition
        .rankings
        .iter()
        .map(|(axis, ranking)| (*axis, ranking.iter().copied().filter(shown).collect::<Vec<_>>()));
    let rankings: BTreeMap<_, _> = rankings.filter(|(_, ranking)| !ranking.is_empty()).collect();
    Some(Cow::Owned(Edition { rankings, ..edition.clone() }))
}

/// Observers are not told who added a file.
fn attachment(plan: &Plan, id: Uuid, observer: bool) -> Option<Cow<'_, Attachment>> {
    let attachment = plan.attachments.get(&id.into())?;
    Some(if observer {
        Cow::Owned(Attachment { added_by: Uuid::nil().into(), ..attachment.clone() })
    } else {
        Cow::Borrowed(attachment)
    })
}

fn plan_record(plan: &Plan, observer: bool) -> PlanRecord {
    PlanRecord {
        id: plan.id,
        title: plan.title.clone(),
        territory: plan.territory.clone(),
        notes: plan.notes.clone(),
        public: plan.public,
        backlog: if observer { Vec::new() } else { plan.backlog.clone() },
        series: territory::series(plan, &Place::Territory),
        boundaries: plan.boundaries,
    }
}

/// Whether an audience sees a record. Observers see what is published: the plan's frame without drafts,
/// and meetings once they are convened.
#[must_use]
pub fn is_visible(plan: &Plan, name: RecordRef, audience: Audience) -> bool {
    if audience == Audience::Members {
        return true;
    }
    let id = name.id;
    match name.kind {
        RecordKind::Plan
        | RecordKind::Axis
        | RecordKind::Theme
        | RecordKind::Partner
        | RecordKind::Space => true,
        RecordKind::Edition => {
            plan.editions.get(&id.into()).is_some_and(|e| e.state != EditionState::Draft)
        }
        RecordKind::Meeting => plan.meetings.get(&id.into()).is_some_and(is_published),
        RecordKind::Item => plan.items.get(&id.into()).is_some_and(|item| match item.home {
            Home::Meeting { meeting } => {
                item.state != ItemState::Postponed
                    && plan.meetings.get(&meeting).is_some_and(is_published)
            }
            Home::Backlog { .. } => false,
        }),
        RecordKind::Member | RecordKind::Task | RecordKind::Expertise | RecordKind::Comment => {
            false
        }
        RecordKind::Measure => plan.measures.contains_key(&id.into()),
        RecordKind::Commune => {
            Commune::code_of_record(id).is_some_and(|code| plan.communes.contains_key(&code))
        }
        RecordKind::Structure => plan.structures.contains_key(&id.into()),
        RecordKind::Objective => plan.objectives.contains_key(&id.into()),
        RecordKind::Output => plan.outputs.get(&id.into()).is_some_and(|output| !output.archived),
        // As what it hangs on; no attachment hangs on another.
        RecordKind::Attachment => plan.attachments.get(&id.into()).is_some_and(|attachment| {
            !attachment.removed && is_visible(plan, attachment.about, audience)
        }),
        _ => chain::is_published(plan, name),
    }
}

fn is_published(meeting: &Meeting) -> bool {
    meeting.state != MeetingState::Preparation
}

/// Every record an audience sees, in an order in which what is named comes before what names it.
pub fn every_record(plan: &Plan, audience: Audience) -> impl Iterator<Item = Record<'_>> {
    every_record_name(plan).into_iter().filter_map(move |name| record(plan, name, audience))
}

/// The name of every record there is, in that order.
#[must_use]
pub fn every_record_name(plan: &Plan) -> Vec<RecordRef> {
    fn all<I: Copy + Into<Uuid>>(kind: RecordKind, ids: impl Iterator<Item = I>) -> Vec<RecordRef> {
        ids.map(|id| RecordRef::new(kind, id)).collect()
    }
    if !plan.exists() {
        return Vec::new();
    }
    [
        all(RecordKind::Plan, std::iter::once(Uuid::nil())),
        all(RecordKind::Edition, plan.editions.keys().copied()),
        all(RecordKind::Axis, plan.axes.keys().copied()),
        all(RecordKind::Theme, plan.themes.keys().copied()),
        all(RecordKind::Partner, plan.partners.keys().copied()),
        all(RecordKind::Space, plan.spaces.keys().copied()),
        all(RecordKind::Member, plan.members.keys().copied()),
        all(RecordKind::Meeting, plan.meetings.keys().copied()),
        all(RecordKind::Item, plan.items.keys().copied()),
        all(RecordKind::Task, plan.tasks.keys().copied()),
        all(RecordKind::Finding, plan.findings.keys().copied()),
        all(RecordKind::Evidence, plan.evidence.keys().copied()),
        all(RecordKind::Need, plan.needs.keys().copied()),
        all(RecordKind::Priority, plan.priorities.keys().copied()),
        all(RecordKind::Recommendation, plan.recommendations.keys().copied()),
        all(RecordKind::Report, plan.reports.keys().copied()),
        all(RecordKind::Measure, plan.measures.keys().copied()),
        all(RecordKind::Commune, plan.communes.keys().map(|code| Commune::record_id(code))),
        all(RecordKind::Structure, plan.structures.keys().copied()),
        all(RecordKind::Objective, plan.objectives.keys().copied()),
        all(RecordKind::Output, plan.outputs.keys().copied()),
        all(RecordKind::Attachment, plan.attachments.keys().copied()),
        all(RecordKind::Expertise, plan.expertise.keys().copied()),
        all(RecordKind::Advocacy, plan.advocacy.keys().copied()),
        all(RecordKind::Comment, plan.comments.keys().copied()),
    ]
    .concat()
}

impl Record<'_> {
    /// The record's name.
    #[must_use]
    pub fn name(&self) -> RecordRef {
        match self {
            Self::Plan(_) => RecordRef::new(RecordKind::Plan, Uuid::nil()),
            Self::Edition(r) => RecordRef::new(RecordKind::Edition, r.id),
            Self::Axis(r) => RecordRef::new(RecordKind::Axis, r.id),
            Self::Theme(r) => RecordRef::new(RecordKind::Theme, r.id),
            Self::Partner(r) => RecordRef::new(RecordKind::Partner, r.id),
            Self::Space(r) => RecordRef::new(RecordKind::Space, r.id),
            Self::Member(r) => RecordRef::new(RecordKind::Member, r.account),
            Self::Meeting(r) => RecordRef::new(RecordKind::Meeting, r.id),
            Self::Item(r) => RecordRef::new(RecordKind::Item, r.id),
            Self::Task(r) => RecordRef::new(RecordKind::Task, r.id),
            Self::Finding(r) => RecordRef::new(RecordKind::Finding, r.id),
            Self::Evidence(r) => RecordRef::new(RecordKind::Evidence, r.id),
            Self::Need(r) => RecordRef::new(RecordKind::Need, r.need.id),
            Self::Priority(r) => RecordRef::new(RecordKind::Priority, r.priority.id),
            Self::Recommendation(r) => {
                RecordRef::new(RecordKind::Recommendation, r.recommendation.id)
            }
            Self::Report(r) => RecordRef::new(RecordKind::Report, r.id),
            Self::Measure(r) => RecordRef::new(RecordKind::Measure, r.id),
            Self::Commune(r) => RecordRef::new(RecordKind::Commune, r.id),
            Self::Structure(r) => RecordRef::new(RecordKind::Structure, r.id),
            Self::Objective(r) => RecordRef::new(RecordKind::Objective, r.id),
            Self::Output(r) => RecordRef::new(RecordKind::Output, r.id),
            Self::Attachment(r) => RecordRef::new(RecordKind::Attachment, r.id),
            Self::Expertise(r) => RecordRef::new(RecordKind::Expertise, r.id),
            Self::Advocacy(r) => RecordRef::new(RecordKind::Advocacy, r.advocacy.id),
            Self::Comment(r) => RecordRef::new(RecordKind::Comment, r.id),
        }
    }
}
