//! Files that hang on records.

use axum::http::Method as M;

use super::{
    Answer::{Definition, File},
    Door::Reader,
    Route,
};
use crate::routes::files;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            M::POST,
            "/api/plans/{plan}/attachments",
            "Send a file with the command that adds it; the same again gives the first outcome",
            Reader,
            Definition("CommandResult"),
            files::upload,
        )
        .query(&[
            "command*",
            "id*",
            "about_kind!$",
            "about_id*",
            "name!$",
            "media!$",
            "size!",
            "sha256!$",
        ])
        .takes_file()
        .refuses(&[409, 413, 429]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/attachments/{attachment}",
            "The bytes of a file, for whoever sees what it hangs on",
            Reader,
            File,
            files::download,
        )
        .refuses(&[410]),
    ]
}
