//! Recommendations, the means they seek, and how far they have come.

use plenum_domain::{
    Recommendation,
    recommendation::{Means, MeansKind},
};

use super::{
    BETWEEN_TITLES, Cell, Column, Table, day, hundredths, joined, number, out, text, yes_no,
};
use crate::{
    RecommendationRecord,
    seen::{Seen, word},
};

pub(super) const RECOMMENDATIONS: Table =
    Table { name: "recommendations", columns: RECOMMENDATION_COLUMNS, rows: recommendations };
pub(super) const MEANS: Table = Table { name: "means", columns: MEANS_COLUMNS, rows: means };
pub(super) const REPORTS: Table = Table { name: "reports", columns: REPORT_COLUMNS, rows: reports };

const RECOMMENDATION_COLUMNS: &[Column] = &[
    out("id"),
    out("number"),
    out("edition"),
    out("axis"),
    out("priority"),
    out("title"),
    out("text"),
    out("level"),
    out("body"),
    out("carrier"),
    out("space"),
    out("communes"),
    out("public"),
    out("deadline"),
    out("objectives"),
    out("state"),
    out("decided"),
    out("answer"),
    out("evaluation"),
    // Euros, and full-time equivalents.
    out("euros_sought"),
    out("euros_secured"),
    out("fte_sought"),
    out("fte_secured"),
    out("logistic_sought"),
    out("logistic_secured"),
];

fn in_order<'p>(seen: &Seen<'p>) -> Vec<RecommendationRecord<'p>> {
    let mut all = seen.recommendations();
    all.sort_by_key(|seen| seen.recommendation.number);
    all
}

fn recommendations(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |shown: &RecommendationRecord<'_>| {
        let RecommendationRecord { recommendation, totals, .. } = shown;
        let known: &Recommendation = recommendation;
        // Draft priorities are nothing to observers, but what stands under one is validated.
        let priority = seen.plan.priorities.get(&known.priority);
        vec![
            text(known.id.to_string()),
            number(i64::from(known.number)),
            text(seen.edition(Some(known.edition))),
            text(seen.axis(priority.map(|priority| priority.axis))),
            joined(seen.numbers(plenum_domain::RecordKind::Priority, [known.priority]), " "),
            text(&known.title),
            text(&known.text),
            text(word(&known.addressee.level)),
            text(&known.addressee.body),
            text(seen.partner(known.carrier)),
            text(seen.space(known.space)),
            joined(&known.concerns.communes, " "),
            text(&known.concerns.public),
            day(known.deadline.as_ref()),
            joined(seen.objectives_of(known), BETWEEN_TITLES),
            text(word(&known.state)),
            text(seen.decided(known.decided)),
            text(known.answer.as_deref().unwrap_or_default()),
            text(known.evaluation.as_deref().unwrap_or_default()),
            hundredths(totals.financial.sought),
            hundredths(totals.financial.secured),
            hundredths(totals.human.sought),
            hundredths(totals.human.secured),
            number(totals.logistic.sought),
            number(totals.logistic.secured),
        ]
    };
    in_order(seen).iter().map(row).collect()
}

const MEANS_COLUMNS: &[Column] = &[
    out("id"),
    out("recommendation"),
    out("title"),
    out("kind"),
    out("euros"),
    out("year"),
    out("fte"),
    out("what"),
    out("secured"),
];

/// Lines of means are the members' own: observers see what they add up to.
fn means(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |of: &Recommendation, line: &Means| {
        let nothing = || number(None);
        let (kind, euros, year, fte, what) = match &line.what {
            MeansKind::Financial { amount, year, source } => {
                let year = number(i64::from(*year));
                ("financial", hundredths(amount.get()), year, nothing(), source)
            }
            MeansKind::Human { fte, profile } => {
                ("human", nothing(), nothing(), hundredths(i64::from(*fte)), profile)
            }
            MeansKind::Logistic { need } => ("logistic", nothing(), nothing(), nothing(), need),
        };
        vec![
            text(line.id.to_string()),
            number(i64::from(of.number)),
            text(&of.title),
            text(kind),
            euros,
            year,
            fte,
            text(what),
            yes_no(line.secured),
        ]
    };
    let all = in_order(seen);
    let lines = all.iter().flat_map(|shown| {
        let of: &Recommendation = &shown.recommendation;
        of.means.iter().map(move |line| (of, line))
    });
    lines.map(|(of, line)| row(of, line)).collect()
}

const REPORT_COLUMNS: &[Column] = &[
    out("id"),
    out("recommendation"),
    out("title"),
    out("day"),
    out("percent"),
    out("words"),
    out("partner"),
];

fn reports(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let of = |report: &plenum_domain::Report| seen.plan.recommendations.get(&report.recommendation);
    let mut all = seen.reports();
    all.sort_by_key(|report| {
        (of(report).map(|of| of.number), report.progress.day.clone(), report.id)
    });
    let row = |report: &plenum_domain::Report| {
        vec![
            text(report.id.to_string()),
            number(of(report).map(|of| i64::from(of.number))),
            text(of(report).map_or("", |of| of.title.as_str())),
            text(report.progress.day.as_str()),
            number(report.progress.percent.map(i64::from)),
            text(&report.progress.words),
            text(seen.partner(report.partner)),
        ]
    };
    all.iter().map(|report| row(report)).collect()
}
