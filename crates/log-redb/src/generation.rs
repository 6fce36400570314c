//! The newest part of the index, in memory.

use std::collections::BTreeMap;

use plenum_log::CommandRange;
use uuid::Uuid;

/// Events of one plan that lie side by side in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Position of the first.
    pub position: u64,
    /// How many.
    pub count: u64,
}

/// Index entries of a stretch of the journal, in the order of the tables' keys, so that they
/// can be flushed in sorted steps without sorting them at once.
#[derive(Debug, Default)]
pub struct Generation {
    /// By plan and first number.
    pub runs: BTreeMap<(Uuid, u64), Run>,
    /// By command id and plan.
    pub commands: BTreeMap<(Uuid, Uuid), CommandRange>,
    /// By plan.
    pub heads: BTreeMap<Uuid, u64>,
    /// Where the stretch begins.
    pub from: u64,
    /// The position behind its last.
    pub upto: u64,
}

impl Generation {
    /// An empty stretch that begins at `from`.
    pub fn starting_at(from: u64) -> Self {
        Self { from, upto: from, ..Self::default() }
    }

    /// Entries to flush.
    pub fn entries(&self) -> usize {
        self.runs.len() + self.commands.len() + self.heads.len()
    }

    /// Positions covered.
    pub fn positions(&self) -> u64 {
        self.upto - self.from
    }

    /// Adds `run` of events numbered from `first`; it joins the plan's last run when both
    /// numbers and positions go on from it.
    pub fn add_run(&mut self, plan: Uuid, first: u64, run: Run) {
        let last = self.runs.range_mut((plan, 0)..=(plan, u64::MAX)).next_back();
        match last {
            Some(((_, before), known))
                if before + known.count == first
                    && known.position + known.count == run.position =>
            {
                known.count += run.count;
            }
            _ => {
                self.runs.insert((plan, first), run);
            }
        }
        self.heads.insert(plan, first + run.count - 1);
        self.upto = self.upto.max(run.position + run.count);
    }

    /// Adds what a command wrote; of a command met in pieces, the pieces grow together.
    pub fn add_command(&mut self, plan: Uuid, id: Uuid, range: CommandRange) {
        self.commands
            .entry((id, plan))
            .and_modify(|known| {
                known.first = known.first.min(range.first);
                known.last = known.last.max(range.last);
            })
            .or_insert(range);
    }

    /// The plan's first number in this stretch.
    pub fn first_of(&self, plan: Uuid) -> Option<u64> {
        self.runs.range((plan, 0)..=(plan, u64::MAX)).next().map(|((_, first), _)| *first)
    }

    /// Takes over everything from the stretch that follows this one.
    pub fn absorb(&mut self, later: Self) {
        for ((plan, first), run) in later.runs {
            self.add_run(plan, first, run);
        }
        for ((id, plan), range) in later.commands {
            self.add_command(plan, id, range);
        }
        self.upto = self.upto.max(later.upto);
    }
}
