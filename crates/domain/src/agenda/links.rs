//! What an item deals with, and handing it on from one backlog to another.

use super::{AgendaFact, Home};
use crate::{
    AccountId, Context, Fact, ItemId, Plan, RecordRef, Refusal, SpaceId,
    rights::{Act, Scope},
};

/// The most records one item deals with: a workshop on one axis with all its recommendations.
const MAX_LINKS: usize = 20;

impl Plan {
    pub(super) fn link_record(
        &self,
        item: ItemId,
        about: RecordRef,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let links = &self.editable(item, ctx)?.links;
        self.require_link(about)?;
        if links.contains(&about) {
            return Ok(Vec::new());
        }
        if links.len() >= MAX_LINKS {
            return Err(Refusal::TooMany { what: "links", max: MAX_LINKS });
        }
        Ok(vec![AgendaFact::RecordLinked { item, about }.into()])
    }

    pub(super) fn unlink_record(
        &self,
        item: ItemId,
        about: RecordRef,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let is_linked = self.editable(item, ctx)?.links.contains(&about);
        Ok(if is_linked {
            vec![AgendaFact::RecordUnlinked { item, about }.into()]
        } else {
            Vec::new()
        })
    }

    /// Whoever may propose to the backlog that the item leaves hands it on; the other one need not be theirs,
    /// as a space proposes to the plenary.
    pub(super) fn refer_item(
        &self,
        item: ItemId,
        to: Option<SpaceId>,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let Home::Backlog { space: from } = self.item(item)?.home else {
            return Err(Refusal::WrongState { what: "item", state: "scheduled" });
        };
        self.require(ctx, Act::ProposeItem, Scope::Backlog(from))?;
        if from == to {
            return Ok(Vec::new());
        }
        self.room_in_backlog(to, 1)?;
        Ok(vec![AgendaFact::ItemReferred { item, from, to }.into()])
    }

    pub(super) fn refer(
        &mut self,
        id: ItemId,
        from: Option<SpaceId>,
        to: Option<SpaceId>,
        by: AccountId,
    ) {
        if let Some(backlog) = self.backlog_mut(from) {
            backlog.retain(|waiting| *waiting != id);
        }
        if let Some(backlog) = self.backlog_mut(to) {
            backlog.push(id);
        }
        if let Some(item) = self.items.get_mut(&id) {
            item.home = Home::Backlog { space: to };
            item.placed_by = by;
        }
    }
}
