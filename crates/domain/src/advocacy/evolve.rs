//! What events make of an advocacy.

use std::collections::BTreeMap;

use super::{Advocacy, AdvocacyFact as F, AdvocacyState as S, Chosen, Pinned, Sent, name};
use crate::{
    AdvocacyId, Event, Plan, Recommendation, RecommendationId, RecordKind, RecordRef, value::Day,
};

fn below(id: RecommendationId) -> RecordRef {
    RecordRef::new(RecordKind::Recommendation, id)
}

impl Plan {
    pub(crate) fn evolve_advocacy(&mut self, fact: &F, event: &Event) {
        match fact {
            F::Drafted { .. } => return self.evolve_advocacy_drafted(fact, event),
            F::Chosen { advocacy, to, .. } => self.choose(*advocacy, to, event.seq),
            F::Sent { advocacy, day, .. } => self.pin(*advocacy, day, event.seq),
            _ => {}
        }
        let Some(now) = self.advocacy.get_mut(&fact.advocacy()) else { return };
        now.changed_by = event.actor;
        match fact {
            F::Drafted { .. } | F::Chosen { .. } => {}
            F::Renamed { to, .. } => now.title.clone_from(to),
            F::Reworded { to, .. } => now.text.clone_from(to),
            F::Addressed { to, .. } => now.addressees.clone_from(to),
            F::Sent { answer_due, decided, .. } => {
                now.state = S::Sent;
                (now.answer_due, now.decided) = (answer_due.clone(), *decided);
            }
            F::AnswerDueSet { to, .. } => now.answer_due.clone_from(to),
            F::AnswerRecorded { answer, .. } => {
                now.answers.push(answer.clone());
                now.state = S::Answered;
            }
            F::Reminded { reminder, .. } => now.reminders.push(reminder.clone()),
            F::LeftUnanswered { .. } => now.state = S::Unanswered,
            F::Closed { .. } => now.state = S::Closed,
        }
    }

    fn evolve_advocacy_drafted(&mut self, fact: &F, event: &Event) {
        let F::Drafted { advocacy, kind, title, text, edition, addressees, recommendations } = fact
        else {
            return;
        };
        self.numbers.advocacy += 1;
        let drafted = Advocacy {
            id: *advocacy,
            number: self.numbers.advocacy,
            kind: *kind,
            title: title.clone(),
            text: text.clone(),
            edition: *edition,
            addressees: addressees.clone(),
            recommendations: Vec::new(),
            state: S::Draft,
            sent: None,
            answer_due: None,
            answers: Vec::new(),
            reminders: Vec::new(),
            decided: None,
            confirmed: BTreeMap::new(),
            changed_by: event.actor,
        };
        self.advocacy.insert(*advocacy, drafted);
        self.choose(*advocacy, recommendations, event.seq);
    }

    /// What stays chosen keeps the number of the event that chose it.
    fn choose(&mut self, advocacy: AdvocacyId, to: &[RecommendationId], seq: u64) {
        let Some(now) = self.advocacy.get_mut(&advocacy) else { return };
        let before = std::mem::take(&mut now.recommendations);
        let chosen = |id: &RecommendationId| {
            let known = before.iter().find(|known| known.recommendation == *id);
            known.copied().unwrap_or(Chosen { recommendation: *id, linked_at: seq })
        };
        now.recommendations = to.iter().map(chosen).collect();
        for known in before {
            self.chain.unlink(below(known.recommendation), name(advocacy));
        }
        to.iter().for_each(|id| self.chain.link(below(*id), name(advocacy)));
    }

    fn pin(&mut self, advocacy: AdvocacyId, day: &Day, seq: u64) {
        let Some(now) = self.advocacy.get_mut(&advocacy) else { return };
        let known = now.recommendations.iter().map(|chosen| chosen.recommendation);
        let known = known.filter_map(|id| self.recommendations.get(&id));
        let pinned = known.map(Pinned::of).collect();
        now.sent = Some(Sent { day: day.clone(), pinned_at: seq.saturating_sub(1), pinned });
    }
}

impl Pinned {
    /// What a recommendation says now.
    #[must_use]
    pub fn of(known: &Recommendation) -> Self {
        Self {
            recommendation: known.id,
            number: known.number,
            title: known.title.clone(),
            text: known.text.clone(),
            addressee: known.addressee.clone(),
            concerns: known.concerns.clone(),
            deadline: known.deadline.clone(),
            state: known.state,
        }
    }
}
