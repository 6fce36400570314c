//! Once for ever: the same command again is answered as the first time and written no second time.

use std::sync::Arc;

use plenum_app::{Answer, PlanHandle, Request};
use plenum_domain::agenda::AgendaCommand;
use plenum_log::{EventLog, MemoryLog};
use plenum_testkit::{
    ids::{item, meeting, plan},
    sample::{add, contributor, coordinator, first},
};

use crate::{
    moody::Moody,
    support::{id, open, records, redb, request, run, send, the_sample},
};

async fn other_bytes_are_another_command(handle: &PlanHandle) {
    let same = request(add(1, first(meeting(1))));
    let again = |request: Request, reason: Option<&str>| {
        handle.submit(coordinator(), id(1), request, reason.map(str::to_owned))
    };
    let spaced = Request { body: same.body.replace(',', ", "), ..same.clone() };
    let renamed = Request { name: "agenda.propose_item".into(), ..same.clone() };
    assert_eq!(again(spaced, None).await, Answer::KeyReused);
    assert_eq!(again(renamed, None).await, Answer::KeyReused);
    assert_eq!(again(same.clone(), Some("parce que")).await, Answer::KeyReused);
    let undo = Request { name: "undo".into(), body: "{}".into() };
    assert_eq!(again(undo, None).await, Answer::KeyReused);
}

/// Sends, repeats, reopens, repeats.
fn over(mut reopen: impl FnMut() -> Arc<dyn EventLog>) {
    let answer = run(async {
        let app = crate::support::open_with(reopen(), plenum_app::Options::default());
        let handle = the_sample(&app).await;
        let answer = send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await;
        let head = *handle.head().borrow();
        assert_eq!(answer, Answer::Done { seq: head });
        assert!(matches!(
            send(&handle, contributor(), 2, add(2, first(meeting(1)))).await,
            Answer::Done { .. }
        ));
        for _ in 0..3 {
            assert_eq!(send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await, answer);
        }
        other_bytes_are_another_command(&handle).await;
        assert_eq!(*handle.head().borrow(), head + 1);
        answer
    });
    for _ in 0..2 {
        run(async {
            let log = reopen();
            let app = crate::support::open_with(log.clone(), plenum_app::Options::default());
            let handle = app.plan(plan(1)).await.expect("it opens");
            assert_eq!(send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await, answer);
            other_bytes_are_another_command(&handle).await;
            let of_one = |record: &&plenum_log::Record| record.command.id == id(1);
            assert_eq!(records(&*log).iter().filter(of_one).count(), 1);
        });
    }
}

#[test]
fn in_memory() {
    let log = Arc::new(MemoryLog::new());
    over(|| log.clone());
}

#[test]
fn on_disk_across_restarts() {
    let folder = tempfile::tempdir().expect("a folder");
    over(|| redb(&folder));
}

/// The same command many times over while the first is still on its way.
#[tokio::test]
async fn a_command_repeated_in_flight_is_written_once() {
    let log = Moody::new();
    let app = open(&log);
    let handle = the_sample(&app).await;
    let head = *handle.head().borrow();
    log.hold();
    let all = (0..20).map(|_| {
        let handle = handle.clone();
        tokio::spawn(
            async move { send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await },
        )
    });
    let all: Vec<_> = all.collect();
    log.holds(1).await;
    log.release();
    for one in all {
        assert_eq!(one.await.expect("it ends"), Answer::Done { seq: head + 1 });
    }
    assert_eq!(records(&*log).len() as u64, head + 1);
}

/// What was refused may be sent again under its id once it is right: a refusal leaves nothing.
#[tokio::test]
async fn a_refused_command_leaves_nothing() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let handle = the_sample(&app).await;
    let before = (handle.read(Clone::clone), records(&*log).len());
    let rename = AgendaCommand::RenameItem { item: item(1), title: "Accueil".into() };
    for n in 0..5 {
        let answer = send(&handle, coordinator(), n % 2, rename.clone()).await;
        assert!(matches!(answer, Answer::Refused(_)), "{answer:?}");
    }
    let nonsense = Request { name: "agenda.explode".into(), body: "{}".into() };
    let answer = handle.submit(coordinator(), id(1), nonsense, None).await;
    assert!(matches!(answer, Answer::Malformed(_)), "{answer:?}");
    assert!(before == (handle.read(Clone::clone), records(&*log).len()));
    send(&handle, coordinator(), 9, add(1, first(meeting(1)))).await;
    assert!(matches!(send(&handle, coordinator(), 1, rename).await, Answer::Done { .. }));
}

/// Where nothing has to change the answer is the head, and nothing is written.
#[tokio::test]
async fn what_is_so_already_is_done() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let handle = the_sample(&app).await;
    let head = *handle.head().borrow();
    let title = handle.read(|now| now.plan.title.clone());
    let same = plenum_domain::plan::PlanCommand::Rename { title };
    assert_eq!(send(&handle, coordinator(), 1, same).await, Answer::Done { seq: head });
    assert_eq!(records(&*log).len() as u64, head);
}
