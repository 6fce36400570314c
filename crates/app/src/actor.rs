//! The actor of a plan: one command after the other, decided on a state that runs ahead of the disk.
//!
//! Commands do not wait for each other's commits: each is decided on the speculative state and handed
//! to the engine, and answers leave in order as commits come back. What is refused, or needs no change,
//! waits its turn too, because the state it was judged on is not durable yet.

use std::{
    collections::VecDeque,
    sync::{Arc, PoisonError, atomic::Ordering},
};

use plenum_domain::{AccountId, Command, Context, Event, Fact, Refusal};
use plenum_log::{Append, CommandKey, CommandRange, Expected, NewEvent, Outcome};
use rand::RngExt;
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::{
    app::Inner,
    clock::Clock,
    plan::{Answer, Committed, Request, Shared, Submission},
    replay::{self, Projection},
    snapshots::{Due, Snapshots},
};

/// Commands handed to the engine and not answered: enough to fill a commit, few enough to take back.
const IN_FLIGHT: usize = 512;
/// Bytes of a payload, for telling when a snapshot is due: sizes are not kept once events are durable.
const TYPICAL_PAYLOAD: usize = 300;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Undo {
    command: Uuid,
}

/// A decision: what happened, and what it takes back.
struct Decision {
    facts: Vec<Fact>,
    causation: Uuid,
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

    fn judge(
        &mut self,
        actor: AccountId,
        id: Uuid,
        digest: [u8; 32],
        request: &Request,
        reason: Option<String>,
    ) -> Result<Work, Answer> {
        if let Some(known) = self.known(id)? {
            let same = known.digest == digest;
            return Err(if same { Answer::Done { seq: known.last } } else { Answer::KeyReused });
        }
        if let Some(seq) = *self.shared.damaged_at.read().unwrap_or_else(PoisonError::into_inner) {
            return Err(Answer::ReadOnly { seq });
        }
        let now = self.clock.now().max(self.ahead.plan.updated);
        let ctx = Context { plan: self.shared.id, actor, now, reason };
        let Decision { facts, causation } = self.decide(request, &ctx)?;
        if facts.is_empty() {
            return Err(Answer::Done { seq: self.ahead.head() });
        }
        Ok(self.hand_over(CommandKey { id, digest }, causation, facts, ctx))
    }

    /// What the id wrote before, durably or in flight.
    fn known(&self, id: Uuid) -> Result<Option<CommandRange>, Answer> {
        let waiting = self.in_flight.iter().filter(|p| p.id == id).find_map(|pending| {
            let first = pending.events().first()?.event.seq;
            let last = pending.events().last()?.event.seq;
            Some(CommandRange { digest: pending.digest, first, last })
        });
        match waiting {
            Some(range) => Ok(Some(range)),
            None => {
                self.shared.log.command(self.shared.id.into(), id).map_err(|_| Answer::Unavailable)
            }
        }
    }

    fn decide(&self, request: &Request, ctx: &Context) -> Result<Decision, Answer> {
        let Request { name, body } = request;
        if name == "undo" {
            let undo: Undo =
                serde_json::from_str(body).map_err(|e| Answer::Malformed(e.to_string()))?;
            let events = self.events_of(undo.command)?;
            let facts = self.ahead.plan.undo(&events, ctx).map_err(Answer::Refused)?;
            return Ok(Decision { facts, causation: undo.command });
        }
        let command = Command::parse(name, body).map_err(Answer::Malformed)?;
        let facts = self.ahead.plan.decide(command, ctx).map_err(Answer::Refused)?;
        Ok(Decision { facts, causation: Uuid::nil() })
    }

    fn events_of(&self, command: Uuid) -> Result<Vec<Event>, Answer> {
        let waiting = self.in_flight.iter().find(|p| p.id == command && !p.events().is_empty());
        if let Some(pending) = waiting {
            return Ok(pending.events().iter().map(|e| e.event.clone()).collect());
        }
        let plan = self.shared.id.into();
        let unavailable = |_| Answer::Unavailable;
        let range = self.shared.log.command(plan, command).map_err(unavailable)?;
        let range = range.ok_or(Answer::Refused(Refusal::Unknown("command")))?;
        let count = usize::try_from(range.last - range.first + 1).unwrap_or(usize::MAX);
        let page = self.shared.log.read(plan, range.first, count).map_err(unavailable)?;
        page.records
            .iter()
            .map(|record| replay::decode(record).map_err(|_| Answer::Unavailable))
            .collect()
    }

    /// Evolves the state ahead and hands the events to the engine.
    fn hand_over(
        &mut self,
        key: CommandKey,
        causation: Uuid,
        facts: Vec<Fact>,
        ctx: Context,
    ) -> Work {
        let expected = Expected::Head(self.ahead.head());
        let reason = ctx.reason.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
        let mut new = Vec::with_capacity(facts.len());
        let mut events = Vec::with_capacity(facts.len());
        for fact in facts {
            let kind: Arc<str> = fact.kind().into();
            new.push(new_event(
                &fact,
                kind.clone(),
                ctx.now,
                ctx.actor.into(),
                causation,
                reason.as_deref(),
            ));
            let seq = self.ahead.head() + 1;
            let event =
                Event { seq, time: ctx.now, actor: ctx.actor, fact, reason: reason.clone() };
            self.ahead.apply(&event);
            events.push(Arc::new(Committed { event, kind, command: key.id, causation }));
        }
        let append = Append { plan: self.shared.id.into(), expected, command: key, events: new };
        Work::Appending { outcome: self.shared.log.append(append), events }
    }

    /// Answers all that is settled at the front, publishing what became durable in one step.
    async fn settle(&mut self) {
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
        self.publish(durable);
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

/// Resolves when the command at the front can be answered; never where there is none.
async fn front_settles(in_flight: &mut VecDeque<Pending>) {
    let Some(pending) = in_flight.front_mut() else { return std::future::pending().await };
    if let Work::Appending { outcome, events } = &mut pending.work {
        let outcome = outcome.await.unwrap_or(Outcome::Unknown);
        pending.work = Work::Settled { outcome, events: std::mem::take(events) };
    }
}

pub(crate) fn new_event(
    fact: &Fact,
    kind: Arc<str>,
    time: i64,
    actor: Uuid,
    causation: Uuid,
    reason: Option<&str>,
) -> NewEvent {
    NewEvent {
        time,
        actor,
        correlation: causation,
        causation,
        kind,
        schema: plenum_domain::SCHEMA,
        salt: rand::rng().random(),
        payload: fact.encode(reason),
    }
}
