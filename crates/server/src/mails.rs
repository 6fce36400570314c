//! The few mails the server writes, in French or English, and how often.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

use crate::state::Server;

/// Between two mails that anyone can ask for to the same address.
const INTERVAL: i64 = 2 * 60 * 1000;
/// Such mails an hour, altogether: a network of hundreds forgets a few passwords a day.
const AN_HOUR: u32 = 120;
const HOUR: i64 = 60 * 60 * 1000;
/// Addresses remembered; beyond, all are forgotten, and the hourly number still holds.
const REMEMBERED: usize = 10_000;

/// How often a mail may be asked for.
#[derive(Default)]
pub struct Pace(Mutex<Asked>);

#[derive(Default)]
struct Asked {
    last: HashMap<[u8; 32], i64>,
    hour: i64,
    in_hour: u32,
}

impl Pace {
    /// Whether a mail to this address may go out now; if so it is counted.
    pub fn take(&self, address: &str, now: i64) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = Sha256::digest(address.trim().to_lowercase()).into();
        if asked.hour != now / HOUR {
            (asked.hour, asked.in_hour) = (now / HOUR, 0);
        }
        let too_soon = asked.last.get(&key).is_some_and(|last| now - last < INTERVAL);
        if too_soon || asked.in_hour >= AN_HOUR {
            return false;
        }
        if asked.last.len() >= REMEMBERED {
            asked.last.clear();
        }
        asked.last.insert(key, now);
        asked.in_hour += 1;
        true
    }
}

/// What a mail says.
pub struct Mail {
    pub subject: String,
    pub text: String,
}

/// Whether somebody reads English rather than French.
#[must_use]
pub fn is_english(language: Option<&str>) -> bool {
    language.is_some_and(|tag| tag.starts_with("en"))
}

/// The mail that brings an invitation.
#[must_use]
pub fn invitation(language: Option<&str>, plan: Option<&str>, url: &str) -> Mail {
    let what = plan.unwrap_or("Plenum");
    if is_english(language) {
        return Mail {
            subject: format!("Invitation: {what}"),
            text: format!(
                "Hello,\n\nYou are invited to take part in “{what}” on Plenum. This link is yours \
                 alone, and good for one use:\n\n{url}\n\nIf you did not expect it, you need do \
                 nothing.\n"
            ),
        };
    }
    Mail {
        subject: format!("Invitation\u{a0}: {what}"),
        text: format!(
            "Bonjour,\n\nVous êtes invité·e à participer à «\u{a0}{what}\u{a0}» sur Plenum. Ce lien \
             est personnel et ne sert qu’une fois\u{202f}:\n\n{url}\n\nSi vous ne l’attendiez pas, \
             vous n’avez rien à faire.\n"
        ),
    }
}

/// The mail that lets somebody in who has forgotten their password.
#[must_use]
pub fn recovery(language: Option<&str>, url: &str) -> Mail {
    if is_english(language) {
        return Mail {
            subject: "Your way back into Plenum".into(),
            text: format!(
                "Hello,\n\nThis link signs you in once, within a day; you can then choose a new \
                 password:\n\n{url}\n\nIf you did not ask for it, you need do nothing: your password \
                 is unchanged.\n"
            ),
        };
    }
    Mail {
        subject: "Retrouver l’accès à Plenum".into(),
        text: format!(
            "Bonjour,\n\nCe lien vous connecte une fois, dans la journée\u{202f}; vous pourrez alors \
             choisir un nouveau mot de passe\u{202f}:\n\n{url}\n\nSi vous ne l’avez pas demandé, vous \
             n’avez rien à faire\u{202f}: votre mot de passe n’a pas changé.\n"
        ),
    }
}

/// Sends a mail, if the server sends any; tells whether it went out.
pub async fn send(server: &Server, to: &str, mail: Mail) -> bool {
    let Some(mailer) = &server.ways().mailer else { return false };
    match mailer.send(to, &mail.subject, &mail.text).await {
        Ok(()) => true,
        Err(error) => {
            // The address is nobody's business but its owner's.
            tracing::warn!(error = &error as &dyn std::error::Error, "a mail was not taken");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_to_now_and_then_only() {
        let pace = Pace::default();
        assert!(pace.take("a@example.org", 0));
        assert!(!pace.take("A@example.org ", INTERVAL - 1));
        assert!(pace.take("b@example.org", 1));
        assert!(pace.take("a@example.org", INTERVAL));
        let went = (0..1_000).filter(|n| pace.take(&format!("{n}@example.org"), 5)).count();
        assert_eq!(went as u32, AN_HOUR - 3);
        assert!(pace.take("c@example.org", HOUR));
    }
}
