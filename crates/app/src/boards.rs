//! The figures of a plan's present, kept by what changes.

use std::{collections::BTreeSet, sync::Arc};

use plenum_domain::{Audience, Plan, value::Day};
use plenum_views::tally::{Board, Dim, Tally};

use crate::plan::Committed;

/// What members and observers count, up to the same event.
pub(crate) struct Tallies {
    seq: u64,
    members: Tally,
    observers: Tally,
}

impl Tallies {
    pub fn of(plan: &Plan) -> Self {
        Self {
            seq: plan.head,
            members: Tally::of(plan, Audience::Members),
            observers: Tally::of(plan, Audience::Observers),
        }
    }

    pub fn observers(&self) -> &Tally {
        &self.observers
    }

    /// Number of the last event taken in.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Takes in the next events, from the state after them or a later one.
    pub fn take_in(&mut self, plan: &Plan, events: &[Arc<Committed>]) {
        let Some(last) = events.last() else { return };
        let facts = events.iter().map(|committed| &committed.event.fact);
        let names: BTreeSet<_> = facts.flat_map(|fact| fact.touches(plan)).collect();
        self.members.apply(plan, Audience::Members, names.iter().copied());
        self.observers.apply(plan, Audience::Observers, names);
        self.seq = last.event.seq;
    }

    pub fn board(&self, plan: &Plan, dim: &Dim, audience: Audience, day: &Day) -> Option<Board> {
        let tally = match audience {
            Audience::Members => &self.members,
            Audience::Observers => &self.observers,
        };
        dim.is_seen(plan, audience).then(|| Board::of(tally, dim, self.seq, day.clone()))
    }
}
