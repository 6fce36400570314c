//! Histories: plans with all that made them.

use plenum_domain::{Event, Plan};

use super::Dice;
use crate::{ids::noon, sample};

/// A plan with all that made it.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub plan: Plan,
    pub events: Vec<Event>,
    /// First event and end of each command.
    pub commands: Vec<(usize, usize)>,
}

impl History {
    /// The sample's.
    #[must_use]
    pub fn of_the_sample() -> Self {
        let mut history = Self::default();
        let at = noon(sample::TODAY);
        history.extend(sample::events(0, sample::coordinator(), at, sample::facts()).collect());
        history.commands.clear();
        history
    }

    /// Takes the events of one command in.
    pub fn extend(&mut self, events: Vec<Event>) {
        let from = self.events.len();
        for event in &events {
            self.plan.evolve(event);
        }
        self.events.extend(events);
        if self.events.len() > from {
            self.commands.push((from, self.events.len()));
        }
    }

    /// The sample's, and `steps` random commands after it.
    #[must_use]
    pub fn random(seed: u64, steps: usize) -> Self {
        let mut dice = Dice::new(seed);
        let mut history = Self::of_the_sample();
        for _ in 0..steps {
            let events = dice.step(&history);
            history.extend(events);
        }
        history
    }
}
