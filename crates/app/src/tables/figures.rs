//! Figures: lines of one measure, day and source go together.

use std::collections::BTreeMap;

use plenum_domain::{
    Fact, MeasureId, Plan,
    territory::{FigureRow, MAX_FIGURE_ROWS, Place, TerritoryCommand, TerritoryFact},
    value::{Day, Decimal},
};
use plenum_views::tables::{TableReport, WHOLE};

use super::{
    Planned, Reader,
    sheet::{Line, Sheet, folded},
};

pub(super) const READER: Reader = Reader { read, count };

/// What a command names once for all its rows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    measure: MeasureId,
    day: Day,
    source: String,
}

struct Read {
    group: Group,
    place: Place,
    value: Option<Decimal>,
}

fn read(sheet: &mut Sheet<'_>, plan: &Plan) -> Vec<Planned> {
    let mut measures: BTreeMap<String, Vec<MeasureId>> = BTreeMap::new();
    for measure in plan.measures.values() {
        measures.entry(folded(&measure.title)).or_default().push(measure.id);
    }
    let mut groups: BTreeMap<Group, Vec<(u64, FigureRow)>> = BTreeMap::new();
    let mut known = std::collections::BTreeSet::new();
    for line in sheet.lines() {
        let Some(Read { group, place, value }) = line_of(sheet, &line, plan, &measures) else {
            continue;
        };
        if !known.insert((group.measure, group.day.clone(), place.clone())) {
            sheet.refuse::<()>(&line, "ins_code", "duplicate");
            continue;
        }
        groups.entry(group).or_default().push((line.number, FigureRow { place, value }));
    }
    let commands = groups.into_iter().flat_map(|(group, rows)| {
        let chunk = |rows: &[(u64, FigureRow)]| Planned {
            lines: rows.iter().map(|(line, _)| *line).collect(),
            command: TerritoryCommand::SetFigures {
                measure: group.measure,
                day: group.day.clone(),
                source: group.source.clone(),
                rows: rows.iter().map(|(_, row)| row.clone()).collect(),
            }
            .into(),
        };
        rows.chunks(MAX_FIGURE_ROWS).map(chunk).collect::<Vec<_>>()
    });
    commands.collect()
}

/// All that is wrong with a line is told at once.
fn line_of(
    sheet: &mut Sheet<'_>,
    line: &Line,
    plan: &Plan,
    measures: &BTreeMap<String, Vec<MeasureId>>,
) -> Option<Read> {
    let place = match sheet.cell(line, "ins_code") {
        "" => sheet.refuse(line, "ins_code", "empty"),
        WHOLE | "territoire" => Some(Place::Territory),
        code if plan.communes.contains_key(code) => {
            Some(Place::Commune { ins_code: code.to_owned() })
        }
        _ => sheet.refuse(line, "ins_code", "unknown_commune"),
    };
    let measure = match measures.get(&folded(sheet.cell(line, "measure"))).map(Vec::as_slice) {
        Some([measure]) => Some(*measure),
        Some(_) => sheet.refuse(line, "measure", "ambiguous"),
        None => sheet.refuse(line, "measure", "unknown_measure"),
    };
    let day = sheet.day(line, "day");
    let source = sheet.title(line, "source");
    // An empty value withdraws what was known.
    let value = match sheet.cell(line, "value").is_empty() {
        true => Some(None),
        false => sheet.number(line, "value").map(Some),
    };
    let group = Group { measure: measure?, day: day?, source: source? };
    Some(Read { group, place: place?, value: value? })
}

fn count(fact: &Fact, report: &mut TableReport) {
    let Fact::Territory(TerritoryFact::FiguresSet { rows, .. }) = fact else { return };
    for row in rows {
        match (row.from, row.to) {
            (None, _) => report.added += 1,
            (Some(_), Some(_)) => report.changed += 1,
            (Some(_), None) => report.withdrawn += 1,
        }
    }
}
