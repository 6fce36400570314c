//! `/healthz`, `/readyz`, `/metrics`, and what every answer carries.

use axum::http::{Method, header};

use crate::world::{Who, World, item};

#[tokio::test]
async fn health_and_readiness() {
    let world = World::new().await;
    assert_eq!(world.get(Who::Nobody, "/healthz").await.text, "ok\n");
    assert_eq!(world.get(Who::Nobody, "/readyz").await.text, "ready\n");
    world.server.stop();
    world.get(Who::Nobody, "/readyz").await.assert_problem(503, "unavailable");
    assert_eq!(world.get(Who::Nobody, "/healthz").await.status.as_u16(), 200);
}

#[tokio::test]
async fn metrics_count_and_name_nobody() {
    let world = World::new().await;
    world.done("agenda.add_item", item(50, "Secret title")).await;
    let metrics = world.get(Who::Nobody, "/metrics").await.text;
    for name in [
        "plenum_connections 0",
        "plenum_deliveries_total 0",
        "plenum_commands_total{outcome=\"ok\"}",
        "plenum_commands_waiting 0",
        "plenum_events_total",
    ] {
        assert!(metrics.contains(name), "{name} in {metrics}");
    }
    let account = Who::Coordinator.account().to_string();
    for secret in ["Secret title", "(test)", &account, &world.plan.to_string()] {
        assert!(!metrics.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::new().await;
    for path in ["/", "/healthz", "/api/session", "/api/nowhere", "/meetings/x"] {
        let headers = world.get(Who::Nobody, path).await.headers;
        let csp = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(csp.contains("default-src 'self'") && csp.contains("frame-ancestors 'none'"));
        assert!(!csp.contains("unsafe"), "{csp}");
        // Text becomes markup or script through the templates of the web app and nothing else.
        assert!(csp.contains("require-trusted-types-for 'script'"), "{csp}");
        assert!(csp.ends_with("trusted-types svelte-trusted-html"), "{csp}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        for name in ["permissions-policy", "cross-origin-opener-policy", "x-request-id"] {
            assert!(headers.contains_key(name), "{name} at {path}");
        }
        if path.starts_with("/api") {
            assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        }
    }
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_typed() {
    let world = World::new().await;
    let plan = world.path("nothing");
    for path in ["/api", "/api/", "/api/nowhere", "/api/plans/x/y/z", &plan] {
        world.get(Who::Coordinator, path).await.assert_problem(404, "not_found");
    }
    let ask = world.request(Who::Coordinator, Method::PATCH, "/api/session");
    world.send(ask).await.assert_problem(405, "malformed");
    let ask = world.request(Who::Coordinator, Method::POST, "/");
    world.send(ask).await.assert_problem(405, "malformed");
}
