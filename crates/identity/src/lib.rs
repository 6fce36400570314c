//! How somebody proves who they are, and how they are written to.
//!
//! Passwords, passkeys, an organisation's own directory, and mail. Nothing here stores anything or knows
//! the web server: what is to be kept is handed back, and the time comes in.

mod loopback;
mod mail;
mod passkey;
mod password;
mod pending;
mod weakness;

pub use mail::{MailError, Mailer};
pub use passkey::{Begun, PasskeyError, Passkeys, SignedIn, StoredPasskey};
pub use password::{PasswordError, Passwords};
pub use weakness::{MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS, Weakness, check_password};
