//! The link to a person's calendar of a plan, and what is read by it.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use plenum_domain::AccountId;
use plenum_protocol::http::CalendarLink;
use plenum_views::{Seen, document::Language};
use serde::Deserialize;

use super::session::on_disk;
use crate::{
    calendar::{self, Asked},
    extract::{Path, PersonReader, Reader},
    problem::Problem,
    state::{Permit, Server},
};

pub async fn show(
    State(server): State<Server>,
    PersonReader(Reader { plan, session, .. }): PersonReader,
) -> Json<CalendarLink> {
    let created = server.app().access().calendar(session.account, plan.id());
    Json(CalendarLink { created, url: None })
}

pub async fn make(
    State(server): State<Server>,
    PersonReader(Reader { plan, session, .. }): PersonReader,
) -> Result<Json<CalendarLink>, Problem> {
    let _permit = Permit::take(server.use_of(&session))?;
    let (account, plan) = (session.account, plan.id());
    let made = on_disk(&server, move |access| access.make_calendar(account, plan)).await?;
    let (secret, created) = made;
    let url = server.address(&format!("api/calendar/{secret}"));
    Ok(Json(CalendarLink { created: Some(created), url: Some(url) }))
}

pub async fn revoke(
    State(server): State<Server>,
    PersonReader(Reader { plan, session, .. }): PersonReader,
) -> Result<StatusCode, Problem> {
    let _permit = Permit::take(server.use_of(&session))?;
    let (account, plan) = (session.account, plan.id());
    on_disk(&server, move |access| access.revoke_calendar(account, plan)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The secret of an address.
#[derive(Deserialize)]
pub struct Secret {
    secret: String,
}

/// The same answer for a secret that never was, one that was revoked, and one whose person lost their role.
pub async fn read(
    State(server): State<Server>,
    Path(Secret { secret }): Path<Secret>,
) -> Result<Response, Problem> {
    let app = server.app();
    let (account, id) = app.access().calendar_of(&secret).ok_or_else(Problem::not_found)?;
    let (plan, now) = (app.plan(id).await?, app.now());
    let language = app.access().profile(account).and_then(|profile| profile.language);
    let language = Language::of_tag(language.as_deref());
    let page = |below: &str| server.address(&format!("plans/{id}/{below}"));
    let text = plan.read(|state| {
        let plan = &state.plan;
        let audience = plan.audience_of(account, now)?;
        let nobody = |_: AccountId| None;
        let seen = Seen { plan, audience, names: &nobody };
        Some(calendar::write(&seen, &Asked { account, language, now, page: &page }))
    });
    let text = text.ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"plenum.ics\""),
    ];
    Ok((headers, text).into_response())
}
