//! What each person set for themselves in a plan: what they are written about, and the lists they keep.
//! No events: nobody else is concerned, and what is taken out is out.

use std::collections::BTreeSet;

use plenum_domain::{AccountId, PlanId, RecordRef};
use plenum_views::WaitingKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Access, AccessError};

/// Purpose of the seal around somebody's filters: they are their own words.
const FILTERS: &str = "filters";
/// Filters that a person keeps in one plan: more than a menu shows.
const MAX_FILTERS: usize = 50;
/// The longest name of a filter, in characters: one line of a menu.
const MAX_NAME: usize = 60;
/// The longest path and the longest query of a filter, in bytes: every choice of a page at once.
const MAX_QUERY: usize = 500;
/// Things that somebody was told of and that still wait: beyond, the first ones are told again.
const MAX_TOLD: usize = 500;

/// How often a digest is sent.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    #[default]
    Never,
    Daily,
    Weekly,
}

/// When a mention is told.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum Calls {
    AtOnce,
    #[default]
    WithDigest,
    Never,
}

/// What somebody wants to be written about: nothing, until they say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub digest: Rhythm,
    pub mentions: Calls,
}

impl Choice {
    fn is_silent(self) -> bool {
        self.digest == Rhythm::Never && self.mentions != Calls::AtOnce
    }
}

/// What tells one thing that waits from another.
pub type Key = (WaitingKind, RecordRef);

/// What somebody chose, and what they have been told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    pub choice: Choice,
    /// Number of the last event that a digest spoke of.
    pub told_upto: u64,
    /// When the last digest was due, in milliseconds since the Unix epoch.
    pub told_at: i64,
    /// What was told and still waits.
    pub told: BTreeSet<Key>,
}

/// A page with its filters, under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedFilter {
    pub name: String,
    /// The page in the plan, such as `/constats`.
    pub path: String,
    /// What follows `?` in its address.
    pub query: String,
}

impl SavedFilter {
    fn checked(self) -> Result<Self, AccessError> {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            return Err(AccessError::Empty("name"));
        }
        if name.chars().count() > MAX_NAME {
            return Err(AccessError::TooLong("name"));
        }
        if self.path.len() > MAX_QUERY || self.query.len() > MAX_QUERY {
            return Err(AccessError::TooLong("query"));
        }
        // A page of the plan, never another place: what is kept is later followed.
        let is_page = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.');
        let stays = self.path.starts_with('/') && !self.path.starts_with("//");
        if !stays || self.path.contains("..") || !self.path.bytes().all(is_page) {
            return Err(AccessError::BadField("path"));
        }
        if !self.query.bytes().all(|b| b.is_ascii_graphic() && b != b'#' && b != b'?') {
            return Err(AccessError::BadField("query"));
        }
        Ok(Self { name, ..self })
    }
}

fn key(plan: PlanId, account: AccountId) -> String {
    format!("{plan}/{account}")
}

impl Access {
    /// What somebody chose, and what they have been told.
    #[must_use]
    pub fn notices(&self, plan: PlanId, account: AccountId) -> Notices {
        self.lock().book.notices.get(&key(plan, account)).cloned().unwrap_or_default()
    }

    /// Whoever wants to be written to, and in which plan.
    #[must_use]
    pub fn every_notice(&self) -> Vec<(PlanId, AccountId, Notices)> {
        let state = self.lock();
        let of = |(key, notices): (&String, &Notices)| {
            let (plan, account) = key.split_once('/')?;
            let (plan, account) = (plan.parse().ok()?, account.parse().ok()?);
            Some((PlanId(plan), AccountId(account), notices.clone()))
        };
        state.book.notices.iter().filter_map(of).collect()
    }

    /// Keeps a choice. Whoever begins to be written to is told what waits, from the next digest on.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn choose_notices(
        &self,
        plan: PlanId,
        account: AccountId,
        choice: Choice,
        head: u64,
    ) -> Result<(), AccessError> {
        let begins = Notices { told_upto: head, told_at: self.clock.now(), ..Notices::default() };
        self.change(|book| {
            if choice.is_silent() {
                book.notices.remove(&key(plan, account));
                if choice != Choice::default() {
                    book.notices.insert(key(plan, account), Notices { choice, ..begins });
                }
                return Ok(());
            }
            let known = book.notices.remove(&key(plan, account));
            let known = known.filter(|known| !known.choice.is_silent()).unwrap_or(begins);
            book.notices.insert(key(plan, account), Notices { choice, ..known });
            Ok(())
        })
    }

    /// Notes what somebody is about to be told: before the mail leaves, so that nothing is told twice.
    /// Nothing is noted, and nothing is to be sent, where they have chosen otherwise since.
    ///
    /// # Errors
    /// [`AccessError::File`].
    pub fn note_told(
        &self,
        plan: PlanId,
        account: AccountId,
        told: Notices,
    ) -> Result<bool, AccessError> {
        self.change(|book| {
            let Some(known) = book.notices.get_mut(&key(plan, account)) else { return Ok(false) };
            if known.choice != told.choice {
                return Ok(false);
            }
            let surplus = told.told.len().saturating_sub(MAX_TOLD);
            let kept = told.told.into_iter().skip(surplus).collect();
            *known = Notices { told: kept, ..told };
            Ok(true)
        })
    }

    /// The lists that somebody keeps, in their order.
    #[must_use]
    pub fn filters(&self, plan: PlanId, account: AccountId) -> Vec<SavedFilter> {
        let state = self.lock();
        let sealed = state.book.filters.get(&key(plan, account));
        let opened = sealed.and_then(|sealed| self.keys.open_sealed(account, FILTERS, sealed));
        opened.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps these lists instead of the ones before.
    ///
    /// # Errors
    /// [`AccessError::TooMany`], [`AccessError::Empty`], [`AccessError::TooLong`], [`AccessError::BadField`].
    pub fn set_filters(
        &self,
        plan: PlanId,
        account: AccountId,
        filters: Vec<SavedFilter>,
    ) -> Result<(), AccessError> {
        if filters.len() > MAX_FILTERS {
            return Err(AccessError::TooMany);
        }
        let filters =
            filters.into_iter().map(SavedFilter::checked).collect::<Result<Vec<_>, _>>()?;
        // Plain lists of text: writing them to memory cannot fail.
        let bytes = serde_json::to_vec(&filters).unwrap_or_default();
        let sealed = self.keys.seal(account, FILTERS, &bytes).ok_or(AccessError::NoAccount)?;
        self.change(|book| {
            if filters.is_empty() {
                book.filters.remove(&key(plan, account));
            } else {
                book.filters.insert(key(plan, account), sealed);
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests;
