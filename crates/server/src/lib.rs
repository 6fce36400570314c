//! The HTTP and WebSocket server, and the embedded web app.

pub mod schema;
