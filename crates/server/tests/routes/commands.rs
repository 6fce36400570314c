//! `POST /api/plans/{plan}/commands`.

use axum::http::{Method, header};
use plenum_protocol::limits::{COMMAND_BURST, FRAME_BYTES};
use serde_json::json;

use crate::world::{ITEM, Who, World, id, item};

#[tokio::test]
async fn s5_a_repeated_command_gives_its_first_outcome() {
    let world = World::new().await;
    let frame = world.frame("agenda.add_item", item(50, "New"));
    let first = world.command(Who::Coordinator, &frame).await.json();
    world.done("agenda.rename_item", json!({ "item": id(50), "title": "Renamed" })).await;
    let again = world.command(Who::Coordinator, &frame).await.json();
    assert_eq!(first, again);
    assert_eq!(first["id"], frame["id"]);
}

#[tokio::test]
async fn s18_an_id_covers_the_exact_bytes() {
    let world = World::new().await;
    let mut frame = world.frame("agenda.add_item", item(50, "New"));
    assert_eq!(world.command(Who::Coordinator, &frame).await.status.as_u16(), 200);
    frame["reason"] = json!("another thought");
    world.command(Who::Coordinator, &frame).await.assert_problem(409, "key_reused");
    frame["body"] = item(51, "Other");
    world.command(Who::Coordinator, &frame).await.assert_problem(409, "key_reused");
}

#[tokio::test]
async fn refusals_are_typed_and_name_the_field() {
    let world = World::new().await;
    let send = async |who, name: &str, body| world.command(who, &world.frame(name, body)).await;
    let empty = json!({ "item": id(ITEM), "title": "" });
    let answer = send(Who::Coordinator, "agenda.rename_item", empty).await;
    answer.assert_problem(422, "empty");
    assert_eq!(answer.json()["error"]["field"], "title");
    send(Who::Coordinator, "agenda.add_item", item(ITEM, "x")).await.assert_problem(409, "exists");
    let rename = json!({ "title": "Mine" });
    send(Who::Auditor, "plan.rename", rename.clone()).await.assert_problem(403, "forbidden");
    send(Who::Coordinator, "plan.explode", rename).await.assert_problem(400, "malformed");
    let undo = json!({ "command": id(0xFFFF) });
    send(Who::Coordinator, "undo", undo).await.assert_problem(422, "unknown");
}

#[tokio::test]
async fn bad_bodies_are_typed() {
    let world = World::new().await;
    let post = || world.request(Who::Coordinator, Method::POST, &world.path("commands"));
    let json_type = |ask: crate::world::Ask| ask.header(header::CONTENT_TYPE, "application/json");
    for body in ["", "{", "[]", "{}", r#"{"id":"x","name":"a.b","body":{}}"#, "\u{0}"] {
        let ask = json_type(post()).body(body.to_owned());
        world.send(ask).await.assert_problem(400, "malformed");
    }
    let deep = "[".repeat(100_000);
    world.send(json_type(post()).body(deep)).await.assert_problem(400, "malformed");
    let invalid = json_type(post()).body(vec![b'"', 0xFF, 0xFE]);
    world.send(invalid).await.assert_problem(400, "malformed");
    let large = json_type(post()).body(" ".repeat(FRAME_BYTES + 1));
    world.send(large).await.assert_problem(413, "too_large");
    let form = post().header(header::CONTENT_TYPE, "text/plain").body("{}");
    world.send(form).await.assert_problem(415, "malformed");
}

#[tokio::test(start_paused = true)]
async fn s8_the_rate_of_a_session_is_bounded() {
    let world = World::new().await;
    let frame = world.frame("agenda.rename_item", json!({ "item": id(ITEM), "title": "Opening" }));
    for _ in 0..COMMAND_BURST {
        assert_eq!(world.command(Who::Contributor, &frame).await.status.as_u16(), 200);
    }
    let refused = world.command(Who::Contributor, &frame).await;
    refused.assert_problem(429, "rate_limited");
    assert_eq!(refused.json()["error"]["retry"], true);
    // Another session behind the same address is not held up.
    assert_eq!(world.command(Who::Secretary, &frame).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_full_disk_is_said_so_and_the_same_id_works_later() {
    let world = World::new().await;
    world.storage.is_full();
    let frame = world.frame("agenda.add_item", item(50, "New"));
    let refused = world.command(Who::Coordinator, &frame).await;
    refused.assert_problem(503, "unavailable");
    assert_eq!(refused.json()["error"]["retry"], true);
    let message = "storage unavailable, send it again with the same id";
    assert_eq!(refused.json()["error"]["message"], message);
    assert_eq!(world.read(Who::Auditor, "records").await.status.as_u16(), 200, "reads go on");
    world.storage.is_well();
    assert_eq!(world.command(Who::Coordinator, &frame).await.status.as_u16(), 200);
}

#[tokio::test]
async fn an_unknown_outcome_is_never_called_a_refusal() {
    let world = World::new().await;
    world.storage.is_uncertain();
    let frame = world.frame("agenda.add_item", item(50, "New"));
    let answer = world.command(Who::Coordinator, &frame).await;
    answer.assert_problem(503, "outcome_unknown");
    assert_eq!(answer.json()["error"]["retry"], true);
}
