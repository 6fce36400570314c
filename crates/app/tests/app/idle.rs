//! Plans that nobody looks at are closed, and open again as they were.

use std::{sync::Arc, time::Duration};

use plenum_app::Answer;
use plenum_log::MemoryLog;
use plenum_testkit::{
    ids::{meeting, plan},
    sample::{add, coordinator, first},
};

use crate::support::{assert_as_logged, open, send, the_sample};

/// Lets time go by in steps, so that everyone gets their turn.
async fn pass(minutes: u64) {
    for _ in 0..minutes * 6 {
        tokio::time::advance(Duration::from_secs(10)).await;
        tokio::task::yield_now().await;
    }
}

/// Those who hold the log: the test, the application and its directory, and each open plan.
fn open_plans(log: &Arc<MemoryLog>) -> usize {
    Arc::strong_count(log) - 3
}

#[tokio::test(start_paused = true)]
async fn an_idle_plan_is_closed_and_opens_again() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let handle = the_sample(&app).await;
    send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await;
    let before = handle.read(Clone::clone);
    assert_eq!(open_plans(&log), 1);
    drop(handle);
    pass(1).await;
    assert_eq!(open_plans(&log), 1, "not at once");
    pass(10).await;
    assert_eq!(open_plans(&log), 0, "after some minutes");
    for n in 2..5 {
        let handle = app.plan(plan(1)).await.expect("it opens again");
        if n == 2 {
            assert!(handle.read(Clone::clone) == before);
        }
        let answer = send(&handle, coordinator(), n, add(n, first(meeting(1)))).await;
        assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
        assert_as_logged(&handle, &log, "again");
        drop(handle);
        pass(11).await;
        assert_eq!(open_plans(&log), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_stays_open_while_someone_holds_it() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    let handle = the_sample(&app).await;
    pass(60).await;
    assert_eq!(open_plans(&log), 1);
    let answer = send(&handle, coordinator(), 1, add(1, first(meeting(1)))).await;
    assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
}

/// Once the application is gone, its plans go too.
#[tokio::test(start_paused = true)]
async fn plans_end_with_their_application() {
    let log = Arc::new(MemoryLog::new());
    let app = open(&log);
    drop(the_sample(&app).await);
    drop(app);
    pass(11).await;
    assert_eq!(Arc::strong_count(&log), 1);
}
