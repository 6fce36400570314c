//! The operational log of the door: a rotating file, apart from the log of any plan. It knows accounts by
//! id, no addresses and no names, and forgets the erased.

use std::{
    collections::VecDeque,
    fs,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use plenum_domain::AccountId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AccessError;
use crate::files;

/// Lines kept in memory, to be looked at; about a month of a network of fifty partners.
const KEPT: usize = 2_000;
/// A file of this size gives way to the next; two are kept.
const FILE_BYTES: u64 = 1 << 20;

/// What the operational log keeps of the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInAct {
    ByLink,
    ByPassword,
    ByPasskey,
    ByOpenid,
    ByInvitation,
    ByObserverLink,
    WrongPassword,
    WrongPasskey,
    WrongLink,
    /// The password was closed for a while after too many wrong ones.
    Held,
    SignedOut,
    SignedOutEverywhere,
    RecoveryAsked,
    PasswordChanged,
    PasskeyAdded,
    PasskeyRemoved,
    OpenidTied,
    OpenidUntied,
    /// Proved who they are, to change a way in.
    Proved,
    TokenMade,
    TokenRevoked,
    Locked,
    Unlocked,
    AdministratorNamed,
    AdministratorDismissed,
    Erased,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInLine {
    /// Milliseconds since the Unix epoch.
    pub time: i64,
    pub account: Option<AccountId>,
    pub act: SignInAct,
}

/// The log.
pub struct SignIns {
    file: Option<PathBuf>,
    lines: Mutex<VecDeque<SignInLine>>,
}

impl SignIns {
    /// Reads what is there; a log that cannot be read is begun anew, as no decision rests on it.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let file = folder.map(|folder| folder.join("sign-ins.jsonl"));
        let mut lines = VecDeque::new();
        for path in file.iter().flat_map(|file| [older(file), file.clone()]) {
            let text = fs::read_to_string(path).unwrap_or_default();
            let known = text.lines().map(serde_json::from_str::<SignInLine>);
            lines.extend(known.filter_map(Result::ok));
        }
        let surplus = lines.len().saturating_sub(KEPT);
        lines.drain(..surplus);
        Self { file, lines: Mutex::new(lines) }
    }

    /// Adds a line. A disk that does not take it is said so in the trace, and keeps nobody out.
    pub fn note(&self, line: SignInLine) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(line);
        if let Err(error) = self.write(line) {
            tracing::warn!(%error, "the log of sign-ins takes no line");
        }
    }

    fn write(&self, line: SignInLine) -> std::io::Result<()> {
        let Some(path) = &self.file else { return Ok(()) };
        if fs::metadata(path).is_ok_and(|file| file.len() >= FILE_BYTES) {
            fs::rename(path, older(path))?;
        }
        files::append(path, format!("{}\n", serde_json::to_string(&line)?).as_bytes()).map(drop)
    }

    /// The newest lines, newest first.
    pub fn newest(&self, most: usize) -> Vec<SignInLine> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().rev().take(most).copied().collect()
    }

    /// Takes an account's lines out.
    pub fn forget(&self, account: AccountId) -> Result<(), AccessError> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|line| line.account != Some(account));
        let Some(path) = &self.file else { return Ok(()) };
        let text: String = lines
            .iter()
            .filter_map(|line| serde_json::to_string(line).ok())
            .flat_map(|line| [line, "\n".to_owned()])
            .collect();
        files::replace(path, text.as_bytes()).map_err(AccessError::File)?;
        match fs::remove_file(older(path)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(AccessError::File(error))
            }
            _ => Ok(()),
        }
    }
}

fn older(path: &std::path::Path) -> PathBuf {
    path.with_extension("jsonl.1")
}
