//! Tallies kept by what changes are tallies counted anew; the browser counts the same.

use std::{collections::BTreeMap, path::Path};

use plenum_domain::{Audience, Plan, Recommendation, Task, task::TaskFact};
use plenum_testkit::{
    ids::{axis, day, partner, space, task},
    random::History,
    scenario::given,
};
use plenum_views::{
    Record, every_record,
    tally::{Board, Dim, Tally},
};
use serde_json::{Value, json};

const AUDIENCES: [Audience; 2] = [Audience::Members, Audience::Observers];

/// After every event of a random history, for both audiences; counted anew now and then.
#[test]
fn step_by_step_is_all_at_once() {
    for seed in 0..12 {
        let history = History::random(seed, 4_000);
        let mut plan = Plan::default();
        let mut tallies = [Tally::default(), Tally::default()];
        for (n, event) in history.events.iter().enumerate() {
            plan.evolve(event);
            for (tally, audience) in tallies.iter_mut().zip(AUDIENCES) {
                tally.apply(&plan, audience, event.fact.touches(&plan));
                if n % 50 == 0 || n + 1 == history.events.len() {
                    assert!(*tally == Tally::of(&plan, audience), "seed {seed}, event {n}");
                }
            }
        }
    }
}

/// Names of many events at once, read from the state after all of them: how a tally catches up.
#[test]
fn catching_up_in_blocks_is_all_at_once() {
    for seed in 20..26 {
        let history = History::random(seed, 3_000);
        let mut plan = Plan::default();
        let mut tallies = [Tally::default(), Tally::default()];
        for block in history.events.chunks(90) {
            block.iter().for_each(|event| plan.evolve(event));
            let names: Vec<_> = block.iter().flat_map(|e| e.fact.touches(&plan)).collect();
            for (tally, audience) in tallies.iter_mut().zip(AUDIENCES) {
                tally.apply(&plan, audience, names.iter().copied());
                assert!(*tally == Tally::of(&plan, audience), "seed {seed}");
            }
        }
    }
}

/// Sums over the parts are the sums of the whole where each record belongs to one part.
#[test]
fn money_adds_up_over_axes_and_editions() {
    for seed in 30..36 {
        let plan = History::random(seed, 4_000).plan;
        let tally = Tally::of(&plan, Audience::Members);
        let today = day("2027-03-01");
        let whole = tally.figures(&Dim::Plan, &today);
        let axes = plan.axes.keys().map(|id| Dim::Axis(*id));
        let editions = plan.editions.keys().map(|id| Dim::Edition(*id));
        for parts in [axes.collect::<Vec<_>>(), editions.collect()] {
            let mut sums = BTreeMap::new();
            for (metric, n) in parts.iter().flat_map(|dim| tally.figures(dim, &today)) {
                *sums.entry(metric).or_insert(0) += n;
            }
            for metric in whole.keys().filter(|m| m.starts_with("means.")) {
                assert_eq!(sums.get(metric), whole.get(metric), "seed {seed}: {metric}");
            }
        }
    }
}

#[test]
fn a_task_counts_for_its_owner_axis_and_space_and_is_late_the_day_after() {
    let set_due = |due: &str| TaskFact::DueSet { task: task(1), from: None, to: Some(day(due)) };
    let assigned = TaskFact::Assigned { task: task(1), from: None, to: Some(partner(2)) };
    let plan = given([assigned, set_due("2027-03-01")]).plan();
    let known = &plan.tasks[&task(1)];
    let tally = Tally::of(&plan, Audience::Members);
    let late = |dim: &Dim, on: &str| tally.figures(dim, &day(on)).get("task.late").copied();
    let dims = [
        Dim::Partner(partner(2)),
        Dim::Axis(known.axis.unwrap_or(axis(1))),
        Dim::Space(known.space.unwrap_or(space(1))),
    ];
    for dim in dims {
        assert_eq!(late(&dim, "2027-03-01"), None, "{dim}: today is not late");
        assert_eq!(late(&dim, "2027-03-02"), Some(1), "{dim}");
    }
    let observers = Tally::of(&plan, Audience::Observers);
    assert_eq!(observers.figures(&Dim::Plan, &day("2027-03-02")).get("task.late"), None);
}

/// What a partner does on an axis or in a space, counted by hand over random plans.
#[test]
fn partners_count_on_axes_and_in_spaces() {
    let today = day("2027-03-01");
    let mut seen = 0;
    for seed in 40..56 {
        let plan = History::random(seed, 4_000).plan;
        let tally = Tally::of(&plan, Audience::Members);
        let axis_of = |id| plan.priorities.get(&id).map(|priority| priority.axis);
        for partner in plan.partners.keys().copied() {
            let tasks = |on: &dyn Fn(&Task) -> bool| {
                plan.tasks.values().filter(|task| task.owner == Some(partner) && on(task)).count()
            };
            let known = |on: &dyn Fn(&Recommendation) -> bool| {
                let known = plan.recommendations.values();
                known.filter(|known| known.carrier == Some(partner) && on(known)).count()
            };
            let axes = plan.axes.keys().map(|id| {
                let (axis, dim) = (Some(*id), Dim::OnAxis(partner, *id));
                (dim, tasks(&|t| t.axis == axis), known(&|r| axis_of(r.priority) == axis))
            });
            let spaces = plan.spaces.keys().map(|id| {
                let (space, dim) = (Some(*id), Dim::InSpace(partner, *id));
                (dim, tasks(&|t| t.space == space), known(&|r| r.space == space))
            });
            for (dim, tasks, known) in axes.chain(spaces) {
                let figures = tally.figures(&dim, &today);
                let sum = |kind: &str, late: &str| -> i64 {
                    let of_kind = figures.iter().filter(|(m, _)| m.starts_with(kind) && *m != late);
                    of_kind.map(|(_, n)| n).sum()
                };
                let counted =
                    (sum("task.", "task.late"), sum("recommendation.", "recommendation.overdue"));
                assert_eq!(counted, (tasks as i64, known as i64), "seed {seed}: {dim}");
                seen += tasks + known;
            }
        }
    }
    assert!(seen > 100, "the plans have {seen} to count");
}

#[test]
fn dimensions_are_read_as_they_are_written() {
    let plan = History::random(7, 3_000).plan;
    for dim in Tally::of(&plan, Audience::Members).dims() {
        assert_eq!(dim.to_string().parse().as_ref(), Ok(dim));
    }
    let id = "00000000-0000-0000-0000-000000000000";
    for wrong in ["", "plans", "axis", "axis:1", &format!("meeting:{id}")] {
        assert_eq!(wrong.parse::<Dim>(), Err(()), "{wrong}");
    }
    for wrong in ["@", "plan@plan", "axis:ID@axis:ID", "partner:ID@edition:ID", "partner:ID@"] {
        let wrong = wrong.replace("ID", id);
        assert_eq!(wrong.parse::<Dim>(), Err(()), "{wrong}");
    }
}

const FIXTURE: &str = "../../web/test/fixtures/tally.json";
const DAY: &str = "2027-03-01";

fn boards(plan: &Plan, audience: Audience) -> Value {
    let tally = Tally::of(plan, audience);
    let board = |dim| Board::of(&tally, dim, plan.head, day(DAY)).figures;
    let boards = tally.dims().map(|dim| (dim.to_string(), board(dim)));
    json!(boards.filter(|(_, figures)| !figures.is_empty()).collect::<BTreeMap<_, _>>())
}

fn by_key(plan: &Plan, audience: Audience) -> BTreeMap<String, Record<'_>> {
    every_record(plan, audience).map(|record| (format!("{:?}", record.name()), record)).collect()
}

/// Two moments of one plan, what the first shows, what changes until the second, and the figures of both.
fn fixture(audience: Audience) -> Value {
    let history = History::random(11, 2_500);
    let mut before = Plan::default();
    let half = history.events.len() * 3 / 4;
    history.events.iter().take(half).for_each(|event| before.evolve(event));
    let (old, new) = (by_key(&before, audience), by_key(&history.plan, audience));
    let changed = new.iter().filter(|(key, record)| old.get(*key) != Some(record));
    let removed = old.iter().filter(|(key, _)| !new.contains_key(*key));
    json!({
        "records": old.values().collect::<Vec<_>>(),
        "boards": boards(&before, audience),
        "changed": changed.map(|(_, record)| record).collect::<Vec<_>>(),
        "removed": removed.map(|(_, record)| json!(record.name())).collect::<Vec<_>>(),
        "boards_after": boards(&history.plan, audience),
    })
}

/// The browser's tally is tested against these figures. `PLENUM_GOLDEN=write` writes them anew.
#[test]
fn the_browser_is_held_to_the_same_figures() {
    let wanted = json!({
        "day": DAY,
        "members": fixture(Audience::Members),
        "observers": fixture(Audience::Observers),
    });
    let text = serde_json::to_string(&wanted).expect("plain data") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE);
    if std::env::var("PLENUM_GOLDEN").is_ok_and(|how| how == "write") {
        std::fs::write(&path, &text).expect("a folder of fixtures");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(known == text, "stale: PLENUM_GOLDEN=write cargo nextest run -p plenum-views browser");
}
