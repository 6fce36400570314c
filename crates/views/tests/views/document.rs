//! The plan as one document, as data: what is in it, for whom, and that it adds up.

use std::collections::BTreeSet;

use plenum_domain::{Audience, Plan, RecordKind};
use plenum_testkit::random::History;
use plenum_views::{
    Seen, Totals,
    document::{Block, Document, Language, Reasons, in_force, told_events},
};

fn seen(plan: &Plan, audience: Audience) -> Seen<'_> {
    Seen { plan, audience, names: &|_| None }
}

/// All words of a document.
fn said(document: &Document) -> String {
    let mut words = vec![document.title.clone(), document.dated.clone()];
    words.extend(document.cover.iter().cloned());
    for chapter in &document.chapters {
        words.push(chapter.title.clone());
        for block in &chapter.blocks {
            match block {
                Block::Heading(text)
                | Block::Subheading(text)
                | Block::Paragraph(text)
                | Block::Note(text) => words.push(text.clone()),
                Block::List(lines) => words.extend(lines.iter().cloned()),
                Block::Facts(facts) => words.extend(facts.iter().map(|(_, value)| value.clone())),
                Block::Table(grid) => {
                    words.extend(grid.headings.iter().chain(grid.rows.iter().flatten()).cloned());
                }
            }
        }
    }
    words.join("\n")
}

/// Over random plans: every word of the wire has its word in both languages (a missing one panics here),
/// every row has as many cells as its table has headings, and nothing is said of an empty plan.
#[test]
fn a_document_is_whole_in_both_languages() {
    for seed in 0..40 {
        let plan = History::random(seed, 2000).plan;
        for audience in [Audience::Members, Audience::Observers] {
            let of = |language| Document::of(&seen(&plan, audience), &Reasons::new(), language);
            let (fr, en) = (of(Language::French), of(Language::English));
            assert_eq!(fr.chapters.len(), en.chapters.len(), "seed {seed}");
            for document in [&fr, &en] {
                for block in document.chapters.iter().flat_map(|chapter| &chapter.blocks) {
                    let Block::Table(grid) = block else { continue };
                    assert!(!grid.rows.is_empty(), "seed {seed}");
                    let columns = grid.headings.len();
                    assert!(grid.rows.iter().all(|row| row.len() == columns), "seed {seed}");
                }
            }
            assert!(fr.dated.contains(&plan.head.to_string()) || plan.head > 999, "seed {seed}");
        }
    }
    let nothing =
        Document::of(&seen(&Plan::default(), Audience::Members), &Reasons::new(), Language::French);
    assert_eq!(nothing.chapters, []);
}

/// What observers read holds no word of a record that they do not see.
#[test]
fn observers_read_nothing_of_what_is_hidden_from_them() {
    for seed in 0..40 {
        let mut plan = History::random(seed, 2000).plan;
        let shown = |kind, id: uuid::Uuid| seen_by_observers(&plan, kind, id);
        let hidden: BTreeSet<_> =
            plan.findings.keys().filter(|id| !shown(RecordKind::Finding, id.0)).copied().collect();
        let drafts: BTreeSet<_> = plan
            .recommendations
            .keys()
            .filter(|id| !shown(RecordKind::Recommendation, id.0))
            .copied()
            .collect();
        let proposed: BTreeSet<_> = plan
            .priorities
            .keys()
            .filter(|id| !shown(RecordKind::Priority, id.0))
            .copied()
            .collect();
        for id in hidden {
            plan.findings.entry(id).and_modify(|finding| finding.statement = "SECRET".into());
        }
        for id in drafts {
            plan.recommendations.entry(id).and_modify(|known| known.title = "SECRET".into());
        }
        for id in proposed {
            plan.priorities.entry(id).and_modify(|known| known.title = "SECRET".into());
        }
        for need in plan.needs.values_mut() {
            need.statement = "SECRET".into();
        }
        for known in plan.recommendations.values_mut() {
            for means in &mut known.means {
                means.what =
                    plenum_domain::recommendation::MeansKind::Logistic { need: "SECRET".into() };
            }
        }
        let reasons = told_events(&seen(&plan, Audience::Observers));
        let reasons = reasons.into_iter().map(|at| (at, "SECRET".to_owned())).collect();
        let document = Document::of(&seen(&plan, Audience::Observers), &reasons, Language::French);
        assert!(!said(&document).contains("SECRET"), "seed {seed}");
    }
}

fn seen_by_observers(plan: &Plan, kind: RecordKind, id: uuid::Uuid) -> bool {
    seen(plan, Audience::Observers).record(kind, id).is_some()
}

/// The last row of the table of means is what all recommendations of the edition have, to the cent.
#[test]
fn the_means_add_up_to_the_cent() {
    let mut met = 0;
    for seed in 0..60 {
        let plan = History::random(seed, 2000).plan;
        let seen = seen(&plan, Audience::Members);
        let Some(edition) = in_force(&seen) else { continue };
        let mut totals = Totals::default();
        for known in plan.recommendations.values().filter(|known| known.edition == edition.id) {
            totals += Totals::of(&known.means);
        }
        if totals == Totals::default() {
            continue;
        }
        let document = Document::of(&seen, &Reasons::new(), Language::English);
        let means = document.chapters.iter().find(|chapter| chapter.title == "Means");
        let Some(Block::Table(grid)) = means.and_then(|chapter| chapter.blocks.first()) else {
            panic!("seed {seed}: there is no table of means")
        };
        let last = grid.rows.last().map(Vec::as_slice).unwrap_or_default();
        let plain = |cell: &String| cell.replace(['€', ',', '.'], "").parse::<i64>().ok();
        let told: Vec<_> = last[1..].iter().map(plain).collect();
        let wanted = [
            totals.financial.secured,
            totals.financial.sought,
            totals.human.secured,
            totals.human.sought,
            totals.logistic.secured,
            totals.logistic.sought,
        ];
        assert_eq!(told, wanted.map(Some), "seed {seed}");
        met += 1;
    }
    assert!(met > 0, "no plan had means");
}

/// Each settlement of a finding that the document tells says why, beside where it was decided.
#[test]
fn why_a_finding_was_settled_is_told_with_its_settlement() {
    let mut met = 0;
    for seed in 0..40 {
        let plan = History::random(seed, 2000).plan;
        let seen = seen(&plan, Audience::Members);
        let reasons: Reasons =
            told_events(&seen).into_iter().map(|at| (at, format!("parce que {at}."))).collect();
        let words = said(&Document::of(&seen, &reasons, Language::French));
        for reason in reasons.values() {
            assert!(words.contains(&format!("\u{a0}: {reason}")), "seed {seed}: {reason}");
            met += 1;
        }
    }
    assert!(met > 0, "no finding was settled");
}
