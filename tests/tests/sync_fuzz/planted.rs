//! The proof that the fuzz can fail: each planted fault is found within a few seeds.

use plenum_server::{Config, PlantedFault};

use crate::{Keeps, Plan, client::Mangle, run};

/// Runs of a fault that are tried.
const SEEDS: std::ops::Range<u64> = 500..506;

/// How many of the runs noticed the fault, and what the first said.
fn found(keeps: Keeps, plan: &Plan) -> (usize, Option<String>) {
    let runs = SEEDS.map(|seed| run(seed, keeps, plan.clone()));
    let noticed: Vec<String> = runs.filter_map(|found| found.into_iter().next()).collect();
    (noticed.len(), noticed.into_iter().next())
}

#[track_caller]
fn assert_found(keeps: Keeps, plan: &Plan, words: &str) {
    let (count, first) = found(keeps, plan);
    assert!(count >= 3, "only {count} of 6 runs noticed {plan:?}");
    let first = first.unwrap_or_default();
    assert!(first.contains(words), "noticed as: {first}");
}

#[test]
fn an_event_dropped_from_a_merged_frame_is_found() {
    let plan = Plan { mangle: Some(Mangle::DropEvent), ..Plan::default() };
    assert_found(Keeps::Memory, &plan, "events in a frame of");
}

#[test]
fn a_frame_delivered_twice_is_found() {
    let plan = Plan { mangle: Some(Mangle::Twice), ..Plan::default() };
    assert_found(Keeps::Memory, &plan, "after");
}

fn planted(fault: PlantedFault) -> Plan {
    Plan { config: Config { planted: Some(fault), ..Config::default() }, ..Plan::default() }
}

#[test]
fn resuming_off_by_one_is_found() {
    assert_found(Keeps::Memory, &planted(PlantedFault::ResumeOffByOne), "after");
}

#[test]
fn a_right_checked_once_and_cached_is_found() {
    assert_found(Keeps::Memory, &planted(PlantedFault::CachedRights), "");
}

#[test]
fn an_engine_that_acknowledges_before_it_stores_is_found() {
    let plan = Plan { crashes: true, ..Plan::default() };
    assert_found(Keeps::Early, &plan, "");
}
