//! Passwords: argon2id, away from the async threads, a few at a time.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher, PasswordVerifier},
};
use thiserror::Error;
use tokio::{sync::Semaphore, task};
use zeroize::Zeroizing;

/// Memory of one hash, in KiB: the first choice of OWASP's Password Storage Cheat Sheet.
const MEMORY_KIB: u32 = 19_456;
/// Passes over that memory, from the same line of it.
const PASSES: u32 = 2;
/// Lanes: one, since a hash runs on one thread.
const LANES: u32 = 1;
/// Hashes computed at once: more would take the cores that serve meetings.
const AT_ONCE: usize = 2;
/// Hashes computed or waiting; whoever comes after is told to come back. Less than a second's work.
const ADMITTED: usize = 32;
/// What is verified for an unknown account: of this shape, and of no password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$\
    AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password was neither hashed nor verified.
#[derive(Debug, Error)]
pub enum PasswordError {
    #[error("too many passwords are being checked")]
    Busy,
    #[error("hashing a password")]
    Hash(#[source] password_hash::Error),
    #[error("the stored hash is not readable")]
    Stored(#[source] password_hash::Error),
    #[error("the thread that hashes ended")]
    Thread(#[source] task::JoinError),
}

/// Hashes and verifies passwords.
pub struct Passwords {
    admitted: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    #[must_use]
    pub fn new() -> Self {
        Self {
            admitted: Arc::new(Semaphore::new(ADMITTED)),
            running: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash to store, as a PHC string.
    ///
    /// # Errors
    /// [`PasswordError::Busy`], [`PasswordError::Hash`], [`PasswordError::Thread`].
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        let password = Zeroizing::new(password);
        self.run(move || {
            let hash = argon2().and_then(|argon2| argon2.hash_password(password.as_bytes()));
            hash.map(|hash| hash.to_string()).map_err(PasswordError::Hash)
        })
        .await
    }

    /// Whether the password is the stored one. An account without a password, or no account, takes as long.
    ///
    /// # Errors
    /// [`PasswordError::Busy`], [`PasswordError::Stored`], [`PasswordError::Thread`].
    pub async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, PasswordError> {
        let password = Zeroizing::new(password);
        self.run(move || {
            let against = stored.as_deref().unwrap_or(NOBODY);
            match Argon2::default().verify_password(password.as_bytes(), against) {
                Ok(()) => Ok(stored.is_some()),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(PasswordError::Stored(error)),
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let admitted =
            self.admitted.clone().try_acquire_owned().map_err(|_| PasswordError::Busy)?;
        let running =
            self.running.clone().acquire_owned().await.map_err(|_| PasswordError::Busy)?;
        // The permits go along: a caller who leaves does not make room before the thread is done.
        let done = task::spawn_blocking(move || {
            let _held = (admitted, running);
            work()
        });
        done.await.map_err(PasswordError::Thread)?
    }
}

fn argon2() -> Result<Argon2<'static>, password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "un mot de passe à moi";

    #[tokio::test]
    async fn the_right_password_is_recognised_and_no_other() {
        let passwords = Passwords::new();
        let stored = passwords.hash(GOOD.into()).await.expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.verify(GOOD.into(), Some(stored.clone())).await.expect("verified"));
        assert!(!passwords.verify("autre chose".into(), Some(stored)).await.expect("verified"));
    }

    #[tokio::test]
    async fn the_same_password_is_hashed_differently_each_time() {
        let passwords = Passwords::new();
        let first = passwords.hash(GOOD.into()).await.expect("hashed");
        let second = passwords.hash(GOOD.into()).await.expect("hashed");
        assert_ne!(first, second);
    }

    #[tokio::test]
    async fn nobody_has_a_hash_of_the_same_cost_and_no_password() {
        let passwords = Passwords::new();
        let fresh = passwords.hash(GOOD.into()).await.expect("hashed");
        let shape = |hash: &str| {
            hash.rsplitn(3, '$').map(str::to_owned).enumerate().fold(
                String::new(),
                |shape, (place, part)| match place {
                    2 => format!("{shape}{part}"),
                    _ => format!("{shape}{} ", part.len()),
                },
            )
        };
        assert_eq!(shape(NOBODY), shape(&fresh));
        assert!(!passwords.verify(GOOD.into(), None).await.expect("verified"));
    }

    #[tokio::test]
    async fn a_damaged_hash_is_an_error_and_not_a_refusal() {
        let verified = Passwords::new().verify(GOOD.into(), Some("$argon2id$?".into())).await;
        assert!(matches!(verified, Err(PasswordError::Stored(_))));
    }

    #[tokio::test]
    async fn whoever_comes_when_the_queue_is_full_is_told_so() {
        let passwords = Passwords::new();
        let all = u32::try_from(ADMITTED).expect("a small number");
        let queue = passwords.admitted.clone().try_acquire_many_owned(all).expect("all places");
        assert!(matches!(passwords.hash(GOOD.into()).await, Err(PasswordError::Busy)));
        drop(queue);
        assert!(passwords.hash(GOOD.into()).await.is_ok());
    }
}
