//! What may happen to a request for expertise.

use std::collections::BTreeSet;

use super::{Expertise, ExpertiseCommand, ExpertiseFact, ExpertiseState, Qualification};
use crate::{
    Context, ExpertiseId, Fact, PartnerId, Plan, RecordKind, RecordRef, Refusal,
    plan::changed,
    rights::{Act, Scope},
    value::{self, MAX_LINKS},
};

/// While it is not answered.
pub(super) const OPEN: [ExpertiseState; 3] =
    [ExpertiseState::Received, ExpertiseState::Qualified, ExpertiseState::Mobilised];

impl Plan {
    pub(crate) fn decide_expertise(
        &self,
        command: ExpertiseCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use ExpertiseCommand as C;
        use ExpertiseFact as F;
        use ExpertiseState as S;
        let (handle, reply) = (Act::HandleExpertise, Act::AnswerExpertise);
        let within = |id, act, states: &[S]| self.expertise_in(ctx, act, id, states);
        let fact = match command {
            C::Receive { .. } => return self.receive_expertise(command, ctx),
            C::Reword { expertise, question } => {
                let from = &within(expertise, Act::RequestExpertise, &OPEN)?.question;
                let to = value::statement("question", &question)?;
                let fact = || F::Reworded { expertise, from: from.clone(), to: to.clone() };
                return Ok(changed(from, &to, fact));
            }
            C::Mobilise { expertise, partners } => {
                let now = within(expertise, handle, &[S::Qualified, S::Mobilised])?;
                return self.mobilise(now, partners);
            }
            C::Qualify { expertise, to } => {
                let from = within(expertise, handle, &[S::Received])?.qualification();
                self.check_place(None, None, to.space)?;
                F::Qualified { expertise, from, to }
            }
            C::Release { expertise, partner } => {
                let now = within(expertise, handle, &[S::Mobilised])?;
                if !now.mobilised.contains(&partner) {
                    return Ok(Vec::new());
                }
                if now.mobilised.len() == 1 {
                    return Err(Refusal::Empty { field: "partners" });
                }
                F::Released { expertise, partner }
            }
            C::Answer { expertise, answer } => {
                within(expertise, reply, &[S::Mobilised])?;
                F::Answered { expertise, answer: value::statement("answer", &answer)? }
            }
            C::CorrectAnswer { expertise, answer } => {
                let now = within(expertise, reply, &[S::Answered])?;
                let to = value::statement("answer", &answer)?;
                let from = &now.answer;
                let fact = || F::AnswerCorrected { expertise, from: from.clone(), to: to.clone() };
                return Ok(changed(&now.answer.as_ref(), &Some(&to), fact));
            }
            C::SetDue { expertise, due: to } => {
                let from = within(expertise, handle, &OPEN)?.due.clone();
                let fact = || F::DueSet { expertise, from: from.clone(), to: to.clone() };
                return Ok(changed(&from, &to, fact));
            }
            C::Close { expertise } => {
                let ends = [S::Received, S::Qualified, S::Answered];
                if within(expertise, handle, &ends)?.state != S::Answered {
                    ctx.require_reason()?;
                }
                F::Closed { expertise }
            }
        };
        Ok(vec![fact.into()])
    }

    fn receive_expertise(
        &self,
        command: ExpertiseCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let ExpertiseCommand::Receive {
            expertise,
            origin,
            question,
            context,
            urgency,
            axis,
            themes,
            space,
            partner,
            due,
        } = command
        else {
            return Ok(Vec::new());
        };
        self.require(ctx, Act::RequestExpertise, Scope::Charge { partner, space })?;
        if self.expertise.contains_key(&expertise) {
            return Err(Refusal::Exists("expertise"));
        }
        self.check_place(partner, axis, space)?;
        Self::require_all(&self.themes, &themes, "themes")?;
        let fact = ExpertiseFact::Received {
            expertise,
            origin,
            question: value::statement("question", &question)?,
            context: value::note("context", &context)?,
            urgency,
            axis,
            themes,
            space,
            partner,
            due,
        };
        Ok(vec![fact.into()])
    }

    /// Those who are not yet at work on it.
    fn mobilise(&self, now: &Expertise, asked: BTreeSet<PartnerId>) -> Result<Vec<Fact>, Refusal> {
        if asked.is_empty() {
            return Err(Refusal::Empty { field: "partners" });
        }
        for partner in &asked {
            self.check_place(Some(*partner), None, None)?;
        }
        let partners: BTreeSet<_> = asked.difference(&now.mobilised).copied().collect();
        if partners.is_empty() {
            return Ok(Vec::new());
        }
        if now.mobilised.len() + partners.len() > MAX_LINKS {
            return Err(Refusal::TooMany { what: "partners", max: MAX_LINKS });
        }
        Ok(vec![ExpertiseFact::Mobilised { expertise: now.id, partners }.into()])
    }

    pub(super) fn expertise_in(
        &self,
        ctx: &Context,
        act: Act,
        id: ExpertiseId,
        states: &[ExpertiseState],
    ) -> Result<&Expertise, Refusal> {
        let name = RecordRef::new(RecordKind::Expertise, id);
        self.require(ctx, act, Scope::Record(name))?;
        let now = self.expertise.get(&id).ok_or(Refusal::Unknown("expertise"))?;
        if states.contains(&now.state) {
            Ok(now)
        } else {
            Err(Refusal::WrongState { what: "expertise", state: now.state.into() })
        }
    }
}

impl Expertise {
    fn qualification(&self) -> Qualification {
        Qualification { urgency: self.urgency, due: self.due.clone(), space: self.space }
    }
}
