//! What all handlers share.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use axum::http::StatusCode;
use plenum_app::{App, PlanHandle, Request, Session};
use plenum_domain::{Act, Refusal};
use plenum_identity::Passkeys;
use plenum_protocol::{
    limits::{SOCKETS_PER_SESSION, UPLOADS_IN_FLIGHT},
    live::{Accepted, CommandFrame},
};
use plenum_sync::{Allowance, Denied};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    clock,
    config::Config,
    live::Hubs,
    metrics::Metrics,
    problem::{Problem, outcome},
    ways::Ways,
};

/// The server, without its listener. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    config: Config,
    hubs: Hubs,
    metrics: Arc<Metrics>,
    ways: Ways,
    /// Held while an invitation is accepted.
    accepting: tokio::sync::Mutex<()>,
    uses: Mutex<HashMap<Uuid, Arc<Use>>>,
    connections: AtomicU64,
    stopping: watch::Sender<bool>,
    /// Live sockets.
    open: Arc<watch::Sender<usize>>,
}

/// What one signed-in session uses, over all its sockets and requests: limits count by session, never by
/// address, because a whole hall sits behind one.
#[derive(Debug)]
pub struct Use {
    allowance: Mutex<Allowance>,
    sockets: AtomicUsize,
    uploads: AtomicUsize,
}

impl Use {
    /// The allowance of commands, for a moment.
    pub fn allowance(&self) -> std::sync::MutexGuard<'_, Allowance> {
        self.allowance.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among what a session has in flight, given back when dropped: with the answer, or when nobody
/// waits for it any more.
pub struct Permit {
    used: Arc<Use>,
}

impl Permit {
    /// Lets one change through.
    ///
    /// # Errors
    /// Over the rate, or over what may wait.
    pub fn take(used: Arc<Use>) -> Result<Self, Problem> {
        let taken = used.allowance().take(clock::now());
        let (code, message) = match taken {
            Ok(()) => return Ok(Self::taken(used)),
            Err(Denied::RateLimited) => {
                ("rate_limited", "more commands a second than a session may send")
            }
            Err(Denied::InFlight) => ("busy", "too many commands wait for their answer"),
        };
        Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, code, message).retry())
    }

    /// For what the allowance has let through already.
    pub fn taken(used: Arc<Use>) -> Self {
        Self { used }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.used.allowance().done();
    }
}

/// A file of a session that is on its way; counted until dropped.
pub struct Sending {
    used: Arc<Use>,
}

impl Sending {
    /// # Errors
    /// Where the session sends as many as it may.
    pub fn begin(used: Arc<Use>) -> Result<Self, Problem> {
        let before = used.uploads.fetch_add(1, Ordering::Relaxed);
        let sending = Self { used };
        if before >= UPLOADS_IN_FLIGHT {
            let message = "this session sends as many files as it may at once";
            return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "busy", message).retry());
        }
        Ok(sending)
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.used.uploads.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One socket of a session; counted until dropped.
pub struct Socket {
    pub used: Arc<Use>,
    metrics: Arc<Metrics>,
    open: Arc<watch::Sender<usize>>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.open.send_modify(|open| *open -= 1);
        self.used.sockets.fetch_sub(1, Ordering::Relaxed);
        self.metrics.connections.dec();
    }
}

impl Server {
    /// A server with the ways in that need no setting up.
    #[must_use]
    pub fn new(app: App, config: Config) -> Self {
        let ways = Ways::new(&config, None, None);
        Self::with_ways(app, config, ways)
    }

    #[must_use]
    pub fn with_ways(app: App, config: Config, ways: Ways) -> Self {
        let metrics = Arc::new(Metrics::default());
        let inner = Inner {
            app: app.clone(),
            config,
            hubs: Hubs::new(app, Arc::clone(&metrics)),
            metrics,
            ways,
            accepting: tokio::sync::Mutex::default(),
            uses: Mutex::default(),
            connections: AtomicU64::new(0),
            stopping: watch::Sender::new(false),
            open: Arc::new(watch::Sender::new(0)),
        };
        Self { inner: Arc::new(inner) }
    }

    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    pub(crate) fn ways(&self) -> &Ways {
        &self.inner.ways
    }

    /// Passkeys, where the server's address allows them.
    pub(crate) fn passkeys(&self) -> Result<&Passkeys, Problem> {
        self.inner.ways.passkeys.as_ref().ok_or_else(Problem::not_found)
    }

    /// Refuses a session whose holder has not proved lately who they are.
    pub(crate) fn check_proof(&self, session: &Session) -> Result<(), Problem> {
        if self.app().access().is_proved(session) { Ok(()) } else { Err(Problem::proof_needed()) }
    }

    pub(crate) fn accepting(&self) -> &tokio::sync::Mutex<()> {
        &self.inner.accepting
    }

    /// A link into the web app; its secret is in the fragment, which no server and no scanner is sent.
    #[must_use]
    pub fn link(&self, page: &str, secret: &str) -> String {
        self.address(&format!("{page}#{secret}"))
    }

    /// An address of the server's, whole.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let origin = self.inner.config.origins.first().map_or("", String::as_str);
        format!("{origin}/{path}")
    }

    pub(crate) fn hubs(&self) -> &Hubs {
        &self.inner.hubs
    }

    /// A number no other connection of this process has.
    pub(crate) fn next_connection(&self) -> u64 {
        self.inner.connections.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Turns true when the server stops (S12).
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.inner.stopping.subscribe()
    }

    /// Asks every live socket to close as restarting.
    pub fn stop(&self) {
        self.inner.stopping.send_replace(true);
    }

    /// Resolves when no live socket is left.
    pub(crate) async fn sockets_closed(&self) {
        // The sender lives as long as this server does.
        let _ = self.inner.open.subscribe().wait_for(|open| *open == 0).await;
    }

    /// What a session uses.
    pub(crate) fn use_of(&self, session: &Session) -> Arc<Use> {
        let now = clock::now();
        let mut uses = self.inner.uses.lock().unwrap_or_else(PoisonError::into_inner);
        if !uses.contains_key(&session.id) {
            // Who is idle loses nothing by being forgotten; so the table is as large as its active sessions.
            uses.retain(|_, used| Arc::strong_count(used) > 1 || !used.allowance().is_idle(now));
        }
        let fresh = || {
            let allowance = Mutex::new(Allowance::new(now));
            Arc::new(Use { allowance, sockets: AtomicUsize::new(0), uploads: AtomicUsize::new(0) })
        };
        Arc::clone(uses.entry(session.id).or_insert_with(fresh))
    }

    /// Counts another socket of a session.
    pub(crate) fn open_socket(&self, session: &Session) -> Result<Socket, Problem> {
        let used = self.use_of(session);
        self.metrics().connections.inc();
        used.sockets.fetch_add(1, Ordering::Relaxed);
        self.inner.open.send_modify(|open| *open += 1);
        let metrics = Arc::clone(&self.inner.metrics);
        let socket = Socket { used, metrics, open: Arc::clone(&self.inner.open) };
        if socket.used.sockets.load(Ordering::Relaxed) > SOCKETS_PER_SESSION {
            let message = "this session has too many live sockets";
            let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", message);
            return Err(problem.retry());
        }
        Ok(socket)
    }

    /// Hands a command that its session's allowance let through to its plan: one way for sockets and requests.
    pub(crate) fn submit(
        &self,
        plan: &PlanHandle,
        session: &Arc<Session>,
        permit: Permit,
        frame: CommandFrame,
    ) -> impl Future<Output = Result<Accepted, Problem>> + Send + use<> {
        let metrics = Arc::clone(&self.inner.metrics);
        metrics.commands_waiting.inc();
        let waiting = Waiting { metrics, _permit: permit };
        let (plan, session) = (plan.clone(), Arc::clone(session));
        async move {
            let CommandFrame { id, name, body, reason } = frame;
            let request = Request { name, body: body.get().to_owned() };
            let answer = if !session.writes() {
                Err(Problem::forbidden("this token reads only"))
            } else if request.name.starts_with("member.") && !session.allows(Act::ManageMembers) {
                Err(Problem::forbidden("a program's token gives and takes no roles"))
            } else if request.name == "attachment.add" {
                // Its bytes come with it, or the log would name what is not there.
                Err(Refusal::UploadOnly.into())
            } else if session.is_live() {
                outcome(plan.submit(session.account, id, request, reason).await)
            } else {
                Err(Problem::unauthorised())
            };
            waiting.metrics.command(answer.as_ref().map_or_else(|problem| problem.code, |_| "ok"));
            answer
        }
    }
}

struct Waiting {
    metrics: Arc<Metrics>,
    _permit: Permit,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.metrics.commands_waiting.dec();
    }
}
