//! PostgreSQL, a private cluster on a socket in the bench's folder; each append one statement.

use std::ffi::OsStr;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, Statement};
use uuid::Uuid;

use super::work::{
    self, RECORD_BYTES, Shape, Slice, Store, alone, noise, plan_of, seeded, together,
};
use crate::bench::measure::micros;

const SCHEMA: &str = "CREATE TABLE events (plan uuid NOT NULL, seq bigint NOT NULL,
    record bytea NOT NULL, PRIMARY KEY (plan, seq))";
const INSERT: &str = "INSERT INTO events (plan, seq, record)
    SELECT $1, n.seq, n.record FROM unnest($2::bigint[], $3::bytea[]) AS n (seq, record)";
/// Durable as it comes; memory as the engine beside it has, and checkpoints out of the way.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "max_connections=300",
    "shared_buffers=256MB",
    "max_wal_size=8GB",
    "fsync=on",
    "synchronous_commit=on",
];
/// From the start to the first connection.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Postgres {
    server: Child,
    socket: PathBuf,
    runtime: Runtime,
    sessions: Vec<Arc<Session>>,
    /// Last number of each plan, handed on between the turns.
    heads: Vec<i64>,
}

struct Session {
    client: Client,
    insert: Statement,
}

/// Who runs the server: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl Postgres {
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let postgres = program("postgres").context("postgres was not found")?;
        let initdb = program("initdb").context("initdb was not found")?;
        let home = folder.join("pg");
        std::fs::create_dir(&home)?;
        let user = if is_root()? { Some(unprivileged()?) } else { None };
        if let Some(user) = user {
            chown(&home, Some(user.uid), Some(user.gid))?;
            // The other user has to pass through to its own folder.
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o711))?;
        }
        let data = home.join("data");
        let flags = ["--auth=trust", "--username=bench", "--encoding=UTF8", "--no-locale"];
        let made = command(&initdb, user, &home).args(flags).arg("--pgdata").arg(&data).status()?;
        if !made.success() {
            bail!("initdb failed");
        }
        let mut server = command(&postgres, user, &home);
        server.arg("-D").arg(&data).arg("-k").arg(&home);
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        let server = server.spawn().context("starting postgres")?;
        let (runtime, heads) = (Runtime::new()?, vec![0; work::PLANS]);
        let mut started = Self { server, socket: home, runtime, sessions: Vec::new(), heads };
        started.prepare()?;
        Ok(started)
    }

    fn prepare(&mut self) -> anyhow::Result<()> {
        let patient_until = Instant::now() + PATIENCE;
        let client = loop {
            match self.runtime.block_on(connect(&self.socket)) {
                Ok(client) => break client,
                Err(error) if Instant::now() > patient_until => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        };
        Ok(self.runtime.block_on(client.batch_execute(SCHEMA))?)
    }

    /// Opens sessions until there are enough.
    fn sessions(&mut self, clients: usize) -> anyhow::Result<()> {
        while self.sessions.len() < clients {
            let socket = &self.socket;
            let session = self.runtime.block_on(async {
                let client = connect(socket).await?;
                let insert = client.prepare(INSERT).await?;
                anyhow::Ok(Session { client, insert })
            })?;
            self.sessions.push(Arc::new(session));
        }
        Ok(())
    }
}

impl Session {
    async fn append(&self, plan: usize, head: &mut i64, records: &[Vec<u8>]) -> anyhow::Result<()> {
        let id = Uuid::from_u128(plan as u128);
        let seqs: Vec<i64> = (*head + 1..).take(records.len()).collect();
        self.client.execute(&self.insert, &[&id, &seqs, &records]).await?;
        *head += records.len() as i64;
        Ok(())
    }
}

async fn connect(socket: &Path) -> anyhow::Result<Client> {
    let mut config = tokio_postgres::Config::new();
    config.host_path(socket).user("bench").dbname("postgres");
    let (client, connection) = config.connect(NoTls).await?;
    // Ends with its client; what goes wrong shows in the client's calls.
    tokio::spawn(connection);
    Ok(client)
}

impl Store for Postgres {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn slice(&mut self, shape: Shape, turn: Duration) -> anyhow::Result<Slice> {
        self.sessions(shape.clients)?;
        let mut random = seeded(0);
        let records: Vec<_> = (0..shape.batch).map(|_| noise(&mut random, RECORD_BYTES)).collect();
        if shape.clients == 1 {
            let (runtime, session, heads) = (&self.runtime, &self.sessions[0], &mut self.heads);
            let prepare = || plan_of(&mut random, 0, 1);
            return alone(shape.batch, turn, prepare, |plan| {
                runtime.block_on(session.append(plan, &mut heads[plan], &records))
            });
        }
        let (heads, collect) = std::sync::mpsc::channel::<(usize, i64)>();
        let slice = together(&self.runtime, (0..shape.clients).collect(), turn, |client, until| {
            let session = Arc::clone(&self.sessions[client]);
            let (records, mut known, heads) = (records.clone(), self.heads.clone(), heads.clone());
            async move {
                let mut random = seeded(client);
                let mut latencies = Vec::new();
                while until.goes_on(latencies.len()) {
                    let plan = plan_of(&mut random, client, shape.clients);
                    let started = Instant::now();
                    session.append(plan, &mut known[plan], &records).await?;
                    latencies.push(micros(started.elapsed()));
                    heads.send((plan, known[plan]))?;
                }
                anyhow::Ok(latencies)
            }
        });
        for (plan, head) in collect.try_iter() {
            self.heads[plan] = head;
        }
        slice
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // At once, as the data go away with the folder, but by its own hand: the server then takes
        // its children and its shared memory with it.
        let asked = Pid::from_raw(self.server.id().cast_signed())
            .is_some_and(|pid| kill_process(pid, Signal::QUIT).is_ok());
        if !asked {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// A program on the path, or where Debian puts PostgreSQL 15.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = PathBuf::from("/usr/lib/postgresql/15/bin");
    let mut folders = std::env::split_paths(&path).chain([debian]);
    folders.find_map(|folder| Some(folder.join(name)).filter(|program| program.is_file()))
}

fn command(program: impl AsRef<OsStr>, user: Option<User>, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(home).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command
}

fn is_root() -> anyhow::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(std::fs::metadata("/proc/self")?.uid() == 0)
}

/// The user that Debian makes for PostgreSQL, or nobody.
fn unprivileged() -> anyhow::Result<User> {
    let users = std::fs::read_to_string("/etc/passwd")?;
    let find = |name: &str| {
        let mut fields = users
            .lines()
            .map(|line| line.split(':'))
            .find_map(|mut fields| (fields.next() == Some(name)).then_some(fields))?;
        let uid = fields.nth(1)?.parse().ok()?;
        Some(User { uid, gid: fields.next()?.parse().ok()? })
    };
    find("postgres").or_else(|| find("nobody")).context("there is no user to run postgres as")
}
