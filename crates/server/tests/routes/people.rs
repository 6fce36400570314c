//! `/api/invitation…`, `/api/account…`, `/api/admin…`, `/api/plans/{plan}/public`: people come, work and go.

use axum::http::{Method, header};
use plenum_domain::Role;
use serde_json::{Value, json};

use crate::{
    browser::PASSWORD,
    world::{PARTNER, Who, World, id, item},
};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn contributor() -> Value {
    json!({ "contributor": { "partner": id(PARTNER) } })
}

#[tokio::test]
async fn whoever_accepts_an_invitation_has_its_roles_and_signs_in_again() {
    let world = World::new().await;
    let invite = json!({ "roles": [contributor()], "days": 14, "email": "aicha@example.org" });
    let (_, secret) = world.invite(invite).await;
    let shown =
        world.post(Who::Nobody, "/api/invitation", json!({ "secret": secret })).await.json();
    let plan = json!({ "id": world.plan, "title": "PPLI" });
    assert_eq!((&shown["plan"], &shown["email"]), (&plan, &json!("aicha@example.org")));
    assert_eq!(shown["roles"], json!([{ "role": contributor(), "about": "P" }]));

    let browser = world.join(&secret, "Aïcha", "aicha@example.org").await;
    let session = browser.get("/api/session").await.json();
    assert_eq!(session["plans"][0]["id"], world.plan.to_string());
    assert_eq!(
        (&session["administrator"], &session["observes_until"]),
        (&json!(false), &json!(null))
    );
    let add = world.frame("agenda.add_item", item(50, "Point d'Aïcha"));
    assert_eq!(browser.post(&world.path("commands"), add).await.status.as_u16(), 200);

    let again = world.post(Who::Nobody, "/api/invitation", json!({ "secret": secret })).await;
    again.assert_problem(401, "bad_link");
    let account = browser.get("/api/account").await.json();
    assert_eq!((&account["name"], &account["has_password"]), (&json!("Aïcha"), &json!(true)));
    let back = world.sign_in("Aicha@Example.org", PASSWORD).await;
    let back = world.browser(&back).get("/api/account").await.json();
    assert_eq!(back["sessions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_invitation_is_worth_what_its_maker_may_still_do() {
    let world = World::new().await;
    world.role("member.grant_role", Who::Contributor, Role::Coordinator).await;
    let path = world.path("invitations");
    let made =
        world.post(Who::Contributor, &path, json!({ "roles": ["auditor"], "days": 7 })).await;
    let secret = made.json()["url"].as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    world.role("member.revoke_role", Who::Contributor, Role::Coordinator).await;
    let body = json!({ "secret": secret, "name": "A", "email": "a@example.org" });
    let answer = world.post(Who::Nobody, "/api/invitation/accept", body).await;
    answer.assert_problem(401, "bad_link");
    // Roles about what is not there are not offered at all.
    let wrong = json!({ "roles": [{ "contributor": { "partner": id(999) } }], "days": 7 });
    world.post(Who::Coordinator, &path, wrong).await.assert_problem(422, "unknown");
}

#[tokio::test]
async fn somebody_signed_in_accepts_for_themselves() {
    let world = World::new().await;
    let (_, secret) = world.invite(json!({ "roles": ["auditor"], "days": 7 })).await;
    let accepted =
        world.post(Who::Stranger, "/api/invitation/accept", json!({ "secret": secret })).await;
    assert_eq!(accepted.json()["account"]["id"], Who::Stranger.account().to_string());
    assert_eq!(world.read(Who::Stranger, "records").await.status.as_u16(), 200);
}

#[tokio::test]
async fn bad_profiles_and_weak_passwords_are_told_by_field_and_use_nothing_up() {
    let world = World::new().await;
    let (_, secret) = world.invite(json!({ "roles": ["auditor"], "days": 7 })).await;
    for (name, email, password, code, field) in [
        (" ", "a@example.org", PASSWORD, "empty", "name"),
        ("A", "nowhere", PASSWORD, "malformed", "email"),
        ("A", "a@example.org", "court", "weak_password", "password"),
        ("A", "a@example.org", "aaaaaaaaaaaaaa", "weak_password", "password"),
    ] {
        let body = json!({ "secret": secret, "name": name, "email": email, "password": password });
        let answer = world.post(Who::Nobody, "/api/invitation/accept", body).await;
        answer.assert_problem(422, code);
        assert_eq!(answer.json()["error"]["field"], field);
    }
    world.join(&secret, "A", "a@example.org").await;
    let (_, secret) = world.invite(json!({ "roles": ["auditor"], "days": 7 })).await;
    let body = json!({ "secret": secret, "name": "B", "email": "A@example.org" });
    let taken = world.post(Who::Nobody, "/api/invitation/accept", body).await;
    taken.assert_problem(409, "exists");
}

#[tokio::test]
async fn unknown_wrong_and_locked_are_one_answer_and_guessing_is_slowed_down() {
    let world = World::new().await;
    let (_, secret) = world.invite(json!({ "roles": ["auditor"], "days": 7 })).await;
    let browser = world.join(&secret, "A", "a@example.org").await;
    let account = browser.get("/api/account").await.json()["id"].as_str().unwrap().to_owned();
    let wrong = world.sign_in("a@example.org", "not this one at all").await;
    let unknown = world.sign_in("b@example.org", PASSWORD).await;
    wrong.assert_problem(401, "bad_credentials");
    assert_eq!(wrong.text, unknown.text);
    let lock = format!("/api/admin/accounts/{account}/lock");
    assert_eq!(world.post(Who::Administrator, &lock, json!({})).await.status.as_u16(), 204);
    browser.get("/api/session").await.assert_problem(401, "unauthorised");
    assert_eq!(world.sign_in("a@example.org", PASSWORD).await.text, unknown.text);

    for address in ["a@example.org", "b@example.org"] {
        let mut last = None;
        for _ in 0..5 {
            last = Some(world.sign_in(address, "not this one at all").await);
        }
        last.unwrap().assert_problem(429, "held");
    }
    let unlock = format!("/api/admin/accounts/{account}/unlock");
    world.post(Who::Administrator, &unlock, json!({})).await;
    world.browser(&world.sign_in("a@example.org", PASSWORD).await);
}

#[tokio::test]
async fn a_token_does_what_it_says_in_the_plans_it_names_until_it_is_revoked() {
    let world = World::new().await;
    let make = |access: &str| json!({ "name": "Tableur", "plans": [world.plan], "access": access, "days": 30 });
    let tokens = "/api/account/tokens";
    let made = world.post(Who::Contributor, tokens, make("write")).await.json();
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    let ask = async |method: Method, path: &str, body: Option<Value>| {
        let ask = world.request(Who::Nobody, method, path).header(header::AUTHORIZATION, &bearer);
        world
            .send(match body {
                Some(body) => ask.json(&body),
                None => ask,
            })
            .await
    };
    let add = world.frame("agenda.add_item", item(51, "Par programme"));
    let added = ask(Method::POST, &world.path("commands"), Some(add)).await;
    assert_eq!(added.status.as_u16(), 200, "{added:?}");
    let elsewhere = format!("/api/plans/{}/records", id(0x200));
    ask(Method::GET, &elsewhere, None).await.assert_problem(404, "not_found");
    ask(Method::GET, "/api/account", None).await.assert_problem(403, "forbidden");
    let another = ask(Method::POST, tokens, Some(make("write"))).await;
    another.assert_problem(403, "forbidden");
    let foreign = json!({ "name": "X", "plans": [id(0x200)], "access": "read", "days": 1 });
    world.post(Who::Contributor, tokens, foreign).await.assert_problem(404, "not_found");

    let account = world.get(Who::Contributor, "/api/account").await.json();
    assert_eq!(account["tokens"][0]["used"], 1_790_000_000_000_i64);

    let own = format!("{tokens}/{}", made["token"]["id"].as_str().unwrap());
    world.delete(Who::Auditor, &own).await.assert_problem(404, "not_found");
    assert_eq!(world.delete(Who::Contributor, &own).await.status.as_u16(), 204);
    ask(Method::GET, &world.path("records"), None).await.assert_problem(401, "unauthorised");
}

#[tokio::test]
async fn an_observers_link_shows_what_is_published_until_it_is_withdrawn() {
    let world = World::new().await;
    let invite = json!({ "roles": [], "observer": true, "days": 30, "name": "Presse" });
    let (id, secret) = world.invite(invite).await;
    let open = json!({ "secret": secret });
    let first = world.post(Who::Nobody, "/api/invitation/accept", open.clone()).await;
    let second = world.post(Who::Nobody, "/api/invitation/accept", open.clone()).await;
    for browser in [world.browser(&first), world.browser(&second)] {
        let records = browser.get(&world.path("records")).await;
        assert!(records.status.is_success() && !records.text.contains("Opening"), "{records:?}");
        browser.get(&world.path("timeline")).await.assert_problem(403, "forbidden");
        // Many hold the link: it is nobody's account, and takes no role on.
        let session = browser.get("/api/session").await.json();
        assert_eq!(session["observes_until"], 1_790_000_000_000_i64 + 30 * DAY);
        browser.get("/api/account").await.assert_problem(403, "forbidden");
        let token = json!({ "name": "T", "plans": [world.plan], "access": "read", "days": 7 });
        browser.post("/api/account/tokens", token).await.assert_problem(403, "forbidden");
    }
    let (_, offer) = world.invite(json!({ "roles": ["auditor"], "days": 7 })).await;
    let taken =
        world.browser(&first).post("/api/invitation/accept", json!({ "secret": offer })).await;
    taken.assert_problem(422, "empty");
    let listed = world.get(Who::Coordinator, &world.path("invitations")).await.json();
    let listed = listed["invitations"].as_array().unwrap();
    assert!(listed.iter().any(|one| one["id"] == *id && one["observer"] == true), "{listed:?}");
    let withdrawn = world.delete(Who::Coordinator, &world.path(&format!("invitations/{id}"))).await;
    assert_eq!(withdrawn.status.as_u16(), 204);
    let browser = world.browser(&first);
    browser.get(&world.path("records")).await.assert_problem(401, "unauthorised");
    let late = world.post(Who::Nobody, "/api/invitation/accept", open).await;
    late.assert_problem(401, "bad_link");
}

#[tokio::test]
async fn whoever_came_by_an_observers_link_is_out_when_it_ends() {
    let world = World::new().await;
    let (_, secret) = world.invite(json!({ "roles": [], "observer": true, "days": 2 })).await;
    let open = json!({ "secret": secret });
    let browser = world.browser(&world.post(Who::Nobody, "/api/invitation/accept", open).await);
    world.clock.advance(2 * DAY - 1);
    assert_eq!(browser.get(&world.path("records")).await.status.as_u16(), 200);
    world.clock.advance(1);
    browser.get(&world.path("records")).await.assert_problem(401, "unauthorised");
}

#[tokio::test]
async fn an_auditors_period_ends_by_itself_at_every_route() {
    let world = World::new().await;
    let until = 1_790_000_000_000_i64 + 60_000;
    let invite = json!({ "roles": ["auditor"], "days": 7, "until": until });
    let (_, secret) = world.invite(invite).await;
    let browser = world.join(&secret, "Auditrice", "audit@example.org").await;
    assert_eq!(browser.get(&world.path("records?at=2")).await.status.as_u16(), 200);
    world.clock.advance(60_000);
    let late = json!({ "roles": ["auditor"], "days": 7, "until": until });
    let late = world.post(Who::Coordinator, &world.path("invitations"), late).await;
    late.assert_problem(422, "out_of_range");
    browser.get(&world.path("records?at=2")).await.assert_problem(404, "not_found");
    browser.get(&world.path("records")).await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn the_public_page_is_there_while_it_is_open_and_shows_what_is_published() {
    let world = World::new().await;
    let path = world.path("public");
    world.get(Who::Nobody, &path).await.assert_problem(404, "not_found");
    world.done("plan.open_public_page", json!({})).await;
    let page = world.get(Who::Nobody, &path).await;
    assert_eq!(page.json()["title"], "PPLI");
    assert_eq!(page.json()["figures"]["space.active"], 1);
    assert_eq!(page.json()["meetings"], json!([]), "none is convened");
    for hidden in ["Opening", "member", &Who::Coordinator.account().to_string()] {
        assert!(!page.text.contains(&format!("\"{hidden}\"")), "{hidden}: {page:?}");
    }
    world.done("meeting.convene", json!({ "meeting": crate::world::id(3) })).await;
    let convened = world.get(Who::Nobody, &path).await;
    assert_eq!(convened.json()["meetings"].as_array().unwrap().len(), 1);
    assert!(convened.text.contains("Opening"), "its agenda: {convened:?}");
    world.done("plan.close_public_page", json!({})).await;
    world.get(Who::Nobody, &path).await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn whoever_is_erased_is_out_and_their_acts_stay_without_their_name() {
    let world = World::new().await;
    let invite = json!({ "roles": [contributor()], "days": 14 });
    let (_, secret) = world.invite(invite).await;
    let browser = world.join(&secret, "Aïcha Démo", "aicha@example.org").await;
    let account = browser.get("/api/account").await.json()["id"].as_str().unwrap().to_owned();
    let add = world.frame("agenda.add_item", item(60, "Point"));
    browser.post(&world.path("commands"), add).await;
    let erase = format!("/api/admin/accounts/{account}/erase");
    let wrong = world.post(Who::Administrator, &erase, json!({ "name": "Aïcha" })).await;
    wrong.assert_problem(422, "other_name");
    let done = world.post(Who::Administrator, &erase, json!({ "name": "Aïcha Démo" })).await;
    assert_eq!(done.status.as_u16(), 204, "{done:?}");

    browser.get("/api/session").await.assert_problem(401, "unauthorised");
    world.sign_in("aicha@example.org", PASSWORD).await.assert_problem(401, "bad_credentials");
    let people = world.read(Who::Coordinator, "people").await.json();
    let former = people["people"].as_array().unwrap().iter().find(|p| p["id"] == *account);
    let former = former.expect("a former member");
    assert_eq!(former["label"], "");
    assert_eq!(former["former"]["partner"], id(PARTNER).to_string());
    let events = world.read(Who::Coordinator, "events").await;
    assert!(events.text.contains("\"Point\"") && events.text.contains(&account));
    for path in [
        world.path("people"),
        world.path("records"),
        world.path("events"),
        "/api/admin/accounts".into(),
        "/api/admin/sign-ins".into(),
        "/metrics".into(),
    ] {
        let who = if path.contains("admin") { Who::Administrator } else { Who::Coordinator };
        let answer = world.get(who, &path).await;
        assert!(!answer.text.contains("Aïcha") && !answer.text.contains("aicha@"), "{path}");
    }
}

#[tokio::test]
async fn a_plan_is_not_left_without_a_coordinator_nor_the_server_without_an_administrator() {
    let world = World::new().await;
    let coordinator = format!("/api/admin/accounts/{}/erase", Who::Coordinator.account());
    let body = json!({ "name": "Coordinator (test)" });
    let refused = world.post(Who::Administrator, &coordinator, body).await;
    refused.assert_problem(409, "last_coordinator");
    assert_eq!(world.read(Who::Coordinator, "records").await.status.as_u16(), 200);
    let body = json!({ "name": "Administrator (test)" });
    let refused = world.post(Who::Administrator, "/api/account/erase", body).await;
    refused.assert_problem(409, "last_administrator");
}

#[tokio::test]
async fn an_administrator_makes_a_plan_and_coordinates_it() {
    let world = World::new().await;
    let body = json!({ "title": "PLI Dinant", "territory": "Dinant" });
    let made = world.post(Who::Administrator, "/api/admin/plans", body).await.json();
    let path = format!("/api/plans/{}/records", made["id"].as_str().unwrap());
    assert_eq!(world.get(Who::Administrator, &path).await.status.as_u16(), 200);
    let plans = world.get(Who::Administrator, "/api/admin/plans").await.json();
    assert_eq!(plans["plans"].as_array().unwrap().len(), 3);
    let body = json!({ "title": " ", "territory": "Dinant" });
    world.post(Who::Administrator, "/api/admin/plans", body).await.assert_problem(422, "empty");
    let found = world.get(Who::Administrator, "/api/admin/organisations").await.json();
    assert_eq!(found["organisations"][0]["name"], "P");
    assert_eq!(found["organisations"][0]["people"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_takes_ones_own_data_along() {
    let world = World::new().await;
    let add = world.frame("agenda.add_item", item(61, "Mon point"));
    assert_eq!(world.command(Who::Contributor, &add).await.status.as_u16(), 200);
    let export = world.get(Who::Contributor, "/api/account/export").await;
    assert!(export.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("attachment"));
    let data = export.json();
    assert_eq!(data["account"]["name"], "Contributor (test)");
    assert_eq!(data["memberships"][0]["roles"][0], contributor());
    let acts = data["memberships"][0]["acts"].as_array().unwrap();
    assert_eq!(acts.len(), 1);
    assert!(acts[0]["fact"].to_string().contains("Mon point"));
    assert_eq!(data["sign_ins"][0]["act"], "by_link");
}

#[tokio::test]
async fn a_session_of_ones_own_is_ended_and_nobody_elses() {
    let world = World::new().await;
    let account = world.get(Who::Auditor, "/api/account").await.json();
    let path = format!("/api/account/sessions/{}", account["sessions"][0]["id"].as_str().unwrap());
    world.delete(Who::Observer, &path).await.assert_problem(404, "not_found");
    assert_eq!(world.delete(Who::Auditor, &path).await.status.as_u16(), 204);
    world.get(Who::Auditor, "/api/session").await.assert_problem(401, "unauthorised");
}
