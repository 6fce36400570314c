//! The server's routes, in process, over the in-memory log. Files mirror the URL tree; live sockets go
//! through a loopback listener.

mod assets;
mod authorisation;
mod commands;
mod live;

mod openapi;
mod plan;
mod session;
mod system;
mod world;
