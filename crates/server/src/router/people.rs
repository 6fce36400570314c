//! The routes of people: ways in, invitations, one's own account.

use axum::http::Method as M;

use super::{
    Answer::{self, Definition, Elsewhere, NoContent},
    Door::{Coordinator, Open, Person, Proved},
    Route,
};
use crate::routes::{account, doors, invitations, openid, proof, public};

/// All of them.
pub fn routes() -> Vec<Route> {
    [
        ways_in(),
        without_password(),
        of_plans(),
        of_oneself(),
        credentials(),
        proofs(),
        programs_and_data(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn ways_in() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/doors",
            "The ways in that this server offers",
            Open,
            Definition("Doors"),
            doors::doors,
        ),
        Route::new(
            M::POST,
            "/api/session/password",
            "Sign in with a password",
            Open,
            Definition("Session"),
            doors::by_password,
        )
        .body("PasswordSignIn")
        .refuses(&[401, 429]),
        Route::new(
            M::POST,
            "/api/recovery",
            "Ask for a link by mail; the answer is always the same",
            Open,
            NoContent,
            doors::recover,
        )
        .body("Recovery"),
        Route::new(
            M::POST,
            "/api/invitation",
            "What an invitation offers",
            Open,
            Definition("InvitationShown"),
            invitations::show,
        )
        .body("SignIn")
        .refuses(&[401, 404]),
        Route::new(
            M::POST,
            "/api/invitation/accept",
            "Accept an invitation; sets the session's cookie",
            Open,
            Definition("Session"),
            invitations::accept,
        )
        .body("AcceptInvitation")
        .refuses(&[401, 404, 409]),
        Route::new(
            M::GET,
            "/api/plans/{plan}/public",
            "The public page, where it is open",
            Open,
            Definition("PublicPage"),
            public::page,
        ),
    ]
}

fn without_password() -> Vec<Route> {
    vec![
        Route::new(
            M::POST,
            "/api/session/passkey/begin",
            "Begin to sign in with a passkey",
            Open,
            Definition("Ceremony"),
            doors::begin_passkey,
        )
        .refuses(&[404]),
        Route::new(
            M::POST,
            "/api/session/passkey",
            "Sign in with a passkey",
            Open,
            Definition("Session"),
            doors::by_passkey,
        )
        .body("PasskeySignIn")
        .refuses(&[401, 404]),
        Route::new(
            M::GET,
            "/api/session/openid",
            "Go to the OpenID Connect provider",
            Open,
            Elsewhere,
            openid::sign_in,
        )
        .refuses(&[404]),
        Route::new(
            M::GET,
            "/api/session/openid/callback",
            "Come back from the OpenID Connect provider",
            Open,
            Elsewhere,
            openid::back,
        )
        .query(&["code$", "state$"])
        .refuses(&[404]),
    ]
}

fn of_oneself() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/account",
            "One's own account",
            Person,
            Definition("Account"),
            account::show,
        ),
        Route::new(
            M::PATCH,
            "/api/account",
            "Change name, address or language",
            Person,
            Definition("Account"),
            account::change,
        )
        .body("ProfileChange")
        .refuses(&[409]),
        Route::new(
            M::DELETE,
            "/api/account/sessions/{id}",
            "End one of one's own sessions",
            Person,
            NoContent,
            account::end_session,
        ),
    ]
}

fn credentials() -> Vec<Route> {
    vec![
        Route::new(
            M::PUT,
            "/api/account/password",
            "Set or change the password",
            Proved,
            NoContent,
            account::set_password,
        )
        .body("PasswordChange"),
        Route::new(
            M::DELETE,
            "/api/account/password",
            "Let go of the password",
            Proved,
            NoContent,
            account::remove_password,
        )
        .refuses(&[409]),
        Route::new(
            M::POST,
            "/api/account/passkeys/begin",
            "Begin to make a passkey",
            Proved,
            Definition("Ceremony"),
            account::begin_passkey,
        )
        .refuses(&[404]),
        Route::new(
            M::POST,
            "/api/account/passkeys",
            "Keep a passkey",
            Proved,
            Definition("Account"),
            account::add_passkey,
        )
        .body("NewPasskey")
        .refuses(&[404, 409]),
        Route::new(
            M::DELETE,
            "/api/account/passkeys/{id}",
            "Let go of a passkey",
            Proved,
            NoContent,
            account::remove_passkey,
        )
        .refuses(&[409]),
    ]
}

fn proofs() -> Vec<Route> {
    vec![
        Route::new(
            M::POST,
            "/api/account/proof/password",
            "Prove by the password who one is",
            Person,
            NoContent,
            proof::by_password,
        )
        .body("PasswordProof")
        .refuses(&[401, 429]),
        Route::new(
            M::POST,
            "/api/account/proof/passkey",
            "Prove by a passkey who one is",
            Person,
            NoContent,
            proof::by_passkey,
        )
        .body("PasskeySignIn")
        .refuses(&[401, 404]),
        Route::new(
            M::POST,
            "/api/account/proof/openid",
            "Begin to prove at the OpenID Connect provider who one is",
            Person,
            Definition("GoTo"),
            openid::prove,
        )
        .refuses(&[404]),
        Route::new(
            M::POST,
            "/api/account/openid",
            "Begin to tie who one is at the OpenID Connect provider to the account",
            Proved,
            Definition("GoTo"),
            openid::tie,
        )
        .refuses(&[404]),
        Route::new(
            M::DELETE,
            "/api/account/openid",
            "Untie the account from the OpenID Connect provider",
            Proved,
            NoContent,
            openid::untie,
        )
        .refuses(&[404, 409]),
    ]
}

fn programs_and_data() -> Vec<Route> {
    vec![
        Route::new(
            M::POST,
            "/api/account/tokens",
            "Make a token for a program",
            Proved,
            Definition("TokenMade"),
            account::make_token,
        )
        .body("NewToken")
        .refuses(&[404, 409]),
        Route::new(
            M::DELETE,
            "/api/account/tokens/{id}",
            "Revoke a token",
            Person,
            NoContent,
            account::revoke_token,
        ),
        Route::new(
            M::POST,
            "/api/account/device-link",
            "Make a link for a second device",
            Proved,
            Definition("LinkMade"),
            account::device_link,
        ),
        Route::new(
            M::GET,
            "/api/account/export",
            "Everything that is kept about oneself",
            Person,
            Answer::Json,
            account::export,
        ),
        Route::new(
            M::POST,
            "/api/account/erase",
            "Erase oneself",
            Proved,
            NoContent,
            account::erase,
        )
        .body("Erase")
        .refuses(&[409]),
    ]
}

fn of_plans() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/plans/{plan}/invitations",
            "The open invitations",
            Coordinator,
            Definition("Invitations"),
            invitations::list,
        ),
        Route::new(
            M::POST,
            "/api/plans/{plan}/invitations",
            "Invite somebody, or make an observer's link",
            Coordinator,
            Definition("LinkMade"),
            invitations::invite,
        )
        .body("Invite")
        .refuses(&[409]),
        Route::new(
            M::DELETE,
            "/api/plans/{plan}/invitations/{id}",
            "Withdraw an invitation",
            Coordinator,
            NoContent,
            invitations::withdraw,
        )
        .refuses(&[409]),
    ]
}
