//! A plan to send commands to.

use std::sync::Arc;

use plenum_app::{
    Answer, App, FixedClock, Options, PlanHandle, Projection, Request, Scripted, replay,
};
use plenum_domain::{AccountId, Command, Event};
use plenum_log::{EventLog, Record};
use plenum_log_redb::RedbLog;
use plenum_testkit::{
    ids::{noon, plan},
    random::History,
    sample::TODAY,
};
use uuid::Uuid;

pub fn open(log: &Arc<impl EventLog>) -> App {
    open_with(log.clone(), Options::default())
}

pub fn open_with(log: Arc<dyn EventLog>, options: Options) -> App {
    App::open(log, Arc::new(FixedClock::at(noon(TODAY))), options).expect("it opens")
}

/// The sample plan, imported and opened.
pub async fn the_sample(app: &App) -> PlanHandle {
    import(app, &History::of_the_sample()).await
}

/// A history, imported and opened.
pub async fn import(app: &App, history: &History) -> PlanHandle {
    let head = app.import(plan(1), &scripted(&history.events)).await;
    assert_eq!(head, Ok(history.plan.head));
    app.plan(plan(1)).await.expect("it opens")
}

pub fn scripted(events: &[Event]) -> Vec<Scripted> {
    let step = |event: &Event| Scripted {
        at: event.time,
        actor: event.actor,
        facts: vec![event.fact.clone()],
        reason: event.reason.clone(),
        correlation: Uuid::nil(),
    };
    events.iter().map(step).collect()
}

/// A command as a client sends it.
pub fn request(command: impl Into<Command>) -> Request {
    let command = command.into();
    let name = command.kind();
    let whole = serde_json::to_value(&command).expect("plain data");
    let body = name.split('.').fold(&whole, |value, key| &value[key]).to_string();
    Request { name, body }
}

pub fn undo(command: Uuid) -> Request {
    Request { name: "undo".into(), body: format!(r#"{{"command":"{command}"}}"#) }
}

/// The id of a command by number.
pub fn id(n: u64) -> Uuid {
    Uuid::from_u64_pair(77 << 32, n)
}

pub async fn send(
    to: &PlanHandle,
    by: AccountId,
    n: u64,
    command: impl Into<Command> + Send,
) -> Answer {
    to.submit(by, id(n), request(command), None).await
}

/// Every record of the plan; dense, or the test fails.
pub fn records(log: &dyn EventLog) -> Vec<Record> {
    let mut records = Vec::new();
    loop {
        let from = records.len() as u64 + 1;
        let page = log.read(plan(1).into(), from, 1000).expect("it reads");
        if page.records.is_empty() {
            assert_eq!(page.head, records.len() as u64, "the head is the last number");
            return records;
        }
        for record in page.records {
            assert_eq!(record.seq, records.len() as u64 + 1, "numbers are dense");
            records.push(record);
        }
    }
}

/// The state after an event, from nothing.
pub fn replayed(log: &Arc<impl EventLog>, upto: u64) -> Projection {
    let log: Arc<dyn EventLog> = log.clone();
    let mut state = Projection::default();
    replay(&log, plan(1).into(), &mut state, upto, |_, _| {}).expect("it replays");
    state
}

/// The visible plan is what its log says, to the last event.
#[track_caller]
pub fn assert_as_logged(handle: &PlanHandle, log: &Arc<impl EventLog>, what: &str) {
    let head = records(&**log).len() as u64;
    assert_eq!(*handle.head().borrow(), head, "{what}: everything durable is visible");
    let seen = handle.read(Clone::clone);
    assert!(seen == replayed(log, head), "{what}: the state is the log's");
}

/// The embedded engine in a folder.
pub fn redb(folder: &tempfile::TempDir) -> Arc<RedbLog> {
    let options = plenum_log_redb::Options { reserve_bytes: 0, ..Default::default() };
    Arc::new(RedbLog::open(folder.path().join("log.redb"), options).expect("it opens"))
}

/// Runs to the end and lets go of everything, as a process that ends.
pub fn run<T>(story: impl Future<Output = T>) -> T {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(story)
}
