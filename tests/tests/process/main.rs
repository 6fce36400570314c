//! The real binary, from outside: killed under load, out of space, on a damaged log, told to stop, asked for help.
//!
//! It is looked for beside this test (`cargo build --package plenum` builds it there).
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod binary;
mod damage;
mod files;
mod help;
mod kill;
mod space;
mod stop;
mod tables;
