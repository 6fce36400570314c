//! Tasks: a line adds one, or by its id renames it, hands it on, sets its day, and says where it stands.

use plenum_domain::{
    Command, PartnerId, Plan, Task,
    task::{TaskCommand as C, TaskState as S},
    value::Day,
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const STATES: Words<S> = &[
    (S::Open, &["ouverte", "à faire"]),
    (S::Done, &["faite", "fait"]),
    (S::Dropped, &["abandonnée", "abandonnee"]),
];

pub struct Tasks;

fn key(title: &str, owner: Option<PartnerId>, due: Option<&Day>) -> Key {
    let owner = owner.map(|id| id.to_string()).unwrap_or_default();
    vec![title.to_owned(), owner, due.map_or("", Day::as_str).to_owned()]
}

impl Lines for Tasks {
    type Memory = ();
    const CONCEPT: &'static str = "task";
    const MADE: &'static [&'static str] = &["added"];
    const ENDED: &'static [&'static str] = &["dropped"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.tasks.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |task: &Task| (key(&task.title, task.owner, task.due.as_ref()), task.id.0);
        plan.tasks.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let (title, owner) = (cells.title("title"), cells.partner("owner", None));
        let due = cells.maybe_day("due", None);
        Some(key(&title?, owner?, due?.as_ref()))
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let task = id.into();
        let before = cells.plan.tasks.get(&task);
        let title = cells.title("title");
        let owner = cells.partner("owner", before.and_then(|task| task.owner));
        let until = cells.maybe_day("due", before.and_then(|task| task.due.as_ref()));
        // What it belongs to is said once.
        let (axis, space) = match before {
            Some(task) => (Some(task.axis), Some(task.space)),
            None => (cells.axis("axis", None), cells.space("space", None)),
        };
        let was = before.map_or(S::Open, |task| task.state);
        let state = cells.word("state", STATES, Some(was));
        let (title, owner, until) = (title?, owner?, until?);
        let (axis, space, state) = (axis?, space?, state?);
        let mut all = match before {
            None => {
                let (meeting, about, due) = (None, None, until);
                let add = C::Add { task, title, owner, due, axis, space, meeting, about };
                vec![add.into()]
            }
            Some(before) => due([
                (before.title != title, C::Rename { task, title }),
                (before.owner != owner, C::Assign { task, owner }),
                (before.due != until, C::SetDue { task, due: until }),
            ]),
        };
        all.extend(due([
            (was != state && was != S::Open, C::Reopen { task }),
            (was != state && state == S::Done, C::Complete { task }),
            (was != state && state == S::Dropped, C::Drop { task }),
        ]));
        Some(all)
    }
}
