//! Wakes the readers of a plan after a commit.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;
use uuid::Uuid;

/// How many plans without a reader may be remembered before they are forgotten.
const SWEEP_AT: usize = 1_024;

/// The plans that somebody follows.
#[derive(Default)]
pub struct Wakes {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    heads: HashMap<Uuid, watch::Sender<u64>>,
    sweep_at: usize,
}

impl Wakes {
    /// Follows a plan from its durable head, which is asked under the lock so that no commit
    /// slips between the question and the subscription.
    pub fn subscribe(&self, plan: Uuid, head: impl FnOnce() -> u64) -> watch::Receiver<u64> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.heads.len() >= inner.sweep_at.max(SWEEP_AT) {
            inner.heads.retain(|_, sender| sender.receiver_count() > 0);
            inner.sweep_at = inner.heads.len() * 2;
        }
        inner.heads.entry(plan).or_insert_with(|| watch::Sender::new(head())).subscribe()
    }

    /// Tells the readers of these plans how far they can read now.
    pub fn wake<'a>(&self, heads: impl Iterator<Item = (&'a Uuid, &'a u64)>) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        for (plan, head) in heads {
            if let Some(sender) = inner.heads.get(plan) {
                sender.send_if_modified(|known| {
                    *head > std::mem::replace(known, (*known).max(*head))
                });
            }
        }
    }
}
