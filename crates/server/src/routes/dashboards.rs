//! Dashboards: the figures of a plan, or of a part of it, now and at any past moment.

use axum::Json;
use plenum_domain::value::Day;
use plenum_views::tally::{Board, Dim, Tally};
use serde::Deserialize;

use crate::{
    extract::{Path, Query, Reader},
    problem::Problem,
    routes::plan::At,
};

/// What the figures of an address are about.
#[derive(Deserialize)]
pub struct OfDim {
    dim: String,
}

pub async fn dashboard(
    reader: Reader,
    Path(OfDim { dim }): Path<OfDim>,
    Query(At { at }): Query<At>,
) -> Result<Json<Board>, Problem> {
    let dim: Dim = dim.parse().map_err(|()| Problem::not_found())?;
    let audience = reader.audience;
    let Some(seq) = at else {
        let (plan, day) = (reader.plan.clone(), Day::of_millis(reader.time));
        let board = move || plan.board(&dim, audience, &day);
        let board = tokio::task::spawn_blocking(board).await.map_err(|_| Problem::internal())??;
        return board.map(Json).ok_or_else(Problem::not_found);
    };
    reader.may_read_past()?;
    reader.check_seq("at", seq)?;
    let state = reader.plan.at(seq).await?;
    if !dim.is_seen(&state.plan, audience) {
        return Err(Problem::not_found());
    }
    // Nothing is kept of the past: it is counted, away from the threads that serve sockets.
    let count = move || {
        let tally = Tally::of(&state.plan, audience);
        Board::of(&tally, &dim, state.head(), Day::of_millis(state.plan.updated))
    };
    Ok(Json(tokio::task::spawn_blocking(count).await.map_err(|_| Problem::internal())?))
}
