//! What the live connections of one plan share: a feed for each audience, presence, and a wake-up (S7).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use bytes::Bytes;
use plenum_app::{App, PlanHandle, Projection, ReplayError, Session};
use plenum_domain::{AccountId, Audience, Fact, PlanId, RecordRef};
use plenum_protocol::{
    limits::{CATCH_UP_PAGE, PACKED_PART_BYTES, PART_BYTES},
    packed::pack,
};
use plenum_sync::{Feed, Since, snapshot_frames};
use plenum_views::every_record;
use tokio::{sync::watch, task::AbortHandle};

use super::{presence::Rooms, publisher};
use crate::{encode, metrics::Metrics};

/// Events in one push: a frame of a busy moment stays a few tens of kB.
const PUSH_EVENTS: usize = 64;

/// A snapshot, encoded once for all who start from it.
#[derive(Clone)]
pub struct Snapshot {
    pub seq: u64,
    pub frames: Arc<[Bytes]>,
}

struct Feeds {
    members: Feed,
    observers: Feed,
    /// What observers see at the head of their feed, or have from a snapshot ahead of it.
    shown: std::collections::HashSet<RecordRef>,
    snapshots: HashMap<(Audience, bool), Snapshot>,
    /// Counts the changes of roles, which change what people may do and who is named.
    roles: u64,
    /// Up to when roles that end by themselves have been looked for.
    looked: i64,
}

/// A live plan.
pub struct Hub {
    pub plan: PlanHandle,
    app: App,
    pub rooms: Rooms,
    metrics: Arc<Metrics>,
    feeds: Mutex<Feeds>,
    wake: watch::Sender<u64>,
    sessions: Mutex<HashMap<u64, Arc<Session>>>,
}

impl Hub {
    fn new(app: App, plan: PlanHandle, metrics: Arc<Metrics>) -> Self {
        let (head, shown) = plan.read(|now| (now.head(), encode::shown_to_observers(&now.plan)));
        let feeds = Feeds {
            members: Feed::new(head),
            observers: Feed::new(head),
            shown,
            snapshots: HashMap::new(),
            roles: 0,
            looked: app.now(),
        };
        Self {
            plan,
            app,
            rooms: Rooms::default(),
            metrics,
            feeds: Mutex::new(feeds),
            wake: watch::Sender::new(0),
            sessions: Mutex::default(),
        }
    }

    fn feeds(&self) -> MutexGuard<'_, Feeds> {
        self.feeds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<u64, Arc<Session>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Resolves when there may be something to deliver, or a right to ask about again.
    pub fn wake(&self) -> watch::Receiver<u64> {
        self.wake.subscribe()
    }

    /// Makes every connection look again.
    pub fn wake_all(&self) {
        self.wake.send_modify(|count| *count += 1);
    }

    /// What an account reads now, asked anew at each delivery (S9).
    pub fn audience_of(&self, account: AccountId) -> Option<Audience> {
        let time = self.app.now();
        self.plan.read(|now| now.plan.audience_of(account, time))
    }

    /// What a reader at a cursor gets next.
    pub fn since(&self, audience: Audience, cursor: u64) -> Since {
        let mut feeds = self.feeds();
        match audience {
            Audience::Members => feeds.members.since(cursor),
            Audience::Observers => feeds.observers.since(cursor),
        }
    }

    /// Changes with each change of roles.
    pub fn roles(&self) -> u64 {
        self.feeds().roles
    }

    /// Pushes what became visible since the last push, encoded once for each audience.
    ///
    /// # Errors
    /// The log's.
    pub fn flush(&self) -> Result<(), ReplayError> {
        let mut feeds = self.feeds();
        loop {
            let events = self.plan.events(feeds.members.head() + 1, PUSH_EVENTS)?;
            if events.is_empty() {
                break;
            }
            let Feeds { members, observers, shown, roles, .. } = &mut *feeds;
            let (inside, outside) = self.plan.read(|now| {
                let outside = encode::for_observers(&now.plan, &events, shown);
                (encode::for_members(&now.plan, &events), outside)
            });
            members.push(inside);
            observers.push(outside);
            let is_role = |fact: &Fact| matches!(fact, Fact::Member(_));
            *roles += u64::from(events.iter().any(|committed| is_role(&committed.event.fact)));
            self.metrics.events.inc_by(events.len() as u64);
        }
        drop(feeds);
        self.wake_all();
        Ok(())
    }

    /// Gives up on the feed after trouble with the log: every reader reads the log for itself.
    pub fn restart(&self) {
        let (head, shown) =
            self.plan.read(|now| (now.head(), encode::shown_to_observers(&now.plan)));
        let mut feeds = self.feeds();
        feeds.members = Feed::new(head);
        feeds.observers = Feed::new(head);
        feeds.shown = shown;
        feeds.roles += 1;
        drop(feeds);
        self.wake_all();
    }

    /// Every record an audience sees, encoded once for those who come at about the same time. It walks the
    /// whole plan: not for a thread that serves sockets.
    pub fn snapshot(&self, audience: Audience, packed: bool) -> Snapshot {
        let head = self.plan.read(Projection::head);
        let known = self.feeds().snapshots.get(&(audience, packed)).cloned();
        // For members a snapshot a few events old is as good: they follow. Observers must not be shown
        // what was withdrawn from view a moment ago.
        let reach = if audience == Audience::Members { CATCH_UP_PAGE as u64 } else { 0 };
        if let Some(snapshot) = known.filter(|known| known.seq + reach >= head) {
            return snapshot;
        }
        let (seq, records) = match audience {
            Audience::Members => self.plan.read(|now| every_text(now, audience)),
            Audience::Observers => {
                // The plan may be ahead of the feed: what is shown from here on must be known to the push that
                // hides it, so there is none in between.
                let mut feeds = self.feeds();
                self.plan.read(|now| {
                    feeds.shown.extend(encode::shown_to_observers(&now.plan));
                    every_text(now, audience)
                })
            }
        };
        let frames = if packed {
            let parts = snapshot_frames(seq, &records, PACKED_PART_BYTES);
            parts.iter().map(|part| pack(part).into()).collect()
        } else {
            snapshot_frames(seq, &records, PART_BYTES).into()
        };
        let snapshot = Snapshot { seq, frames };
        self.feeds().snapshots.insert((audience, packed), snapshot.clone());
        snapshot
    }

    /// Whether a role ended by itself since this was last asked: nobody sends an event for that.
    fn roles_ended(&self) -> bool {
        let to = self.app.now();
        let mut feeds = self.feeds();
        let from = std::mem::replace(&mut feeds.looked, to);
        let ended = self.plan.read(|now| now.plan.role_ended(from, to));
        feeds.roles += u64::from(ended);
        ended
    }

    /// Lets go of what is only kept for those about to come, and looks for sessions that ended.
    pub fn tick(&self, now: Instant) {
        let head = self.plan.read(Projection::head);
        self.feeds().snapshots.retain(|_, snapshot| snapshot.seq + CATCH_UP_PAGE as u64 >= head);
        self.rooms.expire(now);
        if self.roles_ended() || self.sessions().values().any(|session| !session.is_live()) {
            self.wake_all();
        }
    }
}

/// Every record that an audience sees, encoded, and the number of the event it is as of.
fn every_text(now: &Projection, audience: Audience) -> (u64, Vec<String>) {
    let texts = every_record(&now.plan, audience);
    (now.head(), texts.filter_map(|record| serde_json::to_string(&record).ok()).collect())
}

struct Open {
    hub: Arc<Hub>,
    seats: usize,
    publisher: AbortHandle,
}

/// The hubs of all live plans.
pub struct Hubs {
    app: App,
    open: Arc<Mutex<HashMap<PlanId, Open>>>,
    metrics: Arc<Metrics>,
}

/// A connection's place in a hub. The first starts its publisher, the last to go ends it.
pub struct Seat {
    pub hub: Arc<Hub>,
    connection: u64,
    open: Arc<Mutex<HashMap<PlanId, Open>>>,
    metrics: Arc<Metrics>,
}

impl Hubs {
    pub fn new(app: App, metrics: Arc<Metrics>) -> Self {
        Self { app, open: Arc::default(), metrics }
    }

    /// Names have changed: whoever is connected is told anew who is there.
    pub fn people_changed(&self) {
        let table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for open in table.values() {
            open.hub.feeds().roles += 1;
            open.hub.wake_all();
        }
    }

    /// Takes a seat.
    pub fn join(&self, plan: &PlanHandle, session: &Arc<Session>, connection: u64) -> Seat {
        let mut table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let open = table.entry(plan.id()).or_insert_with(|| {
            self.metrics.live_plans.inc();
            let head = plan.head();
            let hub = Arc::new(Hub::new(self.app.clone(), plan.clone(), Arc::clone(&self.metrics)));
            let publisher = tokio::spawn(publisher::run(Arc::clone(&hub), head)).abort_handle();
            Open { hub, seats: 0, publisher }
        });
        open.seats += 1;
        let hub = Arc::clone(&open.hub);
        hub.sessions().insert(connection, Arc::clone(session));
        let (open, metrics) = (Arc::clone(&self.open), Arc::clone(&self.metrics));
        Seat { hub, connection, open, metrics }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.sessions().remove(&self.connection);
        self.hub.rooms.leave(self.connection);
        let mut table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = table.get_mut(&self.hub.plan.id()) else { return };
        open.seats -= 1;
        if open.seats == 0 {
            open.publisher.abort();
            self.metrics.live_plans.dec();
            table.remove(&self.hub.plan.id());
        }
    }
}

#[cfg(test)]
mod tests;
