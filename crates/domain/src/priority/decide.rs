//! What may happen to a priority, and where it stands in its ranking.

use super::{Priority, PriorityCommand, PriorityFact as F, PriorityState as S, Rank, name};
use crate::{
    Context, DecidedIn, EditionId, Event, Fact, NeedId, Plan, PriorityId, RecordKind, RecordRef,
    Refusal,
    plan::changed,
    rights::{Act, Scope},
    value::{self, MAX_LINKS},
};

/// Priorities of one edition.
const MAX_PRIORITIES: usize = 500;

impl Plan {
    pub(crate) fn decide_priority(
        &self,
        command: PriorityCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use PriorityCommand as C;
        match command {
            C::Propose { .. } => self.propose_priority(command, ctx),
            C::CarryOver { priority, from, edition } => {
                self.carry_over_priority(ctx, priority, from, edition)
            }
            C::Rename { priority, title } => {
                let from = &self.ranked_priority(ctx, priority)?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || F::Renamed {
                    priority,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Describe { priority, note } => {
                let now = self.ranked_priority(ctx, priority)?;
                let to = value::note("note", &note)?;
                Ok(changed(&now.note, &to, || F::Described { priority, to: to.clone() }))
            }
            C::Move { priority, to } => self.move_priority(ctx, priority, to),
            C::LinkFinding { .. }
            | C::UnlinkFinding { .. }
            | C::LinkNeed { .. }
            | C::UnlinkNeed { .. } => self.relink_priority(command, ctx),
            C::Retain { priority, decided } => self.retain_priority(ctx, priority, decided),
            C::Drop { priority } => {
                let now = self.ranked_priority(ctx, priority)?;
                now.expect(&[S::Proposed])?;
                self.open_edition_of(now.edition)?;
                ctx.require_reason()?;
                Ok(vec![F::Dropped { priority }.into()])
            }
            C::Reopen { priority } => {
                let now = self.ranked_priority(ctx, priority)?;
                Ok(vec![self.reopened_priority(now)?.into()])
            }
            C::Close { priority } => {
                self.ranked_priority(ctx, priority)?.expect(&[S::Retained])?;
                Ok(vec![F::Closed { priority }.into()])
            }
        }
    }

    fn propose_priority(
        &self,
        command: PriorityCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let PriorityCommand::Propose {
            priority,
            edition,
            axis,
            title,
            note,
            space,
            partner,
            findings,
            needs,
        } = command
        else {
            return Ok(Vec::new());
        };
        self.require(ctx, Act::ProposePriorities, Scope::Charge { partner, space })?;
        self.check_new_priority(priority, edition)?;
        self.check_place(partner, Some(axis), space)?;
        Self::require_all(&self.findings, &findings, "findings")?;
        Self::require_all(&self.needs, &needs, "needs")?;
        self.require_living(&needs)?;
        if findings.len().max(needs.len()) > MAX_LINKS {
            return Err(Refusal::TooMany { what: "links", max: MAX_LINKS });
        }
        let title = value::title("title", &title)?;
        let note = value::note("note", &note)?;
        let fact =
            F::Proposed { priority, edition, axis, title, note, space, partner, findings, needs };
        Ok(vec![fact.into()])
    }

    fn check_new_priority(&self, id: PriorityId, edition: EditionId) -> Result<(), Refusal> {
        if self.priorities.contains_key(&id) {
            return Err(Refusal::Exists("priority"));
        }
        self.require_place(edition)
    }

    /// An edition that ranks one more.
    fn require_place(&self, edition: EditionId) -> Result<(), Refusal> {
        self.open_edition_of(edition)?;
        let rankings = self.editions.get(&edition).map(|edition| edition.rankings.values());
        let held: usize = rankings.into_iter().flatten().map(Vec::len).sum();
        if held >= MAX_PRIORITIES {
            return Err(Refusal::TooMany { what: "priorities", max: MAX_PRIORITIES });
        }
        Ok(())
    }

    /// Nothing that lives answers a need that is withdrawn.
    fn require_living<'n>(
        &self,
        needs: impl IntoIterator<Item = &'n NeedId>,
    ) -> Result<(), Refusal> {
        let mut needs = needs.into_iter().filter_map(|need| self.needs.get(need));
        if needs.any(|need| need.withdrawn) {
            return Err(Refusal::WrongState { what: "need", state: "withdrawn" });
        }
        Ok(())
    }

    fn reopened_priority(&self, now: &Priority) -> Result<F, Refusal> {
        now.expect(&[S::Dropped])?;
        self.require_place(now.edition)?;
        self.require_living(now.needs.keys())?;
        Ok(F::Reopened { priority: now.id })
    }

    fn carry_over_priority(
        &self,
        ctx: &Context,
        priority: PriorityId,
        from: PriorityId,
        edition: EditionId,
    ) -> Result<Vec<Fact>, Refusal> {
        let former = self.ranked_priority(ctx, from)?;
        if former.edition == edition {
            return Err(Refusal::Exists("edition"));
        }
        self.check_new_priority(priority, edition)?;
        let carried = |id: &PriorityId| {
            let known = self.priorities.get(id);
            known.is_some_and(|known| known.carried_from == Some(from))
        };
        let rankings = self.editions.get(&edition).map(|edition| edition.rankings.values());
        if rankings.into_iter().flatten().flatten().any(carried) {
            return Err(Refusal::Exists("from"));
        }
        Ok(vec![F::CarriedOver { priority, from, edition }.into()])
    }

    fn retain_priority(
        &self,
        ctx: &Context,
        priority: PriorityId,
        decided: Option<DecidedIn>,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.ranked_priority(ctx, priority)?;
        now.expect(&[S::Proposed])?;
        self.open_edition_of(now.edition)?;
        self.check_decided(decided)?;
        Ok(vec![F::Retained { priority, decided }.into()])
    }

    fn move_priority(
        &self,
        ctx: &Context,
        priority: PriorityId,
        to: Rank,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.ranked_priority(ctx, priority)?;
        self.require_movable(now)?;
        if !self.axes.contains_key(&to.axis) {
            return Err(Refusal::Unknown("axis"));
        }
        if to.axis == now.axis && to.after == Some(priority) {
            return Ok(Vec::new());
        }
        let from = self.rank_of(now);
        Ok(changed(&from, &to, || F::Moved { priority, from, to }))
    }

    fn require_movable(&self, now: &Priority) -> Result<(), Refusal> {
        now.expect(&[S::Proposed, S::Retained])?;
        self.open_edition_of(now.edition)
    }

    fn relink_priority(
        &self,
        command: PriorityCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use PriorityCommand as C;
        let room = |held: usize, what| {
            if held < MAX_LINKS { Ok(()) } else { Err(Refusal::TooMany { what, max: MAX_LINKS }) }
        };
        let fact = match command {
            C::LinkFinding { priority, finding } => {
                let known = &self.ranked_priority(ctx, priority)?.findings;
                self.finding(finding)?;
                if known.contains_key(&finding) {
                    return Ok(Vec::new());
                }
                room(known.len(), "findings")?;
                Some(F::FindingLinked { priority, finding })
            }
            C::UnlinkFinding { priority, finding } => {
                let known = &self.ranked_priority(ctx, priority)?.findings;
                known.contains_key(&finding).then_some(F::FindingUnlinked { priority, finding })
            }
            C::LinkNeed { priority, need } => {
                let known = &self.ranked_priority(ctx, priority)?.needs;
                if !self.needs.contains_key(&need) {
                    return Err(Refusal::Unknown("need"));
                }
                if known.contains_key(&need) {
                    return Ok(Vec::new());
                }
                self.require_living([&need])?;
                room(known.len(), "needs")?;
                Some(F::NeedLinked { priority, need })
            }
            C::UnlinkNeed { priority, need } => {
                let known = &self.ranked_priority(ctx, priority)?.needs;
                known.contains_key(&need).then_some(F::NeedUnlinked { priority, need })
            }
            _ => None,
        };
        Ok(fact.map(Fact::from).into_iter().collect())
    }

    pub(crate) fn priority(&self, id: PriorityId) -> Result<&Priority, Refusal> {
        self.priorities.get(&id).ok_or(Refusal::Unknown("priority"))
    }

    fn ranked_priority(&self, ctx: &Context, id: PriorityId) -> Result<&Priority, Refusal> {
        self.require(ctx, Act::RankPriorities, Scope::Record(name(id)))?;
        self.priority(id)
    }

    fn rank_of(&self, priority: &Priority) -> Rank {
        let edition = self.editions.get(&priority.edition);
        let ranking = edition.and_then(|edition| edition.rankings.get(&priority.axis));
        let ranking = ranking.map(Vec::as_slice).unwrap_or_default();
        let at = ranking.iter().position(|id| *id == priority.id).unwrap_or(0);
        Rank {
            axis: priority.axis,
            after: at.checked_sub(1).and_then(|at| ranking.get(at).copied()),
        }
    }

    /// The fact that takes a priority's fact back.
    pub(crate) fn undo_priority(&self, fact: &F, ctx: &Context) -> Result<F, Refusal> {
        let now = self.ranked_priority(ctx, fact.priority())?;
        let priority = now.id;
        if let F::Moved { from, .. } = fact {
            if now.placed_by != ctx.actor {
                return Err(Refusal::ChangedSince);
            }
            self.require_movable(now)?;
            return Ok(F::Moved { priority, from: self.rank_of(now), to: *from });
        }
        if now.changed_by != ctx.actor {
            return Err(Refusal::ChangedSince);
        }
        match fact {
            F::Renamed { from, .. } => {
                Ok(F::Renamed { priority, from: now.title.clone(), to: from.clone() })
            }
            F::Dropped { .. } if now.state == S::Dropped => self.reopened_priority(now),
            F::Dropped { .. } => Err(Refusal::ChangedSince),
            _ => Err(Refusal::NotUndoable),
        }
    }

    pub(super) fn rank_last(&mut self, id: PriorityId) {
        let Some(priority) = self.priorities.get(&id) else { return };
        let Some(edition) = self.editions.get_mut(&priority.edition) else { return };
        edition.rankings.entry(priority.axis).or_default().push(id);
    }

    pub(super) fn unrank(&mut self, id: PriorityId) {
        let Some(priority) = self.priorities.get(&id) else { return };
        let Some(edition) = self.editions.get_mut(&priority.edition) else { return };
        if let Some(ranking) = edition.rankings.get_mut(&priority.axis) {
            ranking.retain(|ranked| *ranked != id);
        }
    }

    pub(super) fn place_priority(&mut self, id: PriorityId, to: Rank, event: &Event) {
        self.unrank(id);
        let Some(priority) = self.priorities.get_mut(&id) else { return };
        (priority.axis, priority.placed_by) = (to.axis, event.actor);
        let Some(edition) = self.editions.get_mut(&priority.edition) else { return };
        let ranking = edition.rankings.entry(to.axis).or_default();
        let at = match to.after {
            None => 0,
            Some(after) => {
                let found = ranking.iter().position(|ranked| *ranked == after);
                found.map_or(ranking.len(), |found| found + 1)
            }
        };
        ranking.insert(at, id);
    }

    /// How many recommendations stand on a priority.
    pub(crate) fn recommendations_of(&self, id: PriorityId) -> usize {
        let above = self.chain.above(RecordRef::new(RecordKind::Priority, id));
        above.filter(|name| name.kind == RecordKind::Recommendation).count()
    }
}

impl Priority {
    pub(crate) fn expect(&self, states: &[S]) -> Result<(), Refusal> {
        if states.contains(&self.state) {
            Ok(())
        } else {
            Err(Refusal::WrongState { what: "priority", state: self.state.into() })
        }
    }
}
