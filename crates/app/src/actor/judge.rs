//! Judging: what a command brings about on the state ahead, and handing that to the engine.

use std::sync::{Arc, PoisonError};

use plenum_domain::{AccountId, Command, Context, Event, Fact, Refusal};
use plenum_log::{Append, CommandKey, CommandRange, Expected, NewEvent};
use rand::RngExt;
use serde::Deserialize;
use uuid::Uuid;

use super::{Actor, Work};
use crate::{
    plan::{Answer, Committed, Request},
    replay,
};

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
    pub(super) fn judge(
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
