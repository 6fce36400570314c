//! Tables come in as commands and go out as CSV.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::world::{Answer, INS_CODE, Who, World, id};

const TEXT: &str = "ins_code;measure;day;value;source\n\
    92094;Population;2020-01-01;111432;Statbel\n\
    99999;Population;2020-01-01;1;Statbel\n";

async fn world() -> World {
    let world = World::new().await;
    let measure = json!({ "measure": id(0x500), "title": "Population", "unit": "people" });
    world.done("territory.define_measure", measure).await;
    world
}

async fn send(world: &World, who: Who, below: &str, body: &Value) -> Answer {
    world.send(world.request(who, Method::POST, &world.path(below)).json(body)).await
}

async fn head(world: &World) -> u64 {
    world.read(Who::Coordinator, "events").await.json()["head"].as_u64().unwrap()
}

#[tokio::test]
async fn a_dry_run_tells_and_writes_nothing() {
    let world = world().await;
    let before = head(&world).await;
    let body = json!({ "command": id(0x600), "text": TEXT });
    let report = send(&world, Who::Coordinator, "tables/figures?dry_run=1", &body).await.json();
    assert_eq!((&report["added"], &report["dry_run"]), (&json!(1), &json!(true)));
    let refused = json!([
        { "line": 3, "column": "ins_code", "code": "unknown_commune", "value": "99999" },
    ]);
    assert_eq!(report["refused"], refused);
    assert_eq!(head(&world).await, before);
}

#[tokio::test]
async fn a_table_is_written_once_and_goes_out_as_it_came() {
    let world = world().await;
    let body = json!({ "command": id(0x600), "text": TEXT, "reason": "statistiques" });
    let report = send(&world, Who::Coordinator, "tables/figures", &body).await.json();
    let written = head(&world).await;
    assert_eq!(report["seq"], written);
    let again = send(&world, Who::Coordinator, "tables/figures", &body).await.json();
    assert_eq!((&again["unchanged"], head(&world).await), (&json!(1), written));
    let out = world.read(Who::Observer, "tables/figures").await;
    assert_eq!(out.headers["content-type"], "text/csv; charset=utf-8");
    let line = format!("{INS_CODE};Namur;Population;2020-01-01;111432;Statbel\r\n");
    assert_eq!(out.text, format!("\u{feff}ins_code;commune;measure;day;value;source\r\n{line}"));
    let past = world.read(Who::Auditor, "tables/figures?at=3").await;
    assert!(!past.text.contains("Population"));
}

#[tokio::test]
async fn what_is_no_table_is_said_so() {
    let world = world().await;
    let body = |text: &str| json!({ "command": id(0x600), "text": text });
    let answer = send(&world, Who::Coordinator, "tables/budgets", &body(TEXT)).await;
    answer.assert_problem(404, "not_found");
    world.read(Who::Coordinator, "tables/budgets").await.assert_problem(404, "not_found");
    let answer = send(&world, Who::Coordinator, "tables/figures", &body("ins_code;day")).await;
    answer.assert_problem(422, "missing_column");
    assert_eq!(answer.json()["error"]["field"], "measure");
    // Larger than a command may be, and still read.
    let long = format!("{TEXT}{}", " ;;;;\n".repeat(100_000));
    let answer = send(&world, Who::Coordinator, "tables/figures?dry_run=1", &body(&long)).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let endless = "x".repeat(11 << 20);
    let answer = send(&world, Who::Coordinator, "tables/figures", &body(&endless)).await;
    answer.assert_problem(413, "too_large");
}
