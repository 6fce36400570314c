//! What a question costs in a plan of 100,000 records.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenum_domain::{Audience, RecordKind, RecordRef};
use plenum_testkit::{ids::finding, large::large};
use plenum_views::search::{Index, Question};

const RECORDS: u64 = 100_000;
const SEED: u64 = 4;

fn questions(bench: &mut Criterion) {
    let plan = large(RECORDS, SEED);
    let mut index = Index::of(&plan);
    // What every record holds, what few do, what begins many words, and a number.
    for text in ["logement", "wallonie region", "personnes arrivees log", "123", "C 4321"] {
        for audience in [Audience::Members, Audience::Observers] {
            let question = Question::new(text, Vec::new(), audience, 0);
            bench.bench_function(&format!("search/{text}/{audience:?}"), |b| {
                b.iter(|| black_box(&index).rank(&question).page(&plan));
            });
        }
    }
    let changed = [RecordRef::new(RecordKind::Finding, finding(77))];
    bench.bench_function("search/one record changes", |b| {
        b.iter(|| index.update(&plan, changed, plan.head));
    });
}

fn making(bench: &mut Criterion) {
    let plan = large(RECORDS, SEED);
    let mut group = bench.benchmark_group("search");
    group.sample_size(10);
    group.bench_function("making the index", |b| b.iter(|| Index::of(black_box(&plan))));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = questions, making
}
criterion_main!(benches);
