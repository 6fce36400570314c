//! The fields of a mapping: which are known, which are required, and of what type they are.

use super::{
    Problems,
    tree::{Data, Entry, Node, Place},
};

/// The longest symbolic key.
const MAX_KEY: usize = 100;

/// A mapping, and the path that leads to it.
pub(super) struct Fields<'a> {
    pub at: Place,
    path: String,
    entries: &'a [Entry],
}

impl<'a> Fields<'a> {
    /// The fields of a node that should be a mapping with some of the known names.
    pub fn of(node: &'a Node, path: &str, known: &[&str], problems: &mut Problems) -> Option<Self> {
        let Data::Map(entries) = &node.data else {
            let noun = node.data.noun();
            let known = known.join(", ");
            problems.add(node.at, path, format!("a mapping with {known} is wanted, not {noun}"));
            return None;
        };
        let fields = Self { at: node.at, path: path.to_owned(), entries };
        for entry in entries.iter().filter(|e| !known.contains(&e.key.as_str())) {
            let known = known.join(", ");
            let message = format!("unknown field; known here: {known}");
            problems.add(entry.at, fields.path_to(&entry.key), message);
        }
        Some(fields)
    }

    pub fn path_to(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    pub fn entry(&self, name: &str) -> Option<&'a Entry> {
        self.entries.iter().find(|e| e.key == name)
    }

    pub fn get(&self, name: &str) -> Option<&'a Node> {
        self.entry(name).map(|e| &e.value)
    }

    pub fn required(&self, name: &str, problems: &mut Problems) -> Option<&'a Node> {
        let node = self.get(name);
        if node.is_none() {
            problems.add(self.at, self.path_to(name), "this field is missing");
        }
        node
    }

    /// A required text.
    pub fn text(&self, name: &str, problems: &mut Problems) -> Option<&'a str> {
        let node = self.required(name, problems)?;
        self.as_text(name, node, problems)
    }

    /// A text that may be left out.
    pub fn optional_text(&self, name: &str, problems: &mut Problems) -> Option<&'a str> {
        self.as_text(name, self.get(name)?, problems)
    }

    /// A required symbolic key.
    pub fn key(&self, name: &str, problems: &mut Problems) -> Option<&'a str> {
        let node = self.required(name, problems)?;
        let key = self.as_text(name, node, problems)?;
        if let Err(message) = check_key(key) {
            problems.add(node.at, self.path_to(name), message);
            return None;
        }
        Some(key)
    }

    fn as_text(&self, name: &str, node: &'a Node, problems: &mut Problems) -> Option<&'a str> {
        let wrong = match &node.data {
            Data::Text(text) if !text.trim().is_empty() => return Some(text),
            Data::Text(_) => "may not be empty".to_owned(),
            other => format!("text is wanted, not {}", other.noun()),
        };
        problems.add(node.at, self.path_to(name), wrong);
        None
    }
}

/// Whether a text can be a symbolic key: short, lower case, digits, dots and dashes.
pub(super) fn check_key(key: &str) -> Result<(), String> {
    let ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    if key.is_empty() || key.len() > MAX_KEY || !key.bytes().all(ok) {
        let rule = format!("1 to {MAX_KEY} of a-z, 0-9, dash and dot");
        return Err(format!("{key:?} is not a key ({rule})"));
    }
    Ok(())
}
