//! What events make of a recommendation.

use std::collections::BTreeMap;

use super::{
    Means, MeansKind, Part, Recommendation, RecommendationFact as F, RecommendationState as S,
};
use crate::{Event, Plan, PriorityId, RecommendationId, RecordKind, RecordRef};

fn name(id: RecommendationId) -> RecordRef {
    RecordRef::new(RecordKind::Recommendation, id)
}

fn below(id: PriorityId) -> RecordRef {
    RecordRef::new(RecordKind::Priority, id)
}

impl Plan {
    pub(crate) fn evolve_recommendation(&mut self, fact: &F, event: &Event) {
        match fact {
            F::Drafted { .. } => return self.evolve_drafted(fact, event),
            F::CarriedOver { .. } => return self.evolve_carried(fact, event),
            F::MovedTo { recommendation, from, to } => {
                self.chain.unlink(below(*from), name(*recommendation));
                self.chain.link(below(*to), name(*recommendation));
            }
            _ => {}
        }
        let Some(known) = self.recommendations.get_mut(&fact.recommendation()) else { return };
        known.changed_by = event.actor;
        known.take(fact, event.seq);
    }

    fn evolve_drafted(&mut self, fact: &F, event: &Event) {
        let F::Drafted {
            recommendation,
            edition,
            priority,
            title,
            text,
            addressee,
            carrier,
            space,
            concerns,
            deadline,
            objectives,
        } = fact
        else {
            return;
        };
        self.add_recommendation(Recommendation {
            id: *recommendation,
            number: 0,
            edition: *edition,
            priority: *priority,
            linked_at: event.seq,
            title: title.clone(),
            text: text.clone(),
            addressee: addressee.clone(),
            carrier: *carrier,
            space: *space,
            concerns: concerns.clone(),
            deadline: deadline.clone(),
            objectives: objectives.clone(),
            means: Vec::new(),
            resources: Vec::new(),
            state: S::Draft,
            decided: None,
            answer: None,
            evaluation: None,
            confirmed: BTreeMap::new(),
            carried_from: None,
            changed_by: event.actor,
        });
    }

    /// The words and the means come along; the means are sought anew, and what is repealed is left behind.
    fn evolve_carried(&mut self, fact: &F, event: &Event) {
        let F::CarriedOver { recommendation, from, priority, edition } = fact else { return };
        let Some(former) = self.recommendations.get(from) else { return };
        let sought = |means: &Means| Means { secured: false, ..means.clone() };
        let aims = former.objectives.iter().filter(|id| self.is_in_force(**id));
        self.add_recommendation(Recommendation {
            id: *recommendation,
            edition: *edition,
            priority: *priority,
            linked_at: event.seq,
            objectives: aims.copied().collect(),
            means: former.means.iter().map(sought).collect(),
            state: S::Draft,
            decided: None,
            answer: None,
            evaluation: None,
            confirmed: BTreeMap::new(),
            carried_from: Some(*from),
            changed_by: event.actor,
            ..former.clone()
        });
    }

    fn add_recommendation(&mut self, mut added: Recommendation) {
        self.numbers.recommendation += 1;
        added.number = self.numbers.recommendation;
        self.chain.link(below(added.priority), name(added.id));
        self.recommendations.insert(added.id, added);
    }
}

impl Recommendation {
    fn take(&mut self, fact: &F, seq: u64) {
        match fact {
            F::Drafted { .. } | F::CarriedOver { .. } => {}
            F::Renamed { to, .. } => self.title.clone_from(to),
            F::Reworded { to, .. } => self.text.clone_from(to),
            F::Addressed { to, .. } => self.addressee.clone_from(to),
            F::Assigned { to, .. } => self.carrier = *to,
            F::ConcernsSet { to, .. } => self.concerns.clone_from(to),
            F::DeadlineSet { to, .. } => self.deadline.clone_from(to),
            F::ObjectivesSet { to, .. } => self.objectives.clone_from(to),
            F::MovedTo { to, .. } => (self.priority, self.linked_at) = (*to, seq),
            F::Proposed { .. } => self.state = S::Proposed,
            F::Validated { decided, .. } => {
                (self.state, self.decided) = (S::Validated, *decided);
            }
            F::Sent { .. } => self.state = S::Sent,
            F::Answered { words, .. } => {
                (self.state, self.answer) = (S::Answered, Some(words.clone()));
            }
            F::Started { .. } => self.state = S::Underway,
            F::Achieved { .. } => self.state = S::Achieved,
            F::Refused { .. } => self.state = S::Refused,
            F::Left { .. } => self.state = S::NoFollowUp,
            F::Evaluated { words, .. } => {
                (self.state, self.evaluation) = (S::Evaluated, Some(words.clone()));
            }
            F::MeansAdded { means, .. } => self.means.push(means.clone()),
            F::MeansChanged { to, .. } => {
                if let Some(line) = self.means.iter_mut().find(|line| line.id == to.id) {
                    line.clone_from(to);
                }
            }
            F::MeansRemoved { means, .. } => self.means.retain(|line| line.id != means.id),
            F::MeansSecured { means, part, .. } => {
                let at = self.means.iter().position(|line| line.id == *means);
                if let Some(at) = at {
                    self.secure(at, *part);
                }
            }
            F::MeansReleased { means, .. } => {
                if let Some(line) = self.means.iter_mut().find(|line| line.id == *means) {
                    line.secured = false;
                }
            }
            F::ResourceAdded { resource, .. } => self.resources.push(resource.clone()),
            F::ResourceRemoved { resource, .. } => {
                self.resources.retain(|known| known.id != resource.id);
            }
        }
    }

    /// Of an amount in part: the rest stands right after it, and the two are what the line was.
    fn secure(&mut self, at: usize, part: Option<Part>) {
        let line = &mut self.means[at];
        line.secured = true;
        let (Some(part), MeansKind::Financial { amount, year, source }) = (part, &mut line.what)
        else {
            return;
        };
        let Some(left) = amount.less(part.amount) else { return };
        *amount = part.amount;
        let what = MeansKind::Financial { amount: left, year: *year, source: source.clone() };
        self.means.insert(at + 1, Means { id: part.rest, what, secured: false });
    }
}
