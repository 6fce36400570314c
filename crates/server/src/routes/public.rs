//! The public page of a plan: what observers read, for anyone, where a coordinator opened it.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use plenum_domain::Audience;
use plenum_protocol::accounts::PublicPage;
use plenum_views::{Dashboard, Record, every_record};

use crate::{
    extract::{OfPlan, Path},
    problem::Problem,
    state::Server,
};

pub async fn page(
    State(server): State<Server>,
    Path(OfPlan { plan }): Path<OfPlan>,
) -> Result<Response, Problem> {
    let plan = server.app().plan(plan.into()).await?;
    let body = plan.read(|now| {
        if !now.plan.public {
            return Err(Problem::not_found());
        }
        let audience = Audience::Observers;
        let records: Vec<Record> = every_record(&now.plan, audience).collect();
        let page = PublicPage {
            title: now.plan.title.clone(),
            territory: now.plan.territory.clone(),
            seq: now.head(),
            time: now.plan.updated,
            dashboard: Dashboard::of(&now.plan, audience),
            records,
        };
        serde_json::to_vec(&page).map_err(|_| Problem::internal())
    })?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}
