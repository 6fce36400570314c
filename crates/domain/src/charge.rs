//! In whose charge a record is, and which right tends it.

use crate::{
    PartnerId, Plan, RecordKind, RecordRef, SpaceId,
    agenda::Home,
    finding::FindingState,
    recommendation::RecommendationState,
    rights::{Act, Scope},
};

/// The partner and the space that a record belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    pub partner: Option<PartnerId>,
    pub space: Option<SpaceId>,
}

impl Plan {
    /// Whose a record of the chain or of the work is; `None` where it does not exist, or belongs to the plan as a whole.
    #[must_use]
    pub fn charge_of(&self, of: RecordRef) -> Option<Charge> {
        let charge = |partner, space| Some(Charge { partner, space });
        match of.kind {
            RecordKind::Finding => {
                let finding = self.findings.get(&of.id.into())?;
                charge(finding.partner, finding.tags.space)
            }
            RecordKind::Evidence => {
                let evidence = self.evidence.get(&of.id.into())?;
                let finding = self.findings.get(&evidence.finding)?;
                charge(evidence.partner, finding.tags.space)
            }
            RecordKind::Need => {
                let need = self.needs.get(&of.id.into())?;
                charge(need.partner, need.space)
            }
            RecordKind::Priority => {
                let priority = self.priorities.get(&of.id.into())?;
                charge(priority.partner, priority.space)
            }
            RecordKind::Recommendation => {
                let recommendation = self.recommendations.get(&of.id.into())?;
                charge(recommendation.carrier, recommendation.space)
            }
            RecordKind::Report => {
                let report = self.reports.get(&of.id.into())?;
                self.charge_of(RecordRef::new(RecordKind::Recommendation, report.recommendation))
            }
            RecordKind::Space => {
                let space = self.spaces.get(&of.id.into())?;
                charge(None, Some(space.id))
            }
            RecordKind::Meeting => charge(None, self.meetings.get(&of.id.into())?.space),
            RecordKind::Item => match self.items.get(&of.id.into())?.home {
                Home::Meeting { meeting } => charge(None, self.meetings.get(&meeting)?.space),
                Home::Backlog { space } => charge(None, space),
            },
            RecordKind::Task => {
                let task = self.tasks.get(&of.id.into())?;
                charge(task.owner, task.space)
            }
            _ => None,
        }
    }

    /// The right that tends a record: whoever has it confirms it, links it and adds to it.
    #[must_use]
    pub fn tending(&self, of: RecordRef) -> (Act, Scope) {
        let act = match of.kind {
            RecordKind::Finding | RecordKind::Evidence => Act::ReviewFindings,
            RecordKind::Need => Act::RecordFindings,
            RecordKind::Priority => Act::RankPriorities,
            RecordKind::Recommendation => Act::WriteRecommendations,
            RecordKind::Report => Act::ReportProgress,
            _ => Act::ShapePlan,
        };
        (act, Scope::Record(of))
    }

    /// Whether a partner's contributors may do something to a record: it is in their partner's charge, and
    /// for some acts not yet in everybody's.
    pub(crate) fn is_in_charge(&self, partner: PartnerId, act: Act, of: RecordRef) -> bool {
        if self.charge_of(of).is_none_or(|charge| charge.partner != Some(partner)) {
            return false;
        }
        match (act, of.kind) {
            (Act::ReviewFindings, RecordKind::Finding) => {
                let finding = self.findings.get(&of.id.into());
                finding.is_some_and(|finding| finding.state == FindingState::Recorded)
            }
            (Act::WriteRecommendations, RecordKind::Recommendation) => {
                use RecommendationState::{Draft, Proposed};
                let known = self.recommendations.get(&of.id.into());
                known.is_some_and(|known| matches!(known.state, Draft | Proposed))
            }
            _ => true,
        }
    }
}
