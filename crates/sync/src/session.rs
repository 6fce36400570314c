//! One connection's conduct: hello, commands, presence, signs of life.
//!
//! Each input gives one [`Step`]; whoever holds the socket carries it out. Rights are not known here:
//! they are asked of the plan at each delivery and each command, never kept (S9).

use std::time::Instant;

use plenum_protocol::{
    PROTOCOL, TEXT_SCHEMA, limits,
    live::{
        ClientFrame, CloseCode, CommandFrame, CommandOutcome, CommandResult, Hello, PresenceUpdate,
        Refused,
    },
};
use uuid::Uuid;

use crate::{Allowance, Denied};

/// What to do about an input.
#[derive(Clone, Debug)]
pub enum Step {
    Nothing,
    /// Welcome the client and send it what it lacks.
    Open(Hello),
    /// Hand the command to the plan; [`Allowance::done`] follows its answer.
    Submit(CommandFrame),
    /// The command was not let through.
    Deny(CommandResult),
    /// Pass on where this person is.
    Present(PresenceUpdate),
    /// The peer shows that it is there.
    Alive,
    /// Send the server's clock.
    Clock,
    /// Say what was wrong; the connection stays.
    Complain(Refused),
    Close(CloseCode),
}

/// The state of one connection.
#[derive(Debug)]
pub struct Session {
    open: bool,
    /// Of the hello, then of the next clock.
    due: Instant,
    /// Bytes before the hello.
    bytes: usize,
    malformed: u32,
    /// Commands refused for their rate since the last that passed.
    denied: u32,
    unanswered: u32,
    /// When the next presence may be passed on, and the latest that waits for it.
    presence_from: Instant,
    held: Option<PresenceUpdate>,
}

impl Session {
    /// A connection that was just accepted.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self {
            open: false,
            due: now + limits::HELLO_DEADLINE,
            bytes: 0,
            malformed: 0,
            denied: 0,
            unanswered: 0,
            presence_from: now,
            held: None,
        }
    }

    /// When [`Self::tick`] is due.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        match self.held {
            Some(_) => self.due.min(self.presence_from),
            None => self.due,
        }
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Instant) -> Step {
        if now >= self.due {
            if !self.open || self.unanswered >= limits::UNANSWERED_CLOCKS {
                return Step::Close(CloseCode::Silent);
            }
            self.unanswered += 1;
            self.due = now + limits::CLOCK_INTERVAL;
            return Step::Clock;
        }
        match self.held.take_if(|_| now >= self.presence_from) {
            Some(update) => self.pass_on(update, now),
            None => Step::Nothing,
        }
    }

    /// A text frame came.
    pub fn text(&mut self, now: Instant, text: &str, allowance: &mut Allowance) -> Step {
        if !self.open {
            return self.first(now, text);
        }
        self.unanswered = 0;
        match ClientFrame::parse(text) {
            Ok(ClientFrame::Command(command)) => self.command(now, command, allowance),
            Ok(ClientFrame::Presence(update)) => self.presence(now, update),
            Ok(ClientFrame::Alive {}) => Step::Alive,
            Ok(ClientFrame::Hello(_)) => self.complain("the connection is already open".into()),
            Err(error) => self.complain(error.to_string()),
        }
    }

    /// A binary frame came; texts will use them (S13), nothing does yet.
    pub fn binary(&mut self, bytes: usize) -> Step {
        if !self.open {
            return Step::Close(CloseCode::BadHello);
        }
        self.unanswered = 0;
        self.complain(format!("a binary frame of {bytes} bytes means nothing here"))
    }

    /// The first frame: within its bytes and its time, of this protocol, with a schema that can write (S2, S15).
    fn first(&mut self, now: Instant, text: &str) -> Step {
        self.bytes += text.len();
        if self.bytes > limits::HELLO_BYTES {
            return Step::Close(CloseCode::TooLarge);
        }
        let Ok(ClientFrame::Hello(hello)) = ClientFrame::parse(text) else {
            return Step::Close(CloseCode::BadHello);
        };
        if hello.protocol != PROTOCOL {
            return Step::Close(CloseCode::BadHello);
        }
        if hello.schema < TEXT_SCHEMA {
            return Step::Close(CloseCode::Outdated);
        }
        self.open = true;
        self.due = now + limits::CLOCK_INTERVAL;
        Step::Open(hello)
    }

    fn command(&mut self, now: Instant, frame: CommandFrame, allowance: &mut Allowance) -> Step {
        let (code, message) = match allowance.take(now) {
            Ok(()) => {
                self.denied = 0;
                return Step::Submit(frame);
            }
            Err(Denied::InFlight) => ("busy", "too many commands wait for their answer"),
            Err(Denied::RateLimited) => {
                self.denied += 1;
                if self.denied > limits::REFUSALS_BEFORE_CLOSE {
                    return Step::Close(CloseCode::TooMany);
                }
                ("rate_limited", "more commands a second than one session may send")
            }
        };
        Step::Deny(refused(frame.id, code, message))
    }

    fn presence(&mut self, now: Instant, update: PresenceUpdate) -> Step {
        let long = |text: &str| text.len() > limits::PRESENCE_BYTES;
        if long(&update.at) || update.focus.as_deref().is_some_and(long) {
            let max = limits::PRESENCE_BYTES;
            return self.complain(format!("a place or focus is at most {max} bytes"));
        }
        if now < self.presence_from {
            self.held = Some(update);
            return Step::Nothing;
        }
        self.pass_on(update, now)
    }

    fn pass_on(&mut self, update: PresenceUpdate, now: Instant) -> Step {
        self.held = None;
        self.presence_from = now + limits::PRESENCE_INTERVAL;
        Step::Present(update)
    }

    fn complain(&mut self, message: String) -> Step {
        self.malformed += 1;
        if self.malformed > limits::MALFORMED_FRAMES {
            return Step::Close(CloseCode::BadHello);
        }
        let code = "malformed".into();
        Step::Complain(Refused { code, message, field: None, retry: false })
    }
}

fn refused(id: Uuid, code: &str, message: &str) -> CommandResult {
    let refused = Refused { code: code.into(), message: message.into(), field: None, retry: true };
    CommandResult { id, outcome: CommandOutcome::Refused(refused) }
}

/// Where a client that says hello goes on (S3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// With the events after this one.
    After(u64),
    /// From nothing, with a snapshot.
    Snapshot,
}

/// Where to go on. A cursor of another epoch, or ahead of the head, belongs to a log that is no more:
/// the client gets a snapshot, once, and its cursor is right again.
#[must_use]
pub fn resume(hello: &Hello, epoch: Uuid, head: u64) -> Resume {
    match hello.after {
        Some(after)
            if hello.epoch == Some(epoch)
                && after <= head
                && head - after <= limits::CATCH_UP_EVENTS =>
        {
            Resume::After(after)
        }
        _ => Resume::Snapshot,
    }
}

#[cfg(test)]
mod tests;
