//! Refusals: typed answers to commands that may not happen.

use thiserror::Error;

use crate::rights::Act;

/// Why a command was refused. A refusal leaves nothing behind.
///
/// [`Refusal::code`] is the stable word the interface translates; the `Display` text is for programs' logs.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("this role does not allow it ({0})")]
    Forbidden(Act),
    #[error("there is no such {0}")]
    Unknown(&'static str),
    #[error("there is already such a {0}")]
    Exists(&'static str),
    #[error("{field} may not be empty")]
    Empty { field: &'static str },
    #[error("{field} is longer than {max} characters")]
    TooLong { field: &'static str, max: usize },
    #[error("{field} must lie between {min} and {max}")]
    OutOfRange { field: &'static str, min: i64, max: i64 },
    #[error("{field} is not well formed")]
    Malformed { field: &'static str },
    #[error("{what} is {state}, which does not allow it")]
    WrongState { what: &'static str, state: &'static str },
    #[error("a reason is required")]
    ReasonRequired,
    #[error("an item cannot move under itself")]
    UnderItself,
    #[error("an agenda has at most {max} levels")]
    TooDeep { max: u8 },
    #[error("at most {max} {what}")]
    TooMany { what: &'static str, max: usize },
    #[error("the last coordinator cannot leave")]
    LastCoordinator,
    #[error("this edition is closed")]
    ClosedEdition,
    #[error("it does not stand on that finding")]
    NotBuiltOn,
    #[error("nothing has changed that would have to be confirmed")]
    NothingChanged,
    #[error("{what} still stand on it")]
    InUse { what: &'static str },
    #[error("the line holds only {max} cents")]
    SplitTooLarge { max: i64 },
    #[error("an attachment comes with its bytes, by an upload")]
    UploadOnly,
    #[error("the files of a plan hold at most {max} bytes")]
    PlanFull { max: u64 },
    #[error("it was changed since by someone else")]
    ChangedSince,
    #[error("this cannot be undone")]
    NotUndoable,
    #[error("only one's own action can be undone")]
    NotYours,
}

impl Refusal {
    /// The stable word for this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Forbidden(_) => "forbidden",
            Self::Unknown(_) => "unknown",
            Self::Exists(_) => "exists",
            Self::Empty { .. } => "empty",
            Self::TooLong { .. } => "too_long",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Malformed { .. } => "malformed",
            Self::WrongState { .. } => "wrong_state",
            Self::ReasonRequired => "reason_required",
            Self::UnderItself => "under_itself",
            Self::TooDeep { .. } => "too_deep",
            Self::TooMany { .. } => "too_many",
            Self::LastCoordinator => "last_coordinator",
            Self::ClosedEdition => "closed_edition",
            Self::NotBuiltOn => "not_built_on",
            Self::NothingChanged => "nothing_changed",
            Self::InUse { .. } => "in_use",
            Self::SplitTooLarge { .. } => "split_too_large",
            Self::UploadOnly => "upload_only",
            Self::PlanFull { .. } => "plan_full",
            Self::ChangedSince => "changed_since",
            Self::NotUndoable => "not_undoable",
            Self::NotYours => "not_yours",
        }
    }

    /// The field of the command's body that the refusal is about.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Empty { field }
            | Self::TooLong { field, .. }
            | Self::OutOfRange { field, .. }
            | Self::Malformed { field } => Some(field),
            Self::Unknown(what) | Self::Exists(what) => Some(what),
            Self::ReasonRequired => Some("reason"),
            Self::SplitTooLarge { .. } => Some("amount"),
            Self::ClosedEdition => Some("edition"),
            _ => None,
        }
    }
}
