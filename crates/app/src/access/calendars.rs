//! Links to a person's calendar of a plan: whoever holds one reads dates, with that person's rights of the
//! moment, and nothing else. Calendar programs know no sessions, so the address itself is the secret.

use plenum_domain::{AccountId, PlanId};
use serde::{Deserialize, Serialize};

use super::{Access, AccessError, digest, secret};

/// A link to a calendar, known by the digest of its secret.
#[derive(Clone, Serialize, Deserialize)]
pub struct CalendarLink {
    pub account: AccountId,
    pub plan: PlanId,
    pub created: i64,
}

impl CalendarLink {
    fn is(&self, account: AccountId, plan: PlanId) -> bool {
        (self.account, self.plan) == (account, plan)
    }
}

impl Access {
    /// Makes a person's link to their calendar of a plan; one made before opens nothing any more.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], [`AccessError::File`].
    pub fn make_calendar(
        &self,
        account: AccountId,
        plan: PlanId,
    ) -> Result<(String, i64), AccessError> {
        if !self.is_active(account) {
            return Err(AccessError::NoAccount);
        }
        let (secret, created) = (secret(), self.clock.now());
        self.change(|book| {
            book.calendars.retain(|_, link| !link.is(account, plan));
            book.calendars.insert(digest(&secret), CalendarLink { account, plan, created });
            Ok(())
        })?;
        Ok((secret, created))
    }

    /// Ends a person's link to their calendar of a plan, where there is one.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn revoke_calendar(&self, account: AccountId, plan: PlanId) -> Result<(), AccessError> {
        if self.calendar(account, plan).is_none() {
            return Ok(());
        }
        self.change(|book| {
            book.calendars.retain(|_, link| !link.is(account, plan));
            Ok(())
        })
    }

    /// When a person's link to their calendar of a plan was made, where there is one.
    #[must_use]
    pub fn calendar(&self, account: AccountId, plan: PlanId) -> Option<i64> {
        let state = self.lock();
        let mut links = state.book.calendars.values();
        links.find(|link| link.is(account, plan)).map(|link| link.created)
    }

    /// Whose calendar a secret opens, and of which plan; what they may read there is for the plan to say.
    #[must_use]
    pub fn calendar_of(&self, secret: &str) -> Option<(AccountId, PlanId)> {
        let link = self.lock().book.calendars.get(&digest(secret)).cloned()?;
        self.is_active(link.account).then_some((link.account, link.plan))
    }
}
