//! Members of a plan: accounts and their roles.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Context, Event, Fact, Plan, Refusal,
    rights::{Act, Role, Scope},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    pub account: AccountId,
    /// Never empty: who has no role is no member.
    pub roles: BTreeSet<Role>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum MemberCommand {
    GrantRole { account: AccountId, role: Role },
    RevokeRole { account: AccountId, role: Role },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MemberFact {
    RoleGranted { account: AccountId, role: Role },
    RoleRevoked { account: AccountId, role: Role },
}

impl MemberFact {
    /// The account it is about.
    #[must_use]
    pub fn account(&self) -> AccountId {
        match self {
            Self::RoleGranted { account, .. } | Self::RoleRevoked { account, .. } => *account,
        }
    }
}

impl Plan {
    pub(crate) fn decide_member(
        &self,
        command: MemberCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::ManageMembers, Scope::Plan)?;
        match command {
            MemberCommand::GrantRole { account, role } => {
                self.require_role(role)?;
                let held = self.members.get(&account).is_some_and(|m| m.roles.contains(&role));
                Ok(if held {
                    Vec::new()
                } else {
                    vec![MemberFact::RoleGranted { account, role }.into()]
                })
            }
            MemberCommand::RevokeRole { account, role } => {
                let held = self.members.get(&account).is_some_and(|m| m.roles.contains(&role));
                if !held {
                    return Ok(Vec::new());
                }
                let coordinators =
                    self.members.values().filter(|m| m.roles.contains(&Role::Coordinator)).count();
                if role == Role::Coordinator && coordinators == 1 {
                    return Err(Refusal::LastCoordinator);
                }
                Ok(vec![MemberFact::RoleRevoked { account, role }.into()])
            }
        }
    }

    /// A role of a space, partner or meeting needs that space, partner or meeting.
    fn require_role(&self, role: Role) -> Result<(), Refusal> {
        match role {
            Role::Facilitator { space } => self.living_space(space).map(drop),
            Role::Contributor { partner } => self.partner(partner).map(drop),
            Role::Secretary { meeting } => self.meeting(meeting).map(drop),
            Role::Coordinator | Role::Auditor | Role::Observer => Ok(()),
        }
    }

    pub(crate) fn evolve_member(&mut self, fact: &MemberFact, _event: &Event) {
        match fact {
            MemberFact::RoleGranted { account, role } => {
                let member = self
                    .members
                    .entry(*account)
                    .or_insert_with(|| Member { account: *account, roles: BTreeSet::new() });
                member.roles.insert(*role);
            }
            MemberFact::RoleRevoked { account, role } => {
                if let Some(member) = self.members.get_mut(account) {
                    member.roles.remove(role);
                    if member.roles.is_empty() {
                        self.members.remove(account);
                    }
                }
            }
        }
    }
}
