//! What was begun and waits for its answer: bounded in number and in time, and used once.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How long somebody may take, in milliseconds: to find a key, or to sign in elsewhere.
pub(crate) const PENDING_MILLIS: i64 = 5 * 60 * 1000;
/// Beginnings kept. Anybody may begin, so the oldest gives way: under a flood a ceremony has seconds, not none.
pub(crate) const MAX_PENDING: usize = 4096;

pub(crate) struct Pending<K, V>(Mutex<Waiting<K, V>>);

struct Waiting<K, V> {
    values: HashMap<K, (i64, V)>,
    /// When each ends, in the order of beginning; those already taken stay until then.
    order: VecDeque<(i64, K)>,
}

impl<K, V> Default for Pending<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Waiting { values: HashMap::new(), order: VecDeque::new() }))
    }
}

impl<K: Clone + Eq + Hash, V> Pending<K, V> {
    fn lock(&self) -> MutexGuard<'_, Waiting<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn put(&self, now_ms: i64, key: K, value: V) {
        let mut waiting = self.lock();
        while let Some((end, _)) = waiting.order.front()
            && (*end <= now_ms || waiting.order.len() >= MAX_PENDING)
        {
            if let Some((_, oldest)) = waiting.order.pop_front() {
                waiting.values.remove(&oldest);
            }
        }
        let end = now_ms.saturating_add(PENDING_MILLIS);
        waiting.order.push_back((end, key.clone()));
        waiting.values.insert(key, (end, value));
    }

    /// Takes it out, whatever becomes of it then.
    pub(crate) fn take(&self, now_ms: i64, key: &K) -> Option<V> {
        let (end, value) = self.lock().values.remove(key)?;
        (now_ms < end).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_taken_once_and_in_time() {
        let pending = Pending::default();
        pending.put(0, 1, "one");
        pending.put(0, 2, "two");
        assert_eq!(pending.take(PENDING_MILLIS - 1, &1), Some("one"));
        assert_eq!(pending.take(PENDING_MILLIS - 1, &1), None);
        assert_eq!(pending.take(PENDING_MILLIS, &2), None);
    }

    #[test]
    fn the_oldest_gives_way_and_no_more_are_kept() {
        let pending = Pending::default();
        for key in 0..=MAX_PENDING {
            pending.put(0, key, ());
        }
        assert_eq!(pending.take(0, &0), None);
        assert_eq!(pending.take(0, &1), Some(()));
        assert_eq!(pending.take(0, &MAX_PENDING), Some(()));
        assert!(pending.lock().order.len() <= MAX_PENDING);
        pending.put(PENDING_MILLIS, 0, ());
        assert_eq!(pending.lock().values.len(), 1, "what expired is gone");
    }
}
