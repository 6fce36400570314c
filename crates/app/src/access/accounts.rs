//! Accounts and the people behind them.

use plenum_directory::{AccountCommand, Command, Standing};
use plenum_domain::AccountId;
use serde::{Deserialize, Serialize};

use super::{Access, AccessError, SignInAct, directory::DirectoryLog, keys::Keys, people::People};

/// What a profile is sealed for.
const PROFILE: &str = "profile";
/// The longest name: a full name with titles, or a function.
const NAME_CHARS: usize = 120;
/// The longest address a mail server must take (RFC 5321, 4.5.3.1.3).
const EMAIL_BYTES: usize = 254;

/// An account, by what is shown of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    /// What others see: a name, or a function.
    pub label: String,
    /// BCP 47 language tag.
    #[serde(default)]
    pub language: Option<String>,
}

/// What identifies a person: never written but sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    /// BCP 47 language tag.
    #[serde(default)]
    pub language: Option<String>,
}

impl Profile {
    /// With its parts trimmed.
    ///
    /// # Errors
    /// [`AccessError::Empty`], [`AccessError::TooLong`], [`AccessError::BadField`].
    pub fn checked(self) -> Result<Self, AccessError> {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            return Err(AccessError::Empty("name"));
        }
        if name.chars().count() > NAME_CHARS {
            return Err(AccessError::TooLong("name"));
        }
        let email = self.email.map(|email| email.trim().to_owned()).filter(|e| !e.is_empty());
        if let Some(email) = &email {
            check_email(email)?;
        }
        let language = self.language.filter(|tag| {
            (2..=35).contains(&tag.len())
                && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        Ok(Self { name, email, language })
    }
}

/// Whether it looks like an address; whether it is one, only a mail tells.
///
/// # Errors
/// [`AccessError::TooLong`], [`AccessError::BadField`].
pub fn check_email(email: &str) -> Result<(), AccessError> {
    if email.len() > EMAIL_BYTES {
        return Err(AccessError::TooLong("email"));
    }
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '@';
    match email.split_once('@') {
        Some((local, host))
            if !local.is_empty()
                && host.contains('.')
                && local.chars().all(plain)
                && host.chars().all(plain) =>
        {
            Ok(())
        }
        _ => Err(AccessError::BadField("email")),
    }
}

/// What an administrator sees of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSeen {
    pub id: AccountId,
    pub profile: Profile,
    pub locked: bool,
    pub administrator: bool,
    pub guest: bool,
    pub opened: i64,
    pub sessions: usize,
}

/// Opens every profile that has a key still.
pub(super) fn open_profiles(directory: &DirectoryLog, keys: &Keys) -> People {
    directory.read(|directory| {
        let accounts = directory.accounts.iter();
        accounts.filter_map(|(id, known)| Some((*id, open(keys, *id, &known.profile)?))).collect()
    })
}

fn open(keys: &Keys, id: AccountId, sealed: &plenum_directory::Sealed) -> Option<Profile> {
    serde_json::from_slice(&keys.open_sealed(id, PROFILE, sealed)?).ok()
}

impl Access {
    /// Seals a profile under an account's key, made where there is none.
    pub(super) fn seal_profile(
        &self,
        id: AccountId,
        profile: &Profile,
    ) -> Result<plenum_directory::Sealed, AccessError> {
        self.keys.create(&[id])?;
        let bytes = serde_json::to_vec(profile).map_err(AccessError::Malformed)?;
        self.keys.seal(id, PROFILE, &bytes).ok_or(AccessError::NoAccount)
    }

    /// Registers the accounts of an import, or renames those known, as the operator.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn register(&self, accounts: impl IntoIterator<Item = Account>) -> Result<(), AccessError> {
        let accounts: Vec<Account> = accounts.into_iter().collect();
        self.keys.create(&accounts.iter().map(|account| account.id).collect::<Vec<_>>())?;
        let mut commands = Vec::new();
        let mut profiles = Vec::new();
        for Account { id, label, language } in accounts {
            let known = self.profile(id);
            let email = known.as_ref().and_then(|known| known.email.clone());
            let profile = Profile { name: label, email, language };
            if known.as_ref() == Some(&profile) {
                continue;
            }
            let sealed = self.seal_profile(id, &profile)?;
            commands.push(Command::Account(match known {
                Some(_) => AccountCommand::ChangeProfile { account: id, profile: sealed },
                None => AccountCommand::Open { account: id, profile: sealed, guest: false },
            }));
            profiles.push((id, profile));
        }
        self.directory.change(operator(), self.clock.now(), commands)?;
        let mut state = self.lock();
        profiles.into_iter().for_each(|(id, profile)| state.people.insert(id, profile));
        Ok(())
    }

    /// An account as it is shown.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<Account> {
        let profile = self.profile(id)?;
        Some(Account { id, label: profile.name, language: profile.language })
    }

    #[must_use]
    pub fn profile(&self, id: AccountId) -> Option<Profile> {
        self.lock().people.get(id).cloned()
    }

    /// The account that an address belongs to, however it is capitalised.
    #[must_use]
    pub fn by_email(&self, email: &str) -> Option<AccountId> {
        self.lock().people.by_address(email)
    }

    /// Refuses an address that another account has.
    pub(super) fn require_free(&self, id: AccountId, profile: &Profile) -> Result<(), AccessError> {
        let holder = profile.email.as_deref().and_then(|email| self.by_email(email));
        if holder.is_some_and(|holder| holder != id) {
            Err(AccessError::Taken("email"))
        } else {
            Ok(())
        }
    }

    /// Changes one's own name, address or language.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn change_profile(&self, id: AccountId, profile: Profile) -> Result<(), AccessError> {
        let profile = profile.checked()?;
        self.require_free(id, &profile)?;
        if self.profile(id).as_ref() == Some(&profile) {
            return Ok(());
        }
        let sealed = self.seal_profile(id, &profile)?;
        let command = AccountCommand::ChangeProfile { account: id, profile: sealed };
        self.directory.change(id, self.clock.now(), vec![command.into()])?;
        self.lock().people.insert(id, profile);
        Ok(())
    }

    #[must_use]
    pub fn is_administrator(&self, id: AccountId) -> bool {
        self.directory.read(|directory| directory.is_administrator(id))
    }

    /// Whether an account is an observer's link: nobody in particular.
    #[must_use]
    pub fn is_guest(&self, id: AccountId) -> bool {
        self.directory
            .read(|directory| directory.accounts.get(&id).is_some_and(|known| known.guest))
    }

    /// Whether an account may sign in at all.
    #[must_use]
    pub fn is_active(&self, id: AccountId) -> bool {
        self.directory.read(|directory| {
            directory.accounts.get(&id).is_some_and(|known| known.standing == Standing::Active)
        })
    }

    /// Every account.
    #[must_use]
    pub fn accounts(&self) -> Vec<AccountSeen> {
        let state = self.lock();
        self.directory.read(|directory| {
            let accounts = directory.accounts.iter();
            accounts
                .map(|(id, known)| AccountSeen {
                    id: *id,
                    profile: state.people.get(*id).cloned().unwrap_or_default(),
                    locked: known.standing == Standing::Locked,
                    administrator: known.administrator,
                    guest: known.guest,
                    opened: known.opened,
                    sessions: state.book.sessions.values().filter(|p| p.account == *id).count(),
                })
                .collect()
        })
    }

    /// Locks an account: its sessions and tokens end at once.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn lock_account(&self, actor: AccountId, account: AccountId) -> Result<(), AccessError> {
        self.administer(actor, AccountCommand::Lock { account })?;
        self.change(|book| {
            book.shut_out(account);
            Ok(())
        })?;
        self.note(Some(account), SignInAct::Locked);
        Ok(())
    }

    /// Lets a locked account sign in again.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn unlock_account(&self, actor: AccountId, account: AccountId) -> Result<(), AccessError> {
        self.administer(actor, AccountCommand::Unlock { account })?;
        self.tries.forget(account);
        self.note(Some(account), SignInAct::Unlocked);
        Ok(())
    }

    /// Makes an account an administrator, or no longer one.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn set_administrator(
        &self,
        actor: AccountId,
        account: AccountId,
        is_one: bool,
    ) -> Result<(), AccessError> {
        let (command, act) = if is_one {
            (AccountCommand::NameAdministrator { account }, SignInAct::AdministratorNamed)
        } else {
            (AccountCommand::DismissAdministrator { account }, SignInAct::AdministratorDismissed)
        };
        self.administer(actor, command)?;
        self.note(Some(account), act);
        Ok(())
    }

    fn administer(&self, actor: AccountId, command: AccountCommand) -> Result<(), AccessError> {
        self.directory.change(actor, self.clock.now(), vec![command.into()])
    }

    /// Whether the rules let somebody be erased.
    ///
    /// # Errors
    /// [`AccessError::Refused`].
    pub fn check_erase(&self, actor: AccountId, account: AccountId) -> Result<(), AccessError> {
        let command = AccountCommand::Erase { account };
        self.directory.check(actor, self.clock.now(), command.into())
    }

    /// Erases a person: what identifies them can be read by nobody any more, here or in a copy. Their
    /// acts stay, without their name.
    ///
    /// # Errors
    /// [`AccessError`]; asked again, it goes on where it stopped.
    pub fn erase(&self, actor: AccountId, account: AccountId) -> Result<(), AccessError> {
        let now = self.clock.now();
        // The rules first: nothing is destroyed for a refusal.
        self.check_erase(actor, account)?;
        self.keys.destroy(&[account], now)?;
        self.lock().people.remove(account);
        self.change(|book| {
            book.forget(account);
            Ok(())
        })?;
        self.administer(actor, AccountCommand::Erase { account })?;
        self.sign_ins.forget(account)?;
        self.note(None, SignInAct::Erased);
        Ok(())
    }
}

/// The operator of the server, in the log.
pub(super) fn operator() -> AccountId {
    AccountId(uuid::Uuid::nil())
}
