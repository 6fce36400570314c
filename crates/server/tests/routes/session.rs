//! `/api/session`, `/api/sessions`, `/api/plans`, and the check of origins.

use axum::http::{Method, header};
use plenum_server::Config;
use serde_json::json;

use crate::world::{Answer, ORIGIN, Who, World};

async fn sign_in(world: &World) -> Answer {
    let secret = world.app.access().issue_link(Who::Auditor.account()).unwrap();
    let ask = world.request(Who::Nobody, Method::POST, "/api/session");
    world.send(ask.header(header::ORIGIN, ORIGIN).json(&json!({ "secret": secret }))).await
}

fn cookie(answer: &Answer) -> String {
    let value = answer.headers[header::SET_COOKIE].to_str().unwrap();
    value.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_signs_in_by_cookie_and_once_only() {
    let world = World::new().await;
    let answer = sign_in(&world).await;
    assert_eq!(answer.json()["account"]["label"], "Auditor (test)");
    assert_eq!(answer.json()["plans"][0]["title"], "PPLI");
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
    for part in ["plenum_session=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    assert!(!set.contains("Secure"));

    let ask = world.request(Who::Nobody, Method::GET, "/api/session");
    let shown = world.send(ask.header(header::COOKIE, cookie(&answer))).await;
    assert_eq!(shown.json(), answer.json());

    let again = world.request(Who::Nobody, Method::POST, "/api/session");
    world.send(again.json(&json!({ "secret": "guess" }))).await.assert_problem(401, "bad_link");
}

#[tokio::test]
async fn behind_tls_the_cookie_is_secure_and_bound_to_the_host() {
    let world =
        World::with(Config { origins: vec![ORIGIN.into()], tls: true, ..Config::default() }).await;
    let answer = sign_in(&world).await;
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.starts_with("__Host-plenum_session=") && set.ends_with("; Secure"), "{set}");
}

#[tokio::test]
async fn signing_out_ends_one_session_or_all() {
    let world = World::new().await;
    let (one, other) = (cookie(&sign_in(&world).await), cookie(&sign_in(&world).await));
    let ask = async |method, path, cookie: &str| {
        let ask = world.request(Who::Nobody, method, path).header(header::ORIGIN, ORIGIN);
        world.send(ask.header(header::COOKIE, cookie)).await
    };
    let out = ask(Method::DELETE, "/api/session", &one).await;
    assert_eq!(out.status.as_u16(), 204);
    assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    ask(Method::GET, "/api/session", &one).await.assert_problem(401, "unauthorised");
    assert_eq!(ask(Method::GET, "/api/session", &other).await.status.as_u16(), 200);

    assert_eq!(ask(Method::DELETE, "/api/sessions", &other).await.status.as_u16(), 204);
    ask(Method::GET, "/api/session", &other).await.assert_problem(401, "unauthorised");
    world.get(Who::Auditor, "/api/session").await.assert_problem(401, "unauthorised");
    assert_eq!(world.get(Who::Observer, "/api/session").await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_session_expires() {
    let world = World::new().await;
    world.clock.advance(31 * 24 * 60 * 60 * 1000);
    world.get(Who::Auditor, "/api/plans").await.assert_problem(401, "unauthorised");
}

#[tokio::test]
async fn plans_are_those_one_reads() {
    let world = World::new().await;
    let plans = world.get(Who::Auditor, "/api/plans").await.json();
    assert_eq!(plans["plans"].as_array().unwrap().len(), 1);
    assert_eq!(plans["plans"][0]["id"], world.plan.to_string());
    assert_eq!(world.get(Who::Stranger, "/api/plans").await.json(), json!({ "plans": [] }));
}

#[tokio::test]
async fn s1_a_foreign_origin_changes_nothing() {
    let world = World::new().await;
    let cookie = cookie(&sign_in(&world).await);
    let path = world.path("visit");
    let put = async |origin: Option<&str>, cookie: Option<&str>, who| {
        let mut ask = world.request(who, Method::PUT, &path).json(&json!({ "seq": 1 }));
        if let Some(origin) = origin {
            ask = ask.header(header::ORIGIN, origin);
        }
        if let Some(cookie) = cookie {
            ask = ask.header(header::COOKIE, cookie);
        }
        world.send(ask).await
    };
    for foreign in ["http://evil.test", "null", "https://plenum.test", "http://plenum.test.evil"] {
        let answer = put(Some(foreign), Some(&cookie), Who::Nobody).await;
        answer.assert_problem(403, "foreign_origin");
    }
    // A browser's cookie without an origin; then the server's own page; then a program.
    put(None, Some(&cookie), Who::Nobody).await.assert_problem(403, "foreign_origin");
    assert_eq!(put(Some(ORIGIN), Some(&cookie), Who::Nobody).await.status.as_u16(), 204);
    assert_eq!(put(None, None, Who::Auditor).await.status.as_u16(), 204);
}
