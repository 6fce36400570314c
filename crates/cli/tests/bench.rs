//! The benches run, say what they promise to say, and lose nothing. Nothing here is timed.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::process::Command;

use serde_json::Value;

/// Runs a bench at its smallest; its lines of JSON.
fn bench(name: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_plenum"))
        .args(["bench", name, "--quick", "--json", "--data"])
        .arg(folder.path())
        .output()
        .expect("the bench runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "bench {name}: {errors}");
    let left = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, 0, "the bench leaves nothing behind");
    let lines = String::from_utf8(output.stdout).expect("text");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// Every line has all of these keys.
fn assert_keys(lines: &[Value], keys: &[&str]) {
    for line in lines {
        for key in keys {
            assert!(line.get(key).is_some_and(|value| !value.is_null()), "{key} in {line}");
        }
    }
}

#[test]
fn append_says_how_fast_events_become_durable() {
    let lines = bench("append");
    assert_keys(
        &lines,
        &["store", "batch", "clients", "events_per_s", "ratio_to_raw", "p50_us", "p99_us"],
    );
    for store in ["raw", "plenum"] {
        assert!(lines.iter().any(|line| line["store"] == store), "{store}");
    }
}

#[test]
fn live_loses_nothing() {
    let lines = bench("live");
    assert_keys(
        &lines,
        &[
            "clients",
            "rate",
            "expected",
            "delivered",
            "p50_ms",
            "p99_ms",
            "server_cpu_us_per_delivery",
            "server_rss_bytes_per_client",
        ],
    );
    for run in ["steady", "saturation", "stalled"] {
        assert!(lines.iter().any(|line| line["run"] == run), "{run}");
    }
    for line in &lines {
        assert!(line["expected"].as_u64().is_some_and(|expected| expected > 0), "{line}");
        assert_eq!(line["expected"], line["delivered"], "{line}");
    }
}

#[test]
fn replay_says_how_fast_the_past_comes_back() {
    let lines = bench("replay");
    assert_keys(&lines, &["events", "open_ms", "state_p99_ms", "events_per_s"]);
    assert_eq!(lines.len(), 1);
}

#[test]
fn door_refuses_everybody_and_says_how_long_that_took() {
    let lines = bench("door");
    assert_keys(&lines, &["run", "asked", "p50_ms", "p99_ms"]);
    let runs: Vec<_> = lines.iter().map(|line| line["run"].as_str().unwrap_or_default()).collect();
    assert_eq!(runs, ["unknown", "wrong", "locked", "at once"]);
    assert_keys(&lines[..3], &["ratio_to_unknown"]);
    assert_keys(&lines[3..], &["refused_per_s"]);
}
