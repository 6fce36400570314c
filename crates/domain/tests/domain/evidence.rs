//! Evidence: added, corrected, withdrawn.

use plenum_domain::{
    Refusal,
    evidence::{EvidenceCommand as C, EvidenceFact as F, EvidenceKind, Says},
    territory::StructureKind,
    value::WebLink,
};
use plenum_testkit::{
    ids::{evidence, finding, partner, structure},
    scenario::{Scenario, given},
};

use super::chain_plan::{closed, opened, recorded, says};

fn here() -> Scenario {
    given([recorded(1, 1)])
}

fn added(n: u64, says: Says) -> F {
    F::Added { evidence: evidence(n), finding: finding(1), says, partner: Some(partner(1)) }
}

fn add(n: u64, says: Says) -> C {
    C::Add { evidence: evidence(n), finding: finding(1), says, partner: Some(partner(1)) }
}

fn correct(says: Says) -> C {
    C::Correct { evidence: evidence(1), says }
}

#[test]
fn every_kind_of_evidence_is_added_with_its_words() {
    use EvidenceKind as K;
    let kinds = [K::Diagnosis, K::Ili, K::PcsPst, K::Structure, K::Field, K::Statistic, K::Other];
    for kind in kinds {
        let link = WebLink::try_from("https://www.iweps.be/".to_owned()).ok();
        let padded = Says {
            kind,
            reference: " Rapport ".into(),
            excerpt: " p. 3\n".into(),
            link: link.clone(),
            structure: None,
        };
        let kept = Says { reference: "Rapport".into(), excerpt: "p. 3".into(), ..padded.clone() };
        here().when(add(1, padded)).then([added(1, kept)]);
    }
}

#[test]
fn evidence_is_of_a_finding_and_a_partner_and_says_something() {
    here().and([add(1, says("A"))]).when(add(1, says("B"))).refused(Refusal::Exists("evidence"));
    let of = |f, p| C::Add {
        evidence: evidence(1),
        finding: finding(f),
        says: says("A"),
        partner: Some(partner(p)),
    };
    here().when(of(9, 1)).refused(Refusal::Unknown("finding"));
    here().when(of(1, 9)).refused(Refusal::Unknown("partner"));
    let empty = Refusal::Empty { field: "reference" };
    let long = Refusal::TooLong { field: "reference", max: 200 };
    let excerpt = Says { excerpt: "é".repeat(4_001), ..says("A") };
    let too_long = Refusal::TooLong { field: "excerpt", max: 4_000 };
    for (words, refusal) in
        [(says(" "), empty), (says(&super::too_long()), long), (excerpt, too_long)]
    {
        here().when(add(1, words.clone())).refused(refusal.clone());
        here().and([add(1, says("A"))]).when(correct(words)).refused(refusal);
    }
}

#[test]
fn evidence_is_corrected_and_the_former_words_stay_in_the_history() {
    here()
        .and([add(1, says("A"))])
        .when(correct(says(" A")))
        .then_nothing()
        .when(correct(says("B")))
        .then([F::Corrected { evidence: evidence(1), from: says("A"), to: says("B") }])
        .and_then(|plan| assert_eq!(plan.evidence[&evidence(1)].says, says("B")))
        .undo_last()
        .refused(Refusal::NotUndoable);
}

#[test]
fn evidence_is_withdrawn_for_a_reason_and_for_good() {
    let withdraw = C::Withdraw { evidence: evidence(1) };
    let with = || here().and([add(1, says("A"))]);
    with().when(withdraw.clone()).refused(Refusal::ReasonRequired);
    let gone = || {
        let asked = with().because("Faux").when(withdraw.clone());
        asked.then([F::Withdrawn { evidence: evidence(1) }])
    };
    let wrong = Refusal::WrongState { what: "evidence", state: "withdrawn" };
    gone().because("Faux").when(withdraw.clone()).refused(wrong.clone());
    gone().when(correct(says("B"))).refused(wrong);
    here().because("x").when(withdraw).refused(Refusal::Unknown("evidence"));
    here().when(correct(says("B"))).refused(Refusal::Unknown("evidence"));
}

#[test]
fn a_finding_rests_on_fifty_pieces_of_evidence() {
    let full = here().and_unchecked((1..=49).map(|n| added(n, says("A"))));
    full.when(add(50, says("A")))
        .done()
        .when(add(51, says("A")))
        .refused(Refusal::TooMany { what: "evidence", max: 50 });
}

/// Says something of a kind from structure `n`.
fn from(kind: EvidenceKind, n: u64) -> Says {
    Says { kind, structure: Some(structure(n)), ..says("Rapport") }
}

#[test]
fn evidence_names_a_structure_of_its_kind() {
    use EvidenceKind as K;
    use StructureKind as S;
    let fits = [
        (K::Ili, S::Ili),
        (K::PcsPst, S::Pcs),
        (K::PcsPst, S::Pst),
        (K::Structure, S::Cada),
        (K::Structure, S::Mena),
        (K::Structure, S::Ila),
    ];
    for kind in [K::Diagnosis, K::Ili, K::PcsPst, K::Structure, K::Field, K::Statistic, K::Other] {
        for of in [S::Cada, S::Mena, S::Ila, S::Ili, S::Pcs, S::Pst] {
            let asked = here().and([opened(1, of)]).when(add(1, from(kind, 1)));
            if fits.contains(&(kind, of)) || kind == K::Structure {
                asked.then([added(1, from(kind, 1))]);
            } else {
                asked.refused(Refusal::Malformed { field: "structure" });
            }
        }
    }
}

#[test]
fn a_structure_is_open_when_it_is_newly_named() {
    use EvidenceKind as K;
    let closed_one = Refusal::WrongState { what: "structure", state: "closed" };
    let both = || here().and([1, 2].map(|n| opened(n, StructureKind::Cada)));
    here().when(add(1, from(K::Structure, 9))).refused(Refusal::Unknown("structure"));
    both().and([closed(1)]).when(add(1, from(K::Structure, 1))).refused(closed_one.clone());
    // It may close later: what it said stays, and is still corrected.
    let known = || both().and([added(1, from(K::Structure, 1))]);
    let better = Says { excerpt: "p. 4".into(), ..from(K::Structure, 1) };
    let corrected =
        F::Corrected { evidence: evidence(1), from: from(K::Structure, 1), to: better.clone() };
    known().and([closed(1)]).when(correct(better)).then([corrected]);
    known().and([closed(2)]).when(correct(from(K::Structure, 2))).refused(closed_one);
    let elsewhere = Refusal::Malformed { field: "structure" };
    known().when(correct(from(K::Ili, 1))).refused(elsewhere);
}
