//! Handlers: parse, ask the application, map the answer. One file for each part of the URL tree.

pub mod account;
pub mod admin;
pub mod calendar;
pub mod commands;
pub mod dashboards;
pub mod document;
pub mod doors;
pub mod files;
pub mod invitations;
pub mod live;
pub mod openid;
pub mod own;
pub mod plan;
pub mod plans;
pub mod proof;
pub mod public;
pub mod search;
pub mod session;
pub mod system;
pub mod tables;
