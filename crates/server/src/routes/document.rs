//! The plan as one document.

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use plenum_app::Projection;
use plenum_domain::Audience;
use plenum_views::{
    Seen,
    document::{Document, Language, told_events},
};
use serde::Deserialize;

use crate::{
    document::{docx, html},
    extract::{Query, Reader},
    problem::Problem,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct How {
    at: Option<u64>,
    #[serde(default)]
    format: Format,
    language: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Html,
    Docx,
}

pub async fn document(
    reader: Reader,
    Query(How { at, format, language }): Query<How>,
) -> Result<Response, Problem> {
    let language = Language::of_tag(language.as_deref());
    let audience = reader.audience;
    let told = reader.look(at, |state| told_events(&seen(state, audience))).await?;
    let plan = reader.plan.clone();
    let reasons = tokio::task::spawn_blocking(move || plan.reasons(&told)).await;
    let reasons = reasons.map_err(|_| Problem::internal())??;
    let tell = |state: &Projection| {
        (Document::of(&seen(state, audience), &reasons, language), state.head())
    };
    let (document, seq) = reader.look(at, tell).await?;
    // Large plans take a while to write: not on the threads that serve sockets.
    let write = move || match format {
        Format::Html => Ok(Html(html::write(&document)).into_response()),
        Format::Docx => docx::write(&document).map(|bytes| {
            let named = format!("attachment; filename=\"plan-{seq}.docx\"");
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            let headers =
                [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, named)];
            (headers, bytes).into_response()
        }),
    };
    let written = tokio::task::spawn_blocking(write).await.map_err(|_| Problem::internal())?;
    written.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "writing a document");
        Problem::internal()
    })
}

/// People are named nowhere in a document.
fn seen(state: &Projection, audience: Audience) -> Seen<'_> {
    Seen { plan: &state.plan, audience, names: &|_| None }
}
