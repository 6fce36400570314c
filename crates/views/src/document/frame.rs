//! What the plan stands in: the territory, the decree's objectives, the plenaries, the partners.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::{
    Measure, Meeting,
    meeting::{MeetingKind, MeetingState},
    territory::{Place, Unit},
    value::{Day, Decimal},
};

use super::{Block, Chapter, Grid, Told};

/// Measures side by side in one table: what a page holds beside the names of communes.
const MEASURES_OF_A_TABLE: usize = 4;

pub(super) fn territory(told: &Told<'_, '_>) -> Chapter {
    let words = told.words;
    let mut blocks = whole(told);
    blocks.extend(by_commune(told));
    let mut counts = BTreeMap::new();
    for structure in told.seen.plan.structures.values().filter(|structure| structure.open) {
        *counts.entry(structure.kind).or_insert(0_i64) += 1;
    }
    if !counts.is_empty() {
        blocks.push(Block::Heading(words.structures.to_owned()));
        let line =
            |(kind, n)| (words.structures_counted)(words.of("structure", kind), &words.integer(n));
        blocks.push(Block::List(counts.into_iter().map(line).collect()));
    }
    Chapter { title: words.territory.to_owned(), blocks }
}

/// The latest figure of each measure of the territory as a whole.
fn whole(told: &Told<'_, '_>) -> Vec<Block> {
    let (plan, words, label) = (told.seen.plan, told.words, &told.words.label);
    let mut rows = Vec::new();
    for measure in measures(told) {
        let figures = plan.figures_of(&Place::Territory, measure.id);
        if let Some((day, figure)) = figures.and_then(|figures| figures.iter().next_back()) {
            let value = valued(told, measure, figure.value);
            rows.push(vec![measure.title.clone(), value, words.day(day), figure.source.clone()]);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let headings = [label.measure, label.value, label.day, label.source].map(str::to_owned).into();
    let grid = Grid { headings, rows, numeric: vec![1], totals: false };
    vec![Block::Heading(words.whole.to_owned()), Block::Table(grid)]
}

fn measures<'p>(told: &Told<'_, 'p>) -> Vec<&'p Measure> {
    let mut measures: Vec<_> = told.seen.plan.measures.values().collect();
    measures.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    measures
}

fn valued(told: &Told<'_, '_>, measure: &Measure, value: Decimal) -> String {
    let number = told.words.decimal(value);
    match measure.unit {
        Unit::Percent => (told.words.percent)(&number),
        Unit::Euros => (told.words.euros)(&number),
        Unit::SquareKilometres => format!("{number}\u{a0}km²"),
        Unit::People | Unit::Households | Unit::Places | Unit::Number => number,
    }
}

/// Each measure on the latest day that is known of it, beside the others.
fn by_commune(told: &Told<'_, '_>) -> Vec<Block> {
    let (plan, words) = (told.seen.plan, told.words);
    let place = |code: &str| Place::Commune { ins_code: code.to_owned() };
    let mut communes: Vec<_> = plan.communes.values().collect();
    communes.sort_by(|a, b| a.name.cmp(&b.name));
    let last = |measure: &Measure| -> Option<Day> {
        let of = communes.iter().filter_map(|c| plan.figures_of(&place(&c.ins_code), measure.id));
        of.filter_map(|figures| figures.keys().next_back().cloned()).max()
    };
    let known: Vec<_> =
        measures(told).into_iter().filter_map(|measure| Some((measure, last(measure)?))).collect();
    let (mut blocks, mut sources) = (Vec::new(), BTreeSet::new());
    for shown in known.chunks(MEASURES_OF_A_TABLE) {
        let titles =
            shown.iter().map(|(measure, day)| format!("{}, {}", measure.title, words.day(day)));
        let headings = std::iter::once(words.label.commune.to_owned()).chain(titles).collect();
        let mut rows = Vec::new();
        for commune in &communes {
            let mut row = vec![commune.name.clone()];
            for (measure, day) in shown {
                let figures = plan.figures_of(&place(&commune.ins_code), measure.id);
                let figure = figures.and_then(|figures| figures.get(day));
                sources.extend(figure.map(|figure| figure.source.clone()));
                let value = figure.map(|figure| valued(told, measure, figure.value));
                row.push(value.unwrap_or_else(|| words.unknown.to_owned()));
            }
            rows.push(row);
        }
        let numeric = (1..=shown.len()).collect();
        blocks.push(Block::Table(Grid { headings, rows, numeric, totals: false }));
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading(words.by_commune.to_owned()));
        let sources = sources.into_iter().collect::<Vec<_>>().join(", ");
        blocks.push(Block::Note((words.sources)(&sources)));
    }
    blocks
}

pub(super) fn objectives(told: &Told<'_, '_>) -> Chapter {
    let mut all = told.seen.objectives();
    all.sort_by(|a, b| (!a.in_force, &a.reference, a.id).cmp(&(!b.in_force, &b.reference, b.id)));
    let line = |objective: &plenum_domain::Objective| match objective.in_force {
        true => format!("{} · {}", objective.reference, objective.wording),
        false => {
            let repealed = told.words.repealed;
            format!("{} ({repealed}) · {}", objective.reference, objective.wording)
        }
    };
    let lines: Vec<_> = all.iter().map(|objective| line(objective)).collect();
    let blocks = if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] };
    Chapter { title: told.words.objectives.to_owned(), blocks }
}

/// The plenaries of the edition, newest first, each with its agenda.
pub(super) fn decisions(told: &Told<'_, '_>) -> Chapter {
    let words = told.words;
    let mut all = told.seen.meetings();
    all.retain(|meeting| {
        meeting.kind == MeetingKind::Plenary
            && meeting.state != MeetingState::Preparation
            && told.tells(meeting.edition)
    });
    all.sort_by(|a, b| {
        let key = |meeting: &Meeting| (meeting.when.day.clone(), meeting.when.starts, meeting.id);
        key(b).cmp(&key(a))
    });
    let mut blocks = Vec::new();
    if !all.is_empty() {
        blocks.push(Block::Note(words.decisions_note.to_owned()));
    }
    for meeting in &all {
        blocks.push(Block::Heading(format!(
            "{} · {}",
            meeting.title,
            words.day(&meeting.when.day)
        )));
        let state = words.of("meeting", meeting.state);
        let held = match meeting.place.as_str() {
            "" => state.to_owned(),
            place => format!("{place} · {state}"),
        };
        blocks.push(Block::Note(held));
        blocks.extend(agenda(told, meeting));
    }
    Chapter { title: words.decisions.to_owned(), blocks }
}

fn agenda(told: &Told<'_, '_>, meeting: &Meeting) -> Option<Block> {
    let (words, label) = (told.words, &told.words.label);
    let (mut rows, mut at) = (Vec::new(), Vec::<u32>::new());
    for entry in &meeting.agenda {
        let Some(item) = told.seen.item(entry.item) else { continue };
        at.resize(usize::from(entry.depth) + 1, 0);
        if let Some(last) = at.last_mut() {
            *last += 1;
        }
        let number = at.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        rows.push(vec![
            number,
            item.title.clone(),
            words.of("item", item.kind).to_owned(),
            (words.minutes)(&item.duration.to_string()),
        ]);
    }
    let headings = [label.number, label.item, label.kind, label.duration].map(str::to_owned).into();
    let grid = Grid { headings, rows, numeric: vec![3], totals: false };
    (!grid.rows.is_empty()).then_some(Block::Table(grid))
}

pub(super) fn partners(told: &Told<'_, '_>) -> Chapter {
    let (words, label) = (told.words, &told.words.label);
    let mut all = told.seen.partners();
    all.retain(|partner| partner.active);
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let row = |partner: &plenum_domain::Partner| {
        vec![
            partner.name.clone(),
            words.of("sector", partner.sector).to_owned(),
            told.seen.communes(&partner.communes),
        ]
    };
    let rows: Vec<_> = all.iter().map(|partner| row(partner)).collect();
    let headings = [label.name, label.sector, label.communes].map(str::to_owned).into();
    let grid = Grid { headings, rows, ..Grid::default() };
    let blocks = if grid.rows.is_empty() { Vec::new() } else { vec![Block::Table(grid)] };
    Chapter { title: words.partners.to_owned(), blocks }
}
