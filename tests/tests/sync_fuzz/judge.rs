//! Holds what clients received and were answered against the log, once all of it is known.

use std::collections::{BTreeMap, HashMap};

use plenum_domain::{AccountId, Audience, Event, Fact, Plan};
use plenum_log::{EventLog, Record};
use plenum_protocol::{
    limits::CATCH_UP_EVENTS,
    live::{EventLine, RecordName},
};
use plenum_views::every_record;
use uuid::Uuid;

use crate::{
    client::{Client, Seen, Sighting, Store, name},
    world::World,
};

/// The log of a run, and who saw what at each of its events.
pub struct Judge<'w> {
    world: &'w World,
    records: Vec<Record>,
    events: Vec<Event>,
    /// By account: what it read after the event of each number, from 0.
    audiences: HashMap<AccountId, Vec<Option<Audience>>>,
}

/// Every record that an audience sees, as its clients should have it.
pub fn records_of(plan: &Plan, audience: Audience) -> Store {
    let texts = every_record(plan, audience).filter_map(|r| serde_json::to_string(&r).ok());
    texts.filter_map(|text| Some((name(&text)?, text))).collect()
}

/// How two stores differ, in a line.
pub fn difference(has: &Store, wants: &Store) -> Option<String> {
    let names = has.keys().chain(wants.keys());
    let differs = |name: &&RecordName| has.get(*name) != wants.get(*name);
    let name = names.into_iter().find(differs)?;
    Some(format!("{name:?}: has {:?}, wants {:?}", has.get(name), wants.get(name)))
}

impl<'w> Judge<'w> {
    pub fn new(world: &'w World, log: &dyn EventLog, accounts: &[AccountId]) -> Self {
        let page = log.read(world.plan.into(), 1, usize::MAX).expect("the log is read");
        let mut plan = Plan::default();
        let mut audiences: HashMap<_, _> =
            accounts.iter().map(|account| (*account, vec![None])).collect();
        let mut events = Vec::new();
        for record in &page.records {
            let of = &record.event;
            let event = Event::decode(record.seq, of.time, of.actor.into(), of.schema, &of.payload);
            let event = event.expect("an event of this version");
            plan.evolve(&event);
            for (account, seen) in &mut audiences {
                seen.push(plan.audience_of(*account, 0));
            }
            events.push(event);
        }
        Self { world, records: page.records, events, audiences }
    }

    fn violation(&self, client: &Client, what: &str) {
        self.world.violation(format!("client {}: {what}", client.n));
    }

    /// Whether an account was what is asked for after some event of a range.
    fn ever(
        &self,
        account: AccountId,
        (from, to): (u64, u64),
        is: fn(Option<Audience>) -> bool,
    ) -> bool {
        let audiences = &self.audiences[&account];
        let last = audiences.len() - 1;
        let bound = |seq: u64| usize::try_from(seq).unwrap_or(last).min(last);
        audiences[bound(from)..=bound(to).max(bound(from))].iter().any(|audience| is(*audience))
    }

    /// Judges what every client received.
    pub fn judge_sightings(&self, clients: &[Client]) {
        for client in clients {
            for sighting in &client.sightings {
                if let Err(what) = self.judge_sighting(client, sighting) {
                    self.violation(client, &what);
                }
            }
        }
        self.judge_snapshots(clients);
    }

    fn judge_sighting(&self, client: &Client, sighting: &Sighting) -> Result<(), String> {
        let Sighting { seen, head, session } = sighting;
        let ever = |from, is| self.ever(client.account, (from, *head), is);
        let ended = self.world.ended(*session).unwrap_or(u64::MAX);
        match seen {
            Seen::Events { to, .. } | Seen::Snapshot { seq: to, .. } if *to > ended => {
                Err(format!("received {to} on a session that had ended at {ended}"))
            }
            Seen::Events { to, secret: true, .. } if !ever(*to, is_member) => {
                Err(format!("received what members see up to {to}, and was none by {head}"))
            }
            Seen::Events { to, lines, .. } if ever(*to, |audience| audience.is_some()) => {
                lines.iter().try_for_each(|line| self.judge_line(line))
            }
            Seen::Events { to, .. } => {
                Err(format!("received {to} without a right to it, by {head}"))
            }
            Seen::Presence { cursor } if !ever(*cursor, is_member) => {
                Err(format!("was told who is there after {cursor}, and was no member by {head}"))
            }
            Seen::People { cursor, count } if *count > 1 && !ever(*cursor, is_member) => {
                Err(format!("was told {count} names after {cursor}, and was no member by {head}"))
            }
            Seen::Closed { since } if !ever(*since, |audience| audience.is_none()) => {
                Err(format!("was turned away though it had a role from {since} to {head}"))
            }
            Seen::NotResumed { after } => self.judge_not_resumed(client.account, *after, *head),
            _ => Ok(()),
        }
    }

    /// What was delivered is what the log has.
    fn judge_line(&self, line: &EventLine) -> Result<(), String> {
        let at = usize::try_from(line.seq).unwrap_or(usize::MAX).wrapping_sub(1);
        let (Some(record), Some(event)) = (self.records.get(at), self.events.get(at)) else {
            return Err(format!("received event {}, which the log does not have", line.seq));
        };
        let fact = serde_json::to_string(&event.fact).unwrap_or_default();
        let same_fact = line.fact.as_ref().is_none_or(|shown| shown.get() == fact);
        let actor = line.actor == record.event.actor || line.fact.is_none() && line.actor.is_nil();
        let undoes = line.undoes.unwrap_or_default() == record.event.causation;
        let same = line.kind == *record.event.kind
            && line.command == record.command.id
            && line.time == record.event.time;
        if same_fact && actor && undoes && same {
            return Ok(());
        }
        Err(format!("received {line:?} where the log has {event:?}"))
    }

    /// A snapshot where the events were meant to come needs a reason.
    fn judge_not_resumed(&self, account: AccountId, after: u64, head: u64) -> Result<(), String> {
        let own = |event: &Event| {
            let mine = matches!(&event.fact, Fact::Member(fact) if fact.account() == account);
            mine && event.seq > after && event.seq <= head
        };
        let excused = after > head
            || head - after > CATCH_UP_EVENTS
            || self.ever(account, (after, head), |audience| audience == Some(Audience::Observers))
            || self.events.iter().any(own);
        if excused { Ok(()) } else { Err(format!("was not resumed after {after} of {head}")) }
    }

    /// Every snapshot is the state at its number, as an audience that the client belonged to sees it.
    fn judge_snapshots(&self, clients: &[Client]) {
        let mut wanted: BTreeMap<u64, Vec<(&Client, u64, &Store)>> = BTreeMap::new();
        for client in clients {
            for Sighting { seen, head, .. } in &client.sightings {
                if let Seen::Snapshot { seq, records } = seen {
                    wanted.entry(*seq).or_default().push((client, *head, records));
                }
            }
        }
        let mut plan = Plan::default();
        let mut events = self.events.iter();
        for (seq, snapshots) in wanted {
            while plan.head < seq
                && let Some(event) = events.next()
            {
                plan.evolve(event);
            }
            let of = [Audience::Members, Audience::Observers];
            let [members, observers] = of.map(|audience| records_of(&plan, audience));
            for (client, head, records) in snapshots {
                let range = (seq, head);
                let as_member = self.ever(client.account, range, is_member);
                let as_observer =
                    self.ever(client.account, range, |a| a == Some(Audience::Observers));
                if plan.head != seq {
                    self.violation(client, &format!("a snapshot at {seq}, beyond the log"));
                } else if !(as_member && *records == members
                    || as_observer && *records == observers)
                {
                    let why = difference(records, if as_member { &members } else { &observers });
                    self.violation(
                        client,
                        &format!("a wrong snapshot at {seq} by {head}: {why:?}"),
                    );
                }
            }
        }
    }

    /// Every acknowledged command is in the log once, as was said; every refused one is not.
    pub fn judge_commands(&self, clients: &[Client], seeded: u64) {
        let mut written: HashMap<Uuid, Vec<&Record>> = HashMap::new();
        for record in self.records.iter().filter(|record| record.seq > seeded) {
            written.entry(record.command.id).or_default().push(record);
        }
        for client in clients {
            for (id, sent) in &client.sent {
                let records = written.remove(id).unwrap_or_default();
                if let Err(what) = self.judge_command(client, sent, &records) {
                    self.violation(client, &format!("command {id}: {what}"));
                }
            }
        }
        for id in written.keys() {
            self.world.violation(format!("the log has a command that nobody sent: {id}"));
        }
    }

    fn judge_command(
        &self,
        client: &Client,
        sent: &crate::client::Sent,
        records: &[&Record],
    ) -> Result<(), String> {
        let accepted: Vec<u64> = sent.accepted().collect();
        let Some(first) = records.first() else {
            let lost = sent.must_write && !accepted.is_empty();
            return if lost {
                Err(format!("acknowledged as {accepted:?} and lost"))
            } else {
                Ok(())
            };
        };
        let last = first.seq + records.len() as u64 - 1;
        if records.last().is_some_and(|record| record.seq != last) {
            return Err("its events are torn apart, or there twice".into());
        }
        if first.event.actor != client.account.0 {
            return Err(format!("written as {}'s", first.event.actor));
        }
        let before = usize::try_from(first.seq - 1).unwrap_or(usize::MAX);
        if self.audiences[&client.account].get(before) != Some(&Some(Audience::Members)) {
            return Err("written by someone who was no member".into());
        }
        // One that changed nothing may have been judged again, where its first answer got lost.
        if sent.must_write && accepted.iter().any(|seq| *seq != last) {
            return Err(format!("acknowledged as {accepted:?}, written up to {last}"));
        }
        let refused =
            accepted.is_empty() && sent.is_answered() && sent.copies == sent.results.len();
        if refused { Err(format!("refused {:?} and written", sent.results)) } else { Ok(()) }
    }
}

fn is_member(audience: Option<Audience>) -> bool {
    audience == Some(Audience::Members)
}
