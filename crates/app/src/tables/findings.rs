//! Findings: a line records one, or corrects its words and what it is about.

use std::collections::BTreeSet;

use plenum_domain::{
    EditionId, Fact, Finding, FindingId, PartnerId, Plan,
    finding::{FindingCommand as C, FindingFact, Tags},
    value::MAX_STATEMENT,
};
use plenum_views::tables::{BETWEEN_TITLES, TableReport};
use uuid::Uuid;

use super::{
    Planned, Reader,
    names::{self, Names, named},
    sheet::{Line, Sheet, folded},
};

pub(super) const READER: Reader = Reader { read, count };

struct Read {
    id: FindingId,
    statement: String,
    tags: Tags,
    partner: Option<PartnerId>,
    edition: Option<EditionId>,
}

fn read(sheet: &mut Sheet<'_>, plan: &Plan) -> Vec<Planned> {
    let known = Names::of(plan);
    let alike = names::known(plan.findings.values().map(|f| (f.statement.clone(), f.id)));
    let (mut planned, mut named) = (Vec::new(), BTreeSet::new());
    for line in sheet.lines() {
        let Some(statement) = statement_of(sheet, &line) else { continue };
        let id = match sheet.cell(&line, "id") {
            "" => Some(match alike.get(&folded(&statement)) {
                Some(Some(id)) => *id,
                // Made of what the line says, so that the same table twice records it once.
                _ => Uuid::new_v5(&plan.id.0, format!("finding {}", folded(&statement)).as_bytes())
                    .into(),
            }),
            id => Uuid::parse_str(id)
                .ok()
                .map(FindingId)
                .filter(|id| plan.findings.contains_key(id))
                .or_else(|| sheet.refuse(&line, "id", "unknown_finding")),
        };
        let Some(id) = id else { continue };
        if !named.insert(id) {
            sheet.refuse::<()>(&line, "statement", "duplicate");
            continue;
        }
        let before = plan.findings.get(&id);
        let Some(read) = line_of(sheet, &line, plan, &known, before, (id, statement)) else {
            continue;
        };
        let of_line = |command: C| Planned { command: command.into(), lines: vec![line.number] };
        planned.extend(commands(read, before).into_iter().map(of_line));
    }
    planned
}

fn statement_of(sheet: &mut Sheet<'_>, line: &Line) -> Option<String> {
    let words = sheet.cell(line, "statement");
    match words.chars().count() {
        0 => sheet.refuse(line, "statement", "empty"),
        n if n > MAX_STATEMENT => sheet.refuse(line, "statement", "too_long"),
        _ => Some(words.to_owned()),
    }
}

/// A line whole; what the table has no column for stays as it is.
fn line_of(
    sheet: &mut Sheet<'_>,
    line: &Line,
    plan: &Plan,
    known: &Names,
    before: Option<&Finding>,
    (id, statement): (FindingId, String),
) -> Option<Read> {
    let was = before.map(|finding| finding.tags.clone()).unwrap_or_default();
    let axis = named(sheet, line, "axis", &known.axes, was.axis);
    let space = named(sheet, line, "space", &known.spaces, was.space);
    let themes = match sheet.has("themes") {
        false => Some(was.themes),
        true => {
            let cell = sheet.cell(line, "themes");
            let titles: Vec<_> = cell.split(BETWEEN_TITLES.trim()).map(str::trim).collect();
            let titles = titles.into_iter().filter(|title| !title.is_empty());
            titles.map(|name| names::one(sheet, line, "themes", &known.themes, name)).collect()
        }
    };
    let communes = match sheet.has("communes") {
        false => Some(was.communes),
        true => names::communes(sheet, line, plan),
    };
    let public = match sheet.has("public") {
        false => was.public,
        true => sheet.cell(line, "public").to_owned(),
    };
    let year = match sheet.cell(line, "year") {
        _ if !sheet.has("year") => Some(was.year),
        "" => Some(None),
        year => match year.parse::<u16>() {
            Ok(year) => Some(Some(year)),
            Err(_) => sheet.refuse(line, "year", "malformed_number"),
        },
    };
    // Who brought it in, and the edition it began in, are said once.
    let (partner, edition) = match before {
        Some(finding) => (Some(finding.partner), Some(finding.edition)),
        None => (
            named(sheet, line, "partner", &known.partners, None),
            named(sheet, line, "edition", &known.editions, None),
        ),
    };
    let (axis, themes, communes) = (axis?, themes?, communes?);
    let tags = Tags { axis, themes, communes, public, year: year?, space: space? };
    Some(Read { id, statement, tags, partner: partner?, edition: edition? })
}

/// What leads from what is known to what the line says.
fn commands(read: Read, before: Option<&Finding>) -> Vec<C> {
    let Read { id: finding, statement, tags, partner, edition } = read;
    let Some(before) = before else {
        return vec![C::Record { finding, statement, tags, edition, partner }];
    };
    let mut commands = Vec::new();
    if before.statement != statement {
        commands.push(C::Reword { finding, statement });
    }
    if before.tags != tags {
        commands.push(C::Retag { finding, tags });
    }
    commands
}

fn count(fact: &Fact, report: &mut TableReport) {
    match fact {
        Fact::Finding(FindingFact::Recorded { .. }) => report.added += 1,
        Fact::Finding(_) => report.changed += 1,
        _ => {}
    }
}
