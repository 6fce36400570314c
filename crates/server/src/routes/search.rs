//! Search over everything of a plan that the caller reads now.

use axum::Json;
use plenum_domain::RecordKind;
use plenum_views::search::{Found, Question};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    extract::{Query, Reader},
    problem::Problem,
};

/// The longest question, in characters.
const MAX_QUESTION: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(default)]
    q: String,
    /// Kinds of records, with commas between them; all where it is left out.
    #[serde(default)]
    kinds: String,
    #[serde(default)]
    skip: usize,
}

pub async fn search(
    reader: Reader,
    Query(Asked { q, kinds, skip }): Query<Asked>,
) -> Result<Json<Found>, Problem> {
    if q.chars().count() > MAX_QUESTION {
        let problem = Problem::unprocessable("too_long", "the question is too long");
        return Err(Problem { field: Some("q"), ..problem });
    }
    let kinds = kinds.split(',').filter(|word| !word.is_empty()).map(kind);
    let kinds = kinds.collect::<Result<Vec<_>, _>>()?;
    let question = Question::new(&q, kinds, reader.audience, skip);
    if question.is_empty() {
        let problem = Problem::unprocessable("empty", "the question holds no word");
        return Err(Problem { field: Some("q"), ..problem });
    }
    let plan = reader.plan.clone();
    let found = tokio::task::spawn_blocking(move || plan.search(&question)).await;
    Ok(Json(found.map_err(|_| Problem::internal())??))
}

fn kind(word: &str) -> Result<RecordKind, Problem> {
    serde_json::from_value(Value::String(word.to_owned())).map_err(|_| {
        let problem = Problem::unprocessable("malformed", "there is no such kind of record");
        Problem { field: Some("kinds"), ..problem }
    })
}
