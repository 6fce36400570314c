//! Every kind of asker, every kind of frame, a cell each.

use axum::http::StatusCode;
use plenum_domain::Role;
use plenum_protocol::live::{CommandOutcome, ServerFrame};
use serde_json::{Value, json};
use tokio_tungstenite::{connect_async, tungstenite::Error};
use uuid::Uuid;

use super::client::{Client, Served};
use crate::world::{EVERYONE, ITEM, OTHER_PLAN, Who, id, item};

/// What an upgrade is answered at the plan's address, at another plan's, and at that of no plan.
const DOORS: [(Who, [u16; 3]); 16] = [
    (Who::Nobody, [401, 401, 401]),
    (Who::Stranger, [404, 404, 404]),
    (Who::Neighbour, [404, 101, 404]),
    (Who::Coordinator, [101, 404, 404]),
    (Who::Facilitator, [101, 404, 404]),
    (Who::Contributor, [101, 404, 404]),
    (Who::Secretary, [101, 404, 404]),
    (Who::Auditor, [101, 404, 404]),
    (Who::Observer, [101, 404, 404]),
    (Who::Administrator, [404, 404, 404]),
    (Who::Program, [101, 404, 404]),
    (Who::Writer, [101, 404, 404]),
    (Who::Elsewhere, [404, 404, 404]),
    (Who::Former, [404, 404, 404]),
    (Who::Locked, [401, 401, 401]),
    (Who::Guest, [101, 404, 404]),
];

/// What each frame comes to for those whom the door lets in: what a hello is answered with, the outcomes
/// of three commands (an item on the plenary's agenda, a role for somebody, taking back what the
/// coordinator did), whether a presence is seen, and what alive, another hello and an unknown frame are
/// answered with.
#[rustfmt::skip]
const FRAMES: [(Who, [&str; 8]); 9] = [
    //                  hello        agenda.add_item member.grant_role undo  presence alive   hello again unknown
    (Who::Coordinator, ["all",       "ok",        "ok",        "ok",        "seen",   "none", "malformed", "malformed"]),
    (Who::Facilitator, ["all",       "forbidden", "forbidden", "not_yours", "seen",   "none", "malformed", "malformed"]),
    (Who::Contributor, ["all",       "ok",        "forbidden", "not_yours", "seen",   "none", "malformed", "malformed"]),
    (Who::Secretary,   ["all",       "ok",        "forbidden", "not_yours", "seen",   "none", "malformed", "malformed"]),
    (Who::Auditor,     ["all",       "forbidden", "forbidden", "not_yours", "seen",   "none", "malformed", "malformed"]),
    (Who::Observer,    ["published", "forbidden", "forbidden", "not_yours", "unseen", "none", "malformed", "malformed"]),
    (Who::Program,     ["all",       "forbidden", "forbidden", "forbidden", "seen",   "none", "malformed", "malformed"]),
    (Who::Writer,      ["all",       "ok",        "forbidden", "ok",         "seen",   "none", "malformed", "malformed"]),
    (Who::Guest,       ["published", "forbidden", "forbidden", "not_yours", "unseen", "none", "malformed", "malformed"]),
];

async fn upgrade(served: &Served, who: Who, plan: Uuid) -> StatusCode {
    match connect_async(served.request_to(who, plan)).await {
        Ok((_, response)) => response.status(),
        Err(Error::Http(response)) => response.status(),
        Err(error) => panic!("{who:?} at {plan}: {error}"),
    }
}

#[tokio::test]
async fn s1_every_asker_at_the_door_of_every_plan() {
    let served = Served::new().await;
    assert_eq!(DOORS.map(|(who, _)| who), EVERYONE, "everyone has a row");
    for (who, wanted) in DOORS {
        let plans = [served.world.plan.into(), id(OTHER_PLAN), id(0xDEAD)];
        for (plan, wanted) in plans.into_iter().zip(wanted) {
            assert_eq!(upgrade(&served, who, plan).await, wanted, "{who:?} at {plan}");
        }
    }
}

/// What a command of this asker comes to: `ok`, or the code of the refusal.
async fn command(client: &mut Client, id: Uuid, name: &str, body: Value) -> String {
    client.send(json!({ "t": "command", "id": id, "name": name, "body": body })).await;
    let result = client.result().await;
    assert_eq!(result.id, id);
    match result.outcome {
        CommandOutcome::Ok(_) => "ok".to_owned(),
        CommandOutcome::Refused(refused) => refused.code,
    }
}

/// The code of what a frame without an id is answered with.
async fn complaint(client: &mut Client, frame: Value) -> String {
    client.send(frame).await;
    client
        .until(|frame| match frame {
            ServerFrame::Error(refused) => Some(refused.code.clone()),
            _ => None,
        })
        .await
}

/// Whether those at a place are told of this asker there.
async fn presence(served: &Served, client: &mut Client, connection: u64) -> &'static str {
    let here = json!({ "t": "presence", "at": "agenda" });
    let mut witness = served.client(Who::Auditor).await;
    witness.send(here.clone()).await;
    client.send(here.clone()).await;
    // Frames are taken in order: once this is answered, the presence has been dealt with.
    complaint(client, json!({ "t": "unknown" })).await;
    let mut last = served.socket(Who::Contributor).await;
    last.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
    let after = last.welcomed().await.connection;
    last.send(here).await;
    let seen = witness
        .until(|frame| match frame {
            ServerFrame::Presence(presence) => {
                let at = |one| presence.here.iter().any(|present| present.connection == one);
                at(after).then(|| at(connection))
            }
            _ => None,
        })
        .await;
    if seen { "seen" } else { "unseen" }
}

/// Sends a frame of each kind; what each came to.
async fn cells(served: &Served, who: Who) -> [String; 8] {
    let world = &served.world;
    let rename = json!({ "item": id(ITEM), "title": "Ouverture" });
    let renamed = world.frame("agenda.rename_item", rename);
    assert_eq!(world.command(Who::Coordinator, &renamed).await.status, StatusCode::OK);
    let mut client = served.socket(who).await;
    client.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
    let welcome = client.welcomed().await;
    assert_eq!(welcome.plan, Uuid::from(world.plan));
    client.reach(welcome.head).await;
    let is_all = client.records.contains_key(&format!("item/{}", id(ITEM)));
    let hello = if is_all { "all" } else { "published" };

    let role = json!({ "account": Who::Stranger.account(), "role": Role::Auditor });
    let undone = json!({ "command": renamed["id"] });
    let undo = command(&mut client, world.next_id(), "undo", undone).await;
    let add = command(&mut client, world.next_id(), "agenda.add_item", item(70, "Point")).await;
    let grant = command(&mut client, world.next_id(), "member.grant_role", role).await;
    let seen = presence(served, &mut client, welcome.connection).await;
    client.send(json!({ "t": "alive" })).await;
    client.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
    let mut told = false;
    let again = client
        .until(|frame| match frame {
            ServerFrame::Error(refused) => Some(refused.clone()),
            ServerFrame::Presence(_) => {
                told = true;
                None
            }
            _ => None,
        })
        .await;
    assert!(seen == "seen" || !told, "{who:?} is not seen, and is not told who is");
    // Had the sign of life been complained about, that would have come first.
    let alive = if again.message.contains("already open") { "none" } else { "answered" };
    let unknown = complaint(&mut client, json!({ "t": "unknown" })).await;
    [hello.to_owned(), add, grant, undo, seen.to_owned(), alive.to_owned(), again.code, unknown]
}

#[tokio::test]
async fn every_frame_of_every_asker_comes_to_what_is_written() {
    let let_in = DOORS.into_iter().filter(|(_, doors)| doors[0] == 101).map(|(who, _)| who);
    assert_eq!(FRAMES.map(|(who, _)| who).to_vec(), let_in.collect::<Vec<_>>());
    for (who, wanted) in FRAMES {
        let served = Served::new().await;
        assert_eq!(cells(&served, who).await, wanted, "as {who:?}");
    }
}

#[tokio::test]
async fn a_coordinator_of_another_plan_gets_that_plan_and_nothing_of_this_one() {
    let served = Served::new().await;
    let (socket, _) =
        connect_async(served.request_to(Who::Neighbour, id(OTHER_PLAN))).await.unwrap();
    let mut client = Client::over(socket);
    client.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
    let welcome = client.welcomed().await;
    assert_eq!(welcome.plan, id(OTHER_PLAN));
    client.reach(welcome.head).await;
    assert!(!client.records.keys().any(|key| key.starts_with("item/")), "{:?}", client.records);
    // What names a thing of the first plan names nothing here.
    let rename = json!({ "item": id(ITEM), "title": "Ouverture" });
    let renamed = served.world.frame("agenda.rename_item", rename.clone());
    assert_eq!(served.world.command(Who::Coordinator, &renamed).await.status, StatusCode::OK);
    let own = served.world.next_id();
    assert_eq!(command(&mut client, own, "agenda.rename_item", rename).await, "unknown");
    let undone = json!({ "command": renamed["id"] });
    assert_eq!(command(&mut client, served.world.next_id(), "undo", undone).await, "unknown");
}

#[tokio::test]
async fn s9_a_lock_closes_the_open_sockets_of_its_account_and_no_others() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    let mut other = served.client(Who::Observer).await;
    let lock = format!("/api/admin/accounts/{}/lock", Who::Auditor.account());
    let locked = served.world.post(Who::Administrator, &lock, json!({})).await;
    assert_eq!(locked.status, StatusCode::NO_CONTENT, "{locked:?}");
    client.assert_closed(plenum_protocol::live::CloseCode::SignedOut).await;
    let seq = served.world.done("space.rename", json!({ "space": id(1), "title": "New" })).await;
    other.reach(seq).await;
}
