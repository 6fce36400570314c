//! `/api/session/openid…`: a provider's answer is for the browser that asked.

use axum::http::{Method, header};
use plenum_identity::{OpenId, OpenIdConfig};
use plenum_server::Config;
use plenum_testkit::provider::{Directory, EMAIL, parameter};
use serde_json::json;
use url::Url;

use crate::world::{Answer, NOW, ORIGIN, Who, World};

const BEGIN: &str = "/api/session/openid";
const CALLBACK: &str = "/api/session/openid/callback";
const REFUSED: &str = "/entrer?refus=openid";

/// A server that lets people in by this provider.
pub async fn world_with(provider: &Directory) -> World {
    let openid = OpenId::new(OpenIdConfig {
        issuer: provider.issuer.clone(),
        client_id: "plenum".into(),
        client_secret: Some("s3cret".into()),
        redirect: format!("{ORIGIN}{CALLBACK}"),
        label: "Annuaire".into(),
    });
    let config = Config { origins: vec![ORIGIN.into()], ..Config::default() };
    World::with_ways(config, None, Some(openid.unwrap())).await
}

/// A browser on its way to the provider: where it is sent, and the cookie it holds meanwhile.
pub struct OnItsWay {
    pub url: String,
    pub cookie: String,
    pub state: String,
}

pub async fn sent_to_provider(world: &World) -> OnItsWay {
    let answer = world.get(Who::Nobody, BEGIN).await;
    assert_eq!(answer.status.as_u16(), 303, "{answer:?}");
    let url = answer.headers[header::LOCATION].to_str().unwrap().to_owned();
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/api/session/openid/callback"] {
        assert!(cookie.split("; ").any(|one| one == attribute), "{cookie}");
    }
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let state = parameter(&Url::parse(&url).unwrap(), "state");
    OnItsWay { url, cookie, state }
}

/// Comes back from the provider with a code, and with these cookies.
pub async fn comes_back(world: &World, state: &str, cookie: Option<&str>) -> Answer {
    let path = format!("{CALLBACK}?code=a-code&state={state}");
    let ask = world.request(Who::Nobody, Method::GET, &path);
    world
        .send(match cookie {
            Some(cookie) => ask.header(header::COOKIE, cookie),
            None => ask,
        })
        .await
}

/// Sent back to the door, without a session.
#[track_caller]
fn assert_refused(answer: &Answer) {
    assert_eq!(answer.status.as_u16(), 303, "{answer:?}");
    assert_eq!(answer.headers[header::LOCATION], REFUSED, "{answer:?}");
    let mut cookies = answer.headers.get_all(header::SET_COOKIE).into_iter();
    assert!(
        cookies.all(|cookie| !cookie.to_str().unwrap().contains("plenum_session")),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_providers_answer_is_for_the_browser_that_asked_and_once() {
    let provider = Directory::open().await;
    let world = world_with(&provider).await;
    world.invite(json!({ "roles": ["auditor"], "days": 7, "email": EMAIL })).await;
    let (own, other) = (sent_to_provider(&world).await, sent_to_provider(&world).await);
    provider.answers().token = Some(provider.token_for(&own.url, NOW));

    // Somebody is given a link to the end of another's sign-in: their browser holds no cookie for it.
    assert_refused(&comes_back(&world, &own.state, None).await);
    // Or it holds that of a sign-in of its own.
    assert_refused(&comes_back(&world, &own.state, Some(&other.cookie)).await);
    // Or one whose value only begins alike.
    let alike = format!("{}0", own.cookie);
    assert_refused(&comes_back(&world, &own.state, Some(&alike)).await);
    assert_refused(&comes_back(&world, "", Some("plenum_openid=")).await);
    assert_eq!(provider.asked("/token"), 0, "and nobody's code is exchanged for it");

    let entered = comes_back(&world, &own.state, Some(&own.cookie)).await;
    assert_eq!(entered.headers[header::LOCATION], "/", "{entered:?}");
    let cookies = entered.headers.get_all(header::SET_COOKIE).into_iter();
    let cookies: Vec<&str> = cookies.map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("plenum_session=")), "{cookies:?}");
    let ended = cookies.iter().find(|cookie| cookie.starts_with("plenum_openid=;")).unwrap();
    assert!(ended.contains("Max-Age=0"), "{ended}");

    // What was answered once is answered to nobody again, be it the same browser.
    assert_refused(&comes_back(&world, &own.state, Some(&own.cookie)).await);
    assert_eq!(provider.asked("/token"), 1);
}
