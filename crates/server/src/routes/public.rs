//! The public page of a plan, for anyone, where a coordinator opened it.

use std::sync::Arc;

use axum::{Json, extract::State};
use plenum_views::public::PublicPage;

use crate::{
    extract::{OfPlan, Path},
    problem::Problem,
    state::Server,
};

pub async fn page(
    State(server): State<Server>,
    Path(OfPlan { plan }): Path<OfPlan>,
) -> Result<Json<Arc<PublicPage>>, Problem> {
    let plan = server.app().plan(plan.into()).await?;
    let page = move || plan.public_page();
    let page = tokio::task::spawn_blocking(page).await.map_err(|_| Problem::internal())??;
    page.map(Json).ok_or_else(Problem::not_found)
}
