//! The proof that the fuzz can fail: each planted fault is found within a few seeds.

use plenum_server::{Config, PlantedFault};

use crate::{Keeps, Plan, client::Mangle, run};

/// Runs of a fault that are tried.
const SEEDS: std::ops::Range<u64> = 500..506;

/// Most runs notice the fault for what it is: a violation says one of these words.
#[track_caller]
fn assert_found(keeps: Keeps, plan: &Plan, words: &[&str]) {
    let runs: Vec<Vec<String>> = SEEDS.map(|seed| run(seed, keeps, plan.clone())).collect();
    let says = |violation: &String| words.iter().any(|word| violation.contains(word));
    let noticed = runs.iter().filter(|violations| violations.iter().any(says)).count();
    assert!(noticed >= 3, "only {noticed} of {} runs noticed {plan:?}: {runs:#?}", runs.len());
}

#[test]
fn an_event_dropped_from_a_merged_frame_is_found() {
    let plan = Plan { mangle: Some(Mangle::DropEvent), ..Plan::default() };
    assert_found(Keeps::Memory, &plan, &["events in a frame of"]);
}

#[test]
fn a_frame_delivered_twice_is_found() {
    let plan = Plan { mangle: Some(Mangle::Twice), ..Plan::default() };
    assert_found(Keeps::Memory, &plan, &[" after "]);
}

fn planted(fault: PlantedFault) -> Plan {
    Plan { config: Config { planted: Some(fault), ..Config::default() }, ..Plan::default() }
}

#[test]
fn resuming_off_by_one_is_found() {
    assert_found(Keeps::Memory, &planted(PlantedFault::ResumeOffByOne), &[" after "]);
}

#[test]
fn a_right_checked_once_and_cached_is_found() {
    assert_found(
        Keeps::Memory,
        &planted(PlantedFault::CachedRights),
        &["without a right", "and was none by"],
    );
}

#[test]
fn an_engine_that_acknowledges_before_it_stores_is_found() {
    let plan = Plan { crashes: true, ..Plan::default() };
    assert_found(
        Keeps::Early,
        &plan,
        &["and lost", "which the log does not have", "beyond the log"],
    );
}
