//! How somebody proves who they are, and how they are written to.
//!
//! Passwords, passkeys, an organisation's own directory, and mail. Nothing here stores anything or knows
//! the web server: what is to be kept is handed back, and the time comes in.

mod loopback;
mod mail;
mod openid;
mod passkey;
mod password;
mod pending;
mod weakness;

pub use mail::{MailError, Mailer};
pub use openid::{HttpError, Identity, OpenId, OpenIdConfig, OpenIdError, Purpose, Redirect};
pub use passkey::{Begun, PasskeyError, Passkeys, SignedIn, StoredPasskey};
pub use password::{PasswordError, Passwords};
pub use weakness::{MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS, Weakness, check_password};

#[cfg(test)]
mod tests {
    use super::*;

    fn moves<T: Send>(_: &T) {}
    fn is_shared<T: Send + Sync + 'static>(_: &T) {}

    #[tokio::test]
    async fn everything_may_be_used_from_many_threads() {
        let passwords = Passwords::new();
        let passkeys = Passkeys::new("https://plenum.example", "Plenum").expect("a site");
        let mailer = Mailer::new("smtp://mail.example", "plenum@plenum.example").expect("a mailer");
        let openid = OpenId::new(OpenIdConfig {
            issuer: "https://directory.example".to_owned(),
            client_id: "plenum".to_owned(),
            client_secret: None,
            redirect: "https://plenum.example/retour".to_owned(),
            label: String::new(),
        })
        .expect("a directory");
        moves(&passwords.hash(String::new()));
        moves(&passwords.verify(String::new(), None));
        moves(&mailer.send("", "", ""));
        moves(&openid.begin(0, Purpose::SignIn));
        moves(&openid.finish(0, "", ""));
        is_shared(&None::<(PasswordError, PasskeyError, MailError, OpenIdError)>);
        is_shared(&(passwords, passkeys, mailer, openid));
    }
}
