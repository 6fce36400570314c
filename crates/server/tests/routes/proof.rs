//! Ways in change only for whoever proved a moment ago who they are.

use axum::http::Method;
use plenum_server::{Door, routes};
use serde_json::{Value, json};

use crate::{
    authorisation::sample,
    browser::{Browser, PASSWORD},
    world::{Who, World},
};

const PASSWORD_PATH: &str = "/api/account/password";
const PROOF: &str = "/api/account/proof/password";
/// Just over the time for which a proof is good.
const LATER: i64 = 15 * 60 * 1000;

async fn member<'w>(world: &'w World, name: &str, email: &str) -> Browser<'w> {
    let (_, secret) = world.invite(json!({ "roles": ["auditor"], "days": 7 })).await;
    world.join(&secret, name, email).await
}

async fn change(browser: &Browser<'_>) -> u16 {
    let body = json!({ "new": "une autre phrase secrète" });
    browser.ask(Method::PUT, PASSWORD_PATH, Some(body)).await.status.as_u16()
}

#[tokio::test]
async fn what_changes_ways_in_waits_for_a_proof_when_the_sign_in_is_old() {
    let world = World::new().await;
    let browser = member(&world, "Stranger (test)", "a@example.org").await;
    world.clock.advance(LATER);
    let guarded: Vec<_> = routes().into_iter().filter(|r| r.door == Door::Proved).collect();
    assert!(guarded.len() > 8, "the doors that ask for a proof");
    for route in &guarded {
        let path = route.path.replace("{id}", &Who::Stranger.account().to_string());
        let body = route.body.map(|body| sample(&world, 1, body));
        let answer = browser.ask(route.method.clone(), &path, body).await;
        answer.assert_problem(403, "proof_needed");
    }
    let address = json!({ "email": "elsewhere@example.org" });
    let moved = browser.ask(Method::PATCH, "/api/account", Some(address)).await;
    moved.assert_problem(403, "proof_needed");
    // What is no way in does not ask: the same address is no change.
    let name = json!({ "name": "Autre nom", "email": "a@example.org" });
    let named = browser.ask(Method::PATCH, "/api/account", Some(name)).await;
    assert_eq!(named.status.as_u16(), 200, "{named:?}");

    let proved = browser.post(PROOF, json!({ "password": PASSWORD })).await;
    assert_eq!(proved.status.as_u16(), 204);
    assert_eq!(change(&browser).await, 204);
    world.clock.advance(LATER);
    assert_eq!(change(&browser).await, 403, "a proof is for now");
}

#[tokio::test]
async fn a_wrong_proof_opens_nothing_and_guessing_is_slowed_down() {
    let world = World::new().await;
    let browser = member(&world, "A", "a@example.org").await;
    let other = member(&world, "B", "b@example.org").await;
    world.clock.advance(LATER);
    let wrong = browser.post(PROOF, json!({ "password": "not this one at all" })).await;
    wrong.assert_problem(401, "bad_credentials");
    assert_eq!(wrong.json()["error"]["field"], "password");
    assert_eq!(browser.get("/api/session").await.status.as_u16(), 200, "and ends nothing");
    // One browser's proof is not another's.
    let second = world.browser(&world.sign_in("a@example.org", PASSWORD).await);
    assert_eq!(change(&browser).await, 403);
    drop(second);
    for _ in 0..5 {
        browser.post(PROOF, json!({ "password": "not this one at all" })).await;
    }
    browser.post(PROOF, json!({ "password": PASSWORD })).await.assert_problem(429, "held");
    let unhindered = other.post(PROOF, json!({ "password": PASSWORD })).await;
    assert_eq!(unhindered.status.as_u16(), 204);
}

#[tokio::test]
async fn a_new_password_ends_other_sessions_and_a_link_is_proof_of_its_own() {
    let world = World::new().await;
    let browser = member(&world, "A", "a@example.org").await;
    let other = world.browser(&world.sign_in("a@example.org", PASSWORD).await);
    assert_eq!(change(&browser).await, 204);
    assert_eq!(browser.get("/api/session").await.status.as_u16(), 200);
    other.get("/api/session").await.assert_problem(401, "unauthorised");
    world.sign_in("a@example.org", PASSWORD).await.assert_problem(401, "bad_credentials");

    let account = browser.get("/api/account").await.json()["id"].as_str().unwrap().to_owned();
    let link = format!("/api/admin/accounts/{account}/link");
    let url = world.post(Who::Administrator, &link, json!({})).await.json();
    let secret = url["url"].as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    let entered = world.post(Who::Nobody, "/api/session", json!({ "secret": secret })).await;
    let by_link = world.browser(&entered);
    assert_eq!(change(&by_link).await, 204);
    let last = by_link.ask(Method::DELETE, PASSWORD_PATH, None::<Value>).await;
    last.assert_problem(409, "last_credential");
}

#[tokio::test]
async fn an_administrators_gravest_acts_ask_for_a_proof_too() {
    let world = World::new().await;
    let administrator = member(&world, "A", "a@example.org").await;
    let account = administrator.get("/api/account").await.json()["id"].as_str().unwrap().to_owned();
    let name = format!("/api/admin/accounts/{account}/name-administrator");
    assert_eq!(world.post(Who::Administrator, &name, json!({})).await.status.as_u16(), 204);
    world.clock.advance(LATER);
    let stranger = Who::Stranger.account();
    for (act, body) in [
        ("name-administrator", json!({})),
        ("link", json!({})),
        ("erase", json!({ "name": "Stranger (test)" })),
    ] {
        let path = format!("/api/admin/accounts/{stranger}/{act}");
        administrator.post(&path, body).await.assert_problem(403, "proof_needed");
    }
}
