//! People with browsers: they are invited, accept, and sign in.

use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::world::{Answer, ORIGIN, Who, World};

pub const PASSWORD: &str = "une phrase que personne ne devine";

/// Somebody with a browser.
pub struct Browser<'w> {
    world: &'w World,
    cookie: String,
}

impl Browser<'_> {
    pub async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let ask = self.world.request(Who::Nobody, method, path).header(header::ORIGIN, ORIGIN);
        let ask = ask.header(header::COOKIE, &self.cookie);
        self.world
            .send(match body {
                Some(body) => ask.json(&body),
                None => ask,
            })
            .await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, Some(body)).await
    }
}

impl World {
    pub async fn post(&self, who: Who, path: &str, body: Value) -> Answer {
        self.send(self.request(who, Method::POST, path).json(&body)).await
    }

    pub async fn delete(&self, who: Who, path: &str) -> Answer {
        self.send(self.request(who, Method::DELETE, path)).await
    }

    /// An invitation of the coordinator's; returns its id and secret.
    pub async fn invite(&self, invite: Value) -> (String, String) {
        let made = self.post(Who::Coordinator, &self.path("invitations"), invite).await.json();
        let url = made["url"].as_str().unwrap();
        assert!(url.starts_with("http://plenum.test/invitation#"), "{url}");
        (made["id"].as_str().unwrap().into(), url.split('#').nth(1).unwrap().into())
    }

    pub fn browser(&self, answer: &Answer) -> Browser<'_> {
        assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Browser { world: self, cookie }
    }

    /// Somebody who accepts an invitation with a password.
    pub async fn join(&self, secret: &str, name: &str, email: &str) -> Browser<'_> {
        let body = json!({
            "secret": secret, "name": name, "email": email, "password": PASSWORD,
        });
        let answer = self.post(Who::Nobody, "/api/invitation/accept", body).await;
        self.browser(&answer)
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        self.post(Who::Nobody, "/api/session/password", body).await
    }
}
