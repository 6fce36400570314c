//! Evidence: added, corrected, withdrawn.

use plenum_domain::{
    Refusal,
    evidence::{EvidenceCommand as C, EvidenceFact as F, EvidenceKind, Says},
    value::WebLink,
};
use plenum_testkit::{
    ids::{evidence, finding, partner},
    scenario::{Scenario, given},
};

use super::chain_plan::{recorded, says};

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
        };
        let kept = Says { kind, reference: "Rapport".into(), excerpt: "p. 3".into(), link };
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
