//! The OpenAPI document, made from the list of routes and the wire types.

use std::collections::BTreeSet;

use axum::http::Method;
use plenum_domain::attachment::Media;
use plenum_views::tables::TABLES;
use serde_json::{Map, Value, json};

use crate::{
    router::{Answer, Door, Route, routes},
    schema,
};

/// The document, as OpenAPI 3.1.
#[must_use]
pub fn document() -> Value {
    let mut paths = Map::new();
    for route in routes() {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation(&route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Plenum",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "paths": paths,
        "components": {
            "schemas": components(),
            "securitySchemes": {
                "cookie": { "type": "apiKey", "in": "cookie", "name": "plenum_session" },
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "summary": route.summary,
        "operationId": operation_id(route),
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if let Some(body) = route.body {
        operation["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": reference(body) } },
        });
    }
    if route.takes_file {
        let bytes = json!({ "type": "string", "format": "binary" });
        operation["requestBody"] = json!({
            "required": true,
            "content": { "application/octet-stream": { "schema": bytes } },
        });
    }
    if route.door != Door::Open {
        operation["security"] = json!([{ "cookie": [] }, { "bearer": [] }]);
    }
    operation
}

fn operation_id(route: &Route) -> String {
    let words = route.path.split(['/', '.']).filter(|word| !word.is_empty() && *word != "api");
    let words = words.map(|word| word.trim_matches(['{', '}']));
    let mut id = route.method.as_str().to_ascii_lowercase();
    for word in words {
        id.push('_');
        id.push_str(word);
    }
    id
}

fn parameters(route: &Route) -> Vec<Value> {
    let named = ["plan", "id", "attachment"]
        .into_iter()
        .filter(|name| route.path.contains(&format!("{{{name}}}")));
    let ids = named.map(|name| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "schema": { "type": "string", "format": "uuid" },
        })
    });
    let tables: Vec<_> = TABLES.iter().map(|table| table.name).collect();
    let table = route.path.contains("{table}").then(|| {
        json!({
            "name": "table",
            "in": "path",
            "required": true,
            "schema": { "type": "string", "enum": tables },
        })
    });
    let dim = route.path.contains("{dim}").then(|| {
        json!({
            "name": "dim",
            "in": "path",
            "required": true,
            "description": "plan, axis:ID, space:ID, partner:ID, commune:INS or edition:ID",
            "schema": { "type": "string" },
        })
    });
    let secret = route.path.contains("{secret}").then(|| {
        json!({
            "name": "secret",
            "in": "path",
            "required": true,
            "schema": { "type": "string" },
        })
    });
    let query = route.query.iter().map(|name| {
        let schema = match name.chars().last() {
            Some('$') => json!({ "type": "string" }),
            Some('*') => json!({ "type": "string", "format": "uuid" }),
            _ => json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
        };
        json!({
            "name": name.trim_end_matches(['!', '$', '*']),
            "in": "query",
            "required": name.contains(['!', '*']),
            "schema": schema,
        })
    });
    ids.chain(table).chain(dim).chain(secret).chain(query).collect()
}

fn responses(route: &Route) -> Value {
    let content = |kind: &str, schema: Value| json!({ kind: { "schema": schema } });
    let (status, success) = match route.answer {
        Answer::Text => ("200", content("text/plain", json!({ "type": "string" }))),
        Answer::Metrics => {
            ("200", content("application/openmetrics-text", json!({ "type": "string" })))
        }
        Answer::Json => ("200", content("application/json", json!({ "type": "object" }))),
        Answer::Definition(name) => ("200", content("application/json", reference(name))),
        Answer::Csv => ("200", content("text/csv", json!({ "type": "string" }))),
        Answer::File => ("200", files()),
        Answer::Calendar => ("200", content("text/calendar", json!({ "type": "string" }))),
        Answer::Document => {
            let mut both = content("text/html", json!({ "type": "string" }));
            let office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            both[office] = json!({ "schema": { "type": "string", "format": "binary" } });
            ("200", both)
        }
        Answer::NoContent => ("204", Value::Null),
        Answer::Switching => ("101", Value::Null),
        Answer::Elsewhere => ("303", Value::Null),
    };
    let mut answer = json!({ "description": "Success" });
    if !success.is_null() {
        answer["content"] = success;
    }
    let problem = json!({
        "description": "A problem; the codes are listed in docs/SYNC.md",
        "content": content("application/json", reference("Problem")),
    });
    let mut responses = Map::new();
    responses.insert(status.into(), answer);
    for status in refusals(route) {
        responses.insert(status.to_string(), problem.clone());
    }
    Value::Object(responses)
}

/// Files of every kind there is.
fn files() -> Value {
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    let kinds = Media::ALL.map(|media| media.mime().split(';').next().unwrap_or_default());
    kinds.into_iter().map(|kind| (kind.to_owned(), bytes.clone())).collect::<Map<_, _>>().into()
}

/// What follows from who may ask and what is asked with, and what the route adds.
fn refusals(route: &Route) -> BTreeSet<u16> {
    // A fault of the server's own, and what has to wait.
    let mut statuses = BTreeSet::from([500, 503]);
    statuses.extend(route.refusals);
    if route.door != Door::Open {
        statuses.insert(401);
    }
    // Programs stay out of what is a person's; pages of other origins change nothing.
    let is_read = matches!(route.door, Door::Open | Door::SignedIn | Door::Reader);
    if !is_read || route.method != Method::GET || route.query.contains(&"at") {
        statuses.insert(403);
    }
    if route.path.contains('{') || route.door == Door::Administrator {
        statuses.insert(404);
    }
    if !route.query.is_empty() {
        statuses.extend([400, 422]);
    }
    if route.body.is_some() {
        statuses.extend([400, 413, 415, 422]);
    }
    statuses
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The wire types, moved from `$defs` to where OpenAPI looks for them.
fn components() -> Value {
    let mut definitions = schema::definitions();
    let mut components = definitions["$defs"].take();
    components["CommandFrame"] = command_frames(&components);
    repoint(&mut components);
    components
}

/// The frame of a command, once for each command of the domain: its name says what its body is. The wire
/// type leaves the body open, because the protocol does not know what it carries.
fn command_frames(definitions: &Value) -> Value {
    let frame = &definitions["CommandFrame"];
    let commands = commands(definitions).map(|(name, body, description)| {
        let mut one = frame.clone();
        one["title"] = json!(name);
        one["description"] = description;
        one["properties"]["name"] = json!({ "const": name });
        one["properties"]["body"] = body;
        one
    });
    json!({ "description": frame["description"], "oneOf": commands.collect::<Vec<_>>() })
}

/// Every command by its name, with its body and what is said of it.
fn commands(definitions: &Value) -> impl Iterator<Item = (String, Value, Value)> {
    let of_plans = variants(&definitions["Command"]).flat_map(|(concept, inner, _)| {
        let definition = inner["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/"));
        let of_concept = definition.map_or(&Value::Null, |name| &definitions[name]);
        variants(of_concept).map(move |(name, body, description)| {
            (format!("{concept}.{name}"), body.clone(), description.clone())
        })
    });
    let undo = json!({ "$ref": "#/$defs/UndoBody" });
    let takes_back = definitions["UndoBody"]["description"].clone();
    of_plans.chain([("undo".to_owned(), undo, takes_back)])
}

/// The variants of an enum that is told apart by the one field it has.
fn variants(definition: &Value) -> impl Iterator<Item = (&String, &Value, &Value)> {
    let variants = definition["oneOf"].as_array().into_iter().flatten();
    variants.flat_map(|variant| {
        let fields = variant["properties"].as_object().into_iter().flatten();
        fields.map(|(name, field)| (name, field, &variant["description"]))
    })
}

fn repoint(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::String(target) if key == "$ref" => {
                        *target = target.replace("#/$defs/", "#/components/schemas/");
                    }
                    _ => repoint(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(repoint),
        _ => {}
    }
}
