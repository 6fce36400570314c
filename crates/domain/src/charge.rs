//! In whose charge a record is, and which right tends it.

use crate::{
    Commune, PartnerId, Plan, RecordKind, RecordRef, Refusal, SpaceId,
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
            RecordKind::Output => {
                let details = &self.outputs.get(&of.id.into())?.details;
                charge(details.partner, details.space)
            }
            RecordKind::Expertise => {
                let expertise = self.expertise.get(&of.id.into())?;
                charge(expertise.partner, expertise.space)
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

    /// Refuses what is no record that items and tasks deal with: the chain, requests and outputs.
    pub(crate) fn require_link(&self, of: RecordRef) -> Result<(), Refusal> {
        use RecordKind as K;
        match of.kind {
            K::Finding | K::Evidence | K::Need | K::Priority | K::Recommendation | K::Report => {}
            K::Expertise | K::Advocacy | K::Output => {}
            _ => return Err(Refusal::Unknown("about")),
        }
        self.require_record(of)
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
            RecordKind::Output => Act::PublishOutputs,
            RecordKind::Partner => Act::ManagePartners,
            RecordKind::Space => return (Act::TendSpace, Scope::Space(of.id.into())),
            RecordKind::Meeting => return (Act::PrepareAgenda, Scope::Meeting(of.id.into())),
            RecordKind::Item => {
                return match self.items.get(&of.id.into()).map(|item| item.home) {
                    Some(Home::Meeting { meeting }) => {
                        (Act::PrepareAgenda, Scope::Meeting(meeting))
                    }
                    Some(Home::Backlog { space }) => (Act::ProposeItem, Scope::Backlog(space)),
                    None => (Act::ShapePlan, Scope::Plan),
                };
            }
            RecordKind::Task => return (Act::TendTasks, Scope::Task(of.id.into())),
            RecordKind::Expertise => Act::HandleExpertise,
            RecordKind::Advocacy => Act::SpeakOut,
            _ => Act::ShapePlan,
        };
        (act, Scope::Record(of))
    }

    /// Refuses the name of a record that there is none of.
    pub(crate) fn require_record(&self, of: RecordRef) -> Result<(), Refusal> {
        use RecordKind as K;
        let id = of.id;
        let is_there = match of.kind {
            K::Plan => id.is_nil(),
            K::Edition => self.editions.contains_key(&id.into()),
            K::Axis => self.axes.contains_key(&id.into()),
            K::Theme => self.themes.contains_key(&id.into()),
            K::Partner => self.partners.contains_key(&id.into()),
            K::Space => self.spaces.contains_key(&id.into()),
            K::Member => self.members.contains_key(&id.into()),
            K::Meeting => self.meetings.contains_key(&id.into()),
            K::Item => self.items.contains_key(&id.into()),
            K::Task => self.tasks.contains_key(&id.into()),
            K::Finding => self.findings.contains_key(&id.into()),
            K::Evidence => self.evidence.contains_key(&id.into()),
            K::Need => self.needs.contains_key(&id.into()),
            K::Priority => self.priorities.contains_key(&id.into()),
            K::Recommendation => self.recommendations.contains_key(&id.into()),
            K::Report => self.reports.contains_key(&id.into()),
            K::Measure => self.measures.contains_key(&id.into()),
            K::Commune => {
                Commune::code_of_record(id).is_some_and(|code| self.communes.contains_key(&code))
            }
            K::Structure => self.structures.contains_key(&id.into()),
            K::Objective => self.objectives.contains_key(&id.into()),
            K::Output => self.outputs.contains_key(&id.into()),
            K::Attachment => self.attachments.contains_key(&id.into()),
            K::Expertise => self.expertise.contains_key(&id.into()),
            K::Advocacy => self.advocacy.contains_key(&id.into()),
            K::Comment => self.comments.contains_key(&id.into()),
        };
        if is_there { Ok(()) } else { Err(Refusal::Unknown("about")) }
    }

    /// Whether a partner's contributors may do something to a record: it is in their partner's charge, and
    /// for some acts not yet in everybody's.
    pub(crate) fn is_in_charge(&self, partner: PartnerId, act: Act, of: RecordRef) -> bool {
        // Who was asked to answers, whoever asked.
        if act == Act::AnswerExpertise {
            let known = self.expertise.get(&of.id.into());
            return known.is_some_and(|known| known.mobilised.contains(&partner));
        }
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
