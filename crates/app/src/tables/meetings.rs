//! Meetings: a line schedules one, or changes its name, its time and place, and its call for items. Convening it
//! and what follows is done by hand.

use plenum_domain::{
    Command, Meeting, Plan, SpaceId,
    meeting::{MeetingCommand as C, MeetingKind, Slot},
    value::MAX_NOTE,
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const KINDS: Words<MeetingKind> = &[
    (MeetingKind::Space, &["espace"]),
    (MeetingKind::Steering, &["pilotage", "comité de pilotage", "copil"]),
    (MeetingKind::Plenary, &["plénière", "pleniere"]),
];

pub struct Meetings;

fn key(day: &str, title: &str, space: Option<SpaceId>) -> Key {
    let space = space.map(|id| id.to_string()).unwrap_or_default();
    vec![day.to_owned(), title.to_owned(), space]
}

impl Lines for Meetings {
    type Memory = ();
    const CONCEPT: &'static str = "meeting";
    const MADE: &'static [&'static str] = &["scheduled"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.meetings.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let one = |meeting: &Meeting| {
            (key(meeting.when.day.as_str(), &meeting.title, meeting.space), meeting.id.0)
        };
        plan.meetings.values().map(one).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let (day, title) = (cells.day("day"), cells.title("title"));
        let space = cells.space("space", None);
        Some(key(day?.as_str(), &title?, space?))
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let meeting = id.into();
        let before = cells.plan.meetings.get(&meeting);
        let (day, starts) = (cells.day("day"), cells.clock("starts"));
        let ends = cells.maybe_clock("ends", before.and_then(|meeting| meeting.when.ends));
        let kind = cells.word("kind", KINDS, before.map(|meeting| meeting.kind));
        let kind = cells.once("kind", before.map(|meeting| meeting.kind), kind);
        let title = cells.title("title");
        let place = before.map_or("", |meeting| meeting.place.as_str());
        let place = cells.words("place", MAX_NOTE, place);
        let space = cells.space("space", before.and_then(|meeting| meeting.space));
        let space = cells.once("space", before.map(|meeting| meeting.space), space);
        let edition = cells.edition("edition", before.and_then(|meeting| meeting.edition));
        let edition = cells.once("edition", before.map(|meeting| meeting.edition), edition);
        let was_called = before.and_then(|meeting| meeting.call_until.clone());
        let until = cells.maybe_day("call_until", was_called.as_ref());
        let when = Slot { day: day?, starts: starts?, ends: ends? };
        let (kind, title, place) = (kind?, title?, place?);
        let (space, edition, until) = (space?, edition?, until?);
        let calls = (was_called != until, C::CallForItems { meeting, until });
        let Some(before) = before else {
            let schedule = C::Schedule { meeting, kind, space, edition, title, when, place };
            return Some(due([(true, schedule), calls]));
        };
        Some(due([
            (before.title != title, C::Rename { meeting, title }),
            (before.when != when, C::Reschedule { meeting, when }),
            (before.place != place, C::Relocate { meeting, place }),
            calls,
        ]))
    }
}
