//! Invitations: links that make an account, give one roles, or let somebody look on.

use plenum_directory::{
    AccountCommand, Command, Invitation, InvitationCommand, InvitationId, Offer, Refusal,
};
use plenum_domain::{AccountId, PlanId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Access, AccessError, Profile,
    accounts::{check_email, operator},
    digest, secret,
};

/// The longest life of an invitation to a person.
const INVITATION_DAYS: u16 = 60;
/// The longest life of an observer's link.
const OBSERVER_DAYS: u16 = 730;
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// Open invitations of one plan: several for each of fifty partners.
const OPEN_PER_PLAN: usize = 500;
const TO: &str = "invitation";

/// Whom an invitation is for, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
}

/// An invitation that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub id: Uuid,
    /// The link's secret: known here and now only.
    pub secret: String,
    pub expires: i64,
    /// The account that it is about.
    pub account: AccountId,
}

/// An open invitation, with whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub invitation: Invitation,
    pub to: Invitee,
}

impl Access {
    /// Whether nobody administers the server, and nobody is invited to.
    #[must_use]
    pub fn needs_administrator(&self) -> bool {
        self.directory.read(|directory| {
            let accounts = directory.accounts.keys();
            !accounts.into_iter().any(|account| directory.is_administrator(*account))
        })
    }

    /// Makes the link that makes the first administrator; earlier ones end.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn invite_first_administrator(&self) -> Result<Issued, AccessError> {
        let earlier = self.directory.read(|directory| {
            let open = directory.invitations.values();
            let open = open.filter(|known| known.offer == Offer::Administrator);
            open.map(|known| known.id).collect::<Vec<_>>()
        });
        for id in earlier {
            self.withdraw(operator(), id.0)?;
        }
        self.invite(operator(), Offer::Administrator, Invitee::default(), 7)
    }

    /// Makes an invitation. Whether the actor may invite into the plan is asked before.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn invite(
        &self,
        actor: AccountId,
        offer: Offer,
        to: Invitee,
        days: u16,
    ) -> Result<Issued, AccessError> {
        if let Some(email) = &to.email {
            check_email(email)?;
        }
        if to.name.as_ref().is_some_and(|name| name.chars().count() > 120) {
            return Err(AccessError::TooLong("name"));
        }
        let observes = matches!(offer, Offer::Observe { .. });
        let most = if observes { OBSERVER_DAYS } else { INVITATION_DAYS };
        let now = self.clock.now();
        let expires = now + i64::from(days.clamp(1, most)) * DAY_MILLIS;
        self.clear_expired()?;
        let open = self.invitations(offer.plan()).len();
        if open >= OPEN_PER_PLAN {
            return Err(AccessError::TooMany);
        }
        let (secret, account) = (secret(), AccountId(Uuid::new_v4()));
        self.keys.create(&[account])?;
        let bytes = serde_json::to_vec(&to).map_err(AccessError::Malformed)?;
        let sealed = self.keys.seal(account, TO, &bytes).ok_or(AccessError::NoAccount)?;
        let id = InvitationId(Uuid::new_v4());
        let digest = digest(&secret);
        let invitation =
            Invitation { id, account, offer, to: sealed, digest, expires, issued: now, by: None };
        let mut commands: Vec<Command> = Vec::new();
        let profile = Profile { name: to.name.unwrap_or_default(), ..Profile::default() };
        if observes {
            let sealed = self.seal_profile(account, &profile)?;
            commands.push(AccountCommand::Open { account, profile: sealed, guest: true }.into());
        }
        commands.push(InvitationCommand::Issue { invitation: Box::new(invitation) }.into());
        self.directory.change(actor, now, commands)?;
        if observes {
            self.lock().people.insert(account, profile);
        }
        Ok(Issued { id: id.0, secret, expires, account })
    }

    /// The open invitations into a plan, or those that make administrators; expired ones are not shown.
    #[must_use]
    pub fn invitations(&self, plan: Option<PlanId>) -> Vec<Invited> {
        let now = self.clock.now();
        let open = self.directory.read(|directory| {
            let all = directory.invitations.values();
            let open = all.filter(|known| known.offer.plan() == plan && now < known.expires);
            open.cloned().collect::<Vec<_>>()
        });
        open.into_iter().map(|invitation| self.with_invitee(invitation)).collect()
    }

    /// The open invitation of a link.
    ///
    /// # Errors
    /// [`AccessError::BadLink`].
    pub fn invitation(&self, secret: &str) -> Result<Invited, AccessError> {
        let (digest, now) = (digest(secret), self.clock.now());
        let found = self.directory.read(|directory| directory.invitation(&digest, now).cloned());
        found.map(|invitation| self.with_invitee(invitation)).ok_or(AccessError::BadLink)
    }

    /// An open invitation by its id.
    ///
    /// # Errors
    /// [`AccessError::BadLink`].
    pub fn open_invitation(&self, id: InvitationId) -> Result<Invitation, AccessError> {
        let now = self.clock.now();
        let found = self.directory.read(|directory| directory.invitations.get(&id).cloned());
        found.filter(|known| now < known.expires).ok_or(AccessError::BadLink)
    }

    /// The open invitation into a plan that was made for an address.
    #[must_use]
    pub fn invitation_for(&self, email: &str) -> Option<InvitationId> {
        let (now, wanted) = (self.clock.now(), email.trim().to_lowercase());
        let open = self.directory.read(|directory| {
            let all = directory.invitations.values();
            let open = all.filter(|i| now < i.expires && matches!(i.offer, Offer::Roles { .. }));
            open.cloned().collect::<Vec<_>>()
        });
        let is_for = |invited: &Invited| {
            invited.to.email.as_ref().is_some_and(|email| email.to_lowercase() == wanted)
        };
        let mut all = open.into_iter().map(|invitation| self.with_invitee(invitation));
        all.find(is_for).map(|invited| invited.invitation.id)
    }

    /// When the observer's link ends by which somebody looks on.
    #[must_use]
    pub fn observes_until(&self, account: AccountId) -> Option<i64> {
        self.directory.read(|directory| {
            let mut all = directory.invitations.values();
            let is_theirs = |known: &&Invitation| {
                known.account == account && matches!(known.offer, Offer::Observe { .. })
            };
            all.find(is_theirs).map(|known| known.expires)
        })
    }

    /// Whether an invitation could open its account with this profile.
    ///
    /// # Errors
    /// The profile's; [`AccessError::Taken`].
    pub fn check_new(&self, account: AccountId, profile: Profile) -> Result<(), AccessError> {
        self.require_free(account, &profile.checked()?)
    }

    fn with_invitee(&self, invitation: Invitation) -> Invited {
        let opened = self.keys.open_sealed(invitation.account, TO, &invitation.to);
        let to = opened.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Invited { invitation, to }
    }

    /// Accepts an invitation, for an account that is there, or with a profile for the one that it opens;
    /// returns the account. A link is used up by the first who comes.
    ///
    /// # Errors
    /// [`AccessError::BadLink`], or the profile's.
    pub fn accept(
        &self,
        id: InvitationId,
        who: Result<AccountId, Profile>,
    ) -> Result<(AccountId, Offer), AccessError> {
        let now = self.clock.now();
        let invitation = self.open_invitation(id)?;
        let (account, profile) = match who {
            Ok(account) => (account, None),
            Err(profile) => (invitation.account, Some(profile.checked()?)),
        };
        let sealed = match &profile {
            Some(profile) => {
                self.require_free(account, profile)?;
                Some(self.seal_profile(account, profile)?)
            }
            None => None,
        };
        let accept =
            InvitationCommand::Accept { invitation: invitation.id, account, profile: sealed };
        let changed = self.directory.change(account, now, vec![accept.into()]);
        changed.map_err(|error| match error {
            AccessError::Refused(Refusal::UnknownInvitation) => AccessError::BadLink,
            other => other,
        })?;
        match profile {
            Some(profile) => {
                self.lock().people.insert(account, profile);
            }
            // Whom it was meant for is not kept once somebody else has accepted.
            None => self.keys.destroy(&[invitation.account], now)?,
        }
        Ok((account, invitation.offer))
    }

    /// Withdraws what has expired: whom it was for is not kept any longer.
    pub(super) fn clear_expired(&self) -> Result<(), AccessError> {
        let now = self.clock.now();
        let expired = self.directory.read(|directory| {
            let all = directory.invitations.values().filter(|known| known.expires <= now);
            all.map(|known| known.id).collect::<Vec<_>>()
        });
        expired.into_iter().try_for_each(|id| self.withdraw(operator(), id.0).map(drop))
    }

    /// Withdraws an invitation; an observer's link ends with its guest's sessions. Returns it.
    ///
    /// # Errors
    /// [`AccessError::BadLink`] where it is not open.
    pub fn withdraw(&self, actor: AccountId, id: Uuid) -> Result<Invitation, AccessError> {
        let (id, now) = (InvitationId(id), self.clock.now());
        let found = self.directory.read(|directory| directory.invitations.get(&id).cloned());
        let invitation = found.ok_or(AccessError::BadLink)?;
        let withdraw = InvitationCommand::Withdraw { invitation: id };
        self.directory.change(actor, now, vec![withdraw.into()])?;
        if matches!(invitation.offer, Offer::Observe { .. }) {
            self.change(|book| {
                book.shut_out(invitation.account);
                Ok(())
            })?;
        } else {
            self.keys.destroy(&[invitation.account], now)?;
        }
        Ok(invitation)
    }
}
