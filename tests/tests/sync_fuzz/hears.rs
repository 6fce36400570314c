//! What a client makes of what it hears, and the rules that it holds each frame against.

use plenum_protocol::{
    Raw,
    live::{
        ClientFrame, CommandOutcome, CommandResult, Events, Presence, ServerFrame, SnapshotPart,
        Welcome,
    },
};
use plenum_testkit::live::Heard;

use crate::client::{Client, Mangle, Seen, Socket, name};

impl Client {
    pub async fn take(&mut self, heard: Heard) {
        match heard {
            Heard::Frame(frame) => self.frame(*frame).await,
            Heard::Closed(code, _) => self.closed(code),
            Heard::Lost => self.drop_socket(),
            Heard::Nonsense(what) => self.violation(&format!("heard {what}")),
            Heard::Nothing => {
                self.violation("nothing was heard for too long");
                self.drop_socket();
            }
        }
    }

    fn closed(&mut self, code: u16) {
        *self.closed.entry(code).or_default() += 1;
        let Some(Socket { session, generation, .. }) = &self.socket else { return };
        let (session, generation) = (*session, *generation);
        let expected = match code {
            // The last word of tasks that are cut off.
            1011 => self.world.has_crashed(generation),
            1012 => true,
            4400 => self.nonsense > plenum_protocol::limits::MALFORMED_FRAMES,
            4401 => self.world.ended(session).is_some(),
            4403 => true,
            4413 => self.nonsense > 0,
            _ => false,
        };
        if !expected {
            let refusals = self.refusals();
            self.violation(&format!("the server closed with {code} after {refusals:?}"));
        }
        if code == 4403 {
            let since = self.seq();
            self.note(Seen::Closed { since });
            self.purge();
        }
        self.drop_socket();
    }

    async fn frame(&mut self, frame: ServerFrame) {
        let welcomed = self.connection().is_some();
        match frame {
            ServerFrame::Welcome(welcome) if !welcomed => self.welcome(welcome),
            _ if !welcomed => self.violation("the first frame is no welcome"),
            ServerFrame::Welcome(_) => self.violation("welcome twice"),
            ServerFrame::People { people } => {
                self.note(Seen::People { cursor: self.seq(), count: people.len() });
            }
            ServerFrame::Rights { may } => self.may = may,
            ServerFrame::Snapshot(part) => self.snapshot(part),
            ServerFrame::Events(events) => {
                if self.mangle == Some(Mangle::Twice) {
                    self.events(events.clone());
                }
                self.events(events);
            }
            ServerFrame::Result(result) => self.result(result),
            ServerFrame::Presence(presence) => self.present(presence),
            ServerFrame::Clock { .. } => self.say(&ClientFrame::Alive {}).await,
            ServerFrame::Error(refused) => {
                if self.nonsense == 0 || refused.code != "malformed" {
                    self.violation(&format!("an error for nothing: {refused:?}"));
                }
            }
        }
    }

    fn welcome(&mut self, welcome: Welcome) {
        let Some(socket) = &mut self.socket else { return };
        socket.number = Some(welcome.connection);
        self.world.connected(socket.generation, welcome.connection, self.account);
        if self.cursor.is_some_and(|(epoch, _)| epoch != welcome.epoch) {
            self.violation("the epoch changed though the log is the same");
        }
        if welcome.account.id != self.account.0 || welcome.damaged_at.is_some() {
            self.violation(&format!("a welcome for someone else or a damaged plan: {welcome:?}"));
        }
        self.epoch = welcome.epoch;
        self.may = welcome.may;
        if self.socket.as_ref().is_some_and(|socket| socket.after.is_none()) {
            self.cursor = None;
        }
    }

    fn snapshot(&mut self, part: SnapshotPart) {
        let Some(socket) = &mut self.socket else { return };
        let next = (part.seq, part.part, part.parts);
        let expected = socket.part.take();
        // A snapshot that is overtaken by a change of rights starts over.
        if part.part != 0 && expected != Some(next) || part.part >= part.parts {
            return self.violation(&format!("a part {next:?} of a snapshot after {expected:?}"));
        }
        let done = part.part + 1 == part.parts;
        if !done {
            socket.part = Some((part.seq, part.part + 1, part.parts));
        }
        let after = socket.after.take();
        if let Some(after) = after {
            self.note(Seen::NotResumed { after });
        }
        if part.part == 0 {
            self.store.clear();
        }
        self.cursor = None;
        self.put(part.records);
        if done {
            self.cursor = Some((self.epoch, part.seq));
            let records = self.store.clone();
            self.note(Seen::Snapshot { seq: part.seq, records });
        }
    }

    fn put(&mut self, records: Vec<Raw>) {
        for record in records {
            match name(record.get()) {
                Some(name) => drop(self.store.insert(name, record.get().to_owned())),
                None => self.violation(&format!("a record without a name: {record}")),
            }
        }
    }

    fn events(&mut self, mut events: Events) {
        if self.mangle == Some(Mangle::DropEvent) && events.events.len() > 1 {
            events.events.remove(1);
        }
        let Events { from, to, events: lines, records, removed } = events;
        let unfinished = self.socket.as_ref().is_some_and(|socket| socket.part.is_some());
        let Some((epoch, cursor)) = self.cursor.filter(|_| !unfinished) else {
            return self.violation("events before the snapshot is whole");
        };
        if from != cursor + 1 || to < from {
            return self.violation(&format!("events {from}..={to} after {cursor}"));
        }
        let inside = lines.iter().all(|line| (from..=to).contains(&line.seq));
        let ordered = lines.windows(2).all(|pair| pair[0].seq < pair[1].seq);
        if !inside || !ordered {
            let seqs: Vec<u64> = lines.iter().map(|line| line.seq).collect();
            self.violation(&format!("events {seqs:?} in a frame of {from}..={to}"));
        }
        let facts = lines.iter().any(|line| line.fact.is_some());
        let secret = facts
            || records
                .iter()
                .filter_map(|record| name(record.get()))
                .any(|name| matches!(name.kind.as_str(), "member" | "task"));
        if facts && lines.len() as u64 != to - from + 1 {
            self.violation(&format!("{} events in a frame of {from}..={to}", lines.len()));
        }
        if let Some(socket) = &mut self.socket {
            socket.after = None;
        }
        self.put(records);
        for name in removed {
            self.store.remove(&name);
        }
        self.cursor = Some((epoch, to));
        self.note(Seen::Events { to, lines, secret });
    }

    fn result(&mut self, result: CommandResult) {
        let CommandResult { id, outcome } = result;
        if let Some(count) = self.socket.as_mut().and_then(|s| s.on_its_way.get_mut(&id)) {
            *count = count.saturating_sub(1);
        }
        let too_late = self.socket.as_ref().is_some_and(|socket| socket.too_late.contains(&id));
        if too_late && matches!(outcome, CommandOutcome::Ok(_)) {
            self.violation(&format!("a command was taken from a session that had ended: {id}"));
        }
        let shut = matches!(&outcome, CommandOutcome::Refused(why) if why.code == "unauthorised");
        match self.sent.get_mut(&id) {
            Some(sent) => sent.results.push(outcome),
            None => self.violation(&format!("a result for {id}, which was never sent")),
        }
        if shut {
            let session = self.socket.as_ref().map(|socket| socket.session);
            if session.and_then(|session| self.world.ended(session)).is_none() {
                self.violation("a session that had not ended was taken for one that had");
            }
            self.drop_socket();
        }
    }

    fn present(&mut self, presence: Presence) {
        let generation = self.socket.as_ref().map_or(0, |socket| socket.generation);
        for here in &presence.here {
            let owner = self.world.owner(generation, here.connection);
            if owner.is_none_or(|owner| owner.0 != here.account) {
                self.violation(&format!("presence names a stranger: {here:?}"));
            }
        }
        self.note(Seen::Presence { cursor: self.seq() });
        self.presence = Some(presence);
    }
}
