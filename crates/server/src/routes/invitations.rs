//! Invitations: made and withdrawn by coordinators, shown and accepted by whoever holds the link.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use plenum_app::{
    Access, AccessError, Answer, Invited, Invitee, PlanHandle, Profile, Request, SignInAct,
};
use plenum_directory::{InvitationId, Offer};
use plenum_domain::{AccountId, Plan, Role, member::MemberCommand};
use plenum_identity::check_password;
use plenum_protocol::{
    accounts::{
        AcceptInvitation, InvitationLine, InvitationShown, Invitations, Invite, LinkMade,
        PlanShown, RoleShown,
    },
    http::SignIn,
};
use serde::Deserialize;
use uuid::Uuid;

use super::session::{enter, on_disk};
use crate::{
    extract::{Coordinator, Device, Json as Body, MaybePerson, Path},
    mails, people,
    problem::{Problem, outcome},
    state::Server,
};

pub async fn list(
    State(server): State<Server>,
    coordinator: Coordinator,
) -> Json<Invitations<Role>> {
    let open = server.app().access().invitations(Some(coordinator.plan.id()));
    let line = |Invited { invitation, to }: Invited| {
        let (roles, until) = match &invitation.offer {
            Offer::Roles { roles, until, .. } => (roles.clone(), *until),
            Offer::Observe { .. } => (vec![Role::Observer], None),
            Offer::Administrator => (Vec::new(), None),
        };
        InvitationLine {
            id: invitation.id.0,
            by: people::person(server.app(), invitation.by.unwrap_or_default()),
            roles,
            email: to.email,
            name: to.name,
            issued: invitation.issued,
            expires: invitation.expires,
            until,
            observer: matches!(invitation.offer, Offer::Observe { .. }),
        }
    };
    Json(Invitations { invitations: open.into_iter().map(line).collect() })
}

pub async fn invite(
    State(server): State<Server>,
    coordinator: Coordinator,
    Body(invite): Body<Invite<Role>>,
) -> Result<Json<LinkMade>, Problem> {
    let plan = coordinator.plan;
    let offer = if invite.observer {
        Offer::Observe { plan: plan.id() }
    } else {
        check_roles(&plan, &invite, server.app().now())?;
        Offer::Roles { plan: plan.id(), roles: invite.roles.clone(), until: invite.until }
    };
    let title = plan.read(|now| now.plan.title.clone());
    let actor = coordinator.account;
    let (made, guest) = make(&server, actor, offer, invite, Some(&title)).await?;
    if let Some(guest) = guest {
        let granted = grant(&plan, actor, guest, Role::Observer, None, made.id).await;
        if let Err(problem) = granted {
            let id = made.id;
            on_disk(&server, move |access| access.withdraw(actor, id).map(drop)).await?;
            return Err(problem);
        }
    }
    Ok(Json(made))
}

/// Refuses roles about what is not there, and an end that has passed: no link promises what cannot be.
fn check_roles(plan: &PlanHandle, invite: &Invite<Role>, now: i64) -> Result<(), Problem> {
    if invite.until.is_some_and(|until| until <= now) {
        let problem = Problem::unprocessable("out_of_range", "the roles would have ended already");
        return Err(Problem { field: Some("until"), ..problem });
    }
    let known = |role: &Role| plan.read(|now| now.plan.require_role(*role));
    invite.roles.iter().try_for_each(known).map_err(Problem::from)
}

/// Makes an invitation and mails it, where there is an address and the server sends mail. Also returns the
/// guest of an observer's link.
pub async fn make(
    server: &Server,
    actor: AccountId,
    offer: Offer,
    invite: Invite<Role>,
    plan: Option<&str>,
) -> Result<(LinkMade, Option<AccountId>), Problem> {
    let Invite { email, name, days, language, observer, .. } = invite;
    let email = email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
    let to = Invitee { name, email: email.clone() };
    let issued = on_disk(server, move |access| access.invite(actor, offer, to, days)).await?;
    let url = server.link("invitation", &issued.secret);
    let mailed = match &email {
        Some(email) => {
            mails::send(server, email, mails::invitation(language.as_deref(), plan, &url)).await
        }
        None => false,
    };
    let made = LinkMade { id: issued.id, url, expires: issued.expires, mailed };
    Ok((made, observer.then_some(issued.account)))
}

/// The path of one invitation.
#[derive(Deserialize)]
pub struct Named {
    id: Uuid,
}

pub async fn withdraw(
    State(server): State<Server>,
    coordinator: Coordinator,
    Path(Named { id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    let (plan, actor) = (coordinator.plan, coordinator.account);
    let open = server.app().access().invitations(Some(plan.id()));
    if !open.iter().any(|invited| invited.invitation.id.0 == id) {
        return Err(Problem::not_found());
    }
    let withdrawn = on_disk(&server, move |access| access.withdraw(actor, id)).await?;
    if matches!(withdrawn.offer, Offer::Observe { .. }) {
        let command =
            MemberCommand::RevokeRole { account: withdrawn.account, role: Role::Observer };
        submit(&plan, actor, Uuid::new_v5(&id, b"withdrawn"), &command).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// What an invitation offers; nothing is used up.
pub async fn show(
    State(server): State<Server>,
    Body(SignIn { secret }): Body<SignIn>,
) -> Result<Json<InvitationShown<Role>>, Problem> {
    let Invited { invitation, to } = server.app().access().invitation(&secret)?;
    let plan = match invitation.offer.plan() {
        Some(plan) => Some(server.app().plan(plan).await?),
        None => None,
    };
    let (roles, until, observer) = match &invitation.offer {
        Offer::Administrator => (Vec::new(), None, false),
        Offer::Roles { roles, until, .. } => (roles.clone(), *until, false),
        Offer::Observe { .. } => (vec![Role::Observer], None, true),
    };
    let about = |role: Role| plan.as_ref().and_then(|plan| plan.read(|now| about(&now.plan, role)));
    let roles = roles.into_iter().map(|role| RoleShown { role, about: about(role) }).collect();
    Ok(Json(InvitationShown {
        plan: plan.as_ref().map(|plan| PlanShown {
            id: plan.id().into(),
            title: plan.read(|now| now.plan.title.clone()),
        }),
        roles,
        email: to.email,
        name: to.name,
        expires: invitation.expires,
        until,
        observer,
    }))
}

/// The name of what a role is about.
fn about(plan: &Plan, role: Role) -> Option<String> {
    match role {
        Role::Facilitator { space } => plan.spaces.get(&space).map(|space| space.title.clone()),
        Role::Contributor { partner } => plan.partners.get(&partner).map(|p| p.name.clone()),
        Role::Secretary { meeting } => plan.meetings.get(&meeting).map(|m| m.title.clone()),
        Role::Coordinator | Role::Auditor | Role::Observer => None,
    }
}

pub async fn accept(
    State(server): State<Server>,
    Device(device): Device,
    MaybePerson(person): MaybePerson,
    Body(body): Body<AcceptInvitation>,
) -> Result<Response, Problem> {
    let AcceptInvitation { secret, name, email, language, password } = body;
    let access = server.app().access();
    let invited = access.invitation(&secret).inspect_err(|_| {
        access.note(None, SignInAct::WrongLink);
    })?;
    if matches!(invited.invitation.offer, Offer::Observe { .. }) {
        let guest = invited.invitation.account;
        let enter_as =
            move |access: &Access| access.sign_in(guest, &device, SignInAct::ByObserverLink);
        return enter(&server, enter_as).await;
    }
    let who = match person {
        Some(session) => Ok(session.account),
        None => Err(Profile { name: name.unwrap_or_default(), email, language }),
    };
    let hash = match (&who, password) {
        (Err(profile), Some(password)) => {
            profile.clone().checked()?;
            check_password(&password)?;
            Some(server.ways().passwords.hash(password).await?)
        }
        _ => None,
    };
    let account = take(&server, invited.invitation.id, who).await?;
    enter(&server, move |access| {
        if let Some(hash) = hash {
            access.set_password(account, Some(hash), None)?;
        }
        access.sign_in(account, &device, SignInAct::ByInvitation)
    })
    .await
}

/// Grants what an invitation offers and uses it up. One at a time, so that nobody is granted what another
/// was quicker to take; the grants come first, and are the same commands when they are sent again, so
/// that a crash in between leaves a link that still works.
async fn take(
    server: &Server,
    id: InvitationId,
    who: Result<AccountId, Profile>,
) -> Result<AccountId, Problem> {
    let _one_at_a_time = server.accepting().lock().await;
    let access = server.app().access();
    let invitation = access.open_invitation(id)?;
    let account = match &who {
        Ok(account) => *account,
        Err(profile) => {
            access.check_new(invitation.account, profile.clone())?;
            invitation.account
        }
    };
    if let (Offer::Roles { plan, roles, until }, Some(by)) = (&invitation.offer, invitation.by) {
        let plan = server.app().plan(*plan).await?;
        for role in roles {
            let granted = grant(&plan, by, account, *role, *until, invitation.id.0).await;
            granted.map_err(|problem| match problem.status {
                // Who invited may do so no longer, or what it was about is gone.
                status if status.is_client_error() => AccessError::BadLink.into(),
                _ => problem,
            })?;
        }
    }
    let (account, _) = on_disk(server, move |access| access.accept(id, who)).await?;
    server.hubs().people_changed();
    Ok(account)
}

/// Accepts the invitation made for an address that a provider has verified, if there is one.
pub async fn accept_for(
    server: &Server,
    email: &str,
    name: Option<String>,
) -> Result<Option<AccountId>, Problem> {
    let Some(id) = server.app().access().invitation_for(email) else { return Ok(None) };
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| email.to_owned());
    let profile = Profile { name, email: Some(email.to_owned()), language: None };
    take(server, id, Err(profile)).await.map(Some)
}

async fn grant(
    plan: &PlanHandle,
    actor: AccountId,
    account: AccountId,
    role: Role,
    until: Option<i64>,
    invitation: Uuid,
) -> Result<(), Problem> {
    let command = MemberCommand::GrantRole { account, role, until };
    let words = serde_json::to_string(&(account, role)).unwrap_or_default();
    submit(plan, actor, Uuid::new_v5(&invitation, words.as_bytes()), &command).await
}

/// Sends a command about members on somebody's behalf.
pub async fn submit(
    plan: &PlanHandle,
    actor: AccountId,
    id: Uuid,
    command: &MemberCommand,
) -> Result<(), Problem> {
    let name: &'static str = command.into();
    let body = serde_json::to_value(command).map_err(|_| Problem::internal())?;
    let request = Request { name: format!("member.{name}"), body: body[name].to_string() };
    let answer: Answer = plan.submit(actor, id, request, None).await;
    outcome(answer).map(drop)
}
