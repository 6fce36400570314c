//! Administration: accounts, sessions, plans, organisations, the log of sign-ins.

use std::collections::BTreeMap;

use axum::{Json, extract::State, http::StatusCode};
use plenum_app::{Access, AccessError, Scripted, SignInAct, SignInLine as Line};
use plenum_directory::Offer;
use plenum_domain::{
    AccountId, Context, Plan, PlanId, Role, member::MemberCommand, plan::PlanCommand,
};
use plenum_protocol::{
    accounts::{Erase, Invite, LinkMade},
    admin::{
        AccountLine, AccountState, Accounts, AllPlans, AllSessions, NewPlan, Organisation,
        Organisations, PlanLine, PlanMade, PlanName, SignInLine, SignIns, SomeonesSession,
    },
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    account::session_line,
    invitations::{make, submit},
    session::on_disk,
};
use crate::{
    extract::{Administrator, Json as Body, Path},
    people,
    problem::Problem,
    state::Server,
};

/// Lines of the log of sign-ins that are shown.
const SIGN_INS: usize = 500;

/// The path of one account or session.
#[derive(Deserialize)]
pub struct Named {
    id: Uuid,
}

/// Looks at every plan that opens; a damaged one is passed over and named in the trace.
async fn every_plan<T>(server: &Server, mut look: impl FnMut(PlanId, &Plan) -> T) -> Vec<T> {
    let mut seen = Vec::new();
    for id in server.app().every_plan() {
        match server.app().plan(id).await {
            Ok(plan) => seen.push(plan.read(|now| look(id, &now.plan))),
            Err(error) => {
                tracing::error!(%id, error = &error as &dyn std::error::Error, "opening a plan");
            }
        }
    }
    seen
}

pub async fn accounts(State(server): State<Server>, _: Administrator) -> Json<Accounts> {
    let mut plans: BTreeMap<AccountId, Vec<PlanName>> = BTreeMap::new();
    every_plan(&server, |id, plan| {
        for account in plan.members.keys() {
            let name = PlanName { id: id.into(), title: plan.title.clone() };
            plans.entry(*account).or_default().push(name);
        }
    })
    .await;
    let (access, now) = (server.app().access(), server.app().now());
    let line = |known: plenum_app::AccountSeen| AccountLine {
        id: known.id.into(),
        name: known.profile.name,
        email: known.profile.email,
        state: if known.locked { AccountState::Locked } else { AccountState::Active },
        administrator: known.administrator,
        held_until: access.tries().held(known.id, now).map(|held| held.0),
        created: known.opened,
        sessions: u32::try_from(known.sessions).unwrap_or(u32::MAX),
        plans: plans.remove(&known.id).unwrap_or_default(),
    };
    let people = access.accounts().into_iter().filter(|known| !known.guest);
    Json(Accounts { accounts: people.map(line).collect() })
}

/// Runs one of the acts on an account.
async fn act(
    server: &Server,
    act: impl FnOnce(&Access) -> Result<(), AccessError> + Send + 'static,
) -> Result<StatusCode, Problem> {
    on_disk(server, act).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn lock(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Path(Named { id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    let actor = session.account;
    act(&server, move |access| access.lock_account(actor, id.into())).await
}

pub async fn unlock(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Path(Named { id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    let actor = session.account;
    act(&server, move |access| access.unlock_account(actor, id.into())).await
}

pub async fn name_administrator(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Path(Named { id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    server.check_proof(&session)?;
    let actor = session.account;
    act(&server, move |access| access.set_administrator(actor, id.into(), true)).await
}

pub async fn dismiss_administrator(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Path(Named { id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    let actor = session.account;
    act(&server, move |access| access.set_administrator(actor, id.into(), false)).await
}

pub async fn link(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Path(Named { id }): Path<Named>,
) -> Result<Json<LinkMade>, Problem> {
    server.check_proof(&session)?;
    let (secret, expires) = on_disk(&server, move |access| access.recovery_link(id.into())).await?;
    Ok(Json(LinkMade { id, url: server.link("entrer", &secret), expires, mailed: false }))
}

pub async fn erase(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Path(Named { id }): Path<Named>,
    Body(Erase { name }): Body<Erase>,
) -> Result<StatusCode, Problem> {
    server.check_proof(&session)?;
    let actor = session.account;
    erase_named(&server, actor, id.into(), &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erases a person whose name was typed again: first they leave every plan, by their own hand in its log,
/// then what identifies them is destroyed.
pub async fn erase_named(
    server: &Server,
    actor: AccountId,
    account: AccountId,
    name: &str,
) -> Result<(), Problem> {
    let access = server.app().access();
    let profile = access.profile(account).ok_or_else(Problem::not_found)?;
    if profile.name.trim() != name.trim() {
        let problem = Problem::unprocessable("other_name", "this is not the name of the account");
        return Err(Problem { field: Some("name"), ..problem });
    }
    access.check_erase(actor, account)?;
    let now = server.app().now();
    let held = every_plan(server, |id, plan| {
        let member = plan.members.get(&account);
        let roles: Vec<Role> = member.iter().flat_map(|m| m.roles.iter().copied()).collect();
        let last = plan.is_last_coordinator(account, Role::Coordinator, now);
        (id, plan.head, roles, last)
    })
    .await;
    if held.iter().any(|(.., last)| *last) {
        let message = "a plan would be left without a coordinator";
        return Err(Problem::new(StatusCode::CONFLICT, "last_coordinator", message));
    }
    for (id, head, roles, _) in held {
        let plan = server.app().plan(id).await?;
        for role in roles {
            let command = MemberCommand::RevokeRole { account, role };
            let words = serde_json::to_string(&(account, role, head)).unwrap_or_default();
            let id = Uuid::new_v5(&id.into(), words.as_bytes());
            submit(&plan, account, id, &command).await?;
        }
    }
    on_disk(server, move |access| access.erase(actor, account)).await?;
    server.hubs().people_changed();
    Ok(())
}

pub async fn sessions(
    State(server): State<Server>,
    Administrator(session): Administrator,
) -> Json<AllSessions> {
    let app = server.app();
    let all = app.access().sessions(None).into_iter();
    let line = |seen: plenum_app::SessionSeen| SomeonesSession {
        account: people::person(app, seen.account),
        session: session_line(&seen, &session),
    };
    let mut sessions: Vec<_> = all.map(line).collect();
    sessions.sort_by_key(|one| std::cmp::Reverse(one.session.seen));
    Json(AllSessions { sessions })
}

pub async fn end_session(
    State(server): State<Server>,
    _: Administrator,
    Path(Named { id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    act(&server, move |access| access.revoke(id)).await
}

pub async fn plans(State(server): State<Server>, _: Administrator) -> Json<AllPlans> {
    let app = server.app();
    let lines = every_plan(&server, |id, plan| {
        let coordinators = plan.members.values().filter(|m| m.roles.contains(&Role::Coordinator));
        PlanLine {
            id: id.into(),
            title: plan.title.clone(),
            events: plan.head,
            updated: plan.updated,
            members: u32::try_from(plan.members.len()).unwrap_or(u32::MAX),
            coordinators: coordinators.map(|m| people::person(app, m.account)).collect(),
            public: plan.public,
        }
    })
    .await;
    Json(AllPlans { plans: lines })
}

pub async fn new_plan(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Body(NewPlan { title, territory }): Body<NewPlan>,
) -> Result<Json<PlanMade>, Problem> {
    let (id, actor, now) = (Uuid::now_v7(), session.account, server.app().now());
    let ctx = Context { plan: id.into(), actor, now, reason: None };
    let facts = Plan::default().decide(PlanCommand::Create { title, territory }.into(), &ctx)?;
    let first = Scripted { at: now, actor, facts, reason: None, correlation: id };
    server.app().import(id.into(), &[first]).await.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "making a plan");
        Problem::unavailable()
    })?;
    Ok(Json(PlanMade { id }))
}

pub async fn organisations(State(server): State<Server>, _: Administrator) -> Json<Organisations> {
    let app = server.app();
    let mut found: BTreeMap<String, (Vec<PlanName>, BTreeMap<AccountId, ()>)> = BTreeMap::new();
    every_plan(&server, |id, plan| {
        for partner in plan.partners.values() {
            let (plans, accounts) = found.entry(partner.name.clone()).or_default();
            plans.push(PlanName { id: id.into(), title: plan.title.clone() });
            let role = Role::Contributor { partner: partner.id };
            let own = plan.members.values().filter(|member| member.roles.contains(&role));
            accounts.extend(own.map(|member| (member.account, ())));
        }
    })
    .await;
    let organisation = |(name, (plans, accounts)): (String, (_, BTreeMap<AccountId, ()>))| {
        let people = accounts.into_keys().map(|account| people::person(app, account)).collect();
        Organisation { name, plans, people }
    };
    Json(Organisations { organisations: found.into_iter().map(organisation).collect() })
}

pub async fn sign_ins(State(server): State<Server>, _: Administrator) -> Json<SignIns<SignInAct>> {
    Json(SignIns { lines: lines_of(&server, None) })
}

/// The newest lines about one account, or about all.
pub fn lines_of(server: &Server, of: Option<AccountId>) -> Vec<SignInLine<SignInAct>> {
    let lines = server.app().access().sign_ins(usize::MAX).into_iter();
    let lines = lines.filter(|line| of.is_none() || line.account == of).take(SIGN_INS);
    let shown = |Line { time, account, act }: Line| SignInLine {
        time,
        account: account.map(|account| people::person(server.app(), account)),
        act,
    };
    lines.map(shown).collect()
}

pub async fn invite(
    State(server): State<Server>,
    Administrator(session): Administrator,
    Body(invite): Body<Invite<Role>>,
) -> Result<Json<LinkMade>, Problem> {
    let actor = session.account;
    let invite = Invite { observer: false, ..invite };
    let (made, _) = make(&server, actor, Offer::Administrator, invite, None).await?;
    Ok(Json(made))
}
