//! The embedded web app, built or not.

use axum::http::header;

use crate::world::{Who, World};

#[tokio::test]
async fn pages_of_the_app_are_its_one_page() {
    let world = World::new().await;
    let index = world.get(Who::Nobody, "/").await;
    assert_eq!(index.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    let page = world.get(Who::Nobody, "/plans/x/meetings/y").await;
    assert_eq!((page.status, page.text), (index.status, index.text.clone()));
    if index.status.as_u16() != 200 {
        assert!(index.text.contains("built without the web app"), "{index:?}");
        return;
    }
    assert_eq!(index.headers[header::CACHE_CONTROL], "no-cache");
    let etag = index.headers[header::ETAG].to_str().unwrap();
    let ask = world.request(Who::Nobody, axum::http::Method::GET, "/");
    let same = world.send(ask.header(header::IF_NONE_MATCH, etag)).await;
    assert_eq!((same.status.as_u16(), same.text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_missing_file_is_missing() {
    let world = World::new().await;
    world.get(Who::Nobody, "/assets/none.js").await.assert_problem(404, "not_found");
    world.get(Who::Nobody, "/../Cargo.toml").await.assert_problem(404, "not_found");
}
