//! Who is where in a plan: never stored, told only to those at the same place (S10, S17).

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Instant,
};

use bytes::Bytes;
use plenum_protocol::{
    limits,
    live::{Presence as PresenceFrame, PresenceUpdate, Present, ServerFrame},
};
use uuid::Uuid;

use crate::frame;

/// Whose connection it is, as the server knows it and whatever the client claims.
#[derive(Clone, Debug)]
pub struct Peer {
    pub account: Uuid,
    pub label: Arc<str>,
}

#[derive(Debug)]
struct Entry {
    peer: Peer,
    focus: Option<String>,
    seen: Instant,
}

/// Everyone's place, by connection: a late end of an old one leaves the one that replaced it (S18).
#[derive(Debug, Default)]
pub struct Presence {
    places: HashMap<Arc<str>, BTreeMap<u64, Entry>>,
    connections: HashMap<u64, Arc<str>>,
    changed: BTreeSet<Arc<str>>,
}

impl Presence {
    /// A connection is somewhere.
    pub fn set(&mut self, connection: u64, peer: Peer, update: PresenceUpdate, now: Instant) {
        if self.connections.get(&connection).is_some_and(|place| **place != *update.at) {
            self.leave(connection);
        }
        let place: Arc<str> = update.at.into();
        self.connections.insert(connection, Arc::clone(&place));
        let entry = Entry { peer, focus: update.focus, seen: now };
        self.places.entry(Arc::clone(&place)).or_default().insert(connection, entry);
        self.changed.insert(place);
    }

    /// A connection showed that it is there; false when its presence had lapsed.
    pub fn alive(&mut self, connection: u64, now: Instant) -> bool {
        let place = self.connections.get(&connection);
        let entry = place
            .and_then(|place| self.places.get_mut(place))
            .and_then(|place| place.get_mut(&connection));
        entry.map(|entry| entry.seen = now).is_some()
    }

    /// A connection is nowhere any more.
    pub fn leave(&mut self, connection: u64) {
        let Some(place) = self.connections.remove(&connection) else { return };
        if let Some(here) = self.places.get_mut(&place) {
            here.remove(&connection);
            if here.is_empty() {
                self.places.remove(&place);
            }
        }
        self.changed.insert(place);
    }

    /// Lets go of those who were silent for too long.
    pub fn expire(&mut self, now: Instant) {
        let silent: Vec<u64> = self
            .places
            .values()
            .flatten()
            .filter(|(_, entry)| now >= entry.seen + limits::PRESENCE_TTL)
            .map(|(connection, _)| *connection)
            .collect();
        for connection in silent {
            self.leave(connection);
        }
    }

    /// Whether a place changed since [`Self::take_changed`].
    #[must_use]
    pub fn has_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The places that changed, each with its frame, encoded once.
    pub fn take_changed(&mut self) -> Vec<(Arc<str>, Bytes)> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().map(|place| (Arc::clone(&place), self.frame(&place))).collect()
    }

    fn frame(&self, place: &Arc<str>) -> Bytes {
        let here = self.places.get(place);
        let shown = here.into_iter().flatten().take(limits::PRESENCE_SHOWN);
        let present = |(connection, entry): (&u64, &Entry)| Present {
            connection: *connection,
            account: entry.peer.account,
            label: entry.peer.label.to_string(),
            focus: entry.focus.clone(),
        };
        frame::text(&ServerFrame::Presence(PresenceFrame {
            at: place.to_string(),
            here: shown.map(present).collect(),
            count: here.map_or(0, BTreeMap::len),
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn peer(n: u128) -> Peer {
        Peer { account: Uuid::from_u128(n), label: format!("Peer {n}").into() }
    }

    fn at(place: &str) -> PresenceUpdate {
        PresenceUpdate { at: place.into(), focus: None }
    }

    fn read(frame: &Bytes) -> PresenceFrame {
        match ServerFrame::parse(std::str::from_utf8(frame).unwrap()).unwrap() {
            ServerFrame::Presence(presence) => presence,
            other => panic!("not presence: {other:?}"),
        }
    }

    #[test]
    fn s17_only_the_places_that_changed_are_told() {
        let now = Instant::now();
        let mut presence = Presence::default();
        presence.set(1, peer(1), at("agenda"), now);
        presence.set(2, peer(2), at("home"), now);
        assert_eq!(presence.take_changed().len(), 2);
        presence.set(1, peer(1), at("home"), now);
        let changed = presence.take_changed();
        let frames: Vec<_> = changed.iter().map(|(_, frame)| read(frame)).collect();
        assert_eq!((frames[0].at.as_str(), frames[0].count), ("agenda", 0));
        assert_eq!((frames[1].at.as_str(), frames[1].count), ("home", 2));
        assert!(!presence.has_changed());
    }

    #[test]
    fn s10_a_silent_peer_disappears() {
        let now = Instant::now();
        let later = now + limits::PRESENCE_TTL;
        let mut presence = Presence::default();
        presence.set(1, peer(1), at("home"), now);
        presence.set(2, peer(2), at("home"), now);
        assert!(presence.alive(2, now + Duration::from_secs(10)));
        presence.expire(later);
        let frames = presence.take_changed();
        assert_eq!(read(&frames[0].1).here.iter().map(|p| p.connection).collect::<Vec<_>>(), [2]);
        assert!(!presence.alive(1, later), "who lapsed has to say again where they are");
    }

    #[test]
    fn s18_a_late_end_of_an_old_connection_leaves_the_one_that_replaced_it() {
        let now = Instant::now();
        let mut presence = Presence::default();
        presence.set(1, peer(9), at("home"), now);
        presence.set(2, peer(9), at("home"), now);
        presence.leave(1);
        presence.leave(1);
        let frames = presence.take_changed();
        assert_eq!(read(&frames[0].1).here[0].connection, 2);
    }

    #[test]
    fn s10_the_list_is_bounded_and_the_count_is_not() {
        let now = Instant::now();
        let mut presence = Presence::default();
        for n in 0..100 {
            presence.set(n, peer(u128::from(n)), at("hall"), now);
        }
        let frame = read(&presence.take_changed()[0].1);
        assert_eq!((frame.here.len(), frame.count), (limits::PRESENCE_SHOWN, 100));
    }
}
