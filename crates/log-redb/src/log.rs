//! The engine as its users see it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::thread::JoinHandle;

use plenum_log::{Append, CommandRange, EventLog, Outcome, Page, ReadError, limits};
use redb::StorageBackend;
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use crate::backend::Watched;
use crate::error::OpenError;
use crate::file;
use crate::open::{Opened, open};
use crate::options::Options;
use crate::queue::{Queue, Waiting};
use crate::read;
use crate::recover::Opener;
use crate::salvage::salvage;
use crate::space::{Space, of_file_system};
use crate::state::{Index, Shared};
use crate::stats::Stats;
use crate::wake::Wakes;
use crate::writer::Writer;

/// The log in one redb file. Dropping it finishes what waits and flushes the index.
pub struct RedbLog {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

impl RedbLog {
    /// Opens the log in the file at `path`, or makes it. Every page is checked, so this takes
    /// about a second per gigabyte.
    ///
    /// A file whose pages are damaged is kept beside it as `….damaged-1`, and its records go on
    /// in a new file; plans with damaged records can be read up to the damage.
    ///
    /// # Errors
    /// [`OpenError`] when another process has it open, a later version wrote it, or the storage
    /// fails.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, OpenError> {
        let path = path.as_ref().to_owned();
        let mut options = options;
        options.free_space.get_or_insert_with(|| of_file_system(&path));
        if !path.exists() {
            file::create(&path, &options)?;
        }
        let opener = |path: PathBuf| Box::new(move || file::open(&path));
        match Self::with_opener(opener(path.clone()), options.clone()) {
            Err(error) if error.is_corruption() => {
                tracing::error!(%error, ?path, "the log's file is damaged, its records are copied");
                // redb may panic on a file it has refused; then there is nothing to go on with.
                let salvaged = catch_unwind(AssertUnwindSafe(|| salvage(&path, &options)));
                let kept = salvaged.unwrap_or(Err(error))?;
                tracing::warn!(?kept, "the damaged file is kept");
                Self::with_opener(opener(path), options)
            }
            opened => opened,
        }
    }

    /// Opens the log in the storage that `backend` hands out: once now, and again whenever the
    /// log has to be reopened after it ran out of space.
    ///
    /// # Errors
    /// Like [`RedbLog::open`].
    pub fn with_backend<B: StorageBackend>(
        backend: impl Fn() -> io::Result<B> + Send + 'static,
        options: Options,
    ) -> Result<Self, OpenError> {
        let boxed = move || backend().map(|backend| Box::new(backend) as Box<dyn StorageBackend>);
        Self::with_opener(Box::new(boxed), options)
    }

    fn with_opener(opener: Opener, options: Options) -> Result<Self, OpenError> {
        let stats = Arc::new(Stats::default());
        let Opened { database, faults, tail, next } =
            open(Watched::new(opener()?), &options, &stats)?;
        let shared = Arc::new(Shared {
            database: RwLock::new(Some(database)),
            tail: RwLock::new(tail),
            queue: Queue::new(options.queue_appends, options.queue_bytes, Arc::clone(&stats)),
            wakes: Wakes::default(),
            fatal: watch::Sender::new(false),
            stats,
        });
        let writer = Writer {
            shared: Arc::clone(&shared),
            space: Space::new(options.free_space.clone(), options.reserve_bytes),
            options,
            opener,
            faults,
            next,
            flush: None,
            debt: 0,
            refuse_until: None,
            overlaid: false,
        };
        let thread = std::thread::Builder::new().name("log-writer".to_owned());
        let writer = Some(thread.spawn(move || writer.run())?);
        Ok(Self { shared, writer })
    }

    /// Numbers for the metrics.
    #[must_use]
    pub fn stats(&self) -> &Arc<Stats> {
        &self.shared.stats
    }
}

impl EventLog for RedbLog {
    fn append(&self, append: Append) -> oneshot::Receiver<Outcome> {
        let (answer, outcome) = oneshot::channel();
        match limits::measure(&append) {
            Some(bytes) => self.shared.queue.push(Waiting { append, bytes, answer }),
            None => {
                // A caller that has gone needs no answer.
                let _ = answer.send(Outcome::TooLarge);
            }
        }
        outcome
    }

    fn read(&self, plan: Uuid, from: u64, limit: usize) -> Result<Page, ReadError> {
        read::read(&self.shared, plan, from, limit)
    }

    fn command(&self, plan: Uuid, id: Uuid) -> Result<Option<CommandRange>, ReadError> {
        let database = self.shared.database();
        let database = database.as_ref().ok_or_else(read::reopening)?;
        let known = self.shared.tail().command(plan, id);
        match known {
            Some(range) => Ok(Some(range)),
            None => Ok(Index::of(database)?.command(plan, id)?),
        }
    }

    fn subscribe(&self, plan: Uuid) -> watch::Receiver<u64> {
        // While the storage does not answer, readers start at 0 and are woken by the next commit.
        self.shared.wakes.subscribe(plan, || read::head(&self.shared, plan).unwrap_or(0))
    }

    fn plans(&self) -> Result<Vec<(Uuid, u64)>, ReadError> {
        let database = self.shared.database();
        let database = database.as_ref().ok_or_else(read::reopening)?;
        Ok(read::plans(&self.shared, database)?)
    }

    fn fatal(&self) -> watch::Receiver<bool> {
        self.shared.fatal.subscribe()
    }
}

impl Drop for RedbLog {
    fn drop(&mut self) {
        self.shared.queue.close(Outcome::Unavailable);
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::error!("the writer ended by a panic");
        }
    }
}

impl std::fmt::Debug for RedbLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedbLog").field("stats", &self.shared.stats).finish_non_exhaustive()
    }
}
