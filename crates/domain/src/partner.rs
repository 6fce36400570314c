//! Partner organisations.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Context, Event, Fact, PartnerId, Plan, Refusal,
    plan::changed,
    rights::{Act, Scope},
    value,
};

/// The most voices of one partner: far beyond any statutes seen, and no ballot's sum overflows.
const MAX_WEIGHT: i64 = 1000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Partner {
    pub id: PartnerId,
    pub name: String,
    pub sector: Sector,
    /// INS codes of the communes where it works.
    pub communes: BTreeSet<String>,
    /// Voices in a weighted ballot.
    pub weight: u16,
    pub active: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// A carrier of the plan.
    Umbrella,
    Associative,
    Public,
    Private,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum PartnerCommand {
    Register {
        partner: PartnerId,
        name: String,
        sector: Sector,
        #[serde(default)]
        communes: BTreeSet<String>,
        #[serde(default = "one")]
        weight: u16,
    },
    Rename {
        partner: PartnerId,
        name: String,
    },
    /// The communes where it works.
    Place {
        partner: PartnerId,
        communes: BTreeSet<String>,
    },
    SetWeight {
        partner: PartnerId,
        weight: u16,
    },
    /// Wants a reason.
    Withdraw {
        partner: PartnerId,
    },
    Reinstate {
        partner: PartnerId,
    },
}

fn one() -> u16 {
    1
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PartnerFact {
    Registered {
        partner: PartnerId,
        name: String,
        sector: Sector,
        communes: BTreeSet<String>,
        weight: u16,
    },
    Renamed {
        partner: PartnerId,
        from: String,
        to: String,
    },
    Placed {
        partner: PartnerId,
        from: BTreeSet<String>,
        to: BTreeSet<String>,
    },
    WeightSet {
        partner: PartnerId,
        from: u16,
        to: u16,
    },
    Withdrawn {
        partner: PartnerId,
    },
    Reinstated {
        partner: PartnerId,
    },
}

impl PartnerFact {
    /// The partner it is about.
    #[must_use]
    pub fn partner(&self) -> PartnerId {
        match self {
            Self::Registered { partner, .. }
            | Self::Renamed { partner, .. }
            | Self::Placed { partner, .. }
            | Self::WeightSet { partner, .. }
            | Self::Withdrawn { partner }
            | Self::Reinstated { partner } => *partner,
        }
    }
}

impl Plan {
    pub(crate) fn decide_partner(
        &self,
        command: PartnerCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::ManagePartners, Scope::Plan)?;
        match command {
            PartnerCommand::Register { partner, name, sector, communes, weight } => {
                if self.partners.contains_key(&partner) {
                    return Err(Refusal::Exists("partner"));
                }
                Self::require_all(&self.communes, &communes, "communes")?;
                value::within("weight", weight.into(), 0, MAX_WEIGHT)?;
                let name = value::title("name", &name)?;
                Ok(vec![PartnerFact::Registered { partner, name, sector, communes, weight }.into()])
            }
            PartnerCommand::Rename { partner, name } => {
                let from = &self.partner(partner)?.name;
                let to = value::title("name", &name)?;
                Ok(changed(from, &to, || PartnerFact::Renamed {
                    partner,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            PartnerCommand::Place { partner, communes: to } => {
                let from = &self.partner(partner)?.communes;
                Self::require_all(&self.communes, &to, "communes")?;
                Ok(changed(from, &to, || PartnerFact::Placed {
                    partner,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            PartnerCommand::SetWeight { partner, weight: to } => {
                let from = self.partner(partner)?.weight;
                value::within("weight", to.into(), 0, MAX_WEIGHT)?;
                Ok(changed(&from, &to, || PartnerFact::WeightSet { partner, from, to }))
            }
            PartnerCommand::Withdraw { partner } => {
                if !self.partner(partner)?.active {
                    return Err(Refusal::WrongState { what: "partner", state: "withdrawn" });
                }
                ctx.require_reason()?;
                Ok(vec![PartnerFact::Withdrawn { partner }.into()])
            }
            PartnerCommand::Reinstate { partner } => {
                if self.partner(partner)?.active {
                    return Err(Refusal::WrongState { what: "partner", state: "active" });
                }
                Ok(vec![PartnerFact::Reinstated { partner }.into()])
            }
        }
    }

    /// Takes a change back where the partner still is as the fact left it; to withdraw one wants a reason.
    pub(crate) fn undo_partner(
        &self,
        fact: &PartnerFact,
        ctx: &Context,
    ) -> Result<PartnerFact, Refusal> {
        use PartnerFact as F;
        self.require(ctx, Act::ManagePartners, Scope::Plan)?;
        let partner = fact.partner();
        let now = self.partner(partner)?;
        let (same, back) = match fact {
            F::Registered { .. } => return Err(Refusal::NotUndoable),
            F::Renamed { from, to, .. } => {
                (now.name == *to, F::Renamed { partner, from: to.clone(), to: from.clone() })
            }
            F::Placed { from, to, .. } => {
                (now.communes == *to, F::Placed { partner, from: to.clone(), to: from.clone() })
            }
            F::WeightSet { from, to, .. } => {
                (now.weight == *to, F::WeightSet { partner, from: *to, to: *from })
            }
            F::Withdrawn { .. } => (!now.active, F::Reinstated { partner }),
            F::Reinstated { .. } => (now.active, F::Withdrawn { partner }),
        };
        if !same {
            return Err(Refusal::ChangedSince);
        }
        if matches!(back, F::Withdrawn { .. }) {
            ctx.require_reason()?;
        }
        Ok(back)
    }

    pub(crate) fn partner(&self, id: PartnerId) -> Result<&Partner, Refusal> {
        self.partners.get(&id).ok_or(Refusal::Unknown("partner"))
    }

    pub(crate) fn evolve_partner(&mut self, fact: &PartnerFact, _event: &Event) {
        if let PartnerFact::Registered { partner, name, sector, communes, weight } = fact {
            let registered = Partner {
                id: *partner,
                name: name.clone(),
                sector: *sector,
                communes: communes.clone(),
                weight: *weight,
                active: true,
            };
            self.partners.insert(*partner, registered);
            return;
        }
        let Some(partner) = self.partners.get_mut(&fact.partner()) else { return };
        match fact {
            PartnerFact::Registered { .. } => {}
            PartnerFact::Renamed { to, .. } => partner.name.clone_from(to),
            PartnerFact::Placed { to, .. } => partner.communes.clone_from(to),
            PartnerFact::WeightSet { to, .. } => partner.weight = *to,
            PartnerFact::Withdrawn { .. } => partner.active = false,
            PartnerFact::Reinstated { .. } => partner.active = true,
        }
    }
}
