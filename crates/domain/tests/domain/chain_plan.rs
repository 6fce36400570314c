//! The sample with a chain on it: number 1 is the contributor's and the facilitator's own, 2 is others',
//! 3 is their own too, and settled.

use std::collections::BTreeSet;

use plenum_domain::{
    Fact, FindingId, PriorityId,
    edition::EditionFact,
    evidence::{EvidenceFact, EvidenceKind, Says},
    finding::{FindingFact, Tags},
    need::NeedFact,
    output::{OutputDetails, OutputFact, OutputKind},
    priority::PriorityFact,
    recommendation::{Addressee, Concerns, Level, RecommendationFact},
    report::{Progress, ReportFact},
    territory::{StructureDetails, StructureKind, TerritoryFact},
};
use plenum_testkit::ids::{
    axis, day, edition, evidence, finding, meeting, need, output, partner, priority,
    recommendation, report, space, structure,
};

/// Structure `n`, of a kind, that no partner carries.
pub fn opened(n: u64, kind: StructureKind) -> TerritoryFact {
    let (name, commune) = (format!("Structure {n}"), "92094".to_owned());
    let details = StructureDetails { name, commune, partner: None, places: None };
    TerritoryFact::StructureOpened { structure: structure(n), kind, details }
}

pub fn closed(n: u64) -> TerritoryFact {
    TerritoryFact::StructureClosed { structure: structure(n) }
}

/// A finding of a partner and a space of the same number.
pub fn recorded(n: u64, of: u64) -> FindingFact {
    FindingFact::Recorded {
        finding: finding(n),
        statement: format!("Constat {n}"),
        tags: Tags { axis: Some(axis(1)), space: Some(space(of)), ..Tags::default() },
        edition: Some(edition(1)),
        partner: Some(partner(of)),
    }
}

pub fn says(reference: &str) -> Says {
    let (kind, reference) = (EvidenceKind::Field, reference.to_owned());
    Says { kind, reference, excerpt: String::new(), link: None, structure: None }
}

pub fn evidence_for(n: u64, of: u64) -> EvidenceFact {
    EvidenceFact::Added {
        evidence: evidence(n),
        finding: finding(n),
        says: says("Terrain"),
        partner: Some(partner(of)),
    }
}

pub fn stated(n: u64, of: u64, findings: impl IntoIterator<Item = FindingId>) -> NeedFact {
    NeedFact::Stated {
        need: need(n),
        statement: format!("Besoin {n}"),
        findings: findings.into_iter().collect(),
        public: String::new(),
        axis: Some(axis(1)),
        space: Some(space(of)),
        partner: Some(partner(of)),
    }
}

/// A priority on findings, and on the need of the same number where that is wanted.
pub fn proposed(
    n: u64,
    of: u64,
    findings: impl IntoIterator<Item = FindingId>,
    with_need: bool,
) -> PriorityFact {
    PriorityFact::Proposed {
        priority: priority(n),
        edition: edition(1),
        axis: axis(1),
        title: format!("Priorité {n}"),
        note: String::new(),
        space: Some(space(of)),
        partner: Some(partner(of)),
        findings: findings.into_iter().collect(),
        needs: with_need.then(|| need(n)).into_iter().collect(),
    }
}

pub fn drafted(n: u64, of: u64, under: PriorityId) -> RecommendationFact {
    RecommendationFact::Drafted {
        recommendation: recommendation(n),
        edition: edition(1),
        priority: under,
        title: format!("Recommandation {n}"),
        text: format!("Faire {n}"),
        addressee: Addressee { level: Level::Region, body: "Wallonie".into() },
        carrier: Some(partner(of)),
        space: Some(space(of)),
        concerns: Concerns::default(),
        deadline: None,
        objectives: BTreeSet::new(),
    }
}

/// The facts that lead a draft to a state, by its name.
pub fn recommendation_until(state: &str, n: u64) -> Vec<RecommendationFact> {
    use RecommendationFact as F;
    let recommendation = recommendation(n);
    let road = [
        ("proposed", F::Proposed { recommendation }),
        ("validated", F::Validated { recommendation, decided: None }),
        ("sent", F::Sent { recommendation, day: day("2027-01-10") }),
        ("answered", F::Answered { recommendation, words: "Nous étudions la question.".into() }),
        ("underway", F::Started { recommendation }),
        ("achieved", F::Achieved { recommendation }),
        ("evaluated", F::Evaluated { recommendation, words: "Tenu.".into() }),
    ];
    let steps = road.iter().position(|(name, _)| *name == state).map_or(0, |at| at + 1);
    road.into_iter().take(steps).map(|(_, fact)| fact).collect()
}

pub fn report_on(n: u64) -> ReportFact {
    let progress = Progress { day: day("2027-02-01"), percent: Some(20), words: "Lancé".into() };
    let partner = Some(partner(1));
    ReportFact::Written { report: report(n), recommendation: recommendation(3), progress, partner }
}

/// What may be said of an output of a partner and a space of the same number.
pub fn about_output(n: u64, of: u64) -> OutputDetails {
    OutputDetails {
        kind: OutputKind::Directory,
        title: format!("Production {n}"),
        year: 2019,
        note: String::new(),
        themes: [].into(),
        axis: Some(axis(1)),
        space: Some(space(of)),
        partner: Some(partner(of)),
        link: None,
    }
}

pub fn published(n: u64, of: u64) -> OutputFact {
    OutputFact::Published { output: output(n), details: about_output(n, of) }
}

/// All of it.
pub fn facts() -> Vec<Fact> {
    let mut facts: Vec<Fact> = vec![
        recorded(1, 1).into(),
        recorded(2, 2).into(),
        recorded(3, 1).into(),
        FindingFact::ReviewStarted { finding: finding(3) }.into(),
        FindingFact::Upheld { finding: finding(3), decided: None }.into(),
        evidence_for(1, 1).into(),
        evidence_for(2, 2).into(),
        stated(1, 1, [finding(1)]).into(),
        stated(2, 2, [finding(2)]).into(),
        proposed(1, 1, [], true).into(),
        proposed(2, 2, [finding(2)], true).into(),
        drafted(1, 1, priority(1)).into(),
        drafted(2, 2, priority(2)).into(),
        drafted(3, 1, priority(1)).into(),
    ];
    facts.extend(recommendation_until("sent", 3).into_iter().map(Fact::from));
    facts.push(report_on(1).into());
    facts.extend([published(1, 1), published(2, 2)].map(Fact::from));
    facts
}

/// A second edition that renews the first.
pub fn next_edition() -> EditionFact {
    EditionFact::Opened {
        edition: edition(2),
        label: "PPLI 3.0".into(),
        from_year: 2027,
        to_year: None,
        renews: Some(edition(1)),
    }
}

/// A plenary that has begun: things may have been decided there.
pub fn begun() -> Vec<Fact> {
    plenum_testkit::sample::until("open", meeting(3)).into_iter().map(Fact::from).collect()
}
