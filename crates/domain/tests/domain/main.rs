//! What a plan allows, refuses and remembers: given, when, then.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod advocacy;
mod agenda_fields;
mod agenda_links;
mod agenda_places;
mod aims;
mod attachment;
mod axis;
mod backlog;
mod chain;
mod chain_forbidden;
mod chain_laws;
mod chain_plan;
mod comment;
mod edition;
mod evidence;
mod expertise;
mod finding;
mod forbidden;
mod golden;
mod interleaved;
mod laws;
mod means;
mod meeting;
mod member;
mod need;
mod objective;
mod output;
mod partner;
mod plan;
mod priority;
mod ranking;
mod recommendation;
mod report;
mod rights;
mod running;
mod space;
mod speak_forbidden;
mod speak_laws;
mod speak_undo;
mod stances;
mod task;
mod territory;
mod theme;
mod undo;
mod undo_chains;
mod undo_frame;

/// One character too many for a title.
fn too_long() -> String {
    "é".repeat(201)
}

/// How many kinds of commands or facts there are, as the types themselves say.
fn kinds_of(what: &str) -> usize {
    let schema = match what {
        "Command" => schemars::schema_for!(plenum_domain::Command),
        _ => schemars::schema_for!(plenum_domain::Fact),
    };
    let concepts = schema.get("$defs").and_then(|defs| defs.as_object()).into_iter().flatten();
    let of_what = concepts.filter(|(name, _)| name.ends_with(what));
    of_what.filter_map(|(_, concept)| Some(concept.get("oneOf")?.as_array()?.len())).sum()
}
