//! Proving again who one is, before one's ways in change: a browser left open does not give them away.

use axum::{extract::State, http::StatusCode};
use plenum_app::SignInAct;
use plenum_protocol::accounts::{PasskeySignIn, PasswordProof};

use super::{doors::check_passkey, session::on_disk};
use crate::{
    extract::{Json as Body, Person},
    problem::Problem,
    state::Server,
};

/// Counted like sign-ins: a guesser at an open browser is as slow as one at the door.
pub async fn by_password(
    State(server): State<Server>,
    Person(session): Person,
    Body(PasswordProof { password }): Body<PasswordProof>,
) -> Result<StatusCode, Problem> {
    let (access, now, account) = (server.app().access(), server.app().now(), session.account);
    let key = account.to_string();
    access.tries().may_try(&key, now).map_err(|_| Problem::held())?;
    let stored = access.password(account);
    if !server.ways().passwords.verify(password, stored).await? {
        let held = access.tries().wrong(&key, Some(account), now);
        let act = if held.is_some() { SignInAct::Held } else { SignInAct::WrongPassword };
        access.note(Some(account), act);
        return Err(Problem { field: Some("password"), ..Problem::bad_credentials() });
    }
    access.tries().right(&key);
    on_disk(&server, move |access| access.prove(session.id, account)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The ceremony is that of a sign-in; the passkey has to be one's own.
pub async fn by_passkey(
    State(server): State<Server>,
    Person(session): Person,
    Body(answer): Body<PasskeySignIn>,
) -> Result<StatusCode, Problem> {
    let shown = check_passkey(&server, answer)?;
    if shown.account != session.account {
        return Err(Problem::bad_credentials());
    }
    on_disk(&server, move |access| {
        shown.keep(access)?;
        access.prove(session.id, session.account)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
