//! Accounts: opened, changed, locked, erased.

use plenum_domain::AccountId;
use serde::{Deserialize, Serialize};

use crate::{Context, Directory, Fact, Refusal, event::Sealed};

/// An account, without what identifies the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub standing: Standing,
    pub administrator: bool,
    /// An observer's link: whoever holds it, and nobody in particular.
    pub guest: bool,
    /// Name, address and language, under the account's own key.
    pub profile: Sealed,
    /// Milliseconds since the Unix epoch.
    pub opened: i64,
}

/// Whether an account opens doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    Locked,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountCommand {
    Open { account: AccountId, profile: Sealed, guest: bool },
    ChangeProfile { account: AccountId, profile: Sealed },
    NameAdministrator { account: AccountId },
    DismissAdministrator { account: AccountId },
    Lock { account: AccountId },
    Unlock { account: AccountId },
    Erase { account: AccountId },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AccountFact {
    Opened {
        account: AccountId,
        profile: Sealed,
        guest: bool,
    },
    ProfileChanged {
        account: AccountId,
        profile: Sealed,
    },
    AdministratorNamed {
        account: AccountId,
    },
    AdministratorDismissed {
        account: AccountId,
    },
    Locked {
        account: AccountId,
    },
    Unlocked {
        account: AccountId,
    },
    /// Its key is destroyed: what was sealed under it can be read by nobody any more.
    Erased {
        account: AccountId,
    },
}

impl Directory {
    pub(crate) fn decide_account(
        &self,
        command: AccountCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use AccountCommand as C;
        use AccountFact as F;
        let only = |fact: AccountFact| Ok(vec![fact.into()]);
        let unless =
            |is_so: bool, fact: AccountFact| Ok(if is_so { Vec::new() } else { vec![fact.into()] });
        match command {
            C::Open { account, profile, guest } => {
                if self.accounts.contains_key(&account) {
                    return Err(Refusal::AccountExists);
                }
                only(F::Opened { account, profile, guest })
            }
            C::ChangeProfile { account, profile } => {
                self.account(account)?;
                if ctx.actor != account {
                    self.require_administrator(ctx)?;
                }
                only(F::ProfileChanged { account, profile })
            }
            C::NameAdministrator { account } => {
                self.require_administrator(ctx)?;
                let is_so = self.account(account)?.administrator;
                unless(is_so, F::AdministratorNamed { account })
            }
            C::DismissAdministrator { account } => {
                self.require_administrator(ctx)?;
                let is_so = !self.account(account)?.administrator;
                self.require_another_administrator(account)?;
                unless(is_so, F::AdministratorDismissed { account })
            }
            C::Lock { account } => {
                self.require_administrator(ctx)?;
                let is_so = self.account(account)?.standing == Standing::Locked;
                self.require_another_administrator(account)?;
                unless(is_so, F::Locked { account })
            }
            C::Unlock { account } => {
                self.require_administrator(ctx)?;
                let is_so = self.account(account)?.standing == Standing::Active;
                unless(is_so, F::Unlocked { account })
            }
            C::Erase { account } => {
                self.account(account)?;
                if ctx.actor != account {
                    self.require_administrator(ctx)?;
                }
                self.require_another_administrator(account)?;
                only(F::Erased { account })
            }
        }
    }

    pub(crate) fn evolve_account(&mut self, fact: &AccountFact, time: i64) {
        use AccountFact as F;
        let (account, change): (_, &dyn Fn(&mut Account)) = match fact {
            F::Opened { account, profile, guest } => {
                let opened = Account {
                    standing: Standing::Active,
                    administrator: false,
                    guest: *guest,
                    profile: profile.clone(),
                    opened: time,
                };
                self.accounts.insert(*account, opened);
                return;
            }
            F::Erased { account } => {
                self.accounts.remove(account);
                return;
            }
            F::ProfileChanged { account, profile } => {
                (account, &|known| known.profile = profile.clone())
            }
            F::AdministratorNamed { account } => (account, &|known| known.administrator = true),
            F::AdministratorDismissed { account } => {
                (account, &|known| known.administrator = false)
            }
            F::Locked { account } => (account, &|known| known.standing = Standing::Locked),
            F::Unlocked { account } => (account, &|known| known.standing = Standing::Active),
        };
        if let Some(known) = self.accounts.get_mut(account) {
            change(known);
        }
    }
}
