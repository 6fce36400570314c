//! Requests for expertise: a line receives one, or sets when its answer is wanted. Qualifying, mobilising and
//! answering are done by hand.

use plenum_domain::{
    Command, Expertise, Plan,
    expertise::{ExpertiseCommand as C, Origin, Urgency},
    value::MAX_NOTE,
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const ORIGINS: Words<Origin> =
    &[(Origin::Field, &["terrain"]), (Origin::Society, &["société", "societe", "actualité"])];
const URGENCIES: Words<Urgency> = &[
    (Urgency::Low, &["basse", "faible"]),
    (Urgency::Normal, &["normale"]),
    (Urgency::High, &["haute", "élevée"]),
];

pub struct Requests;

impl Lines for Requests {
    type Memory = ();
    const CONCEPT: &'static str = "expertise";
    const MADE: &'static [&'static str] = &["received"];
    const NAME: &'static str = "question";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.expertise.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |asked: &Expertise| (vec![asked.question.clone()], asked.id.0);
        plan.expertise.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.statement("question")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let expertise = id.into();
        let before = cells.plan.expertise.get(&expertise);
        let origin = cells.word("origin", ORIGINS, before.map(|asked| asked.origin));
        let origin = cells.once("origin", before.map(|asked| asked.origin), origin);
        let question = cells.statement("question");
        let question = cells.once("question", before.map(|asked| asked.question.clone()), question);
        let context = before.map_or("", |asked| asked.context.as_str());
        let context = cells.words("context", MAX_NOTE, context);
        let context = cells.once("context", before.map(|asked| asked.context.clone()), context);
        let urgency = before.map_or(Urgency::Normal, |asked| asked.urgency);
        let urgency = cells.word("urgency", URGENCIES, Some(urgency));
        let urgency = cells.once("urgency", before.map(|asked| asked.urgency), urgency);
        let axis = cells.axis("axis", before.and_then(|asked| asked.axis));
        let axis = cells.once("axis", before.map(|asked| asked.axis), axis);
        let themes = cells.themes(before.map(|asked| &asked.themes));
        let themes = cells.once("themes", before.map(|asked| asked.themes.clone()), themes);
        let space = cells.space("space", before.and_then(|asked| asked.space));
        let space = cells.once("space", before.map(|asked| asked.space), space);
        let partner = cells.partner("partner", before.and_then(|asked| asked.partner));
        let partner = cells.once("partner", before.map(|asked| asked.partner), partner);
        let due_on = cells.maybe_day("due", before.and_then(|asked| asked.due.as_ref()));
        let (origin, question, context, urgency) = (origin?, question?, context?, urgency?);
        let (axis, themes, space, partner) = (axis?, themes?, space?, partner?);
        let due_on = due_on?;
        let Some(before) = before else {
            let receive = C::Receive {
                expertise,
                origin,
                question,
                context,
                urgency,
                axis,
                themes,
                space,
                partner,
                due: due_on,
            };
            return Some(due([(true, receive)]));
        };
        Some(due([(before.due != due_on, C::SetDue { expertise, due: due_on })]))
    }
}
