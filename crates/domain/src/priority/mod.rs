//! Priorities: what an edition puts first, ranked within each axis.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AxisId, DecidedIn, EditionId, Event, FindingId, NeedId, PartnerId, Plan, PriorityId,
    RecordKind, RecordRef, SpaceId,
};

mod decide;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Priority {
    pub id: PriorityId,
    /// By which people call it, in the order of proposing.
    pub number: u32,
    pub edition: EditionId,
    pub axis: AxisId,
    pub title: String,
    pub note: String,
    pub space: Option<SpaceId>,
    pub partner: Option<PartnerId>,
    /// The findings it rests on, each with the number of the event that linked it.
    pub findings: BTreeMap<FindingId, u64>,
    /// The needs it answers, likewise.
    pub needs: BTreeMap<NeedId, u64>,
    /// The changes of findings against which it was confirmed.
    pub confirmed: BTreeMap<FindingId, u64>,
    pub state: PriorityState,
    pub decided: Option<DecidedIn>,
    /// The priority of the former edition that it carries on.
    pub carried_from: Option<PriorityId>,
    /// Who changed it last: only they may take that change back.
    pub changed_by: AccountId,
    /// Who placed it last, likewise.
    pub placed_by: AccountId,
}

/// proposed → retained → closed; proposed → dropped, and back.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PriorityState {
    Proposed,
    Retained,
    Dropped,
    Closed,
}

/// A place in the ranking of an axis: right after another priority, or first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    pub axis: AxisId,
    pub after: Option<PriorityId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum PriorityCommand {
    Propose {
        priority: PriorityId,
        edition: EditionId,
        axis: AxisId,
        title: String,
        #[serde(default)]
        note: String,
        #[serde(default)]
        space: Option<SpaceId>,
        #[serde(default)]
        partner: Option<PartnerId>,
        #[serde(default)]
        findings: BTreeSet<FindingId>,
        #[serde(default)]
        needs: BTreeSet<NeedId>,
    },
    Rename {
        priority: PriorityId,
        title: String,
    },
    Describe {
        priority: PriorityId,
        note: String,
    },
    /// Ranks it, within its axis or in another one. After a priority that is gone, it comes last.
    Move {
        priority: PriorityId,
        to: Rank,
    },
    LinkFinding {
        priority: PriorityId,
        finding: FindingId,
    },
    UnlinkFinding {
        priority: PriorityId,
        finding: FindingId,
    },
    LinkNeed {
        priority: PriorityId,
        need: NeedId,
    },
    UnlinkNeed {
        priority: PriorityId,
        need: NeedId,
    },
    Retain {
        priority: PriorityId,
        #[serde(default)]
        decided: Option<DecidedIn>,
    },
    /// Wants a reason.
    Drop {
        priority: PriorityId,
    },
    /// Proposes a dropped one again.
    Reopen {
        priority: PriorityId,
    },
    Close {
        priority: PriorityId,
    },
    /// Proposes in an edition what a former one had.
    CarryOver {
        priority: PriorityId,
        from: PriorityId,
        edition: EditionId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PriorityFact {
    Proposed {
        priority: PriorityId,
        edition: EditionId,
        axis: AxisId,
        title: String,
        note: String,
        space: Option<SpaceId>,
        partner: Option<PartnerId>,
        findings: BTreeSet<FindingId>,
        needs: BTreeSet<NeedId>,
    },
    Renamed {
        priority: PriorityId,
        from: String,
        to: String,
    },
    Described {
        priority: PriorityId,
        to: String,
    },
    Moved {
        priority: PriorityId,
        from: Rank,
        to: Rank,
    },
    FindingLinked {
        priority: PriorityId,
        finding: FindingId,
    },
    FindingUnlinked {
        priority: PriorityId,
        finding: FindingId,
    },
    NeedLinked {
        priority: PriorityId,
        need: NeedId,
    },
    NeedUnlinked {
        priority: PriorityId,
        need: NeedId,
    },
    Retained {
        priority: PriorityId,
        decided: Option<DecidedIn>,
    },
    Dropped {
        priority: PriorityId,
    },
    Reopened {
        priority: PriorityId,
    },
    Closed {
        priority: PriorityId,
    },
    CarriedOver {
        priority: PriorityId,
        from: PriorityId,
        edition: EditionId,
    },
}

impl PriorityFact {
    /// The priority it is about.
    #[must_use]
    pub fn priority(&self) -> PriorityId {
        match self {
            Self::Proposed { priority, .. }
            | Self::Renamed { priority, .. }
            | Self::Described { priority, .. }
            | Self::Moved { priority, .. }
            | Self::FindingLinked { priority, .. }
            | Self::FindingUnlinked { priority, .. }
            | Self::NeedLinked { priority, .. }
            | Self::NeedUnlinked { priority, .. }
            | Self::Retained { priority, .. }
            | Self::Dropped { priority }
            | Self::Reopened { priority }
            | Self::Closed { priority }
            | Self::CarriedOver { priority, .. } => *priority,
        }
    }

    /// The priority; its edition where the ranking changes, or what observers see of it; and what stands on it where its basis does.
    pub(crate) fn touches(&self, plan: &Plan) -> Vec<RecordRef> {
        let priority = RecordRef::new(RecordKind::Priority, self.priority());
        let mut refs = vec![priority];
        match self {
            Self::Proposed { .. }
            | Self::CarriedOver { .. }
            | Self::Moved { .. }
            | Self::Dropped { .. }
            | Self::Retained { .. }
            | Self::Reopened { .. } => {
                let known = plan.priorities.get(&self.priority());
                let edition = known.map(|known| RecordRef::new(RecordKind::Edition, known.edition));
                refs.extend(edition);
            }
            Self::FindingLinked { .. }
            | Self::FindingUnlinked { .. }
            | Self::NeedLinked { .. }
            | Self::NeedUnlinked { .. } => refs.extend(plan.chain.everything_above(priority)),
            _ => {}
        }
        refs
    }
}

fn name(id: PriorityId) -> RecordRef {
    RecordRef::new(RecordKind::Priority, id)
}

impl Plan {
    pub(crate) fn evolve_priority(&mut self, fact: &PriorityFact, event: &Event) {
        use PriorityFact as F;
        match fact {
            F::Proposed { .. } => self.evolve_proposed(fact, event),
            F::CarriedOver { priority, from, edition } => {
                self.evolve_carried_over(*priority, *from, *edition, event);
            }
            F::Moved { priority, to, .. } => self.place_priority(*priority, *to, event),
            F::Dropped { priority } => {
                self.change_priority(*priority, event, |p| p.state = PriorityState::Dropped);
                self.unrank(*priority);
            }
            F::Reopened { priority } => {
                self.change_priority(*priority, event, |p| {
                    (p.state, p.placed_by) = (PriorityState::Proposed, event.actor);
                });
                self.rank_last(*priority);
            }
            F::FindingLinked { priority, finding } => {
                self.chain.link(RecordRef::new(RecordKind::Finding, *finding), name(*priority));
                self.change_priority(*priority, event, |p| {
                    p.findings.insert(*finding, event.seq);
                });
            }
            F::FindingUnlinked { priority, finding } => {
                self.chain.unlink(RecordRef::new(RecordKind::Finding, *finding), name(*priority));
                self.change_priority(*priority, event, |p| {
                    p.findings.remove(finding);
                });
            }
            F::NeedLinked { priority, need } => {
                self.chain.link(RecordRef::new(RecordKind::Need, *need), name(*priority));
                self.change_priority(*priority, event, |p| {
                    p.needs.insert(*need, event.seq);
                });
            }
            F::NeedUnlinked { priority, need } => {
                self.chain.unlink(RecordRef::new(RecordKind::Need, *need), name(*priority));
                self.change_priority(*priority, event, |p| {
                    p.needs.remove(need);
                });
            }
            F::Renamed { priority, to, .. } => {
                self.change_priority(*priority, event, |p| p.title.clone_from(to));
            }
            F::Described { priority, to } => {
                self.change_priority(*priority, event, |p| p.note.clone_from(to));
            }
            F::Retained { priority, decided } => self.change_priority(*priority, event, |p| {
                (p.state, p.decided) = (PriorityState::Retained, *decided);
            }),
            F::Closed { priority } => {
                self.change_priority(*priority, event, |p| p.state = PriorityState::Closed);
            }
        }
    }

    fn change_priority(
        &mut self,
        id: PriorityId,
        event: &Event,
        change: impl FnOnce(&mut Priority),
    ) {
        let Some(priority) = self.priorities.get_mut(&id) else { return };
        priority.changed_by = event.actor;
        change(priority);
    }

    fn evolve_proposed(&mut self, fact: &PriorityFact, event: &Event) {
        let PriorityFact::Proposed {
            priority,
            edition,
            axis,
            title,
            note,
            space,
            partner,
            findings,
            needs,
        } = fact
        else {
            return;
        };
        let added = Priority {
            id: *priority,
            number: 0,
            edition: *edition,
            axis: *axis,
            title: title.clone(),
            note: note.clone(),
            space: *space,
            partner: *partner,
            findings: findings.iter().map(|finding| (*finding, event.seq)).collect(),
            needs: needs.iter().map(|need| (*need, event.seq)).collect(),
            confirmed: BTreeMap::new(),
            state: PriorityState::Proposed,
            decided: None,
            carried_from: None,
            changed_by: event.actor,
            placed_by: event.actor,
        };
        self.add_priority(added);
    }

    /// What is carried over rests on what the former one rested on, as it is now; without the needs that are
    /// withdrawn.
    fn evolve_carried_over(
        &mut self,
        id: PriorityId,
        from: PriorityId,
        edition: EditionId,
        event: &Event,
    ) {
        let Some(former) = self.priorities.get(&from) else { return };
        let lives = |need: &&NeedId| self.needs.get(need).is_none_or(|need| !need.withdrawn);
        let added = Priority {
            id,
            edition,
            findings: former.findings.keys().map(|finding| (*finding, event.seq)).collect(),
            needs: former.needs.keys().filter(lives).map(|need| (*need, event.seq)).collect(),
            confirmed: BTreeMap::new(),
            state: PriorityState::Proposed,
            decided: None,
            carried_from: Some(from),
            changed_by: event.actor,
            placed_by: event.actor,
            ..former.clone()
        };
        self.add_priority(added);
    }

    fn add_priority(&mut self, mut added: Priority) {
        self.numbers.priority += 1;
        added.number = self.numbers.priority;
        let id = added.id;
        for finding in added.findings.keys() {
            self.chain.link(RecordRef::new(RecordKind::Finding, *finding), name(id));
        }
        for need in added.needs.keys() {
            self.chain.link(RecordRef::new(RecordKind::Need, *need), name(id));
        }
        self.priorities.insert(id, added);
        self.rank_last(id);
    }
}
