//! Every answer that is not a success: a status, a stable word, a message.

use std::borrow::Cow;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use plenum_app::{AccessError, Answer, BoundariesError, OpenError, ReplayError, UploadError};
use plenum_domain::Refusal;
use plenum_identity::{PasskeyError, PasswordError, Weakness};
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

    #[must_use]
    pub fn unprocessable(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message)
    }

    /// The same for an unknown address, a wrong password and a locked account.
    #[must_use]
    pub fn bad_credentials() -> Self {
        let message = "this does not prove who you are";
        Self::new(StatusCode::UNAUTHORIZED, "bad_credentials", message)
    }

    /// The same request is worth something once its session has proved who it is.
    #[must_use]
    pub fn proof_needed() -> Self {
        let message = "prove first that it is you: the sign-in is some time ago";
        Self::new(StatusCode::FORBIDDEN, "proof_needed", message)
    }

    /// After too many wrong passwords.
    #[must_use]
    pub fn held() -> Self {
        let message = "too many wrong passwords; try again later, or another way in";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "held", message).retry()
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
        let words = error.to_string();
        match error {
            AccessError::BadLink => Self::new(StatusCode::UNAUTHORIZED, "bad_link", words),
            AccessError::NoAccount => Self::not_found(),
            AccessError::Taken(field) => {
                Self { field: Some(field), ..Self::new(StatusCode::CONFLICT, "exists", words) }
            }
            AccessError::Empty(field) => {
                Self { field: Some(field), ..Self::unprocessable("empty", words) }
            }
            AccessError::TooLong(field) => {
                Self { field: Some(field), ..Self::unprocessable("too_long", words) }
            }
            AccessError::BadField(field) => {
                Self { field: Some(field), ..Self::unprocessable("malformed", words) }
            }
            AccessError::LastCredential => {
                Self::new(StatusCode::CONFLICT, "last_credential", words)
            }
            AccessError::TooMany => Self::new(StatusCode::CONFLICT, "too_many", words),
            AccessError::Refused(refusal) => refusal.into(),
            AccessError::Keys(_)
            | AccessError::KeysMissing
            | AccessError::File(_)
            | AccessError::Malformed(_)
            | AccessError::Read(_)
            | AccessError::Event { .. }
            | AccessError::Log(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "writing accounts");
                Self::unavailable()
            }
        }
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        use UploadError as E;
        let words = error.to_string();
        let about =
            |field, code| Self { field: Some(field), ..Self::unprocessable(code, words.clone()) };
        match error {
            E::WrongSize => about("size", "wrong_size"),
            E::WrongHash => about("sha256", "wrong_hash"),
            E::WrongType => about("media", "wrong_type"),
            E::Infected => about("file", "infected"),
            E::BoundariesTooLarge => {
                let status = StatusCode::PAYLOAD_TOO_LARGE;
                Self { field: Some("size"), ..Self::new(status, "too_large", words) }
            }
            E::Boundaries(wrong) => {
                let code = match wrong {
                    BoundariesError::Malformed => "boundaries_malformed",
                    BoundariesError::BadRing => "boundaries_ring",
                    BoundariesError::BadCommune => "boundaries_commune",
                    BoundariesError::TooMany => "boundaries_too_many",
                };
                Self { field: Some("file"), ..Self::unprocessable(code, wrong.to_string()) }
            }
            E::NotScanned => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "not_scanned", words).retry()
            }
            E::NoFolder | E::File(_) | E::Keys(_) | E::Blob(_) | E::CutOff => {
                tracing::error!(error = &error as &dyn std::error::Error, "taking a file in");
                Self::unavailable()
            }
        }
    }
}

impl From<plenum_directory::Refusal> for Problem {
    fn from(refusal: plenum_directory::Refusal) -> Self {
        use plenum_directory::Refusal as R;
        let words = refusal.to_string();
        match refusal {
            R::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden", words),
            R::UnknownAccount => Self::not_found(),
            R::AccountExists => Self::new(StatusCode::CONFLICT, "exists", words),
            R::UnknownInvitation => AccessError::BadLink.into(),
            R::Offer => Self { field: Some("roles"), ..Self::unprocessable("empty", words) },
            R::Expiry => Self { field: Some("days"), ..Self::unprocessable("out_of_range", words) },
            R::LastAdministrator => Self::new(StatusCode::CONFLICT, "last_administrator", words),
        }
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        if matches!(error, PasswordError::Busy) {
            let message = "too many passwords are being checked";
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message).retry();
        }
        tracing::error!(error = &error as &dyn std::error::Error, "checking a password");
        Self::internal()
    }
}

impl From<Weakness> for Problem {
    fn from(weakness: Weakness) -> Self {
        let problem = Self::unprocessable("weak_password", weakness.to_string());
        Self { field: Some("password"), ..problem }
    }
}

impl From<PasskeyError> for Problem {
    fn from(error: PasskeyError) -> Self {
        let words = error.to_string();
        match error {
            PasskeyError::BadCeremony | PasskeyError::Malformed(_) => {
                Self { field: Some("credential"), ..Self::unprocessable("malformed", words) }
            }
            PasskeyError::Nameless(_) | PasskeyError::Unknown | PasskeyError::Refused(_) => {
                Self::unprocessable("bad_passkey", words)
            }
            PasskeyError::Origin(_)
            | PasskeyError::SetUp(_)
            | PasskeyError::Begin(_)
            | PasskeyError::Options(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a passkey ceremony");
                Self::internal()
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
