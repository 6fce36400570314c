//! What is one's own in a plan: what waits for one, what one is written about, the lists one keeps.

use axum::{Json, extract::State, http::StatusCode};
use plenum_app::{AccessError, Choice, Projection, SavedFilter};
use plenum_protocol::own::{Filters, NoticesSeen, WaitingList};
use plenum_views::{Waiting, waiting};

use crate::{
    extract::{Json as Body, PersonReader, Reader},
    problem::Problem,
    state::{Permit, Server},
};

pub async fn show_waiting(
    PersonReader(reader): PersonReader,
) -> Result<Json<WaitingList<Waiting>>, Problem> {
    let (account, time) = (reader.session.account, reader.time);
    // A walk takes a fraction of what a copy of the plan would, which its writer would wait for as well.
    let look = move || reader.plan.read(|now| (now.head(), waiting(&now.plan, account, time)));
    let looked = tokio::task::spawn_blocking(look).await.map_err(|_| Problem::internal())?;
    let (head, waiting) = looked;
    Ok(Json(WaitingList { head, waiting }))
}

fn notices_of(server: &Server, reader: &Reader) -> NoticesSeen<Choice> {
    let (access, account) = (server.app().access(), reader.session.account);
    let address = access.profile(account).and_then(|profile| profile.email);
    NoticesSeen {
        choice: access.notices(reader.plan.id(), account).choice,
        mails: server.ways().mailer.is_some(),
        address: address.is_some(),
    }
}

pub async fn notices(
    State(server): State<Server>,
    PersonReader(reader): PersonReader,
) -> Result<Json<NoticesSeen<Choice>>, Problem> {
    Ok(Json(notices_of(&server, &reader)))
}

pub async fn choose_notices(
    State(server): State<Server>,
    PersonReader(reader): PersonReader,
    Body(choice): Body<Choice>,
) -> Result<StatusCode, Problem> {
    let (plan, account) = (reader.plan.id(), reader.session.account);
    let head = reader.plan.read(Projection::head);
    keep(&server, &reader, move |access| access.choose_notices(plan, account, choice, head)).await
}

pub async fn filters(
    State(server): State<Server>,
    PersonReader(reader): PersonReader,
) -> Result<Json<Filters<SavedFilter>>, Problem> {
    let filters = server.app().access().filters(reader.plan.id(), reader.session.account);
    Ok(Json(Filters { filters }))
}

pub async fn set_filters(
    State(server): State<Server>,
    PersonReader(reader): PersonReader,
    Body(Filters { filters }): Body<Filters<SavedFilter>>,
) -> Result<StatusCode, Problem> {
    let (plan, account) = (reader.plan.id(), reader.session.account);
    keep(&server, &reader, move |access| access.set_filters(plan, account, filters)).await
}

/// Keeps a setting on the disk, at the pace of commands.
async fn keep(
    server: &Server,
    reader: &Reader,
    change: impl FnOnce(&plenum_app::Access) -> Result<(), AccessError> + Send + 'static,
) -> Result<StatusCode, Problem> {
    let permit = Permit::take(server.use_of(&reader.session))?;
    let kept = super::session::on_disk(server, change).await;
    drop(permit);
    kept.map(|()| StatusCode::NO_CONTENT)
}
