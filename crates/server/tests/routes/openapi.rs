//! The OpenAPI document, and the committed schema.

use std::collections::BTreeSet;

use plenum_server::{routes, schema};
use serde_json::Value;

use crate::world::{Who, World};

#[tokio::test]
async fn every_route_is_documented_and_nothing_else_is() {
    let document = World::new().await.get(Who::Nobody, "/api/openapi.json").await.json();
    let paths = document["paths"].as_object().unwrap();
    let documented: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let served: BTreeSet<_> =
        routes().iter().map(|r| (r.path.to_owned(), r.method.to_string())).collect();
    assert_eq!(documented, served);
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = World::new().await.get(Who::Nobody, "/api/openapi.json").await.json();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference}"));
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::String(target) if key == "$ref" => into.push(target.clone()),
                    _ => collect(field, into),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        _ => {}
    }
}

#[test]
fn the_committed_schema_is_current() {
    let committed = include_str!("../../../../web/schema.json");
    let committed: Value = serde_json::from_str(committed).unwrap();
    assert!(
        committed == schema::definitions(),
        "run: cargo run -p plenum-server --example schema > web/schema.json"
    );
}
