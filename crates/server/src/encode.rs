//! Events and records as their readers see them.

use std::{collections::HashSet, sync::Arc};

use plenum_app::Committed;
use plenum_domain::{Audience, Fact, Plan, RecordKind, RecordRef};
use plenum_protocol::live::{EventLine, RecordName};
use plenum_sync::Push;
use plenum_views::{is_visible, record};
use uuid::Uuid;

/// The stable word of a kind, as serde writes it.
#[must_use]
pub fn word(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Plan => "plan",
        RecordKind::Edition => "edition",
        RecordKind::Axis => "axis",
        RecordKind::Theme => "theme",
        RecordKind::Partner => "partner",
        RecordKind::Space => "space",
        RecordKind::Member => "member",
        RecordKind::Meeting => "meeting",
        RecordKind::Item => "item",
        RecordKind::Task => "task",
        RecordKind::Measure => "measure",
        RecordKind::Commune => "commune",
        RecordKind::Structure => "structure",
        RecordKind::Objective => "objective",
    }
}

/// A record's name on the wire.
#[must_use]
pub fn name(of: RecordRef) -> RecordName {
    RecordName { kind: word(of.kind).into(), id: of.id }
}

/// A record's JSON as an audience sees it.
#[must_use]
pub fn record_text(plan: &Plan, of: RecordRef, audience: Audience) -> Option<String> {
    record(plan, of, audience).and_then(|record| serde_json::to_string(&record).ok())
}

/// An event as an audience sees it; none where it is about what they may not see.
///
/// Observers learn what happened to what is published and when; who did it, the words of the fact and of
/// the reason may speak of what is not published.
#[must_use]
pub fn line<'e>(
    plan: &Plan,
    committed: &'e Committed,
    audience: Audience,
) -> Option<EventLine<&'e Fact>> {
    let event = &committed.event;
    let about = *event.fact.touches(plan).first()?;
    let members = audience == Audience::Members;
    if !members && !is_visible(plan, about, audience) {
        return None;
    }
    let undoes = Some(committed.causation).filter(|id| !id.is_nil());
    Some(EventLine {
        seq: event.seq,
        time: event.time,
        actor: if members { event.actor.into() } else { Uuid::nil() },
        command: committed.command,
        undoes,
        kind: committed.kind.to_string(),
        about: name(about),
        fact: members.then_some(&event.fact),
        reason: event.reason.clone().filter(|_| members),
    })
}

/// The records that events touched, each once; `plan` is a state that has taken them in.
#[must_use]
pub fn touched(plan: &Plan, events: &[Arc<Committed>]) -> Vec<RecordRef> {
    let mut known = HashSet::new();
    let all = events.iter().flat_map(|committed| committed.event.fact.touches(plan));
    all.filter(|of| known.insert(*of)).collect()
}

fn numbered_lines(
    plan: &Plan,
    events: &[Arc<Committed>],
    audience: Audience,
) -> Vec<(u64, String)> {
    let line = |committed: &Arc<Committed>| {
        let line = line(plan, committed, audience)?;
        Some((line.seq, serde_json::to_string(&line).ok()?))
    };
    events.iter().filter_map(line).collect()
}

/// What members are sent of events, which end at or before the plan's head.
#[must_use]
pub fn for_members(plan: &Plan, events: &[Arc<Committed>]) -> Push {
    let mut push = Push {
        to: events.last().map_or(0, |committed| committed.event.seq),
        events: numbered_lines(plan, events, Audience::Members),
        ..Push::default()
    };
    for of in touched(plan, events) {
        match record_text(plan, of, Audience::Members) {
            Some(text) => push.records.push((name(of), text)),
            None => push.removed.push(name(of)),
        }
    }
    push
}

/// The names that observers see at a moment.
#[must_use]
pub fn shown_to_observers(plan: &Plan) -> HashSet<RecordRef> {
    plenum_views::every_record(plan, Audience::Observers).map(|record| record.name()).collect()
}

/// What observers are sent of events. `shown` is what any of them may have, and is kept up to date: what
/// they never saw is not even named to them as removed (S16).
#[must_use]
pub fn for_observers(
    plan: &Plan,
    events: &[Arc<Committed>],
    shown: &mut HashSet<RecordRef>,
) -> Push {
    let mut push = Push {
        to: events.last().map_or(0, |committed| committed.event.seq),
        events: numbered_lines(plan, events, Audience::Observers),
        ..Push::default()
    };
    for of in touched(plan, events) {
        match record_text(plan, of, Audience::Observers) {
            Some(text) => {
                shown.insert(of);
                push.records.push((name(of), text));
            }
            None if shown.contains(&of) => {
                push.removed.push(name(of));
                // Where the plan is ahead, someone may start between here and the event that hid it: the
                // push with that event says it again.
                if plan.head == push.to {
                    shown.remove(&of);
                }
            }
            None => {}
        }
    }
    push
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn the_words_of_kinds_are_those_of_the_records() {
        for kind in RecordKind::iter() {
            assert_eq!(serde_json::to_value(kind).unwrap(), word(kind));
        }
    }
}
