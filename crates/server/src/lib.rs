//! The HTTP and WebSocket server, and the embedded web app. Edges are thin: a handler parses, asks the
//! application, and maps the answer. The live protocol is described in `docs/SYNC.md`.

mod assets;
mod calendar;
mod clock;
mod config;
pub mod digest;
mod document;
mod edge;
mod encode;
mod extract;
mod live;
mod mails;
mod metrics;
pub mod openapi;
mod people;
mod problem;
mod router;
mod routes;
pub mod schema;
mod serve;
mod state;
mod ways;

pub use config::{Config, PlantedFault};
pub use router::{Door, Route, router, routes};
pub use serve::serve;
pub use state::Server;
pub use ways::Ways;
