//! Random histories whose every word is its own, to find out which of them get out.

use plenum_domain::{Event, Fact, Plan};
use plenum_testkit::{random::History, sample::coordinator};

/// The plan after a random history, no two of whose titles say the same.
pub fn marked(seed: u64, steps: usize) -> Plan {
    let mut plan = Plan::default();
    for event in &History::random(seed, steps).events {
        plan.evolve(&with_marks(event));
    }
    plan
}

/// The event with the number of it at the end of each of its titles, so that no two say the same.
fn with_marks(event: &Event) -> Event {
    let text = String::from_utf8(event.fact.encode(None)).expect("JSON is text");
    let mut parts = text.split("Titre ");
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for (n, part) in parts.enumerate() {
        marked += &format!("Titre-{}-{n}-", event.seq);
        marked += part;
    }
    let read =
        Event::decode(event.seq, event.time, event.actor, plenum_domain::SCHEMA, marked.as_bytes());
    read.expect("it was written by us")
}

/// The marks in a text.
pub fn marks(text: &str) -> Vec<String> {
    let parts = text.split("Titre-").skip(1);
    parts
        .map(|part| {
            let end = part.find('"').unwrap_or(part.len());
            format!("Titre-{}", &part[..end])
        })
        .collect()
}

fn titled() -> plenum_domain::axis::ThemeFact {
    let theme = plenum_testkit::ids::theme(1);
    plenum_domain::axis::ThemeFact::Added { theme, title: "Logement".into() }
}

/// A fact of every kind keeps its `Fact` whole through the marks.
#[test]
fn marks_change_words_only() {
    let event =
        Event { seq: 7, time: 0, actor: coordinator(), fact: Fact::from(titled()), reason: None };
    assert_eq!(with_marks(&event), event);
    assert_eq!(marks(r#"{"a":"Titre-7-0-12","b":"x"}"#), ["Titre-7-0-12"]);
}
