//! Exactly once per command, for ever.

use super::{Seeded, Subject, append, assert_dense};
use crate::{CommandRange, Expected, Outcome};

/// The same command again: the first outcome, whatever the head is by now.
pub fn a_repeated_command_is_replayed(subject: &mut Subject) {
    let mut seeded = Seeded::new(20);
    let plan = seeded.uuid();
    let command = seeded.append(plan, Expected::Head(0), 2);
    assert_eq!(append(&*subject.log, command.clone()), Outcome::Appended { first: 1, last: 2 });
    append(&*subject.log, seeded.append(plan, Expected::Any, 1));
    for _ in 0..3 {
        assert_eq!(append(&*subject.log, command.clone()), Outcome::Replayed { first: 1, last: 2 });
    }
    assert_dense(&*subject.log, plan, 3);
}

/// Hundreds of commands, three restarts: each is still known, none is written again.
pub fn a_repeated_command_is_replayed_after_restarts(subject: &mut Subject) {
    let mut seeded = Seeded::new(21);
    let plans = [seeded.uuid(), seeded.uuid(), seeded.uuid()];
    let mut written = Vec::new();
    for round in 0..3 {
        for turn in 0..100 {
            let command = seeded.append(plans[turn % 3], Expected::Any, 1 + turn % 2);
            let Outcome::Appended { first, last } = append(&*subject.log, command.clone()) else {
                panic!("round {round}, turn {turn}: not appended")
            };
            written.push((command, Outcome::Replayed { first, last }));
        }
        subject.restart();
        for (command, replayed) in &written {
            assert_eq!(append(&*subject.log, command.clone()), *replayed);
        }
    }
    let total: u64 = subject.log.plans().unwrap().iter().map(|(_, head)| head).sum();
    assert_eq!(total, 450);
}

/// The id of a known command with another digest is a mistake of its sender.
pub fn a_command_id_with_other_content_is_refused(subject: &mut Subject) {
    let mut seeded = Seeded::new(22);
    let plan = seeded.uuid();
    let command = seeded.append(plan, Expected::Head(0), 1);
    append(&*subject.log, command.clone());
    let mut other = seeded.append(plan, Expected::Any, 1);
    other.command.id = command.command.id;
    assert_eq!(append(&*subject.log, other.clone()), Outcome::KeyReused);
    subject.restart();
    assert_eq!(append(&*subject.log, other), Outcome::KeyReused);
    assert_dense(&*subject.log, plan, 1);
}

/// Ids are looked up per plan.
pub fn the_same_command_id_in_two_plans_is_two_commands(subject: &mut Subject) {
    let mut seeded = Seeded::new(23);
    let mut command = seeded.append(seeded.clone().uuid(), Expected::Head(0), 1);
    assert_eq!(append(&*subject.log, command.clone()), Outcome::Appended { first: 1, last: 1 });
    command.plan = Seeded::new(99).uuid();
    command.command.digest = [9; 32];
    assert_eq!(append(&*subject.log, command.clone()), Outcome::Appended { first: 1, last: 1 });
    subject.restart();
    assert_eq!(append(&*subject.log, command), Outcome::Replayed { first: 1, last: 1 });
}

/// A command sent twice without waiting, as a client does that lost its connection.
pub fn a_command_repeated_in_flight_is_written_once(subject: &mut Subject) {
    let mut seeded = Seeded::new(24);
    let plan = seeded.uuid();
    let mut flight = Vec::new();
    for _ in 0..50 {
        let command = seeded.append(plan, Expected::Any, 1);
        flight.push((subject.log.append(command.clone()), subject.log.append(command)));
    }
    for (seq, (once, again)) in (1..).zip(flight) {
        let range = Outcome::Appended { first: seq, last: seq };
        assert_eq!(once.blocking_recv().unwrap(), range);
        let replayed = Outcome::Replayed { first: seq, last: seq };
        assert_eq!(again.blocking_recv().unwrap(), replayed);
    }
    assert_dense(&*subject.log, plan, 50);
}

/// `command` tells what a command wrote, and nothing of a refused or foreign one.
pub fn a_known_command_can_be_looked_up(subject: &mut Subject) {
    let mut seeded = Seeded::new(25);
    let plan = seeded.uuid();
    append(&*subject.log, seeded.append(plan, Expected::Any, 1));
    let known = seeded.append(plan, Expected::Any, 3);
    let refused = seeded.append(plan, Expected::Head(77), 1);
    append(&*subject.log, known.clone());
    append(&*subject.log, refused.clone());
    let range = CommandRange { digest: known.command.digest, first: 2, last: 4 };
    for _ in 0..2 {
        let log = &subject.log;
        assert_eq!(log.command(plan, known.command.id).unwrap(), Some(range));
        assert_eq!(log.command(plan, refused.command.id).unwrap(), None);
        assert_eq!(log.command(seeded.uuid(), known.command.id).unwrap(), None);
        subject.restart();
    }
}
