//! The accounts that act in a plan file.

use std::collections::BTreeSet;

use plenum_domain::{AccountId, PlanId};

use super::{
    PersonEntry, Problems,
    fields::Fields,
    id_of,
    tree::{Data, Node},
};

/// The languages of the interface.
const LANGUAGES: &[&str] = &["fr", "en"];

pub(super) fn read(plan: PlanId, node: &Node, problems: &mut Problems) -> Vec<PersonEntry> {
    let Data::List(nodes) = &node.data else {
        problems.add(node.at, "people", format!("a list is wanted, not {}", node.data.noun()));
        return Vec::new();
    };
    let mut people = Vec::with_capacity(nodes.len());
    let mut keys = BTreeSet::new();
    for (n, node) in nodes.iter().enumerate() {
        let path = format!("people[{n}]");
        let Some(person) = person(plan, node, &path, problems) else { continue };
        if !keys.insert(person.key.clone()) {
            problems.add(node.at, format!("{path}.key"), "another person has this key");
        }
        people.push(person);
    }
    people
}

fn person(plan: PlanId, node: &Node, path: &str, problems: &mut Problems) -> Option<PersonEntry> {
    let fields = Fields::of(node, path, &["key", "label", "language"], problems)?;
    let key = fields.key("key", problems);
    let label = fields.text("label", problems);
    let language = fields.optional_text("language", problems);
    if language.is_some_and(|l| !LANGUAGES.contains(&l)) {
        let at = fields.get("language").map_or(node.at, |n| n.at);
        let known = LANGUAGES.join(", ");
        problems.add(at, fields.path_to("language"), format!("known languages: {known}"));
    }
    let key = key?;
    Some(PersonEntry {
        key: key.to_owned(),
        id: AccountId(id_of(plan, key)),
        // A wrong label is told already; the key is known all the same.
        label: label.unwrap_or_default().to_owned(),
        language: language.map(str::to_owned),
    })
}
