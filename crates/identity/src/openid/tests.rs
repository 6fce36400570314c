use plenum_testkit::provider::{Directory, EMAIL, NAME, SUBJECT, Token, key, page, parameter};
use serde_json::json;

use super::*;
use crate::pending::PENDING_MILLIS;

const NOW: i64 = 1_800_000_000_000;
const DESCRIPTION: &str = "/.well-known/openid-configuration";

fn config(issuer: &str) -> OpenIdConfig {
    OpenIdConfig {
        issuer: issuer.to_owned(),
        client_id: "plenum".to_owned(),
        client_secret: Some("s3cret".to_owned()),
        redirect: "https://plenum.example/retour".to_owned(),
        label: "Annuaire".to_owned(),
    }
}

fn at(directory: &Directory) -> OpenId {
    OpenId::new(config(&directory.issuer)).expect("a directory")
}

/// Signs in with the token that the directory would give, changed.
async fn sign_in(
    directory: &Directory,
    openid: &OpenId,
    now: i64,
    change: impl FnOnce(&mut Token),
) -> Result<Identity, OpenIdError> {
    let redirect = openid.begin(now, Purpose::SignIn).await?;
    let mut token = directory.token_for(&redirect.url, now);
    change(&mut token);
    directory.answers().token = Some(token);
    let (purpose, identity) = openid.finish(now, &redirect.state, "a code").await?;
    assert_eq!(purpose, Purpose::SignIn);
    Ok(identity)
}

#[tokio::test]
async fn a_proof_rests_on_being_asked_anew() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    let purpose = Purpose::Prove { session: Uuid::from_u128(1) };
    let asked = |ago: i64| DateTime::from_timestamp_millis(NOW - ago);
    for (last, proves) in [(asked(0), true), (asked(SKEW_MILLIS + 1000), false), (None, false)] {
        let redirect = openid.begin(NOW, purpose).await.expect("it begins");
        let url = Url::parse(&redirect.url).expect("an address");
        assert_eq!(
            (parameter(&url, "max_age"), parameter(&url, "prompt")),
            ("0".into(), "login".into())
        );
        let token = Token { asked: last, ..directory.token_for(&redirect.url, NOW) };
        directory.answers().token = Some(token);
        match openid.finish(NOW, &redirect.state, "a code").await {
            Ok((told, _)) if proves => assert_eq!(told, purpose),
            Err(OpenIdError::Stale) if !proves => {}
            other => panic!("asked {last:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn whoever_signs_in_there_is_known_here() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    assert_eq!(directory.asked(DESCRIPTION), 0, "nobody is asked before it is needed");
    let someone = sign_in(&directory, &openid, NOW, |_| {}).await.expect("signed in");
    let expected = Identity {
        issuer: directory.issuer.clone(),
        subject: SUBJECT.to_owned(),
        email: Some(EMAIL.to_owned()),
        email_verified: true,
        name: Some(NAME.to_owned()),
    };
    assert_eq!(someone, expected);
    sign_in(&directory, &openid, NOW + 1, |_| {}).await.expect("signed in again");
    assert_eq!(directory.asked(DESCRIPTION), 1, "what it says is remembered");
    sign_in(&directory, &openid, NOW + DISCOVERED_MILLIS, |_| {}).await.expect("and later");
    assert_eq!(directory.asked(DESCRIPTION), 2, "but not for ever");
}

#[tokio::test]
async fn the_code_is_worth_nothing_without_the_verifier() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    let redirect = openid.begin(NOW, Purpose::SignIn).await.expect("it begins");
    let url = Url::parse(&redirect.url).expect("an address");
    assert!(redirect.url.starts_with(&format!("{}/authorize?", directory.issuer)));
    assert_eq!(parameter(&url, "client_id"), "plenum");
    assert_eq!(parameter(&url, "redirect_uri"), "https://plenum.example/retour");
    assert_eq!(parameter(&url, "response_type"), "code");
    assert_eq!(parameter(&url, "scope"), "openid email profile");
    assert_eq!(parameter(&url, "state"), redirect.state);
    assert_eq!(parameter(&url, "code_challenge_method"), "S256");
    directory.answers().token = Some(directory.token_for(&redirect.url, NOW));
    openid.finish(NOW, &redirect.state, "a code").await.expect("signed in");
    let (_, form, authorisation) = directory.answers().asked.pop().expect("a request");
    let form = Url::parse(&format!("http://form/?{form}")).expect("a form");
    assert_eq!(parameter(&form, "code"), "a code");
    let verifier = PkceCodeVerifier::new(parameter(&form, "code_verifier"));
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    assert_eq!(parameter(&url, "code_challenge"), challenge.as_str());
    assert!(authorisation.is_some_and(|word| word.starts_with("Basic ")));
    assert_eq!(parameter(&form, "client_secret"), "");
}

#[tokio::test]
async fn the_secret_goes_where_the_directory_wants_it() {
    let directory = Directory::open().await;
    directory.answers().methods = json!(["client_secret_post"]);
    sign_in(&directory, &at(&directory), NOW, |_| {}).await.expect("signed in");
    let (_, form, authorisation) = directory.answers().asked.pop().expect("a request");
    assert!(form.contains("client_secret=s3cret") && authorisation.is_none());
}

#[tokio::test]
async fn a_state_is_used_once_and_in_time() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    let redirect = openid.begin(NOW, Purpose::SignIn).await.expect("it begins");
    directory.answers().token = Some(directory.token_for(&redirect.url, NOW));
    openid.finish(NOW, &redirect.state, "a code").await.expect("signed in");
    let late = openid.begin(NOW, Purpose::SignIn).await.expect("it begins");
    for (now, state) in
        [(NOW, redirect.state.as_str()), (NOW, "guess"), (NOW + PENDING_MILLIS, &late.state)]
    {
        let result = openid.finish(now, state, "a code").await;
        assert!(matches!(result, Err(OpenIdError::BadState)), "{state}");
    }
    assert_eq!(directory.asked("/token"), 1, "no code is exchanged for a bad state");
}

#[tokio::test]
async fn a_token_for_others_or_of_others_or_too_old_is_refused() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    type Change = (&'static str, fn(&mut Token));
    let changes: [Change; 4] = [
        ("nonce", |token| token.nonce = "another".to_owned()),
        ("audience", |token| token.audience = "another".to_owned()),
        ("issuer", |token| token.issuer = "https://another.example".to_owned()),
        ("hour", |token| token.issued -= chrono::TimeDelta::minutes(5)),
    ];
    for (name, change) in changes {
        let result = sign_in(&directory, &openid, NOW, change).await;
        assert!(matches!(result, Err(OpenIdError::Token(_))), "{name}: {result:?}");
    }
    for forger in [key("first"), key("unknown")] {
        directory.answers().forger = Some(forger);
        let result = sign_in(&directory, &openid, NOW, |_| {}).await;
        assert!(
            matches!(&result, Err(OpenIdError::Token(e)) if matches!(e, ClaimsVerificationError::SignatureVerification(_))),
            "{result:?}"
        );
    }
}

#[tokio::test]
async fn new_keys_are_fetched_when_they_are_met() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    sign_in(&directory, &openid, NOW, |_| {}).await.expect("signed in");
    directory.answers().key = key("second");
    sign_in(&directory, &openid, NOW, |_| {}).await.expect("signed in with the new key");
    assert_eq!(directory.asked("/keys"), 2);
}

#[tokio::test]
async fn a_directory_that_is_down_is_asked_again_a_little_later() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    directory.answers().instead = Some(page("503 Service Unavailable", &json!({})));
    assert!(matches!(openid.begin(NOW, Purpose::SignIn).await, Err(OpenIdError::Discovery(_))));
    directory.answers().instead = None;
    let soon = openid.begin(NOW + RETRY_MILLIS - 1, Purpose::SignIn).await;
    assert!(matches!(soon, Err(OpenIdError::Resting)));
    assert_eq!(directory.asked(DESCRIPTION), 1);
    openid.begin(NOW + RETRY_MILLIS, Purpose::SignIn).await.expect("it begins");
}

#[tokio::test]
async fn redirects_are_not_followed_and_long_answers_not_read() {
    let directory = Directory::open().await;
    let elsewhere = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\
                     connection: close\r\n\r\n";
    let long = "x".repeat(usize::try_from(http::MAX_ANSWER_BYTES).expect("it fits"));
    let mut errors = Vec::new();
    for instead in [elsewhere.to_owned(), page("200 OK", &json!({ "issuer": long }))] {
        directory.answers().instead = Some(instead);
        match at(&directory).begin(NOW, Purpose::SignIn).await {
            Err(OpenIdError::Discovery(error)) => errors.push(*error),
            other => panic!("{other:?}"),
        }
    }
    let [DiscoveryError::Response(status, ..), DiscoveryError::Request(HttpError::Request(long))] =
        errors.as_slice()
    else {
        panic!("{errors:?}")
    };
    assert_eq!(status.as_u16(), 302);
    assert!(matches!(long, ureq::Error::BodyExceedsLimit(_)), "{long:?}");
    assert_eq!(directory.asked("/elsewhere"), 0);
}

#[tokio::test]
async fn a_refused_code_is_told_without_the_words_for_people() {
    let directory = Directory::open().await;
    let openid = at(&directory);
    let redirect = openid.begin(NOW, Purpose::SignIn).await.expect("it begins");
    let error = openid.finish(NOW, &redirect.state, "a code").await.expect_err("refused");
    assert!(matches!(&error, OpenIdError::Refused(code) if code == "invalid_grant"), "{error:?}");
}

#[test]
fn only_this_machine_is_asked_in_the_clear() {
    for issuer in ["http://directory.example", "ftp://localhost", "directory", ""] {
        let refused = OpenId::new(config(issuer));
        assert!(matches!(refused, Err(OpenIdError::Issuer(_))), "{issuer}");
    }
    let lost = OpenIdConfig { redirect: "retour".to_owned(), ..config("https://d.example") };
    assert!(matches!(OpenId::new(lost), Err(OpenIdError::Redirect(_))));
    assert_eq!(OpenId::new(config("https://d.example")).expect("fine").label(), "Annuaire");
}
