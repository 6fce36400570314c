//! Errors of opening and of storage.

use plenum_log::ReadError;

/// Why the log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("the log is open in another process")]
    InUse,
    /// Written by a later version of this program.
    #[error("the log has layout {0}, which this version does not know")]
    Layout(u64),
    /// The storage failed or its structure is damaged beyond what can be read around.
    #[error("opening the log's storage")]
    Storage(#[source] Box<redb::Error>),
}

impl OpenError {
    /// Whether the file's structure is damaged, rather than the storage unable to answer.
    #[must_use]
    pub fn is_corruption(&self) -> bool {
        matches!(self, Self::Storage(error) if matches!(**error, redb::Error::Corrupted(_)))
    }

    /// The source's words, for a report.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Storage(error) => error.to_string(),
            other => other.to_string(),
        }
    }
}

impl<E: Into<redb::Error>> From<E> for OpenError {
    fn from(error: E) -> Self {
        match error.into() {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            other => Self::Storage(Box::new(other)),
        }
    }
}

/// A failed storage call, while running. Boxed: redb's error is large and rare.
#[derive(Debug)]
pub(crate) struct StorageError(pub Box<redb::Error>);

impl<E: Into<redb::Error>> From<E> for StorageError {
    fn from(error: E) -> Self {
        Self(Box::new(error.into()))
    }
}

impl std::fmt::Display for StorageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl From<StorageError> for ReadError {
    fn from(error: StorageError) -> Self {
        Self::Unavailable(error.to_string())
    }
}
