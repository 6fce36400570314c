//! Payloads as they are written: lines for each kind of fact and all its choices, kept for ever.
//!
//! A line that does not read back any more, or not to all that it says, is a log that is lost. A fact may
//! have gained fields since, which are empty where a line does not know them. A new kind of fact gets its
//! line from `PLENUM_GOLDEN=write`, which adds what is missing and changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use plenum_domain::{Event, Fact, SCHEMA};
use plenum_testkit::random::History;
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/domain/golden")
}

/// The lines kept for each concept.
fn kept() -> BTreeMap<String, Vec<String>> {
    let mut kept = BTreeMap::new();
    for entry in fs::read_dir(folder()).into_iter().flatten().flatten() {
        let path = entry.path();
        let concept = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let text = fs::read_to_string(&path).expect("a file of lines");
        kept.insert(concept.to_owned(), text.lines().map(str::to_owned).collect());
    }
    kept
}

fn read(line: &str) -> Event {
    let account = plenum_testkit::sample::coordinator();
    let read = Event::decode(1, 0, account, SCHEMA, line.as_bytes());
    read.unwrap_or_else(|error| panic!("{error}: {line}"))
}

fn written(event: &Event) -> String {
    String::from_utf8(event.fact.encode(event.reason.as_deref())).expect("JSON is text")
}

fn concept(fact: &Fact) -> String {
    let kind = fact.kind();
    kind.split_once('.').map_or(kind.clone(), |(concept, _)| concept.to_owned())
}

/// Takes away what is empty: fields that a line may not know yet.
fn without_empty(value: Value) -> Value {
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(fields) => {
            let full = fields.into_iter().filter(|(_, value)| !is_empty(value));
            Value::Object(full.map(|(name, value)| (name, without_empty(value))).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(without_empty).collect()),
        value => value,
    }
}

fn said(line: &str) -> Value {
    without_empty(serde_json::from_str(line).expect("it is JSON"))
}

/// What a payload shows of its kind: which fields are there, which words stand for choices, what is null.
fn shown(kind: &str, path: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let inner = |(name, value): (&String, &Value)| {
                // Ids and codes as keys say nothing about the shape.
                let is_word = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                let name = if is_word { name } else { "*" };
                shown(kind, &format!("{path}.{name}"), value, found);
            };
            fields.iter().for_each(inner);
        }
        Value::Array(list) if !list.is_empty() => {
            list.iter().for_each(|value| shown(kind, &format!("{path}[]"), value, found));
        }
        Value::String(word) if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => {
            found.insert(format!("{kind}{path} = {word}"));
        }
        Value::Null => drop(found.insert(format!("{kind}{path} = null"))),
        _ => drop(found.insert(format!("{kind}{path}"))),
    }
}

fn shown_by(event: &Event) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let value = serde_json::from_str(&written(event)).expect("it is JSON");
    shown(&event.fact.kind(), "", &value, &mut found);
    found
}

/// Adds lines out of random histories for what no line shows yet.
fn add_what_is_missing() {
    let mut kept = kept();
    let mut known: BTreeSet<_> =
        kept.values().flatten().flat_map(|line| shown_by(&read(line))).collect();
    for event in (0..400).flat_map(|seed| History::random(seed, 1000).events) {
        let found = shown_by(&event);
        if !found.is_subset(&known) {
            known.extend(found);
            kept.entry(concept(&event.fact)).or_default().push(written(&event));
        }
    }
    fs::create_dir_all(folder()).expect("a folder");
    for (concept, mut lines) in kept {
        lines.sort_by_key(|line| read(line).fact.kind());
        let path = folder().join(format!("{concept}.jsonl"));
        fs::write(path, lines.join("\n") + "\n").expect("a file");
    }
}

#[test]
fn every_payload_ever_written_reads_back_and_says_the_same() {
    if std::env::var("PLENUM_GOLDEN").is_ok_and(|what| what == "write") {
        add_what_is_missing();
    }
    let mut kinds = BTreeSet::new();
    for (file, lines) in kept() {
        for line in lines {
            let event = read(&line);
            assert_eq!(said(&written(&event)), said(&line));
            assert_eq!(concept(&event.fact), file, "{line}");
            kinds.insert(event.fact.kind());
        }
    }
    let all = crate::kinds_of("Fact");
    assert_eq!(kinds.len(), all, "kinds without a line; kept are {kinds:#?}");
}
