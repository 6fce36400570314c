//! Invitations: an offer of roles behind a secret link, for one use and a while.

use std::fmt;

use plenum_domain::{AccountId, PlanId, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AccountCommand, Context, Directory, Fact, Refusal, account::AccountFact, event::Sealed,
};

/// The most roles one invitation offers: a person wears a few hats, not a wardrobe.
pub const MAX_ROLES: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct InvitationId(pub Uuid);

impl fmt::Display for InvitationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What whoever accepts becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    Administrator,
    Roles {
        plan: PlanId,
        roles: Vec<Role>,
        /// When the roles end by themselves, in milliseconds since the Unix epoch.
        until: Option<i64>,
    },
    /// A link to look on: it may be used again and again, and its guest account holds the role already.
    Observe {
        plan: PlanId,
    },
}

impl Offer {
    /// The plan it lets into.
    #[must_use]
    pub fn plan(&self) -> Option<PlanId> {
        match self {
            Self::Administrator => None,
            Self::Roles { plan, .. } | Self::Observe { plan } => Some(*plan),
        }
    }
}

/// An open invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    /// The account that is opened by accepting it, unless another one accepts; a guest's has been
    /// opened already. Its key seals `to`.
    pub account: AccountId,
    pub offer: Offer,
    /// Name and address of who is invited.
    pub to: Sealed,
    /// SHA-256 of the link's secret, in hexadecimal: 256 random bits, which no guessing reverses.
    pub digest: String,
    /// Milliseconds since the Unix epoch.
    pub expires: i64,
    #[serde(skip)]
    pub issued: i64,
    #[serde(skip)]
    pub by: Option<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvitationCommand {
    /// Whether the actor may invite into the plan is the plan's table to say.
    Issue {
        invitation: Box<Invitation>,
    },
    Withdraw {
        invitation: InvitationId,
    },
    /// With a profile where the account is opened by it.
    Accept {
        invitation: InvitationId,
        account: AccountId,
        profile: Option<Sealed>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum InvitationFact {
    Issued { invitation: Box<Invitation> },
    Withdrawn { invitation: InvitationId },
    Accepted { invitation: InvitationId, account: AccountId },
}

impl Directory {
    /// The open invitation behind a secret's digest, if it has not expired.
    #[must_use]
    pub fn invitation(&self, digest: &str, now: i64) -> Option<&Invitation> {
        self.invitations.values().find(|known| known.digest == digest && now < known.expires)
    }

    pub(crate) fn decide_invitation(
        &self,
        command: InvitationCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        match command {
            InvitationCommand::Issue { invitation } => {
                match &invitation.offer {
                    Offer::Administrator => self.require_administrator(ctx)?,
                    Offer::Roles { roles, .. } if roles.is_empty() || roles.len() > MAX_ROLES => {
                        return Err(Refusal::Offer);
                    }
                    Offer::Roles { .. } | Offer::Observe { .. } => {}
                }
                if invitation.expires <= ctx.now {
                    return Err(Refusal::Expiry);
                }
                Ok(vec![InvitationFact::Issued { invitation }.into()])
            }
            InvitationCommand::Withdraw { invitation } => {
                if !self.invitations.contains_key(&invitation) {
                    return Err(Refusal::UnknownInvitation);
                }
                Ok(vec![InvitationFact::Withdrawn { invitation }.into()])
            }
            InvitationCommand::Accept { invitation, account, profile } => {
                self.accept(invitation, account, profile, ctx)
            }
        }
    }

    fn accept(
        &self,
        id: InvitationId,
        account: AccountId,
        profile: Option<Sealed>,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        let open = |known: &&Invitation| {
            ctx.now < known.expires && !matches!(known.offer, Offer::Observe { .. })
        };
        let invitation =
            self.invitations.get(&id).filter(open).ok_or(Refusal::UnknownInvitation)?;
        let mut facts = match profile {
            Some(profile) => {
                let open = AccountCommand::Open { account, profile, guest: false };
                self.decide_account(open, ctx)?
            }
            None => self.account(account).map(|_| Vec::new())?,
        };
        facts.push(InvitationFact::Accepted { invitation: id, account }.into());
        if invitation.offer == Offer::Administrator {
            facts.push(AccountFact::AdministratorNamed { account }.into());
        }
        Ok(facts)
    }

    pub(crate) fn evolve_invitation(&mut self, fact: &InvitationFact, time: i64, actor: AccountId) {
        match fact {
            InvitationFact::Issued { invitation } => {
                let issued = Invitation { issued: time, by: Some(actor), ..(**invitation).clone() };
                self.invitations.insert(issued.id, issued);
            }
            InvitationFact::Withdrawn { invitation }
            | InvitationFact::Accepted { invitation, .. } => {
                self.invitations.remove(invitation);
            }
        }
    }
}
