//! The body of a command: its fields as JSON, symbolic keys replaced by ids, and where each field came from.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use plenum_domain::{Command, PlanId};

use super::{
    PersonEntry, Problems,
    fields::check_key,
    id_of,
    tree::{Data, Entry, Node, Place},
};

/// The commands that bring something new into the plan, and the path of the field that holds its key.
const INTRODUCES: &[(&str, &str)] = &[
    ("edition.open", "edition"),
    ("axis.add", "axis"),
    ("theme.add", "theme"),
    ("finding.record", "finding"),
    ("evidence.add", "evidence"),
    ("need.state", "need"),
    ("priority.propose", "priority"),
    ("priority.carry_over", "priority"),
    ("recommendation.draft", "recommendation"),
    ("recommendation.carry_over", "recommendation"),
    ("recommendation.add_means", "means"),
    ("recommendation.secure_means", "part.rest"),
    ("recommendation.add_resource", "resource"),
    ("report.write", "report"),
    ("partner.register", "partner"),
    ("space.open", "space"),
    ("meeting.schedule", "meeting"),
    ("agenda.add_item", "item"),
    ("agenda.propose_item", "item"),
    ("task.add", "task"),
    ("territory.define_measure", "measure"),
    ("territory.open_structure", "structure"),
    ("objective.add", "objective"),
    ("output.publish", "output"),
    ("attachment.add", "attachment"),
    ("expertise.receive", "expertise"),
    ("advocacy.draft", "advocacy"),
    ("advocacy.record_answer", "answer.answer"),
    ("comment.add", "comment"),
];

/// The symbolic keys known so far.
pub(super) struct Keys {
    plan: PlanId,
    known: BTreeSet<String>,
}

impl Keys {
    pub fn new(plan: PlanId, people: &[PersonEntry]) -> Self {
        Self { plan, known: people.iter().map(|p| p.key.clone()).collect() }
    }
}

/// A mapping and the path that leads to it; bodies are laid one over another.
#[derive(Clone)]
pub(super) struct Layer<'a> {
    pub node: &'a Node,
    pub path: String,
}

/// A part of the JSON text and where it came from.
struct Part {
    start: usize,
    end: usize,
    path: String,
    at: Place,
    mapping: bool,
}

/// A body written as JSON.
pub(super) struct Body {
    json: String,
    parts: Vec<Part>,
}

impl Body {
    /// Writes the body of a command from layers, the later ones over the earlier ones.
    pub fn write(
        name: &str,
        layers: &[Layer<'_>],
        keys: &mut Keys,
        problems: &mut Problems,
    ) -> Self {
        let introduces = INTRODUCES.iter().find(|(n, _)| *n == name).map(|(_, field)| *field);
        let mut writer =
            Writer { body: Self { json: String::new(), parts: Vec::new() }, keys, problems };
        writer.mapping(layers, introduces);
        writer.body
    }

    /// Reads the command, or says where in the file its body is wrong.
    pub fn parse(&self, name: &str, named_at: Place, problems: &mut Problems) -> Option<Command> {
        let message = match Command::parse(name, &self.json) {
            Ok(command) => return Some(command),
            Err(message) => message,
        };
        let (message, column) = split_position(&message);
        let part = column
            .and_then(|column| column.checked_sub(wrapper_length(name)))
            .and_then(|offset| self.part_at(offset, message.starts_with("missing field")));
        match part {
            Some(part) => problems.add(part.at, part.path.as_str(), message),
            None => problems.add(named_at, "do", message),
        }
        None
    }

    /// The part that a message about an offset in the JSON is about: a mapping where one of its fields is
    /// missing, otherwise the last thing read before it.
    fn part_at(&self, offset: usize, missing: bool) -> Option<&Part> {
        if offset == 0 {
            return None;
        }
        let before = self.parts.iter().filter(|p| p.start < offset);
        if missing {
            before.filter(|p| p.mapping && offset <= p.end).max_by_key(|p| p.start)
        } else {
            before.max_by_key(|p| p.start)
        }
    }

    pub fn places(self) -> impl Iterator<Item = (String, Place)> {
        self.parts.into_iter().map(|part| (part.path, part.at))
    }
}

struct Writer<'w> {
    body: Body,
    keys: &'w mut Keys,
    problems: &'w mut Problems,
}

impl Writer<'_> {
    /// `introduced` is the path, from here, of the field that introduces a key.
    fn mapping(&mut self, layers: &[Layer<'_>], introduced: Option<&str>) {
        let Some(last) = layers.last() else {
            self.body.json.push_str("{}");
            return;
        };
        let part = self.begin(&last.path, last.node.at, true);
        self.body.json.push('{');
        let mut written = BTreeSet::new();
        for (n, entry) in layers.iter().flat_map(|l| entries(l.node)).enumerate() {
            if !written.insert(entry.key.as_str()) {
                continue;
            }
            if n > 0 {
                self.body.json.push(',');
            }
            let layers = under(layers, &entry.key);
            let Some(top) = layers.last() else { continue };
            self.begin(&top.path, top.node.at, false);
            self.json(&entry.key);
            self.body.json.push(':');
            self.value(&layers, introduced.and_then(|path| path_under(path, &entry.key)));
        }
        self.body.json.push('}');
        self.end(part);
    }

    fn value(&mut self, layers: &[Layer<'_>], introduced: Option<&str>) {
        let Some(Layer { node, path }) = layers.last() else { return };
        match &node.data {
            Data::Map(_) => {
                let maps = layers.iter().filter(|l| matches!(l.node.data, Data::Map(_)));
                let maps: Vec<_> = maps.cloned().collect();
                self.mapping(&maps, introduced);
            }
            Data::List(nodes) => self.list(nodes, path),
            Data::Null => self.body.json.push_str("null"),
            Data::Bool(truth) => self.json(truth),
            Data::Number(number) => self.json(number),
            Data::Text(text) => {
                let text = self.resolve(text, node.at, path, introduced == Some(""));
                self.json(&text);
            }
        }
    }

    fn list(&mut self, nodes: &[Node], path: &str) {
        self.body.json.push('[');
        for (n, node) in nodes.iter().enumerate() {
            if n > 0 {
                self.body.json.push(',');
            }
            let layer = Layer { node, path: format!("{path}[{n}]") };
            let part = self.begin(&layer.path, node.at, false);
            self.value(&[layer], None);
            self.end(part);
        }
        self.body.json.push(']');
    }

    /// A text as it is, or the id that a symbolic key stands for.
    fn resolve<'t>(
        &mut self,
        text: &'t str,
        at: Place,
        path: &str,
        introduced: bool,
    ) -> Cow<'t, str> {
        let Some(key) = text.strip_prefix('@') else { return Cow::Borrowed(text) };
        if key.starts_with('@') {
            return Cow::Borrowed(key);
        }
        if let Err(message) = check_key(key) {
            self.problems.add(at, path, message);
        } else if introduced {
            if !self.keys.known.insert(key.to_owned()) {
                self.problems.add(at, path, format!("@{key} already stands for something else"));
            }
        } else if !self.keys.known.contains(key) {
            self.problems.add(at, path, format!("@{key} is not introduced before this"));
        }
        Cow::Owned(id_of(self.keys.plan, key).to_string())
    }

    fn begin(&mut self, path: &str, at: Place, mapping: bool) -> usize {
        let start = self.body.json.len();
        self.body.parts.push(Part { start, end: start, path: path.to_owned(), at, mapping });
        self.body.parts.len() - 1
    }

    fn end(&mut self, part: usize) {
        self.body.parts[part].end = self.body.json.len();
    }

    fn json<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        // Texts, truth values and numbers always have a JSON form.
        self.body.json.push_str(&serde_json::to_string(value).unwrap_or_default());
    }
}

fn entries(node: &Node) -> &[Entry] {
    if let Data::Map(entries) = &node.data { entries } else { &[] }
}

/// The layers of one field.
fn under<'a>(layers: &[Layer<'a>], key: &str) -> Vec<Layer<'a>> {
    let field = |layer: &Layer<'a>| {
        let entry = entries(layer.node).iter().find(|e| e.key == key)?;
        Some(Layer { node: &entry.value, path: format!("{}.{key}", layer.path) })
    };
    layers.iter().filter_map(field).collect()
}

/// What is left of a path once a field is entered, if it leads there.
fn path_under<'p>(path: &'p str, field: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(field)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
}

/// How much JSON [`Command::parse`] puts before the body.
fn wrapper_length(name: &str) -> usize {
    name.len() + r#"{"":{"":"#.len() - 1
}

/// A message of the JSON parser without its position, and the column of that.
fn split_position(message: &str) -> (&str, Option<usize>) {
    match message.rsplit_once(" at line 1 column ") {
        Some((words, column)) => (words, column.parse().ok()),
        None => (message, None),
    }
}

/// The plan's own beginning, from the header of the file.
pub(super) fn creation(title: &str, territory: &str) -> Option<Command> {
    let body: BTreeMap<_, _> = [("title", title), ("territory", territory)].into();
    Command::parse("plan.create", &serde_json::to_string(&body).ok()?).ok()
}
