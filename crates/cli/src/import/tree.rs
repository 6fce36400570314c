//! YAML (and so JSON) as a tree in which every node knows its place.
//!
//! Built from the parser's events, one by one and without recursion, so that depth is bounded before it is
//! built. Anchors and tags are refused: a plan file needs neither, and without aliases there are no bombs.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{MAX_BYTES, Problems};

/// The deepest nesting: a history, its steps, their bodies and two levels in those, twice over.
const MAX_DEPTH: usize = 16;

/// The most values in a file: ten for each command of the longest history.
const MAX_NODES: usize = 1_000_000;
/// The most fields of one mapping: ten times the longest body.
const MAX_FIELDS: usize = 200;

/// A place in one of the files, from line 1 and column 1 (in characters).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which file, from 0.
    pub file: usize,
    pub line: usize,
    pub column: usize,
}

impl Place {
    pub fn start(file: usize) -> Self {
        Self { file, line: 1, column: 1 }
    }

    fn of(file: usize, span: Span) -> Self {
        Self { file, line: span.start.line().max(1), column: span.start.col() + 1 }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub at: Place,
    pub data: Data,
}

#[derive(Clone, Debug)]
pub(super) enum Data {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    /// Where the key is.
    pub at: Place,
    pub value: Node,
}

impl Data {
    /// What it is, for messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// A list or mapping that is not complete yet.
struct Frame {
    at: Place,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Place)> },
}

/// Reads one document. Nothing where the text is not even YAML; a problem then says where it stops.
pub(super) fn load(file: usize, text: &str, problems: &mut Problems) -> Option<Node> {
    if text.len() > MAX_BYTES {
        let message = format!("a plan file has at most {MAX_BYTES} bytes");
        problems.add(Place::start(file), "", message);
        return None;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = Builder { stack: Vec::new(), root: None, nodes: 0 };
    let mut parser = Parser::new_from_str(text);
    while let Some(next) = parser.next_event() {
        let (event, span) = match next {
            Ok(event) => event,
            Err(error) => {
                syntax(file, &error, problems);
                return None;
            }
        };
        let at = Place::of(file, span);
        if let Err(message) = builder.take(event, at, problems) {
            problems.add(at, "", message);
            return None;
        }
    }
    if builder.root.is_none() {
        problems.add(Place::start(file), "", "the file is empty");
    }
    builder.root
}

fn syntax(file: usize, error: &ScanError, problems: &mut Problems) {
    let (line, column) = (error.marker().line().max(1), error.marker().col() + 1);
    let at = Place { file, line, column };
    problems.add(at, "", format!("not readable as YAML or JSON: {}", error.info()));
}

struct Builder {
    stack: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder {
    /// Takes an event in; an error ends the reading.
    fn take(&mut self, event: Event, at: Place, problems: &mut Problems) -> Result<(), String> {
        match event {
            Event::Alias(_) => Err("aliases (*) are not used in plan files".to_owned()),
            Event::Scalar(_, _, anchor, ref tag)
            | Event::SequenceStart(anchor, ref tag)
            | Event::MappingStart(anchor, ref tag)
                if anchor > 0 || tag.is_some() =>
            {
                Err("anchors (&) and tags (!) are not used in plan files".to_owned())
            }
            Event::Scalar(text, style, ..) => {
                self.put(Node { at, data: scalar(text.into_owned(), style) }, problems)
            }
            Event::SequenceStart(..) => self.open(at, Inside::List(Vec::new())),
            Event::MappingStart(..) => {
                self.open(at, Inside::Map { entries: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(problems),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err("a plan file is one document".to_owned())
            }
            Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::StreamStart
            | Event::StreamEnd
            | Event::Nothing => Ok(()),
        }
    }

    fn open(&mut self, at: Place, inside: Inside) -> Result<(), String> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(format!("nested more than {MAX_DEPTH} levels deep"));
        }
        self.stack.push(Frame { at, inside });
        Ok(())
    }

    fn close(&mut self, problems: &mut Problems) -> Result<(), String> {
        let Some(Frame { at, inside }) = self.stack.pop() else { return Ok(()) };
        let data = match inside {
            Inside::List(nodes) => Data::List(nodes),
            Inside::Map { entries, .. } => Data::Map(entries),
        };
        self.put(Node { at, data }, problems)
    }

    fn put(&mut self, node: Node, problems: &mut Problems) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(format!("a plan file has at most {MAX_NODES} values"));
        }
        match self.stack.last_mut().map(|frame| &mut frame.inside) {
            None => self.root = Some(node),
            Some(Inside::List(nodes)) => nodes.push(node),
            Some(Inside::Map { entries, key }) => match key.take() {
                None => *key = Some((key_text(node.data)?, node.at)),
                Some(_) if entries.len() >= MAX_FIELDS => {
                    return Err(format!("a mapping has at most {MAX_FIELDS} fields"));
                }
                Some((key, at)) if entries.iter().any(|e| e.key == key) => {
                    problems.add(at, key.as_str(), "said twice in the same mapping");
                }
                Some((key, at)) => entries.push(Entry { key, at, value: node }),
            },
        }
        Ok(())
    }
}

fn key_text(data: Data) -> Result<String, String> {
    match data {
        Data::Text(text) => Ok(text),
        other => Err(format!("{} cannot be the name of a field", other.noun())),
    }
}

/// YAML's core schema, with the numbers of JSON: what is neither null, a truth value nor a number is text.
fn scalar(text: String, style: ScalarStyle) -> Data {
    if style != ScalarStyle::Plain {
        return Data::Text(text);
    }
    match text.as_str() {
        "" | "~" | "null" => Data::Null,
        "true" => Data::Bool(true),
        "false" => Data::Bool(false),
        plain => plain.parse().map_or_else(|_| Data::Text(text), Data::Number),
    }
}
