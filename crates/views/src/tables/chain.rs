//! Findings and what is built on them: a line for each record.

use std::collections::BTreeMap;

use plenum_domain::{
    FindingId, PartnerId, RecordKind,
    finding::{Position, Stance},
};

use super::{BETWEEN_TITLES, Cell, Column, Table, column, joined, number, out, text, yes_no};
use crate::seen::{Seen, word};

pub(super) const FINDINGS: Table =
    Table { name: "findings", columns: FINDING_COLUMNS, rows: findings };
pub(super) const STANCES: Table = Table { name: "stances", columns: STANCE_COLUMNS, rows: stances };
pub(super) const EVIDENCE: Table =
    Table { name: "evidence", columns: EVIDENCE_COLUMNS, rows: evidence };
pub(super) const NEEDS: Table = Table { name: "needs", columns: NEED_COLUMNS, rows: needs };
pub(super) const PRIORITIES: Table =
    Table { name: "priorities", columns: PRIORITY_COLUMNS, rows: priorities };

const FINDING_COLUMNS: &[Column] = &[
    // Empty for a finding that the plan may not know yet.
    column("id", &[], false),
    out("number"),
    column("statement", &["constat", "énoncé", "enonce"], true),
    column("axis", &["axe"], false),
    column("themes", &["thèmes", "themes", "thématiques"], false),
    // INS codes, with spaces between them.
    column("communes", &[], false),
    column("public", &[], false),
    column("year", &["année", "annee"], false),
    column("space", &["espace"], false),
    column("partner", &["partenaire"], false),
    column("edition", &["édition"], false),
    out("state"),
    out("agrees"),
    out("nuances"),
    out("contests"),
    out("settled_on"),
    out("decided"),
];

fn findings(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |finding: &plenum_domain::Finding| {
        let tags = &finding.tags;
        let themes = tags.themes.iter().filter_map(|id| seen.plan.themes.get(id));
        // Observers are not told who holds what, so not how many either.
        let stances = |position: Position| {
            let held = finding.stances.values().filter(|s| s.opinion.position == position);
            number(seen.is_member().then(|| held.count() as i64))
        };
        let last = finding.settlements.last();
        vec![
            text(finding.id.to_string()),
            number(i64::from(finding.number)),
            text(&finding.statement),
            text(seen.axis(tags.axis)),
            joined(themes.map(|theme| &theme.title), BETWEEN_TITLES),
            joined(&tags.communes, " "),
            text(&tags.public),
            number(tags.year.map(i64::from)),
            text(seen.space(tags.space)),
            text(seen.partner(finding.partner)),
            text(seen.edition(finding.edition)),
            text(word(&finding.state)),
            stances(Position::Agrees),
            stances(Position::Nuances),
            stances(Position::Contests),
            text(last.map_or("", |settled| settled.day.as_str())),
            text(seen.decided(last.and_then(|settled| settled.decided))),
        ]
    };
    let mut all = seen.findings();
    all.sort_by_key(|finding| finding.number);
    all.iter().map(|finding| row(finding)).collect()
}

const STANCE_COLUMNS: &[Column] =
    &[out("finding"), out("statement"), out("partner"), out("position"), out("reason")];

/// Who holds what is the members' own: a finding that observers see has no stances.
fn stances(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let mut all = seen.findings();
    all.sort_by_key(|finding| finding.number);
    let lines = all.iter().flat_map(|finding| {
        let of_partner = |(partner, stance): (&PartnerId, &Stance)| {
            vec![
                number(i64::from(finding.number)),
                text(&finding.statement),
                text(seen.partner(Some(*partner))),
                text(word(&stance.opinion.position)),
                text(&stance.opinion.reason),
            ]
        };
        finding.stances.iter().map(of_partner).collect::<Vec<_>>()
    });
    lines.collect()
}

const EVIDENCE_COLUMNS: &[Column] = &[
    // Empty for a piece that the plan may not know yet.
    column("id", &[], false),
    // Its number.
    column("finding", &["constat", "n° constat"], true),
    column("kind", &["type"], true),
    column("reference", &["référence"], true),
    column("excerpt", &["extrait"], false),
    column("link", &["lien"], false),
    column("structure", &[], false),
    column("partner", &["partenaire"], false),
    column("withdrawn", &["retirée", "retiree"], false),
];

fn evidence(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let finding = |id: &FindingId| seen.plan.findings.get(id).map(|finding| finding.number);
    let mut all = seen.evidence();
    all.sort_by_key(|evidence| (finding(&evidence.finding), evidence.id));
    let row = |evidence: &plenum_domain::Evidence| {
        let says = &evidence.says;
        vec![
            text(evidence.id.to_string()),
            number(finding(&evidence.finding).map(i64::from)),
            text(word(&says.kind)),
            text(&says.reference),
            text(&says.excerpt),
            text(says.link.as_ref().map_or("", |link| link.as_str())),
            text(seen.structure(says.structure)),
            text(seen.partner(evidence.partner)),
            yes_no(evidence.withdrawn),
        ]
    };
    all.iter().map(|evidence| row(evidence)).collect()
}

const NEED_COLUMNS: &[Column] = &[
    // Empty for a need that the plan may not know yet.
    column("id", &[], false),
    out("number"),
    column("statement", &["besoin", "énoncé", "enonce"], true),
    column("public", &[], false),
    column("axis", &["axe"], false),
    column("space", &["espace"], false),
    column("partner", &["partenaire"], false),
    // The numbers of what it rests on, and of those among them that have changed since.
    column("findings", &["constats"], false),
    out("changed_findings"),
    column("withdrawn", &["retiré", "retire"], false),
];

fn needs(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let mut all = seen.needs();
    all.sort_by_key(|seen| seen.need.number);
    let row = |shown: &crate::NeedRecord<'_>| {
        let need = &shown.need;
        vec![
            text(need.id.to_string()),
            number(i64::from(need.number)),
            text(&need.statement),
            text(&need.public),
            text(seen.axis(need.axis)),
            text(seen.space(need.space)),
            text(seen.partner(need.partner)),
            numbers(seen, RecordKind::Finding, need.findings.keys().copied()),
            numbers(seen, RecordKind::Finding, shown.flags.iter().copied()),
            yes_no(need.withdrawn),
        ]
    };
    all.iter().map(row).collect()
}

const PRIORITY_COLUMNS: &[Column] = &[
    // Empty for a priority that the plan may not know yet.
    column("id", &[], false),
    out("number"),
    column("edition", &["édition"], true),
    column("axis", &["axe"], true),
    // 1 is the first of its axis.
    out("rank"),
    column("title", &["priorité", "priorite", "intitulé"], true),
    column("note", &[], false),
    column("state", &["état", "etat"], false),
    column("space", &["espace"], false),
    column("partner", &["partenaire"], false),
    column("findings", &["constats"], false),
    column("needs", &["besoins"], false),
    out("changed_findings"),
    out("decided"),
];

fn priorities(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let editions = seen.editions();
    let rankings = editions.iter().flat_map(|edition| edition.rankings.values());
    let ranks: BTreeMap<_, _> =
        rankings.flat_map(|ranking| ranking.iter().copied().zip(1_i64..)).collect();
    let mut all = seen.priorities();
    all.sort_by_key(|seen| seen.priority.number);
    let row = |shown: &crate::PriorityRecord<'_>| {
        let priority = &shown.priority;
        vec![
            text(priority.id.to_string()),
            number(i64::from(priority.number)),
            text(seen.edition(Some(priority.edition))),
            text(seen.axis(Some(priority.axis))),
            number(ranks.get(&priority.id).copied()),
            text(&priority.title),
            text(&priority.note),
            text(word(&priority.state)),
            text(seen.space(priority.space)),
            text(seen.partner(priority.partner)),
            numbers(seen, RecordKind::Finding, priority.findings.keys().copied()),
            numbers(seen, RecordKind::Need, priority.needs.keys().copied()),
            numbers(seen, RecordKind::Finding, shown.flags.iter().copied()),
            text(seen.decided(priority.decided)),
        ]
    };
    all.iter().map(row).collect()
}

/// The numbers of some records, with spaces between them.
fn numbers<I: Copy + Into<uuid::Uuid>>(
    seen: &Seen<'_>,
    kind: RecordKind,
    ids: impl IntoIterator<Item = I>,
) -> Cell {
    joined(seen.numbers(kind, ids), " ")
}
