//! A plan as one reader sees it, and what its records are called: what tables and documents are made from.

use std::borrow::Cow;

use plenum_domain::{
    AccountId, AgendaItem, Attachment, Audience, Axis, AxisId, Comment, Commune, DecidedIn,
    Edition, EditionId, Evidence, Expertise, Finding, Measure, Meeting, Member, Objective, Output,
    Partner, PartnerId, Plan, RecordKind, RecordRef, Report, Space, SpaceId, StructureId, Task,
    Theme,
};
use serde::Serialize;
use uuid::Uuid;

use crate::records::{
    AdvocacyRecord, NeedRecord, PriorityRecord, RecommendationRecord, Record, record,
};

/// A plan as somebody sees it.
#[derive(Clone, Copy)]
pub struct Seen<'p> {
    pub plan: &'p Plan,
    pub audience: Audience,
    /// What they may call people.
    pub names: &'p (dyn Fn(AccountId) -> Option<String> + 'p),
}

macro_rules! every {
    ($($method:ident: $field:ident, $kind:ident, $record:ty;)*) => {$(
        #[must_use]
        pub fn $method(&self) -> Vec<$record> {
            let seen = self.plan.$field.keys().filter_map(|id| self.record(RecordKind::$kind, *id));
            let of_kind = |seen| match seen {
                Record::$kind(record) => Some(record),
                _ => None,
            };
            seen.filter_map(of_kind).collect()
        }
    )*};
}

/// Every record of a kind that they see.
impl<'p> Seen<'p> {
    every! {
        editions: editions, Edition, Cow<'p, Edition>;
        partners: partners, Partner, Cow<'p, Partner>;
        spaces: spaces, Space, Cow<'p, Space>;
        members: members, Member, Cow<'p, Member>;
        meetings: meetings, Meeting, Cow<'p, Meeting>;
        tasks: tasks, Task, Cow<'p, Task>;
        findings: findings, Finding, Cow<'p, Finding>;
        evidence: evidence, Evidence, Cow<'p, Evidence>;
        needs: needs, Need, NeedRecord<'p>;
        priorities: priorities, Priority, PriorityRecord<'p>;
        recommendations: recommendations, Recommendation, RecommendationRecord<'p>;
        reports: reports, Report, Cow<'p, Report>;
        objectives: objectives, Objective, Cow<'p, Objective>;
        axes: axes, Axis, Cow<'p, Axis>;
        themes: themes, Theme, Cow<'p, Theme>;
        measures: measures, Measure, Cow<'p, Measure>;
        outputs: outputs, Output, Cow<'p, Output>;
        attachments: attachments, Attachment, Cow<'p, Attachment>;
        expertise: expertise, Expertise, Cow<'p, Expertise>;
        advocacy: advocacy, Advocacy, AdvocacyRecord<'p>;
        comments: comments, Comment, Cow<'p, Comment>;
    }

    #[must_use]
    pub fn record(&self, kind: RecordKind, id: impl Into<Uuid>) -> Option<Record<'p>> {
        record(self.plan, RecordRef::new(kind, id), self.audience)
    }

    #[must_use]
    pub fn item(&self, id: plenum_domain::ItemId) -> Option<Cow<'p, AgendaItem>> {
        match self.record(RecordKind::Item, id)? {
            Record::Item(item) => Some(item),
            _ => None,
        }
    }

    /// Whether they see more than what is published.
    #[must_use]
    pub fn is_member(&self) -> bool {
        self.audience == Audience::Members
    }
}

/// What they call what is named; empty where there is nothing, or nothing for them.
impl<'p> Seen<'p> {
    #[must_use]
    pub fn partner(&self, id: Option<PartnerId>) -> &'p str {
        let partner = id.and_then(|id| self.plan.partners.get(&id));
        partner.map_or("", |partner| partner.name.as_str())
    }

    #[must_use]
    pub fn structure(&self, id: Option<StructureId>) -> &'p str {
        let structure = id.and_then(|id| self.plan.structures.get(&id));
        structure.map_or("", |structure| structure.name.as_str())
    }

    #[must_use]
    pub fn space(&self, id: Option<SpaceId>) -> &'p str {
        let space = id.and_then(|id| self.plan.spaces.get(&id));
        space.map_or("", |space| space.title.as_str())
    }

    #[must_use]
    pub fn axis(&self, id: Option<AxisId>) -> &'p str {
        let axis = id.and_then(|id| self.plan.axes.get(&id));
        axis.map_or("", |axis| axis.title.as_str())
    }

    #[must_use]
    pub fn edition(&self, id: Option<EditionId>) -> &'p str {
        let shown = id.filter(|id| self.record(RecordKind::Edition, *id).is_some());
        let edition = shown.and_then(|id| self.plan.editions.get(&id));
        edition.map_or("", |edition| edition.label.as_str())
    }

    #[must_use]
    pub fn commune(&self, ins_code: &str) -> &'p str {
        self.plan.communes.get(ins_code).map_or("", |commune: &Commune| commune.name.as_str())
    }

    /// The names of some communes, in their order.
    #[must_use]
    pub fn communes<'c>(&self, codes: impl IntoIterator<Item = &'c String>) -> String {
        let mut names: Vec<_> = codes.into_iter().map(|code| self.commune(code)).collect();
        names.sort_unstable();
        names.join(", ")
    }

    /// The objectives that a recommendation aims at, as the decree's references say them.
    #[must_use]
    pub fn objectives_of(&self, of: &plenum_domain::Recommendation) -> Vec<&'p str> {
        let known = of.objectives.iter().filter_map(|id| self.plan.objectives.get(id));
        let mut references: Vec<_> = known.map(|objective| objective.reference.as_str()).collect();
        references.sort_unstable();
        references
    }

    /// The meeting, or the item and its meeting, where something was decided.
    #[must_use]
    pub fn decided(&self, decided: Option<DecidedIn>) -> String {
        let (item, meeting) = match decided {
            None => return String::new(),
            Some(DecidedIn::Meeting(id)) => (None, Some(id)),
            Some(DecidedIn::Item(id)) => {
                let item = self.item(id);
                let meeting = item.as_ref().and_then(|item| match item.home {
                    plenum_domain::agenda::Home::Meeting { meeting } => Some(meeting),
                    plenum_domain::agenda::Home::Backlog { .. } => None,
                });
                (item, meeting)
            }
        };
        let shown = meeting.filter(|id| self.record(RecordKind::Meeting, *id).is_some());
        let meeting = shown.and_then(|id| self.plan.meetings.get(&id));
        let meeting = meeting.map_or("", |meeting| meeting.title.as_str());
        match item {
            Some(item) if meeting.is_empty() => item.title.clone(),
            Some(item) => format!("{meeting} : {}", item.title),
            None => meeting.to_owned(),
        }
    }

    /// A record of the chain by its kind and number.
    #[must_use]
    pub fn numbered(&self, of: RecordRef) -> String {
        let number = match self.record(of.kind, of.id) {
            Some(Record::Finding(seen)) => seen.number,
            Some(Record::Need(seen)) => seen.need.number,
            Some(Record::Priority(seen)) => seen.priority.number,
            Some(Record::Recommendation(seen)) => seen.recommendation.number,
            _ => return String::new(),
        };
        format!("{} {number}", word(&of.kind))
    }

    /// A record by its kind, and its number or what people call it.
    #[must_use]
    pub fn called(&self, of: RecordRef) -> String {
        let name = match self.record(of.kind, of.id) {
            Some(Record::Expertise(seen)) => seen.number.to_string(),
            Some(Record::Advocacy(seen)) => seen.advocacy.number.to_string(),
            Some(Record::Edition(seen)) => seen.label.clone(),
            Some(Record::Partner(seen)) => seen.name.clone(),
            Some(Record::Space(seen)) => seen.title.clone(),
            Some(Record::Meeting(seen)) => seen.title.clone(),
            Some(Record::Item(seen)) => seen.title.clone(),
            Some(Record::Task(seen)) => seen.title.clone(),
            Some(Record::Structure(seen)) => seen.name.clone(),
            Some(Record::Objective(seen)) => seen.reference.clone(),
            Some(Record::Output(seen)) => seen.details.title.clone(),
            Some(Record::Plan(_)) => return word(&of.kind),
            _ => return self.numbered(of),
        };
        format!("{} {name}", word(&of.kind))
    }

    /// The numbers of some records of one kind that they see, in order.
    #[must_use]
    pub fn numbers<I: Copy + Into<Uuid>>(
        &self,
        kind: RecordKind,
        ids: impl IntoIterator<Item = I>,
    ) -> Vec<u32> {
        let number = |id: I| match self.record(kind, id)? {
            Record::Finding(seen) => Some(seen.number),
            Record::Need(seen) => Some(seen.need.number),
            Record::Priority(seen) => Some(seen.priority.number),
            Record::Recommendation(seen) => Some(seen.recommendation.number),
            _ => None,
        };
        let mut numbers: Vec<_> = ids.into_iter().filter_map(number).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// The word of the wire for a value that is one word there.
pub fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
