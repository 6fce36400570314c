//! Mails about what waits: at the chosen pace, nothing twice, nothing lost.

use std::time::Duration;

use axum::http::Method;
use plenum_app::{Choice, FixedClock, Profile};
use plenum_server::digest::Teller;
use plenum_testkit::post::{Heard, body, header, server};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::timeout};

use crate::{
    mails::{nowhere, world_at},
    world::{MEETING, PARTNER, Who, World, id},
};

const DAY: i64 = 24 * 60 * 60 * 1000;
const EMAIL: &str = "zoe@membre.example";

/// The contributor can be written to, in a language, and wants to be.
fn wanting(world: &World, language: Option<&str>, choice: Value) {
    let (name, email) = ("Zoé".to_owned(), Some(EMAIL.to_owned()));
    let profile = Profile { name, email, language: language.map(Into::into) };
    world.app.access().change_profile(Who::Contributor.account(), profile).unwrap();
    choose(world, choice);
}

/// Straight at the door: a session does not last as long as these tests' months.
fn choose(world: &World, choice: Value) {
    let choice: Choice = serde_json::from_value(choice).unwrap();
    let who = Who::Contributor.account();
    world.app.access().choose_notices(world.plan, who, choice, 0).unwrap();
}

/// The coordination calls upon the contributor's partner.
async fn call(world: &World, n: u128) {
    let body = json!({
        "comment": id(n), "about": { "kind": "meeting", "id": id(MEETING) }, "words": "Secret",
        "mentions": [{ "partner": { "partner": id(PARTNER) } }],
    });
    world.done("comment.add", body).await;
}

fn advance(clock: &FixedClock, by: i64) {
    clock.advance(by);
}

/// How much the contributor was told of that still waits.
fn told(world: &World) -> usize {
    world.app.access().notices(world.plan, Who::Contributor.account()).told.len()
}

async fn waits(world: &World) -> Vec<String> {
    let answer = world.read(Who::Contributor, "waiting").await.json();
    let list = answer["waiting"].as_array().unwrap();
    list.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
}

/// What the server of mail heard, once the world is gone.
async fn heard(world: World, heard: tokio::task::JoinHandle<Heard>) -> (usize, String) {
    drop(world);
    let heard = heard.await.unwrap();
    (heard.commands.iter().filter(|command| *command == "DATA").count(), heard.mail)
}

#[tokio::test]
async fn a_digest_comes_once_a_day_with_what_is_new_and_nothing_twice() {
    let (address, mails) = server("250 fine").await;
    let world = world_at(&address).await;
    wanting(&world, None, json!({ "digest": "daily", "mentions": "with_digest" }));
    let mut teller = Teller::default();
    call(&world, 0x900).await;
    // Not before the next morning.
    teller.tell(&world.server).await;
    advance(&world.clock, DAY);
    teller.tell(&world.server).await;
    // The same morning, a server that has just started, a clock that jumps back and forth: told is told.
    teller.tell(&world.server).await;
    Teller::default().tell(&world.server).await;
    advance(&world.clock, -3 * DAY);
    teller.tell(&world.server).await;
    advance(&world.clock, 5 * DAY);
    teller.tell(&world.server).await;
    assert_eq!(waits(&world).await, ["mention"], "the page says it as long as it waits");
    let (count, text) = heard(world, mails).await;
    assert_eq!(count, 1);
    assert_eq!(header(&text, "To"), EMAIL);
    assert_eq!(header(&text, "Subject"), "PPLI\u{a0}: une chose vous attend");
}

#[tokio::test]
async fn what_comes_to_wait_later_is_told_later_and_what_waits_no_more_is_forgotten() {
    let world = world_at(&nowhere().await).await;
    wanting(&world, None, json!({ "digest": "daily", "mentions": "with_digest" }));
    let mut teller = Teller::default();
    for (n, day) in [(0x900, 1), (0x901, 2)] {
        call(&world, n).await;
        teller.tell(&world.server).await;
        assert_eq!(told(&world), day - 1, "not before the next morning");
        advance(&world.clock, DAY);
        teller.tell(&world.server).await;
        assert_eq!(told(&world), day);
    }
    world.done("comment.resolve", json!({ "comment": id(0x900) })).await;
    advance(&world.clock, DAY);
    teller.tell(&world.server).await;
    assert_eq!(told(&world), 1);
}

#[tokio::test]
async fn a_mention_is_told_at_once_to_who_wants_it_so_and_the_digest_does_not_repeat_it() {
    let (address, mails) = server("250 fine").await;
    let world = world_at(&address).await;
    wanting(&world, Some("en"), json!({ "digest": "daily", "mentions": "at_once" }));
    let mut teller = Teller::default();
    teller.tell(&world.server).await;
    call(&world, 0x900).await;
    teller.tell(&world.server).await;
    teller.tell(&world.server).await;
    advance(&world.clock, DAY);
    teller.tell(&world.server).await;
    let plan = world.plan;
    let (count, text) = heard(world, mails).await;
    assert_eq!(count, 1);
    assert_eq!(header(&text, "Subject"), "PPLI: one thing waits for you");
    let text = body(&text);
    assert!(text.contains("You are called upon in a comment: Plenary"), "{text}");
    assert!(text.contains(&format!("/plans/{plan}/pour-moi/reglages")), "{text}");
    assert!(!text.contains("Secret"), "a mail quotes nobody: {text}");
}

#[tokio::test]
async fn a_request_waits_for_those_who_were_asked_and_the_digest_names_it_by_its_number() {
    let (address, mails) = server("250 fine").await;
    let world = world_at(&address).await;
    wanting(&world, Some("en"), json!({ "digest": "daily", "mentions": "never" }));
    let mut teller = Teller::default();
    teller.tell(&world.server).await;
    let expertise = id(0x910);
    let received = json!({ "expertise": expertise, "origin": "field", "question": "Secret" });
    world.done("expertise.receive", received).await;
    let to = json!({ "urgency": "high" });
    world.done("expertise.qualify", json!({ "expertise": expertise, "to": to })).await;
    let asked = json!({ "expertise": expertise, "partners": [id(PARTNER)] });
    world.done("expertise.mobilise", asked).await;
    assert_eq!(waits(&world).await, ["expertise_to_answer"]);
    advance(&world.clock, DAY);
    teller.tell(&world.server).await;
    let (count, text) = heard(world, mails).await;
    assert_eq!(count, 1);
    let text = body(&text);
    assert!(text.contains("A request for expertise is to be answered: X\u{a0}1"), "{text}");
    assert!(!text.contains("Secret"), "a mail quotes nobody: {text}");
}

#[tokio::test]
async fn nobody_is_written_to_who_did_not_ask_for_it() {
    let post = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let world = world_at(&format!("smtp://{}", post.local_addr().unwrap())).await;
    let mut teller = Teller::default();
    call(&world, 0x900).await;
    wanting(&world, None, json!({ "digest": "never", "mentions": "with_digest" }));
    advance(&world.clock, 8 * DAY);
    teller.tell(&world.server).await;
    choose(&world, json!({ "digest": "weekly", "mentions": "never" }));
    advance(&world.clock, 6 * DAY);
    teller.tell(&world.server).await;
    advance(&world.clock, 8 * DAY);
    teller.tell(&world.server).await;
    // Nor who has left.
    choose(&world, json!({ "digest": "daily", "mentions": "with_digest" }));
    let role = plenum_domain::Role::Contributor { partner: id(PARTNER).into() };
    world.role("member.revoke_role", Who::Contributor, role).await;
    advance(&world.clock, 2 * DAY);
    teller.tell(&world.server).await;
    let spoken_to = timeout(Duration::from_millis(10), post.accept()).await;
    assert!(spoken_to.is_err(), "no mail server was spoken to");
}

/// A mail that is not taken is not tried again; what waits is still on the page.
#[tokio::test]
async fn a_silent_mail_server_loses_nothing_that_waits() {
    let world = world_at(&nowhere().await).await;
    wanting(&world, None, json!({ "digest": "daily", "mentions": "at_once" }));
    call(&world, 0x900).await;
    let mut teller = Teller::default();
    teller.tell(&world.server).await;
    assert_eq!(told(&world), 1, "noted before it left");
    assert_eq!(waits(&world).await, ["mention"]);
}

#[tokio::test]
async fn settings_are_ones_own_and_travel_with_ones_data() {
    let world = World::new().await;
    wanting(&world, None, json!({ "digest": "weekly", "mentions": "never" }));
    let seen = world.read(Who::Contributor, "notices").await.json();
    let choice = json!({ "digest": "weekly", "mentions": "never" });
    assert_eq!(seen, json!({ "choice": choice, "mails": false, "address": true }));
    let others = world.read(Who::Facilitator, "notices").await.json();
    assert_eq!(others["choice"], json!({ "digest": "never", "mentions": "with_digest" }));
    let filters =
        json!({ "filters": [{ "name": "Retards", "path": "/taches", "query": "etat=open" }] });
    let ask = || world.request(Who::Contributor, Method::PUT, &world.path("filters"));
    assert_eq!(world.send(ask().json(&filters)).await.status.as_u16(), 204);
    assert_eq!(world.read(Who::Contributor, "filters").await.json(), filters);
    assert_eq!(world.read(Who::Facilitator, "filters").await.json(), json!({ "filters": [] }));
    let bad = json!({ "filters": [{ "name": "X", "path": "//ailleurs", "query": "" }] });
    world.send(ask().json(&bad)).await.assert_problem(422, "malformed");
    let data = world.get(Who::Contributor, "/api/account/export").await.json();
    let line = &data["memberships"][0];
    assert_eq!((&line["filters"], &line["notices"]["choice"]), (&filters["filters"], &choice));
}
