//! Every role against every route. A route that is missing here fails the test.

use std::collections::BTreeMap;

use axum::http::{HeaderName, Method};
use plenum_server::{Config, Door, Route, openapi, routes};
use serde_json::{Value, json};

use crate::world::{EVERYONE, INS_CODE, Who, World, item};

/// What is said of a file.
const ANNOUNCED: &str = "?command=00000000-0000-0000-0000-0000000000ff\
    &id=00000000-0000-0000-0000-0000000000fe&about_kind=plan\
    &about_id=00000000-0000-0000-0000-000000000000&name=a.pdf&media=pdf&size=5\
    &sha256=0000000000000000000000000000000000000000000000000000000000000000";

/// What each route is asked with, and its status where all is well.
fn asks() -> BTreeMap<(&'static str, &'static str), (&'static str, u16)> {
    BTreeMap::from([
        (("GET", "/healthz"), ("", 200)),
        (("GET", "/readyz"), ("", 200)),
        (("GET", "/metrics"), ("", 200)),
        (("GET", "/api/openapi.json"), ("", 200)),
        // An unknown link: whoever asks is told so, signed in or not.
        (("POST", "/api/session"), ("", 401)),
        (("GET", "/api/session"), ("", 200)),
        (("DELETE", "/api/session"), ("", 204)),
        (("DELETE", "/api/sessions"), ("", 204)),
        (("GET", "/api/plans"), ("", 200)),
        (("GET", "/api/plans/{plan}/records"), ("", 200)),
        (("GET", "/api/plans/{plan}/changes"), ("?from=1&at=2", 200)),
        (("GET", "/api/plans/{plan}/events"), ("", 200)),
        (("GET", "/api/plans/{plan}/timeline"), ("", 200)),
        (("GET", "/api/plans/{plan}/search"), ("?q=opening", 200)),
        (("GET", "/api/plans/{plan}/dashboards/{dim}"), ("", 200)),
        (("GET", "/api/plans/{plan}/visit"), ("", 200)),
        (("PUT", "/api/plans/{plan}/visit"), ("", 204)),
        (("GET", "/api/plans/{plan}/people"), ("", 200)),
        (("GET", "/api/plans/{plan}/waiting"), ("", 200)),
        (("GET", "/api/plans/{plan}/notices"), ("", 200)),
        (("PUT", "/api/plans/{plan}/notices"), ("", 204)),
        (("GET", "/api/plans/{plan}/filters"), ("", 200)),
        (("PUT", "/api/plans/{plan}/filters"), ("", 204)),
        // Who may send commands at all; what each command asks of a role is the domain's table.
        (("POST", "/api/plans/{plan}/commands"), ("", 200)),
        (("GET", "/api/plans/{plan}/tables/{table}"), ("", 200)),
        // The table shapes the plan: the coordinator's alone.
        (("POST", "/api/plans/{plan}/tables/{table}"), ("?dry_run=1", 200)),
        // A file of the plan's own, which is the coordinator's alone, and none of whose bytes come.
        (("POST", "/api/plans/{plan}/attachments"), (ANNOUNCED, 422)),
        (("GET", "/api/plans/{plan}/attachments/{attachment}"), ("", 404)),
        (("GET", "/api/plans/{plan}/document"), ("", 200)),
        (("GET", "/api/plans/{plan}/calendar"), ("", 200)),
        (("POST", "/api/plans/{plan}/calendar"), ("", 200)),
        (("DELETE", "/api/plans/{plan}/calendar"), ("", 204)),
        // A secret that was never given.
        (("GET", "/api/calendar/{secret}"), ("", 404)),
        // Without the headers of an upgrade: the rights are asked first.
        (("GET", "/api/plans/{plan}/live"), ("", 426)),
    ])
}

/// The same of what is about people. Whoever gets in is told what is wrong with the sample.
fn asks_about_people() -> BTreeMap<(&'static str, &'static str), (&'static str, u16)> {
    BTreeMap::from([
        (("GET", "/api/doors"), ("", 200)),
        (("POST", "/api/session/password"), ("", 401)),
        (("POST", "/api/session/passkey/begin"), ("", 200)),
        (("POST", "/api/session/passkey"), ("", 422)),
        // No provider is set up, and no public page is open.
        (("GET", "/api/session/openid"), ("", 404)),
        (("GET", "/api/session/openid/callback"), ("", 404)),
        (("GET", "/api/plans/{plan}/public"), ("", 404)),
        (("POST", "/api/recovery"), ("", 204)),
        (("POST", "/api/invitation"), ("", 401)),
        (("POST", "/api/invitation/accept"), ("", 401)),
        (("GET", "/api/plans/{plan}/invitations"), ("", 200)),
        (("POST", "/api/plans/{plan}/invitations"), ("", 200)),
        (("DELETE", "/api/plans/{plan}/invitations/{id}"), ("", 404)),
        (("GET", "/api/account"), ("", 200)),
        (("PATCH", "/api/account"), ("", 200)),
        (("PUT", "/api/account/password"), ("", 204)),
        (("DELETE", "/api/account/password"), ("", 204)),
        (("POST", "/api/account/passkeys/begin"), ("", 200)),
        (("POST", "/api/account/passkeys"), ("", 422)),
        (("DELETE", "/api/account/passkeys/{id}"), ("", 404)),
        (("DELETE", "/api/account/sessions/{id}"), ("", 404)),
        (("POST", "/api/account/proof/password"), ("", 401)),
        (("POST", "/api/account/proof/passkey"), ("", 422)),
        (("POST", "/api/account/proof/openid"), ("", 404)),
        (("POST", "/api/account/openid"), ("", 404)),
        (("DELETE", "/api/account/openid"), ("", 404)),
        (("POST", "/api/account/tokens"), ("", 422)),
        (("DELETE", "/api/account/tokens/{id}"), ("", 404)),
        (("POST", "/api/account/device-link"), ("", 200)),
        (("GET", "/api/account/export"), ("", 200)),
        (("POST", "/api/account/erase"), ("", 422)),
        (("GET", "/api/admin/accounts"), ("", 200)),
        (("POST", "/api/admin/accounts/{id}/lock"), ("", 204)),
        (("POST", "/api/admin/accounts/{id}/unlock"), ("", 204)),
        (("POST", "/api/admin/accounts/{id}/name-administrator"), ("", 204)),
        (("POST", "/api/admin/accounts/{id}/dismiss-administrator"), ("", 204)),
        (("POST", "/api/admin/accounts/{id}/link"), ("", 200)),
        (("POST", "/api/admin/accounts/{id}/erase"), ("", 204)),
        (("GET", "/api/admin/sessions"), ("", 200)),
        (("DELETE", "/api/admin/sessions/{id}"), ("", 204)),
        (("GET", "/api/admin/plans"), ("", 200)),
        (("POST", "/api/admin/plans"), ("", 200)),
        (("GET", "/api/admin/organisations"), ("", 200)),
        (("GET", "/api/admin/sign-ins"), ("", 200)),
        (("POST", "/api/admin/invitations"), ("", 200)),
    ])
}

/// A body for each definition, right as far as a sample can be.
pub fn sample(world: &World, number: u128, body: &str) -> Value {
    let none = uuid::Uuid::nil();
    match body {
        "SignIn" | "AcceptInvitation" => json!({ "secret": "guess" }),
        "Visit" => json!({ "seq": 1 }),
        "Choice" => json!({ "digest": "daily", "mentions": "at_once" }),
        "Filters" => {
            json!({ "filters": [{ "name": "A", "path": "/constats", "query": "etat=x" }] })
        }
        "CommandFrame" => world.frame("agenda.add_item", item(number, "New")),
        "PasswordSignIn" => json!({ "email": "who@example.org", "password": "guess" }),
        "PasskeySignIn" => json!({ "ceremony": none, "credential": {} }),
        "NewPasskey" => json!({ "ceremony": none, "credential": {}, "name": "Phone" }),
        "Recovery" => json!({ "email": "who@example.org" }),
        "Invite" => json!({ "roles": ["auditor"], "days": 7 }),
        "ProfileChange" => json!({ "language": "fr" }),
        "PasswordProof" => json!({ "password": "guess" }),
        "PasswordChange" => json!({ "new": "une phrase assez longue" }),
        "NewToken" => json!({ "name": "T", "plans": [], "access": "read", "days": 7 }),
        "Erase" => json!({ "name": "Stranger (test)" }),
        "NewPlan" => json!({ "title": "PLI", "territory": "Dinant" }),
        "TableText" => {
            let text = format!("kind;name;ins_code\npcs;PCS;{INS_CODE}\n");
            json!({ "command": none, "text": text })
        }
        other => panic!("no sample of {other}"),
    }
}

fn is_signed_in(who: Who) -> bool {
    !matches!(who, Who::Nobody | Who::Locked)
}

fn is_person(who: Who) -> bool {
    !matches!(who, Who::Program | Who::Writer | Who::Elsewhere | Who::Guest)
}

fn reads_plan(who: Who) -> bool {
    !matches!(
        who,
        Who::Stranger | Who::Neighbour | Who::Administrator | Who::Former | Who::Elsewhere
    )
}

fn expected(route: &Route, who: Who, well: u16) -> u16 {
    match route.door {
        Door::Open => well,
        _ if !is_signed_in(who) => 401,
        Door::SignedIn => well,
        // Erasing oneself takes one's own name.
        Door::Proved if route.path.ends_with("/erase") && who == Who::Stranger => 204,
        // Whoever came by an observer's link leaves like anybody.
        Door::Person if who == Who::Guest && route.path == "/api/session" => well,
        Door::Person | Door::Proved | Door::Administrator if !is_person(who) => 403,
        Door::Person | Door::Proved => well,
        Door::Administrator if who == Who::Administrator => well,
        Door::Administrator => 404,
        Door::Coordinator | Door::Reader | Door::PersonReader | Door::PastReader
            if !reads_plan(who) =>
        {
            404
        }
        Door::PersonReader if !is_person(who) => 403,
        Door::Coordinator if who == Who::Coordinator => well,
        Door::Coordinator => 403,
        Door::PastReader if matches!(who, Who::Observer | Who::Guest) => 403,
        // This program's token reads only.
        Door::Reader if who == Who::Program && route.method != Method::GET => 403,
        // The command of the test prepares an agenda in preparation, which auditors and observers may not,
        // and facilitators only on their own space's.
        Door::Reader if route.path.ends_with("/commands") => match who {
            Who::Coordinator | Who::Contributor | Who::Secretary | Who::Writer => well,
            _ => 403,
        },
        Door::Reader if route.takes_file => {
            if matches!(who, Who::Coordinator | Who::Writer) {
                well
            } else {
                403
            }
        }
        Door::Reader if route.path.ends_with("/tables/{table}") && route.method == Method::POST => {
            // A program's token does what its maker may.
            if matches!(who, Who::Coordinator | Who::Writer) { well } else { 403 }
        }
        Door::Reader | Door::PersonReader | Door::PastReader => well,
    }
}

#[tokio::test]
async fn every_role_at_every_route() {
    let mut asks = asks();
    asks.extend(asks_about_people());
    let document = openapi::document();
    let mut number = 1000;
    for route in routes() {
        let key = (route.method.as_str(), route.path);
        let (query, well) = *asks.get(&key).unwrap_or_else(|| panic!("{key:?} is not tested"));
        for who in EVERYONE {
            // A world each, because signing out is one of the routes.
            let world = match route.takes_file {
                true => World::in_folder(Config::default(), None).await,
                false => World::new().await,
            };
            let path = route.path.replace("{plan}", &world.plan.to_string());
            let path = path.replace("{id}", &Who::Stranger.account().to_string());
            let path = path.replace("{attachment}", &uuid::Uuid::nil().to_string());
            let path = path.replace("{table}", "structures").replace("{dim}", "plan") + query;
            number += 1;
            let mut ask = world.request(who, route.method.clone(), &path);
            if let Some(body) = route.body {
                ask = ask.json(&sample(&world, number, body));
            }
            let answer = world.send(ask).await;
            let wanted = expected(&route, who, well);
            assert_eq!(answer.status.as_u16(), wanted, "{key:?} as {who:?}: {answer:?}");
            let documented = &document["paths"][route.path][key.0.to_lowercase()]["responses"];
            let documented = documented.get(wanted.to_string());
            assert!(documented.is_some(), "{key:?} does not document {wanted}");
        }
    }
    assert_eq!(routes().len(), asks.len(), "a route that is gone is still tested");
}

#[tokio::test]
async fn s1_a_plan_one_may_not_read_answers_like_one_that_does_not_exist() {
    let world = World::new().await;
    for route in routes().iter().filter(|route| route.path.contains("{plan}")) {
        for who in [Who::Stranger, Who::Neighbour, Who::Former, Who::Elsewhere] {
            let mut answers = Vec::new();
            let nowhere = uuid::Uuid::from_u128(0xDEAD).to_string();
            for plan in [world.plan.to_string(), nowhere, "not-an-id".to_owned()] {
                let path = route.path.replace("{plan}", &plan) + "?at=999999";
                // A body that is no JSON must not tell the one from the other either.
                let ask = world.request(who, route.method.clone(), &path).body("{");
                let answer = world.send(ask).await;
                answer.assert_problem(404, "not_found");
                let id = HeaderName::from_static("x-request-id");
                let headers: Vec<_> =
                    answer.headers.into_iter().filter(|(n, _)| *n != Some(id.clone())).collect();
                answers.push((answer.text, headers));
            }
            assert_eq!(answers[0], answers[1], "{} {}", route.method, route.path);
            assert_eq!(answers[0], answers[2], "{} {}", route.method, route.path);
        }
    }
}

#[tokio::test]
async fn what_cannot_be_an_id_is_not_there() {
    let world = World::new().await;
    for route in routes().iter().filter(|route| route.path.ends_with("{id}")) {
        let path = route.path.replace("{plan}", &world.plan.to_string());
        let path = path.replace("{id}", "not-an-id");
        let who = match route.door {
            Door::Administrator => Who::Administrator,
            _ => Who::Coordinator,
        };
        let answer = world.send(world.request(who, route.method.clone(), &path)).await;
        answer.assert_problem(404, "not_found");
    }
}

#[tokio::test]
async fn observers_do_not_read_the_past_or_what_is_not_published() {
    let world = World::new().await;
    for below in ["records?at=3", "dashboards/plan?at=3", "changes?from=1", "timeline"] {
        world.read(Who::Observer, below).await.assert_problem(403, "forbidden");
        assert_eq!(world.read(Who::Auditor, below).await.status.as_u16(), 200, "{below}");
    }
    let records = world.read(Who::Observer, "records").await;
    assert!(!records.text.contains("Opening"), "an agenda in preparation: {records:?}");
    let events = world.read(Who::Observer, "events").await;
    for hidden in ["Opening", "fact", "agenda.", "member.", &Who::Coordinator.account().to_string()]
    {
        assert!(!events.text.contains(hidden), "{hidden}: {events:?}");
    }
    let people = world.read(Who::Observer, "people").await.json();
    assert_eq!(people["people"].as_array().unwrap().len(), 1);
    assert_eq!(people["people"][0]["id"], Who::Observer.account().to_string());

    world.done("meeting.convene", json!({ "meeting": crate::world::id(3) })).await;
    let records = world.read(Who::Observer, "records").await;
    assert!(records.text.contains("Opening"), "a convened meeting: {records:?}");
}

#[tokio::test]
async fn s9_a_role_that_is_lost_closes_every_route_at_once() {
    let world = World::new().await;
    assert_eq!(world.read(Who::Auditor, "records").await.status.as_u16(), 200);
    world.role("member.revoke_role", Who::Auditor, plenum_domain::Role::Auditor).await;
    world.read(Who::Auditor, "records").await.assert_problem(404, "not_found");
    let frame = world.frame("agenda.add_item", item(77, "New"));
    world.command(Who::Auditor, &frame).await.assert_problem(404, "not_found");
}
