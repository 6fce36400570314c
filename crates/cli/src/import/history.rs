//! The history: steps, some of which stand for several commands.

use std::collections::BTreeMap;

use plenum_domain::AccountId;
use uuid::Uuid;

use super::{
    Header, PersonEntry, Problems, Step,
    body::{Body, Keys, Layer, creation},
    fields::Fields,
    moment,
    tree::{Data, Node, Place},
};

/// The most commands of a file: as many as one append may carry.
const MAX_STEPS: usize = 100_000;
/// The longest turn of a body, in minutes: a year.
const MAX_TURN: u64 = 366 * 24 * 60;
const CREATE: &str = "plan.create";

pub(super) fn read(
    header: &Header<'_>,
    people: &[PersonEntry],
    node: &Node,
    problems: &mut Problems,
) -> Vec<Step> {
    let Data::List(nodes) = &node.data else {
        problems.add(node.at, "history", format!("a list is wanted, not {}", node.data.noun()));
        return Vec::new();
    };
    let keys = Keys::new(header.plan, people);
    let people = people.iter().map(|p| (p.key.as_str(), p.id)).collect();
    let mut history =
        History { header, people, keys, problems, steps: Vec::new(), now: i64::MIN, number: 0 };
    for (n, node) in nodes.iter().enumerate() {
        if history.entry(n, node).is_none() && history.number >= MAX_STEPS {
            break;
        }
    }
    if nodes.is_empty() {
        history.problems.add(node.at, "history", "the first step is missing: plan.create");
    }
    history.steps
}

struct History<'h> {
    header: &'h Header<'h>,
    people: BTreeMap<&'h str, AccountId>,
    keys: Keys,
    problems: &'h mut Problems,
    steps: Vec<Step>,
    /// The time of the last command.
    now: i64,
    /// How many commands there were, readable ones or not.
    number: usize,
}

/// What the commands of one entry share.
struct Shared<'a> {
    at: Place,
    at_ms: Option<i64>,
    actor: Option<AccountId>,
    reason: Option<&'a str>,
    why: Option<Place>,
}

impl History<'_> {
    fn entry(&mut self, n: usize, node: &Node) -> Option<()> {
        let known = ["at", "by", "do", "with", "each", "every", "why"];
        let fields = Fields::of(node, "", &known, self.problems)?;
        let shared = self.shared(&fields);
        let commands = self.commands(&fields)?;
        let creates = commands.iter().any(|(name, _)| *name == CREATE);
        if n == 0 && !creates {
            self.problems.add(commands[0].1, "do", "the first step is plan.create");
        }
        if creates {
            self.create(&fields, &shared, &commands);
            return Some(());
        }
        let bodies = self.bodies(&fields)?;
        let turns = self.turns(&fields, bodies.len())?;
        if self.number + bodies.len() * commands.len() > MAX_STEPS {
            self.number = MAX_STEPS;
            self.problems.add(node.at, "", format!("a history has at most {MAX_STEPS} commands"));
            return None;
        }
        let mut begin = 0;
        for (layers, turn) in bodies.iter().zip(turns) {
            for (j, (name, named_at)) in commands.iter().enumerate() {
                // The first command runs at the beginning of the body's turn, the last one at its end.
                let share = if j == 0 { 0 } else { turn * j as i64 / (commands.len() as i64 - 1) };
                let body = Body::write(name, layers, &mut self.keys, self.problems);
                let command = body.parse(name, *named_at, self.problems);
                let at = layers.last().map_or(shared.at, |layer| layer.node.at);
                self.push(&shared, begin + share, command, at, body.places());
            }
            begin += turn;
        }
        Some(())
    }

    fn shared<'a>(&mut self, fields: &Fields<'a>) -> Shared<'a> {
        let at_ms = fields.text("at", self.problems).and_then(|text| {
            let moment = moment::parse(text);
            let at = fields.get("at").map_or(fields.at, |node| node.at);
            match moment {
                None => {
                    let form = "write it like 2016-03-01T09:00 (UTC) or 2016-03-01T09:00+01:00";
                    self.problems.add(at, "at", format!("{text:?} is not a moment; {form}"));
                }
                Some(moment) if moment < self.now => {
                    self.problems.add(at, "at", "earlier than the step before it");
                }
                Some(_) => {}
            }
            moment
        });
        let actor = fields.text("by", self.problems).and_then(|key| {
            let person = self.people.get(key).copied();
            if person.is_none() {
                let at = fields.get("by").map_or(fields.at, |node| node.at);
                self.problems.add(at, "by", format!("{key:?} is not the key of one of the people"));
            }
            person
        });
        let reason = fields.optional_text("why", self.problems);
        let why = fields.get("why").map(|node| node.at);
        Shared { at: fields.at, at_ms, actor, reason, why }
    }

    /// The names of the commands, never none.
    fn commands<'a>(&mut self, fields: &Fields<'a>) -> Option<Vec<(&'a str, Place)>> {
        let node = fields.required("do", self.problems)?;
        let nodes = match &node.data {
            Data::List(nodes) if !nodes.is_empty() => nodes.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let name = |node: &'a Node| match &node.data {
            Data::Text(text) => Ok((text.as_str(), node.at)),
            _ => Err(node.at),
        };
        match nodes.iter().map(name).collect::<Result<_, _>>() {
            Ok(names) => Some(names),
            Err(at) => {
                self.problems.add(at, "do", "the name of a command is wanted, or a list of names");
                None
            }
        }
    }

    /// The bodies, each as layers: what they share (`with`) under their own (`each`).
    fn bodies<'a>(&mut self, fields: &Fields<'a>) -> Option<Vec<Vec<Layer<'a>>>> {
        let with = match fields.get("with") {
            None => None,
            Some(node) => Some(self.mapping(node, "with".to_owned())?),
        };
        let Some(each) = fields.get("each") else { return Some(vec![with.into_iter().collect()]) };
        let Data::List(nodes) = &each.data else {
            let noun = each.data.noun();
            self.problems.add(each.at, "each", format!("a list of bodies is wanted, not {noun}"));
            return None;
        };
        let mut bodies = Vec::with_capacity(nodes.len());
        for (n, node) in nodes.iter().enumerate() {
            let own = self.mapping(node, format!("each[{n}]"))?;
            bodies.push(with.iter().cloned().chain([own]).collect());
        }
        Some(bodies)
    }

    fn mapping<'a>(&mut self, node: &'a Node, path: String) -> Option<Layer<'a>> {
        if matches!(node.data, Data::Map(_)) {
            return Some(Layer { node, path });
        }
        let noun = node.data.noun();
        self.problems.add(node.at, path, format!("a mapping is wanted, not {noun}"));
        None
    }

    /// How long the turn of each body is, in milliseconds.
    fn turns(&mut self, fields: &Fields<'_>, bodies: usize) -> Option<Vec<i64>> {
        let Some(node) = fields.get("every") else { return Some(vec![0; bodies]) };
        let minutes = |node: &Node| match &node.data {
            Data::Number(n) => n.as_u64().filter(|n| *n <= MAX_TURN).map(|n| n as i64 * 60_000),
            _ => None,
        };
        let turns = match &node.data {
            Data::List(nodes) if nodes.len() == bodies => nodes.iter().map(minutes).collect(),
            _ => minutes(node).map(|turn| vec![turn; bodies]),
        };
        if turns.is_none() {
            let message = format!("minutes are wanted, one number or {bodies} (one for each body)");
            self.problems.add(node.at, "every", message);
        }
        turns
    }

    /// The plan's beginning has one source for its title and territory: the header.
    fn create(&mut self, fields: &Fields<'_>, shared: &Shared<'_>, commands: &[(&str, Place)]) {
        for name in ["with", "each", "every"] {
            if let Some(entry) = fields.entry(name) {
                let message = "plan.create takes its title and territory from the header";
                self.problems.add(entry.at, name, message);
            }
        }
        if commands.len() > 1 {
            self.problems.add(commands[0].1, "do", "plan.create stands alone");
        }
        let command = creation(self.header.title, self.header.territory);
        self.push(shared, 0, command, shared.at, std::iter::empty());
    }

    fn push(
        &mut self,
        shared: &Shared<'_>,
        after: i64,
        command: Option<plenum_domain::Command>,
        at: Place,
        places: impl Iterator<Item = (String, Place)>,
    ) {
        let id = Uuid::new_v5(&self.header.plan.0, format!("step {}", self.number).as_bytes());
        self.number += 1;
        let Some(at_ms) = shared.at_ms.and_then(|ms| ms.checked_add(after)) else { return };
        self.now = self.now.max(at_ms);
        let (Some(actor), Some(command)) = (shared.actor, command) else { return };
        let own = [(String::new(), at)].into_iter().chain(shared.why.map(|at| ("why".into(), at)));
        self.steps.push(Step {
            id,
            line: at.line,
            at_ms,
            actor,
            command,
            reason: shared.reason.map(str::to_owned),
            places: own.chain(places).collect(),
        });
    }
}
