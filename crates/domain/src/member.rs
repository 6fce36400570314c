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
    /// Those of the roles that end by themselves.
    pub ends: Vec<RoleEnd>,
}

/// When a role ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoleEnd {
    pub role: Role,
    /// Milliseconds since the Unix epoch; from then on the role is none.
    pub until: i64,
}

impl Member {
    /// When a role ends, where it does.
    #[must_use]
    pub fn end_of(&self, role: Role) -> Option<i64> {
        self.ends.iter().find(|end| end.role == role).map(|end| end.until)
    }

    /// The roles that are in force at a time.
    pub fn roles_at(&self, now: i64) -> impl Iterator<Item = Role> {
        self.roles
            .iter()
            .copied()
            .filter(move |role| self.end_of(*role).is_none_or(|until| now < until))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum MemberCommand {
    GrantRole {
        account: AccountId,
        role: Role,
        /// When it ends by itself, in milliseconds since the Unix epoch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
    },
    RevokeRole {
        account: AccountId,
        role: Role,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MemberFact {
    RoleGranted {
        account: AccountId,
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
    },
    RoleRevoked {
        account: AccountId,
        role: Role,
    },
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
        // Anyone may lay down a role of their own.
        let is_own =
            matches!(&command, MemberCommand::RevokeRole { account, .. } if *account == ctx.actor);
        if !is_own {
            self.require(ctx, Act::ManageMembers, Scope::Plan)?;
        }
        match command {
            MemberCommand::GrantRole { account, role, until } => {
                self.require_role(role)?;
                if until.is_some_and(|until| until <= ctx.now) {
                    return Err(Refusal::OutOfRange {
                        field: "until",
                        min: ctx.now,
                        max: i64::MAX,
                    });
                }
                if until.is_some() && self.is_last_coordinator(account, role, ctx.now) {
                    return Err(Refusal::LastCoordinator);
                }
                let member = self.members.get(&account).filter(|m| m.roles.contains(&role));
                let is_so = member.is_some_and(|m| m.end_of(role) == until);
                let granted = MemberFact::RoleGranted { account, role, until };
                Ok(if is_so { Vec::new() } else { vec![granted.into()] })
            }
            MemberCommand::RevokeRole { account, role } => {
                let held = self.members.get(&account).is_some_and(|m| m.roles.contains(&role));
                if !held {
                    return Ok(Vec::new());
                }
                if self.is_last_coordinator(account, role, ctx.now) {
                    return Err(Refusal::LastCoordinator);
                }
                Ok(vec![MemberFact::RoleRevoked { account, role }.into()])
            }
        }
    }

    /// Whether nobody else coordinates for good: a plan is never left to itself.
    #[must_use]
    pub fn is_last_coordinator(&self, account: AccountId, role: Role, now: i64) -> bool {
        let coordinates = |member: &Member| {
            member.roles_at(now).any(|role| role == Role::Coordinator)
                && member.end_of(Role::Coordinator).is_none()
        };
        role == Role::Coordinator
            && self.members.get(&account).is_some_and(coordinates)
            && !self.members.values().any(|m| m.account != account && coordinates(m))
    }

    /// A role of a space, partner or meeting needs that space, partner or meeting.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::WrongState`].
    pub fn require_role(&self, role: Role) -> Result<(), Refusal> {
        match role {
            Role::Facilitator { space } => self.living_space(space).map(drop),
            Role::Contributor { partner } => self.partner(partner).map(drop),
            Role::Secretary { meeting } => self.meeting(meeting).map(drop),
            Role::Coordinator | Role::Auditor | Role::Observer => Ok(()),
        }
    }

    pub(crate) fn evolve_member(&mut self, fact: &MemberFact, _event: &Event) {
        match fact {
            MemberFact::RoleGranted { account, role, until } => {
                let fresh =
                    || Member { account: *account, roles: BTreeSet::new(), ends: Vec::new() };
                let member = self.members.entry(*account).or_insert_with(fresh);
                member.roles.insert(*role);
                member.ends.retain(|end| end.role != *role);
                member.ends.extend(until.map(|until| RoleEnd { role: *role, until }));
                self.former.remove(account);
            }
            MemberFact::RoleRevoked { account, role } => {
                if let Some(member) = self.members.get_mut(account) {
                    member.roles.remove(role);
                    member.ends.retain(|end| end.role != *role);
                    let partner = match role {
                        Role::Contributor { partner } => Some(*partner),
                        _ => None,
                    };
                    if member.roles.is_empty() {
                        self.members.remove(account);
                        self.former.insert(*account, partner);
                    }
                }
            }
        }
    }
}
