//! The publisher of one live plan: wakes with the log, pushes at its pace, keeps presence moving.

use std::{sync::Arc, time::Instant};

use plenum_protocol::limits::{HUB_TICK, MERGE_WINDOW, PRESENCE_INTERVAL};
use plenum_sync::Pace;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval, sleep_until},
};

use super::hub::Hub;
use crate::clock::now;

/// A moment that waits to be acted upon.
async fn due(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}

/// Runs until the last seat is left, which aborts it.
pub async fn run(hub: Arc<Hub>, mut head: watch::Receiver<u64>) {
    let (mut pace, mut presence_pace) = (Pace::new(MERGE_WINDOW), Pace::new(PRESENCE_INTERVAL));
    let (mut events_at, mut presence_at) = (None, None);
    let mut tick = interval(HUB_TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // What was committed between the hub's making and this first look.
    head.mark_changed();
    loop {
        tokio::select! {
            biased;
            () = due(events_at) => {
                events_at = None;
                flush(&hub, &mut pace);
            }
            changed = head.changed(), if events_at.is_none() => {
                if changed.is_err() {
                    return;
                }
                events_at = pace.wait_until(now());
                if events_at.is_none() {
                    flush(&hub, &mut pace);
                }
            }
            () = due(presence_at) => {
                presence_at = None;
                hub.rooms.flush();
                presence_pace.pushed(now());
            }
            () = hub.rooms.changed(), if presence_at.is_none() => {
                presence_at = presence_pace.wait_until(now());
                if presence_at.is_none() {
                    hub.rooms.flush();
                    presence_pace.pushed(now());
                }
            }
            _ = tick.tick() => hub.tick(now()),
        }
    }
}

fn flush(hub: &Hub, pace: &mut Pace) {
    if let Err(error) = hub.flush() {
        tracing::error!(error = &error as &dyn std::error::Error, "pushing events");
        hub.restart();
    }
    pace.pushed(now());
}
