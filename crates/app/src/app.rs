//! The application: every open plan, and who may enter.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use plenum_directory::DIRECTORY;
use plenum_domain::{AccountId, PlanId};
use plenum_log::{EventLog, ReadError};
use thiserror::Error;
use tokio::sync::{OnceCell, mpsc, watch};
use uuid::Uuid;

use crate::{
    access::{Access, AccessError, Keys, Master},
    actor::Actor,
    attachments::{Scanner, Store},
    clock::Clock,
    plan::{PlanHandle, Shared},
    replay::{self, ReplayError},
    snapshots::{self, Due, Snapshots},
};

/// Commands that wait for one plan's actor; beyond, senders are told to come back.
const INBOX: usize = 1024;

/// Where an application keeps what is not in the log.
#[derive(Default)]
pub struct Options {
    /// The data folder; `None` keeps keys, sessions and snapshots in memory only.
    pub folder: Option<PathBuf>,
    /// Where the master key comes from; by default the file `master.key` of the data folder.
    pub master: Option<Master>,
    /// The ledger of erasures, to be kept apart from backups; by default `erasures.jsonl` of the data folder.
    pub erasures: Option<PathBuf>,
    /// What looks for viruses in files; none where the operator has none.
    pub scanner: Option<Scanner>,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

type Slot = Arc<OnceCell<PlanHandle>>;

pub(crate) struct Inner {
    log: Arc<dyn EventLog>,
    clock: Arc<dyn Clock>,
    snapshots: Snapshots,
    access: Access,
    /// None without a data folder: files are not kept in memory.
    files: Option<Store>,
    scanner: Option<Scanner>,
    plans: Mutex<HashMap<PlanId, Slot>>,
}

/// Why a plan could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error("there is no such plan")]
    Unknown,
    #[error("storage is unavailable")]
    Unavailable(#[source] ReplayError),
}

impl App {
    /// An application over an engine.
    ///
    /// # Errors
    /// [`AccessError`] where the file of accounts cannot be read.
    pub fn open(
        log: Arc<dyn EventLog>,
        clock: Arc<dyn Clock>,
        options: Options,
    ) -> Result<Self, AccessError> {
        let snapshots = match &options.folder {
            Some(folder) => Snapshots::in_folder(folder.join("snapshots")),
            None => Snapshots::default(),
        };
        let keys = match &options.folder {
            Some(folder) => {
                let master =
                    options.master.unwrap_or_else(|| Master::File(folder.join("master.key")));
                let ledger = options.erasures.unwrap_or_else(|| folder.join("erasures.jsonl"));
                Keys::open(folder, master, ledger)?
            }
            None => Keys::in_memory(),
        };
        let files = options.folder.as_deref().map(Store::open).transpose()?;
        let scanner = options.scanner;
        let access = Access::open(log.clone(), clock.clone(), keys, options.folder)?;
        let plans = Mutex::default();
        let inner = Inner { log, clock, snapshots, access, files, scanner, plans };
        Ok(Self { inner: Arc::new(inner) })
    }

    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.inner
    }

    #[must_use]
    pub fn access(&self) -> &Access {
        &self.inner.access
    }

    /// Changes only if the log itself is replaced.
    #[must_use]
    pub fn epoch(&self) -> Uuid {
        self.inner.access.epoch()
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.inner.clock.now()
    }

    /// Turns true when a commit's outcome is unknown and the process must end.
    #[must_use]
    pub fn fatal(&self) -> watch::Receiver<bool> {
        self.inner.log.fatal()
    }

    /// Whether the storage answers.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !*self.inner.log.fatal().borrow() && self.inner.log.plans().is_ok()
    }

    #[must_use]
    pub fn log(&self) -> &Arc<dyn EventLog> {
        &self.inner.log
    }

    /// Opens a plan, or joins those who have it open.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn plan(&self, id: PlanId) -> Result<PlanHandle, OpenError> {
        let slot = {
            let mut plans = self.inner.plans.lock().unwrap_or_else(PoisonError::into_inner);
            plans.entry(id).or_default().clone()
        };
        let opened = slot.get_or_try_init(|| self.start(id)).await.cloned();
        if opened.is_err() {
            self.inner.forget(id, &slot);
        }
        opened
    }

    async fn start(&self, id: PlanId) -> Result<PlanHandle, OpenError> {
        let (inbox, messages) = mpsc::channel(INBOX);
        let inner = self.inner.clone();
        let load = move || inner.load(id, inbox);
        let cut_off =
            |_| OpenError::Unavailable(ReadError::Unavailable("cut off".to_owned()).into());
        let (shared, due) = tokio::task::spawn_blocking(load).await.map_err(cut_off)??;
        let weak = Arc::downgrade(&self.inner);
        let actor = Actor::new(shared.clone(), weak, self.inner.clock.clone(), messages, due);
        tokio::spawn(actor.run());
        Ok(PlanHandle { shared })
    }

    /// Every plan there is.
    #[must_use]
    pub fn every_plan(&self) -> Vec<PlanId> {
        let logs = self.inner.log.plans().unwrap_or_default().into_iter();
        logs.map(|(id, _)| id).filter(|id| *id != DIRECTORY).map(PlanId).collect()
    }

    /// The plans an account reads, each with its title and the number of its last event.
    pub async fn plans_of(&self, account: AccountId) -> Vec<(PlanId, String, u64)> {
        let (mut plans, time) = (Vec::new(), self.now());
        for id in self.every_plan() {
            if let Ok(plan) = self.plan(id).await
                && let Some(found) = plan.read(|now| {
                    let sees = now.plan.audience_of(account, time).is_some();
                    sees.then(|| (id, now.plan.title.clone(), now.head()))
                })
            {
                plans.push(found);
            }
        }
        plans
    }
}

impl Inner {
    /// How long a plan without readers or commands stays open.
    pub const IDLE: Duration = Duration::from_secs(300);

    fn load(
        &self,
        id: PlanId,
        inbox: mpsc::Sender<crate::plan::Submission>,
    ) -> Result<(Arc<Shared>, Due), OpenError> {
        let plan: Uuid = id.into();
        let unavailable = |e: ReadError| OpenError::Unavailable(e.into());
        if plan == DIRECTORY {
            return Err(OpenError::Unknown);
        }
        // A damaged first event still names a plan that exists; the replay meets it again and says so.
        let head = match self.log.read(plan, 1, 1) {
            Ok(page) if page.head == 0 => return Err(OpenError::Unknown),
            Ok(page) => page.head,
            Err(ReadError::Damaged { .. }) => 1,
            Err(error) => return Err(unavailable(error)),
        };
        let (mut state, mut size) = snapshots::base(&*self.log, &self.snapshots, plan, head);
        let mut due = Due::default();
        let outcome = replay::replay(&self.log, plan, &mut state, head, |state, record| {
            due.count(record.payload_bytes);
            if due.is_due(size) {
                let bytes = Snapshots::encode(state, record.hash);
                size = bytes.len() as u64;
                due = Due::default();
                if let Err(error) = self.snapshots.write(plan, record.seq, &bytes) {
                    tracing::warn!(%plan, seq = record.seq, %error, "a snapshot could not be written");
                }
            }
        });
        let damaged_at = match outcome {
            Ok(()) => {
                // Of a plan that ends before its damage, nobody knows what is still named.
                self.settle_files(&state.plan);
                None
            }
            Err(error) => match error.damaged_at() {
                Some(seq) => Some(seq),
                None => return Err(OpenError::Unavailable(error)),
            },
        };
        if let Some(seq) = damaged_at {
            tracing::error!(%plan, seq, "the log is damaged; the plan is read-only up to there");
        }
        let (log, snapshots) = (self.log.clone(), self.snapshots.clone());
        let shared = Shared::new(id, log, snapshots, (state, size), damaged_at, inbox);
        Ok((Arc::new(shared), due))
    }

    pub fn files(&self) -> Option<&Store> {
        self.files.as_ref()
    }

    pub fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_ref()
    }

    pub fn keys(&self) -> &Keys {
        self.access.keys()
    }

    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    fn forget(&self, id: PlanId, slot: &Slot) {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if plans.get(&id).is_some_and(|held| Arc::ptr_eq(held, slot) && !slot.initialized()) {
            plans.remove(&id);
        }
    }

    /// Closes a plan that nobody but its actor and this table holds.
    pub fn close_if_idle(&self, shared: &Arc<Shared>) -> bool {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = Arc::strong_count(shared) <= 2
            && plans.get(&shared.id).is_some_and(|slot| Arc::strong_count(slot) == 1);
        if idle {
            plans.remove(&shared.id);
        }
        idle
    }
}
