//! Objectives: a line adds one, rewords it, repeals it or takes it up again.

use plenum_domain::{Command, Objective, Plan, objective::ObjectiveCommand as C};
use uuid::Uuid;

use super::{
    cells::Cells,
    lines::{Key, Lines, due},
};

pub struct Objectives;

impl Lines for Objectives {
    type Memory = ();
    const CONCEPT: &'static str = "objective";
    const MADE: &'static [&'static str] = &["added"];
    const ENDED: &'static [&'static str] = &["repealed"];
    const NAME: &'static str = "reference";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.objectives.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |objective: &Objective| (vec![objective.reference.clone()], objective.id.0);
        plan.objectives.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.title("reference")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let objective = id.into();
        let before = cells.plan.objectives.get(&objective);
        let reference = cells.title("reference");
        let reference = cells.once("reference", before.map(|o| o.reference.clone()), reference);
        let wording = cells.statement("wording");
        let in_force = cells.choice("in_force", before.is_none_or(|o| o.in_force));
        let (reference, wording, in_force) = (reference?, wording?, in_force?);
        let was_in_force = before.is_none_or(|before| before.in_force);
        let differs = before.is_some_and(|before| before.wording != wording);
        Some(due([
            (!was_in_force && in_force, C::Reinstate { objective }),
            (before.is_none(), C::Add { objective, reference, wording: wording.clone() }),
            (differs, C::Reword { objective, wording }),
            (was_in_force && !in_force, C::Repeal { objective }),
        ]))
    }
}
