//! Tallies: the figures of a plan, of its axes, spaces, partners, communes and editions, kept by what changes.
//!
//! Each record contributes to some sums; a tally remembers what it took in, so that a change takes the old
//! contribution out and puts the new one in, whatever else there is.

mod board;
mod contribution;
mod dim;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use plenum_domain::{Audience, Plan, RecordRef, value::Day};

pub use board::Board;
pub use contribution::{Contribution, Metric, contribution};
pub use dim::Dim;

use crate::every_record_name;

/// The sums of one dimension; what is zero is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sums {
    sums: BTreeMap<Metric, i64>,
    /// How many fall due on which day: late is what fell due before today.
    due: BTreeMap<Metric, BTreeMap<Day, i64>>,
}

impl Sums {
    fn is_nothing(&self) -> bool {
        self.sums.is_empty() && self.due.is_empty()
    }
}

/// What one audience counts of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    taken: HashMap<RecordRef, Contribution>,
    /// The records whose contributions rely on another record.
    relying: HashMap<RecordRef, BTreeSet<RecordRef>>,
    dims: BTreeMap<Dim, Sums>,
}

impl Tally {
    /// Counts everything.
    #[must_use]
    pub fn of(plan: &Plan, audience: Audience) -> Self {
        let mut tally = Self::default();
        for name in every_record_name(plan) {
            tally.take(name, contribution(plan, name, audience));
        }
        tally
    }

    /// Takes in what has become of some records, and of those that rely on them.
    pub fn apply(
        &mut self,
        plan: &Plan,
        audience: Audience,
        touched: impl IntoIterator<Item = RecordRef>,
    ) {
        let touched: BTreeSet<_> = touched.into_iter().collect();
        // A report relies on its recommendation and on that one's priority alike: one step is enough.
        let relying = touched.iter().filter_map(|name| self.relying.get(name)).flatten();
        let all: BTreeSet<_> = relying.chain(&touched).copied().collect();
        for name in all {
            self.take(name, contribution(plan, name, audience));
        }
    }

    fn take(&mut self, name: RecordRef, new: Contribution) {
        let old = self.taken.remove(&name).unwrap_or_default();
        if old == new {
            self.put(name, new);
            return;
        }
        self.move_by(&old, -1);
        self.move_by(&new, 1);
        for below in &old.relies_on {
            if let Some(relying) = self.relying.get_mut(below) {
                relying.remove(&name);
                if relying.is_empty() {
                    self.relying.remove(below);
                }
            }
        }
        for below in &new.relies_on {
            self.relying.entry(*below).or_default().insert(name);
        }
        self.put(name, new);
    }

    fn put(&mut self, name: RecordRef, contribution: Contribution) {
        if contribution != Contribution::default() {
            self.taken.insert(name, contribution);
        }
    }

    fn move_by(&mut self, contribution: &Contribution, sign: i64) {
        for (dim, metric, n) in &contribution.sums {
            let sums = self.dims.entry(dim.clone()).or_default();
            add(&mut sums.sums, *metric, sign * n);
            self.forget_if_nothing(dim);
        }
        for (dim, metric, day) in &contribution.due {
            let sums = self.dims.entry(dim.clone()).or_default();
            let days = sums.due.entry(*metric).or_default();
            add(days, day.clone(), sign);
            if days.is_empty() {
                sums.due.remove(metric);
            }
            self.forget_if_nothing(dim);
        }
    }

    fn forget_if_nothing(&mut self, dim: &Dim) {
        if self.dims.get(dim).is_some_and(Sums::is_nothing) {
            self.dims.remove(dim);
        }
    }

    /// The figures of one dimension that are the same on every day.
    pub fn sums(&self, dim: &Dim) -> impl Iterator<Item = (Metric, i64)> {
        let sums = self.dims.get(dim).into_iter().flat_map(|known| &known.sums);
        sums.map(|(metric, n)| (*metric, *n))
    }

    /// The figures of one dimension on a day, by `kind.what`.
    #[must_use]
    pub fn figures(&self, dim: &Dim, today: &Day) -> BTreeMap<String, i64> {
        let due = self.dims.get(dim).into_iter().flat_map(|known| &known.due);
        let late = |days: &BTreeMap<Day, i64>| days.range(..today.clone()).map(|(_, n)| n).sum();
        let late = due.map(|(metric, days)| (*metric, late(days)));
        let all = self.sums(dim).chain(late);
        all.filter(|(_, n)| *n != 0).map(|(metric, n)| (metric.to_string(), n)).collect()
    }

    /// Every dimension that something counts for.
    pub fn dims(&self) -> impl Iterator<Item = &Dim> {
        self.dims.keys()
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, i64>, key: K, n: i64) {
    match sums.entry(key) {
        std::collections::btree_map::Entry::Occupied(mut known) => {
            *known.get_mut() += n;
            if *known.get() == 0 {
                known.remove();
            }
        }
        std::collections::btree_map::Entry::Vacant(free) => {
            if n != 0 {
                free.insert(n);
            }
        }
    }
}
