//! Reads of one plan, now and at any past moment.

use std::{collections::HashSet, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use plenum_app::{Committed, Projection};
use plenum_domain::{Audience, RecordRef};
use plenum_protocol::{
    http::{ChangesAt, EventsPage, People, RecordsAt, TimelineAnswer, Visit},
    limits::{CATCH_UP_EVENTS, EVENTS_PAGE},
};
use plenum_views::{Record, TimelineDay, every_record, record};
use serde::{Deserialize, Serialize};

use crate::{
    encode,
    extract::{Json as Body, Query, Reader},
    people,
    problem::Problem,
    state::{Permit, Server},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct At {
    pub at: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    from: u64,
    at: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    after: Option<u64>,
    before: Option<u64>,
    limit: Option<usize>,
}

/// JSON that was written while the state it borrows from was held.
fn written<T: Serialize>(body: &T) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(body).map_err(|_| Problem::internal())?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

pub async fn records(reader: Reader, Query(At { at }): Query<At>) -> Result<Response, Problem> {
    let audience = reader.audience;
    let answer = |state: &Projection| {
        let records: Vec<Record> = every_record(&state.plan, audience).collect();
        written(&RecordsAt { seq: state.head(), time: state.plan.updated, records })
    };
    reader.look(at, answer).await?
}

pub async fn changes(
    reader: Reader,
    Query(Between { from, at }): Query<Between>,
) -> Result<Response, Problem> {
    reader.may_read_past()?;
    let at = at.unwrap_or_else(|| reader.plan.read(Projection::head));
    reader.check_seq("from", from)?;
    reader.check_seq("at", at)?;
    let state = reader.plan.at(at).await?;
    let names = if from.abs_diff(at) > CATCH_UP_EVENTS {
        all_names(&state, &*reader.plan.at(from).await?, reader.audience)
    } else {
        let (first, last) = (from.min(at) + 1, from.max(at));
        let events = events(&reader, first, last).await?;
        reader.plan.read(|now| encode::touched(&now.plan, &events))
    };
    let (mut records, mut removed) = (Vec::new(), Vec::new());
    for of in names {
        match record(&state.plan, of, reader.audience) {
            Some(record) => records.push(record),
            None => removed.push(encode::name(of)),
        }
    }
    let time = state.plan.updated;
    written(&ChangesAt { from, seq: at, time, records, removed })
}

/// The names of both moments, each once: where too much lies between them to look at each event.
fn all_names(state: &Projection, other: &Projection, audience: Audience) -> Vec<RecordRef> {
    let names = |of| every_record(of, audience).map(|record| record.name());
    let mut known = HashSet::new();
    names(&state.plan).chain(names(&other.plan)).filter(|of| known.insert(*of)).collect()
}

/// The events `first..=last`, read away from the threads that serve sockets.
async fn events(reader: &Reader, first: u64, last: u64) -> Result<Vec<Arc<Committed>>, Problem> {
    if last < first {
        return Ok(Vec::new());
    }
    let plan = reader.plan.clone();
    let read = move || {
        let mut events = Vec::new();
        let mut next = first;
        while next <= last {
            let limit = usize::try_from(last - next + 1).unwrap_or(usize::MAX);
            // The log may give less than was asked for.
            let page = plan.events(next, limit)?;
            let Some(end) = page.last() else { break };
            next = end.event.seq + 1;
            events.extend(page);
        }
        Ok::<_, plenum_app::ReplayError>(events)
    };
    Ok(tokio::task::spawn_blocking(read).await.map_err(|_| Problem::internal())??)
}

pub async fn event_page(
    reader: Reader,
    Query(Window { after, before, limit }): Query<Window>,
) -> Result<Response, Problem> {
    let limit = limit.unwrap_or(EVENTS_PAGE);
    if limit == 0 || limit > EVENTS_PAGE {
        let message = format!("limit must lie between 1 and {EVENTS_PAGE}");
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "out_of_range", message);
        return Err(Problem { field: Some("limit"), ..problem });
    }
    let head = reader.plan.read(Projection::head);
    let (from, to) = match (after, before) {
        (Some(after), None) => {
            let from = after.min(head) + 1;
            (from, (from - 1 + limit as u64).min(head))
        }
        (None, before) => {
            let to = before.map_or(head, |before| before.saturating_sub(1).min(head));
            (to.saturating_sub(limit as u64) + 1, to)
        }
        (Some(_), Some(_)) => {
            return Err(Problem::malformed("a page is either after an event or before one"));
        }
    };
    let events = events(&reader, from, to).await?;
    let audience = reader.audience;
    reader.plan.read(|now| {
        let line = |committed| encode::line(&now.plan, committed, audience);
        let events = events.iter().filter_map(|committed| line(committed)).collect();
        written(&EventsPage { head, from, to, events })
    })
}

pub async fn timeline(reader: Reader) -> Result<Json<TimelineAnswer<TimelineDay>>, Problem> {
    // How much happened when tells of what observers may not see.
    reader.may_read_past()?;
    let (head, days) = reader.plan.read(|now| (now.head(), now.timeline.days()));
    Ok(Json(TimelineAnswer { head, days }))
}

pub async fn visit(State(server): State<Server>, reader: Reader) -> Json<Visit> {
    let seen = server.app().access().visit(reader.plan.id(), reader.session.account);
    Json(Visit { seq: seen.unwrap_or(0) })
}

pub async fn set_visit(
    State(server): State<Server>,
    reader: Reader,
    Body(Visit { seq }): Body<Visit>,
) -> Result<StatusCode, Problem> {
    if !reader.session.writes() {
        return Err(Problem::forbidden("this token reads only"));
    }
    reader.check_seq("seq", seq)?;
    // Noting it waits for the disk, like a command does.
    let permit = Permit::take(server.use_of(&reader.session))?;
    let (app, plan, account) = (server.app().clone(), reader.plan.id(), reader.session.account);
    let note = move || app.access().set_visit(plan, account, seq);
    let noted = tokio::task::spawn_blocking(note).await;
    drop(permit);
    noted.map_err(|_| Problem::internal())??;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn people(State(server): State<Server>, reader: Reader) -> Json<People> {
    let people = people::seen_by(server.app(), &reader.plan, reader.session.account);
    Json(People { people })
}
