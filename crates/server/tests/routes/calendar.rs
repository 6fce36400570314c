//! A person's calendar: made, read without a session, revoked; as RFC 5545 has it.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::world::{Answer, MEETING, PARTNER, Who, World, id};

async fn made(world: &World, who: Who) -> String {
    let path = world.path("calendar");
    let answer = world.send(world.request(who, Method::POST, &path)).await;
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with("http://plenum.test/api/calendar/"), "{url}");
    url.replace("http://plenum.test", "")
}

async fn read(world: &World, link: &str) -> Answer {
    world.get(Who::Nobody, link).await
}

/// Lines as they were before they were folded.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

#[tokio::test]
async fn a_calendar_has_the_meetings_and_the_deadlines_that_are_ones_own() {
    let world = World::new().await;
    let title = "Relire, puis; envoyer\nBEGIN:VEVENT \\ la très longue note de la démo jusqu’à la fin de l’été";
    let mine =
        json!({ "task": id(0x40), "title": title, "owner": id(PARTNER), "due": "2026-12-24" });
    world.done("task.add", mine).await;
    let theirs = json!({ "task": id(0x41), "title": "De personne", "due": "2026-12-24" });
    world.done("task.add", theirs).await;
    let link = made(&world, Who::Contributor).await;
    let feed = read(&world, &link).await;
    assert_eq!(feed.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(
        feed.text.starts_with("BEGIN:VCALENDAR\r\n") && feed.text.ends_with("END:VCALENDAR\r\n")
    );
    for line in feed.text.split("\r\n") {
        assert!(line.len() <= 75, "folded: {line}");
        assert!(!line.contains('\n'), "no other ends of lines: {line:?}");
    }
    let lines = unfolded(&feed.text);
    for words in [
        "SUMMARY:Plenary\r\n",
        // 9:00 in Brussels in winter.
        "DTSTART:20261201T080000Z\r\n",
        "DTSTART;VALUE=DATE:20261224\r\n",
        "Relire\\, puis\\; envoyer BEGIN:VEVENT \\\\ la très",
        &format!("UID:meeting-{}@plenum\r\n", id(MEETING)),
    ] {
        assert!(lines.contains(words), "{words}: {lines}");
    }
    assert_eq!(lines.matches("\r\nBEGIN:VEVENT").count(), 2, "{lines}");
    assert_eq!(lines.matches("\r\nUID:").count(), 2);
    assert_eq!(lines.matches("\r\nDTSTAMP:").count(), 2);
    assert!(!lines.contains("De personne"));
    assert_eq!(read(&world, &link).await.text, feed.text, "the same twice");
}

#[tokio::test]
async fn a_link_opens_until_it_is_replaced_or_revoked_and_says_no_more_then() {
    let world = World::new().await;
    let path = world.path("calendar");
    assert_eq!(world.read(Who::Auditor, "calendar").await.json()["created"], json!(null));
    let first = made(&world, Who::Auditor).await;
    let shown = world.read(Who::Auditor, "calendar").await.json();
    assert!(shown["created"].is_i64() && shown["url"].is_null(), "{shown}");
    assert_eq!(read(&world, &first).await.status, StatusCode::OK);
    let second = made(&world, Who::Auditor).await;
    assert_eq!(read(&world, &second).await.status, StatusCode::OK);
    let replaced = read(&world, &first).await;
    let revoking = world.send(world.request(Who::Auditor, Method::DELETE, &path)).await;
    assert_eq!(revoking.status, StatusCode::NO_CONTENT);
    let never = read(&world, "/api/calendar/never").await;
    for gone in [replaced, read(&world, &second).await, never] {
        gone.assert_problem(404, "not_found");
        assert_eq!(gone.text, read(&world, "/api/calendar/other").await.text);
    }
    assert_eq!(world.read(Who::Auditor, "calendar").await.json()["created"], json!(null));
}

#[tokio::test]
async fn rights_are_asked_for_at_each_reading() {
    let world = World::new().await;
    let link = made(&world, Who::Observer).await;
    let feed = read(&world, &link).await;
    assert!(!feed.text.contains("VEVENT"), "a plenary in preparation: {feed:?}");
    world.done("meeting.convene", json!({ "meeting": id(MEETING) })).await;
    assert!(read(&world, &link).await.text.contains("SUMMARY:Plenary"));
    world.role("member.revoke_role", Who::Observer, plenum_domain::Role::Observer).await;
    read(&world, &link).await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn a_link_ends_with_the_account_and_is_among_a_persons_data() {
    let world = World::new().await;
    let link = made(&world, Who::Auditor).await;
    let data = world.get(Who::Auditor, "/api/account/export").await.json();
    assert!(data["memberships"][0]["calendar_link_made"].is_i64(), "{data}");
    let secret = link.rsplit('/').next().unwrap();
    assert!(!data.to_string().contains(secret));
    let administrator = Who::Administrator.account();
    world.app.access().lock_account(administrator, Who::Auditor.account()).unwrap();
    read(&world, &link).await.assert_problem(404, "not_found");
    world.app.access().unlock_account(administrator, Who::Auditor.account()).unwrap();
    read(&world, &link).await.assert_problem(404, "not_found");
    let link = made(&world, Who::Contributor).await;
    world.app.access().erase(administrator, Who::Contributor.account()).unwrap();
    read(&world, &link).await.assert_problem(404, "not_found");
}
