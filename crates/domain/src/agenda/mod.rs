//! The agenda of a meeting, a tree kept in reading order, and the backlogs that feed it.

mod acts;
mod decide;
mod links;
mod outline;
mod undo;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AxisId, Event, ItemId, MeetingId, PartnerId, Plan, RecordRef, SpaceId,
    value::MinuteOfDay,
};
pub use acts::{AgendaCommand, AgendaFact};
pub use outline::{Entry, Spot};

/// The most levels of an agenda: point, sub-point, detail.
pub const MAX_DEPTH: u8 = 3;
/// The most items of one meeting or backlog: ten times the longest plenary seen.
pub const MAX_ITEMS: usize = 500;
/// The longest item, in minutes: a day.
pub const MAX_DURATION: u16 = 24 * 60;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaItem {
    pub id: ItemId,
    pub home: Home,
    pub kind: ItemKind,
    pub title: String,
    /// In minutes; an item with sub-items lasts at least as long as they do together.
    pub duration: u16,
    pub presenter: Option<Presenter>,
    pub axis: Option<AxisId>,
    /// Came in after the call for items had ended, or was marked so.
    pub late: bool,
    /// The clock time at which it must start, whatever comes before it.
    pub locked_start: Option<MinuteOfDay>,
    pub state: ItemState,
    /// The records of the chain that it deals with.
    #[serde(default)]
    pub links: Vec<RecordRef>,
    pub added_by: AccountId,
    /// Who placed it where it is: only they may take that move back.
    pub placed_by: AccountId,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Home {
    Meeting {
        meeting: MeetingId,
    },
    /// A space's backlog, or the plenary's (`null`).
    Backlog {
        space: Option<SpaceId>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Information,
    Discussion,
    Decision,
    Workshop,
    Speech,
    Break,
}

/// planned → running → done, or postponed (to a backlog).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ItemState {
    Planned,
    Running,
    Done,
    Postponed,
}

/// Who presents: an organisation or a space, never a person by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presenter {
    Partner { partner: PartnerId },
    Space { space: SpaceId },
}

impl Plan {
    /// A backlog's items in order: a space's, or the plenary's (`None`).
    pub(crate) fn backlog_mut(&mut self, space: Option<SpaceId>) -> Option<&mut Vec<ItemId>> {
        match space {
            None => Some(&mut self.backlog),
            Some(id) => self.spaces.get_mut(&id).map(|s| &mut s.backlog),
        }
    }

    fn place(&mut self, id: ItemId, spot: Spot) {
        if let Some(meeting) = self.meetings.get_mut(&spot.meeting) {
            outline::insert(&mut meeting.agenda, &[Entry { item: id, depth: 0 }], &spot);
        }
    }

    fn shelve(
        &mut self,
        id: ItemId,
        from: Spot,
        space: Option<SpaceId>,
        state: ItemState,
        by: AccountId,
    ) {
        if let Some(meeting) = self.meetings.get_mut(&from.meeting) {
            outline::take(&mut meeting.agenda, id);
        }
        // Facts come deepest first, so that putting each in front keeps the reading order.
        if let Some(backlog) = self.backlog_mut(space) {
            backlog.insert(0, id);
        }
        if let Some(item) = self.items.get_mut(&id) {
            item.home = Home::Backlog { space };
            item.state = state;
            item.placed_by = by;
            item.locked_start = None;
        }
    }

    pub(crate) fn evolve_agenda(&mut self, fact: &AgendaFact, event: &Event) {
        use AgendaFact as F;
        match fact {
            F::ItemAdded { item, spot } => {
                self.items.insert(item.id, item.clone());
                self.place(item.id, *spot);
            }
            F::ItemProposed { item } => {
                self.items.insert(item.id, item.clone());
                if let (Home::Backlog { space }, id) = (item.home, item.id)
                    && let Some(backlog) = self.backlog_mut(space)
                {
                    backlog.push(id);
                }
            }
            F::ItemMoved { item, to, .. } => {
                if let Some(meeting) = self.meetings.get_mut(&to.meeting) {
                    let slice = outline::take(&mut meeting.agenda, *item);
                    outline::insert(&mut meeting.agenda, &slice, to);
                }
                if let Some(item) = self.items.get_mut(item) {
                    item.placed_by = event.actor;
                }
            }
            F::SentToBacklog { item, from, space } => {
                self.shelve(*item, *from, *space, ItemState::Planned, event.actor);
            }
            F::ItemPostponed { item, from, space } => {
                self.shelve(*item, *from, *space, ItemState::Postponed, event.actor);
            }
            F::TakenFromBacklog { item: id, space, to } => {
                if let Some(backlog) = self.backlog_mut(*space) {
                    backlog.retain(|waiting| waiting != id);
                }
                self.place(*id, *to);
                if let Some(item) = self.items.get_mut(id) {
                    item.home = Home::Meeting { meeting: to.meeting };
                    item.state = ItemState::Planned;
                    item.placed_by = event.actor;
                }
            }
            F::ItemReferred { item, from, to } => self.refer(*item, *from, *to, event.actor),
            F::ItemRemoved { item, from } => {
                if let Some(meeting) = self.meetings.get_mut(&from.meeting) {
                    outline::take(&mut meeting.agenda, item.id);
                }
                self.items.remove(&item.id);
            }
            F::ProposalWithdrawn { item } => {
                if let Home::Backlog { space } = item.home
                    && let Some(backlog) = self.backlog_mut(space)
                {
                    backlog.retain(|waiting| *waiting != item.id);
                }
                self.items.remove(&item.id);
            }
            field => {
                if let Some(item) = self.items.get_mut(&field.item()) {
                    item.take_in(field);
                }
            }
        }
    }
}

impl AgendaItem {
    /// Takes in a fact about one of its fields.
    fn take_in(&mut self, fact: &AgendaFact) {
        use AgendaFact as F;
        match fact {
            F::ItemRenamed { to, .. } => self.title.clone_from(to),
            F::DurationSet { to, .. } => self.duration = *to,
            F::KindSet { to, .. } => self.kind = *to,
            F::PresenterSet { to, .. } => self.presenter = *to,
            F::AxisSet { to, .. } => self.axis = *to,
            F::MarkedLate { .. } => self.late = true,
            F::UnmarkedLate { .. } => self.late = false,
            F::StartLocked { to, .. } => self.locked_start = Some(*to),
            F::StartUnlocked { .. } => self.locked_start = None,
            F::RecordLinked { about, .. } => self.links.push(*about),
            F::RecordUnlinked { about, .. } => self.links.retain(|known| known != about),
            F::ItemStarted { .. } => self.state = ItemState::Running,
            F::ItemFinished { .. } => self.state = ItemState::Done,
            F::ItemAdded { .. }
            | F::ItemProposed { .. }
            | F::ItemMoved { .. }
            | F::SentToBacklog { .. }
            | F::TakenFromBacklog { .. }
            | F::ItemReferred { .. }
            | F::ItemRemoved { .. }
            | F::ProposalWithdrawn { .. }
            | F::ItemPostponed { .. } => {}
        }
    }
}
