//! The live socket (`docs/SYNC.md`): one task a connection, one hub and one publisher a live plan.

mod catch_up;
mod connection;
mod hub;
mod output;
mod presence;
mod publisher;

pub use connection::run;
pub use hub::Hubs;
