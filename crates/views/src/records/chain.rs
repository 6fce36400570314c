//! The records of the chain: findings and what is built on them, with the flags that follow from it.

use std::borrow::Cow;

use plenum_domain::{
    Advocacy, Evidence, Finding, FindingId, Need, Plan, Priority, Recommendation, RecordKind,
    RecordRef, Report, advocacy::AdvocacyState, finding::FindingState, priority::PriorityState,
    recommendation::RecommendationState,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::totals::Totals;

/// A need, and the findings that have changed under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NeedRecord<'a> {
    #[serde(flatten)]
    pub need: Cow<'a, Need>,
    pub flags: Vec<FindingId>,
}

/// A priority, and the findings that have changed under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PriorityRecord<'a> {
    #[serde(flatten)]
    pub priority: Cow<'a, Priority>,
    pub flags: Vec<FindingId>,
}

/// A recommendation, what it costs, and the findings that have changed under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecommendationRecord<'a> {
    #[serde(flatten)]
    pub recommendation: Cow<'a, Recommendation>,
    pub flags: Vec<FindingId>,
    pub totals: Totals,
}

/// A memorandum, an interpellation or a letter, and the findings that have changed under its draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AdvocacyRecord<'a> {
    #[serde(flatten)]
    pub advocacy: Cow<'a, Advocacy>,
    pub flags: Vec<FindingId>,
}

/// Observers are not told who holds what of a finding, nor who changed it.
pub fn finding(plan: &Plan, id: Uuid, observer: bool) -> Option<Cow<'_, Finding>> {
    let finding = plan.findings.get(&id.into())?;
    Some(if observer {
        let (stances, changed_by) = (Default::default(), Uuid::nil().into());
        Cow::Owned(Finding { stances, changed_by, ..finding.clone() })
    } else {
        Cow::Borrowed(finding)
    })
}

pub fn evidence(plan: &Plan, id: Uuid) -> Option<Cow<'_, Evidence>> {
    plan.evidence.get(&id.into()).map(Cow::Borrowed)
}

pub fn need(plan: &Plan, id: Uuid) -> Option<NeedRecord<'_>> {
    let need = plan.needs.get(&id.into())?;
    let flags = plan.flags(RecordRef::new(RecordKind::Need, id));
    Some(NeedRecord { need: Cow::Borrowed(need), flags })
}

pub fn priority(plan: &Plan, id: Uuid, observer: bool) -> Option<PriorityRecord<'_>> {
    let priority = plan.priorities.get(&id.into())?;
    if observer {
        let nobody = Uuid::nil().into();
        let priority = Priority { changed_by: nobody, placed_by: nobody, ..priority.clone() };
        return Some(PriorityRecord { priority: Cow::Owned(priority), flags: Vec::new() });
    }
    let flags = plan.flags(RecordRef::new(RecordKind::Priority, id));
    Some(PriorityRecord { priority: Cow::Borrowed(priority), flags })
}

/// Observers see what the means add up to; where they are sought is the partners' own affair.
pub fn recommendation(plan: &Plan, id: Uuid, observer: bool) -> Option<RecommendationRecord<'_>> {
    let known = plan.recommendations.get(&id.into())?;
    let totals = Totals::of(&known.means);
    if observer {
        let changed_by = Uuid::nil().into();
        let shown = Recommendation { means: Vec::new(), changed_by, ..known.clone() };
        let recommendation = Cow::Owned(shown);
        return Some(RecommendationRecord { recommendation, flags: Vec::new(), totals });
    }
    let flags = plan.flags(RecordRef::new(RecordKind::Recommendation, id));
    Some(RecommendationRecord { recommendation: Cow::Borrowed(known), flags, totals })
}

pub fn report(plan: &Plan, id: Uuid) -> Option<Cow<'_, Report>> {
    plan.reports.get(&id.into()).map(Cow::Borrowed)
}

/// Observers are not told who wrote it, nor against what its draft was confirmed.
pub fn advocacy(plan: &Plan, id: Uuid, observer: bool) -> Option<AdvocacyRecord<'_>> {
    let advocacy = plan.advocacy.get(&id.into())?;
    if observer {
        let (changed_by, confirmed) = (Uuid::nil().into(), Default::default());
        let shown = Advocacy { changed_by, confirmed, ..advocacy.clone() };
        return Some(AdvocacyRecord { advocacy: Cow::Owned(shown), flags: Vec::new() });
    }
    let flags = plan.flags(RecordRef::new(RecordKind::Advocacy, id));
    Some(AdvocacyRecord { advocacy: Cow::Borrowed(advocacy), flags })
}

/// What observers see of the chain: what is settled, retained or validated, and what became of it.
pub fn is_published(plan: &Plan, name: RecordRef) -> bool {
    let id = name.id;
    match name.kind {
        RecordKind::Finding => plan.findings.get(&id.into()).is_some_and(|finding| {
            !matches!(finding.state, FindingState::Recorded | FindingState::UnderReview)
        }),
        RecordKind::Evidence => plan.evidence.get(&id.into()).is_some_and(|evidence| {
            let finding = RecordRef::new(RecordKind::Finding, evidence.finding);
            !evidence.withdrawn && is_published(plan, finding)
        }),
        RecordKind::Priority => plan.priorities.get(&id.into()).is_some_and(|priority| {
            matches!(priority.state, PriorityState::Retained | PriorityState::Closed)
        }),
        RecordKind::Recommendation => {
            let known = plan.recommendations.get(&id.into());
            known.is_some_and(|known| known.state >= RecommendationState::Validated)
        }
        // Reports are on what was sent.
        RecordKind::Report => plan.reports.contains_key(&id.into()),
        RecordKind::Advocacy => plan
            .advocacy
            .get(&id.into())
            .is_some_and(|advocacy| advocacy.state != AdvocacyState::Draft),
        _ => false,
    }
}
