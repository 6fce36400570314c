//! What may happen to a recommendation.

use std::collections::BTreeSet;

use super::{
    Addressee, Concerns, Recommendation, RecommendationCommand as C, RecommendationFact as F,
    RecommendationState as S,
};
use crate::{
    Context, Fact, ObjectiveId, Plan, PriorityId, RecommendationId, RecordKind, RecordRef, Refusal,
    plan::changed,
    priority::PriorityState,
    rights::{Act, Scope},
    value::{self, MAX_LINKS},
};

/// Recommendations of one priority.
const MAX_RECOMMENDATIONS: usize = 200;
/// When what it says and costs stays as it is. Before, what was sent is kept by the advocacy that sent it.
const OVER: [S; 4] = [S::Achieved, S::Refused, S::NoFollowUp, S::Evaluated];

fn about(id: RecommendationId) -> Scope {
    Scope::Record(RecordRef::new(RecordKind::Recommendation, id))
}

impl Plan {
    pub(crate) fn decide_recommendation(
        &self,
        command: C,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        match command {
            C::Draft { .. } => self.draft_recommendation(command, ctx),
            C::CarryOver { recommendation, from, priority } => {
                self.carry_over_recommendation(ctx, recommendation, from, priority)
            }
            C::Rename { .. }
            | C::Reword { .. }
            | C::Address { .. }
            | C::Assign { .. }
            | C::SetConcerns { .. }
            | C::SetDeadline { .. }
            | C::SetObjectives { .. }
            | C::MoveTo { .. } => self.edit_recommendation(command, ctx),
            C::AddMeans { .. }
            | C::ChangeMeans { .. }
            | C::RemoveMeans { .. }
            | C::SecureMeans { .. }
            | C::ReleaseMeans { .. }
            | C::AddResource { .. }
            | C::RemoveResource { .. } => self.decide_means(command, ctx),
            _ => self.step_recommendation(command, ctx).map(|fact| vec![fact.into()]),
        }
    }

    fn draft_recommendation(&self, command: C, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let C::Draft {
            recommendation,
            priority,
            title,
            text,
            addressee,
            carrier,
            space,
            concerns,
            deadline,
            objectives,
        } = command
        else {
            return Ok(Vec::new());
        };
        let scope = Scope::Charge { partner: carrier, space };
        self.require(ctx, Act::WriteRecommendations, scope)?;
        let edition = self.check_new_recommendation(recommendation, priority)?;
        self.check_place(carrier, None, space)?;
        let fact = F::Drafted {
            recommendation,
            edition,
            priority,
            title: value::title("title", &title)?,
            text: value::statement("text", &text)?,
            addressee: addressee.checked()?,
            carrier,
            space,
            concerns: self.checked_concerns(concerns)?,
            deadline,
            objectives: self.checked_objectives(objectives, &BTreeSet::new())?,
        };
        Ok(vec![fact.into()])
    }

    /// The edition of a priority that takes a recommendation in.
    fn check_new_recommendation(
        &self,
        id: RecommendationId,
        priority: PriorityId,
    ) -> Result<crate::EditionId, Refusal> {
        if self.recommendations.contains_key(&id) {
            return Err(Refusal::Exists("recommendation"));
        }
        let below = self.priority(priority)?;
        below.expect(&[PriorityState::Proposed, PriorityState::Retained])?;
        self.open_edition_of(below.edition)?;
        self.require_room_on(priority)?;
        Ok(below.edition)
    }

    fn require_room_on(&self, priority: PriorityId) -> Result<(), Refusal> {
        if self.recommendations_of(priority) >= MAX_RECOMMENDATIONS {
            let max = MAX_RECOMMENDATIONS;
            return Err(Refusal::TooMany { what: "recommendations", max });
        }
        Ok(())
    }

    fn carry_over_recommendation(
        &self,
        ctx: &Context,
        recommendation: RecommendationId,
        from: RecommendationId,
        priority: PriorityId,
    ) -> Result<Vec<Fact>, Refusal> {
        let former = self.recommendations.get(&from);
        let scope = match former {
            Some(former) => Scope::Charge { partner: former.carrier, space: former.space },
            None => Scope::Plan,
        };
        self.require(ctx, Act::WriteRecommendations, scope)?;
        let former = former.ok_or(Refusal::Unknown("from"))?;
        let edition = self.check_new_recommendation(recommendation, priority)?;
        if former.edition == edition {
            return Err(Refusal::Exists("edition"));
        }
        Ok(vec![F::CarriedOver { recommendation, from, priority, edition }.into()])
    }

    fn edit_recommendation(&self, command: C, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        match command {
            C::Rename { recommendation, title } => {
                let from = &self.living_recommendation(ctx, recommendation)?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || F::Renamed {
                    recommendation,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Reword { recommendation, text } => {
                let now = self.living_recommendation(ctx, recommendation)?;
                let to = value::statement("text", &text)?;
                Ok(changed(&now.text, &to, || F::Reworded { recommendation, to: to.clone() }))
            }
            C::Address { recommendation, addressee } => {
                let from = &self.living_recommendation(ctx, recommendation)?.addressee;
                let to = addressee.checked()?;
                Ok(changed(from, &to, || F::Addressed {
                    recommendation,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Assign { recommendation, carrier: to } => {
                let from = self.written_recommendation(ctx, recommendation)?.carrier;
                self.check_place(to, None, None)?;
                Ok(changed(&from, &to, || F::Assigned { recommendation, from, to }))
            }
            C::SetConcerns { recommendation, concerns } => {
                let from = &self.written_recommendation(ctx, recommendation)?.concerns;
                let to = self.checked_concerns(concerns)?;
                Ok(changed(from, &to, || F::ConcernsSet {
                    recommendation,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::SetDeadline { recommendation, deadline: to } => {
                let from = &self.written_recommendation(ctx, recommendation)?.deadline;
                Ok(changed(from, &to, || F::DeadlineSet {
                    recommendation,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::SetObjectives { recommendation, objectives } => {
                let from = &self.written_recommendation(ctx, recommendation)?.objectives;
                let to = self.checked_objectives(objectives, from)?;
                Ok(changed(from, &to, || F::ObjectivesSet {
                    recommendation,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::MoveTo { recommendation, priority } => {
                self.move_recommendation(ctx, recommendation, priority)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn move_recommendation(
        &self,
        ctx: &Context,
        recommendation: RecommendationId,
        to: PriorityId,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.written_recommendation(ctx, recommendation)?;
        let from = now.priority;
        let below = self.priority(to)?;
        if below.edition != now.edition {
            return Err(Refusal::Unknown("priority"));
        }
        if from == to {
            return Ok(Vec::new());
        }
        below.expect(&[PriorityState::Proposed, PriorityState::Retained])?;
        self.require_room_on(to)?;
        Ok(vec![F::MovedTo { recommendation, from, to }.into()])
    }

    /// A step of its road.
    fn step_recommendation(&self, command: C, ctx: &Context) -> Result<F, Refusal> {
        let step = |id, act, from: &[S]| self.recommendation_in(ctx, act, id, from);
        let (settle, speak) = (Act::SettleRecommendations, Act::SpeakOut);
        let waiting = [S::Sent, S::Answered, S::Underway];
        match command {
            C::Propose { recommendation } => {
                step(recommendation, Act::WriteRecommendations, &[S::Draft])?;
                Ok(F::Proposed { recommendation })
            }
            C::Validate { recommendation, decided } => {
                step(recommendation, settle, &[S::Proposed])?;
                self.check_decided(decided)?;
                Ok(F::Validated { recommendation, decided })
            }
            C::Send { recommendation, day } => {
                step(recommendation, speak, &[S::Validated])?;
                Ok(F::Sent { recommendation, day })
            }
            C::Answer { recommendation, words } => {
                step(recommendation, speak, &[S::Sent])?;
                let words = value::statement("words", &words)?;
                Ok(F::Answered { recommendation, words })
            }
            C::Start { recommendation } => {
                step(recommendation, settle, &[S::Answered])?;
                Ok(F::Started { recommendation })
            }
            C::Achieve { recommendation } => {
                step(recommendation, settle, &[S::Underway])?;
                Ok(F::Achieved { recommendation })
            }
            C::Refuse { recommendation } => {
                step(recommendation, speak, &waiting)?;
                ctx.require_reason()?;
                Ok(F::Refused { recommendation })
            }
            C::Leave { recommendation } => {
                step(recommendation, speak, &waiting)?;
                ctx.require_reason()?;
                Ok(F::Left { recommendation })
            }
            C::Evaluate { recommendation, words } => {
                step(recommendation, settle, &[S::Achieved, S::Refused, S::NoFollowUp])?;
                let words = value::statement("words", &words)?;
                Ok(F::Evaluated { recommendation, words })
            }
            _ => Err(Refusal::Unknown("command")),
        }
    }

    fn recommendation_in(
        &self,
        ctx: &Context,
        act: Act,
        id: RecommendationId,
        states: &[S],
    ) -> Result<(), Refusal> {
        self.require(ctx, act, about(id))?;
        let now = self.recommendations.get(&id).ok_or(Refusal::Unknown("recommendation"))?;
        if states.contains(&now.state) { Ok(()) } else { Err(now.wrong_state()) }
    }

    fn written_recommendation(
        &self,
        ctx: &Context,
        id: RecommendationId,
    ) -> Result<&Recommendation, Refusal> {
        self.require(ctx, Act::WriteRecommendations, about(id))?;
        self.recommendations.get(&id).ok_or(Refusal::Unknown("recommendation"))
    }

    /// A recommendation whose words and means may still change: until it is over.
    pub(super) fn living_recommendation(
        &self,
        ctx: &Context,
        id: RecommendationId,
    ) -> Result<&Recommendation, Refusal> {
        let now = self.written_recommendation(ctx, id)?;
        if OVER.contains(&now.state) { Err(now.wrong_state()) } else { Ok(now) }
    }

    /// A repealed objective may stay, but is not aimed at anew.
    fn checked_objectives(
        &self,
        objectives: BTreeSet<ObjectiveId>,
        held: &BTreeSet<ObjectiveId>,
    ) -> Result<BTreeSet<ObjectiveId>, Refusal> {
        if objectives.len() > MAX_LINKS {
            return Err(Refusal::TooMany { what: "objectives", max: MAX_LINKS });
        }
        for added in objectives.difference(held) {
            self.objective(*added, true)?;
        }
        Ok(objectives)
    }

    /// Whether a recommendation that is not over, of an edition that is open, aims at an objective.
    pub(crate) fn is_aimed_at(&self, objective: ObjectiveId) -> bool {
        self.recommendations.values().any(|known| {
            known.objectives.contains(&objective)
                && !OVER.contains(&known.state)
                && self.open_edition_of(known.edition).is_ok()
        })
    }

    fn checked_concerns(&self, concerns: Concerns) -> Result<Concerns, Refusal> {
        self.check_communes(&concerns.communes)?;
        let public = value::some_words("public", &concerns.public, value::MAX_TITLE)?;
        Ok(Concerns { public, ..concerns })
    }
}

impl Recommendation {
    pub(crate) fn wrong_state(&self) -> Refusal {
        Refusal::WrongState { what: "recommendation", state: self.state.into() }
    }
}

impl Addressee {
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        let body = value::title("body", &self.body)?;
        Ok(Self { body, ..self })
    }
}
