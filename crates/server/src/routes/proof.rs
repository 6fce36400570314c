//! Proving again who one is, before one's ways in change: a browser left open does not give them away.

use axum::{extract::State, http::StatusCode};
use plenum_protocol::accounts::{PasskeySignIn, PasswordProof};

use super::{
    doors::{check_passkey, check_password},
    session::on_disk,
};
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
    let account = session.account;
    let checked = check_password(&server, &account.to_string(), Some(account), password).await;
    checked.map_err(|problem| match problem.code {
        "bad_credentials" => Problem { field: Some("password"), ..problem },
        _ => problem,
    })?;
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
