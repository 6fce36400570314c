//! The mails that the server sends: in whose language, and what becomes of things when none goes out.

use axum::http::Method;
use plenum_identity::Mailer;
use plenum_protocol::limits::REQUEST_TIMEOUT;
use plenum_server::Config;
use plenum_testkit::post::{Heard, body, header, server};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle, time::Instant};

use crate::world::{ORIGIN, Who, World};

/// A server that sends its mail there.
pub async fn world_at(address: &str) -> World {
    let mailer = Mailer::new(address, "Plénum <plenum@plenum.example>").unwrap();
    let config = Config { origins: vec![ORIGIN.into()], ..Config::default() };
    World::with_ways(config, Some(mailer), None).await
}

/// A world, and the one mail that it will have sent.
async fn world_with_post() -> (World, JoinHandle<Heard>) {
    let (address, heard) = server("250 fine").await;
    (world_at(&address).await, heard)
}

/// The address of a server that is down.
pub async fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    format!("smtp://{address}")
}

/// To whom the mail went, its subject and its text.
async fn read(world: World, heard: JoinHandle<Heard>) -> (String, String, String) {
    // The mailer keeps its connection as long as it lives.
    drop(world);
    let mail = heard.await.unwrap().mail;
    (header(&mail, "To"), header(&mail, "Subject"), body(&mail))
}

const FRENCH: [Option<&str>; 4] = [None, Some("fr"), Some("fr-BE"), Some("nl")];
const ENGLISH: [Option<&str>; 2] = [Some("en"), Some("en-GB")];

#[tokio::test]
async fn an_invitation_is_in_the_language_that_its_maker_chose() {
    for (languages, subject, words) in [
        (
            FRENCH.as_slice(),
            "Invitation\u{a0}: PPLI",
            "Vous êtes invité·e à participer à «\u{a0}PPLI\u{a0}»",
        ),
        (&ENGLISH, "Invitation: PPLI", "You are invited to take part in “PPLI”"),
    ] {
        for language in languages {
            let (world, heard) = world_with_post().await;
            let invite = json!({
                "roles": ["auditor"], "days": 7, "email": "zoe@membre.example", "language": language,
            });
            let path = world.path("invitations");
            let made = world.post(Who::Coordinator, &path, invite).await.json();
            assert_eq!(made["mailed"], true, "{language:?}");
            let (to, said, text) = read(world, heard).await;
            assert_eq!(
                (to.as_str(), said.as_str()),
                ("zoe@membre.example", subject),
                "{language:?}"
            );
            assert!(text.contains(words), "{language:?}: {text}");
            assert!(text.contains(made["url"].as_str().unwrap()), "{language:?}: {text}");
        }
    }
}

#[tokio::test]
async fn an_administrators_invitation_is_too_and_names_no_plan() {
    for (language, subject) in [("fr", "Invitation\u{a0}: Plenum"), ("en", "Invitation: Plenum")] {
        let (world, heard) = world_with_post().await;
        let invite = json!({
            "roles": [], "days": 7, "email": "zoe@membre.example", "language": language,
        });
        let made = world.post(Who::Administrator, "/api/admin/invitations", invite).await.json();
        let (_, said, text) = read(world, heard).await;
        assert_eq!(said, subject);
        assert!(text.contains(made["url"].as_str().unwrap()), "{text}");
    }
}

/// Somebody with an address and a language.
async fn settled(world: &World, email: &str, language: Option<&str>) {
    let profile = json!({ "email": email, "language": language });
    let ask = world.request(Who::Auditor, Method::PATCH, "/api/account").json(&profile);
    let answer = world.send(ask).await;
    assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
}

#[tokio::test]
async fn the_way_back_is_in_the_language_of_the_person() {
    for (languages, subject, words) in [
        (FRENCH.as_slice(), "Retrouver l’accès à Plenum", "Ce lien vous connecte une fois"),
        (&ENGLISH, "Your way back into Plenum", "This link signs you in once"),
    ] {
        for language in languages {
            let (world, heard) = world_with_post().await;
            settled(&world, "zoe@membre.example", *language).await;
            // To the address as the account has it, not as it was typed.
            let asked = json!({ "email": " ZOE@membre.example" });
            let answer = world.post(Who::Nobody, "/api/recovery", asked).await;
            assert_eq!(answer.status.as_u16(), 204);
            let app = world.app.clone();
            let (to, said, text) = read(world, heard).await;
            assert_eq!(
                (to.as_str(), said.as_str()),
                ("zoe@membre.example", subject),
                "{language:?}"
            );
            assert!(text.contains(words), "{language:?}: {text}");
            let (_, secret) = text.split_once("/entrer#").unwrap();
            let secret = secret.split_whitespace().next().unwrap();
            let (session, _) = app.access().redeem(secret, "a test").unwrap();
            assert_eq!(session.account, Who::Auditor.account());
        }
    }
}

/// The invitation is there, not mailed, and its link works.
async fn assert_made_all_the_same(world: &World, invite: Value) {
    let made = world.post(Who::Coordinator, &world.path("invitations"), invite).await;
    assert_eq!(made.status.as_u16(), 200, "{made:?}");
    let made = made.json();
    assert_eq!(made["mailed"], false);
    let (_, secret) = made["url"].as_str().unwrap().split_once('#').unwrap();
    let shown = world.post(Who::Nobody, "/api/invitation", json!({ "secret": secret })).await;
    assert_eq!(shown.json()["email"], "zoe@membre.example");
}

fn an_invitation() -> Value {
    json!({ "roles": ["auditor"], "days": 7, "email": "zoe@membre.example" })
}

#[tokio::test]
async fn a_mail_server_that_is_down_or_refuses_loses_no_invitation_and_no_way_back() {
    let (refusing, _heard) = server("550 <zoe@membre.example>: unknown").await;
    for address in [nowhere().await, refusing] {
        let world = world_at(&address).await;
        assert_made_all_the_same(&world, an_invitation()).await;
        settled(&world, "auditrice@membre.example", None).await;
        let asked = json!({ "email": "auditrice@membre.example" });
        let answer = world.post(Who::Nobody, "/api/recovery", asked).await;
        assert_eq!(answer.status.as_u16(), 204, "{answer:?}");
        // An administrator hands out a link meanwhile.
        let link = format!("/api/admin/accounts/{}/link", Who::Auditor.account());
        let link = world.post(Who::Administrator, &link, json!({})).await;
        assert_eq!(link.status.as_u16(), 200, "{link:?}");
    }
}

/// Time goes on by itself. Were the mail waited for as long as a request may take, the request would be given
/// up first, and its link be known to nobody.
#[tokio::test(start_paused = true)]
async fn a_mail_server_that_says_nothing_is_given_up_before_the_request_is() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let world = world_at(&format!("smtp://{}", listener.local_addr().unwrap())).await;
    let observer = json!({
        "roles": [], "observer": true, "days": 7, "email": "zoe@membre.example", "name": "Zoë",
    });
    for invite in [an_invitation(), observer] {
        let asked = Instant::now();
        assert_made_all_the_same(&world, invite).await;
        assert!(asked.elapsed() < REQUEST_TIMEOUT, "{:?}", asked.elapsed());
    }
}
