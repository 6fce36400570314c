//! Presence rooms: a change is encoded once for a place and told to who is there, the latest winning (S10, S17).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use bytes::Bytes;
use plenum_protocol::live::PresenceUpdate;
use plenum_sync::{Peer, Presence};
use tokio::sync::{Notify, watch};

use crate::clock::now;

#[derive(Default)]
struct State {
    presence: Presence,
    rooms: HashMap<Arc<str>, watch::Sender<Bytes>>,
}

/// The places of one plan.
#[derive(Default)]
pub struct Rooms {
    state: Mutex<State>,
    changed: Notify,
}

impl Rooms {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection is somewhere; what it receives is who else is there, each time that changes.
    pub fn enter(
        &self,
        connection: u64,
        peer: Peer,
        update: PresenceUpdate,
    ) -> watch::Receiver<Bytes> {
        let mut state = self.lock();
        let room = state.rooms.entry(update.at.as_str().into());
        let receiver = room.or_insert_with(|| watch::Sender::new(Bytes::new())).subscribe();
        state.presence.set(connection, peer, update, now());
        drop(state);
        self.changed.notify_one();
        receiver
    }

    /// A connection showed that it is there; false when its presence had lapsed.
    pub fn alive(&self, connection: u64) -> bool {
        self.lock().presence.alive(connection, now())
    }

    /// A connection is nowhere any more.
    pub fn leave(&self, connection: u64) {
        let mut state = self.lock();
        state.presence.leave(connection);
        if state.presence.has_changed() {
            self.changed.notify_one();
        }
    }

    /// Lets go of silent peers.
    pub fn expire(&self, now: Instant) {
        let mut state = self.lock();
        state.presence.expire(now);
        if state.presence.has_changed() {
            self.changed.notify_one();
        }
    }

    /// Resolves when something changed since the last [`Self::flush`].
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Tells each place that changed who is there now.
    pub fn flush(&self) {
        let mut state = self.lock();
        let State { presence, rooms } = &mut *state;
        for (place, frame) in presence.take_changed() {
            if let Some(room) = rooms.get(&place) {
                room.send_replace(frame);
            }
        }
        rooms.retain(|_, room| room.receiver_count() > 0);
    }
}
