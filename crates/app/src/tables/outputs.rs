//! Outputs: a line puts one into the library, changes it, archives it or takes it back. Files come by hand.

use plenum_domain::{
    Command, Output, Plan,
    output::{OutputCommand as C, OutputDetails, OutputKind as K},
    value::MAX_NOTE,
};
use plenum_views::word;
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const KINDS: Words<K> = &[
    (K::Memorandum, &["mémorandum"]),
    (K::Directory, &["répertoire", "repertoire", "annuaire"]),
    (K::FactSheet, &["fiche", "fiche thématique"]),
    (K::Documentary, &["documentaire"]),
    (K::Report, &["rapport"]),
    (K::Tool, &["outil"]),
];

pub struct Outputs;

fn key(kind: K, title: String, year: u16) -> Key {
    vec![word(&kind), title, year.to_string()]
}

impl Lines for Outputs {
    type Memory = ();
    const CONCEPT: &'static str = "output";
    const MADE: &'static [&'static str] = &["published"];
    const ENDED: &'static [&'static str] = &["archived"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.outputs.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let one = |output: &Output| {
            let details = &output.details;
            (key(details.kind, details.title.clone(), details.year), output.id.0)
        };
        plan.outputs.values().map(one).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let kind = cells.word("kind", KINDS, None);
        let (title, year) = (cells.title("title"), cells.number("year"));
        Some(key(kind?, title?, year?))
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let output = id.into();
        let before = cells.plan.outputs.get(&output);
        let was = before.map(|output| &output.details);
        let kind = cells.word("kind", KINDS, None);
        let (title, year) = (cells.title("title"), cells.number("year"));
        let note = cells.words("note", MAX_NOTE, was.map_or("", |was| was.note.as_str()));
        let themes = cells.themes(was.map(|was| &was.themes));
        let axis = cells.axis("axis", was.and_then(|was| was.axis));
        let space = cells.space("space", was.and_then(|was| was.space));
        let partner = cells.partner("partner", was.and_then(|was| was.partner));
        let link = cells.link("link", was.and_then(|was| was.link.as_ref()));
        let was_archived = before.is_some_and(|output| output.archived);
        let archived = cells.choice("archived", was_archived);
        let (kind, title, year, note) = (kind?, title?, year?, note?);
        let (themes, axis, space) = (themes?, axis?, space?);
        let (partner, link, archived) = (partner?, link?, archived?);
        let details = OutputDetails { kind, title, year, note, themes, axis, space, partner, link };
        let differs = was.is_some_and(|was| *was != details);
        Some(due([
            (was_archived && !archived, C::Restore { output }),
            (before.is_none(), C::Publish { output, details: details.clone() }),
            (differs, C::Change { output, details }),
            (!was_archived && archived, C::Archive { output }),
        ]))
    }
}
