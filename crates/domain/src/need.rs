//! Needs: what findings call for.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AxisId, Context, Event, Fact, FindingId, NeedId, PartnerId, Plan, RecordKind,
    RecordRef, Refusal, SpaceId,
    plan::changed,
    priority::PriorityState,
    rights::{Act, Scope},
    value::{self, MAX_LINKS},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Need {
    pub id: NeedId,
    /// By which people call it, in the order of stating.
    pub number: u32,
    pub statement: String,
    /// The public concerned, in people's words.
    pub public: String,
    pub axis: Option<AxisId>,
    pub space: Option<SpaceId>,
    pub partner: Option<PartnerId>,
    /// The findings it rests on, each with the number of the event that linked it.
    pub findings: BTreeMap<FindingId, u64>,
    /// The changes of findings against which it was confirmed.
    pub confirmed: BTreeMap<FindingId, u64>,
    pub withdrawn: bool,
    pub changed_by: AccountId,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum NeedCommand {
    State {
        need: NeedId,
        statement: String,
        findings: BTreeSet<FindingId>,
        #[serde(default)]
        public: String,
        #[serde(default)]
        axis: Option<AxisId>,
        #[serde(default)]
        space: Option<SpaceId>,
        #[serde(default)]
        partner: Option<PartnerId>,
    },
    Reword {
        need: NeedId,
        statement: String,
    },
    Link {
        need: NeedId,
        finding: FindingId,
    },
    /// The last finding stays.
    Unlink {
        need: NeedId,
        finding: FindingId,
    },
    /// Wants a reason; not while a living priority answers it.
    Withdraw {
        need: NeedId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum NeedFact {
    Stated {
        need: NeedId,
        statement: String,
        findings: BTreeSet<FindingId>,
        public: String,
        axis: Option<AxisId>,
        space: Option<SpaceId>,
        partner: Option<PartnerId>,
    },
    Reworded {
        need: NeedId,
        to: String,
    },
    Linked {
        need: NeedId,
        finding: FindingId,
    },
    Unlinked {
        need: NeedId,
        finding: FindingId,
    },
    Withdrawn {
        need: NeedId,
    },
}

impl NeedFact {
    /// The need it is about.
    #[must_use]
    pub fn need(&self) -> NeedId {
        match self {
            Self::Stated { need, .. }
            | Self::Reworded { need, .. }
            | Self::Linked { need, .. }
            | Self::Unlinked { need, .. }
            | Self::Withdrawn { need } => *need,
        }
    }

    /// The need, and what stands on it where its own basis changes.
    pub(crate) fn touches(&self, plan: &Plan) -> Vec<RecordRef> {
        let need = RecordRef::new(RecordKind::Need, self.need());
        let mut refs = vec![need];
        if matches!(self, Self::Linked { .. } | Self::Unlinked { .. }) {
            refs.extend(plan.chain.everything_above(need));
        }
        refs
    }
}

impl Plan {
    pub(crate) fn decide_need(
        &self,
        command: NeedCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use NeedCommand as C;
        use NeedFact as F;
        match command {
            C::State { .. } => self.state_need(command, ctx),
            C::Reword { need, statement } => {
                let now = self.living_need(ctx, need)?;
                let to = value::statement("statement", &statement)?;
                Ok(changed(&now.statement, &to, || F::Reworded { need, to: to.clone() }))
            }
            C::Link { need, finding } => {
                let now = self.living_need(ctx, need)?;
                self.finding(finding)?;
                if now.findings.contains_key(&finding) {
                    return Ok(Vec::new());
                }
                if now.findings.len() >= MAX_LINKS {
                    return Err(Refusal::TooMany { what: "findings", max: MAX_LINKS });
                }
                Ok(vec![F::Linked { need, finding }.into()])
            }
            C::Unlink { need, finding } => {
                let now = self.living_need(ctx, need)?;
                if !now.findings.contains_key(&finding) {
                    return Ok(Vec::new());
                }
                if now.findings.len() == 1 {
                    return Err(Refusal::Empty { field: "findings" });
                }
                Ok(vec![F::Unlinked { need, finding }.into()])
            }
            C::Withdraw { need } => {
                self.living_need(ctx, need)?;
                ctx.require_reason()?;
                let mut above = self.chain.above(RecordRef::new(RecordKind::Need, need));
                let lives = |name: RecordRef| {
                    use PriorityState::{Proposed, Retained};
                    let priority = self.priorities.get(&name.id.into());
                    priority.is_some_and(|priority| matches!(priority.state, Proposed | Retained))
                };
                if above.any(lives) {
                    return Err(Refusal::InUse { what: "priorities" });
                }
                Ok(vec![F::Withdrawn { need }.into()])
            }
        }
    }

    fn state_need(&self, command: NeedCommand, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let NeedCommand::State { need, statement, findings, public, axis, space, partner } =
            command
        else {
            return Ok(Vec::new());
        };
        self.require(ctx, Act::RecordFindings, Scope::Charge { partner, space })?;
        if self.needs.contains_key(&need) {
            return Err(Refusal::Exists("need"));
        }
        self.check_place(partner, axis, space)?;
        if findings.is_empty() {
            return Err(Refusal::Empty { field: "findings" });
        }
        if findings.len() > MAX_LINKS {
            return Err(Refusal::TooMany { what: "findings", max: MAX_LINKS });
        }
        Self::require_all(&self.findings, &findings, "findings")?;
        let statement = value::statement("statement", &statement)?;
        let public = value::some_words("public", &public, value::MAX_TITLE)?;
        let fact = NeedFact::Stated { need, statement, findings, public, axis, space, partner };
        Ok(vec![fact.into()])
    }

    fn living_need(&self, ctx: &Context, id: NeedId) -> Result<&Need, Refusal> {
        let name = RecordRef::new(RecordKind::Need, id);
        self.require(ctx, Act::RecordFindings, Scope::Record(name))?;
        let need = self.needs.get(&id).ok_or(Refusal::Unknown("need"))?;
        if need.withdrawn {
            return Err(Refusal::WrongState { what: "need", state: "withdrawn" });
        }
        Ok(need)
    }

    pub(crate) fn evolve_need(&mut self, fact: &NeedFact, event: &Event) {
        use NeedFact as F;
        let name = RecordRef::new(RecordKind::Need, fact.need());
        let below = |finding: &FindingId| RecordRef::new(RecordKind::Finding, *finding);
        if let F::Stated { need: id, statement, findings, public, axis, space, partner } = fact {
            self.numbers.need += 1;
            let need = Need {
                id: *id,
                number: self.numbers.need,
                statement: statement.clone(),
                public: public.clone(),
                axis: *axis,
                space: *space,
                partner: *partner,
                findings: findings.iter().map(|finding| (*finding, event.seq)).collect(),
                confirmed: BTreeMap::new(),
                withdrawn: false,
                changed_by: event.actor,
            };
            self.needs.insert(*id, need);
            findings.iter().for_each(|finding| self.chain.link(below(finding), name));
            return;
        }
        let Some(need) = self.needs.get_mut(&fact.need()) else { return };
        need.changed_by = event.actor;
        match fact {
            F::Stated { .. } => {}
            F::Reworded { to, .. } => need.statement.clone_from(to),
            F::Linked { finding, .. } => {
                need.findings.insert(*finding, event.seq);
                self.chain.link(below(finding), name);
            }
            F::Unlinked { finding, .. } => {
                need.findings.remove(finding);
                self.chain.unlink(below(finding), name);
            }
            F::Withdrawn { .. } => need.withdrawn = true,
        }
    }
}
