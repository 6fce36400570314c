//! What people see of a plan.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod chain;
mod document;
mod figures;
mod marks;
mod observers;
mod public;
mod rebuilt;
mod search;
mod speak;
mod tally;
mod territory;
mod timeline;
mod waiting;
