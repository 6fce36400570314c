//! An engine that fails: answers stay true, nothing unconfirmed is seen, and service recovers.

use plenum_app::{Answer, PlanHandle};
use plenum_log::{EventLog, Expected, Outcome, conformance::Seeded};
use plenum_testkit::{
    ids::{meeting, plan},
    random::Dice,
    sample::{add, coordinator, first},
};
use tokio::task::JoinHandle;

use crate::{
    moody::{Mood, Moody},
    support::{assert_as_logged, id, open, records, request, send, the_sample},
};

fn adding(to: &PlanHandle, n: u64) -> JoinHandle<Answer> {
    let to = to.clone();
    tokio::spawn(async move { send(&to, coordinator(), n, add(n, first(meeting(1)))).await })
}

/// Sends commands 1..=`count` while the engine holds; lets go; returns the answers.
async fn sent_together(log: &Moody, handle: &PlanHandle, moods: &[Mood]) -> Vec<Answer> {
    log.hold();
    let count = moods.len();
    let all: Vec<_> = (1..=count as u64).map(|n| adding(handle, n)).collect();
    log.holds(count).await;
    log.next(moods.iter().copied());
    log.release();
    let mut answers = Vec::new();
    for one in all {
        answers.push(one.await.expect("it ends"));
    }
    answers
}

/// Each failure alone: its answer, what is visible after it, and the same id again.
#[tokio::test]
async fn a_failed_append_is_answered_as_what_it_is() {
    for (mood, told, written) in [
        (Mood::Unavailable, Answer::Unavailable, false),
        (Mood::Conflict, Answer::Unavailable, false),
        (Mood::TooLarge, Answer::TooLarge, false),
        (Mood::UnknownLost, Answer::Unknown, false),
        (Mood::UnknownWritten, Answer::Unknown, true),
        (Mood::Silent, Answer::Unknown, true),
    ] {
        let log = Moody::new();
        let app = open(&log);
        let handle = the_sample(&app).await;
        let head = *handle.head().borrow();
        log.next([mood]);
        assert_eq!(adding(&handle, 1).await.expect("it ends"), told, "{mood:?}");
        assert_as_logged(&handle, &log, &format!("{mood:?}"));
        assert_eq!(*handle.head().borrow(), head + u64::from(written), "{mood:?}");
        let again = adding(&handle, 1).await.expect("it ends");
        assert_eq!(again, Answer::Done { seq: head + 1 }, "{mood:?}: the same id tells");
        assert_eq!(adding(&handle, 2).await.expect("it ends"), Answer::Done { seq: head + 2 });
        assert_as_logged(&handle, &log, &format!("{mood:?}"));
    }
}

/// What was decided on a state that never was is not told as if it had been.
#[tokio::test]
async fn what_followed_a_failure_is_sent_again() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    let head = *handle.head().borrow();
    let moods = [Mood::Fine, Mood::Unavailable, Mood::Fine, Mood::Fine];
    let answers = sent_together(&log, &handle, &moods).await;
    let lost = Answer::Unavailable;
    assert_eq!(answers, [Answer::Done { seq: head + 1 }, lost.clone(), lost.clone(), lost]);
    assert_as_logged(&handle, &log, "after the failure");
    assert_eq!(*handle.head().borrow(), head + 1);
    for n in 1..=4 {
        assert_eq!(adding(&handle, n).await.expect("it ends"), Answer::Done { seq: head + n });
    }
}

/// A commit that nobody knows of, with others behind it that did get through.
#[tokio::test]
async fn what_is_durable_after_a_doubt_is_told_so() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    let head = *handle.head().borrow();
    let moods = [Mood::Fine, Mood::UnknownWritten, Mood::Fine, Mood::Silent];
    let answers = sent_together(&log, &handle, &moods).await;
    assert_eq!(
        answers,
        [
            Answer::Done { seq: head + 1 },
            Answer::Unknown,
            Answer::Done { seq: head + 3 },
            Answer::Unknown,
        ]
    );
    assert_eq!(*handle.head().borrow(), head + 4);
    assert_as_logged(&handle, &log, "after the doubt");
}

/// A refusal whose reason was lost is no refusal.
#[tokio::test]
async fn a_refusal_falls_with_its_reason() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    log.hold();
    let first_one = adding(&handle, 1);
    log.holds(1).await;
    let same_item = {
        let handle = handle.clone();
        let command = add(1, first(meeting(1)));
        tokio::spawn(async move { send(&handle, coordinator(), 2, command).await })
    };
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    log.next([Mood::Unavailable]);
    log.release();
    assert_eq!(first_one.await.expect("it ends"), Answer::Unavailable);
    assert_eq!(same_item.await.expect("it ends"), Answer::Unavailable);
}

/// Someone else wrote into the plan: one conflict, then all is caught up.
#[tokio::test]
async fn a_stranger_s_event_is_caught_up_with() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    let head = *handle.head().borrow();
    let mut append = Seeded::new(1).append(plan(1).into(), Expected::Any, 1);
    let renamed =
        plenum_domain::plan::PlanFact::Renamed { from: String::new(), to: "Autre".into() };
    append.events[0].schema = 1;
    append.events[0].payload = plenum_domain::Fact::from(renamed).encode(None);
    let outcome = log.inner.append(append).await;
    assert_eq!(outcome, Ok(Outcome::Appended { first: head + 1, last: head + 1 }));
    assert_eq!(adding(&handle, 1).await.expect("it ends"), Answer::Unavailable);
    assert_as_logged(&handle, &log, "after the conflict");
    assert_eq!(handle.read(|now| now.plan.title.clone()), "Autre");
    assert_eq!(adding(&handle, 1).await.expect("it ends"), Answer::Done { seq: head + 2 });
}

/// While the log cannot be read either, nothing is told that is not known.
#[tokio::test]
async fn an_engine_that_is_away_comes_back() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    let head = *handle.head().borrow();
    log.next([Mood::Silent]);
    log.hold();
    let one = adding(&handle, 1);
    log.holds(1).await;
    log.unreadable(true);
    log.release();
    assert_eq!(one.await.expect("it ends"), Answer::Unknown);
    assert_eq!(adding(&handle, 2).await.expect("it ends"), Answer::Unavailable);
    assert_eq!(*handle.head().borrow(), head, "nothing unread is visible");
    log.unreadable(false);
    // The first to come finds the log ahead of the state.
    assert_eq!(adding(&handle, 2).await.expect("it ends"), Answer::Unavailable);
    assert_eq!(adding(&handle, 1).await.expect("it ends"), Answer::Done { seq: head + 1 });
    assert_eq!(adding(&handle, 2).await.expect("it ends"), Answer::Done { seq: head + 2 });
    assert_as_logged(&handle, &log, "once it is back");
}

/// Random failures under random commands: sent again under their ids until they are answered, all end
/// up in the log exactly once, and every state seen on the way is the log's.
#[tokio::test]
async fn every_command_gets_through_exactly_once() {
    const MOODS: [Mood; 8] = [
        Mood::Fine,
        Mood::Fine,
        Mood::Fine,
        Mood::Unavailable,
        Mood::UnknownLost,
        Mood::UnknownWritten,
        Mood::Silent,
        Mood::Conflict,
    ];
    for seed in 0..30 {
        let log = Moody::new();
        let app = open(&log);
        let handle = the_sample(&app).await;
        let mut dice = Dice::new(seed);
        let mut left: Vec<_> = (1..=120)
            .map(|n| (id(n), dice.person(), dice.command(&handle.read(|now| now.plan.clone()))))
            .collect();
        let mut done = 0;
        for _round in 0..200 {
            log.next((0..dice.upto(12)).map(|_| dice.one_of(&MOODS)));
            let batch: Vec<_> = left.drain(..left.len().min(8)).collect();
            let sent = batch.iter().map(|(id, by, command)| {
                let (handle, id, by, request) =
                    (handle.clone(), *id, *by, request(command.clone()));
                tokio::spawn(async move { handle.submit(by, id, request, Some("x".into())).await })
            });
            for (sent, command) in sent.collect::<Vec<_>>().into_iter().zip(batch.clone()) {
                match sent.await.expect("it ends") {
                    Answer::Done { .. } => done += 1,
                    Answer::Refused(_) => {}
                    Answer::Unavailable | Answer::Unknown => left.push(command),
                    other => panic!("seed {seed}: {other:?}"),
                }
            }
            assert_as_logged(&handle, &log, &format!("seed {seed}"));
        }
        assert!(left.is_empty() && done > 5, "seed {seed}: {} left, {done} done", left.len());
        let mut ids: Vec<_> = records(&*log).iter().map(|r| (r.command.id, r.seq)).collect();
        ids.dedup_by_key(|(id, _)| *id);
        let runs = ids.len();
        ids.sort_unstable();
        ids.dedup_by_key(|(id, _)| *id);
        assert_eq!(ids.len(), runs, "seed {seed}: no command is written twice");
    }
}
