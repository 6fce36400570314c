//! What people see of a plan.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod chain;
mod dashboard;
mod document;
mod observers;
mod rebuilt;
mod search;
mod speak;
mod tally;
mod territory;
mod timeline;
mod waiting;
