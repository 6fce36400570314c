//! What the server writes to its trace, down to the last detail, names nobody and opens nothing.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderMap, Method, header};
use plenum_testkit::provider::Directory;
use serde_json::{Value, json};
use tracing_subscriber::EnvFilter;

use crate::{
    browser::PASSWORD,
    live::client::Served,
    openid::{comes_back, sent_to_provider, world_with},
    world::{Answer, Who, World, item},
};

/// Our own crates and the layers between them and the socket. The program lets nothing else trace in detail.
const HEARD: &str = "off,plenum=trace,axum=trace,tower=trace,tower_http=trace,hyper=trace";

#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Vec<u8>>>);

impl Trace {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for Trace {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What must not be found, and what it is.
#[derive(Default)]
struct Words(Vec<(&'static str, String)>);

impl Words {
    fn add(&mut self, what: &'static str, word: impl Into<String>) -> String {
        let word = word.into();
        assert!(word.len() > 3, "{what} is too short to be looked for: {word:?}");
        self.0.push((what, word.clone()));
        word
    }

    /// What is behind the `#` of a link.
    fn of_link(&mut self, what: &'static str, answer: &Answer) -> String {
        let answer = answer.json();
        let (_, secret) = answer["url"].as_str().unwrap().split_once('#').unwrap();
        self.add(what, secret)
    }

    /// The values of cookies.
    fn of_cookies(&mut self, what: &'static str, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let (_, value) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = value.split(';').next().unwrap();
            if !value.is_empty() {
                self.add(what, value);
            }
        }
    }
}

async fn entered(world: &World, words: &mut Words, path: &str, body: Value) -> Answer {
    let answer = world.post(Who::Nobody, path, body).await;
    words.of_cookies("a session", &answer.headers);
    answer
}

/// Comes by invitation; then by password, passkey and link, rightly and wrongly.
async fn through_the_doors(world: &World, words: &mut Words) -> (String, String) {
    let name = words.add("a name", "Aïcha Benali");
    let email = words.add("an address", "aicha.benali@membre.example");
    let password = words.add("a password", PASSWORD);
    let invite = json!({ "roles": ["auditor"], "days": 7, "email": email, "name": name });
    let made = world.post(Who::Coordinator, &world.path("invitations"), invite).await;
    let secret = words.of_link("an invitation", &made);
    world.post(Who::Nobody, "/api/invitation", json!({ "secret": secret })).await;
    let body = json!({ "secret": secret, "name": name, "email": email, "password": password });
    let joined = entered(world, words, "/api/invitation/accept", body.clone()).await;
    let account = joined.json()["account"]["id"].as_str().unwrap().to_owned();
    entered(world, words, "/api/invitation/accept", body).await;

    let sign_in = |email: &str, password: &str| json!({ "email": email, "password": password });
    entered(world, words, "/api/session/password", sign_in(&email, &password)).await;
    let wrong = words.add("a wrong password", "presque la bonne phrase");
    let unknown = words.add("an unknown address", "personne@ailleurs.example");
    for _ in 0..6 {
        entered(world, words, "/api/session/password", sign_in(&email, &wrong)).await;
    }
    entered(world, words, "/api/session/password", sign_in(&unknown, &wrong)).await;
    for email in [&email, &unknown] {
        world.post(Who::Nobody, "/api/recovery", json!({ "email": email })).await;
    }
    let begun = world.post(Who::Nobody, "/api/session/passkey/begin", json!({})).await.json();
    let credential = json!({ "id": words.add("a passkey", "Y3JlZGVudGlhbA") });
    let finish = json!({ "ceremony": begun["ceremony"], "credential": credential });
    world.post(Who::Nobody, "/api/session/passkey", finish).await;
    let guess = words.add("a guessed link", "0123456789abcdef0123456789abcdef");
    entered(world, words, "/api/session", json!({ "secret": guess })).await;
    (account, name)
}

/// Changes one's account, and gives a device and a program a way in.
async fn at_home(world: &World, words: &mut Words) {
    let name = words.add("a new name", "Zoë Lambert-Deroche");
    let email = words.add("a new address", "zoe.lambert@membre.example");
    let profile = json!({ "name": name, "email": email });
    world.send(world.request(Who::Contributor, Method::PATCH, "/api/account").json(&profile)).await;
    let link = world.post(Who::Contributor, "/api/account/device-link", json!({})).await;
    let secret = words.of_link("a device's link", &link);
    entered(world, words, "/api/session", json!({ "secret": secret })).await;
    let called = words.add("a token's name", "Tableur de Zoë");
    let token = json!({ "name": called, "plans": [world.plan], "access": "write", "days": 7 });
    let made = world.post(Who::Contributor, "/api/account/tokens", token).await.json();
    let token = words.add("a token", made["secret"].as_str().unwrap());
    let bearer = format!("Bearer {token}");
    for below in ["records", "events", "people"] {
        let ask = world.request(Who::Nobody, Method::GET, &world.path(below));
        world.send(ask.header(header::AUTHORIZATION, &bearer)).await;
    }
    world.post(Who::Contributor, "/api/account/passkeys/begin", json!({})).await;
    world.get(Who::Contributor, "/api/account/export").await;
    let made = world.post(Who::Contributor, &world.path("calendar"), json!({})).await.json();
    let (_, secret) = made["url"].as_str().unwrap().rsplit_once('/').unwrap();
    let secret = words.add("a calendar's link", secret);
    world.get(Who::Nobody, &format!("/api/calendar/{secret}")).await;
    let press = words.add("an observer's name", "Gazette de Namur");
    let observe = json!({ "roles": [], "observer": true, "days": 30, "name": press });
    let made = world.post(Who::Coordinator, &world.path("invitations"), observe).await;
    let secret = words.of_link("an observer's link", &made);
    entered(world, words, "/api/invitation/accept", json!({ "secret": secret })).await;
}

/// Talks over the socket, sense and nonsense.
async fn live(served: &Served, words: &mut Words) {
    let title = words.add("a title", "Point confidentiel");
    let reason = words.add("a reason", "parce que cela presse");
    let place = words.add("a place", "ordre-du-jour-prive");
    let mut client = served.client(Who::Contributor).await;
    for body in [item(80, &title), json!({ "title": title })] {
        let id = served.world.next_id();
        let frame = json!({
            "t": "command", "id": id, "name": "agenda.add_item", "body": body, "reason": reason,
        });
        client.send(frame).await;
        client.result().await;
    }
    client.send(json!({ "t": "presence", "at": place })).await;
    client.send(json!({ "t": title })).await;
    client
        .until(|frame| matches!(frame, plenum_protocol::live::ServerFrame::Error(_)).then_some(()))
        .await;
    client.socket.close(None).await.unwrap();
}

/// By a provider that lets somebody in, and by one that refuses in words of its own.
async fn by_provider(words: &mut Words) {
    let provider = Directory::open().await;
    let world = world_with(&provider).await;
    let address = words.add("a provider's address", plenum_testkit::provider::EMAIL);
    words.add("a provider's name", plenum_testkit::provider::NAME);
    words.add("a provider's words", "Camille");
    words.add("a code", "a-code");
    world.invite(json!({ "roles": ["auditor"], "days": 7, "email": address })).await;
    for answers in [false, true] {
        let sent = sent_to_provider(&world).await;
        words.add("a state", sent.state.as_str());
        let token = provider.token_for(&sent.url, crate::world::NOW);
        words.add("a nonce", token.nonce.as_str());
        provider.answers().token = answers.then_some(token);
        let back = comes_back(&world, &sent.state, Some(&sent.cookie)).await;
        words.of_cookies("a session", &back.headers);
    }
}

/// An administrator locks and erases somebody; then the disk is full.
async fn in_the_office(world: &World, words: &mut Words, account: &str, name: &str) {
    for act in ["lock", "unlock", "link"] {
        let path = format!("/api/admin/accounts/{account}/{act}");
        let answer = world.post(Who::Administrator, &path, json!({})).await;
        if act == "link" {
            words.of_link("an administrator's link", &answer);
        }
    }
    let guessed = words.add("another's name", "Aïcha Bensaïd");
    for name in [guessed.as_str(), name] {
        let path = format!("/api/admin/accounts/{account}/erase");
        world.post(Who::Administrator, &path, json!({ "name": name })).await;
    }
    world.storage.is_full();
    let email = words.add("an address in vain", "trop.tard@membre.example");
    let invite = json!({ "roles": ["auditor"], "days": 7, "email": email });
    let refused = world.post(Who::Coordinator, &world.path("invitations"), invite).await;
    assert_eq!(refused.status.as_u16(), 503, "{refused:?}");
    world.storage.is_well();
}

#[tokio::test]
async fn nothing_that_names_or_opens_reaches_the_trace() {
    let trace = Trace::default();
    let writer = trace.clone();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(HEARD))
        .with_ansi(false)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .init();
    let served = Served::of(crate::mails::world_at(&crate::mails::nowhere().await).await).await;
    let (world, mut words) = (&served.world, Words::default());
    for who in crate::world::EVERYONE {
        if let Some(token) = world.token(who) {
            words.add("a session or token", token);
        }
        words.add("a name", format!("{who:?} (test)"));
    }
    let (account, name) = through_the_doors(world, &mut words).await;
    at_home(world, &mut words).await;
    live(&served, &mut words).await;
    by_provider(&mut words).await;
    in_the_office(world, &mut words, &account, &name).await;
    world.get(Who::Nobody, "/api/session?secret=dans-une-adresse").await;
    words.add("a query", "dans-une-adresse");

    let text = trace.text();
    for heard in ["answered", "/api/session/password", "a mail was not taken", "writing accounts"] {
        assert!(text.contains(heard), "the walk left no trace of {heard:?}");
    }
    for (what, word) in &words.0 {
        if let Some(at) = text.find(word.as_str()) {
            let line = text[..at].rfind('\n').map_or(0, |start| start + 1);
            panic!("{what} is in the trace: {}", text[line..].lines().next().unwrap());
        }
    }
    // The same ear, at its finest, hears what is whispered.
    tracing::trace!(target: "plenum_server::planted", password = PASSWORD);
    assert!(trace.text().contains(PASSWORD), "nothing would have been heard");
}
