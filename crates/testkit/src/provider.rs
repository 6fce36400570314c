//! An OpenID Connect provider in the test's own process: HTTP by hand, and one key made for it.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex, MutexGuard};

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Duration, Utc};
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserEmail, EndUserName, IssuerUrl, JsonWebKeyId, Nonce,
    PrivateSigningKey, StandardClaims, SubjectIdentifier,
    core::{
        CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet,
        CoreJwsSigningAlgorithm,
    },
};
use rand::RngExt;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use url::Url;

/// What the head of an Ed25519 key says in PKCS #8 (RFC 8410), before its 32 bytes.
const ED25519_HEAD: [u8; 16] =
    [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// The account that [`Directory`] knows: what it calls them, and their address, which it has verified.
pub const SUBJECT: &str = "7f3a";
pub const EMAIL: &str = "camille@membre.example";
pub const NAME: &str = "Camille Noël";

/// A new key to sign tokens with.
///
/// # Panics
/// If the key cannot be read.
#[must_use]
pub fn key(name: &str) -> CoreEdDsaPrivateSigningKey {
    let bytes = [ED25519_HEAD.as_slice(), &rand::rng().random::<[u8; 32]>()].concat();
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        BASE64_STANDARD.encode(bytes)
    );
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(name.to_owned())))
        .expect("a key")
}

/// What goes into the next token.
#[derive(Clone)]
pub struct Token {
    pub issuer: String,
    pub audience: String,
    pub nonce: String,
    pub issued: DateTime<Utc>,
    /// When the directory last asked them who they are.
    pub asked: Option<DateTime<Utc>>,
}

/// What the directory says next, and what it was asked.
pub struct Answers {
    pub key: CoreEdDsaPrivateSigningKey,
    /// What signs tokens, if not the key that is shown.
    pub forger: Option<CoreEdDsaPrivateSigningKey>,
    pub token: Option<Token>,
    /// Instead of the description: a whole answer.
    pub instead: Option<String>,
    /// Path and body of every request, and what authorised it.
    pub asked: Vec<(String, String, Option<String>)>,
    pub methods: Value,
}

/// The provider; it serves until the runtime ends.
#[derive(Clone)]
pub struct Directory {
    pub issuer: String,
    answers: Arc<Mutex<Answers>>,
}

impl Directory {
    /// A directory at a port of its own.
    ///
    /// # Panics
    /// If there is no port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("its address"));
        let answers = Answers {
            key: key("first"),
            forger: None,
            token: None,
            instead: None,
            asked: Vec::new(),
            methods: json!(["client_secret_basic"]),
        };
        let directory = Self { issuer, answers: Arc::new(Mutex::new(answers)) };
        let serving = directory.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                // A client that hangs up early is no matter.
                let _ = serving.answer(socket).await;
            }
        });
        directory
    }

    /// What it says next.
    ///
    /// # Panics
    /// If a test panicked while it held this.
    pub fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().expect("a sound lock")
    }

    /// How often a path was asked for.
    #[must_use]
    pub fn asked(&self, path: &str) -> usize {
        self.answers().asked.iter().filter(|(asked, _, _)| asked == path).count()
    }

    async fn answer(&self, socket: TcpStream) -> std::io::Result<()> {
        let mut socket = BufReader::new(socket);
        let (mut path, mut length, mut authorisation) = (String::new(), 0, None);
        let mut line = String::new();
        while socket.read_line(&mut line).await? > 2 {
            let head = std::mem::take(&mut line);
            match head.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().expect("a length");
                }
                Some((name, value)) if name.eq_ignore_ascii_case("authorization") => {
                    authorisation = Some(value.to_owned());
                }
                Some(_) => {}
                None => path = head.split(' ').nth(1).unwrap_or_default().to_owned(),
            }
        }
        let mut body = vec![0; length];
        socket.read_exact(&mut body).await?;
        let body = String::from_utf8(body).expect("a form");
        let answer = self.say(path, body, authorisation);
        socket.write_all(answer.as_bytes()).await?;
        socket.shutdown().await
    }

    fn say(&self, path: String, body: String, authorisation: Option<String>) -> String {
        let mut answers = self.answers();
        answers.asked.push((path.clone(), body, authorisation));
        match path.as_str() {
            "/.well-known/openid-configuration" => match &answers.instead {
                Some(instead) => instead.clone(),
                None => page("200 OK", &self.description(&answers.methods)),
            },
            "/keys" => {
                let keys = CoreJsonWebKeySet::new(vec![answers.key.as_verification_key()]);
                page("200 OK", &serde_json::to_value(keys).expect("keys"))
            }
            "/token" => match &answers.token {
                Some(token) => page("200 OK", &signed(token, &answers)),
                None => page(
                    "400 Bad Request",
                    &json!({"error": "invalid_grant", "error_description": "Camille"}),
                ),
            },
            _ => page("404 Not Found", &json!({})),
        }
    }

    fn description(&self, methods: &Value) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "token_endpoint_auth_methods_supported": methods,
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        })
    }

    /// A token for whoever follows the address, as this directory gives it.
    ///
    /// # Panics
    /// If it is no address, or no time.
    #[must_use]
    pub fn token_for(&self, url: &str, now_ms: i64) -> Token {
        let url = Url::parse(url).expect("an address");
        Token {
            issuer: self.issuer.clone(),
            audience: "plenum".to_owned(),
            nonce: parameter(&url, "nonce"),
            issued: DateTime::from_timestamp_millis(now_ms).expect("a time"),
            asked: None,
        }
    }
}

/// A parameter of an address; empty where it has none of that name.
#[must_use]
pub fn parameter(url: &Url, name: &str) -> String {
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A whole answer, over HTTP.
#[must_use]
pub fn page(status: &str, body: &Value) -> String {
    let body = body.to_string();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
}

fn signed(token: &Token, answers: &Answers) -> Value {
    let standard = StandardClaims::new(SubjectIdentifier::new(SUBJECT.to_owned()))
        .set_email(Some(EndUserEmail::new(EMAIL.to_owned())))
        .set_email_verified(Some(true))
        .set_name(Some(EndUserName::new(NAME.to_owned()).into()));
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(token.issuer.clone()).expect("an issuer"),
        vec![Audience::new(token.audience.clone())],
        token.issued + Duration::minutes(5),
        token.issued,
        standard,
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(token.nonce.clone())))
    .set_auth_time(token.asked);
    let key = answers.forger.as_ref().unwrap_or(&answers.key);
    let token = CoreIdToken::new(claims, key, CoreJwsSigningAlgorithm::EdDsa, None, None);
    json!({
        "access_token": "unused",
        "token_type": "Bearer",
        "id_token": token.expect("a token").to_string(),
    })
}
