//! Commands and facts as a whole, and how facts are written into the log and read back.

use plenum_domain::DecodeError;
use serde::{Deserialize, Serialize};

use crate::{
    account::{AccountCommand, AccountFact},
    invitation::{InvitationCommand, InvitationFact},
};

/// Bytes encrypted under the key of one account, in hexadecimal: a nonce of 24 bytes, then the
/// ciphertext with its tag (XChaCha20-Poly1305). Without the key they say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(#[serde(with = "hex::serde")] pub Vec<u8>);

/// What someone wants to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Account(AccountCommand),
    Invitation(InvitationCommand),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fact {
    Account(AccountFact),
    Invitation(InvitationFact),
}

impl From<AccountCommand> for Command {
    fn from(command: AccountCommand) -> Self {
        Self::Account(command)
    }
}

impl From<InvitationCommand> for Command {
    fn from(command: InvitationCommand) -> Self {
        Self::Invitation(command)
    }
}

impl From<AccountFact> for Fact {
    fn from(fact: AccountFact) -> Self {
        Self::Account(fact)
    }
}

impl From<InvitationFact> for Fact {
    fn from(fact: InvitationFact) -> Self {
        Self::Invitation(fact)
    }
}

/// The version of the payloads written now.
pub const SCHEMA: u16 = 1;

impl Fact {
    /// Its stable word, `concept.name`.
    #[must_use]
    pub fn kind(&self) -> String {
        let concept: &'static str = self.into();
        let name: &'static str = match self {
            Self::Account(fact) => fact.into(),
            Self::Invitation(fact) => fact.into(),
        };
        format!("{concept}.{name}")
    }

    /// The payload of an event, JSON in UTF-8.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Facts are plain data with string keys: writing them to memory cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads a payload back. Older ones are brought up to date here and nowhere else.
    ///
    /// # Errors
    /// [`DecodeError`].
    pub fn decode(schema: u16, payload: &[u8]) -> Result<Self, DecodeError> {
        if schema > SCHEMA {
            return Err(DecodeError::Newer(schema));
        }
        serde_json::from_slice(payload).map_err(DecodeError::Malformed)
    }
}
