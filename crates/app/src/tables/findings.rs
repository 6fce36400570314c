//! Findings: a line records one, or corrects its words and what it is about.

use plenum_domain::{
    Command, Finding, Plan,
    finding::{FindingCommand as C, Tags},
    value::MAX_TITLE,
};
use uuid::Uuid;

use super::{
    cells::Cells,
    lines::{Key, Lines, due},
};

pub struct Findings;

impl Lines for Findings {
    type Memory = ();
    const CONCEPT: &'static str = "finding";
    const MADE: &'static [&'static str] = &["recorded"];
    const NAME: &'static str = "statement";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.findings.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |finding: &Finding| (vec![finding.statement.clone()], finding.id.0);
        plan.findings.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.statement("statement")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let finding = id.into();
        let before = cells.plan.findings.get(&finding);
        let was = before.map(|finding| &finding.tags);
        let statement = cells.statement("statement");
        let axis = cells.axis("axis", was.and_then(|tags| tags.axis));
        let themes = cells.themes(was.map(|tags| &tags.themes));
        let communes = cells.communes(was.map(|tags| &tags.communes));
        let public = cells.words("public", MAX_TITLE, was.map_or("", |tags| tags.public.as_str()));
        let year = cells.whole("year", was.and_then(|tags| tags.year));
        let space = cells.space("space", was.and_then(|tags| tags.space));
        // Who brought it in, and the edition it began in, are said once.
        let (partner, edition) = match before {
            Some(finding) => (Some(finding.partner), Some(finding.edition)),
            None => (cells.partner("partner", None), cells.edition("edition", None)),
        };
        let (axis, themes, communes, public) = (axis?, themes?, communes?, public?);
        let tags = Tags { axis, themes, communes, public, year: year?, space: space? };
        let (statement, partner, edition) = (statement?, partner?, edition?);
        let Some(before) = before else {
            let record = C::Record { finding, statement, tags, edition, partner };
            return Some(due([(true, record)]));
        };
        Some(due([
            (before.statement != statement, C::Reword { finding, statement }),
            (before.tags != tags, C::Retag { finding, tags }),
        ]))
    }
}
