//! What everything else is said in: axes, themes and communes. A line adds one, or corrects what may change of it.

use plenum_domain::{
    AxisId, Command, Plan, ThemeId,
    axis::{AxisCommand, ThemeCommand},
    plan::PlanCommand,
    territory::TerritoryCommand,
};
use uuid::Uuid;

use super::{
    cells::Cells,
    lines::{Key, Lines, due},
};

/// Known by their numbers, which they keep.
pub struct Axes;

impl Lines for Axes {
    type Memory = ();
    const CONCEPT: &'static str = "axis";
    const MADE: &'static [&'static str] = &["added"];
    const NAME: &'static str = "number";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.axes.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        plan.axes.values().map(|axis| (vec![axis.number.to_string()], axis.id.0)).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.number::<u8>("number")?.to_string()])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        use AxisCommand as C;
        let axis: AxisId = id.into();
        let before = cells.plan.axes.get(&axis);
        let number = cells.number("number");
        let number = cells.once("number", before.map(|axis| axis.number), number);
        let (title, number) = (cells.title("title")?, number?);
        let differs = before.is_some_and(|axis| axis.title != title);
        Some(due([
            (before.is_none(), C::Add { axis, number, title: title.clone() }),
            (differs, C::Rename { axis, title }),
        ]))
    }
}

/// Known by their titles: another title without the id is another theme.
pub struct Themes;

impl Lines for Themes {
    type Memory = ();
    const CONCEPT: &'static str = "theme";
    const MADE: &'static [&'static str] = &["added"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.themes.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        plan.themes.values().map(|theme| (vec![theme.title.clone()], theme.id.0)).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.title("title")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        use ThemeCommand as C;
        let theme: ThemeId = id.into();
        let before = cells.plan.themes.get(&theme);
        let title = cells.title("title")?;
        let differs = before.is_some_and(|theme| theme.title != title);
        Some(due([
            (before.is_none(), C::Add { theme, title: title.clone() }),
            (differs, C::Rename { theme, title }),
        ]))
    }
}

/// Known by their INS codes; only their points may change.
pub struct Communes;

impl Lines for Communes {
    type Memory = ();
    const CONCEPT: &'static str = "plan";
    const MADE: &'static [&'static str] = &["commune_added"];
    const ELSEWHERE: &'static [&'static str] = &["territory.commune_moved"];
    const NAME: &'static str = "ins_code";

    /// The table has no ids.
    fn is_there(_: &Plan, _: Uuid) -> bool {
        false
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |code: &String| (vec![code.clone()], Uuid::new_v5(&plan.id.0, code.as_bytes()));
        plan.communes.keys().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.title("ins_code")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, _: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let ins_code = cells.title("ins_code")?;
        let before = cells.plan.communes.get(&ins_code);
        let name = cells.title("name");
        let name = cells.once("name", before.map(|commune| commune.name.clone()), name);
        let within = cells.title("arrondissement");
        let known = before.map(|commune| commune.arrondissement.clone());
        let within = cells.once("arrondissement", known, within);
        let (longitude, latitude) = (cells.degrees("longitude"), cells.degrees("latitude"));
        let (name, arrondissement) = (name?, within?);
        let (longitude, latitude) = (longitude?, latitude?);
        let Some(before) = before else {
            let add =
                PlanCommand::AddCommune { ins_code, name, arrondissement, longitude, latitude };
            return Some(vec![add.into()]);
        };
        let is_elsewhere = (before.longitude, before.latitude) != (longitude, latitude);
        Some(due([(is_elsewhere, TerritoryCommand::MoveCommune { ins_code, longitude, latitude })]))
    }
}
