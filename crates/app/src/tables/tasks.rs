//! Tasks: a line adds one, or by its id renames it, hands it on, sets its day, and says where it stands.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::{
    AxisId, Fact, PartnerId, Plan, SpaceId, Task, TaskId,
    task::{TaskCommand as C, TaskFact, TaskState},
    value::Day,
};
use plenum_views::tables::TableReport;
use uuid::Uuid;

use super::{
    Planned, Reader,
    names::{Names, named},
    sheet::{Line, Sheet, folded},
};

pub(super) const READER: Reader = Reader { read, count };

/// What a task is known by where no id is given.
type Likeness = (String, Option<PartnerId>, Option<Day>);

struct Read {
    id: TaskId,
    title: String,
    owner: Option<PartnerId>,
    due: Option<Day>,
    axis: Option<AxisId>,
    space: Option<SpaceId>,
    state: TaskState,
}

fn read(sheet: &mut Sheet<'_>, plan: &Plan) -> Vec<Planned> {
    let known = Names::of(plan);
    let tasks = plan.tasks.values();
    let alike = tasks.map(|t| ((folded(&t.title), t.owner, t.due.clone()), t.id)).collect();
    let (mut planned, mut named) = (Vec::new(), BTreeSet::new());
    for line in sheet.lines() {
        let Some(read) = line_of(sheet, &line, plan, &known, &alike) else { continue };
        if !named.insert(read.id) {
            sheet.refuse::<()>(&line, "title", "duplicate");
            continue;
        }
        let of_line = |command: C| Planned { command: command.into(), lines: vec![line.number] };
        let commands = commands(&read, plan.tasks.get(&read.id));
        planned.extend(commands.into_iter().map(of_line));
    }
    planned
}

fn line_of(
    sheet: &mut Sheet<'_>,
    line: &Line,
    plan: &Plan,
    known: &Names,
    alike: &BTreeMap<Likeness, TaskId>,
) -> Option<Read> {
    let title = sheet.title(line, "title")?;
    let given = match sheet.cell(line, "id") {
        "" => None,
        id => Some(
            Uuid::parse_str(id)
                .ok()
                .map(TaskId)
                .filter(|id| plan.tasks.contains_key(id))
                .or_else(|| sheet.refuse(line, "id", "unknown_task"))?,
        ),
    };
    let named_before = given.and_then(|id| plan.tasks.get(&id));
    let owner = named(sheet, line, "owner", &known.partners, named_before.and_then(|t| t.owner))?;
    let due = match sheet.cell(line, "due") {
        _ if !sheet.has("due") => named_before.and_then(|task| task.due.clone()),
        "" => None,
        _ => Some(sheet.day(line, "due")?),
    };
    let likeness = (folded(&title), owner, due.clone());
    let id = given.or_else(|| alike.get(&likeness).copied()).unwrap_or_else(|| {
        // Made of what the line says, so that the same table twice adds it once.
        Uuid::new_v5(&plan.id.0, format!("task {likeness:?}").as_bytes()).into()
    });
    let before = plan.tasks.get(&id);
    // What a task belongs to is said once.
    let (axis, space) = match before {
        Some(task) => (task.axis, task.space),
        None => (
            named(sheet, line, "axis", &known.axes, None)?,
            named(sheet, line, "space", &known.spaces, None)?,
        ),
    };
    let state = match sheet.cell(line, "state").to_lowercase().as_str() {
        "" => Some(before.map_or(TaskState::Open, |task| task.state)),
        "open" | "ouverte" | "à faire" => Some(TaskState::Open),
        "done" | "faite" | "fait" => Some(TaskState::Done),
        "dropped" | "abandonnée" | "abandonnee" => Some(TaskState::Dropped),
        _ => sheet.refuse(line, "state", "unknown_state"),
    }?;
    Some(Read { id, title, owner, due, axis, space, state })
}

/// What leads from what is known to what the line says.
fn commands(read: &Read, before: Option<&Task>) -> Vec<C> {
    let Read { id: task, owner, axis, space, state, .. } = *read;
    let (title, due) = (read.title.clone(), read.due.clone());
    let mut commands = Vec::new();
    let was = match before {
        None => {
            let (meeting, about) = (None, None);
            commands.push(C::Add { task, title, owner, due, axis, space, meeting, about });
            TaskState::Open
        }
        Some(before) => {
            if before.title != title {
                commands.push(C::Rename { task, title });
            }
            if before.owner != owner {
                commands.push(C::Assign { task, owner });
            }
            if before.due != due {
                commands.push(C::SetDue { task, due });
            }
            before.state
        }
    };
    if was == state {
        return commands;
    }
    if was != TaskState::Open {
        commands.push(C::Reopen { task });
    }
    match state {
        TaskState::Open => {}
        TaskState::Done => commands.push(C::Complete { task }),
        TaskState::Dropped => commands.push(C::Drop { task }),
    }
    commands
}

fn count(fact: &Fact, report: &mut TableReport) {
    match fact {
        Fact::Task(TaskFact::Added { .. }) => report.added += 1,
        Fact::Task(TaskFact::Dropped { .. }) => report.withdrawn += 1,
        Fact::Task(_) => report.changed += 1,
        _ => {}
    }
}
