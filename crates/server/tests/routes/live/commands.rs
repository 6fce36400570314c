use plenum_protocol::live::{CommandOutcome, CommandResult, ServerFrame};
use serde_json::{Value, json};

use super::client::{Client, Served};
use crate::world::{Who, id, item};

fn command(n: u128, name: &str, body: Value) -> Value {
    json!({ "t": "command", "id": id(n), "name": name, "body": body })
}

fn code(result: &CommandResult) -> String {
    match &result.outcome {
        CommandOutcome::Refused(refused) => refused.code.clone(),
        CommandOutcome::Ok(_) => "ok".into(),
    }
}

async fn ask(client: &mut Client, frame: Value) -> CommandResult {
    client.send(frame).await;
    client.result().await
}

#[tokio::test]
async fn s5_a_command_is_answered_and_everyone_sees_it() {
    let served = Served::new().await;
    let (mut sender, mut other) =
        (served.client(Who::Contributor).await, served.client(Who::Auditor).await);
    let result = ask(&mut sender, command(1, "agenda.add_item", item(50, "New"))).await;
    let CommandOutcome::Ok(accepted) = result.outcome else { panic!("{result:?}") };
    assert_eq!(result.id, id(1));
    for client in [&mut sender, &mut other] {
        client.reach(accepted.seq).await;
        assert_eq!(client.records[&format!("item/{}", id(50))]["title"], "New");
    }
}

#[tokio::test]
async fn s5_a_repeat_gives_the_first_outcome_and_writes_nothing() {
    let served = Served::new().await;
    let mut client = served.client(Who::Contributor).await;
    let frame = command(1, "agenda.add_item", item(50, "New"));
    // Both in flight at once, then again on another connection.
    client.send(frame.clone()).await;
    client.send(frame.clone()).await;
    let (first, second) = (client.result().await, client.result().await);
    assert_eq!(first, second);
    drop(client);
    let mut back = served.client(Who::Contributor).await;
    assert_eq!(ask(&mut back, frame).await, first);
    let events = served.world.read(Who::Auditor, "events").await.json();
    let added = events["events"].as_array().unwrap().iter();
    assert_eq!(added.filter(|event| event["command"] == id(1).to_string()).count(), 1);

    let other = command(1, "agenda.add_item", item(51, "Other"));
    assert_eq!(code(&ask(&mut back, other).await), "key_reused");
}

#[tokio::test]
async fn s5_refusals_are_typed_and_the_connection_stays() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    for (n, name, body, expected) in [
        (1, "agenda.add_item", item(50, "New"), "forbidden"),
        (2, "plan.explode", json!({}), "malformed"),
        (3, "agenda.add_item", json!({ "item": 5 }), "malformed"),
        (4, "undo", json!({ "command": id(9) }), "unknown"),
    ] {
        let result = ask(&mut client, command(n, name, body)).await;
        assert_eq!((result.id, code(&result).as_str()), (id(n), expected));
    }
    served.world.storage.is_full();
    let mut writer = served.client(Who::Contributor).await;
    let frame = command(5, "agenda.add_item", item(50, "New"));
    assert_eq!(code(&ask(&mut writer, frame.clone()).await), "unavailable");
    served.world.storage.is_uncertain();
    assert_eq!(code(&ask(&mut writer, frame.clone()).await), "outcome_unknown");
    served.world.storage.is_well();
    assert_eq!(code(&ask(&mut writer, frame).await), "ok");
}

#[tokio::test]
async fn s6_an_undo_names_what_it_takes_back() {
    let served = Served::new().await;
    let mut client = served.client(Who::Contributor).await;
    ask(&mut client, command(1, "agenda.add_item", item(50, "New"))).await;
    let renamed = json!({ "item": id(50), "title": "Better" });
    ask(&mut client, command(2, "agenda.rename_item", renamed)).await;
    client.send(command(3, "undo", json!({ "command": id(2) }))).await;
    let undoes = client
        .until(|frame| match frame {
            ServerFrame::Events(events) => events.events.iter().find_map(|event| event.undoes),
            _ => None,
        })
        .await;
    assert_eq!(undoes, id(2));
    assert_eq!(client.records[&format!("item/{}", id(50))]["title"], "New");
}
