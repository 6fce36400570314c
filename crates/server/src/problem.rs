//! Every answer that is not a success: a status, a stable word, a message.

use std::borrow::Cow;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use plenum_app::{AccessError, Answer, OpenError, ReplayError};
use plenum_domain::Refusal;
use plenum_protocol::{
    http,
    live::{Accepted, Refused},
};

/// A problem; the list of codes is in `docs/SYNC.md`.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: Cow<'static, str>,
    pub field: Option<&'static str>,
    pub retry: bool,
}

impl Problem {
    #[must_use]
    pub fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, code, message: message.into(), field: None, retry: false }
    }

    /// Nothing is known against the request: it may be sent again.
    #[must_use]
    pub fn retry(self) -> Self {
        Self { retry: true, ..self }
    }

    /// The same answer for what does not exist and for what may not be known to exist.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is nothing here for this account")
    }

    #[must_use]
    pub fn unauthorised() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorised", "there is no live session")
    }

    #[must_use]
    pub fn forbidden(message: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message)
    }

    #[must_use]
    pub fn malformed(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", message)
    }

    #[must_use]
    pub fn unavailable() -> Self {
        let message = "storage unavailable, send it again with the same id";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message).retry()
    }

    /// A fault of the server's own; its details are in the log.
    #[must_use]
    pub fn internal() -> Self {
        let message = "the server met an error of its own; it is logged under the request's id";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }

    fn read_only(seq: u64) -> Self {
        let message = format!("the log is damaged at event {seq}; the plan is read-only");
        Self::new(StatusCode::CONFLICT, "read_only", message)
    }

    /// On the wire.
    #[must_use]
    pub fn refused(&self) -> Refused {
        Refused {
            code: self.code.into(),
            message: self.message.to_string(),
            field: self.field.map(Into::into),
            retry: self.retry,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(http::Problem { error: self.refused() })).into_response()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::Forbidden(_) | Refusal::NotYours => StatusCode::FORBIDDEN,
            Refusal::ChangedSince | Refusal::Exists(_) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { field: refusal.field(), ..Self::new(status, refusal.code(), refusal.to_string()) }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Unknown => Self::not_found(),
            OpenError::Unavailable(source) => source.into(),
        }
    }
}

impl From<ReplayError> for Problem {
    fn from(error: ReplayError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "reading a plan");
        match error.damaged_at() {
            Some(seq) => Self::read_only(seq),
            None => Self::unavailable(),
        }
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::BadLink | AccessError::NoAccount => {
                let message = "the link is unknown, used or expired";
                Self::new(StatusCode::UNAUTHORIZED, "bad_link", message)
            }
            AccessError::File(_) | AccessError::Malformed(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "writing accounts");
                Self::unavailable()
            }
        }
    }
}

/// What became of a command, in the words of the wire.
pub fn outcome(answer: Answer) -> Result<Accepted, Problem> {
    let conflict = |code, message| Problem::new(StatusCode::CONFLICT, code, message);
    Err(match answer {
        Answer::Done { seq } => return Ok(Accepted { seq }),
        Answer::Refused(refusal) => refusal.into(),
        Answer::Malformed(words) => Problem::malformed(words),
        Answer::KeyReused => conflict("key_reused", "this id was used before for other content"),
        Answer::TooLarge => {
            let message = "more than one record of the log may hold";
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
        }
        Answer::ReadOnly { seq } => Problem::read_only(seq),
        Answer::Unavailable => Problem::unavailable(),
        Answer::Unknown => {
            let message = "whether it was done is not known; the same id sent again tells";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "outcome_unknown", message).retry()
        }
        Answer::Busy => {
            let message = "too much is waiting; send it again with the same id";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message).retry()
        }
    })
}
