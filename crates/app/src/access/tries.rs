//! Wrong passwords: counted by the address that was tried, known or not, and altogether. Never by where
//! they come from: a whole hall sits behind one address.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use plenum_domain::AccountId;

/// Wrong passwords in a row that cost nothing: people mistype.
const FREE: u32 = 5;
/// The first wait after that; it doubles with each further one.
const FIRST_WAIT: i64 = 5_000;
/// The longest wait: locks nobody out for a day, and leaves a guesser a hundred tries of one.
const LONGEST_WAIT: i64 = 15 * 60 * 1000;
/// After this long without a wrong one it starts over.
const MEMORY: i64 = 24 * 60 * 60 * 1000;
/// Wrong passwords a minute, of all addresses together; beyond, passwords wait, other ways in do not.
const ALTOGETHER: u32 = 300;
const MINUTE: i64 = 60_000;
/// Addresses remembered; beyond, the one tried longest ago is forgotten.
const REMEMBERED: usize = 10_000;

/// Until when no password is looked at, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held(pub i64);

#[derive(Default)]
struct Row {
    account: Option<AccountId>,
    wrong: u32,
    last: i64,
    held_until: i64,
}

#[derive(Default)]
struct Counts {
    /// By the digest of the address.
    rows: HashMap<String, Row>,
    minute: i64,
    in_minute: u32,
}

/// What has been tried. In memory only: a restart is rare, and a count is no verdict.
#[derive(Default)]
pub struct Tries(Mutex<Counts>);

impl Tries {
    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a password may be tried for an address now.
    ///
    /// # Errors
    /// [`Held`].
    pub fn may_try(&self, address: &str, now: i64) -> Result<(), Held> {
        let counts = self.lock();
        if counts.minute == now / MINUTE && counts.in_minute >= ALTOGETHER {
            return Err(Held((counts.minute + 1) * MINUTE));
        }
        match counts.rows.get(&key(address)) {
            Some(row) if now < row.held_until => Err(Held(row.held_until)),
            _ => Ok(()),
        }
    }

    /// Counts a wrong password; tells until when the address is held, if it is from now on.
    pub fn wrong(&self, address: &str, account: Option<AccountId>, now: i64) -> Option<Held> {
        let mut counts = self.lock();
        if counts.minute != now / MINUTE {
            (counts.minute, counts.in_minute) = (now / MINUTE, 0);
        }
        counts.in_minute += 1;
        if counts.rows.len() >= REMEMBERED {
            let oldest = counts.rows.iter().min_by_key(|(_, row)| row.last);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                counts.rows.remove(&oldest);
            }
        }
        let row = counts.rows.entry(key(address)).or_default();
        if now - row.last > MEMORY {
            row.wrong = 0;
        }
        row.account = account;
        row.last = now;
        row.wrong += 1;
        let over = row.wrong.checked_sub(FREE)?;
        let wait = FIRST_WAIT.saturating_mul(1 << over.min(20)).min(LONGEST_WAIT);
        row.held_until = now + wait;
        Some(Held(row.held_until))
    }

    /// A right password: the count starts over.
    pub fn right(&self, address: &str) {
        self.lock().rows.remove(&key(address));
    }

    /// Until when an account's password is held.
    #[must_use]
    pub fn held(&self, account: AccountId, now: i64) -> Option<Held> {
        let counts = self.lock();
        let row = counts.rows.values().find(|row| row.account == Some(account))?;
        (now < row.held_until).then_some(Held(row.held_until))
    }

    /// Lets an account try again at once.
    pub fn forget(&self, account: AccountId) {
        self.lock().rows.retain(|_, row| row.account != Some(account));
    }
}

fn key(address: &str) -> String {
    super::digest(&address.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guesser_waits_longer_and_longer_whether_or_not_the_address_is_known() {
        for account in [None, Some(AccountId(uuid::Uuid::from_u128(1)))] {
            let tries = Tries::default();
            for _ in 1..FREE {
                assert_eq!(tries.wrong("a@example.org", account, 0), None);
            }
            assert_eq!(tries.wrong("a@example.org", account, 0), Some(Held(FIRST_WAIT)));
            assert_eq!(tries.may_try("A@Example.org ", 0), Err(Held(FIRST_WAIT)));
            assert_eq!(tries.may_try("b@example.org", 0), Ok(()));
            assert_eq!(tries.may_try("a@example.org", FIRST_WAIT), Ok(()));
            let waits = (0..30).map(|_| tries.wrong("a@example.org", account, 0).unwrap().0);
            assert_eq!(waits.max(), Some(LONGEST_WAIT));
            tries.right("a@example.org");
            assert_eq!(tries.may_try("a@example.org", 0), Ok(()));
        }
    }

    #[test]
    fn wrong_passwords_of_all_addresses_together_make_passwords_wait() {
        let tries = Tries::default();
        for n in 0..ALTOGETHER {
            tries.wrong(&format!("{n}@example.org"), None, 0);
        }
        assert_eq!(tries.may_try("new@example.org", 1), Err(Held(MINUTE)));
        assert_eq!(tries.may_try("new@example.org", MINUTE), Ok(()));
    }
}
