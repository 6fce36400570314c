//! Findings, the needs they call for, and what the edition puts first.

use std::collections::BTreeMap;

use plenum_domain::{Finding, FindingId, RecordKind, finding::Position};

use super::{Block, Chapter, Grid, Told, facts};
use crate::{NeedRecord, PriorityRecord};

/// The findings of the edition, axis by axis, with what they rest on and what became of them.
pub(super) fn findings(told: &Told<'_, '_>) -> Chapter {
    let mut all = told.seen.findings();
    all.retain(|finding| told.tells(finding.edition));
    all.sort_by_key(|finding| finding.number);
    let mut evidence: BTreeMap<FindingId, Vec<String>> = BTreeMap::new();
    for piece in told.seen.evidence().iter().filter(|piece| !piece.withdrawn) {
        let kind = told.words.of("evidence", piece.says.kind);
        let structure = told.seen.structure(piece.says.structure);
        let parts = [kind, structure, &piece.says.reference, &piece.says.excerpt];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        evidence.entry(piece.finding).or_default().push(parts.join(" · "));
    }
    let mut blocks = Vec::new();
    for (axis, title) in told.axes() {
        let of_axis: Vec<_> = all.iter().filter(|finding| finding.tags.axis == axis).collect();
        if of_axis.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(title));
        for finding in of_axis {
            blocks.extend(one_finding(told, finding, evidence.remove(&finding.id)));
        }
    }
    Chapter { title: told.words.findings.to_owned(), blocks }
}

fn one_finding(
    told: &Told<'_, '_>,
    finding: &Finding,
    evidence: Option<Vec<String>>,
) -> Vec<Block> {
    let (seen, words, label) = (told.seen, told.words, &told.words.label);
    let tags = &finding.tags;
    let mut themes: Vec<_> = tags
        .themes
        .iter()
        .filter_map(|id| Some(seen.plan.themes.get(id)?.title.as_str()))
        .collect();
    themes.sort_unstable();
    let held = |position: Position| {
        let stances = finding.stances.values().filter(|s| s.opinion.position == position);
        stances.count().to_string()
    };
    // Observers are not told who holds what.
    let stances = match seen.is_member() && !finding.stances.is_empty() {
        false => String::new(),
        true => (words.stances)(
            &held(Position::Agrees),
            &held(Position::Nuances),
            &held(Position::Contests),
        ),
    };
    let settled = finding.settlements.iter().map(|settled| {
        let said = (words.settled)(words.of("outcome", settled.outcome), &words.day(&settled.day));
        let said = match seen.decided(settled.decided).as_str() {
            "" => said,
            decided => format!("{said} ({decided})"),
        };
        match told.reasons.get(&settled.at) {
            Some(reason) => (words.because)(&said, reason),
            None => said,
        }
    });
    let state = words.of("finding", finding.state);
    let mut blocks = vec![
        Block::Subheading(told.code('C', finding.number, state)),
        Block::Paragraph(finding.statement.clone()),
    ];
    blocks.extend(facts(vec![
        (label.public, tags.public.clone()),
        (label.year, tags.year.map(|year| year.to_string()).unwrap_or_default()),
        (label.communes, seen.communes(&tags.communes)),
        (label.themes, themes.join(", ")),
        (label.space, seen.space(tags.space).to_owned()),
        (label.brought_by, seen.partner(finding.partner).to_owned()),
        (label.stances, stances),
        (label.settlements, settled.collect::<Vec<_>>().join("\n")),
        (label.evidence, evidence.unwrap_or_default().join("\n")),
    ]));
    blocks
}

/// Observers see no needs: the chapter is the members'.
pub(super) fn needs(told: &Told<'_, '_>) -> Chapter {
    let (seen, words) = (told.seen, told.words);
    let mut all = seen.needs();
    all.retain(|shown| !shown.need.withdrawn);
    all.sort_by_key(|shown| shown.need.number);
    let one = |NeedRecord { need, .. }: &NeedRecord<'_>| {
        let rests_on = seen.numbers(RecordKind::Finding, need.findings.keys().copied());
        vec![
            told.coded('B', &[need.number]),
            need.statement.clone(),
            need.public.clone(),
            told.coded('C', &rests_on),
        ]
    };
    let label = &words.label;
    let mut blocks = Vec::new();
    for (axis, title) in told.axes() {
        let rows: Vec<_> = all.iter().filter(|shown| shown.need.axis == axis).map(one).collect();
        if rows.is_empty() {
            continue;
        }
        let headings = [label.number, words.needs, label.public, label.rests_on];
        let headings = headings.map(str::to_owned).into();
        blocks.push(Block::Heading(title));
        blocks.push(Block::Table(Grid { headings, rows, ..Grid::default() }));
    }
    Chapter { title: words.needs.to_owned(), blocks }
}

/// The priorities of the edition, in the order of their rank.
pub(super) fn priorities(told: &Told<'_, '_>) -> Chapter {
    let (seen, words, label) = (told.seen, told.words, &told.words.label);
    let title = words.priorities.to_owned();
    let Some(edition) = told.edition else { return Chapter { title, blocks: Vec::new() } };
    let all: BTreeMap<_, _> =
        seen.priorities().into_iter().map(|shown| (shown.priority.id, shown)).collect();
    let one = |rank: usize, PriorityRecord { priority, .. }: &PriorityRecord<'_>| {
        let findings = seen.numbers(RecordKind::Finding, priority.findings.keys().copied());
        let needs = seen.numbers(RecordKind::Need, priority.needs.keys().copied());
        let rests_on = [told.coded('C', &findings), told.coded('B', &needs)];
        let rests_on: Vec<_> = rests_on.into_iter().filter(|codes| !codes.is_empty()).collect();
        let named = match priority.note.as_str() {
            "" => priority.title.clone(),
            note => format!("{}\n{note}", priority.title),
        };
        vec![
            rank.to_string(),
            told.coded('P', &[priority.number]),
            named,
            words.of("priority", priority.state).to_owned(),
            rests_on.join(", "),
            seen.decided(priority.decided),
        ]
    };
    let mut blocks = Vec::new();
    for (axis, title) in told.axes() {
        let ranking = axis.and_then(|axis| edition.rankings.get(&axis)).into_iter().flatten();
        let shown = ranking.filter_map(|id| all.get(id));
        let rows: Vec<_> = shown.zip(1..).map(|(priority, rank)| one(rank, priority)).collect();
        if rows.is_empty() {
            continue;
        }
        let headings =
            [label.rank, label.number, label.priority, label.state, label.rests_on, label.decided];
        let headings = headings.map(str::to_owned).into();
        blocks.push(Block::Heading(title));
        blocks.push(Block::Table(Grid { headings, rows, numeric: vec![0], totals: false }));
    }
    Chapter { title, blocks }
}
