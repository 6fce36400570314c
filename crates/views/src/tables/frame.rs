//! What everything else is said in: editions, axes, themes, objectives, communes and measures.

use plenum_domain::{Axis, Commune, Edition, Measure, Objective, Theme};

use super::{Cell, Column, Table, column, joined, number, out, text, yes_no};
use crate::seen::{Seen, word};

pub(super) const EDITIONS: Table =
    Table { name: "editions", columns: EDITION_COLUMNS, rows: editions };
pub(super) const AXES: Table = Table { name: "axes", columns: AXIS_COLUMNS, rows: axes };
pub(super) const THEMES: Table = Table { name: "themes", columns: THEME_COLUMNS, rows: themes };
pub(super) const OBJECTIVES: Table =
    Table { name: "objectives", columns: OBJECTIVE_COLUMNS, rows: objectives };
pub(super) const COMMUNES: Table =
    Table { name: "communes", columns: COMMUNE_COLUMNS, rows: communes };
pub(super) const MEASURES: Table =
    Table { name: "measures", columns: MEASURE_COLUMNS, rows: measures };

const EDITION_COLUMNS: &[Column] = &[
    out("id"),
    out("label"),
    out("from_year"),
    out("to_year"),
    out("renews"),
    out("state"),
    // The plenary.
    out("validated_by"),
    out("adopted_by"),
    out("adopted_on"),
    out("reference"),
    // The numbers of its priorities, in the order of their rank, axis by axis.
    out("priorities"),
];

fn editions(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |edition: &Edition| {
        let adoption = edition.adoption.as_ref();
        let plenary = edition.validated_by.and_then(|id| seen.plan.meetings.get(&id));
        let ranked = edition.rankings.values().flatten();
        let ranked = ranked.filter_map(|id| seen.plan.priorities.get(id));
        vec![
            text(edition.id.to_string()),
            text(&edition.label),
            number(i64::from(edition.from_year)),
            number(edition.to_year.map(i64::from)),
            text(seen.edition(edition.renews)),
            text(word(&edition.state)),
            text(plenary.map_or("", |meeting| meeting.title.as_str())),
            text(adoption.map_or("", |adoption| adoption.body.as_str())),
            text(adoption.map_or("", |adoption| adoption.day.as_str())),
            text(adoption.map_or("", |adoption| adoption.reference.as_str())),
            joined(ranked.map(|priority| priority.number), " "),
        ]
    };
    let mut all = seen.editions();
    all.sort_by_key(|edition| (edition.from_year, edition.id));
    all.iter().map(|edition| row(edition)).collect()
}

const AXIS_COLUMNS: &[Column] = &[
    column("id", &[], false),
    column("number", &["numéro"], true),
    column("title", &["axe", "intitulé"], true),
];

fn axes(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |axis: &Axis| {
        vec![text(axis.id.to_string()), number(i64::from(axis.number)), text(&axis.title)]
    };
    let mut all = seen.axes();
    all.sort_by_key(|axis| (axis.number, axis.id));
    all.iter().map(|axis| row(axis)).collect()
}

const THEME_COLUMNS: &[Column] =
    &[column("id", &[], false), column("title", &["thématique", "intitulé"], true)];

fn themes(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |theme: &Theme| vec![text(theme.id.to_string()), text(&theme.title)];
    let mut all = seen.themes();
    all.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    all.iter().map(|theme| row(theme)).collect()
}

const OBJECTIVE_COLUMNS: &[Column] = &[
    // Empty for an objective that the plan may not know yet.
    column("id", &[], false),
    column("reference", &["référence"], true),
    column("wording", &["formulation", "objectif"], true),
    column("in_force", &["en vigueur"], false),
];

fn objectives(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |objective: &Objective| {
        vec![
            text(objective.id.to_string()),
            text(&objective.reference),
            text(&objective.wording),
            yes_no(objective.in_force),
        ]
    };
    let mut all = seen.objectives();
    all.sort_by(|a, b| (&a.reference, a.id).cmp(&(&b.reference, b.id)));
    all.iter().map(|objective| row(objective)).collect()
}

const COMMUNE_COLUMNS: &[Column] = &[
    column("ins_code", &["code_ins", "code ins"], true),
    column("name", &["nom", "commune"], true),
    column("arrondissement", &[], true),
    // Of its label point, WGS 84 degrees.
    column("longitude", &[], true),
    column("latitude", &[], true),
];

/// Everybody sees them.
fn communes(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |commune: &Commune| {
        vec![
            text(&commune.ins_code),
            text(&commune.name),
            text(&commune.arrondissement),
            Cell::Number(commune.longitude.to_string()),
            Cell::Number(commune.latitude.to_string()),
        ]
    };
    seen.plan.communes.values().map(row).collect()
}

const MEASURE_COLUMNS: &[Column] = &[
    out("id"),
    out("title"),
    out("unit"),
    // The measure that it is a part of.
    out("per"),
];

fn measures(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |measure: &Measure| {
        let per = measure.per.and_then(|id| seen.plan.measures.get(&id));
        vec![
            text(measure.id.to_string()),
            text(&measure.title),
            text(word(&measure.unit)),
            text(per.map_or("", |per| per.title.as_str())),
        ]
    };
    let mut all = seen.measures();
    all.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    all.iter().map(|measure| row(measure)).collect()
}
