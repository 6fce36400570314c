//! The plan as one document: a page, an office's file; whoever reads it, and whatever it says.

use serde_json::json;

use crate::world::{Who, World, id};

const HOSTILE: &str = "</h2><script>alert(1)</script> \"x\" & 'y' \u{1} ]]> %n";

/// An edition with a retained priority, findings of which one is settled, and a draft of a recommendation.
async fn world() -> World {
    let world = World::new().await;
    let edition = json!({ "edition": id(0x20), "label": "PPLI 2.0", "from_year": 2021 });
    world.done("edition.open", edition).await;
    world.done("edition.start_consultation", json!({ "edition": id(0x20) })).await;
    let axis = json!({ "axis": id(0x21), "number": 1, "title": "Accès au logement" });
    world.done("axis.add", axis).await;
    for (n, words) in [(0x30_u128, HOSTILE), (0x31, "SECRET constat non publié")] {
        let finding = json!({
            "finding": id(n), "statement": words, "edition": id(0x20), "tags": { "axis": id(0x21) },
        });
        world.done("finding.record", finding).await;
    }
    world
}

#[tokio::test]
async fn a_page_says_the_plan_in_two_languages_and_at_a_moment() {
    let world = world().await;
    let page = world.read(Who::Auditor, "document").await;
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(page.text.starts_with("<!doctype html>\n<html lang=\"fr\">"));
    for words in
        ["<h1>PPLI</h1>", "PPLI 2.0 · depuis 2021", "Constats", "Axe\u{a0}1 · Accès au logement"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let head = world.read(Who::Auditor, "events").await.json()["head"].as_u64().unwrap();
    assert!(page.text.contains(&format!("(événement n°\u{a0}{head})")));
    let english = world.read(Who::Auditor, "document?language=en").await;
    assert!(english.text.contains("Findings") && english.text.contains("lang=\"en\""));
    // Before the axis was there.
    let past = world.read(Who::Auditor, "document?at=3").await;
    assert!(
        past.text.contains("(événement n°\u{a0}3)") && !past.text.contains("Accès au logement")
    );
    world.read(Who::Auditor, "document?at=9999").await.assert_problem(422, "out_of_range");
    world.read(Who::Auditor, "document?format=odt").await.assert_problem(400, "malformed");
}

#[tokio::test]
async fn hostile_words_stay_words_and_the_page_has_no_script_or_style() {
    let world = world().await;
    let page = world.read(Who::Coordinator, "document").await;
    let escaped =
        "&lt;/h2&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot; &amp; &#39;y&#39;";
    assert!(page.text.contains(escaped), "{}", page.text);
    for never in ["<script", "<style", "style=", "\u{1}", "onload"] {
        assert!(!page.text.contains(never), "{never}");
    }
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("style-src 'self'") && policy.contains("script-src 'self'"));
    assert_eq!(page.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn an_observer_reads_what_is_published_and_of_now() {
    let world = world().await;
    let page = world.read(Who::Observer, "document").await;
    assert!(!page.text.contains("SECRET") && !page.text.contains("script"), "{}", page.text);
    world.read(Who::Observer, "document?at=3").await.assert_problem(403, "forbidden");
    world.role("member.revoke_role", Who::Observer, plenum_domain::Role::Observer).await;
    world.read(Who::Observer, "document").await.assert_problem(404, "not_found");
}

#[tokio::test]
async fn an_office_file_is_a_packed_one_and_the_same_twice() {
    let world = world().await;
    let file = world.read(Who::Auditor, "document?format=docx").await;
    assert!(file.headers["content-type"].to_str().unwrap().contains("wordprocessingml"));
    let named = file.headers["content-disposition"].to_str().unwrap();
    assert!(named.starts_with("attachment; filename=\"plan-") && named.ends_with(".docx\""));
    assert!(file.text.starts_with("PK"));
    let again = world.read(Who::Auditor, "document?format=docx").await;
    assert_eq!(file.text, again.text);
}

#[tokio::test]
async fn why_a_finding_was_settled_is_told_to_members_and_to_nobody_else() {
    let world = world().await;
    for (name, body, reason) in [
        ("finding.review", json!({ "finding": id(0x31) }), "À relire"),
        (
            "finding.settle",
            json!({ "finding": id(0x31), "outcome": "upheld" }),
            "Les chiffres <b>tiennent</b>",
        ),
    ] {
        let mut frame = world.frame(name, body);
        frame["reason"] = reason.into();
        let answer = world.command(Who::Coordinator, &frame).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let page = world.read(Who::Auditor, "document").await;
    assert!(
        page.text.contains("\u{a0}: Les chiffres &lt;b&gt;tiennent&lt;/b&gt;"),
        "{}",
        page.text
    );
    let english = world.read(Who::Auditor, "document?language=en").await;
    assert!(english.text.contains(": Les chiffres"), "{}", english.text);
    let head = world.read(Who::Auditor, "events").await.json()["head"].as_u64().unwrap();
    let before = world.read(Who::Auditor, &format!("document?at={}", head - 1)).await;
    assert!(!before.text.contains("Les chiffres"), "it was not settled yet");
    let published = world.read(Who::Observer, "document").await;
    assert!(published.text.contains("SECRET"), "it is settled: {}", published.text);
    assert!(!published.text.contains("Les chiffres"), "{}", published.text);
}
