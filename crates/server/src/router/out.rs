//! What goes out of a plan beside its tables: the document, and calendars.

use axum::http::Method as M;

use super::{
    Answer::{Calendar, Definition, Document, NoContent},
    Door::{Open, PersonReader, Reader},
    Route,
};
use crate::routes::{calendar, document};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/plans/{plan}/document",
            "The plan as one document, `html` or `docx`, in `fr` or `en`, now or after the event `at`",
            Reader,
            Document,
            document::document,
        )
        .query(&["at", "format$", "language$"])
        .refuses(&[409]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/calendar",
            "Whether the caller has a link to their calendar of the plan",
            PersonReader,
            Definition("CalendarLink"),
            calendar::show,
        ),
        Route::new(
            M::POST,
            "/api/plans/{plan}/calendar",
            "Make a link to one's calendar of the plan; the one before opens nothing any more",
            PersonReader,
            Definition("CalendarLink"),
            calendar::make,
        )
        .refuses(&[429]),
        Route::new(
            M::DELETE,
            "/api/plans/{plan}/calendar",
            "End the link to one's calendar of the plan",
            PersonReader,
            NoContent,
            calendar::revoke,
        )
        .refuses(&[429]),
        Route::new(
            M::GET,
            "/api/calendar/{secret}",
            "A calendar, by the secret of its link",
            Open,
            Calendar,
            calendar::read,
        )
        .refuses(&[404]),
    ]
}
