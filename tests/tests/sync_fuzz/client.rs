//! A client of one run: what it has, what it sent, and what it received.

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use plenum_domain::AccountId;
use plenum_log::conformance::Seeded;
use plenum_protocol::live::{
    ClientFrame, CommandFrame, CommandOutcome, EventLine, Presence, RecordName,
};
use plenum_testkit::live::LiveClient;
use serde_json::Value;
use uuid::Uuid;

use crate::world::World;

pub type Store = BTreeMap<RecordName, String>;

/// A change to what is heard, to prove that it would be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mangle {
    /// An event is dropped from frames that carry several.
    DropEvent,
    /// A frame of events is heard twice.
    Twice,
}

/// A command that was sent, and what was answered.
pub struct Sent {
    pub frame: CommandFrame,
    /// Done, it cannot but write.
    pub must_write: bool,
    pub copies: usize,
    pub results: Vec<CommandOutcome>,
}

impl Sent {
    /// Whether the answer says what became of it, for good.
    pub fn is_answered(&self) -> bool {
        self.results.iter().any(is_final)
    }

    pub fn accepted(&self) -> impl Iterator<Item = u64> {
        self.results.iter().filter_map(|outcome| match outcome {
            CommandOutcome::Ok(accepted) => Some(accepted.seq),
            CommandOutcome::Refused(_) => None,
        })
    }
}

fn is_final(outcome: &CommandOutcome) -> bool {
    match outcome {
        CommandOutcome::Ok(_) => true,
        CommandOutcome::Refused(refused) => !refused.retry && refused.code != "unauthorised",
    }
}

/// Something received, to be held against the log once all of it is known.
pub enum Seen {
    Snapshot {
        seq: u64,
        records: Store,
    },
    /// Where the client meant to resume, and was sent a snapshot instead.
    NotResumed {
        after: u64,
    },
    Events {
        to: u64,
        lines: Vec<EventLine>,
        secret: bool,
    },
    Presence {
        cursor: u64,
    },
    People {
        cursor: u64,
        count: usize,
    },
    /// The plan was closed to it.
    Closed {
        since: u64,
    },
}

/// With where the log ended when it was received, and the session it was received by.
pub struct Sighting {
    pub seen: Seen,
    pub head: u64,
    pub session: Uuid,
}

pub struct Socket {
    pub client: LiveClient,
    pub session: Uuid,
    pub generation: u64,
    pub number: Option<u64>,
    pub after: Option<u64>,
    /// The next part of a snapshot that is under way, its number and how many there are.
    pub part: Option<(u64, u32, u32)>,
    /// Ids sent after the session had been ended.
    pub too_late: Vec<Uuid>,
    /// How many copies of each command wait for an answer on this socket.
    pub on_its_way: HashMap<Uuid, usize>,
}

pub struct Client {
    pub n: usize,
    pub account: AccountId,
    pub world: Rc<World>,
    pub seeded: Seeded,
    pub mangle: Option<Mangle>,
    pub socket: Option<Socket>,
    session: (Uuid, String),
    pub store: Store,
    /// The epoch and the last event of what is in the store; none while it is not whole.
    pub cursor: Option<(Uuid, u64)>,
    pub epoch: Uuid,
    pub may: Vec<String>,
    pub sent: HashMap<Uuid, Sent>,
    pub order: Vec<Uuid>,
    pub sightings: Vec<Sighting>,
    /// What it was last told of who is where.
    pub presence: Option<Presence>,
    /// Frames it sent on this socket that make no sense.
    pub nonsense: u32,
    pub closed: HashMap<u16, u32>,
}

impl Client {
    pub async fn new(n: usize, account: AccountId, world: Rc<World>, seed: u64) -> Self {
        let session = world.sign_in(account).await;
        let seeded = Seeded::new(seed.wrapping_mul(1_000_003) ^ (n as u64) << 32);
        Self {
            n,
            account,
            world,
            seeded,
            mangle: None,
            socket: None,
            session,
            store: Store::new(),
            cursor: None,
            epoch: Uuid::nil(),
            may: Vec::new(),
            sent: HashMap::new(),
            order: Vec::new(),
            sightings: Vec::new(),
            presence: None,
            nonsense: 0,
            closed: HashMap::new(),
        }
    }

    pub fn violation(&self, what: &str) {
        self.world.violation(format!("client {}: {what}", self.n));
    }

    pub fn is_connected(&self) -> bool {
        self.socket.is_some()
    }

    /// What it was refused, by code.
    pub fn refusals(&self) -> BTreeMap<&str, u32> {
        let mut refusals = BTreeMap::new();
        for outcome in self.sent.values().flat_map(|sent| &sent.results) {
            if let CommandOutcome::Refused(refused) = outcome {
                *refusals.entry(refused.code.as_str()).or_default() += 1;
            }
        }
        refusals
    }

    /// Its connection as presence names it.
    pub fn connection(&self) -> Option<u64> {
        self.socket.as_ref()?.number
    }

    pub fn note(&mut self, seen: Seen) {
        let Some(socket) = &self.socket else { return };
        let (session, head) = (socket.session, self.world.head());
        self.sightings.push(Sighting { seen, head, session });
    }

    pub fn seq(&self) -> u64 {
        self.cursor.map_or(0, |(_, seq)| seq)
    }

    /// Opens a socket, resuming unless told otherwise; false where the plan is closed to this account.
    pub async fn connect(&mut self, resume: bool) -> bool {
        self.drop_socket();
        let cursor = self.cursor.filter(|_| resume);
        let since = self.world.head();
        // Half of the clients take snapshots packed, as browsers do.
        let is_packed = self.n.is_multiple_of(2);
        match self.world.open(&self.session.1, cursor, is_packed).await {
            Ok((client, generation)) => {
                let (session, after) = (self.session.0, cursor.map(|(_, seq)| seq));
                self.nonsense = 0;
                self.socket = Some(Socket {
                    client,
                    session,
                    generation,
                    number: None,
                    after,
                    part: None,
                    too_late: Vec::new(),
                    on_its_way: HashMap::new(),
                });
            }
            Err(Some(401)) if self.world.ended(self.session.0).is_some() => {
                self.session = self.world.sign_in(self.account).await;
            }
            Err(Some(404)) => {
                let (head, session) = (self.world.head(), self.session.0);
                self.sightings.push(Sighting { seen: Seen::Closed { since }, head, session });
                self.purge();
                return false;
            }
            // The server is between two lives.
            Err(None) => self.world.rest(1).await,
            Err(Some(status)) => self.violation(&format!("the upgrade was answered {status}")),
        }
        true
    }

    pub fn drop_socket(&mut self) {
        if self.socket.take().is_some_and(|socket| socket.part.is_some()) {
            // A part of a snapshot is no state to resume from.
            self.cursor = None;
        }
        self.presence = None;
    }

    pub fn purge(&mut self) {
        self.store.clear();
        self.cursor = None;
        self.presence = None;
    }

    pub async fn sign_out(&mut self) {
        self.world.sign_out(self.session.0).await;
    }

    /// Sends a command, or sends it again.
    pub async fn send(&mut self, id: Uuid) {
        let (Some(socket), Some(sent)) = (&mut self.socket, self.sent.get_mut(&id)) else { return };
        if self.world.ended(socket.session).is_some() && !socket.on_its_way.contains_key(&id) {
            socket.too_late.push(id);
        }
        *socket.on_its_way.entry(id).or_default() += 1;
        sent.copies += 1;
        let frame = ClientFrame::Command(sent.frame.clone());
        if !socket.client.say(&frame).await {
            self.drop_socket();
        }
    }

    /// Whether a copy of a command waits for its answer on this socket.
    pub fn is_on_its_way(&self, id: Uuid) -> bool {
        let count = self.socket.as_ref().and_then(|socket| socket.on_its_way.get(&id));
        count.is_some_and(|count| *count > 0)
    }

    pub async fn say(&mut self, frame: &ClientFrame) {
        let said = match &mut self.socket {
            Some(socket) => socket.client.say(frame).await,
            None => true,
        };
        if !said {
            self.drop_socket();
        }
    }

    pub async fn say_nonsense(&mut self, text: String, binary: bool) {
        self.nonsense += 1;
        let Some(socket) = &mut self.socket else { return };
        let said = if binary {
            socket.client.say_bytes(text.into_bytes()).await
        } else {
            socket.client.say_text(text).await
        };
        if !said {
            self.drop_socket();
        }
    }

    /// Takes in what has come already.
    pub async fn overhear(&mut self) {
        while let Some(heard) = self.socket.as_mut().and_then(|socket| socket.client.overhear()) {
            self.take(heard).await;
        }
    }

    /// Waits for a frame and takes it in.
    pub async fn hear(&mut self) {
        let Some(socket) = &mut self.socket else { return };
        let heard = socket.client.hear().await;
        self.take(heard).await;
    }
}

/// A record's name, as frames that remove it say it.
pub fn name(record: &str) -> Option<RecordName> {
    let record: Value = serde_json::from_str(record).ok()?;
    let kind = record["type"].as_str()?.to_owned();
    let id = match kind.as_str() {
        "plan" => Uuid::nil(),
        "member" => record["account"].as_str()?.parse().ok()?,
        _ => record["id"].as_str()?.parse().ok()?,
    };
    Some(RecordName { kind, id })
}
