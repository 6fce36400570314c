//! What a table calls by name: partners, axes, spaces, structures and others, as people type them.

use std::collections::BTreeMap;

use plenum_domain::{
    AxisId, EditionId, ObjectiveId, PartnerId, Plan, RecordKind, SpaceId, StructureId, ThemeId,
    space::SpaceState,
};
use uuid::Uuid;

use super::sheet::{Line, Sheet, folded};

/// What is called so; `None` where several are.
pub type Known<T> = BTreeMap<String, Option<T>>;

pub struct Names {
    pub partners: Known<PartnerId>,
    /// By title and by number.
    pub axes: Known<AxisId>,
    pub themes: Known<ThemeId>,
    pub spaces: Known<SpaceId>,
    pub editions: Known<EditionId>,
    /// By reference.
    pub objectives: Known<ObjectiveId>,
    pub structures: Known<StructureId>,
    /// What people call by a number.
    pub numbers: BTreeMap<(RecordKind, u32), Uuid>,
}

impl Names {
    pub fn of(plan: &Plan) -> Self {
        let axes = plan.axes.values();
        let axes = axes.flat_map(|a| [(a.title.clone(), a.id), (a.number.to_string(), a.id)]);
        // A closed space takes nothing in; one that carries the same name may.
        let spaces = plan.spaces.values().filter(|space| space.state != SpaceState::Closed);
        Self {
            partners: known(plan.partners.values().map(|p| (p.name.clone(), p.id))),
            axes: known(axes),
            themes: known(plan.themes.values().map(|t| (t.title.clone(), t.id))),
            spaces: known(spaces.map(|s| (s.title.clone(), s.id))),
            editions: known(plan.editions.values().map(|e| (e.label.clone(), e.id))),
            objectives: known(plan.objectives.values().map(|o| (o.reference.clone(), o.id))),
            structures: known(plan.structures.values().map(|s| (s.name.clone(), s.id))),
            numbers: numbers(plan),
        }
    }
}

fn numbers(plan: &Plan) -> BTreeMap<(RecordKind, u32), Uuid> {
    use RecordKind::{Finding, Need, Priority, Recommendation};
    let findings = plan.findings.values().map(|r| ((Finding, r.number), r.id.0));
    let needs = plan.needs.values().map(|r| ((Need, r.number), r.id.0));
    let priorities = plan.priorities.values().map(|r| ((Priority, r.number), r.id.0));
    let all = plan.recommendations.values();
    let recommendations = all.map(|r| ((Recommendation, r.number), r.id.0));
    findings.chain(needs).chain(priorities).chain(recommendations).collect()
}

/// Things by what they are called; what several are called names none of them.
pub fn known<T: Copy + PartialEq>(named: impl Iterator<Item = (String, T)>) -> Known<T> {
    let mut known: Known<T> = BTreeMap::new();
    for (name, id) in named {
        let entry = known.entry(folded(&name)).or_insert(Some(id));
        *entry = entry.filter(|other| *other == id);
    }
    known
}

/// What a cell names; what is known already where the table has no such column.
pub fn named<T: Copy>(
    sheet: &mut Sheet<'_>,
    line: &Line,
    column: &'static str,
    known: &Known<T>,
    before: Option<T>,
) -> Option<Option<T>> {
    if !sheet.has(column) {
        return Some(before);
    }
    match folded(sheet.cell(line, column)) {
        name if name.is_empty() => Some(None),
        name => one(sheet, line, column, known, &name).map(Some),
    }
}

/// The one that is called so.
pub fn one<T: Copy>(
    sheet: &mut Sheet<'_>,
    line: &Line,
    column: &'static str,
    known: &Known<T>,
    name: &str,
) -> Option<T> {
    match known.get(&folded(name)) {
        Some(Some(id)) => Some(*id),
        Some(None) => sheet.refuse(line, column, "ambiguous"),
        None => sheet.refuse(line, column, unknown(column)),
    }
}

/// The INS codes of a cell, with anything but digits between them.
pub fn communes(
    sheet: &mut Sheet<'_>,
    line: &Line,
    plan: &Plan,
) -> Option<std::collections::BTreeSet<String>> {
    let cell = sheet.cell(line, "communes");
    let codes = cell.split(|c: char| !c.is_alphanumeric()).filter(|code| !code.is_empty());
    let codes: std::collections::BTreeSet<String> = codes.map(str::to_owned).collect();
    match codes.iter().all(|code| plan.communes.contains_key(code)) {
        true => Some(codes),
        false => sheet.refuse(line, "communes", "unknown_commune"),
    }
}

/// Yes or no; what is known already where the cell says neither.
pub fn choice(
    sheet: &mut Sheet<'_>,
    line: &Line,
    column: &'static str,
    before: bool,
) -> Option<bool> {
    match sheet.cell(line, column).to_lowercase().as_str() {
        "" => Some(before),
        "yes" | "oui" | "1" | "true" | "vrai" => Some(true),
        "no" | "non" | "0" | "false" | "faux" => Some(false),
        _ => sheet.refuse(line, column, "malformed_choice"),
    }
}

fn unknown(column: &str) -> &'static str {
    match column {
        "axis" | "axes" => "unknown_axis",
        "themes" => "unknown_theme",
        "space" | "backlog" => "unknown_space",
        "edition" => "unknown_edition",
        "objectives" => "unknown_objective",
        "structure" => "unknown_structure",
        _ => "unknown_partner",
    }
}
