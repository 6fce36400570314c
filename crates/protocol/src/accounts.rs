//! Bodies about accounts: the ways in, invitations, one's own account.
//!
//! Times are milliseconds since the Unix epoch. `R` is a role of the domain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Raw, live::Person};

/// `GET /api/doors`: the ways in that this server offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Doors {
    /// Name of the OpenID Connect provider, where one is set up.
    pub openid: Option<String>,
    /// Whether the server sends mail: forgotten passwords and invitations.
    pub mail: bool,
}

/// `POST /api/session/password`.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSignIn {
    pub email: String,
    pub password: String,
}

/// A passkey ceremony that has begun: what `navigator.credentials` takes, as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ceremony {
    pub ceremony: Uuid,
    pub options: Value,
}

/// `POST /api/session/passkey`: what the browser's `toJSON()` of a credential gave.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeySignIn {
    pub ceremony: Uuid,
    pub credential: Value,
}

/// `POST /api/recovery`: asks for a link by mail; the answer never says whether the address is known.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    pub email: String,
}

/// A role with the name of what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RoleShown")]
pub struct RoleShown<R = Raw> {
    pub role: R,
    /// Of the space, partner or meeting.
    pub about: Option<String>,
}

/// The plan that an invitation opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanShown {
    pub id: Uuid,
    pub title: String,
}

/// `POST /api/invitation`: what an invitation offers, shown before it is accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "InvitationShown")]
pub struct InvitationShown<R = Raw> {
    /// None where it makes an administrator.
    pub plan: Option<PlanShown>,
    pub roles: Vec<RoleShown<R>>,
    /// The address it was made for.
    pub email: Option<String>,
    pub name: Option<String>,
    pub expires: i64,
    /// When the roles end by themselves.
    pub until: Option<i64>,
    /// An observer's link: it asks for no account and opens as often as it is used.
    pub observer: bool,
}

/// `POST /api/invitation/accept`. With a session, the account that is signed in accepts and the rest is
/// not looked at; without, an account is made.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    pub secret: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    /// BCP 47 language tag.
    #[serde(default)]
    pub language: Option<String>,
    /// Without one, a passkey is made right after.
    #[serde(default)]
    pub password: Option<String>,
}

/// `POST /api/plans/{plan}/invitations`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Invite")]
pub struct Invite<R = Raw> {
    pub roles: Vec<R>,
    /// Where it is mailed, if the server sends mail.
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    /// For how many days it may be accepted.
    pub days: u16,
    /// When the roles end by themselves.
    #[serde(default)]
    pub until: Option<i64>,
    /// Make an observer's link; `roles` is then empty.
    #[serde(default)]
    pub observer: bool,
    /// Language of the mail.
    #[serde(default)]
    pub language: Option<String>,
}

/// A link that was made: shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinkMade {
    pub id: Uuid,
    pub url: String,
    pub expires: i64,
    /// Whether it went out by mail.
    pub mailed: bool,
}

/// `GET /api/plans/{plan}/invitations`: those that are open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Invitations")]
pub struct Invitations<R = Raw> {
    pub invitations: Vec<InvitationLine<R>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "InvitationLine")]
pub struct InvitationLine<R = Raw> {
    pub id: Uuid,
    pub by: Person,
    pub roles: Vec<R>,
    pub email: Option<String>,
    pub name: Option<String>,
    pub issued: i64,
    pub expires: i64,
    pub until: Option<i64>,
    pub observer: bool,
}

/// `GET /api/account`: everything that is one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub language: Option<String>,
    pub administrator: bool,
    pub created: i64,
    pub has_password: bool,
    pub has_openid: bool,
    pub passkeys: Vec<Credential>,
    pub sessions: Vec<SessionLine>,
    pub tokens: Vec<Token>,
}

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Credential {
    pub id: Uuid,
    pub name: String,
    pub created: i64,
    pub used: Option<i64>,
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionLine {
    pub id: Uuid,
    /// Whether it is the one that asks.
    pub current: bool,
    /// What the browser says it is.
    pub device: String,
    pub created: i64,
    /// Last day or so it was used.
    pub seen: i64,
    pub expires: i64,
}

/// What a program may do with its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenAccess {
    Read,
    Write,
}

/// A program's token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    pub id: Uuid,
    pub name: String,
    pub plans: Vec<Uuid>,
    pub access: TokenAccess,
    pub created: i64,
    pub expires: i64,
    pub used: Option<i64>,
}

/// `POST /api/account/tokens`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    pub name: String,
    pub plans: Vec<Uuid>,
    pub access: TokenAccess,
    pub days: u16,
}

/// A token that was made: its secret is shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TokenMade {
    pub secret: String,
    pub token: Token,
}

/// `PATCH /api/account`: what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub language: Option<String>,
}

/// `PUT /api/account/password`.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    pub new: String,
}

/// `POST /api/account/proof/password`: proves again who one is.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordProof {
    pub password: String,
}

/// Where the page has to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GoTo {
    pub url: String,
}

/// `POST /api/account/passkeys`.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    pub ceremony: Uuid,
    pub credential: Value,
    pub name: String,
}

/// `POST /api/account/erase`, `POST /api/admin/accounts/{account}/erase`: the name of who is erased,
/// typed again.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Erase {
    pub name: String,
}
