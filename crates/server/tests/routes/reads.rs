//! Who reads what: the present, the past, another plan, no plan, oneself, the server. A cell each.

use crate::world::{EVERYONE, OTHER_PLAN, Who, World, id};
use serde_json::json;

const PRESENT: [&str; 8] = [
    "records",
    "dashboards/plan",
    "events",
    "events?before=3&limit=2",
    "people",
    "visit",
    "document",
    "tables/findings",
];
const PAST: [&str; 6] = [
    "records?at=2",
    "dashboards/plan?at=2",
    "changes?from=1&at=2",
    "timeline",
    "document?at=2",
    "tables/findings?at=2",
];
const MEMBERS: [&str; 1] = ["invitations"];
const OWN_ACCOUNT: [&str; 2] = ["/api/account", "/api/account/export"];
const ADMINISTRATION: [&str; 5] = [
    "/api/admin/accounts",
    "/api/admin/sessions",
    "/api/admin/plans",
    "/api/admin/organisations",
    "/api/admin/sign-ins",
];
const OPEN: [&str; 5] = ["/metrics", "/healthz", "/readyz", "/api/openapi.json", "/api/doors"];

/// What each is answered: the plan's present, its past, its invitations; all of another plan; all of no
/// plan; one's own account; the administration.
const CELLS: [(Who, [u16; 7]); 16] = [
    //                   present past mem. other none own  administration
    (Who::Nobody, [401, 401, 401, 401, 401, 401, 401]),
    (Who::Stranger, [404, 404, 404, 404, 404, 200, 404]),
    (Who::Neighbour, [404, 404, 404, 200, 404, 200, 404]),
    (Who::Coordinator, [200, 200, 200, 404, 404, 200, 404]),
    (Who::Facilitator, [200, 200, 403, 404, 404, 200, 404]),
    (Who::Contributor, [200, 200, 403, 404, 404, 200, 404]),
    (Who::Secretary, [200, 200, 403, 404, 404, 200, 404]),
    (Who::Auditor, [200, 200, 403, 404, 404, 200, 404]),
    (Who::Observer, [200, 403, 403, 404, 404, 200, 404]),
    (Who::Administrator, [404, 404, 404, 404, 404, 200, 200]),
    (Who::Program, [200, 200, 403, 404, 404, 403, 403]),
    (Who::Writer, [200, 200, 403, 404, 404, 403, 403]),
    (Who::Elsewhere, [404, 404, 404, 404, 404, 403, 403]),
    (Who::Former, [404, 404, 404, 404, 404, 200, 404]),
    (Who::Locked, [401, 401, 401, 401, 401, 401, 401]),
    (Who::Guest, [200, 403, 403, 404, 404, 403, 403]),
];

#[tokio::test]
async fn every_read_of_everyone_is_answered_as_written() {
    let world = World::new().await;
    assert_eq!(CELLS.map(|(who, _)| who), EVERYONE, "everyone has a row");
    let of = |plan: uuid::Uuid, below: &[&str]| -> Vec<String> {
        below.iter().map(|below| format!("/api/plans/{plan}/{below}")).collect()
    };
    let all = [PRESENT.as_slice(), &PAST, &MEMBERS].concat();
    let plain = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
    let columns: [Vec<String>; 7] = [
        of(world.plan.into(), &PRESENT),
        of(world.plan.into(), &PAST),
        of(world.plan.into(), &MEMBERS),
        of(id(OTHER_PLAN), &all),
        of(id(0xDEAD), &all),
        plain(&OWN_ACCOUNT),
        plain(&ADMINISTRATION),
    ];
    for (who, cells) in CELLS {
        for (wanted, paths) in cells.into_iter().zip(&columns) {
            for path in paths {
                let answer = world.get(who, path).await;
                assert_eq!(answer.status.as_u16(), wanted, "{path} as {who:?}: {answer:?}");
            }
        }
        for path in OPEN {
            let answer = world.get(who, path).await;
            assert_eq!(answer.status.as_u16(), 200, "{path} as {who:?}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_public_page_is_the_same_for_everyone_and_of_the_open_plan_only() {
    let world = World::new().await;
    world.done("plan.open_public_page", json!({})).await;
    let page = world.get(Who::Nobody, &world.path("public")).await;
    assert_eq!(page.status.as_u16(), 200, "{page:?}");
    for who in EVERYONE {
        // Whatever is asked for, and by whomever: the present, as nobody sees it.
        for below in ["public", "public?at=2"] {
            let answer = world.get(who, &world.path(below)).await;
            assert_eq!(answer.text, page.text, "{below} as {who:?}");
        }
        for plan in [id(OTHER_PLAN), id(0xDEAD)] {
            let closed = world.get(who, &format!("/api/plans/{plan}/public")).await;
            closed.assert_problem(404, "not_found");
        }
    }
}

#[tokio::test]
async fn what_is_open_names_neither_plans_nor_people() {
    let world = World::new().await;
    for path in OPEN {
        let answer = world.get(Who::Administrator, path).await;
        let people = EVERYONE.map(|who| who.account().to_string());
        let names = EVERYONE.map(|who| format!("{who:?} (test)"));
        for word in people.iter().chain(&names).chain([&world.plan.to_string()]) {
            assert!(!answer.text.contains(word.as_str()), "{path} names {word}");
        }
    }
}
