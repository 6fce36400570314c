//! The OpenAPI document, and the committed schema.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::Command;
use plenum_server::{openapi, routes, schema};
use plenum_testkit::random::{Dice, History};
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

/// The body of the commands that the document describes, by name.
fn described(document: &Value) -> BTreeMap<&str, &Value> {
    let frames = document["components"]["schemas"]["CommandFrame"]["oneOf"].as_array().unwrap();
    let described = frames.iter().map(|frame| {
        let named = frame["properties"]["name"]["const"].as_str().unwrap();
        (named, &frame["properties"]["body"])
    });
    let described: BTreeMap<_, _> = described.collect();
    assert_eq!(described.len(), frames.len(), "a name stands for one command");
    described
}

#[test]
fn every_command_of_the_domain_is_described_by_its_name_and_fields() {
    const SEED: u64 = 1;
    let document = openapi::document();
    let mut described = described(&document);
    assert_eq!(
        described.remove("undo").unwrap()["$ref"],
        "#/components/schemas/UndoBody",
        "`undo` is the one command that is not the domain's"
    );
    let mut met = BTreeSet::new();
    let mut dice = Dice::new(SEED);
    // Some commands are thrown only at what has come some way.
    let plans: Vec<_> = (0..300).map(|seed| History::random(seed, 1000).plan).collect();
    for n in 0..60_000 {
        let command = dice.command(&plans[n % plans.len()]);
        let kind = command.kind();
        let body = described.get(&*kind).unwrap_or_else(|| panic!("{kind} is not described"));
        let (concept, name) = kind.split_once('.').unwrap();
        let sent = &serde_json::to_value(&command).unwrap()[concept][name];
        for field in sent.as_object().unwrap().keys() {
            assert!(body["properties"].get(field).is_some(), "seed {SEED}: {field} of {kind}");
        }
        met.insert(kind);
    }
    let described: BTreeSet<String> = described.into_keys().map(str::to_owned).collect();
    let never_thrown: Vec<_> = described.difference(&met).collect();
    assert!(never_thrown.is_empty(), "described, but no command: {never_thrown:?}");
}

#[test]
fn what_the_document_calls_a_command_is_known_to_the_server() {
    let document = openapi::document();
    for name in described(&document).into_keys().filter(|name| *name != "undo") {
        let refused = Command::parse(name, "{\"no_such_field\":0}").unwrap_err();
        assert!(!refused.contains("unknown variant"), "{name}: {refused}");
    }
}
