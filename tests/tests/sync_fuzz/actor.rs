//! What clients do, by seed: they work, drop out, come back, pause, repeat themselves and make no sense.

use plenum_domain::{
    AccountId, Command, Role,
    agenda::{AgendaCommand, ItemKind, Spot},
    meeting::MeetingCommand,
    member::MemberCommand,
    task::TaskCommand,
};
use plenum_protocol::{
    Raw,
    limits::{FRAME_BYTES, MALFORMED_FRAMES},
    live::{ClientFrame, CommandFrame, PresenceUpdate},
};
use plenum_testkit::ids;
use serde_json::json;
use uuid::Uuid;

use crate::client::{Client, Sent};

/// What each client does, at least.
pub const STEPS: u64 = 50;

/// Whose client it is; the sixth is another window of the fifth's.
pub fn account_of(n: usize) -> AccountId {
    ids::account(if n == 5 { 5 } else { n as u64 + 1 })
}

/// The role that an account begins with.
pub fn home_role(n: usize) -> Role {
    match n {
        0 | 1 => Role::Coordinator,
        2 => Role::Facilitator { space: ids::space(1) },
        3 => Role::Facilitator { space: ids::space(2) },
        4 | 5 => Role::Contributor { partner: ids::partner(1) },
        6 | 7 => Role::Contributor { partner: ids::partner(2) },
        8 => Role::Secretary { meeting: ids::meeting(3) },
        9 => Role::Auditor,
        _ => Role::Observer,
    }
}

impl Client {
    /// Everything one client does, until it is done.
    pub async fn live(&mut self) {
        for _ in 0..STEPS {
            if self.world.is_broken() {
                break;
            }
            self.world.step();
            self.overhear().await;
            self.act().await;
        }
        self.world.leave();
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.seeded.below(100) < percent
    }

    async fn act(&mut self) {
        if !self.is_connected() {
            let resume = !self.chance(20);
            if !self.connect(resume).await {
                // Until someone gives the role back.
                let steps = 5 + self.seeded.below(40);
                return self.world.rest(steps).await;
            }
            return self.resend().await;
        }
        match self.seeded.below(100) {
            // Who may change nothing seldom tries.
            0..50 if self.n < 9 || self.chance(20) => self.work().await,
            50..60 => self.settle().await,
            60..68 => self.drop_socket(),
            68..71 => {
                self.work().await;
                self.drop_socket();
            }
            71..79 => {
                // Reads nothing meanwhile.
                let steps = self.seeded.below(120);
                self.world.rest(steps).await;
            }
            79..84 => self.repeat().await,
            84..87 => self.babble().await,
            87..88 => self.shout().await,
            88..90 => self.sign_out().await,
            90..96 if self.connection().is_some() => {
                let at = format!("place-{}", self.seeded.below(3));
                let update = PresenceUpdate { at, focus: Some("agenda".into()) };
                self.say(&ClientFrame::Presence(update)).await;
            }
            _ => self.hear_one().await,
        }
    }

    /// Waits until one more event is there, if anyone does anything.
    async fn hear_one(&mut self) {
        self.world.rest(3).await;
        self.overhear().await;
    }

    /// Waits for the answer to everything it has sent.
    pub async fn settle(&mut self) {
        self.resend().await;
        while self.is_connected() && self.waits() && !self.world.is_broken() {
            let before = self.answers();
            self.hear().await;
            if self.answers() > before {
                self.resend().await;
            }
        }
    }

    /// Whether a command has no answer for good.
    pub fn waits(&self) -> bool {
        self.sent.values().any(|sent| !sent.is_answered())
    }

    fn answers(&self) -> usize {
        self.sent.values().map(|sent| sent.results.len()).sum()
    }

    /// Sends again what was not answered on this socket, or was to be sent again.
    pub async fn resend(&mut self) {
        let waiting: Vec<Uuid> = self.order.iter().copied().filter(|id| self.is_due(id)).collect();
        for id in waiting {
            self.send(id).await;
        }
    }

    fn is_due(&self, id: &Uuid) -> bool {
        self.sent.get(id).is_some_and(|sent| !sent.is_answered()) && !self.is_on_its_way(*id)
    }

    async fn work(&mut self) {
        let (command, must_write, reason) = if self.chance(12) {
            match self.undo() {
                Some(frame) => return self.send_new(frame, false).await,
                None => self.command(),
            }
        } else {
            self.command()
        };
        let id = self.seeded.uuid();
        self.send_new(frame(id, &command, reason), must_write).await;
    }

    pub async fn send_new(&mut self, frame: CommandFrame, must_write: bool) {
        let id = frame.id;
        self.order.push(id);
        self.sent.insert(id, Sent { frame, must_write, copies: 0, results: Vec::new() });
        self.send(id).await;
    }

    /// Sends a command once more than needed, or its id with other words.
    async fn repeat(&mut self) {
        if self.order.is_empty() {
            return;
        }
        let id = self.order[self.seeded.below(self.order.len() as u64) as usize];
        let sent = &self.sent[&id];
        let known = sent.must_write && sent.accepted().next().is_some();
        if !known || sent.copies > sent.results.len() || self.chance(60) {
            return self.send(id).await;
        }
        let (before, accepted) = (self.sent[&id].results.len(), self.sent[&id].accepted().count());
        let mut other = self.sent[&id].frame.clone();
        other.reason = Some("autre chose".into());
        self.say(&ClientFrame::Command(other)).await;
        if let Some(sent) = self.sent.get_mut(&id) {
            sent.copies += 1;
        }
        while self.is_connected() && self.sent[&id].results.len() == before {
            if self.world.is_broken() {
                return;
            }
            self.hear().await;
        }
        if self.sent[&id].accepted().count() > accepted {
            self.violation(&format!("other words under a known id were taken: {id}"));
        }
    }

    async fn babble(&mut self) {
        let flood = self.chance(20);
        let times = if flood { MALFORMED_FRAMES + 2 } else { 1 };
        for _ in 0..times {
            let hello = r#"{"t":"hello","protocol":1,"schema":1}"#;
            let (text, binary) = match self.seeded.below(6) {
                0 => ("{".to_owned(), false),
                1 => (hello.to_owned(), false),
                2 => (r#"{"t":"command","id":"no","name":"task.add","body":{}}"#.to_owned(), false),
                3 => (r#"{"t":"wish"}"#.to_owned(), false),
                4 => ("[1,2,3]".to_owned(), false),
                _ => (hello.to_owned(), true),
            };
            self.say_nonsense(text, binary).await;
        }
    }

    /// A frame over the limit.
    async fn shout(&mut self) {
        self.say_nonsense("x".repeat(FRAME_BYTES + 1), false).await;
    }

    fn undo(&mut self) -> Option<CommandFrame> {
        let is_done = |id: &&Uuid| self.sent[*id].accepted().next().is_some();
        let command = self.order.iter().rev().find(is_done).copied()?;
        let body = raw(&json!({ "command": command }));
        Some(CommandFrame { id: self.seeded.uuid(), name: "undo".into(), body, reason: None })
    }

    /// A command, whether it writes whenever it is accepted, and its reason.
    fn command(&mut self) -> (Command, bool, Option<String>) {
        let reason = self.chance(20).then(|| "parce que".to_owned());
        let manages = self.n < 2 && self.chance(25);
        let (command, must_write) = if manages {
            self.manage()
        } else if self.chance(20) {
            self.task()
        } else {
            self.agenda()
        };
        (command, must_write, reason)
    }

    fn manage(&mut self) -> (Command, bool) {
        // The first client stays, so that there is always someone who can put things right.
        let n = 1 + self.seeded.below(11) as usize;
        let account = account_of(n);
        let command = match self.seeded.below(8) {
            0..3 => MemberCommand::RevokeRole { account, role: home_role(n) },
            3..6 => MemberCommand::GrantRole { account, role: home_role(n), until: None },
            6 => MemberCommand::GrantRole { account, role: Role::Observer, until: None },
            _ => {
                let meeting = ids::meeting(1 + self.seeded.below(2));
                return (MeetingCommand::Convene { meeting }.into(), true);
            }
        };
        (command.into(), false)
    }

    fn task(&mut self) -> (Command, bool) {
        let task = self.known("task").map_or(ids::task(1), Into::into);
        let title = format!("Tâche {}", self.seeded.next_u64());
        match self.seeded.below(5) {
            0 => (TaskCommand::Rename { task, title }.into(), true),
            1 => (TaskCommand::Complete { task }.into(), true),
            2 => (TaskCommand::Reopen { task }.into(), true),
            _ => {
                let task = self.seeded.uuid().into();
                let owner = Some(ids::partner(1 + self.n as u64 / 6));
                let space = (self.n == 2).then(|| ids::space(1));
                let (due, axis, meeting) = (None, None, None);
                (
                    TaskCommand::Add { task, title, owner, due, axis, space, meeting, about: None }
                        .into(),
                    true,
                )
            }
        }
    }

    fn spot(&mut self) -> Spot {
        let own = match self.n {
            2 => 1,
            3 => 2,
            _ => 3,
        };
        let meeting = ids::meeting(if self.chance(80) { own } else { 1 + self.seeded.below(3) });
        let parent = self.item().filter(|_| self.chance(10));
        let after = self.item().filter(|_| self.chance(50));
        Spot { meeting, parent, after }
    }

    fn item(&mut self) -> Option<plenum_domain::ItemId> {
        self.known("item").map(Into::into)
    }

    /// A record of a kind that it has, if it has one.
    fn known(&mut self, kind: &str) -> Option<Uuid> {
        let known: Vec<Uuid> =
            self.store.keys().filter(|name| name.kind == kind).map(|name| name.id).collect();
        let count = known.len() as u64;
        (count > 0).then(|| known[self.seeded.below(count) as usize])
    }

    fn agenda(&mut self) -> (Command, bool) {
        use AgendaCommand as C;
        let choice = self.seeded.below(20);
        let title = format!("Point {}", self.seeded.next_u64());
        let (kind, duration) = (ItemKind::Discussion, 1 + self.seeded.below(60) as u16);
        let (presenter, axis) = (None, None);
        let space = self.chance(30).then(|| ids::space(1 + self.seeded.below(2)));
        let spot = self.spot();
        let known = self.item().filter(|_| choice > 5);
        let Some(item) = known else {
            let item = self.seeded.uuid().into();
            let command = if choice == 0 {
                C::ProposeItem { item, space, kind, title, duration, presenter, axis }
            } else {
                C::AddItem { item, spot, kind, title, duration, presenter, axis }
            };
            return (command.into(), true);
        };
        let command = match choice {
            6..10 => return (C::RenameItem { item, title }.into(), true),
            10..14 => C::MoveItem { item, spot },
            14 => C::SetDuration { item, duration },
            15 => C::MarkLate { item },
            16 | 17 => return (C::SendToBacklog { item, space }.into(), true),
            18 => return (C::TakeFromBacklog { item, spot }.into(), true),
            _ => return (C::RemoveItem { item }.into(), true),
        };
        (command.into(), false)
    }
}

fn raw(value: &serde_json::Value) -> Raw {
    serde_json::value::to_raw_value(value).expect("JSON")
}

/// A command as it is sent.
pub fn frame(id: Uuid, command: &Command, reason: Option<String>) -> CommandFrame {
    let whole = serde_json::to_value(command).expect("JSON");
    let inner = whole.as_object().and_then(|concepts| concepts.values().next());
    let body = inner.and_then(|names| names.as_object()?.values().next()).expect("a body");
    CommandFrame { id, name: command.kind(), body: raw(body), reason }
}
