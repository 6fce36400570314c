//! What is one's own in a plan: what waits, what one is written about, the lists one keeps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Raw;

/// `GET …/waiting`: what waits for the caller after the event `head`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "WaitingList")]
pub struct WaitingList<W = Raw> {
    pub head: u64,
    pub waiting: Vec<W>,
}

/// `GET …/notices`: what the caller is written about, and whether they can be written to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NoticesSeen")]
pub struct NoticesSeen<C = Raw> {
    pub choice: C,
    /// Whether the server sends mail at all.
    pub mails: bool,
    /// Whether it knows an address of theirs.
    pub address: bool,
}

/// `GET` and `PUT …/filters`: the lists somebody keeps, in their order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Filters")]
#[serde(deny_unknown_fields)]
pub struct Filters<F = Raw> {
    pub filters: Vec<F>,
}
