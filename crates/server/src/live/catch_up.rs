//! What a connection is sent of the plan: the welcome, what it lacks, then what happens, each under the
//! rights of that moment (S3, S4, S9).

use std::sync::Arc;

use bytes::Bytes;
use plenum_app::{Committed, PlanHandle, ReplayError};
use plenum_domain::{AccountId, Act, Audience, Fact, Scope};
use plenum_protocol::{
    limits::{CATCH_UP_EVENTS, CATCH_UP_PAGE},
    live::{CloseCode, Hello, Person, ServerFrame, Welcome},
};
use plenum_sync::{Resume, Since, events_frame, resume};
use strum::IntoEnumIterator;

use super::{
    connection::Connection,
    output::{self, End},
};
use crate::{PlantedFault, encode, people};

fn failed(error: &ReplayError) -> End {
    tracing::error!(error = error as &dyn std::error::Error, "catching up");
    End::Close(CloseCode::Failed)
}

/// Reads events away from the threads that serve sockets: the disk may take its time.
async fn read_log(plan: PlanHandle, from: u64, limit: usize) -> Result<Vec<Arc<Committed>>, End> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let read = tokio::task::spawn_blocking(move || plan.events(from, limit)).await;
    let events = read.map_err(|_| End::Close(CloseCode::Failed))?;
    events.map_err(|error| failed(&error))
}

/// Whether an account's own roles changed among events.
fn changes_roles_of(events: &[Arc<Committed>], account: AccountId) -> bool {
    let is_own = |committed: &Arc<Committed>| matches!(&committed.event.fact, Fact::Member(fact) if fact.account() == account);
    events.iter().any(is_own)
}

impl Connection {
    /// The audience this account belongs to now, or the end of the connection.
    pub(super) fn rights(&self) -> Result<Audience, End> {
        if self.cursor > 0 && self.party.server.config().has(PlantedFault::CachedRights) {
            return Ok(self.audience);
        }
        if !self.party.session.is_live() {
            return Err(End::Close(CloseCode::SignedOut));
        }
        let audience = self.seat.hub.audience_of(self.party.account());
        audience.ok_or(End::Close(CloseCode::Gone))
    }

    /// Answers the hello, then brings the client up to date.
    pub(super) async fn welcome(&mut self, hello: &Hello) -> Result<(), End> {
        self.packed = hello.packed;
        self.audience = self.rights()?;
        self.roles = self.seat.hub.roles();
        self.may = self.acts();
        let server = &self.party.server;
        let account = self.party.account();
        let head = *self.party.plan.head().borrow();
        let welcome = Welcome {
            plan: self.party.plan.id().into(),
            epoch: server.app().epoch(),
            head,
            now: server.app().now(),
            account: people::person(server.app(), account),
            connection: self.party.connection,
            may: words(self.may),
            damaged_at: self.party.plan.damaged_at(),
        };
        let epoch = welcome.epoch;
        output::send_frame(&mut self.socket, &ServerFrame::Welcome(welcome)).await?;
        self.send_people().await?;
        match resume(hello, epoch, head) {
            Resume::After(after) => {
                let missed = usize::try_from(head - after).unwrap_or(usize::MAX);
                let events = read_log(self.party.plan.clone(), after + 1, missed).await?;
                // What the client has may be of another audience, or too large a stretch to look through:
                // it starts over (S9, S16).
                if events.len() < missed || changes_roles_of(&events, account) {
                    self.send_snapshot().await?;
                } else {
                    let skips = self.party.server.config().has(PlantedFault::ResumeOffByOne);
                    self.cursor = after + u64::from(skips);
                }
            }
            Resume::Snapshot => self.send_snapshot().await?,
        }
        self.deliver().await
    }

    /// Sends what waits, until nothing does. Rights are asked for after each frame is made and before it is
    /// sent, so that no frame reaches whom it was not made for.
    pub(super) async fn deliver(&mut self) -> Result<(), End> {
        self.tell_roles().await?;
        loop {
            let next = self.seat.hub.since(self.audience, self.cursor);
            if self.rights()? != self.audience {
                self.send_snapshot().await?;
                continue;
            }
            match next {
                Since::UpToDate => return Ok(()),
                Since::Frame { text, to } => {
                    output::send(&mut self.socket, text).await?;
                    self.cursor = to;
                    self.party.server.metrics().deliveries.inc();
                }
                Since::Behind => self.catch_up().await?,
            }
        }
    }

    /// Sends the next page of the log to a reader whose cursor fell out of the ring.
    async fn catch_up(&mut self) -> Result<(), End> {
        let head = *self.party.plan.head().borrow();
        // What observers may no longer see is only known to the feed: they start over.
        if self.audience == Audience::Observers || head - self.cursor > CATCH_UP_EVENTS {
            return self.send_snapshot().await;
        }
        let events = read_log(self.party.plan.clone(), self.cursor + 1, CATCH_UP_PAGE).await?;
        if events.is_empty() {
            return Err(End::Close(CloseCode::Failed));
        }
        let push = self.party.plan.read(|now| encode::for_members(&now.plan, &events));
        if self.rights()? != self.audience {
            return Ok(());
        }
        let lines = push.events.iter().map(|(_, line)| line.as_str());
        let records = push.records.iter().map(|(_, record)| record.as_str());
        let frame = events_frame((self.cursor + 1, push.to), lines, records, &push.removed);
        output::send(&mut self.socket, frame).await?;
        self.cursor = push.to;
        self.party.server.metrics().catch_ups.inc();
        Ok(())
    }

    /// Sends every record that this account sees now. Starts over where its rights change on the way.
    async fn send_snapshot(&mut self) -> Result<(), End> {
        loop {
            self.audience = self.rights()?;
            if self.audience == Audience::Observers {
                self.absent();
            }
            let (hub, audience, packed) = (self.seat.hub.clone(), self.audience, self.packed);
            let made = tokio::task::spawn_blocking(move || hub.snapshot(audience, packed)).await;
            let snapshot = made.map_err(|_| End::Close(CloseCode::Failed))?;
            if self.send_parts(&snapshot.frames).await? {
                self.cursor = snapshot.seq;
                self.party.server.metrics().snapshots.inc();
                return Ok(());
            }
        }
    }

    /// Sends parts as long as the audience stays the same; says whether it did.
    async fn send_parts(&mut self, frames: &[Bytes]) -> Result<bool, End> {
        for frame in frames {
            if self.rights()? != self.audience {
                return Ok(false);
            }
            if self.packed {
                output::send_packed(&mut self.socket, frame.clone()).await?;
            } else {
                output::send(&mut self.socket, frame.clone()).await?;
            }
        }
        Ok(true)
    }

    /// Tells what changed with the roles: who is named, and what this account may do.
    async fn tell_roles(&mut self) -> Result<(), End> {
        let roles = self.seat.hub.roles();
        if roles == self.roles {
            return Ok(());
        }
        self.rights()?;
        self.roles = roles;
        self.send_people().await?;
        let may = self.acts();
        if may == self.may {
            return Ok(());
        }
        self.may = may;
        let frame = ServerFrame::Rights { may: words(may) };
        output::send_frame(&mut self.socket, &frame).await
    }

    async fn send_people(&mut self) -> Result<(), End> {
        let people: Vec<Person> =
            people::seen_by(self.party.server.app(), &self.party.plan, self.party.account());
        output::send_frame(&mut self.socket, &ServerFrame::People { people }).await
    }

    /// What this account may do anywhere in the plan, a bit for each act.
    fn acts(&self) -> u64 {
        let (account, time) = (self.party.account(), self.party.server.app().now());
        let session = &self.party.session;
        let may = |act| {
            session.allows(act)
                && self.party.plan.read(|now| now.plan.may(account, act, Scope::Plan, time))
        };
        Act::iter().enumerate().filter(|(_, act)| may(*act)).fold(0, |bits, (n, _)| bits | 1 << n)
    }
}

fn words(acts: u64) -> Vec<String> {
    let held = Act::iter().enumerate().filter(|(n, _)| acts & (1 << n) != 0);
    held.map(|(_, act)| act.to_string()).collect()
}
