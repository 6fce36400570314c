//! Taking back one's own last change to an agenda.

use super::{AgendaFact, AgendaItem, Home, ItemState, decide::landing, outline};
use crate::{
    Context, ItemId, Meeting, Plan, RecordKind, RecordRef, Refusal,
    rights::{Act, Scope},
};

impl Plan {
    /// The fact that takes an agenda fact back, unless someone else has changed the same thing since.
    pub(crate) fn undo_agenda(
        &self,
        fact: &AgendaFact,
        ctx: &Context,
    ) -> Result<AgendaFact, Refusal> {
        use AgendaFact as F;
        if let F::ItemRemoved { item, from } = fact {
            let meeting = self.open_agenda(from.meeting, ctx)?;
            if self.items.contains_key(&item.id) {
                return Err(Refusal::ChangedSince);
            }
            let item = AgendaItem { placed_by: ctx.actor, ..item.clone() };
            return Ok(F::ItemAdded { item, spot: landing(meeting, *from, &[])? });
        }
        if let F::ProposalWithdrawn { item } = fact {
            if let Home::Backlog { space } = item.home {
                self.require(ctx, Act::ProposeItem, Scope::Backlog(space))?;
                self.room_in_backlog(space, 1)?;
            }
            if self.items.contains_key(&item.id) {
                return Err(Refusal::ChangedSince);
            }
            let item = AgendaItem { placed_by: ctx.actor, ..item.clone() };
            return Ok(F::ItemProposed { item });
        }
        let id = fact.item();
        self.item(id).map_err(|_| Refusal::ChangedSince)?;
        // Who may prepare the agenda may take back from any backlog: checked where it lands.
        // What was handed on is taken back by whoever may propose where it came from.
        if let F::ItemReferred { from, .. } = fact {
            self.require(ctx, Act::ProposeItem, Scope::Backlog(*from))?;
        } else if !matches!(fact, F::SentToBacklog { .. }) {
            self.editable(id, ctx)?;
        }
        self.undo_field(fact).unwrap_or_else(|| self.undo_place(fact, ctx))
    }

    /// Takes a field's change back where the field still holds what the fact put there.
    fn undo_field(&self, fact: &AgendaFact) -> Option<Result<AgendaFact, Refusal>> {
        use AgendaFact as F;
        let item = fact.item();
        let now = self.items.get(&item)?;
        let (same, back) = match fact {
            F::ItemRenamed { from, to, .. } => {
                (now.title == *to, F::ItemRenamed { item, from: to.clone(), to: from.clone() })
            }
            F::DurationSet { from, to, .. } => {
                (now.duration == *to, F::DurationSet { item, from: *to, to: *from })
            }
            F::KindSet { from, to, .. } => {
                (now.kind == *to, F::KindSet { item, from: *to, to: *from })
            }
            F::PresenterSet { from, to, .. } => {
                (now.presenter == *to, F::PresenterSet { item, from: *to, to: *from })
            }
            F::AxisSet { from, to, .. } => {
                (now.axis == *to, F::AxisSet { item, from: *to, to: *from })
            }
            F::MarkedLate { .. } => (now.late, F::UnmarkedLate { item }),
            F::UnmarkedLate { .. } => (!now.late, F::MarkedLate { item }),
            F::StartLocked { from: None, to, .. } => {
                (now.locked_start == Some(*to), F::StartUnlocked { item, from: *to })
            }
            F::StartLocked { from: Some(from), to, .. } => {
                (now.locked_start == Some(*to), F::StartLocked { item, from: Some(*to), to: *from })
            }
            F::RecordLinked { about, .. } => {
                (now.links.contains(about), F::RecordUnlinked { item, about: *about })
            }
            F::RecordUnlinked { about, .. } => {
                (!now.links.contains(about), F::RecordLinked { item, about: *about })
            }
            F::StartUnlocked { from, .. } => {
                (now.locked_start.is_none(), F::StartLocked { item, from: None, to: *from })
            }
            _ => return None,
        };
        Some(if same { Ok(back) } else { Err(Refusal::ChangedSince) })
    }

    /// Takes a placing back where nobody else has placed the item since.
    fn undo_place(&self, fact: &AgendaFact, ctx: &Context) -> Result<AgendaFact, Refusal> {
        use AgendaFact as F;
        let now = self.item(fact.item())?;
        let item = now.id;
        if now.placed_by != ctx.actor {
            return Err(Refusal::ChangedSince);
        }
        let here = match now.home {
            Home::Meeting { meeting } => self
                .meetings
                .get(&meeting)
                .and_then(|m| outline::spot_of(&m.agenda, m.id, item).map(|spot| (m, spot))),
            Home::Backlog { .. } => None,
        };
        match (fact, here) {
            (F::ItemAdded { item: added, .. }, Some((meeting, from))) => {
                if has_below(meeting, item) || !now.says_the_same(added) {
                    return Err(Refusal::ChangedSince);
                }
                self.require_no_files(RecordRef::new(RecordKind::Item, item))?;
                Ok(F::ItemRemoved { item: now.clone(), from })
            }
            (F::ItemProposed { item: proposed }, None) if now.says_the_same(proposed) => {
                self.require_no_files(RecordRef::new(RecordKind::Item, item))?;
                Ok(F::ProposalWithdrawn { item: now.clone() })
            }
            (F::ItemMoved { from: back, .. }, Some((meeting, from)))
                if back.meeting == meeting.id =>
            {
                let mut rest = meeting.clone();
                let run = outline::take(&mut rest.agenda, item);
                let to = landing(&rest, *back, &run)?;
                Ok(F::ItemMoved { item, from, to })
            }
            (F::SentToBacklog { from: back, space, .. }, None)
                if now.home == (Home::Backlog { space: *space }) =>
            {
                let meeting = self.open_agenda(back.meeting, ctx)?;
                let to = landing(meeting, *back, &[])?;
                Ok(F::TakenFromBacklog { item, space: *space, to })
            }
            (F::TakenFromBacklog { space, .. }, Some((meeting, from)))
                if now.state == ItemState::Planned && now.locked_start.is_none() =>
            {
                if has_below(meeting, item) {
                    return Err(Refusal::ChangedSince);
                }
                self.room_in_backlog(*space, 1)?;
                Ok(F::SentToBacklog { item, from, space: *space })
            }
            (F::ItemReferred { from: back, to, .. }, None)
                if now.home == (Home::Backlog { space: *to }) =>
            {
                self.room_in_backlog(*back, 1)?;
                Ok(F::ItemReferred { item, from: *to, to: *back })
            }
            (F::ItemStarted { .. } | F::ItemFinished { .. } | F::ItemPostponed { .. }, _) => {
                Err(Refusal::NotUndoable)
            }
            _ => Err(Refusal::ChangedSince),
        }
    }
}

/// Whether someone put rows under an item meanwhile: they would leave the agenda with it.
fn has_below(meeting: &Meeting, item: ItemId) -> bool {
    let at = outline::index(&meeting.agenda, item);
    at.is_some_and(|at| outline::subtree(&meeting.agenda, at).len() > 1)
}

impl AgendaItem {
    /// Whether nothing but its place has changed: taking it away would take nobody's words with it.
    fn says_the_same(&self, before: &Self) -> bool {
        let placed = Self { home: self.home, placed_by: self.placed_by, ..before.clone() };
        *self == placed
    }
}
