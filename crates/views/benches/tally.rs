//! What a change costs the figures of a plan of 50,000 records, and what counting them again would.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenum_domain::{Audience, RecordKind, RecordRef, meeting::MeetingState};
use plenum_testkit::{
    ids::{finding, meeting, recommendation},
    large::large,
};
use plenum_views::tally::{Dim, Tally};

const RECORDS: u64 = 50_000;
const SEED: u64 = 4;

fn tallies(bench: &mut Criterion) {
    let plan = large(RECORDS, SEED);
    let mut tally = Tally::of(&plan, Audience::Members);
    let mut other = plan.clone();
    other.findings.entry(finding(77)).and_modify(|finding| finding.tags.axis = None);
    other.recommendations.entry(recommendation(77)).and_modify(|r| r.space = None);
    other.meetings.entry(meeting(100)).and_modify(|meeting| meeting.state = MeetingState::Closed);
    for (what, name) in [
        ("a finding with its evidence", RecordRef::new(RecordKind::Finding, finding(77))),
        ("a recommendation", RecordRef::new(RecordKind::Recommendation, recommendation(77))),
        ("a meeting with 250 items", RecordRef::new(RecordKind::Meeting, meeting(100))),
    ] {
        // There and back: the contribution really moves, both ways.
        bench.bench_function(&format!("tally/{what} changes twice"), |b| {
            b.iter(|| {
                tally.apply(black_box(&other), Audience::Members, [name]);
                tally.apply(black_box(&plan), Audience::Members, [name]);
            });
        });
    }
    let today = plenum_testkit::ids::day("2027-03-01");
    bench.bench_function("tally/the figures of the plan", |b| {
        b.iter(|| black_box(&tally).figures(&Dim::Plan, &today));
    });
    bench.bench_function("tally/counting everything", |b| {
        b.iter(|| Tally::of(black_box(&plan), Audience::Members));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = tallies
}
criterion_main!(benches);
