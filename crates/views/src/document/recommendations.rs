//! Recommendations: who should do what, with which means, and how far it has come; and what it all adds up to.

use std::collections::BTreeMap;

use plenum_domain::{
    AxisId, PriorityId, Recommendation, RecommendationId, Report,
    recommendation::{MeansKind, Provider},
};

use super::{Block, Chapter, Grid, Told, facts};
use crate::{RecommendationRecord, Totals};

/// The edition's recommendations, axis by axis and in the order of their priorities.
fn of_edition<'p>(told: &Told<'_, 'p>) -> Vec<(Option<AxisId>, RecommendationRecord<'p>)> {
    let Some(edition) = told.edition else { return Vec::new() };
    let rankings = edition.rankings.values();
    let ranks: BTreeMap<PriorityId, usize> =
        rankings.flat_map(|ranking| ranking.iter().copied().zip(1..)).collect();
    let mut all = told.seen.recommendations();
    all.retain(|shown| shown.recommendation.edition == edition.id);
    all.sort_by_key(|shown| {
        let known = &shown.recommendation;
        (ranks.get(&known.priority).copied().unwrap_or(usize::MAX), known.number)
    });
    let axis = |shown: &RecommendationRecord<'_>| {
        told.seen.plan.priorities.get(&shown.recommendation.priority).map(|known| known.axis)
    };
    all.into_iter().map(|shown| (axis(&shown), shown)).collect()
}

pub(super) fn recommendations(told: &Told<'_, '_>) -> Chapter {
    let all = of_edition(told);
    let mut reports: BTreeMap<RecommendationId, Vec<_>> = BTreeMap::new();
    for report in told.seen.reports() {
        reports.entry(report.recommendation).or_default().push(report);
    }
    let mut blocks = Vec::new();
    for (axis, title) in told.axes() {
        let mut of_axis = all.iter().filter(|(of, _)| *of == axis).peekable();
        if of_axis.peek().is_none() {
            continue;
        }
        blocks.push(Block::Heading(title));
        for (_, shown) in of_axis {
            let known: &Recommendation = &shown.recommendation;
            blocks.push(Block::Subheading(told.code('R', known.number, &known.title)));
            if !known.text.is_empty() {
                blocks.push(Block::Paragraph(known.text.clone()));
            }
            let mut reports = reports.remove(&known.id).unwrap_or_default();
            reports.sort_by(|a, b| (&a.progress.day, a.at).cmp(&(&b.progress.day, b.at)));
            let progress: Vec<_> = reports.iter().map(|report| told_report(told, report)).collect();
            blocks.extend(known_of(told, known, &shown.totals, progress.join("\n")));
            blocks.extend(lines(told, known));
        }
    }
    Chapter { title: told.words.recommendations.to_owned(), blocks }
}

fn known_of(
    told: &Told<'_, '_>,
    known: &Recommendation,
    totals: &Totals,
    progress: String,
) -> Option<Block> {
    let (seen, words, label) = (told.seen, told.words, &told.words.label);
    let level = words.of("level", known.addressee.level);
    let addressee = match known.addressee.body.as_str() {
        "" => level.to_owned(),
        body => format!("{body} ({level})"),
    };
    let priority = seen.numbers(plenum_domain::RecordKind::Priority, [known.priority]);
    let resources = known.resources.iter().map(|resource| {
        let provider = match &resource.what.provider {
            Provider::Partner(id) => seen.partner(Some(*id)),
            Provider::Structure(id) => seen.structure(Some(*id)),
            Provider::Outside(name) => name,
        };
        format!("{provider} · {}", resource.what.brings)
    });
    facts(vec![
        (label.state, words.of("recommendation", known.state).to_owned()),
        (label.priority, told.coded('P', &priority)),
        (label.addressee, addressee),
        (label.carrier, seen.partner(known.carrier).to_owned()),
        (label.space, seen.space(known.space).to_owned()),
        (label.communes, seen.communes(&known.concerns.communes)),
        (label.public, known.concerns.public.clone()),
        (label.deadline, known.deadline.as_ref().map(|day| words.day(day)).unwrap_or_default()),
        (label.objectives, seen.objectives_of(known).join("\n")),
        (label.decided, seen.decided(known.decided)),
        (label.means, summed(told, totals)),
        (label.resources, resources.collect::<Vec<_>>().join("\n")),
        (label.answer, known.answer.clone().unwrap_or_default()),
        (label.progress, progress),
        (label.evaluation, known.evaluation.clone().unwrap_or_default()),
    ])
}

fn told_report(told: &Told<'_, '_>, report: &Report) -> String {
    let words = told.words;
    let percent = report.progress.percent.map(|n| (words.percent)(&n.to_string()));
    let parts = [
        words.day(&report.progress.day),
        percent.unwrap_or_default(),
        report.progress.words.clone(),
        told.seen.partner(report.partner).to_owned(),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Means in one line, kind by kind.
fn summed(told: &Told<'_, '_>, totals: &Totals) -> String {
    let words = told.words;
    let both = |sum: crate::Sum, said: &dyn Fn(i64) -> String| {
        let said = |n, word: &str| (n != 0).then(|| format!("{} {word}", said(n)));
        [said(sum.secured, words.secured), said(sum.sought, words.sought)]
    };
    let fte = |n| format!("{} · {}", words.label.fte, words.hundredths(n));
    let logistic = |n| format!("{} · {}", words.label.logistic, words.integer(n));
    let kinds = [
        both(totals.financial, &|n| words.amount(n)),
        both(totals.human, &fte),
        both(totals.logistic, &logistic),
    ];
    let said: Vec<_> = kinds.into_iter().flatten().flatten().collect();
    said.join("\n")
}

/// The lines of means, for whoever sees them.
fn lines(told: &Told<'_, '_>, known: &Recommendation) -> Option<Block> {
    let (words, label) = (told.words, &told.words.label);
    let row = |line: &plenum_domain::recommendation::Means| {
        let (what, year, amount) = match &line.what {
            MeansKind::Financial { amount, year, source } => {
                (source.clone(), year.to_string(), words.amount(amount.get()))
            }
            MeansKind::Human { fte, profile } => {
                let fte = words.hundredths(i64::from(*fte));
                (profile.clone(), String::new(), format!("{} · {fte}", label.fte))
            }
            MeansKind::Logistic { need } => (need.clone(), String::new(), String::new()),
        };
        let secured = if line.secured { words.secured } else { words.sought };
        vec![what, year, amount, secured.to_owned()]
    };
    let rows: Vec<_> = known.means.iter().map(row).collect();
    let headings = [label.means, label.year, label.amount, label.state].map(str::to_owned).into();
    let grid = Grid { headings, rows, numeric: vec![2], totals: false };
    (!grid.rows.is_empty()).then_some(Block::Table(grid))
}

/// What the recommendations seek and have secured, axis by axis, to the cent.
pub(super) fn totals(told: &Told<'_, '_>) -> Chapter {
    let (words, label) = (told.words, &told.words.label);
    let all = of_edition(told);
    let (mut rows, mut whole) = (Vec::new(), Totals::default());
    let row = |title: String, totals: &Totals| {
        let mut row = vec![title];
        row.extend([totals.financial.secured, totals.financial.sought].map(|n| words.amount(n)));
        row.extend([totals.human.secured, totals.human.sought].map(|n| words.hundredths(n)));
        row.extend([totals.logistic.secured, totals.logistic.sought].map(|n| words.integer(n)));
        row
    };
    for (axis, title) in told.axes() {
        let mut sum = Totals::default();
        for (_, shown) in all.iter().filter(|(of, _)| *of == axis) {
            sum += shown.totals;
        }
        if sum != Totals::default() {
            rows.push(row(title, &sum));
            whole += sum;
        }
    }
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        rows.push(row(words.all_axes.to_owned(), &whole));
        let mut headings = vec![label.axis.to_owned()];
        for kind in [label.amount, label.fte, label.logistic] {
            headings.extend([words.secured, words.sought].map(|how| format!("{kind}, {how}")));
        }
        let numeric = (1..headings.len()).collect();
        blocks.push(Block::Table(Grid { headings, rows, numeric, totals: true }));
    }
    Chapter { title: words.means.to_owned(), blocks }
}
