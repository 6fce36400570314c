//! One's own account: profile, ways in, sessions, programs' tokens, one's data.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use plenum_app::{AccountSeen, PlanHandle, Profile, Scope, Session, TokenSeen};
use plenum_domain::AccountId;
use plenum_identity::check_password;
use plenum_protocol::accounts::{
    Account, Ceremony, Credential, Erase, LinkMade, NewPasskey, NewToken, PasswordChange,
    ProfileChange, SessionLine, Token, TokenAccess, TokenMade,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    admin,
    doors::{is_credential, stored},
    session::{clear_cookie, on_disk},
};
use crate::{
    extract::{Json as Body, Path, Person, Proved},
    problem::Problem,
    state::Server,
};

/// Events read at once for an export.
const PAGE: usize = 1_000;

pub async fn show(
    State(server): State<Server>,
    Person(session): Person,
) -> Result<Json<Account>, Problem> {
    describe(&server, &session).map(Json)
}

fn describe(server: &Server, session: &Session) -> Result<Account, Problem> {
    let (access, id) = (server.app().access(), session.account);
    let seen: Option<AccountSeen> = access.accounts().into_iter().find(|known| known.id == id);
    let AccountSeen { profile, administrator, opened, .. } = seen.ok_or_else(Problem::not_found)?;
    let passkeys = access.named_passkeys(id).into_iter().map(|known| Credential {
        id: known.id,
        name: known.name,
        created: known.created,
        used: known.used,
    });
    Ok(Account {
        id: id.into(),
        name: profile.name,
        email: profile.email,
        language: profile.language,
        administrator,
        created: opened,
        has_password: access.password(id).is_some(),
        has_openid: access.has_openid(id),
        passkeys: passkeys.collect(),
        sessions: access.sessions(Some(id)).iter().map(|s| session_line(s, session)).collect(),
        tokens: access.tokens(id).into_iter().map(token).collect(),
    })
}

/// A session as it is listed.
#[must_use]
pub fn session_line(seen: &plenum_app::SessionSeen, asking: &Session) -> SessionLine {
    SessionLine {
        id: seen.id,
        current: seen.id == asking.id,
        device: seen.device.clone(),
        created: seen.created,
        seen: seen.seen,
        expires: seen.expires,
    }
}

fn token(seen: TokenSeen) -> Token {
    let access = if seen.scope.write { TokenAccess::Write } else { TokenAccess::Read };
    Token {
        id: seen.id,
        name: seen.name,
        plans: seen.scope.plans.into_iter().map(Into::into).collect(),
        access,
        created: seen.created,
        expires: seen.expires,
        used: seen.used,
    }
}

pub async fn change(
    State(server): State<Server>,
    Person(session): Person,
    Body(change): Body<ProfileChange>,
) -> Result<Json<Account>, Problem> {
    let account = session.account;
    let known = server.app().access().profile(account).ok_or_else(Problem::not_found)?;
    // The address is a way in: whoever reads its mail can ask for a link.
    if change.email.is_some() && change.email != known.email {
        server.check_proof(&session)?;
    }
    let profile = Profile {
        name: change.name.unwrap_or(known.name),
        email: change.email.or(known.email),
        language: change.language.or(known.language),
    };
    on_disk(&server, move |access| access.change_profile(account, profile)).await?;
    server.hubs().people_changed();
    describe(&server, &session).map(Json)
}

pub async fn set_password(
    State(server): State<Server>,
    Proved(session): Proved,
    Body(PasswordChange { new }): Body<PasswordChange>,
) -> Result<StatusCode, Problem> {
    check_password(&new)?;
    let hash = server.ways().passwords.hash(new).await?;
    let (account, keep) = (session.account, session.id);
    on_disk(&server, move |access| access.set_password(account, Some(hash), Some(keep))).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn remove_password(
    State(server): State<Server>,
    Proved(session): Proved,
) -> Result<StatusCode, Problem> {
    let (account, keep) = (session.account, session.id);
    on_disk(&server, move |access| access.set_password(account, None, Some(keep))).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn begin_passkey(
    State(server): State<Server>,
    Proved(session): Proved,
) -> Result<Json<Ceremony>, Problem> {
    let (access, account) = (server.app().access(), session.account);
    let profile = access.profile(account).ok_or_else(Problem::not_found)?;
    let known = stored(access, account);
    let name = profile.email.as_deref().unwrap_or(&profile.name);
    let now = server.app().now();
    let passkeys = server.passkeys()?;
    let begun = passkeys.begin_registration(now, account.into(), name, &profile.name, &known)?;
    Ok(Json(Ceremony { ceremony: begun.ceremony, options: begun.options }))
}

pub async fn add_passkey(
    State(server): State<Server>,
    Proved(session): Proved,
    Body(NewPasskey { ceremony, credential, name }): Body<NewPasskey>,
) -> Result<Json<Account>, Problem> {
    let (account, now) = (session.account, server.app().now());
    let made = server.passkeys()?.finish_registration(now, ceremony, account.into(), credential)?;
    let key = serde_json::to_value(&made).map_err(|_| Problem::internal())?;
    let is_same = is_credential(made.id());
    on_disk(&server, move |access| access.add_passkey(account, &name, key, is_same)).await?;
    describe(&server, &session).map(Json)
}

/// The path of something of one's own.
#[derive(Deserialize)]
pub struct Own {
    id: Uuid,
}

pub async fn remove_passkey(
    State(server): State<Server>,
    Proved(session): Proved,
    Path(Own { id }): Path<Own>,
) -> Result<StatusCode, Problem> {
    let account = session.account;
    on_disk(&server, move |access| access.remove_passkey(account, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn end_session(
    State(server): State<Server>,
    Person(session): Person,
    Path(Own { id }): Path<Own>,
) -> Result<StatusCode, Problem> {
    let account = session.account;
    on_disk(&server, move |access| access.revoke_own(account, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn make_token(
    State(server): State<Server>,
    Proved(session): Proved,
    Body(NewToken { name, plans, access, days }): Body<NewToken>,
) -> Result<Json<TokenMade>, Problem> {
    let account = session.account;
    let readable = server.app().plans_of(account).await;
    let reads = |plan: &Uuid| readable.iter().any(|(id, ..)| Uuid::from(*id) == *plan);
    if !plans.iter().all(reads) {
        return Err(Problem { field: Some("plans"), ..Problem::not_found() });
    }
    let plans = plans.into_iter().map(Into::into).collect();
    let scope = Scope { plans, write: access == TokenAccess::Write };
    let make = move |access: &plenum_app::Access| access.make_token(account, &name, scope, days);
    let (secret, seen) = on_disk(&server, make).await?;
    Ok(Json(TokenMade { secret, token: token(seen) }))
}

pub async fn revoke_token(
    State(server): State<Server>,
    Person(session): Person,
    Path(Own { id }): Path<Own>,
) -> Result<StatusCode, Problem> {
    let account = session.account;
    on_disk(&server, move |access| access.revoke_token(account, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn device_link(
    State(server): State<Server>,
    Proved(session): Proved,
) -> Result<Json<LinkMade>, Problem> {
    let account = session.account;
    let (secret, expires) = on_disk(&server, move |access| access.device_link(account)).await?;
    let url = server.link("entrer", &secret);
    Ok(Json(LinkMade { id: Uuid::new_v4(), url, expires, mailed: false }))
}

/// Everything that is kept about a person, to take along (articles 15 and 20 of the GDPR).
pub async fn export(
    State(server): State<Server>,
    Person(session): Person,
) -> Result<Response, Problem> {
    let account = describe(&server, &session)?;
    let data = json!({
        "account": account,
        "memberships": memberships(&server, session.account).await,
        "sign_ins": admin::lines_of(&server, Some(session.account)),
    });
    let name = "attachment; filename=\"plenum-mes-donnees.json\"";
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(data)).into_response())
}

/// Roles in every plan that the person is or was in, and everything they have done there.
async fn memberships(server: &Server, account: AccountId) -> Vec<serde_json::Value> {
    let mut found = Vec::new();
    for id in server.app().every_plan() {
        let Ok(plan) = server.app().plan(id).await else { continue };
        let line = plan.read(|now| {
            let member = now.plan.members.get(&account);
            let is_known = member.is_some() || now.plan.former.contains_key(&account);
            is_known.then(|| {
                let roles = member.map(|member| &member.roles);
                json!({ "plan": id, "title": now.plan.title, "roles": roles })
            })
        });
        let Some(mut line) = line else { continue };
        let access = server.app().access();
        line["last_event_seen"] = json!(access.visit(id, account));
        line["notices"] = json!(access.notices(id, account));
        line["filters"] = json!(access.filters(id, account));
        line["calendar_link_made"] = json!(access.calendar(account, id));
        let acts = tokio::task::spawn_blocking(move || acts_of(&plan, account)).await;
        line["acts"] = json!(acts.unwrap_or_default());
        found.push(line);
    }
    found
}

/// The events of one person, from the log.
fn acts_of(plan: &PlanHandle, account: AccountId) -> Vec<serde_json::Value> {
    let (mut acts, mut next) = (Vec::new(), 1);
    loop {
        let page = plan.events(next, PAGE).unwrap_or_default();
        let Some(last) = page.last() else { return acts };
        next = last.event.seq + 1;
        let own = page.iter().map(|committed| &committed.event).filter(|e| e.actor == account);
        acts.extend(own.map(|event| {
            json!({
                "seq": event.seq, "time": event.time, "fact": event.fact, "reason": event.reason,
            })
        }));
    }
}

pub async fn erase(
    State(server): State<Server>,
    Proved(session): Proved,
    Body(Erase { name }): Body<Erase>,
) -> Result<Response, Problem> {
    admin::erase_named(&server, session.account, session.account, &name).await?;
    Ok((clear_cookie(&server)?, StatusCode::NO_CONTENT).into_response())
}
