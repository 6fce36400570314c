//! Handlers: parse, ask the application, map the answer. One file for each part of the URL tree.

pub mod commands;
pub mod live;
pub mod plan;
pub mod plans;
pub mod session;
pub mod system;
