//! Plan files: a plan's people and history as text, turned into commands. The format is `docs/PLAN-FILE.md`.
//!
//! Reading ([`parse`]) knows the format and no rules; trying ([`rehearse`]) knows the rules and
//! writes nothing. Whoever imports does both first, and writes only what both let through.

mod body;
mod fields;
mod history;
mod moment;
mod people;
mod rehearse;
mod tree;

use std::fmt;

use plenum_domain::{AccountId, Command, PlanId};
use uuid::Uuid;

pub use rehearse::rehearse;
pub use tree::Place;

use fields::Fields;
use tree::Node;

/// The plan that the product shows itself with.
pub const DEMO: &str = include_str!("../demo/ppli-namur.yaml");

/// The longest plan file, in bytes: a hundred times the demo, and little enough to hold in memory whole.
pub const MAX_BYTES: usize = 16 << 20;
/// The most problems told at once: more than that is one problem, told often.
const MAX_PROBLEMS: usize = 100;
/// Plan ids are made from their keys in this namespace, so that a file makes the same plan everywhere.
const NAMESPACE: Uuid = Uuid::from_u128(0x8f0c_51d3_6c0e_4f5b_9a57_31d2_7c1b_60e4);

/// A plan file that has been read.
#[derive(Debug)]
pub struct PlanFile {
    pub plan: PlanId,
    /// The title the plan begins with.
    pub title: String,
    pub people: Vec<PersonEntry>,
    /// In order of time; the first one creates the plan.
    pub steps: Vec<Step>,
}

/// An account that acts in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEntry {
    pub key: String,
    pub id: AccountId,
    /// A role or an organisation, as it is shown.
    pub label: String,
    /// `fr` or `en`.
    pub language: Option<String>,
}

/// One command of the history.
#[derive(Debug)]
pub struct Step {
    /// The same each time the file is read: made of the plan's id and the step's number.
    pub id: Uuid,
    /// The line where the command is.
    pub line: usize,
    /// Milliseconds since the Unix epoch.
    pub at_ms: i64,
    pub actor: AccountId,
    pub command: Command,
    pub reason: Option<String>,
    /// Where each of its fields is, by path; the step itself has the empty path.
    places: Vec<(String, Place)>,
}

/// Something wrong with a plan file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The path of the field, from the step (`with.title`) or from the file (`people[2].label`).
    pub field: Option<String>,
    pub message: String,
}

impl Problem {
    fn new(at: Place, field: impl Into<String>, message: impl Into<String>) -> Self {
        let field = Some(field.into()).filter(|f| !f.is_empty());
        Self { line: at.line, column: at.column, field, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Problem {}

/// The problems found so far.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, at: Place, field: impl Into<String>, message: impl Into<String>) {
        if self.0.len() < MAX_PROBLEMS {
            self.0.push(Problem::new(at, field, message));
        }
    }
}

/// Reads a plan file. Rules of the domain are not asked: that is [`rehearse`].
///
/// # Errors
/// All problems found in one pass, in order of their lines.
pub fn parse(text: &str) -> Result<PlanFile, Vec<Problem>> {
    let mut problems = Problems::default();
    let file = tree::load(text, &mut problems).and_then(|root| read(&root, &mut problems));
    match file {
        Some(file) if problems.0.is_empty() => Ok(file),
        _ => {
            problems.0.sort_by_key(|p| (p.line, p.column));
            Err(problems.0)
        }
    }
}

/// What the file says of the plan as a whole.
struct Header<'a> {
    plan: PlanId,
    title: &'a str,
    territory: &'a str,
}

fn read(root: &Node, problems: &mut Problems) -> Option<PlanFile> {
    let file = Fields::of(root, "", &["plan", "people", "history"], problems)?;
    let header = file.required("plan", problems).and_then(|node| header(node, problems));
    let people = file.required("people", problems);
    let history = file.required("history", problems);
    // Without a plan there are no ids to give to the rest.
    let header = header?;
    let people = people::read(header.plan, people?, problems);
    let steps = history::read(&header, &people, history?, problems);
    Some(PlanFile { plan: header.plan, title: header.title.to_owned(), people, steps })
}

fn header<'a>(node: &'a Node, problems: &mut Problems) -> Option<Header<'a>> {
    let fields = Fields::of(node, "plan", &["key", "title", "territory"], problems)?;
    let key = fields.key("key", problems);
    let title = fields.text("title", problems);
    let territory = fields.text("territory", problems);
    let plan = PlanId(Uuid::new_v5(&NAMESPACE, key?.as_bytes()));
    Some(Header { plan, title: title?, territory: territory? })
}

/// The id that a symbolic key stands for in a plan.
fn id_of(plan: PlanId, key: &str) -> Uuid {
    Uuid::new_v5(&plan.0, key.as_bytes())
}

#[cfg(test)]
mod demo_tests;
#[cfg(test)]
mod tests;
