//! From findings to reports: counts, every state, sums to the cent, what is flagged and what was confirmed.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::{
    EditionId, Event, Fact, Plan, RecordKind, RecordRef,
    chain::{ChainFact, Holds},
    edition::EditionState,
    evidence::EvidenceKind,
    finding::{FindingFact, FindingState, Outcome, Position},
    priority::PriorityState,
    recommendation::{MeansKind, RecommendationState, ResourceSector},
};

use super::{super::id_of, DEMO, demo, played};

/// How often each of the values comes.
fn counted<T: Into<&'static str>>(of: impl Iterator<Item = T>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for value in of {
        *counts.entry(value.into()).or_default() += 1;
    }
    counts
}

/// The first edition, which is over, and the one in the making.
fn editions(plan: &Plan) -> (EditionId, EditionId) {
    let in_state = |state| {
        let edition = plan.editions.values().find(|edition| edition.state == state);
        edition.expect("an edition in this state").id
    };
    (in_state(EditionState::Closed), in_state(EditionState::Consultation))
}

#[test]
fn the_demo_has_findings_that_were_recorded_inherited_and_reviewed() {
    let (_, plan) = played(&demo());
    let (first, second) = editions(&plan);
    let of_2016 = || plan.findings.values().filter(|f| f.tags.year == Some(2016));
    assert_eq!((of_2016().count(), plan.findings.len()), (24, 32));
    for axis in plan.axes.keys() {
        assert_eq!(of_2016().filter(|f| f.tags.axis == Some(*axis)).count(), 4);
    }
    assert!(plan.findings.values().all(|f| f.tags.space.is_some() && f.tags.axis.is_some()));
    assert_eq!(of_2016().filter(|f| f.inherited_from == Some(first)).count(), 22);
    assert_eq!(of_2016().filter(|f| f.edition == Some(second)).count(), 22);
    let states = counted(plan.findings.values().map(|finding| finding.state));
    let expected = [
        ("inherited", 1),
        ("obsolete", 5),
        ("recorded", 5),
        ("under_review", 6),
        ("updated", 7),
        ("upheld", 8),
    ];
    assert_eq!(states, expected.into());
    let settlements = || plan.findings.values().flat_map(|finding| &finding.settlements);
    for outcome in [Outcome::Upheld, Outcome::Updated, Outcome::Obsolete] {
        assert!(settlements().any(|s| s.outcome == outcome && s.decided.is_some()), "{outcome:?}");
    }
}

#[test]
fn the_demo_has_evidence_of_the_five_inputs_and_one_document_of_the_source() {
    let (_, plan) = played(&demo());
    use EvidenceKind::{Diagnosis, Field, Ili, PcsPst, Structure};
    for kind in [Diagnosis, Ili, PcsPst, Structure, Field] {
        let held = plan.evidence.values().filter(|e| e.says.kind == kind && !e.withdrawn);
        assert!(held.count() >= 8, "{kind:?}");
    }
    assert_eq!(plan.evidence.values().filter(|e| e.withdrawn).count(), 1);
    let source = "Diagnostic PPLI 2016 (pdf)";
    let is_marked = |words: &str| words.is_empty() || words.ends_with("(démo)");
    for evidence in plan.evidence.values() {
        let says = &evidence.says;
        assert!(says.reference == source || is_marked(&says.reference), "{}", says.reference);
        assert!(is_marked(&says.excerpt) && says.link.is_none(), "{}", says.reference);
    }
    assert_eq!(plan.evidence.values().filter(|e| e.says.reference == source).count(), 24);
}

#[test]
fn the_demo_has_partners_who_agree_nuance_contest_and_change_their_mind() {
    let (events, plan) = played(&demo());
    let stances: Vec<_> = plan.findings.values().flat_map(|f| f.stances.values()).collect();
    for position in [Position::Agrees, Position::Nuances, Position::Contests] {
        let held = stances.iter().filter(|stance| stance.opinion.position == position);
        assert!(held.count() >= 3, "{position:?}");
    }
    let changes = events.iter().filter(|event| {
        matches!(&event.fact, Fact::Finding(FindingFact::StanceTaken { from: Some(from), to, .. })
            if from.position != to.position)
    });
    assert!(changes.count() >= 5);
    let withdrawn =
        |e: &Event| matches!(e.fact, Fact::Finding(FindingFact::StanceWithdrawn { .. }));
    assert!(events.iter().any(withdrawn));
}

#[test]
fn the_demo_has_more_than_thirty_priorities_in_its_first_edition_and_ranks_the_second() {
    let (_, plan) = played(&demo());
    let (first, second) = editions(&plan);
    let states = |edition| {
        counted(plan.priorities.values().filter(|p| p.edition == edition).map(|p| p.state))
    };
    assert_eq!(states(first), [("closed", 32), ("dropped", 3)].into());
    assert_eq!(states(second), [("dropped", 2), ("proposed", 12), ("retained", 18)].into());
    let of_second = || plan.priorities.values().filter(|p| p.edition == second);
    assert_eq!(of_second().filter(|p| p.carried_from.is_some()).count(), 20);
    assert!(of_second().all(|p| p.state != PriorityState::Retained || p.decided.is_some()));
    for edition in [first, second] {
        let ranked: Vec<_> = plan.editions[&edition].rankings.values().flatten().collect();
        let living = plan.priorities.values().filter(|p| p.edition == edition);
        let living = living.filter(|p| p.state != PriorityState::Dropped).count();
        assert_eq!((ranked.len(), ranked.iter().collect::<BTreeSet<_>>().len()), (living, living));
    }
    assert_eq!(plan.needs.values().filter(|need| !need.withdrawn).count(), 12);
    assert_eq!(plan.needs.values().filter(|need| need.withdrawn).count(), 2);
}

#[test]
fn the_demo_has_recommendations_in_every_state() {
    let (_, plan) = played(&demo());
    let (first, second) = editions(&plan);
    let states = |edition| {
        let known = plan.recommendations.values().filter(|r| r.edition == edition);
        counted(known.map(|r| r.state))
    };
    let expected = [("achieved", 5), ("evaluated", 6), ("no_follow_up", 2), ("refused", 1)];
    assert_eq!(states(first), expected.into());
    let expected = [
        ("achieved", 1),
        ("answered", 2),
        ("draft", 2),
        ("evaluated", 1),
        ("no_follow_up", 1),
        ("proposed", 2),
        ("refused", 1),
        ("sent", 2),
        ("underway", 4),
        ("validated", 2),
    ];
    assert_eq!(states(second), expected.into());
    let carried = plan.recommendations.values().filter(|r| r.carried_from.is_some());
    assert_eq!(carried.count(), 4);
    assert_eq!(plan.reports.len(), 24);
    let reported: BTreeSet<_> = plan.reports.values().map(|r| r.recommendation).collect();
    let sent = |id| plan.recommendations[id].state >= RecommendationState::Sent;
    assert!(reported.len() >= 15 && reported.iter().all(sent));
}

#[test]
fn the_means_of_the_demo_add_up_to_the_cent() {
    let (_, plan) = played(&demo());
    let (first, second) = editions(&plan);
    let sums = |edition| {
        let known = plan.recommendations.values().filter(move |r| r.edition == edition);
        let mut sums = [0, 0];
        for means in known.flat_map(|r| &r.means) {
            if let MeansKind::Financial { amount, .. } = &means.what {
                sums[usize::from(means.secured)] += amount.get();
            }
        }
        sums
    };
    assert_eq!(sums(first), [4_205_075, 2_219_975], "sought, secured");
    assert_eq!(sums(second), [9_065_076, 2_620_074], "sought, secured");

    let lines = || plan.recommendations.values().flat_map(|r| &r.means);
    let kind = |what: &MeansKind| match what {
        MeansKind::Financial { source, .. } => {
            assert!(source.ends_with("(montant démo)"), "{source}");
            "financial"
        }
        MeansKind::Human { .. } => "human",
        MeansKind::Logistic { .. } => "logistic",
    };
    let kinds: BTreeSet<_> = lines().map(|line| (kind(&line.what), line.secured)).collect();
    assert_eq!(kinds.len(), 6, "three kinds, sought and secured: {kinds:?}");
    let resources = plan.recommendations.values().flat_map(|r| &r.resources);
    let sectors: Vec<_> = resources.map(|resource| resource.what.sector).collect();
    use ResourceSector::{Associative, Private, Public};
    for sector in [Associative, Public, Private] {
        assert!(sectors.iter().filter(|s| **s == sector).count() >= 3, "{sector:?}");
    }
}

#[test]
fn the_demo_leaves_four_flags_open_and_has_three_confirmations() {
    let file = demo();
    let (events, plan) = played(&file);
    let names = (plan.needs.keys().map(|id| RecordRef::new(RecordKind::Need, *id)))
        .chain(plan.priorities.keys().map(|id| RecordRef::new(RecordKind::Priority, *id)))
        .chain(
            plan.recommendations.keys().map(|id| RecordRef::new(RecordKind::Recommendation, *id)),
        );
    let flags: BTreeSet<_> =
        names.flat_map(|of| plan.flags(of).into_iter().map(move |finding| (of, finding))).collect();
    let flag = |kind, key: &str, finding: &str| {
        (RecordRef::new(kind, id_of(file.plan, key)), id_of(file.plan, finding).into())
    };
    let expected = BTreeSet::from([
        flag(RecordKind::Need, "b-majorite", "c-majorite"),
        flag(RecordKind::Priority, "p2-sortie", "c-sortie-centre"),
        flag(RecordKind::Recommendation, "r2-bail", "c-sortie-centre"),
        flag(RecordKind::Recommendation, "r2-interp", "c-interpretes"),
    ]);
    assert_eq!(flags, expected);

    let holds = |event: &Event| match event.fact {
        Fact::Chain(ChainFact::Confirmed { holds, .. }) => {
            assert!(event.reason.is_some());
            Some(holds)
        }
        _ => None,
    };
    let confirmed: Vec<_> = events.iter().filter_map(holds).collect();
    assert_eq!(confirmed, [Holds::Stands, Holds::Adapted, Holds::Stands]);
}

#[test]
fn what_the_demo_makes_up_is_marked() {
    let (_, plan) = played(&demo());
    let findings = plan.findings.values().map(|finding| &finding.statement);
    let needs = plan.needs.values().map(|need| &need.statement);
    let priorities = plan.priorities.values().map(|priority| &priority.title);
    let recommendations = plan.recommendations.values();
    let recommendations = recommendations.flat_map(|r| [&r.title, &r.text, &r.addressee.body]);
    let answers = plan.recommendations.values().flat_map(|r| r.answer.iter().chain(&r.evaluation));
    let reports = plan.reports.values().map(|report| &report.progress.words);
    let words = findings.chain(needs).chain(priorities).chain(recommendations);
    for words in words.chain(answers).chain(reports) {
        assert!(words.ends_with("(démo)"), "{words}");
        assert!(!words.contains(|c: char| c.is_ascii_digit()), "no figure is made up: {words}");
    }
}

#[test]
fn the_states_of_the_demo_are_those_of_its_history_at_every_year() {
    let (events, whole) = played(&demo());
    let mut plan = Plan::default();
    let mut reviewed = 0;
    for event in &events {
        plan.evolve(event);
        reviewed = reviewed
            .max(plan.findings.values().filter(|f| f.state == FindingState::UnderReview).count());
    }
    assert_eq!((&plan.findings, &plan.priorities), (&whole.findings, &whole.priorities));
    assert_eq!((&plan.recommendations, &plan.chain), (&whole.recommendations, &whole.chain));
    assert!(reviewed >= 6);
    assert_eq!(DEMO.len(), 9);
}

#[test]
fn the_demo_is_talked_about() {
    let (_, plan) = played(&demo());
    let said: Vec<_> = plan.comments.values().collect();
    assert!(said.len() >= 12, "{}", said.len());
    assert_eq!(said.iter().filter(|comment| comment.resolved).count(), 2);
    assert_eq!(said.iter().filter(|comment| comment.withdrawn).count(), 1);
    assert!(said.iter().any(|comment| comment.edited));
    assert!(said.iter().filter(|comment| !comment.mentions.is_empty()).count() >= 6);
    for comment in said.iter().filter(|comment| !comment.withdrawn) {
        assert!(comment.words.ends_with("(démo)"), "{}", comment.words);
    }
}
