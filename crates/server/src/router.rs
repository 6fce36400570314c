//! Every route, once: the router, the OpenAPI document and the authorisation test are made from this list.

mod admin;
mod files;
mod out;
mod own;
mod people;
mod tables;

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{Method, StatusCode},
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};
use plenum_protocol::limits::{FRAME_BYTES, REQUEST_TIMEOUT, UPLOAD_TIMEOUT};

use crate::{
    assets, edge,
    problem::Problem,
    routes::{commands, dashboards, live, plan, plans, search, session, system},
    state::Server,
};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anyone.
    Open,
    /// Whoever has a session, or a program's token.
    SignedIn,
    /// Whoever has a session in a browser.
    Person,
    /// Persons who proved a moment ago who they are.
    Proved,
    /// Whoever reads the plan of the address.
    Reader,
    /// Persons who read the plan of the address.
    PersonReader,
    /// Readers whose role reaches into the past.
    PastReader,
    /// Persons who manage the members of the plan of the address.
    Coordinator,
    /// Persons who administer the server.
    Administrator,
}

/// A route, and what its documentation says.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub summary: &'static str,
    pub door: Door,
    /// Parameters of the query, numbers unless they end in `$`, which is text, or in `*`, which is an id;
    /// those with `!` and ids are required.
    pub query: &'static [&'static str],
    /// The definition of the body, and of the answer.
    pub body: Option<&'static str>,
    /// Whether the body is the bytes of a file.
    pub takes_file: bool,
    pub answer: Answer,
    /// Statuses of its refusals, beyond those that follow from the rest.
    pub refusals: &'static [u16],
    handler: MethodRouter<Server>,
}

/// What a route answers when all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Text,
    /// What Prometheus reads.
    Metrics,
    /// JSON without a definition of its own.
    Json,
    Definition(&'static str),
    /// Rows for a spreadsheet.
    Csv,
    /// The bytes of a file.
    File,
    /// A page, or an office's file.
    Document,
    /// Dates for a calendar program.
    Calendar,
    NoContent,
    Switching,
    /// To another address.
    Elsewhere,
}

use Answer::{Definition, NoContent, Switching, Text};
use Door::{Open, PastReader, Person, Reader, SignedIn};
use Method as M;

impl Route {
    fn new<H, T>(
        method: Method,
        path: &'static str,
        summary: &'static str,
        door: Door,
        answer: Answer,
        handler: H,
    ) -> Self
    where
        H: Handler<T, Server>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        let handler = on(filter, handler);
        Self {
            method,
            path,
            summary,
            door,
            query: &[],
            body: None,
            takes_file: false,
            answer,
            refusals: &[],
            handler,
        }
    }

    fn query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    fn body(self, body: &'static str) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Takes the bytes of a file, which its handler counts itself.
    fn takes_file(self) -> Self {
        Self { takes_file: true, handler: self.handler.layer(DefaultBodyLimit::disable()), ..self }
    }

    /// Takes bodies that are larger than a command may be.
    fn holds(self, bytes: usize) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(bytes)), ..self }
    }

    fn refuses(self, refusals: &'static [u16]) -> Self {
        Self { refusals, ..self }
    }
}

/// Every route of the server but the files of the web app.
#[must_use]
pub fn routes() -> Vec<Route> {
    let elsewhere = [
        people::routes(),
        admin::routes(),
        tables::routes(),
        files::routes(),
        own::routes(),
        out::routes(),
    ];
    [system_routes(), session_routes(), plan_routes(), conversation_routes()]
        .into_iter()
        .chain(elsewhere)
        .flatten()
        .collect()
}

fn system_routes() -> Vec<Route> {
    vec![
        Route::new(M::GET, "/healthz", "The process answers", Open, Text, system::healthz),
        Route::new(M::GET, "/readyz", "The storage answers", Open, Text, system::readyz),
        Route::new(
            M::GET,
            "/metrics",
            "Metrics for Prometheus",
            Open,
            Answer::Metrics,
            system::metrics,
        ),
        Route::new(
            M::GET,
            "/api/openapi.json",
            "This document",
            Open,
            Answer::Json,
            system::openapi,
        ),
    ]
}

fn session_routes() -> Vec<Route> {
    vec![
        Route::new(
            M::POST,
            "/api/session",
            "Sign in with the secret of a one-time link; sets the session's cookie",
            Open,
            Definition("Session"),
            session::sign_in,
        )
        .body("SignIn")
        .refuses(&[401]),
        Route::new(
            M::GET,
            "/api/session",
            "Who is signed in",
            SignedIn,
            Definition("Session"),
            session::show,
        ),
        Route::new(M::DELETE, "/api/session", "Sign out", Person, NoContent, session::sign_out),
        Route::new(
            M::DELETE,
            "/api/sessions",
            "Sign out everywhere",
            Person,
            NoContent,
            session::sign_out_everywhere,
        ),
        Route::new(
            M::GET,
            "/api/plans",
            "The plans that the caller reads",
            SignedIn,
            Definition("Plans"),
            plans::list,
        ),
    ]
}

fn plan_routes() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/plans/{plan}/records",
            "Every record, now or after the event `at`",
            Reader,
            Definition("RecordsAt"),
            plan::records,
        )
        .query(&["at"])
        .refuses(&[409]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/changes",
            "The records that differ between the events `from` and `at`, as of `at`",
            PastReader,
            Definition("ChangesAt"),
            plan::changes,
        )
        .query(&["from!", "at"])
        .refuses(&[409]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/events",
            "A page of events: after one, before one, or the last",
            Reader,
            Definition("EventsPage"),
            plan::event_page,
        )
        .query(&["after", "before", "limit"])
        .refuses(&[409]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/timeline",
            "How many events each day saw",
            PastReader,
            Definition("TimelineAnswer"),
            plan::timeline,
        ),
        Route::new(
            M::GET,
            "/api/plans/{plan}/dashboards/{dim}",
            "Figures of the plan or of a part of it, now or after the event `at`",
            Reader,
            Definition("Board"),
            dashboards::dashboard,
        )
        .query(&["at"])
        .refuses(&[409]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/search",
            "Search over everything that the caller reads, best first",
            Reader,
            Definition("Found"),
            search::search,
        )
        .query(&["q$", "kinds$", "skip"])
        .refuses(&[409]),
    ]
}

fn conversation_routes() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/plans/{plan}/visit",
            "The last event the caller had seen",
            Reader,
            Definition("Visit"),
            plan::visit,
        ),
        Route::new(
            M::PUT,
            "/api/plans/{plan}/visit",
            "Note the last event the caller has seen",
            Reader,
            NoContent,
            plan::set_visit,
        )
        .body("Visit")
        .refuses(&[429]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/people",
            "Names of the people the caller may know of",
            Reader,
            Definition("People"),
            plan::people,
        ),
        Route::new(
            M::POST,
            "/api/plans/{plan}/commands",
            "Send a command; the same id sent again gives the first outcome",
            Reader,
            Definition("CommandResult"),
            commands::submit,
        )
        .body("CommandFrame")
        .refuses(&[409, 429]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/live",
            "The live socket, subprotocol `plenum.v1`; see docs/SYNC.md",
            Reader,
            Switching,
            live::upgrade,
        )
        .refuses(&[426, 429]),
    ]
}

/// How long a request may take.
#[must_use]
pub fn deadline(method: &Method, path: &str) -> Duration {
    let is_upload = method == M::POST && path.ends_with("/attachments");
    if is_upload { UPLOAD_TIMEOUT } else { REQUEST_TIMEOUT }
}

async fn no_method() -> Problem {
    let message = "this address does not take that method";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "malformed", message)
}

/// The server's router.
pub fn router(server: Server) -> Router {
    let mut router = Router::new().fallback(assets::serve);
    for route in routes() {
        router = router.route(route.path, route.handler);
    }
    router
        .method_not_allowed_fallback(no_method)
        .layer(DefaultBodyLimit::max(FRAME_BYTES))
        .layer(middleware::from_fn_with_state(server.clone(), edge::pass))
        .with_state(server)
}
