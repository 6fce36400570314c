//! Tasks, meetings and what is on their agendas.

use plenum_domain::{
    AgendaItem, ItemId, Meeting, SpaceId, Task, agenda::Presenter, value::MinuteOfDay,
};

use super::{BETWEEN_TITLES, Cell, Column, Table, column, day, joined, number, out, text, yes_no};
use crate::seen::{Seen, word};

pub(super) const TASKS: Table = Table { name: "tasks", columns: TASK_COLUMNS, rows: tasks };
pub(super) const MEETINGS: Table =
    Table { name: "meetings", columns: MEETING_COLUMNS, rows: meetings };
pub(super) const ITEMS: Table = Table { name: "items", columns: ITEM_COLUMNS, rows: items };

/// What stands for the plenary where a space's title would stand.
pub const PLENARY: &str = "plenary";

const TASK_COLUMNS: &[Column] = &[
    // Empty for a task that the plan may not know yet.
    column("id", &[], false),
    column("title", &["tâche", "tache", "intitulé"], true),
    column("owner", &["responsable", "partenaire"], false),
    column("due", &["échéance", "echeance"], false),
    column("axis", &["axe"], false),
    column("space", &["espace"], false),
    column("state", &["état", "etat"], false),
    // For people.
    out("meeting"),
    out("about"),
];

fn tasks(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |task: &Task| {
        let meeting = task.meeting.and_then(|id| seen.plan.meetings.get(&id));
        vec![
            text(task.id.to_string()),
            text(&task.title),
            text(seen.partner(task.owner)),
            day(task.due.as_ref()),
            text(seen.axis(task.axis)),
            text(seen.space(task.space)),
            text(word(&task.state)),
            text(meeting.map_or("", |meeting| meeting.title.as_str())),
            text(task.about.map(|of| seen.numbered(of)).unwrap_or_default()),
        ]
    };
    let mut all = seen.tasks();
    all.sort_by(|a, b| {
        let key = |task: &Task| (task.due.clone(), task.title.clone(), task.id);
        key(a).cmp(&key(b))
    });
    all.iter().map(|task| row(task)).collect()
}

const MEETING_COLUMNS: &[Column] = &[
    // Empty for a meeting that the plan may not know yet.
    column("id", &[], false),
    column("day", &["date", "jour"], true),
    column("starts", &["début", "debut"], true),
    column("ends", &["fin"], false),
    column("kind", &["type"], true),
    column("title", &["réunion", "reunion", "intitulé"], true),
    column("place", &["lieu"], false),
    column("space", &["espace"], false),
    column("edition", &["édition"], false),
    column("call_until", &["appel"], false),
    out("state"),
    out("items"),
];

fn meetings(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |meeting: &Meeting| {
        vec![
            text(meeting.id.to_string()),
            text(meeting.when.day.as_str()),
            text(clock(meeting.when.starts)),
            text(meeting.when.ends.map(clock).unwrap_or_default()),
            text(word(&meeting.kind)),
            text(&meeting.title),
            text(&meeting.place),
            text(seen.space(meeting.space)),
            text(seen.edition(meeting.edition)),
            day(meeting.call_until.as_ref()),
            text(word(&meeting.state)),
            number(i64::try_from(meeting.agenda.len()).unwrap_or_default()),
        ]
    };
    by_day(seen).iter().map(|meeting| row(meeting)).collect()
}

fn by_day<'p>(seen: &Seen<'p>) -> Vec<std::borrow::Cow<'p, Meeting>> {
    let mut all = seen.meetings();
    all.sort_by(|a, b| {
        let key = |meeting: &Meeting| (meeting.when.day.clone(), meeting.when.starts, meeting.id);
        key(a).cmp(&key(b))
    });
    all
}

fn clock(minute: MinuteOfDay) -> String {
    format!("{:02}:{:02}", minute.get() / 60, minute.get() % 60)
}

const ITEM_COLUMNS: &[Column] = &[
    // Empty for an item that the plan may not know yet.
    column("id", &[], false),
    // Empty for what waits in a backlog.
    column("day", &["date", "jour"], false),
    column("meeting", &["réunion", "reunion"], false),
    column("backlog", &["réserve", "reserve"], false),
    // Its place from the top, and how deep it stands there.
    out("position"),
    column("level", &["niveau"], false),
    column("kind", &["type"], true),
    column("title", &["point", "intitulé"], true),
    column("minutes", &["durée", "duree"], true),
    column("presenter", &["intervenant"], false),
    column("axis", &["axe"], false),
    column("late", &["tardif"], false),
    column("starts", &["début", "debut"], false),
    out("state"),
    out("about"),
];

/// Where an item stands.
struct Stand<'m> {
    meeting: Option<&'m Meeting>,
    backlog: String,
    position: i64,
    level: i64,
}

fn items(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let meetings = by_day(seen);
    for meeting in &meetings {
        for (entry, position) in meeting.agenda.iter().zip(1..) {
            let (backlog, level) = (String::new(), i64::from(entry.depth) + 1);
            let stand = Stand { meeting: Some(meeting), backlog, position, level };
            rows.extend(row(seen, entry.item, &stand));
        }
    }
    let mut backlogs: Vec<(Option<SpaceId>, &[ItemId])> = vec![(None, &seen.plan.backlog)];
    let spaces = seen.plan.spaces.values();
    backlogs.extend(spaces.map(|space| (Some(space.id), space.backlog.as_slice())));
    for (space, backlog) in backlogs {
        for (item, position) in backlog.iter().zip(1..) {
            let name = space.map_or(PLENARY, |space| seen.space(Some(space))).to_owned();
            let stand = Stand { meeting: None, backlog: name, position, level: 1 };
            rows.extend(row(seen, *item, &stand));
        }
    }
    rows
}

fn row(seen: &Seen<'_>, id: ItemId, stand: &Stand<'_>) -> Option<Vec<Cell>> {
    let item = seen.item(id)?;
    let item: &AgendaItem = &item;
    let presenter = match item.presenter {
        Some(Presenter::Partner { partner }) => seen.partner(Some(partner)),
        Some(Presenter::Space { space }) => seen.space(Some(space)),
        None => "",
    };
    Some(vec![
        text(item.id.to_string()),
        text(stand.meeting.map_or("", |meeting| meeting.when.day.as_str())),
        text(stand.meeting.map_or("", |meeting| meeting.title.as_str())),
        text(&stand.backlog),
        number(stand.position),
        number(stand.level),
        text(word(&item.kind)),
        text(&item.title),
        number(i64::from(item.duration)),
        text(presenter),
        text(seen.axis(item.axis)),
        yes_no(item.late),
        text(item.locked_start.map(clock).unwrap_or_default()),
        text(word(&item.state)),
        joined(item.links.iter().map(|of| seen.numbered(*of)), BETWEEN_TITLES),
    ])
}
