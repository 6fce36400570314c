//! Order, expectations, atomicity, limits.

use std::sync::Arc;

use uuid::Uuid;

use super::{Seeded, Subject, append, assert_dense};
use crate::record::{HEADER_BYTES, MAX_KIND_BYTES};
use crate::{Append, Expected, MAX_APPEND_EVENTS, MAX_RECORD_BYTES, Outcome};

/// The first event of a plan is number 1; the next append goes on where it ended.
pub fn an_append_is_numbered_from_one(subject: &mut Subject) {
    let mut seeded = Seeded::new(1);
    let plan = seeded.uuid();
    let first = append(&*subject.log, seeded.append(plan, Expected::Head(0), 1));
    assert_eq!(first, Outcome::Appended { first: 1, last: 1 });
    let next = append(&*subject.log, seeded.append(plan, Expected::Head(1), 3));
    assert_eq!(next, Outcome::Appended { first: 2, last: 4 });
    let any = append(&*subject.log, seeded.append(plan, Expected::Any, 1));
    assert_eq!(any, Outcome::Appended { first: 5, last: 5 });
    assert_dense(&*subject.log, plan, 5);
}

/// An expectation below or above the head is answered with the head.
pub fn a_wrong_expectation_conflicts_and_writes_nothing(subject: &mut Subject) {
    let mut seeded = Seeded::new(2);
    let plan = seeded.uuid();
    append(&*subject.log, seeded.append(plan, Expected::Any, 2));
    for wrong in [0, 1, 3, u64::MAX] {
        let outcome = append(&*subject.log, seeded.append(plan, Expected::Head(wrong), 1));
        assert_eq!(outcome, Outcome::Conflict { head: 2 });
    }
    let unknown = seeded.uuid();
    let outcome = append(&*subject.log, seeded.append(unknown, Expected::Head(1), 1));
    assert_eq!(outcome, Outcome::Conflict { head: 0 });
    assert_dense(&*subject.log, plan, 2);
    assert_dense(&*subject.log, unknown, 0);
}

/// Writers that all expect the same head: one is appended, the others conflict, round by round.
pub fn of_racing_writers_exactly_one_wins(subject: &mut Subject) {
    let plan = Seeded::new(3).uuid();
    for head in 0..20 {
        let outcomes =
            race(subject, 8, |seeded| seeded.append(plan, Expected::Head(head), 1), head);
        let won = Outcome::Appended { first: head + 1, last: head + 1 };
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == won).count(), 1);
        let lost = Outcome::Conflict { head: head + 1 };
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == lost).count(), 7);
    }
    assert_dense(&*subject.log, plan, 20);
}

/// Writers that expect nothing all win, and together leave 1..n.
pub fn racing_writers_without_expectation_leave_a_dense_order(subject: &mut Subject) {
    let plan = Seeded::new(4).uuid();
    let mut taken = Vec::new();
    for round in 0..20 {
        for outcome in race(subject, 8, |seeded| seeded.append(plan, Expected::Any, 2), round) {
            let Outcome::Appended { first, last } = outcome else {
                panic!("seed {round}: {outcome:?}")
            };
            taken.extend(first..=last);
        }
    }
    taken.sort_unstable();
    assert_eq!(taken, (1..=320).collect::<Vec<_>>());
    assert_dense(&*subject.log, plan, 320);
}

fn race(
    subject: &Subject,
    writers: u64,
    make: impl Fn(&mut Seeded) -> Append,
    seed: u64,
) -> Vec<Outcome> {
    let threads: Vec<_> = (0..writers)
        .map(|writer| {
            let log = Arc::clone(&subject.log);
            let proposal = make(&mut Seeded::new(1_000 * seed + writer));
            std::thread::spawn(move || append(&*log, proposal))
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}

/// One event that does not fit keeps its companions out.
pub fn several_events_are_appended_together_or_not_at_all(subject: &mut Subject) {
    let mut seeded = Seeded::new(5);
    let plan = seeded.uuid();
    let whole = append(&*subject.log, seeded.append(plan, Expected::Head(0), 500));
    assert_eq!(whole, Outcome::Appended { first: 1, last: 500 });
    let mut spoiled = seeded.append(plan, Expected::Head(500), 10);
    spoiled.events[9] = seeded.event(MAX_RECORD_BYTES);
    assert_eq!(append(&*subject.log, spoiled), Outcome::TooLarge);
    assert_dense(&*subject.log, plan, 500);
}

/// Appends handed over without waiting, each expecting the one before.
pub fn pipelined_appends_see_each_other(subject: &mut Subject) {
    let mut seeded = Seeded::new(6);
    let plan = seeded.uuid();
    let flight: Vec<_> = (0..100)
        .map(|head| subject.log.append(seeded.append(plan, Expected::Head(head), 1)))
        .collect();
    for (seq, outcome) in (1..).zip(flight) {
        let outcome = outcome.blocking_recv().unwrap();
        assert_eq!(outcome, Outcome::Appended { first: seq, last: seq });
    }
    assert_dense(&*subject.log, plan, 100);
}

/// When one append of a pipeline is refused, what was built on it is refused too.
pub fn a_failed_link_fails_the_rest_of_a_pipeline(subject: &mut Subject) {
    let mut seeded = Seeded::new(7);
    let plan = seeded.uuid();
    let mut flight = Vec::new();
    for head in 0..10 {
        let mut link = seeded.append(plan, Expected::Head(head), 1);
        if head == 4 {
            link.events.clear();
        }
        flight.push(subject.log.append(link));
    }
    let outcomes: Vec<_> = flight.into_iter().map(|o| o.blocking_recv().unwrap()).collect();
    assert_eq!(outcomes[3], Outcome::Appended { first: 4, last: 4 });
    assert_eq!(outcomes[4], Outcome::TooLarge);
    assert!(outcomes[5..].iter().all(|outcome| *outcome == Outcome::Conflict { head: 4 }));
    assert_dense(&*subject.log, plan, 4);
}

/// Interleaved appends to many plans number each plan on its own, also after a restart.
pub fn plans_do_not_disturb_each_other(subject: &mut Subject) {
    let mut seeded = Seeded::new(8);
    let plans: Vec<Uuid> = (0..20).map(|_| seeded.uuid()).collect();
    let mut heads = vec![0; plans.len()];
    for _ in 0..400 {
        let chosen = seeded.below(20) as usize;
        let count = 1 + seeded.below(3);
        let proposal = seeded.append(plans[chosen], Expected::Head(heads[chosen]), count as usize);
        let first = heads[chosen] + 1;
        heads[chosen] += count;
        let outcome = append(&*subject.log, proposal);
        assert_eq!(outcome, Outcome::Appended { first, last: heads[chosen] });
    }
    subject.restart();
    for (plan, head) in plans.into_iter().zip(heads) {
        assert_dense(&*subject.log, plan, head);
    }
}

/// Every named limit: one over it is [`Outcome::TooLarge`], and the plan stays as it was.
pub fn limits_are_refused_and_leave_nothing(subject: &mut Subject) {
    let mut seeded = Seeded::new(9);
    let plan = seeded.uuid();
    let none = seeded.append(plan, Expected::Any, 0);
    let mut large = seeded.append(plan, Expected::Any, 0);
    let mut event = seeded.event(0);
    event.payload = vec![7; MAX_RECORD_BYTES - HEADER_BYTES - event.kind.len() + 1];
    large.events.push(event);
    let mut kind = seeded.append(plan, Expected::Any, 1);
    kind.events[0].kind = "k".repeat(MAX_KIND_BYTES + 1).into();
    let mut many = seeded.append(plan, Expected::Any, 1);
    many.events = vec![many.events[0].clone(); MAX_APPEND_EVENTS + 1];
    let mut heavy = seeded.append(plan, Expected::Any, 0);
    heavy.events = vec![seeded.event(65_000); 1_100];
    for over in [none, large, kind, many, heavy] {
        assert_eq!(append(&*subject.log, over), Outcome::TooLarge);
    }
    assert_dense(&*subject.log, plan, 0);
    assert_eq!(subject.log.plans().unwrap(), []);
}

/// A record of exactly the limit, with the longest kind, comes back whole.
pub fn the_largest_record_fits(subject: &mut Subject) {
    let mut seeded = Seeded::new(10);
    let plan = seeded.uuid();
    let mut largest = seeded.append(plan, Expected::Any, 0);
    let mut event = seeded.event(MAX_RECORD_BYTES - HEADER_BYTES - MAX_KIND_BYTES);
    event.kind = "k".repeat(MAX_KIND_BYTES).into();
    largest.events.push(event.clone());
    assert_eq!(append(&*subject.log, largest), Outcome::Appended { first: 1, last: 1 });
    subject.restart();
    assert_eq!(subject.log.read(plan, 1, 1).unwrap().records[0].event, event);
}
