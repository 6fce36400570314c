//! Reports: written on what was sent, corrected, withdrawn.

use plenum_domain::{
    Refusal,
    report::{Progress, ReportCommand as C, ReportFact as F},
};
use plenum_testkit::{
    ids::{day, partner, recommendation, report},
    scenario::Scenario,
};

use super::recommendation::in_state;

fn progress(percent: Option<u8>, words: &str) -> Progress {
    Progress { day: day("2027-02-01"), percent, words: words.into() }
}

fn write(n: u64, progress: Progress) -> C {
    let (report, partner) = (report(n), Some(partner(1)));
    C::Write { report, recommendation: recommendation(1), progress, partner }
}

fn written(n: u64, progress: Progress) -> F {
    let (report, partner) = (report(n), Some(partner(1)));
    F::Written { report, recommendation: recommendation(1), progress, partner }
}

fn correct(progress: Progress) -> C {
    C::Correct { report: report(1), progress }
}

fn with_report() -> Scenario {
    in_state("sent").and([written(1, progress(Some(20), "Lancé"))])
}

#[test]
fn progress_is_reported_from_the_sending_on() {
    for state in ["draft", "proposed", "validated"] {
        let wrong = Refusal::WrongState { what: "recommendation", state };
        in_state(state).when(write(1, progress(None, "Lancé"))).refused(wrong);
    }
    for state in
        ["sent", "answered", "underway", "achieved", "refused", "no_follow_up", "evaluated"]
    {
        in_state(state)
            .when(write(1, progress(Some(20), " Lancé\n")))
            .then([written(1, progress(Some(20), "Lancé"))])
            .and_then(|plan| assert_eq!(plan.reports[&report(1)].at, plan.head));
    }
}

#[test]
fn a_report_is_on_something_by_someone_and_says_something() {
    let refused = |words: Progress, refusal: Refusal| {
        in_state("sent").when(write(1, words.clone())).refused(refusal.clone());
        with_report().when(correct(words)).refused(refusal);
    };
    refused(progress(None, " "), Refusal::Empty { field: "words" });
    let long = "é".repeat(4_001);
    refused(progress(None, &long), Refusal::TooLong { field: "words", max: 4_000 });
    let out = Refusal::OutOfRange { field: "percent", min: 0, max: 100 };
    refused(progress(Some(101), "Lancé"), out);
    for percent in [None, Some(0), Some(100)] {
        in_state("sent").when(write(1, progress(percent, "Lancé"))).done();
    }
    let of = |r, p| C::Write {
        report: report(1),
        recommendation: recommendation(r),
        progress: progress(None, "Lancé"),
        partner: Some(partner(p)),
    };
    in_state("sent").when(of(9, 1)).refused(Refusal::Unknown("recommendation"));
    in_state("sent").when(of(1, 9)).refused(Refusal::Unknown("partner"));
    with_report().when(write(1, progress(None, "x"))).refused(Refusal::Exists("report"));
}

#[test]
fn a_report_is_corrected_and_withdrawn() {
    let (from, to) = (progress(Some(20), "Lancé"), progress(Some(30), "Avancé"));
    let withdraw = C::Withdraw { report: report(1) };
    with_report()
        .when(correct(progress(Some(20), " Lancé")))
        .then_nothing()
        .when(correct(to.clone()))
        .then([F::Corrected { report: report(1), from, to }])
        .when(withdraw.clone())
        .refused(Refusal::ReasonRequired)
        .because("Autre recommandation")
        .when(withdraw.clone())
        .then([F::Withdrawn { report: report(1) }])
        .and_then(|plan| assert!(plan.reports.is_empty()))
        .because("x")
        .when(withdraw)
        .refused(Refusal::Unknown("report"))
        .when(correct(progress(None, "x")))
        .refused(Refusal::Unknown("report"));
}

#[test]
fn two_hundred_reports_are_on_one_recommendation() {
    let over = Refusal::TooMany { what: "reports", max: 200 };
    let next = |n| write(n, progress(None, "Lancé"));
    let full = in_state("sent").and_unchecked((1..=199).map(|n| written(n, progress(None, "x"))));
    let full = full.when(next(200)).done().when(next(201)).refused(over);
    // A withdrawn one makes room.
    full.and([F::Withdrawn { report: report(7) }]).when(next(201)).done();
}
