//! Settling: answers in order as commits come back, and starting over when one does not.

use std::sync::{Arc, PoisonError, atomic::Ordering};

use plenum_domain::{Fact, attachment::AttachmentFact};
use plenum_log::Outcome;
use uuid::Uuid;

use super::{Actor, Work};
use crate::{
    attachments,
    plan::{Answer, Committed},
    snapshots::{Due, Snapshots},
};

/// Bytes of a payload, for telling when a snapshot is due: sizes are not kept once events are durable.
const TYPICAL_PAYLOAD: usize = 300;

fn is_removal(fact: &Fact) -> bool {
    matches!(fact, Fact::Attachment(AttachmentFact::Removed { .. }))
}

impl Actor {
    /// Answers all that is settled at the front, publishing what became durable in one step.
    pub(super) async fn settle(&mut self) {
        let mut durable = Vec::new();
        let mut answers = Vec::new();
        let mut failed = false;
        while let Some(mut pending) = self.in_flight.pop_front() {
            pending.poll();
            let answer = match pending.work {
                Work::Judged(answer) => answer,
                Work::Settled { outcome: Outcome::Appended { last, .. }, events } => {
                    durable.extend(events);
                    Answer::Done { seq: last }
                }
                Work::Settled { outcome, .. } => {
                    failed = true;
                    self.after_failure(&outcome)
                }
                Work::Appending { .. } => {
                    self.in_flight.push_front(pending);
                    break;
                }
            };
            answers.push((pending.reply, answer));
            if failed {
                break;
            }
        }
        let has_removed = durable.iter().any(|done| is_removal(&done.event.fact));
        self.publish(durable);
        if has_removed {
            self.destroy_removed().await;
        }
        for (reply, answer) in answers {
            // Who asked may have gone; what was done stays done.
            let _ = reply.send(answer);
        }
        if failed {
            self.recover().await;
        }
    }

    fn publish(&mut self, events: Vec<Arc<Committed>>) {
        if events.is_empty() {
            return;
        }
        for _ in &events {
            self.due.count(TYPICAL_PAYLOAD);
        }
        self.shared.publish(events);
        if self.due.is_due(self.shared.snapshot_size.load(Ordering::Relaxed)) {
            self.due = Due::default();
            self.snapshot();
        }
    }

    /// Destroys the bytes of removed files before anybody is told that they are removed. What a crash
    /// prevents is made up for when the plan is opened again.
    async fn destroy_removed(&self) {
        let Some(inner) = self.inner.upgrade() else { return };
        let doomed = {
            let state = self.shared.state.read().unwrap_or_else(PoisonError::into_inner);
            attachments::doomed(&state.plan)
        };
        if tokio::task::spawn_blocking(move || inner.destroy_removed(&doomed)).await.is_err() {
            tracing::error!("destroying removed files was cut off");
        }
    }

    fn snapshot(&self) {
        let (state, seq) = {
            let state = self.shared.state.read().unwrap_or_else(PoisonError::into_inner);
            (state.clone(), state.head())
        };
        let shared = self.shared.clone();
        let write = move || {
            let page = shared.log.read(shared.id.into(), seq, 1).ok()?;
            let bytes = Snapshots::encode(&state, page.records.first()?.hash);
            let size = shared.snapshots.write(shared.id.into(), seq, &bytes).ok()?;
            shared.snapshot_size.store(size, Ordering::Relaxed);
            Some(())
        };
        let plan = self.shared.id;
        tokio::task::spawn_blocking(move || {
            if write().is_none() {
                tracing::warn!(%plan, seq, "a snapshot could not be written; replay will take longer");
            }
        });
    }

    fn after_failure(&mut self, outcome: &Outcome) -> Answer {
        match outcome {
            Outcome::Appended { last, .. } | Outcome::Replayed { last, .. } => {
                Answer::Done { seq: *last }
            }
            Outcome::KeyReused => Answer::KeyReused,
            Outcome::TooLarge => Answer::TooLarge,
            Outcome::Damaged { seq } => {
                *self.shared.damaged_at.write().unwrap_or_else(PoisonError::into_inner) =
                    Some(*seq);
                Answer::ReadOnly { seq: *seq }
            }
            Outcome::Conflict { .. } | Outcome::Unavailable => Answer::Unavailable,
            Outcome::Unknown => Answer::Unknown,
        }
    }

    /// Throws the state ahead away. Whatever followed a failed append was judged on a state that never
    /// was: each is told its true outcome where it has one, and to be sent again where it has none.
    async fn recover(&mut self) {
        let mut answers = Vec::new();
        for pending in std::mem::take(&mut self.in_flight) {
            let answer = match pending.work {
                Work::Judged(Answer::Malformed(words)) => Answer::Malformed(words),
                Work::Judged(_) => Answer::Unavailable,
                Work::Settled { outcome, .. } => self.after_failure(&outcome),
                Work::Appending { outcome, .. } => {
                    self.after_failure(&outcome.await.unwrap_or(Outcome::Unknown))
                }
            };
            answers.push((pending.reply, answer));
        }
        self.catch_up();
        self.destroy_removed().await;
        for (reply, answer) in answers {
            let _ = reply.send(answer);
        }
    }

    /// Publishes what the log holds beyond the visible state, and starts over from there.
    fn catch_up(&mut self) {
        let plan: Uuid = self.shared.id.into();
        loop {
            let from = *self.shared.head.borrow() + 1;
            let page = match self.shared.log.read(plan, from, 1024) {
                Ok(page) => page,
                Err(error) => {
                    tracing::warn!(%plan, %error, "the log cannot be read after a failed append");
                    break;
                }
            };
            let events = page.records.iter().map(|r| Committed::from_record(r).map(Arc::new));
            match events.collect::<Result<Vec<_>, _>>() {
                Ok(events) if !events.is_empty() => self.shared.publish(events),
                _ => break,
            }
        }
        self.ahead = self.shared.state.read().unwrap_or_else(PoisonError::into_inner).clone();
    }
}
