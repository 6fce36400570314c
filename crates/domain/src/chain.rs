//! The chain: what is built on what, and what has to be confirmed since a finding changed.
//!
//! A link keeps the number of the event that made it. A finding that changes later flags everything that
//! stands on it by such links; nobody stores the flag. A confirmation is an event of its own, and speaks for
//! the one record that it is about.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Context, Event, Fact, FindingId, Plan, RecordKind, RecordRef, Refusal, advocacy::AdvocacyState,
    edition::EditionState, priority::PriorityState, recommendation::RecommendationState,
};

/// What stands directly on each record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    above: BTreeMap<RecordRef, BTreeSet<RecordRef>>,
}

impl Chain {
    /// What stands directly on a record.
    pub fn above(&self, of: RecordRef) -> impl Iterator<Item = RecordRef> + '_ {
        self.above.get(&of).into_iter().flatten().copied()
    }

    /// Everything that stands on a record, nearest first, each once.
    #[must_use]
    pub fn everything_above(&self, of: RecordRef) -> Vec<RecordRef> {
        let (mut found, mut next) = (vec![of], 0);
        let mut known = BTreeSet::from([of]);
        while let Some(at) = found.get(next).copied() {
            next += 1;
            found.extend(self.above(at).filter(|name| known.insert(*name)));
        }
        found.split_off(1)
    }

    pub(crate) fn link(&mut self, below: RecordRef, above: RecordRef) {
        self.above.entry(below).or_default().insert(above);
    }

    pub(crate) fn unlink(&mut self, below: RecordRef, above: RecordRef) {
        let Some(known) = self.above.get_mut(&below) else { return };
        known.remove(&above);
        if known.is_empty() {
            self.above.remove(&below);
        }
    }
}

/// How a record was found to hold against a finding that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// As it is.
    Stands,
    /// As it was adapted.
    Adapted,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum ChainCommand {
    /// Confirms that a record holds, though a finding that it stands on has changed. Wants a reason.
    Confirm { about: RecordRef, finding: FindingId, holds: Holds },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ChainFact {
    /// `relied_on` is the number of the event that changed the finding.
    Confirmed { about: RecordRef, finding: FindingId, relied_on: u64, holds: Holds },
}

impl ChainFact {
    pub(crate) fn touches(&self) -> Vec<RecordRef> {
        let Self::Confirmed { about, .. } = self;
        vec![*about]
    }
}

impl Plan {
    pub(crate) fn decide_chain(
        &self,
        command: ChainCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let ChainCommand::Confirm { about, finding, holds } = command;
        let (act, scope) = self.tending(about);
        self.require(ctx, act, scope)?;
        if !self.basis(about).contains_key(&finding) {
            return Err(Refusal::NotBuiltOn);
        }
        if !self.flags(about).contains(&finding) {
            return Err(Refusal::NothingChanged);
        }
        ctx.require_reason()?;
        let relied_on = self.finding(finding)?.changed_at.ok_or(Refusal::NothingChanged)?;
        Ok(vec![ChainFact::Confirmed { about, finding, relied_on, holds }.into()])
    }

    pub(crate) fn evolve_chain(&mut self, fact: &ChainFact, _event: &Event) {
        let ChainFact::Confirmed { about, finding, relied_on, .. } = fact;
        let confirmed = match about.kind {
            RecordKind::Need => self.needs.get_mut(&about.id.into()).map(|r| &mut r.confirmed),
            RecordKind::Priority => {
                self.priorities.get_mut(&about.id.into()).map(|r| &mut r.confirmed)
            }
            RecordKind::Recommendation => {
                self.recommendations.get_mut(&about.id.into()).map(|r| &mut r.confirmed)
            }
            RecordKind::Advocacy => {
                self.advocacy.get_mut(&about.id.into()).map(|r| &mut r.confirmed)
            }
            _ => None,
        };
        if let Some(confirmed) = confirmed {
            confirmed.insert(*finding, *relied_on);
        }
    }

    /// The findings that a record stands on, each with the number of the newest event that made a link of a
    /// way to it. Ways have four links at most.
    #[must_use]
    pub fn basis(&self, of: RecordRef) -> BTreeMap<FindingId, u64> {
        match of.kind {
            RecordKind::Need => {
                let need = self.needs.get(&of.id.into());
                need.map(|need| need.findings.clone()).unwrap_or_default()
            }
            RecordKind::Priority => {
                let Some(priority) = self.priorities.get(&of.id.into()) else {
                    return BTreeMap::new();
                };
                let mut basis = priority.findings.clone();
                for (need, linked) in &priority.needs {
                    let below = self.needs.get(need).into_iter().flat_map(|need| &need.findings);
                    raise(&mut basis, below, *linked);
                }
                basis
            }
            RecordKind::Recommendation => {
                let mut basis = BTreeMap::new();
                if let Some(known) = self.recommendations.get(&of.id.into()) {
                    let priority = RecordRef::new(RecordKind::Priority, known.priority);
                    raise(&mut basis, &self.basis(priority), known.linked_at);
                }
                basis
            }
            RecordKind::Advocacy => {
                let mut basis = BTreeMap::new();
                let known = self.advocacy.get(&of.id.into());
                for chosen in known.into_iter().flat_map(|known| &known.recommendations) {
                    let below = RecordRef::new(RecordKind::Recommendation, chosen.recommendation);
                    raise(&mut basis, &self.basis(below), chosen.linked_at);
                }
                basis
            }
            _ => BTreeMap::new(),
        }
    }

    /// The findings that changed since a record was built on them and that nobody has confirmed it against.
    #[must_use]
    pub fn flags(&self, of: RecordRef) -> Vec<FindingId> {
        let Some(confirmed) = self.living_confirmations(of) else { return Vec::new() };
        let basis = self.basis(of).into_iter();
        let is_flag = |(finding, linked): &(FindingId, u64)| {
            let changed = self.findings.get(finding).and_then(|finding| finding.changed_at);
            let relied = confirmed.get(finding).copied().unwrap_or_default().max(*linked);
            changed.is_some_and(|changed| changed > relied)
        };
        basis.filter(is_flag).map(|(finding, _)| finding).collect()
    }

    /// What was confirmed of a record that still counts; what is over is not flagged any more.
    fn living_confirmations(&self, of: RecordRef) -> Option<&BTreeMap<FindingId, u64>> {
        let is_open = |edition| {
            let edition = self.editions.get(&edition);
            edition.is_some_and(|edition| edition.state != EditionState::Closed)
        };
        match of.kind {
            RecordKind::Need => {
                let need = self.needs.get(&of.id.into()).filter(|need| !need.withdrawn);
                need.map(|need| &need.confirmed)
            }
            RecordKind::Priority => {
                use PriorityState::{Proposed, Retained};
                let priority = self.priorities.get(&of.id.into())?;
                let lives = matches!(priority.state, Proposed | Retained);
                (lives && is_open(priority.edition)).then_some(&priority.confirmed)
            }
            RecordKind::Recommendation => {
                use RecommendationState::{Evaluated, NoFollowUp, Refused};
                let known = self.recommendations.get(&of.id.into())?;
                let lives = !matches!(known.state, Evaluated | NoFollowUp | Refused);
                (lives && is_open(known.edition)).then_some(&known.confirmed)
            }
            // What was sent was said.
            RecordKind::Advocacy => {
                let known = self.advocacy.get(&of.id.into())?;
                (known.state == AdvocacyState::Draft).then_some(&known.confirmed)
            }
            _ => None,
        }
    }
}

/// Takes findings in with a link above them; of several ways to one, the newest counts.
fn raise<'f>(
    basis: &mut BTreeMap<FindingId, u64>,
    below: impl IntoIterator<Item = (&'f FindingId, &'f u64)>,
    linked: u64,
) {
    for (finding, at) in below {
        let way = linked.max(*at);
        let known = basis.entry(*finding).or_default();
        *known = way.max(*known);
    }
}
