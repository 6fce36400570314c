//! Tables of which each line is a record: it makes one, or corrects what differs from one that is there.
//!
//! A line with an id is that record; without one it is the record that its key names, and else a new one,
//! whose id is made of the key, so that the same table twice makes it once.

use std::collections::BTreeSet;

use plenum_domain::{Command, Fact, Plan, RecordKind};
use plenum_views::tables::TableReport;
use uuid::Uuid;

use super::{
    Planned, Reader,
    cells::Cells,
    names::{self, Names},
    sheet::{Sheet, folded},
};

/// What a record is known by where no id is given: cells, compared as people type them.
pub type Key = Vec<String>;

/// How the lines of one table become commands.
pub trait Lines {
    /// What earlier lines said that later ones build on.
    type Memory: Default;
    /// The concept of its facts.
    const CONCEPT: &'static str;
    /// Its facts that make a record, and those that end one; the others change one.
    const MADE: &'static [&'static str];
    const ENDED: &'static [&'static str] = &[];
    /// What changes one though it is a fact of another concept, by its whole name.
    const ELSEWHERE: &'static [&'static str] = &[];
    /// The column that names a record to people.
    const NAME: &'static str;

    /// The record within which alone its ids are unique, and the column of that one's number.
    const WITHIN: Option<(&'static str, RecordKind)> = None;

    fn is_there(plan: &Plan, id: Uuid) -> bool;

    /// What each record is known by; those that a table reaches by their id alone are left out.
    fn known(plan: &Plan) -> Vec<(Key, Uuid)>;

    /// What a line without an id is about.
    fn key(cells: &mut Cells<'_, '_>, memory: &mut Self::Memory) -> Option<Key>;

    /// What leads from what is known of a record to what its line says.
    fn commands(
        cells: &mut Cells<'_, '_>,
        id: Uuid,
        memory: &mut Self::Memory,
    ) -> Option<Vec<Command>>;
}

pub const fn reader<L: Lines>() -> Reader {
    Reader { read: read::<L>, count: count::<L> }
}

fn read<L: Lines>(sheet: &mut Sheet<'_>, plan: &Plan) -> Vec<Planned> {
    let names = Names::of(plan);
    let whole = |key: Key| key.iter().map(|part| folded(part)).collect::<Vec<_>>().join("\u{1f}");
    let known = names::known(L::known(plan).into_iter().map(|(key, id)| (whole(key), id)));
    let (mut planned, mut named) = (Vec::new(), BTreeSet::new());
    let mut memory = L::Memory::default();
    for line in sheet.lines() {
        let mut cells = Cells::new(plan, &names, sheet, &line);
        let id = match cells.written("id") {
            "" => {
                let Some(key) = L::key(&mut cells, &mut memory).map(whole) else { continue };
                match known.get(&folded(&key)) {
                    Some(Some(id)) => Some(*id),
                    Some(None) => cells.refuse(L::NAME, "ambiguous"),
                    None => {
                        let words = format!("{} {} {key}", L::CONCEPT, L::MADE[0]);
                        Some(Uuid::new_v5(&plan.id.0, words.as_bytes()))
                    }
                }
            }
            id => Uuid::parse_str(id)
                .ok()
                .filter(|id| L::is_there(plan, *id))
                .or_else(|| cells.refuse("id", "unknown_id")),
        };
        let Some(id) = id else { continue };
        let within = L::WITHIN.and_then(|(column, kind)| cells.numbered::<Uuid>(column, kind));
        if !named.insert((within, id)) {
            cells.refuse::<()>(L::NAME, "duplicate");
            continue;
        }
        let commands = L::commands(&mut cells, id, &mut memory).unwrap_or_default();
        let of_line = |command| Planned { command, lines: vec![line.number] };
        planned.extend(commands.into_iter().map(of_line));
    }
    planned
}

/// The commands of those steps that are due.
pub fn due<C: Into<Command>>(steps: impl IntoIterator<Item = (bool, C)>) -> Vec<Command> {
    let due = steps.into_iter().filter(|(is_due, _)| *is_due);
    due.map(|(_, command)| command.into()).collect()
}

fn count<L: Lines>(fact: &Fact, report: &mut TableReport) {
    let kind = fact.kind();
    let Some((concept, what)) = kind.split_once('.') else { return };
    match what {
        _ if L::ELSEWHERE.contains(&kind.as_str()) => report.changed += 1,
        _ if concept != L::CONCEPT => {}
        made if L::MADE.contains(&made) => report.added += 1,
        ended if L::ENDED.contains(&ended) => report.withdrawn += 1,
        _ => report.changed += 1,
    }
}
