//! Objectives that a decree sets: what recommendations aim at.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Context, Event, Fact, ObjectiveId, Plan, Refusal,
    plan::changed,
    rights::{Act, Scope},
    value,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    pub id: ObjectiveId,
    /// Where the decree says it.
    pub reference: String,
    pub wording: String,
    pub in_force: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum ObjectiveCommand {
    Add {
        objective: ObjectiveId,
        reference: String,
        wording: String,
    },
    Reword {
        objective: ObjectiveId,
        wording: String,
    },
    /// Notes that the decree no longer says so, once no recommendation aims at it any more. Wants a reason.
    Repeal {
        objective: ObjectiveId,
    },
    Reinstate {
        objective: ObjectiveId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ObjectiveFact {
    Added { objective: ObjectiveId, reference: String, wording: String },
    Reworded { objective: ObjectiveId, to: String },
    Repealed { objective: ObjectiveId },
    Reinstated { objective: ObjectiveId },
}

impl ObjectiveFact {
    /// The objective it is about.
    #[must_use]
    pub fn objective(&self) -> ObjectiveId {
        match self {
            Self::Added { objective, .. }
            | Self::Reworded { objective, .. }
            | Self::Repealed { objective }
            | Self::Reinstated { objective } => *objective,
        }
    }
}

impl Plan {
    pub(crate) fn decide_objective(
        &self,
        command: ObjectiveCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use ObjectiveCommand as C;
        use ObjectiveFact as F;
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        Ok(match command {
            C::Add { objective, reference, wording } => {
                if self.objectives.contains_key(&objective) {
                    return Err(Refusal::Exists("objective"));
                }
                let reference = value::title("reference", &reference)?;
                let wording = value::statement("wording", &wording)?;
                vec![F::Added { objective, reference, wording }.into()]
            }
            C::Reword { objective, wording } => {
                let from = &self.objective(objective, true)?.wording;
                let to = value::statement("wording", &wording)?;
                changed(from, &to, || F::Reworded { objective, to: to.clone() })
            }
            C::Repeal { objective } => {
                self.objective(objective, true)?;
                ctx.require_reason()?;
                if self.is_aimed_at(objective) {
                    return Err(Refusal::InUse { what: "recommendations" });
                }
                vec![F::Repealed { objective }.into()]
            }
            C::Reinstate { objective } => {
                self.objective(objective, false)?;
                vec![F::Reinstated { objective }.into()]
            }
        })
    }

    /// An objective that is in force, or one that is not.
    pub(crate) fn objective(&self, id: ObjectiveId, in_force: bool) -> Result<&Objective, Refusal> {
        let objective = self.objectives.get(&id).ok_or(Refusal::Unknown("objective"))?;
        if objective.in_force != in_force {
            let state = if objective.in_force { "in_force" } else { "repealed" };
            return Err(Refusal::WrongState { what: "objective", state });
        }
        Ok(objective)
    }

    pub(crate) fn is_in_force(&self, id: ObjectiveId) -> bool {
        self.objectives.get(&id).is_some_and(|objective| objective.in_force)
    }

    pub(crate) fn evolve_objective(&mut self, fact: &ObjectiveFact, _event: &Event) {
        if let ObjectiveFact::Added { objective: id, reference, wording } = fact {
            let (reference, wording) = (reference.clone(), wording.clone());
            let added = Objective { id: *id, reference, wording, in_force: true };
            self.objectives.insert(*id, added);
            return;
        }
        let Some(objective) = self.objectives.get_mut(&fact.objective()) else { return };
        match fact {
            ObjectiveFact::Added { .. } => {}
            ObjectiveFact::Reworded { to, .. } => objective.wording.clone_from(to),
            ObjectiveFact::Repealed { .. } => objective.in_force = false,
            ObjectiveFact::Reinstated { .. } => objective.in_force = true,
        }
    }
}
