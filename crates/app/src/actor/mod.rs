//! The actor of a plan: one command after the other, decided on a state that runs ahead of the disk.
//!
//! Commands do not wait for each other's commits: each is decided on the speculative state and handed
//! to the engine, and answers leave in order as commits come back. What is refused, or needs no change,
//! waits its turn too, because the state it was judged on is not durable yet.

mod judge;
mod settle;

use std::{
    collections::VecDeque,
    sync::{Arc, PoisonError},
};

use plenum_log::Outcome;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::{
    app::Inner,
    clock::Clock,
    plan::{Answer, Committed, Shared, Submission},
    replay::Projection,
    snapshots::Due,
};
pub(crate) use judge::new_event;

/// Commands handed to the engine and not answered: enough to fill a commit, few enough to take back.
const IN_FLIGHT: usize = 512;

pub(crate) struct Actor {
    shared: Arc<Shared>,
    inner: std::sync::Weak<Inner>,
    clock: Arc<dyn Clock>,
    inbox: mpsc::Receiver<Submission>,
    /// The confirmed state and everything in flight.
    ahead: Projection,
    in_flight: VecDeque<Pending>,
    due: Due,
}

struct Pending {
    id: Uuid,
    digest: [u8; 32],
    reply: oneshot::Sender<Answer>,
    work: Work,
}

enum Work {
    /// Judged; waits for the state it was judged on.
    Judged(Answer),
    Appending {
        outcome: oneshot::Receiver<Outcome>,
        events: Vec<Arc<Committed>>,
    },
    /// The engine has answered.
    Settled {
        outcome: Outcome,
        events: Vec<Arc<Committed>>,
    },
}

impl Pending {
    fn events(&self) -> &[Arc<Committed>] {
        match &self.work {
            Work::Judged(_) => &[],
            Work::Appending { events, .. } | Work::Settled { events, .. } => events,
        }
    }

    /// Notes the engine's answer, if it has come.
    fn poll(&mut self) {
        if let Work::Appending { outcome, events } = &mut self.work {
            let settled = match outcome.try_recv() {
                Ok(outcome) => outcome,
                Err(oneshot::error::TryRecvError::Empty) => return,
                Err(oneshot::error::TryRecvError::Closed) => Outcome::Unknown,
            };
            self.work = Work::Settled { outcome: settled, events: std::mem::take(events) };
        }
    }
}

impl Actor {
    pub fn new(
        shared: Arc<Shared>,
        inner: std::sync::Weak<Inner>,
        clock: Arc<dyn Clock>,
        inbox: mpsc::Receiver<Submission>,
        due: Due,
    ) -> Self {
        let ahead = shared.state.read().unwrap_or_else(PoisonError::into_inner).clone();
        Self { shared, inner, clock, inbox, ahead, in_flight: VecDeque::new(), due }
    }

    /// Runs until the plan is closed for idleness or the server lets go of it.
    pub async fn run(mut self) {
        loop {
            let idle = tokio::time::sleep(Inner::IDLE);
            tokio::select! {
                biased;
                () = front_settles(&mut self.in_flight) => self.settle().await,
                message = self.inbox.recv(), if self.in_flight.len() < IN_FLIGHT => match message {
                    Some(submission) => self.take(submission),
                    None => break,
                },
                () = idle, if self.in_flight.is_empty() => {
                    let Some(inner) = self.inner.upgrade() else { break };
                    if inner.close_if_idle(&self.shared) {
                        break;
                    }
                }
            }
        }
    }

    fn take(&mut self, submission: Submission) {
        let Submission { actor, id, request, reason, reply } = submission;
        let digest = request.digest(reason.as_deref());
        let work = match self.judge(actor, id, digest, &request, reason) {
            Ok(work) => work,
            Err(answer) => Work::Judged(answer),
        };
        self.in_flight.push_back(Pending { id, digest, reply, work });
    }
}

/// Resolves when the command at the front can be answered; never where there is none.
async fn front_settles(in_flight: &mut VecDeque<Pending>) {
    let Some(pending) = in_flight.front_mut() else { return std::future::pending().await };
    if let Work::Appending { outcome, events } = &mut pending.work {
        let outcome = outcome.await.unwrap_or(Outcome::Unknown);
        pending.work = Work::Settled { outcome, events: std::mem::take(events) };
    }
}
