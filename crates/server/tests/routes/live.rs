//! `/api/plans/{plan}/live`, over a loopback listener.

mod client;
mod commands;
mod conduct;
mod resume;
mod rights;
mod shutdown;
