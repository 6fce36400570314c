//! Taking back one's own last change to a request for expertise.

use super::{Expertise, ExpertiseFact as F, ExpertiseState as S, decide::OPEN};
use crate::{Context, Plan, Refusal, rights::Act};

impl Plan {
    /// The facts that take a request's fact back, unless it says something else since. A step along its road
    /// is not taken back: those who were asked know of it.
    pub(crate) fn undo_expertise(&self, fact: &F, ctx: &Context) -> Result<Vec<F>, Refusal> {
        let expertise = fact.expertise();
        let within = |act, states: &[S]| self.expertise_in(ctx, act, expertise, states);
        let (same, back) = match fact {
            F::Reworded { from, to, .. } => {
                let now = within(Act::RequestExpertise, &OPEN)?;
                let (from, to) = (to.clone(), from.clone());
                (now.question == from, F::Reworded { expertise, from, to })
            }
            F::DueSet { from, to, .. } => {
                let now = within(Act::HandleExpertise, &OPEN)?;
                let (from, to) = (to.clone(), from.clone());
                (now.due == from, F::DueSet { expertise, from, to })
            }
            F::AnswerCorrected { from: Some(from), to, .. } => {
                let now = within(Act::AnswerExpertise, &[S::Answered])?;
                let back =
                    F::AnswerCorrected { expertise, from: Some(to.clone()), to: from.clone() };
                (now.answer.as_ref() == Some(to), back)
            }
            F::Released { partner, .. } => {
                let now = within(Act::HandleExpertise, &[S::Mobilised])?;
                self.check_place(Some(*partner), None, None)?;
                let back = F::Mobilised { expertise, partners: [*partner].into() };
                (!now.mobilised.contains(partner), back)
            }
            F::Mobilised { partners, .. } => {
                let now = within(Act::HandleExpertise, &[S::Mobilised])?;
                if !now.mobilised.is_superset(partners) {
                    return Err(Refusal::ChangedSince);
                }
                return now.without(partners.iter().copied());
            }
            _ => return Err(Refusal::NotUndoable),
        };
        if same { Ok(vec![back]) } else { Err(Refusal::ChangedSince) }
    }
}

impl Expertise {
    /// Lets partners go again where others stay: the first ones were a step along its road.
    fn without(
        &self,
        partners: impl ExactSizeIterator<Item = crate::PartnerId>,
    ) -> Result<Vec<F>, Refusal> {
        if partners.len() >= self.mobilised.len() {
            return Err(Refusal::NotUndoable);
        }
        Ok(partners.map(|partner| F::Released { expertise: self.id, partner }).collect())
    }
}
