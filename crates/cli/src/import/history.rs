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
    files: &[&Node],
    problems: &mut Problems,
) -> Vec<Step> {
    let keys = Keys::new(header.plan, people);
    let people = people.iter().map(|p| (p.key.as_str(), p.id)).collect();
    let mut history = History { people, problems, commands: Vec::new(), now: i64::MIN };
    for (n, node) in files.iter().enumerate() {
        // Nothing happens before the plan is there: it begins with the first command of the first file.
        history.now = history.commands.first().map_or(i64::MIN, |first| first.when);
        history.file(n, node);
    }
    let History { mut commands, problems, .. } = history;
    // Stable: of the same moment, the earlier file comes first.
    commands.sort_by_key(|command| command.when);
    steps(header, keys, &commands, problems)
}

/// Commands in order of time become steps: from here on a key may stand for what came before.
fn steps(
    header: &Header<'_>,
    mut keys: Keys,
    commands: &[Pending<'_>],
    problems: &mut Problems,
) -> Vec<Step> {
    let mut steps = Vec::with_capacity(commands.len());
    for (n, pending) in commands.iter().enumerate() {
        let shared = &pending.shared;
        let (command, places) = if pending.name == CREATE {
            (creation(header.title, header.territory), Vec::new())
        } else {
            let body = Body::write(pending.name, &pending.layers, &mut keys, problems);
            (body.parse(pending.name, pending.named_at, problems), body.places().collect())
        };
        let (Some(at_ms), Some(actor), Some(command)) = (pending.at_ms, shared.actor, command)
        else {
            continue;
        };
        let at = pending.layers.last().map_or(shared.at, |layer| layer.node.at);
        let own = [(String::new(), at)].into_iter().chain(shared.why.map(|at| ("why".into(), at)));
        steps.push(Step {
            id: Uuid::new_v5(&header.plan.0, format!("step {n}").as_bytes()),
            at,
            at_ms,
            actor,
            command,
            reason: shared.reason.map(str::to_owned),
            places: own.chain(places).collect(),
        });
    }
    steps
}

/// The commands of all files, not woven yet.
struct History<'h, 'a> {
    people: BTreeMap<&'h str, AccountId>,
    problems: &'h mut Problems,
    commands: Vec<Pending<'a>>,
    /// The time of the last command of the file that is read.
    now: i64,
}

/// What the commands of one entry share.
#[derive(Clone, Copy)]
struct Shared<'a> {
    at: Place,
    at_ms: Option<i64>,
    actor: Option<AccountId>,
    reason: Option<&'a str>,
    why: Option<Place>,
}

/// A command whose body is not written yet.
struct Pending<'a> {
    shared: Shared<'a>,
    name: &'a str,
    named_at: Place,
    layers: Vec<Layer<'a>>,
    /// Where it can be told.
    at_ms: Option<i64>,
    /// The place among the others: its time, where that is good, and never before the one before it.
    when: i64,
}

impl<'a> History<'_, 'a> {
    fn file(&mut self, file: usize, node: &'a Node) {
        let Data::List(nodes) = &node.data else {
            let noun = node.data.noun();
            self.problems.add(node.at, "history", format!("a list is wanted, not {noun}"));
            return;
        };
        for (n, node) in nodes.iter().enumerate() {
            if self.entry(file + n == 0, node).is_none() && self.commands.len() >= MAX_STEPS {
                break;
            }
        }
        if file == 0 && nodes.is_empty() {
            self.problems.add(node.at, "history", "the first step is missing: plan.create");
        }
    }

    fn entry(&mut self, first: bool, node: &'a Node) -> Option<()> {
        let known = ["at", "by", "do", "with", "each", "every", "why"];
        let fields = Fields::of(node, "", &known, self.problems)?;
        let shared = self.shared(&fields);
        let commands = self.commands(&fields)?;
        let creates = commands.iter().any(|(name, _)| *name == CREATE);
        if first && !creates {
            self.problems.add(commands[0].1, "do", "the first step is plan.create");
        }
        if creates {
            self.create(&fields, shared, &commands);
            return Some(());
        }
        let bodies = self.bodies(&fields)?;
        let turns = self.turns(&fields, bodies.len())?;
        if self.commands.len() + bodies.len() * commands.len() > MAX_STEPS {
            self.problems.add(node.at, "", format!("a history has at most {MAX_STEPS} commands"));
            return None;
        }
        let mut begin = 0;
        for (layers, turn) in bodies.into_iter().zip(turns) {
            for (j, command) in commands.iter().enumerate() {
                // The first command runs at the beginning of the body's turn, the last one at its end.
                let share = if j == 0 { 0 } else { turn * j as i64 / (commands.len() as i64 - 1) };
                self.push(shared, begin + share, *command, layers.clone());
            }
            begin += turn;
        }
        Some(())
    }

    fn shared(&mut self, fields: &Fields<'a>) -> Shared<'a> {
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
    fn commands(&mut self, fields: &Fields<'a>) -> Option<Vec<(&'a str, Place)>> {
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
    fn bodies(&mut self, fields: &Fields<'a>) -> Option<Vec<Vec<Layer<'a>>>> {
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

    fn mapping(&mut self, node: &'a Node, path: String) -> Option<Layer<'a>> {
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
    fn create(&mut self, fields: &Fields<'_>, shared: Shared<'a>, commands: &[(&'a str, Place)]) {
        for name in ["with", "each", "every"] {
            if let Some(entry) = fields.entry(name) {
                let message = "plan.create takes its title and territory from the header";
                self.problems.add(entry.at, name, message);
            }
        }
        if commands.len() > 1 {
            self.problems.add(commands[0].1, "do", "plan.create stands alone");
        }
        self.push(shared, 0, (CREATE, commands[0].1), Vec::new());
    }

    fn push(
        &mut self,
        shared: Shared<'a>,
        after: i64,
        (name, named_at): (&'a str, Place),
        layers: Vec<Layer<'a>>,
    ) {
        let at_ms = shared.at_ms.and_then(|ms| ms.checked_add(after));
        self.now = at_ms.map_or(self.now, |ms| ms.max(self.now));
        let when = self.now;
        self.commands.push(Pending { shared, name, named_at, layers, at_ms, when });
    }
}
