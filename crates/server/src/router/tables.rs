//! Tables in and out.

use axum::http::Method as M;
use plenum_app::TABLE_BYTES;

use super::{
    Answer::{Csv, Definition},
    Door::Reader,
    Route,
};
use crate::routes::tables;

/// The body is JSON: its text may need a second byte for a quote or the end of a line.
const BODY_BYTES: usize = TABLE_BYTES * 2;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/plans/{plan}/tables/{table}",
            "A table as CSV, now or after the event `at`",
            Reader,
            Csv,
            tables::export,
        )
        .query(&["at"])
        .refuses(&[409]),
        Route::new(
            M::POST,
            "/api/plans/{plan}/tables/{table}",
            "Bring a table in; `dry_run=1` only tells what that would do",
            Reader,
            Definition("TableReport"),
            tables::import,
        )
        .query(&["dry_run"])
        .body("TableText")
        .holds(BODY_BYTES)
        .refuses(&[409, 429]),
    ]
}
