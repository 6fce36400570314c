//! `/api/plans/{plan}/live`, over a loopback listener.

pub mod client;
mod commands;
mod conduct;
mod matrix;
mod resume;
mod rights;
mod shutdown;
