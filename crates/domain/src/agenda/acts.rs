//! The commands and facts of agendas and backlogs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AgendaItem, Home, ItemKind, Presenter, Spot};
use crate::{AxisId, ItemId, MeetingId, RecordRef, SpaceId, value::MinuteOfDay};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum AgendaCommand {
    AddItem {
        item: ItemId,
        spot: Spot,
        kind: ItemKind,
        title: String,
        duration: u16,
        #[serde(default)]
        presenter: Option<Presenter>,
        #[serde(default)]
        axis: Option<AxisId>,
    },
    /// Proposes an item for a later meeting.
    ProposeItem {
        item: ItemId,
        space: Option<SpaceId>,
        kind: ItemKind,
        title: String,
        duration: u16,
        #[serde(default)]
        presenter: Option<Presenter>,
        #[serde(default)]
        axis: Option<AxisId>,
    },
    RenameItem {
        item: ItemId,
        title: String,
    },
    /// Moves an item and all below it, within its meeting.
    MoveItem {
        item: ItemId,
        spot: Spot,
    },
    SetDuration {
        item: ItemId,
        duration: u16,
    },
    SetKind {
        item: ItemId,
        kind: ItemKind,
    },
    SetPresenter {
        item: ItemId,
        presenter: Option<Presenter>,
    },
    SetAxis {
        item: ItemId,
        axis: Option<AxisId>,
    },
    MarkLate {
        item: ItemId,
    },
    UnmarkLate {
        item: ItemId,
    },
    LockStart {
        item: ItemId,
        start: MinuteOfDay,
    },
    UnlockStart {
        item: ItemId,
    },
    /// Takes an item and all below it off the agenda, into a space's backlog or the plenary's.
    SendToBacklog {
        item: ItemId,
        space: Option<SpaceId>,
    },
    TakeFromBacklog {
        item: ItemId,
        spot: Spot,
    },
    /// Takes an item and all below it away.
    RemoveItem {
        item: ItemId,
    },
    StartItem {
        item: ItemId,
    },
    FinishItem {
        item: ItemId,
    },
    /// Sends an item of a running meeting to the backlog. Wants a reason.
    PostponeItem {
        item: ItemId,
        space: Option<SpaceId>,
    },
    /// Hands an item of one backlog on to another, where it comes last: so a space proposes to the plenary.
    ReferItem {
        item: ItemId,
        space: Option<SpaceId>,
    },
    /// Says that an item deals with a record of the chain.
    LinkRecord {
        item: ItemId,
        about: RecordRef,
    },
    UnlinkRecord {
        item: ItemId,
        about: RecordRef,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AgendaFact {
    ItemAdded { item: AgendaItem, spot: Spot },
    ItemProposed { item: AgendaItem },
    ItemRenamed { item: ItemId, from: String, to: String },
    ItemMoved { item: ItemId, from: Spot, to: Spot },
    DurationSet { item: ItemId, from: u16, to: u16 },
    KindSet { item: ItemId, from: ItemKind, to: ItemKind },
    PresenterSet { item: ItemId, from: Option<Presenter>, to: Option<Presenter> },
    AxisSet { item: ItemId, from: Option<AxisId>, to: Option<AxisId> },
    MarkedLate { item: ItemId },
    UnmarkedLate { item: ItemId },
    StartLocked { item: ItemId, from: Option<MinuteOfDay>, to: MinuteOfDay },
    StartUnlocked { item: ItemId, from: MinuteOfDay },
    SentToBacklog { item: ItemId, from: Spot, space: Option<SpaceId> },
    TakenFromBacklog { item: ItemId, space: Option<SpaceId>, to: Spot },
    ItemRemoved { item: AgendaItem, from: Spot },
    ProposalWithdrawn { item: AgendaItem },
    ItemStarted { item: ItemId },
    ItemFinished { item: ItemId },
    ItemPostponed { item: ItemId, from: Spot, space: Option<SpaceId> },
    ItemReferred { item: ItemId, from: Option<SpaceId>, to: Option<SpaceId> },
    RecordLinked { item: ItemId, about: RecordRef },
    RecordUnlinked { item: ItemId, about: RecordRef },
}

impl AgendaFact {
    /// The item it is about.
    #[must_use]
    pub fn item(&self) -> ItemId {
        match self {
            Self::ItemAdded { item, .. }
            | Self::ItemProposed { item }
            | Self::ItemRemoved { item, .. }
            | Self::ProposalWithdrawn { item } => item.id,
            Self::ItemRenamed { item, .. }
            | Self::ItemMoved { item, .. }
            | Self::DurationSet { item, .. }
            | Self::KindSet { item, .. }
            | Self::PresenterSet { item, .. }
            | Self::AxisSet { item, .. }
            | Self::MarkedLate { item }
            | Self::UnmarkedLate { item }
            | Self::StartLocked { item, .. }
            | Self::StartUnlocked { item, .. }
            | Self::SentToBacklog { item, .. }
            | Self::TakenFromBacklog { item, .. }
            | Self::ItemStarted { item }
            | Self::ItemFinished { item }
            | Self::ItemPostponed { item, .. }
            | Self::ItemReferred { item, .. }
            | Self::RecordLinked { item, .. }
            | Self::RecordUnlinked { item, .. } => *item,
        }
    }

    /// The meeting whose agenda it changes.
    #[must_use]
    pub fn meeting(&self) -> Option<MeetingId> {
        match self {
            Self::ItemAdded { spot, .. } => Some(spot.meeting),
            Self::ItemMoved { to, .. } | Self::TakenFromBacklog { to, .. } => Some(to.meeting),
            Self::SentToBacklog { from, .. }
            | Self::ItemRemoved { from, .. }
            | Self::ItemPostponed { from, .. } => Some(from.meeting),
            _ => None,
        }
    }

    /// The backlogs it changes: a space's, or the plenary's (`None`).
    #[must_use]
    pub fn backlogs(&self) -> Vec<Option<SpaceId>> {
        match self {
            Self::ItemProposed { item } | Self::ProposalWithdrawn { item } => match item.home {
                Home::Backlog { space } => vec![space],
                Home::Meeting { .. } => Vec::new(),
            },
            Self::SentToBacklog { space, .. }
            | Self::TakenFromBacklog { space, .. }
            | Self::ItemPostponed { space, .. } => vec![*space],
            Self::ItemReferred { from, to, .. } => vec![*from, *to],
            _ => Vec::new(),
        }
    }
}
