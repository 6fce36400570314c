//! Undo as a command.

use std::sync::Arc;

use plenum_app::{Answer, PlanHandle, Request};
use plenum_domain::{AccountId, Refusal};
use plenum_log::MemoryLog;
use plenum_testkit::{
    ids::meeting,
    sample::{add, contributor, coordinator, first, rows},
};

use crate::{
    moody::Moody,
    support::{assert_as_logged, id, open, records, send, the_sample, undo},
};

async fn undoing(to: &PlanHandle, by: AccountId, n: u64, of: u64) -> Answer {
    to.submit(by, id(n), undo(id(of)), None).await
}

#[tokio::test]
async fn an_undo_takes_back_and_says_what() {
    let log = Arc::new(MemoryLog::new());
    let handle = the_sample(&open(&log)).await;
    let head = *handle.head().borrow();
    let on_agenda = |handle: &PlanHandle| handle.read(|now| rows(&now.plan, meeting(1)));
    send(&handle, contributor(), 1, add(1, first(meeting(1)))).await;
    assert_eq!(undoing(&handle, contributor(), 2, 1).await, Answer::Done { seq: head + 2 });
    assert_eq!(on_agenda(&handle), []);
    assert_eq!(undoing(&handle, contributor(), 3, 2).await, Answer::Done { seq: head + 3 });
    assert_eq!(on_agenda(&handle), [(1, 0)], "the undo of an undo is a redo");
    assert_eq!(undoing(&handle, contributor(), 2, 1).await, Answer::Done { seq: head + 2 });
    assert_eq!(*handle.head().borrow(), head + 3, "an undo is done once");
    let events = handle.events(head + 1, 3).expect("it reads");
    let causes: Vec<_> = events.iter().map(|event| event.causation).collect();
    assert_eq!(causes, [uuid::Uuid::nil(), id(1), id(2)]);
    assert_as_logged(&handle, &log, "after the redo");
}

#[tokio::test]
async fn an_undo_is_refused_where_there_is_nothing_to_take_back() {
    let log = Arc::new(MemoryLog::new());
    let handle = the_sample(&open(&log)).await;
    send(&handle, contributor(), 1, add(1, first(meeting(1)))).await;
    let unknown = Answer::Refused(Refusal::Unknown("command"));
    assert_eq!(undoing(&handle, contributor(), 2, 99).await, unknown);
    assert_eq!(undoing(&handle, coordinator(), 3, 1).await, Answer::Refused(Refusal::NotYours));
    for body in ["{}", "[]", r#"{"command":"x"}"#, r#"{"command":null,"more":1}"#] {
        let request = Request { name: "undo".into(), body: body.into() };
        let answer = handle.submit(contributor(), id(4), request, None).await;
        assert!(matches!(answer, Answer::Malformed(_)), "{body}: {answer:?}");
    }
    assert_eq!(undoing(&handle, contributor(), 5, 1).await, {
        Answer::Done { seq: *handle.head().borrow() }
    });
}

/// What is undone may still be on its way to the disk.
#[tokio::test]
async fn an_undo_may_follow_at_once() {
    let log = Moody::new();
    let handle = the_sample(&open(&log)).await;
    let head = *handle.head().borrow();
    log.hold();
    let adding = {
        let handle = handle.clone();
        tokio::spawn(
            async move { send(&handle, contributor(), 1, add(1, first(meeting(1)))).await },
        )
    };
    log.holds(1).await;
    let taking_back = {
        let handle = handle.clone();
        tokio::spawn(async move { undoing(&handle, contributor(), 2, 1).await })
    };
    log.holds(2).await;
    log.release();
    assert_eq!(adding.await.expect("it ends"), Answer::Done { seq: head + 1 });
    assert_eq!(taking_back.await.expect("it ends"), Answer::Done { seq: head + 2 });
    assert_eq!(records(&*log).len() as u64, head + 2);
    assert!(handle.read(|now| now.plan.items.is_empty()));
}
