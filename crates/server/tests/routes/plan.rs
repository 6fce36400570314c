//! Reads below `/api/plans/{plan}`.

use axum::http::Method;
use serde_json::json;

use crate::world::{ITEM, MEETING, Who, World, id, item};

#[tokio::test]
async fn records_now_and_at_a_past_moment() {
    let world = World::new().await;
    let before = world.read(Who::Auditor, "records").await.json();
    let seq = before["seq"].as_u64().unwrap();
    world.done("agenda.rename_item", json!({ "item": id(ITEM), "title": "Welcome" })).await;
    let now = world.read(Who::Auditor, "records").await;
    assert_eq!(now.json()["seq"], seq + 1);
    assert!(now.text.contains("Welcome") && !now.text.contains("Opening"));
    let past = world.read(Who::Auditor, &format!("records?at={seq}")).await;
    assert_eq!(past.json(), before, "the past is the present of then");
    let begin = world.read(Who::Auditor, "records?at=0").await.json();
    assert_eq!(begin["records"], json!([]));
}

#[tokio::test]
async fn a_moment_that_has_not_come_is_refused() {
    let world = World::new().await;
    for below in ["records?at=9999", "dashboards/plan?at=9999", "changes?from=1&at=9999"] {
        let answer = world.read(Who::Auditor, below).await;
        answer.assert_problem(422, "out_of_range");
        assert_eq!(answer.json()["error"]["field"], "at");
    }
    world.read(Who::Auditor, "changes?from=9999").await.assert_problem(422, "out_of_range");
}

#[tokio::test]
async fn malformed_queries_are_typed() {
    let world = World::new().await;
    for below in ["records?at=x", "records?att=1", "changes", "changes?from=-1", "events?limit=a"] {
        world.read(Who::Auditor, below).await.assert_problem(400, "malformed");
    }
}

#[tokio::test]
async fn changes_lead_from_one_moment_to_the_other_both_ways() {
    let world = World::new().await;
    let from = world.read(Who::Auditor, "records").await.json()["seq"].as_u64().unwrap();
    let at = world.done("agenda.add_item", item(50, "Late item")).await;

    let forth = world.read(Who::Auditor, &format!("changes?from={from}&at={at}")).await;
    assert!(forth.text.contains("Late item"));
    assert_eq!(forth.json()["removed"], json!([]));

    let back = world.read(Who::Auditor, &format!("changes?from={at}&at={from}")).await;
    assert!(!back.text.contains("Late item"));
    assert_eq!(back.json()["removed"], json!([{ "kind": "item", "id": id(50) }]));
    let same = world.read(Who::Auditor, &format!("changes?from={at}")).await.json();
    assert_eq!((same["records"].clone(), same["seq"].clone()), (json!([]), json!(at)));
}

#[tokio::test]
async fn changes_over_a_long_stretch_are_whole() {
    let world = World::new().await;
    let head = world.read(Who::Auditor, "records").await.json()["seq"].as_u64().unwrap();
    let mut at = head;
    while at <= 2100 {
        let title = format!("Title {at}");
        let body = json!({ "item": id(ITEM), "title": title });
        // Without the rate of a session in the way.
        let request =
            plenum_app::Request { name: "agenda.rename_item".into(), body: body.to_string() };
        let plan = world.app.plan(world.plan).await.unwrap();
        let account = Who::Coordinator.account();
        let answer = plan.submit(account, world.next_id(), request, None).await;
        let plenum_app::Answer::Done { seq } = answer else { panic!("{answer:?}") };
        at = seq;
    }
    let forth = world.read(Who::Auditor, &format!("changes?from=1&at={at}")).await;
    assert!(forth.text.contains(&format!("Title {}", at - 1)));
    let back = world.read(Who::Auditor, &format!("changes?from={at}&at=1")).await.json();
    let removed = back["removed"].as_array().unwrap();
    assert!(removed.contains(&json!({ "kind": "meeting", "id": id(MEETING) })), "{back}");
}

#[tokio::test]
async fn events_come_in_pages_forth_and_back() {
    let world = World::new().await;
    let head = world.read(Who::Auditor, "events").await.json()["head"].as_u64().unwrap();
    let page = async |below: &str| {
        let page = world.read(Who::Auditor, below).await.json();
        let seqs = page["events"].as_array().unwrap().iter();
        let seqs: Vec<_> = seqs.map(|event| event["seq"].as_u64().unwrap()).collect();
        (page["from"].as_u64().unwrap(), page["to"].as_u64().unwrap(), seqs)
    };
    assert_eq!(page("events?after=0&limit=3").await, (1, 3, vec![1, 2, 3]));
    assert_eq!(page("events?after=3&limit=2").await, (4, 5, vec![4, 5]));
    assert_eq!(page("events?before=4&limit=2").await, (2, 3, vec![2, 3]));
    assert_eq!(page("events?limit=1").await, (head, head, vec![head]));
    assert_eq!(page(&format!("events?after={head}")).await, (head + 1, head, vec![]));
    assert_eq!(page("events?before=1").await, (1, 0, vec![]));
    assert_eq!(page("events?before=0").await, (1, 0, vec![]));
    let far = u64::MAX;
    assert_eq!(page(&format!("events?after={far}")).await, (head + 1, head, vec![]));

    let all = world.read(Who::Auditor, "events?after=0").await.json();
    assert_eq!(all["events"][0]["kind"], "plan.created");
    assert!(all["events"][0]["fact"]["plan"]["created"].is_object());
    world.read(Who::Auditor, "events?limit=0").await.assert_problem(422, "out_of_range");
    world.read(Who::Auditor, "events?limit=201").await.assert_problem(422, "out_of_range");
    world.read(Who::Auditor, "events?after=1&before=3").await.assert_problem(400, "malformed");
}

#[tokio::test]
async fn observers_page_through_what_they_see() {
    let world = World::new().await;
    let page = world.read(Who::Observer, "events?after=0").await.json();
    assert_eq!(page["to"], page["head"], "what is hidden still moves the page");
    let kinds = page["events"].as_array().unwrap().iter().map(|event| &event["kind"]);
    let wanted = ["plan.created", "partner.registered", "plan.commune_added", "space.opened"];
    assert_eq!(kinds.collect::<Vec<_>>(), wanted);
}

#[tokio::test]
async fn the_timeline() {
    let world = World::new().await;
    let timeline = world.read(Who::Auditor, "timeline").await.json();
    let days = timeline["days"].as_array().unwrap();
    let count: u64 = days.iter().map(|day| day["count"].as_u64().unwrap()).sum();
    assert_eq!(timeline["head"], count);
}

#[tokio::test]
async fn dashboards_of_the_plan_and_of_its_parts() {
    let world = World::new().await;
    let now = world.read(Who::Auditor, "dashboards/plan").await.json();
    assert_eq!((now["dim"].clone(), now["seq"].as_u64() > Some(2)), (json!("plan"), true));
    assert_eq!(now["figures"]["meeting.preparation"], 1);
    assert_eq!(now["figures"]["space.active"], 1);
    let outside = world.read(Who::Observer, "dashboards/plan").await.json();
    assert_eq!(outside["figures"].get("meeting.preparation"), None, "it is not published");
    // The figures were counted once: what happens since moves them.
    world.done("meeting.convene", json!({ "meeting": crate::world::id(3) })).await;
    let moved = world.read(Who::Auditor, "dashboards/plan").await.json();
    assert_eq!(moved["figures"]["meeting.convened"], 1);
    assert_eq!(moved["figures"].get("meeting.preparation"), None);
    assert!(moved["seq"].as_u64() > now["seq"].as_u64());
    let before = world.read(Who::Auditor, "dashboards/plan?at=2").await.json();
    assert_eq!((before["seq"].clone(), before["figures"].clone()), (json!(2), json!({})));
    for unknown in
        ["nothing", "axis:nothing", "commune:00000", "axis:00000000-0000-0000-0000-000000000000"]
    {
        let answer = world.read(Who::Auditor, &format!("dashboards/{unknown}")).await;
        answer.assert_problem(404, "not_found");
    }
    let read = world.read(Who::Observer, "records").await.json();
    let records = read["records"].as_array().unwrap();
    let partner = records.iter().find(|record| record["type"] == "partner").unwrap();
    let dim = format!("partner:{}", partner["id"].as_str().unwrap());
    let board = world.read(Who::Observer, &format!("dashboards/{dim}")).await.json();
    assert_eq!(board["dim"], dim);
}

#[tokio::test]
async fn a_visit_is_kept_for_each_person() {
    let world = World::new().await;
    assert_eq!(world.read(Who::Auditor, "visit").await.json(), json!({ "seq": 0 }));
    let put = async |seq: u64| {
        let ask = world.request(Who::Auditor, Method::PUT, &world.path("visit"));
        world.send(ask.json(&json!({ "seq": seq }))).await
    };
    assert_eq!(put(5).await.status.as_u16(), 204);
    assert_eq!(world.read(Who::Auditor, "visit").await.json(), json!({ "seq": 5 }));
    assert_eq!(world.read(Who::Coordinator, "visit").await.json(), json!({ "seq": 0 }));
    put(9999).await.assert_problem(422, "out_of_range");
}

#[tokio::test]
async fn people_are_named_for_members() {
    let world = World::new().await;
    let people = world.read(Who::Auditor, "people").await.json();
    let labels = people["people"].as_array().unwrap().iter().map(|person| &person["label"]);
    let labels: Vec<_> = labels.collect();
    assert_eq!(labels.len(), 9);
    assert!(
        labels.contains(&&json!("Coordinator (test)"))
            && !labels.contains(&&json!("Stranger (test)"))
    );
}
