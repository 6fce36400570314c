//! Bodies about administration: accounts, sessions, plans, organisations, the log of sign-ins.
//!
//! Times are milliseconds since the Unix epoch.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{accounts::SessionLine, live::Person};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    Active,
    /// By an administrator; cannot sign in.
    Locked,
}

/// `GET /api/admin/accounts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accounts {
    pub accounts: Vec<AccountLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AccountLine {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub state: AccountState,
    pub administrator: bool,
    /// Wrong passwords have closed its password for a while: until when.
    pub held_until: Option<i64>,
    pub created: i64,
    pub sessions: u32,
    pub plans: Vec<PlanName>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct PlanName {
    pub id: Uuid,
    pub title: String,
}

/// `GET /api/admin/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AllSessions {
    pub sessions: Vec<SomeonesSession>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SomeonesSession {
    pub account: Person,
    pub session: SessionLine,
}

/// `GET /api/admin/plans`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AllPlans {
    pub plans: Vec<PlanLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanLine {
    pub id: Uuid,
    pub title: String,
    pub events: u64,
    pub updated: i64,
    pub members: u32,
    pub coordinators: Vec<Person>,
    /// Whether its public page is open.
    pub public: bool,
}

/// `POST /api/admin/plans`: who asks becomes its first coordinator.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    pub title: String,
    pub territory: String,
}

/// The plan that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanMade {
    pub id: Uuid,
}

/// `GET /api/admin/organisations`: the partners of all plans, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organisations {
    pub organisations: Vec<Organisation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    pub name: String,
    pub plans: Vec<PlanName>,
    /// Those who contribute for it somewhere.
    pub people: Vec<Person>,
}

/// `GET /api/admin/sign-ins`: the newest lines of the operational log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SignIns")]
pub struct SignIns<A> {
    pub lines: Vec<SignInLine<A>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SignInLine")]
pub struct SignInLine<A> {
    pub time: i64,
    /// Who it was about, where that is known and not erased.
    pub account: Option<Person>,
    pub act: A,
}
