//! A large plan by seed, in the shape that plans have: for what has to be fast however much there is.

use std::collections::BTreeSet;

use plenum_domain::{
    Fact, Plan,
    agenda::{AgendaFact, Home, Spot},
    edition::EditionFact,
    evidence::{EvidenceFact, EvidenceKind, Says},
    finding::{FindingFact, Opinion, Position, Tags},
    meeting::MeetingKind,
    need::NeedFact,
    priority::PriorityFact,
    recommendation::{Addressee, Concerns, Level, Means, MeansKind, RecommendationFact},
    report::{Progress, ReportFact},
    task::TaskFact,
    value::Cents,
};

use crate::{
    ids::{
        axis, day, edition, evidence, finding, item, means, meeting, need, noon, partner, priority,
        recommendation, report, space, task,
    },
    random::Dice,
    sample,
};

/// Records that stand on finding 1: needs 1 to 50, a priority and two recommendations on each.
const DEPENDENTS: u64 = 200;
/// Meetings hold as many items, and editions as many priorities.
const ITEMS: u64 = 250;
const PRIORITIES: u64 = 400;

/// The sample with about `records` more: 30 % findings and evidence, 20 % recommendations and reports, 20 %
/// priorities and needs, 20 % items, 10 % tasks. Finding 1 is under review and carries 200 of them;
/// recommendation 1 has a line of means; item 1 stands first on the agenda of meeting 100.
#[must_use]
pub fn large(records: u64, seed: u64) -> Plan {
    let mut dice = Dice::new(seed);
    let mut facts = sample::facts();
    let share = |percent: u64| (records * percent / 100).max(DEPENDENTS);
    let counts = Counts {
        findings: share(10),
        evidence: share(20),
        needs: share(12),
        priorities: share(8),
        recommendations: share(10),
        reports: share(10),
    };
    findings(&mut dice, &counts, &mut facts);
    basis(&mut dice, &counts, &mut facts);
    wanted(&mut dice, &counts, &mut facts);
    work(share(20), share(10), &mut facts);
    facts.push(FindingFact::ReviewStarted { finding: finding(1) }.into());
    let mut plan = Plan::default();
    let at = noon(sample::TODAY);
    sample::events(0, sample::coordinator(), at, facts).for_each(|event| plan.evolve(&event));
    plan
}

struct Counts {
    findings: u64,
    evidence: u64,
    needs: u64,
    priorities: u64,
    recommendations: u64,
    reports: u64,
}

/// Some words, about as long as a title.
fn words(dice: &mut Dice) -> String {
    format!("Accès au logement des personnes arrivées depuis peu ({})", dice.upto(1_000_000))
}

fn findings(dice: &mut Dice, counts: &Counts, facts: &mut Vec<Fact>) {
    for n in 1..=counts.findings {
        let own = Some(space(1 + n % 2));
        let fact = FindingFact::Recorded {
            finding: finding(n),
            statement: words(dice),
            tags: Tags { axis: Some(axis(1 + n % 2)), space: own, ..Tags::default() },
            edition: Some(edition(1)),
            partner: Some(partner(1 + n % 3)),
        };
        facts.push(fact.into());
        for of in 1..=dice.upto(3) {
            let to = Opinion { position: Position::Nuances, reason: words(dice) };
            let (finding, partner) = (finding(n), partner(of));
            facts.push(FindingFact::StanceTaken { finding, partner, from: None, to }.into());
        }
    }
    for n in 1..=counts.evidence {
        let (kind, reference) = (EvidenceKind::Field, words(dice));
        let says = Says { kind, reference, excerpt: words(dice), link: None, structure: None };
        let finding = finding(1 + n % counts.findings);
        let fact = EvidenceFact::Added { evidence: evidence(n), finding, says, partner: None };
        facts.push(fact.into());
    }
}

fn basis(dice: &mut Dice, counts: &Counts, facts: &mut Vec<Fact>) {
    let fixed = DEPENDENTS / 4;
    for n in 1..=counts.needs {
        let any = |dice: &mut Dice| finding(1 + dice.upto(counts.findings - 1));
        let below = if n <= fixed { finding(1) } else { any(dice) };
        let fact = NeedFact::Stated {
            need: need(n),
            statement: words(dice),
            findings: [below, any(dice), any(dice)].into(),
            public: String::new(),
            axis: Some(axis(1)),
            space: Some(space(1)),
            partner: Some(partner(1)),
        };
        facts.push(fact.into());
    }
    for n in 1..=counts.priorities {
        let of = 100 + (n - 1) / PRIORITIES;
        if (n - 1) % PRIORITIES == 0 {
            let (edition, label) = (edition(of), format!("Édition {of}"));
            let opened = EditionFact::Opened {
                edition,
                label,
                from_year: 2020,
                to_year: None,
                renews: None,
            };
            facts.push(opened.into());
        }
        let any = |dice: &mut Dice| need(fixed + dice.upto(counts.needs - fixed));
        let below = if n <= fixed { need(n) } else { any(dice) };
        let fact = PriorityFact::Proposed {
            priority: priority(n),
            edition: edition(of),
            axis: axis(1 + n % 2),
            title: words(dice),
            note: String::new(),
            space: Some(space(1)),
            partner: Some(partner(1)),
            findings: [finding(1 + dice.upto(counts.findings - 1))].into(),
            needs: [below, any(dice)].into(),
        };
        facts.push(fact.into());
    }
}

fn wanted(dice: &mut Dice, counts: &Counts, facts: &mut Vec<Fact>) {
    let fixed = DEPENDENTS / 2;
    for n in 1..=counts.recommendations {
        let any = fixed / 2 + dice.upto(counts.priorities - fixed / 2);
        let under = if n <= fixed { n.div_ceil(2) } else { any };
        let id = recommendation(n);
        let fact = RecommendationFact::Drafted {
            recommendation: id,
            edition: edition(100 + (under - 1) / PRIORITIES),
            priority: priority(under),
            title: words(dice),
            text: words(dice).repeat(8),
            addressee: Addressee { level: Level::Region, body: "Wallonie".into() },
            carrier: Some(partner(1)),
            space: Some(space(1)),
            concerns: Concerns::default(),
            deadline: None,
            objectives: BTreeSet::new(),
        };
        facts.push(fact.into());
        let amount = Cents::try_from(1_000_000).unwrap_or_default();
        let what = MeansKind::Financial { amount, year: 2027, source: "Région".into() };
        let means = Means { id: means(1), what, secured: false };
        facts.push(RecommendationFact::MeansAdded { recommendation: id, means }.into());
    }
    for n in 1..=counts.reports {
        let progress = Progress { day: day("2027-02-01"), percent: Some(20), words: words(dice) };
        let of = recommendation(1 + n % counts.recommendations);
        let fact =
            ReportFact::Written { report: report(n), recommendation: of, progress, partner: None };
        facts.push(fact.into());
    }
}

fn work(items: u64, tasks: u64, facts: &mut Vec<Fact>) {
    let mut after = None;
    for n in 1..=items {
        let on = 100 + (n - 1) / ITEMS;
        let at = meeting(on);
        if (n - 1) % ITEMS == 0 {
            facts.push(sample::scheduled(on, MeetingKind::Plenary, None).into());
            after = None;
        }
        let added = sample::an_item(n, Home::Meeting { meeting: at });
        let spot = Spot { meeting: at, parent: None, after };
        facts.push(AgendaFact::ItemAdded { item: added, spot }.into());
        after = Some(item(n));
    }
    for n in 1..=tasks {
        let fact = TaskFact::Added {
            task: task(100 + n),
            title: format!("Tâche {n}"),
            owner: Some(partner(1)),
            due: None,
            axis: None,
            space: Some(space(1)),
            meeting: None,
            about: None,
        };
        facts.push(fact.into());
    }
}
