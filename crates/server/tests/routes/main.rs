//! The server's routes, in process, over the in-memory log. Files mirror the URL tree; live sockets go
//! through a loopback listener.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod assets;
mod authorisation;
mod boundaries;
mod browser;
mod calendar;
mod commands;
mod digest;
mod document;
mod files;
mod files_hung;
mod live;
mod mails;
mod openapi;
mod openid;
mod people;
mod plan;
mod proof;
mod reads;
mod search;
mod session;
mod storage;
mod system;
mod tables;
mod traces;
mod world;
