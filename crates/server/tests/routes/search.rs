//! `/api/plans/{plan}/search`.

use serde_json::json;

use crate::world::{Who, World, id, item};

#[tokio::test]
async fn what_has_just_been_written_is_found_and_what_is_hidden_is_not() {
    let world = World::new().await;
    assert!(
        world.read(Who::Auditor, "search?q=interprétariat").await.json()["hits"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    world.done("agenda.add_item", item(60, "L'interprétariat en milieu social")).await;
    let found = world.read(Who::Auditor, "search?q=interpretariat+sociaux").await.json();
    assert_eq!(found["hits"][0]["id"], id(60).to_string());
    assert_eq!(found["hits"][0]["kind"], "item");
    assert_eq!(found["hits"][0]["snippet"][1], "interprétariat");
    // An agenda in preparation is not published.
    let hidden = world.read(Who::Observer, "search?q=interpretariat").await;
    assert_eq!(hidden.json()["hits"], json!([]));
    let other = world.read(Who::Auditor, "search?q=interpretariat&kinds=task,meeting").await;
    assert_eq!(other.json()["hits"], json!([]));
}

#[tokio::test]
async fn questions_that_ask_nothing_or_too_much_are_typed() {
    let world = World::new().await;
    for (query, code, field) in [
        ("search", "empty", "q"),
        ("search?q=%20–", "empty", "q"),
        ("search?q=x&kinds=unicorn", "malformed", "kinds"),
    ] {
        let answer = world.read(Who::Auditor, query).await;
        answer.assert_problem(422, code);
        assert_eq!(answer.json()["error"]["field"], field);
    }
    let long = format!("search?q={}", "a".repeat(201));
    world.read(Who::Auditor, &long).await.assert_problem(422, "too_long");
    world.read(Who::Auditor, "search?q=a&skip=-1").await.assert_problem(400, "malformed");
}
