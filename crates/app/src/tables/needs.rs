//! Needs: a line states one, rewords it, changes what it rests on or withdraws it.

use plenum_domain::{
    Command, FindingId, Need, Plan, RecordKind, need::NeedCommand as C, value::MAX_TITLE,
};
use uuid::Uuid;

use super::{
    cells::Cells,
    lines::{Key, Lines, due},
};

pub struct Needs;

impl Lines for Needs {
    type Memory = ();
    const CONCEPT: &'static str = "need";
    const MADE: &'static [&'static str] = &["stated"];
    const ENDED: &'static [&'static str] = &["withdrawn"];
    const NAME: &'static str = "statement";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.needs.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |need: &Need| (vec![need.statement.clone()], need.id.0);
        plan.needs.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.statement("statement")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let need = id.into();
        let before = cells.plan.needs.get(&need);
        let statement = cells.statement("statement");
        let was = before.map(|need| need.findings.keys().copied().collect()).unwrap_or_default();
        let findings = cells.numbers::<FindingId>("findings", RecordKind::Finding, was);
        // Whom and what it concerns is said once.
        let public =
            cells.words("public", MAX_TITLE, before.map_or("", |need| need.public.as_str()));
        let public = cells.once("public", before.map(|need| need.public.clone()), public);
        let axis = cells.axis("axis", before.and_then(|need| need.axis));
        let axis = cells.once("axis", before.map(|need| need.axis), axis);
        let space = cells.space("space", before.and_then(|need| need.space));
        let space = cells.once("space", before.map(|need| need.space), space);
        let partner = cells.partner("partner", before.and_then(|need| need.partner));
        let partner = cells.once("partner", before.map(|need| need.partner), partner);
        let withdrawn = cells.choice("withdrawn", before.is_some_and(|need| need.withdrawn));
        let (statement, findings, withdrawn) = (statement?, findings?, withdrawn?);
        let (public, axis, space, partner) = (public?, axis?, space?, partner?);
        if findings.is_empty() {
            return cells.refuse("findings", "empty");
        }
        let Some(before) = before else {
            let state = C::State { need, statement, findings, public, axis, space, partner };
            return Some(due([(true, state), (withdrawn, C::Withdraw { need })]));
        };
        if before.withdrawn && !withdrawn {
            return cells.refuse("withdrawn", "fixed");
        }
        let mut all = due([(before.statement != statement, C::Reword { need, statement })]);
        // Linked first: the last finding stays.
        let new = findings.iter().filter(|id| !before.findings.contains_key(id));
        all.extend(due(new.map(|finding| (true, C::Link { need, finding: *finding }))));
        let gone = before.findings.keys().filter(|id| !findings.contains(id));
        all.extend(due(gone.map(|finding| (true, C::Unlink { need, finding: *finding }))));
        all.extend(due([(withdrawn && !before.withdrawn, C::Withdraw { need })]));
        Some(all)
    }
}
