use futures_util::SinkExt;
use plenum_protocol::{
    limits::{COMMAND_BURST, FRAME_BYTES, HELLO_BYTES, MALFORMED_FRAMES, SOCKETS_PER_SESSION},
    live::{CloseCode, CommandOutcome, ServerFrame},
};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use super::client::Served;
use crate::world::{ITEM, Who, id};

#[tokio::test]
async fn s2_another_protocol_and_an_older_schema_are_turned_away() {
    let served = Served::new().await;
    for (hello, code) in [
        (json!({ "t": "hello", "protocol": 9, "schema": 1 }), CloseCode::BadHello),
        (json!({ "t": "hello", "protocol": 1, "schema": 0 }), CloseCode::Outdated),
        (json!({ "t": "alive" }), CloseCode::BadHello),
    ] {
        let mut client = served.socket(Who::Auditor).await;
        client.send(hello).await;
        client.assert_closed(code).await;
    }
}

#[tokio::test]
async fn s15_a_large_first_frame_is_turned_away() {
    let served = Served::new().await;
    let mut client = served.socket(Who::Auditor).await;
    client.text(&" ".repeat(HELLO_BYTES + 1)).await;
    client.assert_closed(CloseCode::TooLarge).await;
}

#[tokio::test]
async fn s8_a_frame_over_the_limit_closes_with_its_reason() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    client.text(&" ".repeat(FRAME_BYTES + 1)).await;
    client.assert_closed(CloseCode::TooLarge).await;
}

#[tokio::test]
async fn s8_malformed_frames_are_answered_and_in_the_end_close() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    for n in 0..MALFORMED_FRAMES {
        if n % 2 == 0 {
            client.text("{\"t\":").await;
        } else {
            client.socket.send(Message::binary(vec![0, 1, 2])).await.unwrap();
        }
        let code = client
            .until(|frame| match frame {
                ServerFrame::Error(refused) => Some(refused.code.clone()),
                _ => None,
            })
            .await;
        assert_eq!(code, "malformed");
    }
    client.text("nonsense").await;
    client.assert_closed(CloseCode::BadHello).await;
}

#[tokio::test]
async fn s8_too_many_commands_are_refused_and_the_rest_goes_on() {
    let served = Served::new().await;
    let mut client = served.client(Who::Contributor).await;
    let mut codes = std::collections::BTreeSet::new();
    for _ in 0..2 * COMMAND_BURST {
        let body = json!({ "item": id(ITEM), "title": "Opening" });
        let id = served.world.next_id();
        let frame = json!({ "t": "command", "id": id, "name": "agenda.rename_item", "body": body });
        client.send(frame).await;
        let result = client.result().await;
        assert_eq!(result.id, id);
        match result.outcome {
            CommandOutcome::Ok(_) => codes.insert("ok".to_owned()),
            CommandOutcome::Refused(refused) => codes.insert(refused.code),
        };
        if codes.len() == 2 {
            break;
        }
    }
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["ok", "rate_limited"]);
    let mut other = served.client(Who::Auditor).await;
    let title = json!({ "item": id(ITEM), "title": "Next" });
    let seq = served.world.done("agenda.rename_item", title).await;
    other.reach(seq).await;
    client.reach(seq).await;
}

#[tokio::test]
async fn s8_the_sockets_of_a_session_are_bounded_and_given_back() {
    let served = Served::new().await;
    let mut held = Vec::new();
    for _ in 0..SOCKETS_PER_SESSION {
        held.push(served.socket(Who::Auditor).await);
    }
    assert_eq!(served.refusal(served.request(Who::Auditor)).await, 429);
    served.socket(Who::Contributor).await;
    held.pop().unwrap().socket.close(None).await.unwrap();
    // Given back once the server has seen the goodbye.
    while tokio_tungstenite::connect_async(served.request(Who::Auditor)).await.is_err() {}
}
