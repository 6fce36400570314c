//! Boundaries: checked when they come, set, and read by whoever sees the map.

use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    files::{FILE, Sent, read, send, sent, world},
    world::{Who, id},
};

fn map(code: &str) -> String {
    let ring = "[[4.8,50.4],[4.9,50.4],[4.9,50.5],[4.8,50.4]]";
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"ins_code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
    )
}

#[tokio::test]
async fn boundaries_are_checked_set_and_shown_to_observers_too() {
    let world = world().await;
    let on = |n, text: String| Sent {
        about: ("plan", Uuid::nil()),
        media: "geojson",
        name: "limites.geojson",
        ..sent(n, text)
    };
    for (text, code) in [
        (map("21004"), "boundaries_commune"),
        (map("92094").replace("Polygon", "Point"), "boundaries_malformed"),
        (map("92094").replace(",[4.8,50.4]]", "]"), "boundaries_ring"),
    ] {
        send(&world, Who::Coordinator, &on(1, text)).await.assert_problem(422, code);
    }
    let large = Sent { size: (8 << 20) + 1, ..on(1, map("92094")) };
    send(&world, Who::Coordinator, &large).await.assert_problem(413, "too_large");
    let answer = send(&world, Who::Coordinator, &on(1, map("92094"))).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    world.done("territory.set_boundaries", json!({ "attachment": id(FILE + 1) })).await;
    let records = world.read(Who::Observer, "records").await.json();
    let is_plan = |record: &&Value| record["type"] == "plan";
    let plan = records["records"].as_array().unwrap().iter().find(is_plan).unwrap().clone();
    assert_eq!(plan["boundaries"], id(FILE + 1).to_string());
    let back = read(&world, Who::Observer, 1).await;
    assert_eq!(back.headers["content-type"], "application/geo+json");
    assert_eq!(back.text, map("92094"));
    let mut frame = world.frame("attachment.remove", json!({ "attachment": id(FILE + 1) }));
    frame["reason"] = json!("x");
    world.command(Who::Coordinator, &frame).await.assert_problem(422, "in_use");
}

/// The boundaries of a whole province, where they are at hand: they are not ours to keep here.
#[tokio::test]
async fn the_boundaries_of_a_province_come_in() {
    let folder = std::env::var("PLENUM_GEO").unwrap_or_else(|_| "../../../shared/data/geo".into());
    let path = std::path::Path::new(&folder).join("namur_communes_simplified.geojson");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: there is no {}", path.display());
        return;
    };
    let world = world().await;
    let collection: Value = serde_json::from_str(&text).unwrap();
    for feature in collection["features"].as_array().unwrap() {
        let properties = &feature["properties"];
        let code = properties["ins_code"].as_str().unwrap();
        if code != crate::world::INS_CODE {
            let body = json!({
                "ins_code": code, "name": properties["name"], "arrondissement": "Namur",
                "longitude": properties["label_point"][0], "latitude": properties["label_point"][1],
            });
            world.done("plan.add_commune", body).await;
        }
    }
    let file = Sent {
        about: ("plan", Uuid::nil()),
        media: "geojson",
        name: "communes.geojson",
        ..sent(1, text)
    };
    let answer = send(&world, Who::Coordinator, &file).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert!(read(&world, Who::Observer, 1).await.bytes == file.bytes);
}
