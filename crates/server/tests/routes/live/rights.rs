use axum::http::{HeaderValue, header};
use plenum_domain::Role;
use plenum_protocol::live::{CloseCode, ServerFrame};
use serde_json::json;

use super::client::{Served, assert_in_step};
use crate::world::{ITEM, MEETING, ORIGIN, Who, id, item};

#[tokio::test]
async fn s1_upgrades_need_a_session_a_known_origin_and_a_plan_one_reads() {
    let served = Served::new().await;
    assert_eq!(served.refusal(served.request(Who::Nobody)).await, 401);
    assert_eq!(served.refusal(served.request(Who::Stranger)).await, 404);
    assert_eq!(served.refusal(served.request(Who::Neighbour)).await, 404);
    let mut foreign = served.request(Who::Auditor);
    foreign.headers_mut().insert(header::ORIGIN, HeaderValue::from_static("http://evil.test"));
    assert_eq!(served.refusal(foreign).await, 403);
    // A browser's cookie from nowhere is refused, from the server's own page it is not.
    let cookie = format!("plenum_session={}", served.world.token(Who::Auditor).unwrap());
    let cookie = HeaderValue::from_str(&cookie).unwrap();
    let mut browser = served.request(Who::Nobody);
    browser.headers_mut().insert(header::COOKIE, cookie);
    assert_eq!(served.refusal(browser.clone()).await, 403);
    browser.headers_mut().insert(header::ORIGIN, HeaderValue::from_static(ORIGIN));
    assert!(tokio_tungstenite::connect_async(browser).await.is_ok());
}

#[tokio::test]
async fn s9_losing_the_last_role_closes_an_idle_connection() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    client.reach(1).await;
    let seq = served.world.role("member.revoke_role", Who::Auditor, Role::Auditor).await;
    served.world.done("agenda.rename_item", json!({ "item": id(ITEM), "title": "After" })).await;
    client.assert_closed(CloseCode::Gone).await;
    assert!(client.cursor < seq, "nothing was delivered from the revocation on");
    assert_eq!(served.refusal(served.request(Who::Auditor)).await, 404);
}

#[tokio::test]
async fn s9_signing_out_closes_an_idle_connection() {
    let served = Served::new().await;
    let mut client = served.client(Who::Auditor).await;
    let mut other = served.client(Who::Observer).await;
    served.world.app.access().revoke_all(Who::Auditor.account()).unwrap();
    client.assert_closed(CloseCode::SignedOut).await;
    let seq = served.world.done("space.rename", json!({ "space": id(1), "title": "New" })).await;
    other.reach(seq).await;
}

#[tokio::test]
async fn s16_a_changed_audience_purges_and_grants_by_a_new_snapshot() {
    let served = Served::new().await;
    let world = &served.world;
    let mut client = served.client(Who::Observer).await;
    client.reach(1).await;
    assert_in_step(&client, world, Who::Observer).await;
    let seq = world.role("member.grant_role", Who::Observer, Role::Auditor).await;
    client.reach(seq).await;
    assert!(client.records.contains_key(&format!("item/{}", id(ITEM))), "old, and now visible");
    assert_in_step(&client, world, Who::Observer).await;
    let seq = world.role("member.revoke_role", Who::Observer, Role::Auditor).await;
    client.reach(seq).await;
    assert!(!client.records.contains_key(&format!("item/{}", id(ITEM))), "purged");
    assert_in_step(&client, world, Who::Observer).await;
}

#[tokio::test]
async fn s16_an_audience_that_changed_while_away_is_noticed_on_the_way_back() {
    let served = Served::new().await;
    let epoch = served.world.app.epoch();
    let mut client = served.client(Who::Auditor).await;
    client.reach(1).await;
    let after = client.cursor;
    drop(client);
    served.world.role("member.grant_role", Who::Auditor, Role::Observer).await;
    let seq = served.world.role("member.revoke_role", Who::Auditor, Role::Auditor).await;
    let (mut back, _) = served.resumed(Who::Auditor, epoch, after).await;
    back.cursor = 0;
    back.reach(seq).await;
    assert_eq!(back.snapshots, 1);
    assert_in_step(&back, &served.world, Who::Auditor).await;
}

#[tokio::test]
async fn s16_what_observers_may_not_see_moves_their_cursor_and_is_not_even_named() {
    let served = Served::new().await;
    let world = &served.world;
    let mut client = served.client(Who::Observer).await;
    client.reach(1).await;
    let seq = world.done("agenda.add_item", item(50, "Draft")).await;
    let text = client
        .until(|frame| match frame {
            ServerFrame::Events(events) if events.to >= seq => {
                Some(serde_json::to_string(frame).unwrap())
            }
            _ => None,
        })
        .await;
    assert!(!text.contains(&id(50).to_string()), "{text}");
    let seq = world.done("meeting.convene", json!({ "meeting": id(MEETING) })).await;
    client.reach(seq).await;
    assert!(client.records.contains_key(&format!("item/{}", id(50))), "published with its meeting");
    assert_in_step(&client, world, Who::Observer).await;
}

#[tokio::test]
async fn s9_what_one_may_do_is_told_anew_when_roles_change() {
    let served = Served::new().await;
    let mut client = served.socket(Who::Auditor).await;
    client.send(json!({ "t": "hello", "protocol": 1, "schema": 1 })).await;
    let welcome = client.welcomed().await;
    assert!(
        welcome.may.contains(&"read_past".into()) && !welcome.may.contains(&"shape_plan".into())
    );
    served.world.role("member.grant_role", Who::Auditor, Role::Coordinator).await;
    let may = client
        .until(|frame| match frame {
            ServerFrame::Rights { may } => Some(may.clone()),
            _ => None,
        })
        .await;
    assert!(may.contains(&"shape_plan".into()));
}

#[tokio::test]
async fn s17_presence_is_told_at_the_same_place_under_the_servers_names() {
    let served = Served::new().await;
    let mut one = served.client(Who::Auditor).await;
    let mut other = served.client(Who::Contributor).await;
    let mut outside = served.client(Who::Observer).await;
    let claim = json!({
        "t": "presence", "at": "agenda", "focus": "item 4", "label": "Mallory", "account": id(1),
    });
    for client in [&mut outside, &mut one, &mut other] {
        client.send(claim.clone()).await;
    }
    let here = |count: usize| {
        move |frame: &ServerFrame| match frame {
            ServerFrame::Presence(presence) if presence.count == count => Some(presence.clone()),
            _ => None,
        }
    };
    let presence = one.until(here(2)).await;
    let labels: Vec<_> = presence.here.iter().map(|present| present.label.as_str()).collect();
    assert_eq!(labels, ["Auditor (test)", "Contributor (test)"], "and no observer");
    other.until(here(2)).await;
    drop(other);
    one.until(here(1)).await;
}
