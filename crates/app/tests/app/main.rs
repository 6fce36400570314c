//! An open plan: what is answered, what becomes visible, and what survives.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod attachments;
mod damaged;
mod erasure;
mod exactly_once;
mod failing;
mod history;
mod idle;
mod import;
mod moody;
mod pipeline;
mod snapshots;
mod support;
mod undo;
