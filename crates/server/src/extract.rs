//! What handlers are given: bodies and queries with typed rejections, who asks, and the plan they may read.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path as AxumPath, Query as AxumQuery, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use plenum_app::{PlanHandle, Projection, Session};
use plenum_domain::{AccountId, Act, Audience, Scope};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{problem::Problem, state::Server};

/// A JSON body.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Server> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            let message = "the body must be application/json";
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::new(status, "malformed", message));
        }
        let body = Bytes::from_request(request, server).await.map_err(|rejection| {
            let status = rejection.status();
            if status == StatusCode::PAYLOAD_TOO_LARGE {
                return Problem::new(status, "too_large", "the body is over the limit");
            }
            Problem::malformed("the body could not be read")
        })?;
        serde_json::from_slice(&body).map(Json).map_err(|e| Problem::malformed(e.to_string()))
    }
}

/// A query.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Server> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let query = AxumQuery::from_request_parts(parts, server).await;
        query
            .map(|AxumQuery(query)| Self(query))
            .map_err(|rejection| Problem::malformed(rejection.body_text()))
    }
}

/// What the address names. What cannot be an id is not there.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Server> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let path = AxumPath::from_request_parts(parts, server).await;
        path.map(|AxumPath(path)| Self(path)).map_err(|_| Problem::not_found())
    }
}

/// Who asks, with a live session: by cookie from a browser, by bearer token from a program.
pub struct Caller(pub Arc<Session>);

impl FromRequestParts<Server> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let token = match bearer(&parts.headers) {
            Some(token) => Some(token),
            None => cookie(&parts.headers, server.config().cookie()),
        };
        let session = token.and_then(|token| server.app().access().session(token));
        session.map(Self).ok_or_else(Problem::unauthorised)
    }
}

/// Whoever has a session in a browser, be it by an observer's link.
pub struct Browser(pub Arc<Session>);

impl FromRequestParts<Server> for Browser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Caller(session) = Caller::from_request_parts(parts, server).await?;
        if session.scope.is_some() {
            return Err(Problem::forbidden("a program's token does not reach this"));
        }
        Ok(Self(session))
    }
}

/// A person in a browser. Neither a program's token nor an observer's link, which many may hold, opens
/// an account, or anything that makes more ways in.
pub struct Person(pub Arc<Session>);

impl FromRequestParts<Server> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Browser(session) = Browser::from_request_parts(parts, server).await?;
        if server.app().access().is_guest(session.account) {
            return Err(Problem::forbidden("an observer's link is nobody's account"));
        }
        Ok(Self(session))
    }
}

/// A person who proved a moment ago who they are: for what changes their ways in, or cannot be undone.
pub struct Proved(pub Arc<Session>);

impl FromRequestParts<Server> for Proved {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Person(session) = Person::from_request_parts(parts, server).await?;
        server.check_proof(&session)?;
        Ok(Self(session))
    }
}

/// A person, where somebody is signed in.
pub struct MaybePerson(pub Option<Arc<Session>>);

impl FromRequestParts<Server> for MaybePerson {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        Ok(Self(
            Person::from_request_parts(parts, server).await.ok().map(|Person(session)| session),
        ))
    }
}

/// Whoever administers the server. For others there is nothing there.
pub struct Administrator(pub Arc<Session>);

impl FromRequestParts<Server> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Person(session) = Person::from_request_parts(parts, server).await?;
        if !server.app().access().is_administrator(session.account) {
            return Err(Problem::not_found());
        }
        Ok(Self(session))
    }
}

/// A person who manages the members of the plan of the address.
pub struct Coordinator {
    pub plan: PlanHandle,
    pub account: AccountId,
}

impl FromRequestParts<Server> for Coordinator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Reader { session, plan, time, .. } = Reader::from_request_parts(parts, server).await?;
        let account = session.account;
        let may = plan.read(|now| now.plan.may(account, Act::ManageMembers, Scope::Plan, time));
        if !may || session.scope.is_some() {
            return Err(Problem::forbidden("only coordinators manage members"));
        }
        Ok(Self { plan, account })
    }
}

/// A person who reads the plan of the address: for what is theirs there.
pub struct PersonReader {
    pub plan: PlanHandle,
    pub session: Arc<Session>,
}

impl FromRequestParts<Server> for PersonReader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Reader { session, plan, .. } = Reader::from_request_parts(parts, server).await?;
        if session.scope.is_some() || server.app().access().is_guest(session.account) {
            return Err(Problem::forbidden("this is for a person in a browser"));
        }
        Ok(Self { plan, session })
    }
}

/// What the browser says it is, for the list of one's own sessions.
pub struct Device(pub String);

impl FromRequestParts<Server> for Device {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Problem> {
        let said = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self(said.unwrap_or_default().to_owned()))
    }
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// A cookie of a request.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let values = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    values
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The plan of the address, which the caller may read. Where they may not, and where there is none, the
/// answer is the same.
pub struct Reader {
    pub session: Arc<Session>,
    pub plan: PlanHandle,
    pub audience: Audience,
    /// When it was asked.
    pub time: i64,
}

/// The plan of an address, whatever else is in it.
#[derive(Deserialize)]
pub struct OfPlan {
    pub plan: Uuid,
}

impl FromRequestParts<Server> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Caller(session) = Caller::from_request_parts(parts, server).await?;
        let Path(OfPlan { plan: id }) = Path::from_request_parts(parts, server).await?;
        if !session.reaches(id.into()) {
            return Err(Problem::not_found());
        }
        let plan = server.app().plan(id.into()).await?;
        let time = server.app().now();
        let audience = plan.read(|now| now.plan.audience_of(session.account, time));
        let audience = audience.ok_or_else(Problem::not_found)?;
        Ok(Self { session, plan, audience, time })
    }
}

impl Reader {
    /// # Errors
    /// Where today's rights do not reach into the past.
    pub fn may_read_past(&self) -> Result<(), Problem> {
        let account = self.session.account;
        if self.plan.read(|now| now.plan.may(account, Act::ReadPast, Scope::Plan, self.time)) {
            return Ok(());
        }
        Err(Problem::forbidden("this role does not read the past"))
    }

    /// Refuses a moment that has not come.
    ///
    /// # Errors
    /// Past the head.
    pub fn check_seq(&self, field: &'static str, seq: u64) -> Result<(), Problem> {
        let head = self.plan.read(Projection::head);
        if seq <= head {
            return Ok(());
        }
        let message = format!("{field} lies after the last event, {head}");
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "out_of_range", message);
        Err(Problem { field: Some(field), ..problem })
    }

    /// Looks at the plan now, or as it was after an event, with today's rights.
    ///
    /// # Errors
    /// Where the past may not be read, or cannot.
    pub async fn look<T>(
        &self,
        at: Option<u64>,
        look: impl FnOnce(&Projection) -> T,
    ) -> Result<T, Problem> {
        let Some(seq) = at else { return Ok(self.plan.read(look)) };
        self.may_read_past()?;
        self.check_seq("at", seq)?;
        Ok(look(&*self.plan.at(seq).await?))
    }
}
