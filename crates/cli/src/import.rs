//! Plan files: a plan's people and history as text, turned into commands. The format is `docs/PLAN-FILE.md`.
//! A history may be told in several files, which are woven into one by time.
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

/// The plan that the product shows itself with: the frame first, then what is woven into it.
pub const DEMO: &[Source<'static>] = &[
    Source { name: "ppli-namur.yaml", text: include_str!("../demo/ppli-namur.yaml") },
    Source { name: "constats.yaml", text: include_str!("../demo/constats.yaml") },
    Source { name: "besoins-priorites.yaml", text: include_str!("../demo/besoins-priorites.yaml") },
    Source { name: "recommandations.yaml", text: include_str!("../demo/recommandations.yaml") },
    Source { name: "suites.yaml", text: include_str!("../demo/suites.yaml") },
    Source { name: "productions.yaml", text: include_str!("../demo/productions.yaml") },
    Source { name: "expertises.yaml", text: include_str!("../demo/expertises.yaml") },
    Source { name: "interpellations.yaml", text: include_str!("../demo/interpellations.yaml") },
    Source { name: "commentaires.yaml", text: include_str!("../demo/commentaires.yaml") },
];

/// The longest plan file, in bytes: a hundred times the demo, and little enough to hold in memory whole.
pub const MAX_BYTES: usize = 16 << 20;
/// The most problems told at once: more than that is one problem, told often.
const MAX_PROBLEMS: usize = 100;
/// Plan ids are made from their keys in this namespace, so that a file makes the same plan everywhere.
const NAMESPACE: Uuid = Uuid::from_u128(0x8f0c_51d3_6c0e_4f5b_9a57_31d2_7c1b_60e4);

/// One file of a plan, not read yet.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// As problems name it.
    pub name: &'a str,
    pub text: &'a str,
}

/// A plan file that has been read, woven of one file or several.
#[derive(Debug)]
pub struct PlanFile {
    /// The names of the files.
    names: Vec<String>,
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
    /// Where the command is.
    pub at: Place,
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
    /// The name of the file.
    pub file: String,
    pub at: Place,
    /// The path of the field, from the step (`with.title`) or from the file (`people[2].label`).
    pub field: Option<String>,
    pub message: String,
}

impl Problem {
    fn new(
        names: &[String],
        at: Place,
        field: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let file = names.get(at.file).cloned().unwrap_or_default();
        let field = Some(field.into()).filter(|f| !f.is_empty());
        Self { file, at, field, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: line {}, column {}", self.file, self.at.line, self.at.column)?;
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Problem {}

/// The problems found so far, in the files of these names.
struct Problems {
    names: Vec<String>,
    found: Vec<Problem>,
}

impl Problems {
    fn add(&mut self, at: Place, field: impl Into<String>, message: impl Into<String>) {
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(Problem::new(&self.names, at, field, message));
        }
    }
}

/// Reads a plan from its files: the first has the header, all have a history, and the histories are woven
/// into one by time. Rules of the domain are not asked: that is [`rehearse`].
///
/// # Errors
/// All problems found in one pass, file by file in order of their lines.
pub fn parse(sources: &[Source<'_>]) -> Result<PlanFile, Vec<Problem>> {
    let names = sources.iter().map(|source| source.name.to_owned()).collect();
    let mut problems = Problems { names, found: Vec::new() };
    let load = |(n, source): (usize, &Source<'_>)| tree::load(n, source.text, &mut problems);
    // What is not even YAML is told for every file before any is read further.
    let roots: Vec<Option<Node>> = sources.iter().enumerate().map(load).collect();
    let roots: Option<Vec<Node>> = roots.into_iter().collect();
    let file = roots.and_then(|roots| read(&roots, &mut problems));
    match file {
        Some(file) if problems.found.is_empty() => Ok(file),
        _ => {
            problems.found.sort_by_key(|problem| problem.at);
            Err(problems.found)
        }
    }
}

/// What the file says of the plan as a whole.
struct Header<'a> {
    plan: PlanId,
    title: &'a str,
    territory: &'a str,
}

fn read(roots: &[Node], problems: &mut Problems) -> Option<PlanFile> {
    let (first, others) = roots.split_first()?;
    let file = Fields::of(first, "", &["plan", "people", "history"], problems)?;
    let header = file.required("plan", problems).and_then(|node| header(node, problems));
    let people = file.required("people", problems);
    let mut histories = vec![file.required("history", problems)];
    for root in others {
        let fields = Fields::of(root, "", &["history"], problems);
        histories.push(fields.and_then(|fields| fields.required("history", problems)));
    }
    // Without a plan there are no ids to give to the rest.
    let header = header?;
    let people = people::read(header.plan, people?, problems);
    let histories: Vec<&Node> = histories.into_iter().collect::<Option<_>>()?;
    let steps = history::read(&header, &people, &histories, problems);
    let names = problems.names.clone();
    Some(PlanFile { names, plan: header.plan, title: header.title.to_owned(), people, steps })
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
