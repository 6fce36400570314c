//! The routes of administration.

use axum::http::Method as M;

use super::{
    Answer::{Definition, NoContent},
    Door::Administrator,
    Route,
};
use crate::routes::admin;

/// All of them.
pub fn routes() -> Vec<Route> {
    [of_accounts(), of_the_server()].into_iter().flatten().collect()
}

fn of_accounts() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/admin/accounts",
            "Every account",
            Administrator,
            Definition("Accounts"),
            admin::accounts,
        ),
        Route::new(
            M::POST,
            "/api/admin/accounts/{id}/lock",
            "Lock an account",
            Administrator,
            NoContent,
            admin::lock,
        )
        .refuses(&[409]),
        Route::new(
            M::POST,
            "/api/admin/accounts/{id}/unlock",
            "Unlock an account",
            Administrator,
            NoContent,
            admin::unlock,
        ),
        Route::new(
            M::POST,
            "/api/admin/accounts/{id}/name-administrator",
            "Make an account an administrator",
            Administrator,
            NoContent,
            admin::name_administrator,
        ),
        Route::new(
            M::POST,
            "/api/admin/accounts/{id}/dismiss-administrator",
            "Make an account no administrator",
            Administrator,
            NoContent,
            admin::dismiss_administrator,
        )
        .refuses(&[409]),
        Route::new(
            M::POST,
            "/api/admin/accounts/{id}/link",
            "Make a link that signs an account in once",
            Administrator,
            Definition("LinkMade"),
            admin::link,
        ),
        Route::new(
            M::POST,
            "/api/admin/accounts/{id}/erase",
            "Erase a person",
            Administrator,
            NoContent,
            admin::erase,
        )
        .body("Erase")
        .refuses(&[409]),
    ]
}

fn of_the_server() -> Vec<Route> {
    vec![
        Route::new(
            M::GET,
            "/api/admin/sessions",
            "Every session",
            Administrator,
            Definition("AllSessions"),
            admin::sessions,
        ),
        Route::new(
            M::DELETE,
            "/api/admin/sessions/{id}",
            "End a session",
            Administrator,
            NoContent,
            admin::end_session,
        ),
        Route::new(
            M::GET,
            "/api/admin/plans",
            "Every plan",
            Administrator,
            Definition("AllPlans"),
            admin::plans,
        ),
        Route::new(
            M::POST,
            "/api/admin/plans",
            "Make a plan",
            Administrator,
            Definition("PlanMade"),
            admin::new_plan,
        )
        .body("NewPlan"),
        Route::new(
            M::GET,
            "/api/admin/organisations",
            "The partners of all plans",
            Administrator,
            Definition("Organisations"),
            admin::organisations,
        ),
        Route::new(
            M::GET,
            "/api/admin/sign-ins",
            "The newest lines of the log of sign-ins",
            Administrator,
            Definition("SignIns"),
            admin::sign_ins,
        ),
        Route::new(
            M::POST,
            "/api/admin/invitations",
            "Invite an administrator",
            Administrator,
            Definition("LinkMade"),
            admin::invite,
        )
        .body("Invite")
        .refuses(&[409]),
    ]
}
