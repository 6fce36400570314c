//! Recommendations, the means they seek, and how far they have come.

use plenum_domain::{
    Recommendation,
    recommendation::{Means, MeansKind, Provider, Resource, ResourceKind},
};

use super::{
    BETWEEN_TITLES, Cell, Column, Table, column, day, hundredths, joined, number, out, text, yes_no,
};
use crate::{
    RecommendationRecord,
    seen::{Seen, word},
};

pub(super) const RECOMMENDATIONS: Table =
    Table { name: "recommendations", columns: RECOMMENDATION_COLUMNS, rows: recommendations };
pub(super) const MEANS: Table = Table { name: "means", columns: MEANS_COLUMNS, rows: means };
pub(super) const RESOURCES: Table =
    Table { name: "resources", columns: RESOURCE_COLUMNS, rows: resources };
pub(super) const REPORTS: Table = Table { name: "reports", columns: REPORT_COLUMNS, rows: reports };

const RECOMMENDATION_COLUMNS: &[Column] = &[
    // Empty for a recommendation that the plan may not know yet.
    column("id", &[], false),
    out("number"),
    out("edition"),
    out("axis"),
    // Its number.
    column("priority", &["priorité", "priorite"], true),
    column("title", &["recommandation", "intitulé"], true),
    column("text", &["texte"], true),
    column("level", &["niveau"], true),
    column("body", &["destinataire"], true),
    column("carrier", &["porteur"], false),
    column("space", &["espace"], false),
    column("communes", &[], false),
    column("public", &[], false),
    column("deadline", &["échéance", "echeance"], false),
    column("objectives", &["objectifs"], false),
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
    // Empty for a line that the recommendation may not have yet.
    column("id", &[], false),
    // Its number.
    column("recommendation", &["recommandation"], true),
    out("title"),
    column("kind", &["type"], true),
    column("euros", &["montant"], false),
    column("year", &["année", "annee"], false),
    column("fte", &["etp"], false),
    column("what", &["objet"], false),
    column("secured", &["acquis"], false),
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

const RESOURCE_COLUMNS: &[Column] = &[
    out("id"),
    out("recommendation"),
    out("title"),
    out("provider"),
    // Whether the provider is one of the plan's partners.
    out("partner"),
    out("sector"),
    out("brings"),
];

fn resources(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |of: &Recommendation, resource: &Resource| {
        let ResourceKind { provider, sector, brings } = &resource.what;
        let (name, is_partner) = match provider {
            Provider::Partner(id) => (seen.partner(Some(*id)), true),
            Provider::Structure(id) => (seen.structure(Some(*id)), false),
            Provider::Outside(name) => (name.as_str(), false),
        };
        vec![
            text(resource.id.to_string()),
            number(i64::from(of.number)),
            text(&of.title),
            text(name),
            yes_no(is_partner),
            text(word(sector)),
            text(brings),
        ]
    };
    let all = in_order(seen);
    let lines = all.iter().flat_map(|shown| {
        let of: &Recommendation = &shown.recommendation;
        of.resources.iter().map(move |resource| (of, resource))
    });
    lines.map(|(of, resource)| row(of, resource)).collect()
}

const REPORT_COLUMNS: &[Column] = &[
    // Empty for a report that the plan may not know yet.
    column("id", &[], false),
    // Its number.
    column("recommendation", &["recommandation"], true),
    out("title"),
    column("day", &["date", "jour"], true),
    column("percent", &["pourcentage"], false),
    column("words", &["texte"], true),
    column("partner", &["partenaire"], false),
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
