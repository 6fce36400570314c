//! Findings, needs, priorities, recommendations and reports as members and observers see them.

use plenum_domain::{
    Audience, Plan, Recommendation, RecordKind, RecordRef, SpaceId,
    evidence::{EvidenceFact, EvidenceKind, Says},
    finding::{FindingFact, Opinion, Position, Tags},
    need::NeedFact,
    priority::PriorityFact,
    recommendation::{
        Addressee, Concerns, Level, Means, MeansKind, Provider, RecommendationFact,
        RecommendationState,
    },
    report::{Progress, ReportFact},
    value::Cents,
};
use plenum_testkit::{
    ids::{
        axis, day, edition, evidence, finding, means, need, partner, priority, recommendation,
        report, space,
    },
    sample::coordinator,
    scenario::{Scenario, given},
};
use plenum_views::{Record, Sum, Totals, is_visible, record};
use uuid::Uuid;

use crate::marks::{marked, marks};

const SPACE: Option<SpaceId> = None;

fn recorded() -> FindingFact {
    FindingFact::Recorded {
        finding: finding(1),
        statement: "Constat".into(),
        tags: Tags { space: Some(space(1)), ..Tags::default() },
        edition: Some(edition(1)),
        partner: Some(partner(1)),
    }
}

fn added() -> EvidenceFact {
    let says = Says {
        kind: EvidenceKind::Field,
        reference: "Terrain".into(),
        excerpt: String::new(),
        link: None,
        structure: None,
    };
    EvidenceFact::Added { evidence: evidence(1), finding: finding(1), says, partner: None }
}

fn stance() -> FindingFact {
    let to = Opinion { position: Position::Contests, reason: "Trop ancien".into() };
    FindingFact::StanceTaken { finding: finding(1), partner: partner(1), from: None, to }
}

fn stated() -> NeedFact {
    NeedFact::Stated {
        need: need(1),
        statement: "Besoin".into(),
        findings: [finding(1)].into(),
        public: String::new(),
        axis: None,
        space: SPACE,
        partner: None,
    }
}

fn proposed() -> PriorityFact {
    PriorityFact::Proposed {
        priority: priority(1),
        edition: edition(1),
        axis: axis(1),
        title: "Priorité".into(),
        note: String::new(),
        space: SPACE,
        partner: None,
        findings: [].into(),
        needs: [need(1)].into(),
    }
}

fn drafted() -> RecommendationFact {
    RecommendationFact::Drafted {
        recommendation: recommendation(1),
        edition: edition(1),
        priority: priority(1),
        title: "Recommandation".into(),
        text: "Faire".into(),
        addressee: Addressee { level: Level::Region, body: "Wallonie".into() },
        carrier: None,
        space: SPACE,
        concerns: Concerns::default(),
        deadline: None,
        objectives: Default::default(),
    }
}

fn reported() -> ReportFact {
    let progress = Progress { day: day("2027-02-01"), percent: Some(20), words: "Lancé".into() };
    let partner = Some(partner(1));
    ReportFact::Written { report: report(1), recommendation: recommendation(1), progress, partner }
}

fn line(n: u64, what: MeansKind, secured: bool) -> RecommendationFact {
    let means = Means { id: means(n), what, secured };
    RecommendationFact::MeansAdded { recommendation: recommendation(1), means }
}

fn money(amount: i64) -> MeansKind {
    let amount = Cents::try_from(amount).expect("an amount");
    MeansKind::Financial { amount, year: 2027, source: "Donateur discret".into() }
}

/// All of it, by the coordinator.
fn here() -> Scenario {
    given([recorded(), stance()]).and([added()]).and([stated()]).and([proposed()]).and([
        drafted(),
        line(1, money(1_000), true),
        line(2, money(300), false),
    ])
}

fn change() -> [FindingFact; 2] {
    let (finding, decided) = (finding(1), None);
    let statement = "Tout a changé".into();
    [FindingFact::ReviewStarted { finding }, FindingFact::Updated { finding, statement, decided }]
}

fn name(kind: RecordKind, id: impl Into<Uuid>) -> RecordRef {
    RecordRef::new(kind, id)
}

/// Members see a record in any state; whether observers do is what a row of the table says.
#[track_caller]
fn seen(story: &Scenario, of: RecordRef, by_observers: bool, when: &str) {
    let plan = story.clone().plan();
    assert!(record(&plan, of, Audience::Members).is_some(), "members, {when}");
    assert_eq!(is_visible(&plan, of, Audience::Observers), by_observers, "{when}");
    assert_eq!(record(&plan, of, Audience::Observers).is_some(), by_observers, "{when}");
}

#[test]
fn findings_are_published_when_settled_or_inherited_and_their_evidence_with_them() {
    let (finding, decided) = (finding(1), None);
    let (of, proof) = (name(RecordKind::Finding, finding), name(RecordKind::Evidence, evidence(1)));
    let review = FindingFact::ReviewStarted { finding };
    let [_, updated] = change();
    let from = Some(edition(1));
    for (state, road, shown) in [
        ("recorded", vec![], false),
        ("inherited", vec![FindingFact::Inherited { finding, from, edition: edition(2) }], true),
        ("under review", vec![review.clone()], false),
        ("upheld", vec![review.clone(), FindingFact::Upheld { finding, decided }], true),
        ("updated", vec![review.clone(), updated], true),
        ("obsolete", vec![review.clone(), FindingFact::MadeObsolete { finding, decided }], true),
    ] {
        let story = here().and(road.clone());
        seen(&story, of, shown, state);
        seen(&story, proof, shown, state);
        let withdrawn = story.and([EvidenceFact::Withdrawn { evidence: evidence(1) }]);
        seen(&withdrawn, proof, false, "withdrawn");
        // Put under review again, it is hidden again.
        let again = here().and(road).and([review.clone()]);
        seen(&again, of, false, "again under review");
        seen(&again, proof, false, "again under review");
    }
}

#[test]
fn needs_are_the_network_s_own() {
    let of = name(RecordKind::Need, need(1));
    seen(&here(), of, false, "stated");
    seen(&here().and([NeedFact::Withdrawn { need: need(1) }]), of, false, "withdrawn");
}

#[test]
fn priorities_are_published_once_retained() {
    let (priority, of) = (priority(1), name(RecordKind::Priority, priority(1)));
    let retained = PriorityFact::Retained { priority, decided: None };
    let consulted =
        plenum_domain::edition::EditionFact::ConsultationStarted { edition: edition(1) };
    for (state, road, shown) in [
        ("proposed", vec![], false),
        ("retained", vec![retained.clone()], true),
        ("dropped", vec![PriorityFact::Dropped { priority }], false),
        ("closed", vec![retained, PriorityFact::Closed { priority }], true),
    ] {
        let story = here().and([consulted.clone()]).and(road);
        seen(&story, of, shown, state);
        // The ranking shows observers who they see, and nobody else.
        let plan = story.plan();
        let edition = record(&plan, name(RecordKind::Edition, edition(1)), Audience::Observers);
        let Some(Record::Edition(edition)) = edition else { panic!("it is under consultation") };
        let ranked = edition.rankings.values().flatten().any(|id| *id == priority);
        assert_eq!(ranked, shown, "{state}");
    }
}

/// The facts that lead a draft to each state, by the state.
fn road(to: RecommendationState) -> Vec<RecommendationFact> {
    use {RecommendationFact as F, RecommendationState as S};
    let recommendation = recommendation(1);
    let words = String::new;
    let steps = [
        (S::Draft, None),
        (S::Proposed, Some(F::Proposed { recommendation })),
        (S::Validated, Some(F::Validated { recommendation, decided: None })),
        (S::Sent, Some(F::Sent { recommendation, day: day("2027-01-10") })),
        (S::Answered, Some(F::Answered { recommendation, words: words() })),
        (S::Underway, Some(F::Started { recommendation })),
        (S::Achieved, Some(F::Achieved { recommendation })),
    ];
    let last = match to {
        S::Refused => Some(F::Refused { recommendation }),
        S::NoFollowUp => Some(F::Left { recommendation }),
        S::Evaluated => Some(F::Evaluated { recommendation, words: words() }),
        _ => None,
    };
    let reached = steps.into_iter().take_while(|(state, _)| *state <= to);
    reached.filter_map(|(_, fact)| fact).chain(last).collect()
}

#[test]
fn recommendations_are_published_once_validated_and_reports_with_what_was_sent() {
    use RecommendationState as S;
    let of = name(RecordKind::Recommendation, recommendation(1));
    for state in [
        S::Draft,
        S::Proposed,
        S::Validated,
        S::Sent,
        S::Answered,
        S::Underway,
        S::Achieved,
        S::Refused,
        S::NoFollowUp,
        S::Evaluated,
    ] {
        let story = here().and(road(state));
        let when: &str = state.into();
        assert_eq!(story.clone().plan().recommendations[&recommendation(1)].state, state);
        seen(&story, of, state >= S::Validated, when);
        if state >= S::Sent {
            seen(&story.and([reported()]), name(RecordKind::Report, report(1)), true, when);
        }
    }
    let withdrawn = here().and(road(S::Sent)).and([reported()]);
    let plan = withdrawn.and([ReportFact::Withdrawn { report: report(1) }]).plan();
    assert_eq!(record(&plan, name(RecordKind::Report, report(1)), Audience::Members), None);
}

#[test]
fn flags_and_totals_are_in_the_records_of_members() {
    let plan = here().and(change()).plan();
    let flags = vec![finding(1)];
    let of = |kind, id: Uuid| record(&plan, name(kind, id), Audience::Members);
    let Some(Record::Need(seen)) = of(RecordKind::Need, need(1).0) else { panic!("a need") };
    assert_eq!(seen.flags, flags);
    let Some(Record::Priority(seen)) = of(RecordKind::Priority, priority(1).0) else {
        panic!("a priority")
    };
    assert_eq!(seen.flags, flags);
    let seen = of(RecordKind::Recommendation, recommendation(1).0);
    let Some(Record::Recommendation(seen)) = seen else { panic!("a recommendation") };
    let financial = Sum { sought: 300, secured: 1_000 };
    assert_eq!(seen.totals, Totals { financial, ..Totals::default() });
    assert_eq!((seen.flags, seen.recommendation.means.len()), (flags, 2));
}

#[test]
fn totals_keep_kinds_apart() {
    let people = MeansKind::Human { fte: 150, profile: String::new() };
    let things = MeansKind::Logistic { need: "Un local".into() };
    let plan = here()
        .and([line(3, people.clone(), false), line(4, people, true), line(5, things, false)])
        .plan();
    let mut totals = Totals::of(&plan.recommendations[&recommendation(1)].means);
    let wanted = Totals {
        financial: Sum { sought: 300, secured: 1_000 },
        human: Sum { sought: 150, secured: 150 },
        logistic: Sum { sought: 1, secured: 0 },
    };
    assert_eq!(totals, wanted);
    totals += wanted;
    assert_eq!(totals.human, Sum { sought: 300, secured: 300 });
}

/// What observers see is there without stances, lines of means, flags, or who did it.
#[test]
fn observers_see_no_stances_lines_flags_or_people() {
    let retained = PriorityFact::Retained { priority: priority(1), decided: None };
    let plan = here()
        .and([retained])
        .and(road(RecommendationState::Sent))
        .and(change())
        .and([reported()])
        .plan();
    let of = |kind, id: Uuid| record(&plan, name(kind, id), Audience::Observers);
    let Some(Record::Finding(seen)) = of(RecordKind::Finding, finding(1).0) else {
        panic!("a finding")
    };
    assert!(seen.stances.is_empty());
    assert_eq!(seen.statement, "Tout a changé");
    let Some(Record::Priority(seen)) = of(RecordKind::Priority, priority(1).0) else {
        panic!("a priority")
    };
    assert_eq!(seen.flags, []);
    let Some(Record::Recommendation(seen)) = of(RecordKind::Recommendation, recommendation(1).0)
    else {
        panic!("a recommendation")
    };
    assert_eq!((seen.flags.len(), seen.recommendation.means.len()), (0, 0));
    assert_eq!(seen.totals.financial, Sum { sought: 300, secured: 1_000 });
    let all: Vec<_> = plenum_views::every_record(&plan, Audience::Observers).collect();
    let json = serde_json::to_string(&all).expect("plain data");
    assert!(!json.contains(&coordinator().to_string()), "somebody gets out");
    for hidden in ["Donateur discret", "Trop ancien", "Besoin"] {
        assert!(!json.contains(hidden), "{hidden} gets out");
    }
}

/// A random history whose every word is its own: observers read those of visible fields, and no others.
#[test]
fn no_word_of_a_hidden_record_gets_out() {
    for seed in 0..60 {
        let marked = marked(seed, 800);
        let shown: Vec<_> = plenum_views::every_record(&marked, Audience::Observers).collect();
        let json = serde_json::to_string(&shown).expect("plain data");
        for hidden in plenum_views::every_record(&marked, Audience::Members) {
            if is_visible(&marked, hidden.name(), Audience::Observers) {
                continue;
            }
            let text = serde_json::to_string(&hidden).expect("plain data");
            for mark in marks(&text) {
                let carried = carried(&marked, &mark);
                assert!(carried || !json.contains(&mark), "seed {seed}: {mark} of {text}");
            }
        }
    }
}

/// What is carried over keeps the words of what it carries on, which may be hidden while it is not.
fn carried(plan: &Plan, mark: &str) -> bool {
    let priorities = plan.priorities.values().filter(|p| p.carried_from.is_some());
    let mut titles = priorities.flat_map(|p| [&p.title, &p.note]);
    if titles.any(|title| title == mark) {
        return true;
    }
    let known = plan.recommendations.values().filter(|r| r.carried_from.is_some());
    let is_said = |known: &Recommendation| {
        let own = [&known.title, &known.text, &known.addressee.body, &known.concerns.public];
        let resources = known.resources.iter().map(|resource| {
            let outside = match &resource.what.provider {
                Provider::Outside(name) => Some(name),
                Provider::Partner(_) | Provider::Structure(_) => None,
            };
            [Some(&resource.what.brings), outside]
        });
        own.into_iter().chain(resources.flatten().flatten()).any(|word| word == mark)
    };
    known.into_iter().any(is_said)
}
