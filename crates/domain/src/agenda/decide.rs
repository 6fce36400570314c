//! What may happen to an agenda.

use super::{
    AgendaCommand, AgendaFact, AgendaItem, Home, ItemKind, ItemState, MAX_DEPTH, MAX_DURATION,
    MAX_ITEMS, Presenter, Spot,
    outline::{self, Entry},
};
use crate::{
    AxisId, Context, Fact, ItemId, Meeting, MeetingId, Plan, RecordKind, RecordRef, Refusal,
    SpaceId,
    meeting::MeetingState,
    plan::changed,
    rights::{Act, Scope},
    value::{self, Day},
};

/// States in which an agenda still changes.
const EDITABLE: &[MeetingState] = &[
    MeetingState::Preparation,
    MeetingState::Convened,
    MeetingState::Open,
    MeetingState::Suspended,
];
const SITTING: &[MeetingState] = &[MeetingState::Open];

/// What a new item says of itself.
struct Draft {
    item: ItemId,
    kind: ItemKind,
    title: String,
    duration: u16,
    presenter: Option<Presenter>,
    axis: Option<AxisId>,
}

impl Plan {
    pub(crate) fn decide_agenda(
        &self,
        command: AgendaCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use AgendaCommand as C;
        match command {
            C::AddItem { item, spot, kind, title, duration, presenter, axis } => {
                self.add_item(Draft { item, kind, title, duration, presenter, axis }, spot, ctx)
            }
            C::ProposeItem { item, space, kind, title, duration, presenter, axis } => self
                .propose_item(Draft { item, kind, title, duration, presenter, axis }, space, ctx),
            C::MoveItem { item, spot } => self.move_item(item, spot, ctx),
            C::SendToBacklog { item, space } => {
                self.on_agenda(item, ctx, EDITABLE)?;
                self.shelve_item(item, space, &[ItemState::Planned], ctx, |item, from, space| {
                    AgendaFact::SentToBacklog { item, from, space }
                })
            }
            C::PostponeItem { item, space } => {
                self.on_agenda(item, ctx, SITTING)?;
                ctx.require_reason()?;
                let states = [ItemState::Planned, ItemState::Running];
                self.shelve_item(item, space, &states, ctx, |item, from, space| {
                    AgendaFact::ItemPostponed { item, from, space }
                })
            }
            C::TakeFromBacklog { item, spot } => self.take_from_backlog(item, spot, ctx),
            C::RemoveItem { item } => self.remove_item(item, ctx),
            C::StartItem { item } => {
                self.item_running(item, ItemState::Planned, ctx)?;
                Ok(vec![AgendaFact::ItemStarted { item }.into()])
            }
            C::FinishItem { item } => {
                self.item_running(item, ItemState::Running, ctx)?;
                Ok(vec![AgendaFact::ItemFinished { item }.into()])
            }
            C::ReferItem { item, space } => self.refer_item(item, space, ctx),
            C::LinkRecord { item, about } => self.link_record(item, about, ctx),
            C::UnlinkRecord { item, about } => self.unlink_record(item, about, ctx),
            field => self.set_field(field, ctx),
        }
    }

    /// Commands that change one field of an item, on an agenda or in a backlog.
    fn set_field(&self, command: AgendaCommand, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        use AgendaCommand as C;
        use AgendaFact as F;
        Ok(match command {
            C::RenameItem { item, title } => {
                let from = &self.editable(item, ctx)?.title;
                let to = value::title("title", &title)?;
                changed(from, &to, || F::ItemRenamed { item, from: from.clone(), to: to.clone() })
            }
            C::SetDuration { item, duration: to } => {
                let from = self.editable(item, ctx)?.duration;
                value::within("duration", to.into(), 0, MAX_DURATION.into())?;
                changed(&from, &to, || F::DurationSet { item, from, to })
            }
            C::SetKind { item, kind: to } => {
                let from = self.editable(item, ctx)?.kind;
                changed(&from, &to, || F::KindSet { item, from, to })
            }
            C::SetPresenter { item, presenter: to } => {
                let from = self.editable(item, ctx)?.presenter;
                self.require_presenter(to)?;
                changed(&from, &to, || F::PresenterSet { item, from, to })
            }
            C::SetAxis { item, axis: to } => {
                let from = self.editable(item, ctx)?.axis;
                self.require_axis(to)?;
                changed(&from, &to, || F::AxisSet { item, from, to })
            }
            C::MarkLate { item } => {
                let late = self.editable(item, ctx)?.late;
                changed(&late, &true, || F::MarkedLate { item })
            }
            C::UnmarkLate { item } => {
                let late = self.editable(item, ctx)?.late;
                changed(&late, &false, || F::UnmarkedLate { item })
            }
            C::LockStart { item, start: to } => {
                let now = self.editable(item, ctx)?;
                if !matches!(now.home, Home::Meeting { .. }) {
                    return Err(Refusal::WrongState { what: "item", state: "backlog" });
                }
                let from = now.locked_start;
                changed(&from, &Some(to), || F::StartLocked { item, from, to })
            }
            C::UnlockStart { item } => match self.editable(item, ctx)?.locked_start {
                Some(from) => vec![F::StartUnlocked { item, from }.into()],
                None => Vec::new(),
            },
            _ => Vec::new(),
        })
    }

    fn add_item(&self, draft: Draft, spot: Spot, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let meeting = self.open_agenda(spot.meeting, ctx)?;
        let spot = landing(meeting, spot, &[])?;
        let mut item = self.drafted(draft, Home::Meeting { meeting: meeting.id }, ctx)?;
        item.late = meeting.is_late(ctx);
        Ok(vec![AgendaFact::ItemAdded { item, spot }.into()])
    }

    fn propose_item(
        &self,
        draft: Draft,
        space: Option<SpaceId>,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::ProposeItem, Scope::Backlog(space))?;
        self.room_in_backlog(space, 1)?;
        let item = self.drafted(draft, Home::Backlog { space }, ctx)?;
        Ok(vec![AgendaFact::ItemProposed { item }.into()])
    }

    fn drafted(&self, draft: Draft, home: Home, ctx: &Context) -> Result<AgendaItem, Refusal> {
        if self.items.contains_key(&draft.item) {
            return Err(Refusal::Exists("item"));
        }
        self.require_presenter(draft.presenter)?;
        self.require_axis(draft.axis)?;
        value::within("duration", draft.duration.into(), 0, MAX_DURATION.into())?;
        Ok(AgendaItem {
            id: draft.item,
            home,
            kind: draft.kind,
            title: value::title("title", &draft.title)?,
            duration: draft.duration,
            presenter: draft.presenter,
            axis: draft.axis,
            late: false,
            locked_start: None,
            state: ItemState::Planned,
            links: Vec::new(),
            added_by: ctx.actor,
            placed_by: ctx.actor,
        })
    }

    fn move_item(&self, item: ItemId, spot: Spot, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let (meeting, from) = self.on_agenda(item, ctx, EDITABLE)?;
        if spot.meeting != meeting.id {
            return Err(Refusal::Malformed { field: "spot" });
        }
        let mut rest = meeting.agenda.clone();
        let run = outline::take(&mut rest, item);
        let moving = |id: Option<ItemId>| id.is_some_and(|id| run.iter().any(|e| e.item == id));
        if moving(spot.parent) || moving(spot.after) {
            return Err(Refusal::UnderItself);
        }
        let without = Meeting { agenda: rest, ..meeting.clone() };
        let to = landing(&without, spot, &run)?;
        Ok(changed(&from, &to, || AgendaFact::ItemMoved { item, from, to }))
    }

    fn shelve_item(
        &self,
        item: ItemId,
        space: Option<SpaceId>,
        states: &[ItemState],
        ctx: &Context,
        fact: impl Fn(ItemId, Spot, Option<SpaceId>) -> AgendaFact,
    ) -> Result<Vec<Fact>, Refusal> {
        let (meeting, _) = self.on_agenda(item, ctx, EDITABLE)?;
        let run = deepest_first(meeting, item);
        self.require_states(&run, states)?;
        self.room_in_backlog(space, run.len())?;
        let mut facts: Vec<Fact> = Vec::with_capacity(run.len());
        for (id, from) in run {
            let now = self.item(id)?;
            // A locked start and lateness are about this meeting: said, so that an undo brings them back.
            if let Some(from) = now.locked_start {
                facts.push(AgendaFact::StartUnlocked { item: id, from }.into());
            }
            if now.late {
                facts.push(AgendaFact::UnmarkedLate { item: id }.into());
            }
            facts.push(fact(id, from, space).into());
        }
        Ok(facts)
    }

    /// Refuses to take away what the meeting is dealing with or has dealt with.
    fn require_states(&self, run: &[(ItemId, Spot)], states: &[ItemState]) -> Result<(), Refusal> {
        let found = run.iter().filter_map(|(id, _)| self.items.get(id)).map(|item| item.state);
        match { found }.find(|state| !states.contains(state)) {
            Some(state) => Err(Refusal::WrongState { what: "item", state: state.into() }),
            None => Ok(()),
        }
    }

    fn take_from_backlog(
        &self,
        item: ItemId,
        spot: Spot,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let meeting = self.open_agenda(spot.meeting, ctx)?;
        let now = self.item(item)?;
        let Home::Backlog { space } = now.home else {
            return Err(Refusal::WrongState { what: "item", state: "scheduled" });
        };
        // Taking from a space's backlog is the business of those who may read it, and all members do.
        let to = landing(meeting, spot, &[])?;
        let mut facts = vec![AgendaFact::TakenFromBacklog { item, space, to }.into()];
        if meeting.is_late(ctx) && !now.late {
            facts.push(AgendaFact::MarkedLate { item }.into());
        }
        Ok(facts)
    }

    fn remove_item(&self, item: ItemId, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let now = self.item(item)?;
        let name = |id: ItemId| RecordRef::new(RecordKind::Item, id);
        if let Home::Backlog { space } = now.home {
            self.require(ctx, Act::ProposeItem, Scope::Backlog(space))?;
            self.require_no_files(name(item))?;
            return Ok(vec![AgendaFact::ProposalWithdrawn { item: now.clone() }.into()]);
        }
        let (meeting, _) = self.on_agenda(item, ctx, EDITABLE)?;
        let run = deepest_first(meeting, item);
        self.require_states(&run, &[ItemState::Planned])?;
        run.iter().try_for_each(|(id, _)| self.require_no_files(name(*id)))?;
        Ok(run
            .into_iter()
            .filter_map(|(id, from)| {
                let item = self.items.get(&id)?.clone();
                Some(AgendaFact::ItemRemoved { item, from }.into())
            })
            .collect())
    }

    pub(super) fn item(&self, id: ItemId) -> Result<&AgendaItem, Refusal> {
        self.items.get(&id).ok_or(Refusal::Unknown("item"))
    }

    /// An item whose words and figures the actor may change.
    pub(super) fn editable(&self, id: ItemId, ctx: &Context) -> Result<&AgendaItem, Refusal> {
        let item = self.item(id)?;
        match item.home {
            Home::Meeting { .. } => self.on_agenda(id, ctx, EDITABLE).map(drop)?,
            Home::Backlog { space } => {
                self.require(ctx, Act::ProposeItem, Scope::Backlog(space))?
            }
        }
        Ok(item)
    }

    fn item_running(&self, id: ItemId, wanted: ItemState, ctx: &Context) -> Result<(), Refusal> {
        let item = self.item(id)?;
        let Home::Meeting { meeting } = item.home else {
            return Err(Refusal::WrongState { what: "item", state: "backlog" });
        };
        self.require(ctx, Act::RunMeeting, Scope::Meeting(meeting))?;
        self.meeting_in(meeting, SITTING)?;
        if item.state != wanted {
            return Err(Refusal::WrongState { what: "item", state: item.state.into() });
        }
        Ok(())
    }

    /// A meeting whose agenda the actor may change now.
    pub(super) fn open_agenda(&self, id: MeetingId, ctx: &Context) -> Result<&Meeting, Refusal> {
        self.meeting(id)?;
        self.require(ctx, Act::PrepareAgenda, Scope::Meeting(id))?;
        self.meeting_in(id, EDITABLE)
    }

    fn on_agenda(
        &self,
        id: ItemId,
        ctx: &Context,
        states: &[MeetingState],
    ) -> Result<(&Meeting, Spot), Refusal> {
        let Home::Meeting { meeting } = self.item(id)?.home else {
            return Err(Refusal::WrongState { what: "item", state: "backlog" });
        };
        let meeting = self.open_agenda(meeting, ctx)?;
        self.meeting_in(meeting.id, states)?;
        let spot =
            outline::spot_of(&meeting.agenda, meeting.id, id).ok_or(Refusal::Unknown("item"))?;
        Ok((meeting, spot))
    }

    fn require_presenter(&self, presenter: Option<Presenter>) -> Result<(), Refusal> {
        match presenter {
            Some(Presenter::Partner { partner }) if !self.partners.contains_key(&partner) => {
                Err(Refusal::Unknown("presenter"))
            }
            Some(Presenter::Space { space }) if !self.spaces.contains_key(&space) => {
                Err(Refusal::Unknown("presenter"))
            }
            _ => Ok(()),
        }
    }

    fn require_axis(&self, axis: Option<AxisId>) -> Result<(), Refusal> {
        match axis {
            Some(id) if !self.axes.contains_key(&id) => Err(Refusal::Unknown("axis")),
            _ => Ok(()),
        }
    }

    pub(super) fn room_in_backlog(
        &self,
        space: Option<SpaceId>,
        more: usize,
    ) -> Result<(), Refusal> {
        let waiting = match space {
            None => self.backlog.len(),
            Some(id) => self.living_space(id)?.backlog.len(),
        };
        within_items(waiting + more)
    }
}

impl Meeting {
    /// Whether an item that comes in now is late: after the call for items, or after the convocation.
    fn is_late(&self, ctx: &Context) -> bool {
        self.state != MeetingState::Preparation
            || self.call_until.as_ref().is_some_and(|until| Day::of_millis(ctx.now) > *until)
    }
}

/// Where something put at a spot will stand, after the rules of depth and number.
/// A sibling that moved away meanwhile becomes the last one under the parent: rows are never lost.
pub(super) fn landing(meeting: &Meeting, spot: Spot, run: &[Entry]) -> Result<Spot, Refusal> {
    if spot.parent.is_some_and(|parent| outline::index(&meeting.agenda, parent).is_none()) {
        return Err(Refusal::Unknown("parent"));
    }
    within_items(meeting.agenda.len() + run.len().max(1))?;
    let (at, depth) = outline::position(&meeting.agenda, &spot);
    let height = run
        .iter()
        .map(|e| e.depth)
        .max()
        .zip(run.first())
        .map_or(0, |(max, first)| max - first.depth);
    if depth.saturating_add(height) >= MAX_DEPTH {
        return Err(Refusal::TooDeep { max: MAX_DEPTH });
    }
    let before = meeting.agenda[..at].iter().rev();
    let after = before.take_while(|e| e.depth >= depth).find(|e| e.depth == depth).map(|e| e.item);
    Ok(Spot { after, ..spot })
}

fn within_items(n: usize) -> Result<(), Refusal> {
    if n > MAX_ITEMS { Err(Refusal::TooMany { what: "items", max: MAX_ITEMS }) } else { Ok(()) }
}

/// An item and all below it, last first, each with the spot it leaves once those after it have left.
fn deepest_first(meeting: &Meeting, item: ItemId) -> Vec<(ItemId, Spot)> {
    let Some(at) = outline::index(&meeting.agenda, item) else { return Vec::new() };
    let run = &meeting.agenda[outline::subtree(&meeting.agenda, at)];
    run.iter()
        .rev()
        .filter_map(|entry| {
            let spot = outline::spot_of(&meeting.agenda, meeting.id, entry.item)?;
            Some((entry.item, spot))
        })
        .collect()
}
