//! A signed-in browser, or a program with a token.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use plenum_domain::{AccountId, Act, PlanId};
use uuid::Uuid;

use crate::clock::Clock;

/// A signed-in browser or program.
#[derive(Debug)]
pub struct Session {
    pub id: Uuid,
    pub account: AccountId,
    /// Milliseconds since the Unix epoch.
    pub expires: i64,
    /// What a program may do; a browser may do what its person may.
    pub scope: Option<Scope>,
    revoked: AtomicBool,
    clock: Arc<dyn Clock>,
}

/// What a program's token is limited to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub plans: Vec<PlanId>,
    pub write: bool,
}

impl std::fmt::Debug for dyn Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl Session {
    pub(super) fn new(
        id: Uuid,
        account: AccountId,
        expires: i64,
        scope: Option<Scope>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { id, account, expires, scope, revoked: AtomicBool::new(false), clock }
    }

    /// Whether it still opens doors: ask again at each of them.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !self.revoked.load(Ordering::Relaxed) && self.clock.now() < self.expires
    }

    /// Whether it reaches this plan at all.
    #[must_use]
    pub fn reaches(&self, plan: PlanId) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.plans.contains(&plan))
    }

    /// Whether it may change anything.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.write)
    }

    /// Whether it may do something at all, whoever's it is: a program's token does what it says, and gives
    /// nobody a role, so that losing one opens no door that outlives it.
    #[must_use]
    pub fn allows(&self, act: Act) -> bool {
        match act {
            Act::ReadPublished | Act::ReadWork | Act::ReadPast | Act::Export => true,
            Act::ManageMembers => self.scope.is_none(),
            _ => self.writes(),
        }
    }

    pub(super) fn revoke(&self) {
        self.revoked.store(true, Ordering::Relaxed);
    }
}
