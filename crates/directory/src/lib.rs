//! Who has an account on a server, and who is invited; pure, and an event log like a plan's.
//!
//! What identifies a person is [`Sealed`]: this crate carries it and cannot read it. Secrets, sessions
//! and sign-ins are no events and are not here.

mod account;
mod event;
mod invitation;

use std::collections::BTreeMap;

use plenum_domain::AccountId;
use thiserror::Error;
use uuid::Uuid;

pub use account::{Account, AccountCommand, AccountFact, Standing};
pub use event::{Command, Fact, SCHEMA, Sealed};
pub use invitation::{Invitation, InvitationCommand, InvitationFact, InvitationId, Offer};
pub use plenum_domain::DecodeError;

/// The log that holds the directory: an id that no plan is given.
pub const DIRECTORY: Uuid = Uuid::from_u128(0x504c_454e_554d_8000_8000_0000_0000_0001);

/// Everything that the directory's log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// Number of the last event taken in.
    pub head: u64,
    pub accounts: BTreeMap<AccountId, Account>,
    /// Those that are open: neither accepted nor withdrawn. They may have expired.
    pub invitations: BTreeMap<InvitationId, Invitation>,
}

/// Who acts, and when.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The nil id is the operator, by the program itself.
    pub actor: AccountId,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

impl Context {
    /// The operator of the server: whoever can read its files.
    #[must_use]
    pub const fn operator(now: i64) -> Self {
        Self { actor: AccountId(Uuid::nil()), now }
    }

    const fn is_operator(&self) -> bool {
        self.actor.0.is_nil()
    }
}

/// Why a command was refused. A refusal leaves nothing behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("only administrators may do this")]
    Forbidden,
    #[error("there is no such account")]
    UnknownAccount,
    #[error("there is such an account already")]
    AccountExists,
    #[error("the invitation is unknown, used, withdrawn or expired")]
    UnknownInvitation,
    #[error("an invitation offers at least one role, and at most {}", invitation::MAX_ROLES)]
    Offer,
    #[error("an invitation expires after it is made")]
    Expiry,
    #[error("the last administrator cannot go")]
    LastAdministrator,
}

impl Directory {
    /// Decides what a command brings about; no facts where everything is already so.
    ///
    /// # Errors
    /// A [`Refusal`].
    pub fn decide(&self, command: Command, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        match command {
            Command::Account(command) => self.decide_account(command, ctx),
            Command::Invitation(command) => self.decide_invitation(command, ctx),
        }
    }

    /// Takes an event in. Cannot fail.
    pub fn evolve(&mut self, seq: u64, time: i64, actor: AccountId, fact: &Fact) {
        match fact {
            Fact::Account(fact) => self.evolve_account(fact, time),
            Fact::Invitation(fact) => self.evolve_invitation(fact, time, actor),
        }
        self.head = seq;
    }

    /// Whether an account administers the server now.
    #[must_use]
    pub fn is_administrator(&self, account: AccountId) -> bool {
        self.accounts
            .get(&account)
            .is_some_and(|known| known.administrator && known.standing == Standing::Active)
    }

    fn account(&self, id: AccountId) -> Result<&Account, Refusal> {
        self.accounts.get(&id).ok_or(Refusal::UnknownAccount)
    }

    fn require_administrator(&self, ctx: &Context) -> Result<(), Refusal> {
        if ctx.is_operator() || self.is_administrator(ctx.actor) {
            Ok(())
        } else {
            Err(Refusal::Forbidden)
        }
    }

    /// Refuses what would leave the server without an administrator.
    fn require_another_administrator(&self, account: AccountId) -> Result<(), Refusal> {
        let another = |(id, known): (&AccountId, &Account)| {
            *id != account && known.administrator && known.standing == Standing::Active
        };
        if !self.is_administrator(account) || self.accounts.iter().any(another) {
            Ok(())
        } else {
            Err(Refusal::LastAdministrator)
        }
    }
}
