//! An outline: a tree written as a list in reading order, each entry with its depth.
//!
//! A subtree is a run of entries, so moving one is moving a run. The browser keeps the same form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ItemId, MeetingId};

/// An item's place in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    pub item: ItemId,
    /// 0 for a top-level item.
    pub depth: u8,
}

/// A place on an agenda, said by its neighbours so that it still means something when others move rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    pub meeting: MeetingId,
    /// The item it is a sub-item of.
    #[serde(default)]
    pub parent: Option<ItemId>,
    /// The sibling it comes after; `null` is the first place.
    #[serde(default)]
    pub after: Option<ItemId>,
}

pub(crate) fn index(outline: &[Entry], item: ItemId) -> Option<usize> {
    outline.iter().position(|entry| entry.item == item)
}

/// The run of an item and all below it.
pub(crate) fn subtree(outline: &[Entry], at: usize) -> std::ops::Range<usize> {
    let depth = outline[at].depth;
    let below = outline[at + 1..].iter().take_while(|entry| entry.depth > depth).count();
    at..at + 1 + below
}

/// Takes the run of an item out; empty where it is not there.
pub(crate) fn take(outline: &mut Vec<Entry>, item: ItemId) -> Vec<Entry> {
    match index(outline, item) {
        Some(at) => outline.drain(subtree(outline, at)).collect(),
        None => Vec::new(),
    }
}

/// Puts a run at a spot, its depths shifted to fit. A sibling that is not there puts it last under
/// its parent; a parent that is not there puts it at the top level: never lost.
pub(crate) fn insert(outline: &mut Vec<Entry>, run: &[Entry], spot: &Spot) {
    let Some(first) = run.first() else { return };
    let (at, depth) = position(outline, spot);
    let shifted = run.iter().map(|e| Entry {
        item: e.item,
        depth: depth.saturating_add(e.depth.saturating_sub(first.depth)),
    });
    outline.splice(at..at, shifted.collect::<Vec<_>>());
}

/// Index and depth at which something put at a spot comes to stand.
pub(crate) fn position(outline: &[Entry], spot: &Spot) -> (usize, u8) {
    let (inside, depth) = match spot.parent.and_then(|parent| index(outline, parent)) {
        Some(at) => (at + 1..subtree(outline, at).end, outline[at].depth.saturating_add(1)),
        None => (0..outline.len(), 0),
    };
    match spot.after {
        None => (inside.start, depth),
        Some(after) => match index(outline, after) {
            Some(at) if inside.contains(&at) && outline[at].depth == depth => {
                (subtree(outline, at).end, depth)
            }
            _ => (inside.end, depth),
        },
    }
}

/// The spot at which an item stands now.
pub(crate) fn spot_of(outline: &[Entry], meeting: MeetingId, item: ItemId) -> Option<Spot> {
    let at = index(outline, item)?;
    let depth = outline[at].depth;
    let before = outline[..at].iter().rev();
    let parent = before.clone().find(|e| e.depth < depth).map(|e| e.item);
    let after = before.take_while(|e| e.depth >= depth).find(|e| e.depth == depth).map(|e| e.item);
    Some(Spot { meeting, parent, after })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> ItemId {
        ItemId(Uuid::from_u128(n))
    }

    fn outline(rows: &[(u128, u8)]) -> Vec<Entry> {
        rows.iter().map(|&(n, depth)| Entry { item: id(n), depth }).collect()
    }

    fn spot(parent: Option<u128>, after: Option<u128>) -> Spot {
        Spot { meeting: MeetingId::default(), parent: parent.map(id), after: after.map(id) }
    }

    #[test]
    fn a_subtree_moves_as_one() {
        let mut rows = outline(&[(1, 0), (2, 1), (3, 1), (4, 0)]);
        let run = take(&mut rows, id(1));
        insert(&mut rows, &run, &spot(None, Some(4)));
        assert_eq!(rows, outline(&[(4, 0), (1, 0), (2, 1), (3, 1)]));
    }

    #[test]
    fn depths_follow_the_new_parent() {
        let mut rows = outline(&[(1, 0), (2, 1), (4, 0)]);
        let run = take(&mut rows, id(1));
        insert(&mut rows, &run, &spot(Some(4), None));
        assert_eq!(rows, outline(&[(4, 0), (1, 1), (2, 2)]));
    }

    #[test]
    fn a_sibling_that_left_puts_a_row_last_under_its_parent() {
        let mut rows = outline(&[(1, 0), (2, 1), (4, 0)]);
        insert(&mut rows, &outline(&[(5, 0)]), &spot(Some(1), Some(4)));
        assert_eq!(rows, outline(&[(1, 0), (2, 1), (5, 1), (4, 0)]));
    }

    #[test]
    fn every_spot_leads_back_to_the_same_order() {
        let rows = outline(&[(1, 0), (2, 1), (3, 2), (4, 1), (5, 0), (6, 1)]);
        for entry in &rows {
            let spot = spot_of(&rows, MeetingId::default(), entry.item).expect("it is there");
            let mut moved = rows.clone();
            let run = take(&mut moved, entry.item);
            insert(&mut moved, &run, &spot);
            assert_eq!(moved, rows, "{}", entry.item);
        }
    }
}
