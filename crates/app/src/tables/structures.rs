//! Structures: a line opens one, changes it, closes it or opens it again.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::{
    Fact, PartnerId, Plan, Structure, StructureId,
    territory::{StructureKind, TerritoryCommand as C, TerritoryFact},
};
use plenum_views::tables::TableReport;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    Planned, Reader,
    names::{Names, choice, named},
    sheet::{Line, Sheet, folded},
};

pub(super) const READER: Reader = Reader { read, count };

/// What a structure is known by where no id is given.
type Likeness = (StructureKind, String, String);

struct Known<'p> {
    plan: &'p Plan,
    alike: BTreeMap<Likeness, StructureId>,
    names: Names,
}

struct Read {
    id: StructureId,
    kind: StructureKind,
    name: String,
    commune: String,
    partner: Option<PartnerId>,
    places: Option<u32>,
    open: bool,
}

fn read(sheet: &mut Sheet<'_>, plan: &Plan) -> Vec<Planned> {
    let alike = plan.structures.values().map(|s| (likeness(s.kind, &s.name, &s.commune), s.id));
    let known = Known { plan, alike: alike.collect(), names: Names::of(plan) };
    let (mut planned, mut named) = (Vec::new(), BTreeSet::new());
    for line in sheet.lines() {
        let Some(read) = line_of(sheet, &line, &known) else { continue };
        if !named.insert(read.id) {
            sheet.refuse::<()>(&line, "name", "duplicate");
            continue;
        }
        let commands = commands(&read, plan.structures.get(&read.id));
        let of_line = |command: C| Planned { command: command.into(), lines: vec![line.number] };
        planned.extend(commands.into_iter().map(of_line));
    }
    planned
}

fn likeness(kind: StructureKind, name: &str, commune: &str) -> Likeness {
    (kind, folded(name), commune.to_owned())
}

fn line_of(sheet: &mut Sheet<'_>, line: &Line, known: &Known<'_>) -> Option<Read> {
    let kind_word = sheet.cell(line, "kind").to_lowercase();
    let kind = StructureKind::iter().find(|kind| kind_word == <&str>::from(*kind));
    let kind = kind.or_else(|| sheet.refuse(line, "kind", "unknown_kind"));
    let name = sheet.title(line, "name");
    let code = sheet.cell(line, "ins_code");
    let commune = match known.plan.communes.contains_key(code) {
        true => Some(code.to_owned()),
        false => sheet.refuse(line, "ins_code", "unknown_commune"),
    };
    let (kind, name, commune) = (kind?, name?, commune?);
    let likeness = likeness(kind, &name, &commune);
    let id = match sheet.cell(line, "id") {
        "" => Some(known.alike.get(&likeness).copied().unwrap_or_else(|| {
            // Made of what the line says, so that the same table twice opens it once.
            let words = format!("structure {likeness:?}");
            Uuid::new_v5(&known.plan.id.0, words.as_bytes()).into()
        })),
        id => Uuid::parse_str(id)
            .ok()
            .map(StructureId)
            .filter(|id| known.plan.structures.get(id).is_some_and(|s| s.kind == kind))
            .or_else(|| sheet.refuse(line, "id", "unknown_structure")),
    };
    let id = id?;
    let before = known.plan.structures.get(&id);
    let partner =
        named(sheet, line, "partner", &known.names.partners, before.and_then(|s| s.partner));
    let places = match sheet.cell(line, "places") {
        _ if !sheet.has("places") => Some(before.and_then(|s| s.places)),
        "" => Some(None),
        places => match places.parse::<u32>() {
            Ok(places) => Some(Some(places)),
            Err(_) => sheet.refuse(line, "places", "malformed_number"),
        },
    };
    let open = choice(sheet, line, "open", before.is_none_or(|s| s.open));
    Some(Read { id, kind, name, commune, partner: partner?, places: places?, open: open? })
}

/// What leads from what is known to what the line says.
fn commands(read: &Read, before: Option<&Structure>) -> Vec<C> {
    let Read { id: structure, kind, partner, places, .. } = *read;
    let (name, commune) = (read.name.clone(), read.commune.clone());
    let Some(before) = before else {
        let open = C::OpenStructure { structure, kind, name, commune, partner, places };
        let close = (!read.open).then_some(C::CloseStructure { structure });
        return std::iter::once(open).chain(close).collect();
    };
    let mut commands = Vec::new();
    if !before.open && read.open {
        commands.push(C::ReopenStructure { structure });
    }
    let details = before.details();
    let differs = details.name != name
        || details.commune != commune
        || (details.partner, details.places) != (partner, places);
    if differs {
        commands.push(C::ChangeStructure { structure, name, commune, partner, places });
    }
    if before.open && !read.open {
        commands.push(C::CloseStructure { structure });
    }
    commands
}

fn count(fact: &Fact, report: &mut TableReport) {
    match fact {
        Fact::Territory(TerritoryFact::StructureOpened { .. }) => report.added += 1,
        Fact::Territory(TerritoryFact::StructureClosed { .. }) => report.withdrawn += 1,
        Fact::Territory(
            TerritoryFact::StructureChanged { .. } | TerritoryFact::StructureReopened { .. },
        ) => report.changed += 1,
        _ => {}
    }
}
