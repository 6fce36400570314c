//! Agenda items: a line adds one to a meeting, after the line before it, or proposes one to a backlog; and changes
//! what an item says. Items are moved by hand.

use std::collections::BTreeMap;

use plenum_domain::{
    AgendaItem, Command, ItemId, MeetingId, Plan, SpaceId,
    agenda::{AgendaCommand as C, Entry, Home, ItemKind, Presenter, Spot},
};
use plenum_views::tables::PLENARY;
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
    sheet::folded,
};

const KINDS: Words<ItemKind> = &[
    (ItemKind::Information, &[]),
    (ItemKind::Discussion, &["débat", "debat"]),
    (ItemKind::Decision, &["décision"]),
    (ItemKind::Workshop, &["atelier"]),
    (ItemKind::Speech, &["intervention", "exposé"]),
    (ItemKind::Break, &["pause"]),
];

pub struct Items;

/// The agendas as the lines so far leave them.
#[derive(Default)]
pub struct Agendas {
    /// How often a home had an item of a name.
    said: BTreeMap<(String, String), usize>,
    outlines: BTreeMap<MeetingId, Outline>,
}

struct Outline {
    entries: Vec<Entry>,
    /// The item of the last line.
    last: Option<ItemId>,
}

/// Where an item stands, and its name; breaks bear the same name, so the how-manieth of it too.
fn key(home: Home, title: &str, said: &mut BTreeMap<(String, String), usize>) -> Key {
    let home = match home {
        Home::Meeting { meeting } => meeting.to_string(),
        Home::Backlog { space: Some(space) } => space.to_string(),
        Home::Backlog { space: None } => PLENARY.to_owned(),
    };
    let n = said.entry((home.clone(), folded(title))).or_default();
    *n += 1;
    vec![home, title.to_owned(), n.to_string()]
}

impl Lines for Items {
    type Memory = Agendas;
    const CONCEPT: &'static str = "agenda";
    const MADE: &'static [&'static str] = &["item_added", "item_proposed"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.items.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let spaces = plan.spaces.values().flat_map(|space| &space.backlog);
        let meetings = plan.meetings.values().flat_map(|meeting| &meeting.agenda);
        let all = plan.backlog.iter().chain(spaces).copied();
        let all = all.chain(meetings.map(|entry| entry.item));
        let mut said = BTreeMap::new();
        let items = all.filter_map(|id| plan.items.get(&id));
        items.map(|item| (key(item.home, &item.title, &mut said), item.id.0)).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, agendas: &mut Agendas) -> Option<Key> {
        let title = cells.title("title")?;
        let home = home(cells)?;
        Some(key(home, &title, &mut agendas.said))
    }

    fn commands(
        cells: &mut Cells<'_, '_>,
        id: Uuid,
        agendas: &mut Agendas,
    ) -> Option<Vec<Command>> {
        let item: ItemId = id.into();
        let before = cells.plan.items.get(&item);
        let title = cells.title("title");
        let kind = cells.word("kind", KINDS, None);
        let duration = cells.number::<u16>("minutes");
        let presenter = presenter(cells, before.and_then(|item| item.presenter));
        let axis = cells.axis("axis", before.and_then(|item| item.axis));
        let late = cells.choice("late", before.is_some_and(|item| item.late));
        let start = cells.maybe_clock("starts", before.and_then(|item| item.locked_start));
        let level = cells.whole::<u8>("level", None);
        let (title, kind, duration) = (title?, kind?, duration?);
        let (presenter, axis, late, start) = (presenter?, axis?, late?, start?);
        let level = level?.filter(|level| *level > 0);
        let Some(before) = before else {
            let add = match home(cells)? {
                Home::Backlog { space } => {
                    C::ProposeItem { item, space, kind, title, duration, presenter, axis }
                }
                Home::Meeting { meeting } => {
                    let outline = agendas.of(cells.plan, meeting);
                    let Some(spot) = outline.next(meeting, level.unwrap_or(1) - 1) else {
                        return cells.refuse("level", "no_parent");
                    };
                    outline.put(item, spot);
                    C::AddItem { item, spot, kind, title, duration, presenter, axis }
                }
            };
            let mut all = due([(true, add), (late, C::MarkLate { item })]);
            all.extend(start.map(|start| C::LockStart { item, start }.into()));
            return Some(all);
        };
        if !cells.written("id").is_empty() {
            key(before.home, &before.title, &mut agendas.said);
        }
        stays(cells, before, level, agendas)?;
        let mut all = due([
            (before.title != title, C::RenameItem { item, title }),
            (before.kind != kind, C::SetKind { item, kind }),
            (before.duration != duration, C::SetDuration { item, duration }),
            (before.presenter != presenter, C::SetPresenter { item, presenter }),
            (before.axis != axis, C::SetAxis { item, axis }),
            (late && !before.late, C::MarkLate { item }),
            (!late && before.late, C::UnmarkLate { item }),
        ]);
        all.extend(match start {
            Some(start) => {
                due([(before.locked_start != Some(start), C::LockStart { item, start })])
            }
            None => due([(before.locked_start.is_some(), C::UnlockStart { item })]),
        });
        Some(all)
    }
}

/// Where a line puts its item: the meeting of a day and a title, or a backlog.
fn home(cells: &mut Cells<'_, '_>) -> Option<Home> {
    let title = folded(cells.written("meeting"));
    if title.is_empty() {
        return match folded(cells.written("backlog")).as_str() {
            "" => cells.refuse("meeting", "empty"),
            PLENARY | "plénière" | "pleniere" => Some(Home::Backlog { space: None }),
            _ => Some(Home::Backlog { space: cells.space("backlog", None)? }),
        };
    }
    let day = cells.maybe_day("day", None)?;
    let is_meant = |of: &&plenum_domain::Meeting| {
        folded(&of.title) == title && day.as_ref().is_none_or(|day| *day == of.when.day)
    };
    let plan = cells.plan;
    let mut meant = plan.meetings.values().filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(meeting), None) => Some(Home::Meeting { meeting: meeting.id }),
        (Some(_), Some(_)) => cells.refuse("meeting", "ambiguous"),
        (None, _) => cells.refuse("meeting", "unknown_meeting"),
    }
}

/// Refuses a line that would move its item, and goes on after it.
fn stays(
    cells: &mut Cells<'_, '_>,
    item: &AgendaItem,
    level: Option<u8>,
    agendas: &mut Agendas,
) -> Option<()> {
    let plan = cells.plan;
    match item.home {
        Home::Meeting { meeting } => {
            let known = plan.meetings.get(&meeting)?;
            let outline = agendas.of(plan, meeting);
            outline.last = Some(item.id);
            let depth = outline.entries.iter().find(|entry| entry.item == item.id)?.depth;
            let (title, day) = (cells.written("meeting"), cells.maybe_day("day", None)?);
            if !title.is_empty() && folded(title) != folded(&known.title) {
                return cells.refuse("meeting", "fixed");
            }
            if day.is_some_and(|day| day != known.when.day) {
                return cells.refuse("day", "fixed");
            }
            if !cells.written("backlog").is_empty() {
                return cells.refuse("backlog", "fixed");
            }
            if level.is_some_and(|level| level != depth + 1) {
                return cells.refuse("level", "fixed");
            }
        }
        Home::Backlog { space } => {
            if !cells.written("meeting").is_empty() {
                return cells.refuse("meeting", "fixed");
            }
            let name = folded(cells.written("backlog"));
            let is_plenary = matches!(name.as_str(), PLENARY | "plénière" | "pleniere");
            let same = match space {
                None => is_plenary,
                Some(_) => !is_plenary && cells.space("backlog", space)? == space,
            };
            if !name.is_empty() && !same {
                return cells.refuse("backlog", "fixed");
            }
        }
    }
    Some(())
}

/// A partner, or a space.
fn presenter(cells: &mut Cells<'_, '_>, before: Option<Presenter>) -> Option<Option<Presenter>> {
    let (partner, space) = match before {
        Some(Presenter::Partner { partner }) => (Some(partner), None),
        Some(Presenter::Space { space }) => (None, Some(space)),
        None => (None, None),
    };
    if !cells.has("presenter") {
        return Some(before);
    }
    // A space that is there already is meant, even where a partner is called so.
    let is_the_space = space.is_some() && cells.is_space("presenter", space);
    let is_partner = !is_the_space && cells.is_partner("presenter", partner);
    if is_partner || !cells.is_space("presenter", space) {
        let named = cells.partner("presenter", partner)?;
        return Some(named.map(|partner| Presenter::Partner { partner }));
    }
    let named: Option<SpaceId> = cells.space("presenter", space)?;
    Some(named.map(|space| Presenter::Space { space }))
}

impl Agendas {
    fn of(&mut self, plan: &Plan, meeting: MeetingId) -> &mut Outline {
        self.outlines.entry(meeting).or_insert_with(|| {
            let known = plan.meetings.get(&meeting);
            let entries = known.map(|meeting| meeting.agenda.clone()).unwrap_or_default();
            Outline { last: entries.last().map(|entry| entry.item), entries }
        })
    }
}

impl Outline {
    /// The place after the last line's item, at a depth; none where nothing stands above it.
    fn next(&self, meeting: MeetingId, depth: u8) -> Option<Spot> {
        let at = self.entries.iter().position(|entry| Some(entry.item) == self.last);
        let before = &self.entries[..at.map_or(0, |at| at + 1)];
        let above = before.iter().rposition(|entry| entry.depth < depth);
        let parent = match depth {
            0 => None,
            _ => Some(before.get(above?).filter(|entry| entry.depth + 1 == depth)?.item),
        };
        let siblings = &before[above.map_or(0, |above| above + 1)..];
        let after = siblings.iter().rev().find(|entry| entry.depth == depth);
        Some(Spot { meeting, parent, after: after.map(|entry| entry.item) })
    }

    /// Puts a new item there, as the plan will.
    fn put(&mut self, item: ItemId, Spot { parent, after, .. }: Spot) {
        let index = |id: Option<ItemId>| {
            let id = id?;
            self.entries.iter().position(|entry| entry.item == id)
        };
        let above = index(parent);
        let depth = above.map_or(0, |above| self.entries[above].depth + 1);
        let at = match index(after) {
            Some(after) => {
                let below = self.entries[after + 1..].iter();
                after + 1 + below.take_while(|entry| entry.depth > depth).count()
            }
            None => above.map_or(0, |above| above + 1),
        };
        self.entries.insert(at, Entry { item, depth });
        self.last = Some(item);
    }
}
