use serde_json::json;
use uuid::Uuid;

use super::client::{Served, assert_in_step};
use crate::world::{ITEM, Who, id, item};

fn rename(n: u64) -> serde_json::Value {
    json!({ "item": id(ITEM), "title": format!("Title {n}") })
}

#[tokio::test]
async fn s3_a_new_client_gets_a_snapshot_then_what_happens() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    let seq = served.world.done("agenda.add_item", item(50, "New")).await;
    client.reach(seq).await;
    assert_eq!(client.snapshots, 1);
    assert_in_step(&client, &served.world, Who::Auditor).await;
    assert!(client.seen.is_empty() || client.seen == [seq]);
}

#[tokio::test]
async fn s3_a_client_that_comes_back_gets_exactly_what_it_missed() {
    let served = Served::new().await;
    let mut first = served.client(Who::Auditor).await;
    let epoch = served.world.app.epoch();
    first.reach(1).await;
    let after = first.cursor;
    drop(first);
    for n in 0..100 {
        served.world.done("agenda.rename_item", rename(n)).await;
    }
    let (mut client, welcome) = served.resumed(Who::Auditor, epoch, after).await;
    client.reach(welcome.head).await;
    assert_eq!(client.snapshots, 0);
    assert_eq!(client.seen, (after + 1..=welcome.head).collect::<Vec<_>>());
    let record = &client.records[&format!("item/{}", id(ITEM))];
    assert_eq!(record["title"], "Title 99");

    // While another keeps the plan live, from the ring; to the present, with nothing to send.
    let head = served.world.done("agenda.rename_item", rename(100)).await;
    client.reach(head).await;
    let (mut other, _) = served.resumed(Who::Auditor, epoch, head - 1).await;
    other.reach(head).await;
    assert_eq!(other.seen, [head]);
    let (mut current, _) = served.resumed(Who::Auditor, epoch, head).await;
    let next = served.world.done("agenda.rename_item", rename(101)).await;
    current.reach(next).await;
    assert_eq!((current.seen, current.snapshots), (vec![next], 0));
}

#[tokio::test]
async fn s3_a_cursor_of_another_log_or_ahead_of_the_head_gets_one_snapshot() {
    let served = Served::new().await;
    let epoch = served.world.app.epoch();
    for (epoch, after) in [(epoch, 1 << 40), (epoch, u64::MAX), (Uuid::from_u128(9), 2)] {
        let (mut client, welcome) = served.resumed(Who::Auditor, epoch, after).await;
        client.cursor = 0;
        client.reach(welcome.head).await;
        let seq = served.world.done("agenda.rename_item", rename(after)).await;
        client.reach(seq).await;
        assert_eq!((client.snapshots, client.seen.as_slice()), (1, [seq].as_slice()));
        assert_in_step(&client, &served.world, Who::Auditor).await;
    }
}

#[tokio::test]
async fn s4_many_readers_at_random_moments_end_in_step() {
    let served = Served::new().await;
    let epoch = served.world.app.epoch();
    let mut clients = Vec::new();
    for n in 0..60_u64 {
        if n % 6 == 0 {
            let who = if n % 12 == 0 { Who::Auditor } else { Who::Observer };
            clients.push((who, served.client(who).await));
        }
        served.world.done("agenda.rename_item", rename(n)).await;
        if n == 30 {
            served.world.done("meeting.convene", json!({ "meeting": id(3) })).await;
        }
        if n % 10 == 5 {
            // The oldest goes and comes back with its cursor.
            let (who, old) = clients.remove(0);
            let (mut back, _) = served.resumed(who, epoch, old.cursor.max(1)).await;
            if old.cursor == 0 {
                back.cursor = 0;
            }
            back.records = old.records.clone();
            clients.push((who, back));
        }
    }
    let head = served.world.done("agenda.rename_item", rename(1000)).await;
    for (who, client) in &mut clients {
        if client.cursor == 0 || client.records.is_empty() {
            continue;
        }
        client.reach(head).await;
        assert_in_step(client, &served.world, *who).await;
    }
}

/// A reader that takes nothing while a busy plan writes far more than its buffers hold: others are not held
/// up, and it resumes exactly.
#[tokio::test]
async fn s7_a_reader_that_stalls_delays_nobody_and_resumes_exactly() {
    let served = Served::new().await;
    let plan = served.world.app.plan(served.world.plan).await.unwrap();
    let mut stalled = served.stalling(Who::Auditor).await;
    let mut reader = served.client(Who::Auditor).await;
    let mut head = 0;
    for n in 0..4000_u64 {
        let request =
            plenum_app::Request { name: "agenda.rename_item".into(), body: rename(n).to_string() };
        let reason = Some("because ".repeat(200));
        let account = Who::Coordinator.account();
        let answer = plan.submit(account, served.world.next_id(), request, reason).await;
        let plenum_app::Answer::Done { seq } = answer else { panic!("{answer:?}") };
        head = seq;
        if n % 200 == 0 {
            reader.reach(head).await;
        }
    }
    reader.reach(head).await;
    stalled.reach(head).await;
    assert_in_step(&stalled, &served.world, Who::Auditor).await;
    // It fell out of the ring: the log, or a snapshot, brought it back.
    let metrics = served.world.server.metrics();
    assert!(metrics.catch_ups.get() > 0 || stalled.snapshots > 1, "it never stalled");
}
