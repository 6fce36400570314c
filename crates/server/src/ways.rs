//! The ways to prove who one is, and to write to people.

use plenum_identity::{Mailer, OpenId, Passkeys, Passwords};

use crate::{config::Config, mails::Pace};

/// What the product is called where a person's device names it.
const NAME: &str = "Plenum";

/// The ways that this server offers.
pub struct Ways {
    pub passwords: Passwords,
    /// None where no address of the server has a name: passkeys are bound to one.
    pub passkeys: Option<Passkeys>,
    pub mailer: Option<Mailer>,
    pub openid: Option<OpenId>,
    pub(crate) recoveries: Pace,
}

impl Ways {
    /// Passwords, passkeys where the address allows them, and what the operator has set up.
    #[must_use]
    pub fn new(config: &Config, mailer: Option<Mailer>, openid: Option<OpenId>) -> Self {
        let mut origins = config.origins.iter();
        let passkeys = origins.find_map(|origin| Passkeys::new(origin, NAME).ok());
        let recoveries = Pace::default();
        Self { passwords: Passwords::new(), passkeys, mailer, openid, recoveries }
    }
}
