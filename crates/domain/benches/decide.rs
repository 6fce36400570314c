//! What a command, its undo and a look at the flags cost in a plan of 50,000 records.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenum_domain::{
    Command, Context, Event, Plan, RecordKind, RecordRef,
    agenda::AgendaCommand,
    finding::{FindingCommand, Opinion, Outcome, Position},
    priority::{PriorityCommand, Rank},
    recommendation::{Part, RecommendationCommand},
    task::TaskCommand,
    value::Cents,
};
use plenum_testkit::{
    ids::{axis, finding, item, means, meeting, partner, plan, priority, recommendation, task},
    large::large,
    sample::{coordinator, spot},
};

const RECORDS: u64 = 50_000;
const SEED: u64 = 4;

fn context(of: &Plan) -> Context {
    let reason = Some("Relu en séance".to_owned());
    Context { plan: plan(1), actor: coordinator(), now: of.updated, reason }
}

fn commands() -> Vec<(&'static str, Command)> {
    let opinion = Opinion { position: Position::Contests, reason: "Trop ancien".into() };
    let statement = Some("Tout a changé".to_owned());
    let amount = Cents::try_from(400_000).unwrap_or_default();
    let part = Some(Part { amount, rest: means(2) });
    let to = Rank { axis: axis(1), after: Some(priority(300)) };
    let (finding, outcome) = (finding(1), Outcome::Updated);
    vec![
        ("task rename", TaskCommand::Rename { task: task(200), title: "Écrire".into() }.into()),
        (
            "agenda move",
            AgendaCommand::MoveItem { item: item(2), spot: spot(meeting(100), None, Some(200)) }
                .into(),
        ),
        ("stance", FindingCommand::TakeStance { finding, partner: partner(1), opinion }.into()),
        ("settle", FindingCommand::Settle { finding, outcome, statement, decided: None }.into()),
        ("priority move", PriorityCommand::Move { priority: priority(2), to }.into()),
        (
            "means split",
            RecommendationCommand::SecureMeans {
                recommendation: recommendation(1),
                means: means(1),
                part,
            }
            .into(),
        ),
    ]
}

/// The events of a command, taken in.
fn done(plan: &Plan, command: Command) -> Option<(Plan, Vec<Event>)> {
    let ctx = context(plan);
    let facts = plan.decide(command, &ctx).ok()?;
    let events = plenum_testkit::sample::events(plan.head, ctx.actor, ctx.now, facts);
    let events: Vec<_> = events.collect();
    let mut after = plan.clone();
    events.iter().for_each(|event| after.evolve(event));
    Some((after, events))
}

fn decide(bench: &mut Criterion) {
    let plan = large(RECORDS, SEED);
    let ctx = context(&plan);
    for (name, command) in commands() {
        assert!(plan.decide(command.clone(), &ctx).is_ok_and(|facts| facts.len() == 1), "{name}");
        bench.bench_function(&format!("decide/{name}"), |b| {
            b.iter(|| black_box(&plan).decide(black_box(command.clone()), &ctx));
        });
        let Some((after, events)) = done(&plan, command) else { continue };
        if after.undo(&events, &ctx).is_ok() {
            bench.bench_function(&format!("undo/{name}"), |b| {
                b.iter(|| black_box(&after).undo(black_box(&events), &ctx));
            });
        }
        if name == "settle" {
            let touched = events[0].fact.touches(&after);
            assert!(touched.len() > 200, "{} stand on it", touched.len());
            bench.bench_function("touches/settle", |b| {
                b.iter(|| black_box(&events[0]).fact.touches(black_box(&after)));
            });
            let of = RecordRef::new(RecordKind::Recommendation, recommendation(1));
            assert_eq!(after.flags(of), [finding(1)]);
            bench
                .bench_function("flags/recommendation", |b| b.iter(|| black_box(&after).flags(of)));
        }
    }
    // What an undo of several events copies.
    bench.bench_function("clone/the whole plan", |b| b.iter(|| black_box(&plan).clone()));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(50);
    targets = decide
}
criterion_main!(benches);
