//! A whole past in one piece.

use std::sync::Arc;

use plenum_app::{ImportError, OpenError};
use plenum_domain::plan::PlanFact;
use plenum_log::{EventLog, MemoryLog, Outcome};
use plenum_testkit::{
    ids::{meeting, plan},
    random::History,
    sample::{add, auditor, coordinator, first},
};

use crate::support::{open, records, redb, run, scripted, send, the_sample};

#[tokio::test]
async fn a_past_comes_in_with_its_own_times_and_people() {
    let history = History::random(3, 300);
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    assert_eq!(app.import(plan(1), &scripted(&history.events)).await, Ok(history.plan.head));
    let handle = app.plan(plan(1)).await.expect("it opens");
    assert!(handle.read(|now| now.plan == history.plan));
    let read = handle.events(1, usize::MAX).expect("it reads");
    assert!(read.iter().map(|e| &e.event).eq(&history.events));
}

#[tokio::test]
async fn the_same_import_again_is_the_same_import() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let steps = scripted(&History::of_the_sample().events);
    let head = app.import(plan(1), &steps).await;
    assert_eq!(app.import(plan(1), &steps).await, head);
    assert_eq!(records(&*log).len() as u64, head.expect("it came in"));
}

#[tokio::test]
async fn a_past_is_only_for_the_plan_that_it_makes() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let steps = scripted(&History::of_the_sample().events);
    app.import(plan(1), &steps).await.expect("it comes in");
    let before = records(&*log);
    let mut shorter = steps.clone();
    shorter.pop();
    let mut later = steps.clone();
    later.iter_mut().for_each(|step| step.at += 1);
    let mut by_another = steps.clone();
    by_another.iter_mut().for_each(|step| step.actor = auditor());
    for other in [shorter, later, by_another] {
        assert_eq!(app.import(plan(1), &other).await, Err(ImportError::Exists));
    }
    assert_eq!(records(&*log), before);
    assert_eq!(
        app.import(plan(2), &steps).await,
        Ok(before.len() as u64),
        "another plan is another"
    );
}

/// Nothing of an import that fails is there.
#[tokio::test]
async fn an_import_is_all_or_nothing() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let mut steps = scripted(&History::of_the_sample().events);
    let last = steps.len() - 1;
    steps[last].at = steps[0].at - 1;
    assert_eq!(app.import(plan(1), &steps).await, Err(ImportError::BackInTime));
    steps[last].at = steps[0].at;
    steps[last].facts = vec![PlanFact::Described { notes: "x".repeat(70_000) }.into()];
    let too_large = Err(ImportError::Storage(Outcome::TooLarge));
    assert_eq!(app.import(plan(1), &steps).await, too_large);
    assert_eq!(app.import(plan(1), &[]).await, too_large);
    assert!(log.plans().expect("it lists").is_empty());
    assert!(matches!(app.plan(plan(1)).await, Err(OpenError::Unknown)));
    the_sample(&app).await;
}

#[test]
fn an_imported_plan_survives_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = run(async {
        let handle = the_sample(&open(&redb(&folder))).await;
        send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await;
        *handle.head().borrow()
    });
    run(async {
        let log = redb(&folder);
        let handle = open(&log).plan(plan(1)).await.expect("it opens");
        crate::support::assert_as_logged(&handle, &log, "after the restart");
        assert_eq!(*handle.head().borrow(), head);
    });
}
