//! Which records an event changes, so that only those are sent again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Commune, Fact, Plan,
    agenda::{AgendaFact, Entry},
    axis::{AxisFact, ThemeFact},
    meeting::MeetingFact,
    plan::PlanFact,
};

/// The kinds of record that people see.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RecordKind {
    Plan,
    Edition,
    Axis,
    Theme,
    Partner,
    Space,
    Member,
    Meeting,
    Item,
    Task,
    Finding,
    Evidence,
    Need,
    Priority,
    Recommendation,
    Report,
    Measure,
    Commune,
    Structure,
    Objective,
    Output,
    Attachment,
    Expertise,
    Advocacy,
    Comment,
}

/// A record's name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct RecordRef {
    pub kind: RecordKind,
    pub id: Uuid,
}

impl RecordRef {
    #[must_use]
    pub fn new(kind: RecordKind, id: impl Into<Uuid>) -> Self {
        Self { kind, id: id.into() }
    }
}

macro_rules! into_uuid {
    ($($id:ident)*) => {$(
        impl From<crate::$id> for Uuid {
            fn from(id: crate::$id) -> Uuid {
                id.0
            }
        }
    )*};
}
into_uuid! {
    PlanId AccountId EditionId AxisId ThemeId PartnerId SpaceId MeetingId ItemId TaskId
    FindingId EvidenceId NeedId PriorityId RecommendationId ReportId MeasureId StructureId ObjectiveId
    OutputId AttachmentId
    ExpertiseId AdvocacyId
    CommentId
}

impl Fact {
    /// The record the fact is about, first, then the others that it changes or that come into some
    /// audience's sight with it. The plan's own record is named by the nil id.
    ///
    /// `plan` is the state the records are read from: the one right after the fact, or a later one,
    /// as what came after names its own records.
    #[must_use]
    pub fn touches(&self, plan: &Plan) -> Vec<RecordRef> {
        let mut refs = self.changes(plan);
        // Files come into sight and go out of it with what they hang on.
        let files = refs.iter().filter_map(|about| plan.attached.get(about)).flatten();
        let files: Vec<_> = files.map(|id| RecordRef::new(RecordKind::Attachment, *id)).collect();
        refs.extend(files);
        refs
    }

    /// The records that it changes by itself.
    fn changes(&self, plan: &Plan) -> Vec<RecordRef> {
        use RecordKind as K;
        let one = |kind, id: Uuid| vec![RecordRef { kind, id }];
        match self {
            Self::Plan(
                PlanFact::Created { .. }
                | PlanFact::Renamed { .. }
                | PlanFact::Described { .. }
                | PlanFact::PublicPageOpened {}
                | PlanFact::PublicPageClosed {},
            ) => one(K::Plan, Uuid::nil()),
            Self::Plan(PlanFact::CommuneAdded { commune }) => {
                vec![Commune::record(&commune.ins_code)]
            }
            Self::Edition(fact) => fact.touches(plan),
            Self::Axis(AxisFact::Added { axis, .. } | AxisFact::Renamed { axis, .. }) => {
                one(K::Axis, axis.0)
            }
            Self::Theme(ThemeFact::Added { theme, .. } | ThemeFact::Renamed { theme, .. }) => {
                one(K::Theme, theme.0)
            }
            Self::Partner(fact) => one(K::Partner, fact.partner().0),
            Self::Space(fact) => one(K::Space, fact.space().0),
            Self::Member(fact) => one(K::Member, fact.account().0),
            Self::Meeting(fact) => {
                let mut refs = one(K::Meeting, fact.meeting().0);
                // The convocation publishes the agenda: its items become visible to observers.
                if let MeetingFact::Convened { meeting } = fact
                    && let Some(meeting) = plan.meetings.get(meeting)
                {
                    let item = |entry: &Entry| RecordRef::new(K::Item, entry.item);
                    refs.extend(meeting.agenda.iter().map(item));
                }
                refs
            }
            Self::Agenda(fact) => touched_by(fact),
            Self::Task(fact) => one(K::Task, fact.task().0),
            Self::Finding(fact) => fact.touches(plan),
            Self::Evidence(fact) => one(K::Evidence, fact.evidence().0),
            Self::Need(fact) => fact.touches(plan),
            Self::Priority(fact) => fact.touches(plan),
            Self::Recommendation(fact) => fact.touches(plan),
            Self::Report(fact) => one(K::Report, fact.report().0),
            Self::Chain(fact) => fact.touches(),
            Self::Territory(fact) => fact.touches(),
            Self::Objective(fact) => one(K::Objective, fact.objective().0),
            Self::Output(fact) => one(K::Output, fact.output().0),
            Self::Attachment(fact) => one(K::Attachment, fact.attachment().0),
            Self::Expertise(fact) => one(K::Expertise, fact.expertise().0),
            Self::Advocacy(fact) => fact.touches(),
            Self::Comment(fact) => one(K::Comment, fact.comment().0),
        }
    }
}

fn touched_by(fact: &AgendaFact) -> Vec<RecordRef> {
    let mut refs = vec![RecordRef::new(RecordKind::Item, fact.item())];
    refs.extend(fact.meeting().map(|id| RecordRef::new(RecordKind::Meeting, id)));
    refs.extend(fact.backlogs().into_iter().map(|space| match space {
        Some(id) => RecordRef::new(RecordKind::Space, id),
        None => RecordRef::new(RecordKind::Plan, Uuid::nil()),
    }));
    refs
}
