//! Many at once: commands do not wait for each other's commits, and every answer is true.

use std::{collections::BTreeMap, sync::Arc};

use plenum_app::{Answer, PlanHandle};
use plenum_domain::Command;
use plenum_log::{EventLog, MemoryLog};
use plenum_testkit::{
    ids::meeting,
    random::Dice,
    sample::{add, coordinator, first},
};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    moody::Moody,
    support::{assert_as_logged, id, open, records, redb, request, run, send, the_sample},
};

const TASKS: u64 = 24;
const EACH: u64 = 40;

/// One client: sends random commands one after the other, and sees its own writes at once.
async fn client(handle: PlanHandle, number: u64) -> Vec<(Uuid, Answer)> {
    let mut dice = Dice::new(number);
    dice.items = 60;
    let mut answers = Vec::new();
    for n in 0..EACH {
        let now = handle.read(|now| now.plan.clone());
        let command: Command = dice.agenda_command(&now).into();
        let id = id(number * 1000 + n);
        let answer = handle.submit(dice.person(), id, request(command), None).await;
        if let Answer::Done { seq } = answer {
            assert!(handle.read(|now| now.head()) >= seq, "client {number}: its write is visible");
            assert!(*handle.head().borrow() >= seq, "client {number}: and woken for");
            let event = handle.events(seq, 1).expect("it reads");
            assert_eq!(event.first().map(|e| e.event.seq), Some(seq), "client {number}");
        }
        answers.push((id, answer));
    }
    answers
}

fn load<L: EventLog>(log: &Arc<L>) {
    run(async {
        let app = open(log);
        let handle = the_sample(&app).await;
        let sample = *handle.head().borrow();
        let mut clients = JoinSet::new();
        for number in 0..TASKS {
            clients.spawn(client(handle.clone(), number));
        }
        let answers: Vec<_> = clients.join_all().await.into_iter().flatten().collect();
        let mut last_of: BTreeMap<Uuid, u64> = BTreeMap::new();
        for record in records(&**log) {
            last_of.insert(record.command.id, record.seq);
        }
        let mut written = 0;
        for (id, answer) in &answers {
            match (answer, last_of.get(id)) {
                (Answer::Done { seq }, Some(last)) => {
                    assert_eq!(seq, last, "the answer names the command's last event");
                    written += 1;
                }
                (Answer::Done { .. } | Answer::Refused(_), None) => {}
                (answer, there) => panic!("answered {answer:?}, in the log: {there:?}"),
            }
        }
        assert!(written > 100, "little was written: {written}");
        assert_eq!(
            last_of.len(),
            written + 1,
            "every command of the log was answered, and the import"
        );
        assert!(last_of.values().all(|last| *last >= sample));
        assert_as_logged(&handle, log, "after the load");
    });
}

#[test]
fn in_memory() {
    load(&Arc::new(MemoryLog::new()));
}

#[test]
fn on_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    load(&redb(&folder));
}

/// Nothing is visible before it is durable; and commands pile up on each other meanwhile.
#[tokio::test]
async fn what_is_not_durable_is_not_visible() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    let before = handle.read(Clone::clone);
    let head = before.head();
    log.hold();
    let send_one = |n: u64| {
        let (handle, at) =
            (handle.clone(), plenum_testkit::sample::spot(meeting(1), None, Some(n - 1)));
        tokio::spawn(async move { send(&handle, coordinator(), n, add(n, at)).await })
    };
    let all: Vec<_> = (1..=10).map(send_one).collect();
    log.holds(10).await;
    assert!(handle.read(Clone::clone) == before, "the state stands still");
    assert_eq!(*handle.head().borrow(), head);
    assert!(handle.events(head + 1, 100).expect("it reads").is_empty());
    assert!(*handle.at(head + 5).await.expect("it reads") == before);
    log.release();
    for (n, one) in (1..).zip(all) {
        assert_eq!(one.await.expect("it ends"), Answer::Done { seq: head + n });
    }
    let rows = handle.read(|now| plenum_testkit::sample::rows(&now.plan, meeting(1)));
    assert_eq!(rows, (1..=10).map(|n| (n, 0)).collect::<Vec<_>>());
}

/// A refusal is judged on what is not durable yet: it waits for it.
#[tokio::test]
async fn a_refusal_does_not_run_ahead_of_its_reasons() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    log.hold();
    let twice = |n: u64| {
        let handle = handle.clone();
        tokio::spawn(
            async move { send(&handle, coordinator(), n, add(1, first(meeting(1)))).await },
        )
    };
    let (first, second) = (twice(1), twice(2));
    log.holds(1).await;
    // Everything that can run has run, and the refusal has not been told.
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    assert!(!second.is_finished());
    log.release();
    assert!(matches!(first.await.expect("it ends"), Answer::Done { .. }));
    assert!(matches!(second.await.expect("it ends"), Answer::Refused(_)));
}

/// Past its bounds a plan says so, and the same ids get through later.
#[tokio::test]
async fn too_much_at_once_is_told_to_come_back() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    log.hold();
    let one = |n: u64| {
        let handle = handle.clone();
        async move {
            let title = format!("Titre {n}");
            let rename = plenum_domain::plan::PlanCommand::Rename { title };
            (n, send(&handle, coordinator(), n, rename).await)
        }
    };
    let all: Vec<_> = (0..2000).map(|n| tokio::spawn(one(n))).collect();
    log.holds(512).await;
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    log.release();
    let mut busy = 0;
    for sent in all {
        let (n, answer) = sent.await.expect("it ends");
        if answer == Answer::Busy {
            busy += 1;
            assert!(matches!(one(n).await.1, Answer::Done { .. }));
        } else {
            assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
        }
    }
    assert!((1..=2000 - 1024).contains(&busy), "{busy}");
    assert_as_logged(&handle, &log, "after the rush");
}
