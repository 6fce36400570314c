//! Files of items and of progress reports: whoever tends the record hangs them, whoever sees it reads them.

use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use crate::{
    files::{Sent, pdf, read, remove, send, sent, world},
    world::{ITEM, MEETING, PARTNER, SPACE, Who, World, id},
};

/// Who reads a file that hangs on a record, cell by cell.
async fn assert_read_by(world: &World, n: u128, observers: bool) {
    use Who::{Auditor, Contributor, Coordinator, Facilitator, Program, Secretary};
    for who in [Coordinator, Contributor, Facilitator, Secretary, Auditor, Program] {
        assert_eq!(read(world, who, n).await.status, StatusCode::OK, "{who:?} {n}");
    }
    for who in [Who::Observer, Who::Guest] {
        let answer = read(world, who, n).await;
        match observers {
            true => assert_eq!(answer.status, StatusCode::OK, "{who:?} {n}"),
            false => answer.assert_problem(404, "not_found"),
        }
    }
    for who in [Who::Stranger, Who::Neighbour, Who::Former] {
        read(world, who, n).await.assert_problem(404, "not_found");
    }
    read(world, Who::Nobody, n).await.assert_problem(401, "unauthorised");
}

/// Who hangs a file on a record, and who does not; the files' numbers begin at `first`.
async fn assert_hung_by(world: &World, about: (&'static str, Uuid), first: u128, may: &[Who]) {
    use Who::{Auditor, Contributor, Coordinator, Facilitator, Observer, Program, Secretary};
    let asked = [Coordinator, Contributor, Facilitator, Secretary, Auditor, Observer, Program];
    for (n, who) in (first..).zip(asked.into_iter().chain([Who::Guest, Who::Former])) {
        let answer = send(world, who, &Sent { about, ..sent(n, pdf(&format!("{n}"))) }).await;
        match (may.contains(&who), answer.status) {
            (true, status) => assert_eq!(status, StatusCode::OK, "{who:?}: {answer:?}"),
            (false, status) => assert!(status.is_client_error(), "{who:?}: {answer:?}"),
        }
    }
}

#[tokio::test]
async fn files_of_an_item_are_as_private_as_the_item() {
    let world = world().await;
    let about = ("item", id(ITEM));
    // A plenary in preparation: partners prepare it, and its secretary.
    let may = [Who::Coordinator, Who::Contributor, Who::Secretary];
    assert_hung_by(&world, about, 0x10, &may).await;
    assert_read_by(&world, 0x10, false).await;
    let shown = world.read(Who::Observer, "records").await;
    assert!(!shown.text.contains("Proc"), "not even its name: {shown:?}");

    world.done("meeting.convene", json!({ "meeting": id(MEETING) })).await;
    assert_read_by(&world, 0x10, true).await;
    assert_hung_by(&world, about, 0x20, &[Who::Coordinator, Who::Secretary]).await;

    // Back among what waits it is the members' again, and its files with it.
    world.done("agenda.send_to_backlog", json!({ "item": id(ITEM), "space": null })).await;
    assert_read_by(&world, 0x10, false).await;
    world
        .command(Who::Coordinator, &world.frame("agenda.remove_item", json!({ "item": id(ITEM) })))
        .await
        .assert_problem(422, "in_use");

    remove(&world, 0x10).await;
    read(&world, Who::Coordinator, 0x10).await.assert_problem(410, "removed");
}

#[tokio::test]
async fn files_of_a_progress_report_are_read_as_the_report_is() {
    let world = world().await;
    let report = with_a_report(&world).await;
    let may = [Who::Coordinator, Who::Contributor, Who::Facilitator];
    assert_hung_by(&world, ("report", report), 0x10, &may).await;
    assert_read_by(&world, 0x10, true).await;
    let mut withdraw = world.frame("report.withdraw", json!({ "report": report }));
    withdraw["reason"] = json!("une erreur");
    world.command(Who::Coordinator, &withdraw).await.assert_problem(422, "in_use");
    let unknown = Sent { about: ("report", id(0xbad)), ..sent(0x40, pdf("x")) };
    send(&world, Who::Coordinator, &unknown).await.assert_problem(422, "unknown");
}

/// A recommendation of the space and the partner that was sent, and a report on it.
async fn with_a_report(world: &World) -> Uuid {
    let (edition, axis) = (id(0x710), id(0x711));
    let (priority, recommendation, report) = (id(0x712), id(0x713), id(0x714));
    let addressee = json!({ "level": "region", "body": "Wallonie" });
    let steps = [
        ("edition.open", json!({ "edition": edition, "label": "E", "from_year": 2026 })),
        ("axis.add", json!({ "axis": axis, "number": 1, "title": "Axe" })),
        (
            "priority.propose",
            json!({ "priority": priority, "edition": edition, "axis": axis, "title": "P" }),
        ),
        (
            "recommendation.draft",
            json!({
                "recommendation": recommendation, "priority": priority, "title": "R", "text": "R",
                "addressee": addressee, "carrier": id(PARTNER), "space": id(SPACE),
            }),
        ),
        ("recommendation.propose", json!({ "recommendation": recommendation })),
        ("recommendation.validate", json!({ "recommendation": recommendation })),
        ("recommendation.send", json!({ "recommendation": recommendation, "day": "2026-11-01" })),
        (
            "report.write",
            json!({
                "report": report, "recommendation": recommendation,
                "progress": { "day": "2026-11-02", "words": "Le dossier avance." },
            }),
        ),
    ];
    for (name, body) in steps {
        world.done(name, body).await;
    }
    report
}
