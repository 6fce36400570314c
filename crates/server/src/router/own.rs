//! What is one's own in a plan.

use axum::http::Method as M;

use super::{
    Answer::{Definition, NoContent},
    Door::PersonReader,
    Route,
};
use crate::routes::own;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/plans/{plan}/waiting",
            "What waits for the caller, by their roles",
            PersonReader,
            Definition("WaitingList"),
            own::show_waiting,
        ),
        Route::new(
            M::GET,
            "/api/plans/{plan}/notices",
            "What the caller is written about",
            PersonReader,
            Definition("NoticesSeen"),
            own::notices,
        ),
        Route::new(
            M::PUT,
            "/api/plans/{plan}/notices",
            "Choose what to be written about",
            PersonReader,
            NoContent,
            own::choose_notices,
        )
        .body("Choice")
        .refuses(&[429]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/filters",
            "The lists that the caller keeps",
            PersonReader,
            Definition("Filters"),
            own::filters,
        ),
        Route::new(
            M::PUT,
            "/api/plans/{plan}/filters",
            "Keep these lists instead",
            PersonReader,
            NoContent,
            own::set_filters,
        )
        .body("Filters")
        .refuses(&[429]),
    ]
}
