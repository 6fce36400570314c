//! One live connection: a cursor, and a task that carries out what its session's state machine decides.

use std::{pin::Pin, sync::Arc};

use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use futures_util::{Future, StreamExt, stream::FuturesUnordered};
use plenum_app::{PlanHandle, Session};
use plenum_domain::{AccountId, Audience};
use plenum_protocol::{
    limits,
    live::{
        CloseCode, CommandFrame, CommandOutcome, CommandResult, Hello, PresenceUpdate, ServerFrame,
    },
};
use plenum_sync::{Peer, Step};
use tokio::{
    sync::watch,
    time::{Sleep, sleep_until, timeout},
};

use super::{
    hub::Seat,
    output::{self, End},
};
use crate::{
    clock::now,
    state::{Permit, Server, Socket},
};

/// Who a connection belongs to, and the plan it is about.
pub(super) struct Party {
    pub server: Server,
    pub plan: PlanHandle,
    pub session: Arc<Session>,
    pub connection: u64,
    socket: Socket,
}

impl Party {
    pub fn account(&self) -> AccountId {
        self.session.account
    }
}

type Answer = Pin<Box<dyn Future<Output = CommandResult> + Send>>;

/// A connection after its hello.
pub(super) struct Connection {
    pub socket: WebSocket,
    pub party: Party,
    pub seat: Seat,
    /// What the client was last sent is for this audience.
    pub audience: Audience,
    /// Whether it takes the parts of a snapshot packed.
    pub packed: bool,
    /// Number of the last event the client has.
    pub cursor: u64,
    /// The state of the roles that the client was last told, and what it may do under it.
    pub roles: u64,
    pub may: u64,
    conduct: plenum_sync::Session,
    wake: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    answers: FuturesUnordered<Answer>,
    place: Option<(PresenceUpdate, watch::Receiver<Bytes>)>,
}

/// Serves a socket from its upgrade to its end.
pub async fn run(
    mut socket: WebSocket,
    server: Server,
    plan: PlanHandle,
    session: Arc<Session>,
    counted: Socket,
) {
    let connection = server.next_connection();
    let stopping = server.stopping();
    let party = Party { server, plan, session, connection, socket: counted };
    let mut conduct = plenum_sync::Session::new(now());
    let end = match hello(&mut socket, &mut conduct, &party, stopping.clone()).await {
        Ok(hello) => {
            // In a box of its own: most of a connection's state is only needed from here on.
            let serve = Box::pin(serve(socket, party, conduct, stopping, hello));
            let (back, end) = serve.await;
            socket = back;
            end
        }
        Err(end) => end,
    };
    tracing::debug!(connection, ?end, "a live connection ended");
    output::close(socket, end).await;
}

/// Waits for the first frame (S2, S15).
async fn hello(
    socket: &mut WebSocket,
    conduct: &mut plenum_sync::Session,
    party: &Party,
    mut stopping: watch::Receiver<bool>,
) -> Result<Hello, End> {
    loop {
        let step = tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    conduct.text(now(), &text, &mut party.socket.used.allowance())
                }
                Some(Ok(Message::Binary(bytes))) => conduct.binary(bytes.len()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => Step::Nothing,
                Some(Ok(Message::Close(_))) | None => return Err(End::Left),
                Some(Err(error)) => return Err(output::read_error(&error)),
            },
            () = sleep_until(conduct.deadline().into()) => conduct.tick(now()),
            () = stopped(&mut stopping) => Step::Close(CloseCode::Restarting),
        };
        match step {
            Step::Open(hello) => return Ok(hello),
            Step::Close(code) => return Err(End::Close(code)),
            _ => {}
        }
    }
}

async fn serve(
    socket: WebSocket,
    party: Party,
    conduct: plenum_sync::Session,
    stopping: watch::Receiver<bool>,
    hello: Hello,
) -> (WebSocket, End) {
    let hubs = party.server.hubs();
    let seat = hubs.join(&party.plan, &party.session, party.connection);
    let mut connection = Connection {
        wake: seat.hub.wake(),
        audience: Audience::Observers,
        packed: false,
        cursor: 0,
        roles: 0,
        may: 0,
        socket,
        party,
        seat,
        conduct,
        stopping,
        answers: FuturesUnordered::new(),
        place: None,
    };
    let end = match connection.welcome(&hello).await {
        Ok(()) => connection.live().await,
        Err(end) => end,
    };
    if end == End::Stalled {
        connection.party.server.metrics().stalled.inc();
    }
    if end == End::Close(CloseCode::Restarting) {
        connection.drain().await;
    }
    (connection.socket, end)
}

impl Connection {
    /// Serves until something ends it.
    async fn live(&mut self) -> End {
        let sleep = sleep_until(self.conduct.deadline().into());
        tokio::pin!(sleep);
        loop {
            if let Err(end) = self.turn(sleep.as_mut()).await {
                return end;
            }
            let deadline = self.conduct.deadline().into();
            if sleep.deadline() != deadline {
                sleep.as_mut().reset(deadline);
            }
        }
    }

    /// Waits for the next thing to happen, and deals with it.
    async fn turn(&mut self, sleep: Pin<&mut Sleep>) -> Result<(), End> {
        let step = tokio::select! {
            biased;
            () = stopped(&mut self.stopping) => Step::Close(CloseCode::Restarting),
            Some(result) = self.answers.next(), if !self.answers.is_empty() => {
                return output::send_frame(&mut self.socket, &ServerFrame::Result(result)).await;
            }
            woken = self.wake.changed() => {
                woken.map_err(|_| End::Close(CloseCode::Failed))?;
                return self.deliver().await;
            }
            message = self.socket.recv() => self.read(message)?,
            () = sleep => self.conduct.tick(now()),
            Some(frame) = presence(&mut self.place) => {
                // A role may have gone that is not delivered yet: observers are not told who is here.
                return match self.rights()? {
                    Audience::Members => output::send(&mut self.socket, frame).await,
                    Audience::Observers => Ok(()),
                };
            }
        };
        self.carry_out(step).await
    }

    fn read(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<Step, End> {
        match message {
            Some(Ok(Message::Text(text))) => {
                let mut allowance = self.party.socket.used.allowance();
                Ok(self.conduct.text(now(), &text, &mut allowance))
            }
            Some(Ok(Message::Binary(bytes))) => Ok(self.conduct.binary(bytes.len())),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Step::Nothing),
            Some(Ok(Message::Close(_))) | None => Err(End::Left),
            Some(Err(error)) => Err(output::read_error(&error)),
        }
    }

    async fn carry_out(&mut self, step: Step) -> Result<(), End> {
        let frame = match step {
            Step::Nothing | Step::Open(_) => return Ok(()),
            Step::Submit(command) => {
                self.submit(command);
                return Ok(());
            }
            Step::Present(update) => {
                self.present(update);
                return Ok(());
            }
            Step::Alive => {
                self.stay();
                return Ok(());
            }
            Step::Deny(result) => ServerFrame::Result(result),
            Step::Clock => ServerFrame::Clock { now: self.party.server.app().now() },
            Step::Complain(refused) => ServerFrame::Error(refused),
            Step::Close(code) => return Err(End::Close(code)),
        };
        output::send_frame(&mut self.socket, &frame).await
    }

    fn submit(&mut self, command: CommandFrame) {
        let id = command.id;
        let Party { server, plan, session, socket, .. } = &self.party;
        let permit = Permit::taken(Arc::clone(&socket.used));
        let answer = server.submit(plan, session, permit, command);
        self.answers.push(Box::pin(async move {
            let outcome = match answer.await {
                Ok(accepted) => CommandOutcome::Ok(accepted),
                Err(problem) => CommandOutcome::Refused(problem.refused()),
            };
            CommandResult { id, outcome }
        }));
    }

    /// Says where this person is, under the name that the server knows them by (S17). Observers neither see
    /// who is here nor are seen: they are not told who the members are.
    fn present(&mut self, update: PresenceUpdate) {
        if self.audience != Audience::Members {
            return;
        }
        let account = self.party.account();
        let label = self.party.server.app().access().account(account).map(|known| known.label);
        let peer = Peer { account: account.into(), label: label.unwrap_or_default().into() };
        let rooms = &self.seat.hub.rooms;
        let receiver = rooms.enter(self.party.connection, peer, update.clone());
        self.place = Some((update, receiver));
    }

    /// A sign of life keeps a presence, or brings back one that had lapsed.
    fn stay(&mut self) {
        let lapsed = !self.seat.hub.rooms.alive(self.party.connection);
        if let Some((update, _)) = self.place.take_if(|_| lapsed) {
            self.present(update);
        }
    }

    /// Forgets where this person is.
    pub(super) fn absent(&mut self) {
        self.place = None;
        self.seat.hub.rooms.leave(self.party.connection);
    }

    /// Before a restart: what was sent is committed and answered (S12).
    async fn drain(&mut self) {
        let answers = async {
            while let Some(result) = self.answers.next().await {
                let frame = ServerFrame::Result(result);
                if output::send_frame(&mut self.socket, &frame).await.is_err() {
                    return;
                }
            }
        };
        // Who is not answered in time sends the same ids again.
        let _ = timeout(limits::DRAIN_DEADLINE, answers).await;
    }
}

/// Resolves when the server stops.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // A server that is gone has stopped as well.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// The next change of who is at the same place.
async fn presence(place: &mut Option<(PresenceUpdate, watch::Receiver<Bytes>)>) -> Option<Bytes> {
    let Some((_, receiver)) = place else { return std::future::pending().await };
    if receiver.changed().await.is_err() {
        *place = None;
        return None;
    }
    Some(receiver.borrow_and_update().clone())
}
