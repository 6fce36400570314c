//! What holds for every fact over every state, by seed.

use std::collections::BTreeSet;

use plenum_domain::{Event, Fact, Plan, SCHEMA};
use plenum_testkit::{
    ids::noon,
    laws::{assert_event_laws, assert_every_item_in_its_place, assert_stored_the_same},
    random::{Dice, History},
    sample,
};

const SEEDS: std::ops::Range<u64> = 0..30;
const STEPS: usize = 1000;

/// Facts of many histories, every kind among them.
fn pool() -> Vec<Fact> {
    let histories = (0..600).map(|seed| History::random(seed, STEPS));
    histories.flat_map(|history| history.events).map(|event| event.fact).collect()
}

#[test]
fn every_event_of_a_random_history_keeps_the_laws() {
    for seed in SEEDS {
        let mut dice = Dice::new(seed);
        let mut history = History::of_the_sample();
        for _ in 0..STEPS {
            let mut before = history.plan.clone();
            let events = dice.step(&history);
            for event in &events {
                assert_event_laws(&before, event);
                before.evolve(event);
            }
            history.extend(events);
        }
        assert!(history.plan.head > 150, "seed {seed} says little: {}", history.plan.head);
        assert_stored_the_same(&history.plan);
        assert_every_item_in_its_place(&history.plan, 3, seed);
    }
}

#[test]
fn a_history_read_back_from_its_payloads_gives_the_same_state() {
    for seed in SEEDS {
        let history = History::random(seed, STEPS);
        let mut again = Plan::default();
        for event in &history.events {
            let payload = event.fact.encode(event.reason.as_deref());
            let read = Event::decode(event.seq, event.time, event.actor, SCHEMA, &payload);
            again.evolve(&read.expect("it was written by us"));
        }
        assert!(again == history.plan, "seed {seed}");
    }
}

#[test]
fn random_histories_know_every_kind_of_fact() {
    let kinds: BTreeSet<_> = pool().iter().map(Fact::kind).collect();
    assert_eq!(kinds.len(), crate::kinds_of("Fact"), "{kinds:#?}");
}

/// Facts torn from other histories, over states that never saw what they speak of.
#[test]
fn any_fact_over_any_state_is_taken_in() {
    let pool = pool();
    for seed in SEEDS {
        let mut dice = Dice::new(seed);
        let steps = usize::try_from(dice.upto(300)).unwrap_or(1);
        let mut plan = if dice.once_in(5) {
            Plan::default()
        } else {
            History::random(1000 + seed, steps).plan
        };
        for _ in 0..2000 {
            let fact = dice.one_of(&pool);
            let actor = dice.person();
            let seq = plan.head + 1;
            plan.evolve(&Event { seq, time: noon(sample::TODAY), actor, fact, reason: None });
        }
        assert_stored_the_same(&plan);
    }
}
