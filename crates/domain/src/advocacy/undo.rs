//! Taking back one's own last change to an advocacy.

use super::{AdvocacyFact as F, AdvocacyState as S};
use crate::{Context, Plan, Refusal};

impl Plan {
    /// The fact that takes an advocacy's fact back, unless it says something else since. What was sent, and
    /// what came back, is not taken back; neither is a change of which an early log does not say what it
    /// replaced.
    pub(crate) fn undo_advocacy(&self, fact: &F, ctx: &Context) -> Result<F, Refusal> {
        let advocacy = fact.advocacy();
        let draft = || self.advocacy_in(ctx, advocacy, &[S::Draft]);
        let (same, back) = match fact {
            F::Renamed { from, to, .. } => {
                let (from, to) = (to.clone(), from.clone());
                (draft()?.title == from, F::Renamed { advocacy, from, to })
            }
            F::Reworded { from: Some(from), to, .. } => {
                let back = F::Reworded { advocacy, from: Some(to.clone()), to: from.clone() };
                (draft()?.text == *to, back)
            }
            F::Addressed { from: Some(from), to, .. } => {
                let back = F::Addressed { advocacy, from: Some(to.clone()), to: from.clone() };
                (draft()?.addressees == *to, back)
            }
            // What comes back is chosen anew, as it would be by hand: its flags begin from here.
            F::Chosen { from: Some(from), to, .. } => {
                let back = F::Chosen { advocacy, from: Some(to.clone()), to: from.clone() };
                (draft()?.chosen().eq(to.iter().copied()), back)
            }
            F::AnswerDueSet { from, to, .. } => {
                let now = self.advocacy_in(ctx, advocacy, &[S::Sent, S::Answered])?;
                let (from, to) = (to.clone(), from.clone());
                (now.answer_due == from, F::AnswerDueSet { advocacy, from, to })
            }
            _ => return Err(Refusal::NotUndoable),
        };
        if same { Ok(back) } else { Err(Refusal::ChangedSince) }
    }
}
