use plenum_app::{App, FixedClock, Options, Request, Scripted};
use plenum_domain::{Role, member::MemberFact, plan::PlanFact};
use plenum_log::MemoryLog;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

const COORDINATOR: AccountId = AccountId(Uuid::from_u128(1));
const PLAN: PlanId = PlanId(Uuid::from_u128(2));
const MEETING: Uuid = Uuid::from_u128(3);
const ITEM: Uuid = Uuid::from_u128(4);

/// A plan with a convened meeting, and its hub, which no publisher flushes.
async fn convened() -> Hub {
    let clock = Arc::new(FixedClock::at(1_800_000_000_000));
    let app = App::open(Arc::new(MemoryLog::new()), clock, Options::default()).unwrap();
    let created =
        PlanFact::Created { plan: PLAN, title: "Essai".into(), territory: "Namur".into() };
    let granted =
        MemberFact::RoleGranted { account: COORDINATOR, role: Role::Coordinator, until: None };
    let facts = vec![created.into(), granted.into()];
    let step =
        Scripted { at: 0, actor: COORDINATOR, facts, reason: None, correlation: Uuid::nil() };
    app.import(PLAN, &[step]).await.unwrap();
    let plan = app.plan(PLAN).await.unwrap();
    let when = json!({ "day": "2030-01-01", "starts": 540 });
    let meeting =
        json!({ "meeting": MEETING, "kind": "plenary", "title": "Plénière", "when": when });
    submit(&plan, "meeting.schedule", &meeting).await;
    submit(&plan, "meeting.convene", &json!({ "meeting": MEETING })).await;
    Hub::new(app, plan, Arc::new(Metrics::default()))
}

async fn submit(plan: &PlanHandle, name: &str, body: &Value) {
    let request = Request { name: name.into(), body: body.to_string() };
    let answer = plan.submit(COORDINATOR, Uuid::new_v4(), request, None).await;
    assert!(matches!(answer, plenum_app::Answer::Done { .. }), "{name}: {answer:?}");
}

async fn add_item(hub: &Hub) {
    let spot = json!({ "meeting": MEETING });
    let item = json!({
        "item": ITEM, "spot": spot, "kind": "discussion", "title": "Point", "duration": 10
    });
    submit(&hub.plan, "agenda.add_item", &item).await;
}

/// What an observer at a cursor is told to let go of.
fn removed(hub: &Hub, cursor: u64) -> Value {
    let Since::Frame { text, .. } = hub.since(Audience::Observers, cursor) else {
        panic!("nothing for an observer at {cursor}");
    };
    serde_json::from_slice::<Value>(&text).unwrap()["removed"].clone()
}

#[tokio::test]
async fn s9_what_a_snapshot_ahead_of_the_feed_showed_is_taken_back() {
    let hub = convened().await;
    add_item(&hub).await;
    let snapshot = hub.snapshot(Audience::Observers, false);
    submit(&hub.plan, "agenda.remove_item", &json!({ "item": ITEM })).await;
    hub.flush().unwrap();
    assert_eq!(removed(&hub, snapshot.seq), json!([{ "kind": "item", "id": ITEM }]));
}

#[tokio::test]
async fn s9_what_is_hidden_while_the_feed_catches_up_is_taken_back_from_those_in_between() {
    let hub = convened().await;
    add_item(&hub).await;
    for n in 0..PUSH_EVENTS {
        let rename = json!({ "item": ITEM, "title": format!("Point {n}") });
        submit(&hub.plan, "agenda.rename_item", &rename).await;
    }
    let snapshot = hub.snapshot(Audience::Observers, false);
    submit(&hub.plan, "agenda.remove_item", &json!({ "item": ITEM })).await;
    hub.flush().unwrap();
    assert_eq!(removed(&hub, snapshot.seq), json!([{ "kind": "item", "id": ITEM }]));
}

#[tokio::test]
async fn s16_what_observers_never_saw_is_not_named_to_them() {
    let hub = convened().await;
    let before = *hub.plan.head().borrow();
    add_item(&hub).await;
    submit(&hub.plan, "agenda.remove_item", &json!({ "item": ITEM })).await;
    hub.flush().unwrap();
    assert_eq!(removed(&hub, before), json!([]));
}
