//! What holds for every event over every state.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::{Audience, Event, ItemId, Plan, RecordRef, SCHEMA, agenda::Home};
use plenum_views::{Record, every_record};

type Records<'p> = BTreeMap<RecordRef, Record<'p>>;

fn records(plan: &Plan, audience: Audience) -> Records<'_> {
    every_record(plan, audience).map(|record| (record.name(), record)).collect()
}

/// Names whose record an audience sees differently before and after.
#[must_use]
pub fn changed_names(before: &Plan, after: &Plan) -> BTreeSet<RecordRef> {
    let mut changed = BTreeSet::new();
    for audience in [Audience::Members, Audience::Observers] {
        let (before, after) = (records(before, audience), records(after, audience));
        let names = before.keys().chain(after.keys());
        changed.extend(names.filter(|name| before.get(name) != after.get(name)).copied());
    }
    changed
}

/// An event's fact and reason survive being written and read; whatever it changes for whomever, it names.
///
/// # Panics
/// Where they do not.
#[track_caller]
pub fn assert_event_laws(before: &Plan, event: &Event) {
    let payload = event.fact.encode(event.reason.as_deref());
    let read = Event::decode(event.seq, event.time, event.actor, SCHEMA, &payload);
    assert_eq!(read.ok().as_ref(), Some(event), "an event is read back as it was written");
    let mut after = before.clone();
    after.evolve(event);
    let named: BTreeSet<_> = event.fact.touches(&after).into_iter().collect();
    let missed: Vec<_> = changed_names(before, &after).difference(&named).copied().collect();
    let kind = event.fact.kind();
    assert!(missed.is_empty(), "{kind} changes records that it does not name: {missed:#?}");
}

/// A state survives being stored, to the same bytes.
///
/// # Panics
/// Where it does not.
#[track_caller]
pub fn assert_stored_the_same(plan: &Plan) {
    let bytes = postcard::to_stdvec(plan).unwrap_or_default();
    let read: Option<Plan> = postcard::from_bytes(&bytes).ok();
    assert!(read.as_ref() == Some(plan), "a state is read back as it was stored");
    assert!(read.map(|p| postcard::to_stdvec(&p)) == Some(Ok(bytes)), "to the same bytes");
}

/// Every item stands exactly once in exactly one place, the one it says, and every agenda is a tree
/// of at most `levels` levels.
///
/// # Panics
/// Where one does not.
#[track_caller]
pub fn assert_every_item_in_its_place(plan: &Plan, levels: u8, seed: u64) {
    let mut places: BTreeMap<ItemId, Vec<Home>> = BTreeMap::new();
    for meeting in plan.meetings.values() {
        let mut deepest = 0;
        for entry in &meeting.agenda {
            assert!(entry.depth <= deepest, "seed {seed}: {} hangs on nothing", entry.item);
            assert!(entry.depth < levels, "seed {seed}: {} is too deep", entry.item);
            deepest = entry.depth + 1;
            places.entry(entry.item).or_default().push(Home::Meeting { meeting: meeting.id });
        }
    }
    let spaces = plan.spaces.values().map(|space| (Some(space.id), &space.backlog));
    for (space, backlog) in spaces.chain([(None, &plan.backlog)]) {
        for item in backlog {
            places.entry(*item).or_default().push(Home::Backlog { space });
        }
    }
    let said: BTreeMap<_, _> = plan.items.values().map(|i| (i.id, vec![i.home])).collect();
    assert_eq!(places, said, "seed {seed}: where items stand and where they say they stand");
}
