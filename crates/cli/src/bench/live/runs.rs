//! The runs of the bench: steady, saturated, with a stalled reader.

use std::ffi::OsString;

use anyhow::bail;
use plenum_protocol::limits::SOCKETS_PER_SESSION;

use super::client::Door;
use super::crowd::{Crowd, Target, Turn, writers};
use super::process::Server;
use super::{Args, Line, prepare, stalled};
use crate::bench::folder::Folder;
use crate::bench::measure::{median, round};
use crate::bench::report::{Report, progress};

/// Sockets on the plan when nothing is said.
const CLIENTS: &[usize] = &[200, 1_000, 5_000];
/// The run at saturation.
const SATURATION: Load = Load { run: "saturation", clients: 500, rate: 200, rounds: 3, turn: 5 };

/// What a run does.
#[derive(Clone, Copy)]
pub struct Load {
    pub run: &'static str,
    pub clients: usize,
    pub rate: u32,
    pub rounds: u32,
    /// In seconds.
    pub turn: u32,
}

pub async fn all(args: &Args, report: &mut Report) -> anyhow::Result<()> {
    let clients = if args.clients.is_empty() { CLIENTS } else { &args.clients };
    let (rate, rounds, turn) = (args.rate, args.rounds, args.turn);
    let load = |&clients| Load { run: "steady", clients, rate, rounds, turn };
    let mut loads: Vec<Load> = clients.iter().map(load).collect();
    if !args.steady_only {
        loads.push(Load { rounds, turn, ..SATURATION });
    }
    let mut stall = stalled::Stall::default();
    if args.quick {
        let quick = |load: &Load| Load { clients: 12, rounds: 1, turn: 1, ..*load };
        loads = [load(&12), SATURATION].iter().map(quick).collect();
        stall = stalled::Stall::quick();
    }
    let mut lost = Vec::new();
    for load in loads {
        lost.extend(side_by_side(args, load, report).await?);
    }
    if !args.steady_only {
        lost.extend(stalled::run(args, &stall, report).await?);
    }
    report.note(
        "Latency: from the moment a command was due to the frame's arrival at each client; medians of \
         the rounds. The floor is a bare broadcast of as many bytes an event, in a process of its own.",
    );
    if !lost.is_empty() {
        bail!("{}", lost.join("; "));
    }
    Ok(())
}

/// A server on a folder of its own.
pub struct Ours {
    pub server: Server,
    pub target: Target,
    _folder: Folder,
}

impl Ours {
    pub async fn start(args: &Args, clients: usize) -> anyhow::Result<Self> {
        let folder = Folder::make(args.data.as_deref())?;
        let prepared = prepare::folder(folder.path(), clients).await?;
        let flags = ["--listen", "127.0.0.1:0", "--print-links", "none"].map(OsString::from);
        let data = [OsString::from("serve"), "--data".into(), folder.path().into()];
        let server = Server::start(data.into_iter().chain(flags))?;
        let door = |token| Door {
            address: server.address,
            path: format!("/api/plans/{}/live", prepared.plan),
            token: Some(token),
            receive_buffer: None,
        };
        let target = Target {
            doors: prepared.tokens.into_iter().map(door).collect(),
            per_door: SOCKETS_PER_SESSION,
            items: prepared.items,
            process: Some(server.process()),
        };
        Ok(Self { server, target, _folder: folder })
    }
}

fn floor(event_bytes: u64, writers: usize) -> anyhow::Result<(Server, Target)> {
    let flags = ["bench", "live", "--floor-server", "--frame-bytes"].map(str::to_owned);
    let server = Server::start(flags.into_iter().chain([event_bytes.to_string()]))?;
    let (address, path) = (server.address, "/live".to_owned());
    let door = Door { address, path, token: None, receive_buffer: None };
    let target = Target {
        doors: vec![door; writers],
        per_door: usize::MAX,
        items: Vec::new(),
        process: Some(server.process()),
    };
    Ok((server, target))
}

/// What a server with nobody but the writers on it takes, and what the load alone adds to it.
struct Base {
    clients: usize,
    /// Resident memory, in bytes.
    rss: i64,
    /// How much one turn of the load adds: events are kept, whoever looks on.
    growth: i64,
    event_bytes: u64,
}

impl Base {
    async fn of(target: &Target, load: Load) -> anyhow::Result<Self> {
        let clients = writers(load.rate);
        let mut few = Crowd::connect(target, clients).await?;
        few.turn(load.rate, load.turn, 0).await?;
        let before = rss(target)?;
        few.turn(load.rate, load.turn, 0).await?;
        let rss = rss(target)?;
        Ok(Self { clients, rss, growth: rss - before, event_bytes: few.event_bytes() })
    }
}

fn rss(target: &Target) -> anyhow::Result<i64> {
    Ok(target.process.map(|process| process.rss()).transpose()?.unwrap_or_default())
}

/// One load on our server and on the floor, in turns; tells what was lost.
async fn side_by_side(args: &Args, load: Load, report: &mut Report) -> anyhow::Result<Vec<String>> {
    progress(&format!("live: {} clients, {} commands a second", load.clients, load.rate));
    let ours = Ours::start(args, load.clients).await?;
    let ours_base = Base::of(&ours.target, load).await?;
    let event_bytes = ours_base.event_bytes;
    let (_floor, floor) = floor(event_bytes, ours.target.doors.len())?;
    let floor_base = Base::of(&floor, load).await?;
    let mut sides = [
        Side::join("plenum", &ours.target, load, ours_base).await?,
        Side::join("floor", &floor, load, floor_base).await?,
    ];
    for _ in 0..load.rounds {
        for side in &mut sides {
            side.turn(load).await?;
        }
    }
    let mut lost = Vec::new();
    for side in &sides {
        let line = side.line(load)?;
        report.row(&line)?;
        lost.extend(side.lost(&line));
    }
    report.note(format!(
        "{}, {} clients: {event_bytes} bytes an event on average.",
        load.run, load.clients
    ));
    Ok(lost)
}

/// A server under load, with its crowd.
struct Side {
    name: &'static str,
    crowd: Crowd,
    target: Target,
    turns: Vec<Turn>,
    base: Base,
    /// Resident memory after the first turn.
    rss: i64,
}

/// Loads a server that the bench has not started; tells what was lost.
pub async fn alone(
    target: &Target,
    load: Load,
    report: &mut Report,
) -> anyhow::Result<Option<String>> {
    let base = Base::of(target, load).await?;
    let mut side = Side::join("url", target, load, base).await?;
    for _ in 0..load.rounds {
        side.turn(load).await?;
    }
    let line = side.line(load)?;
    report.row(&line)?;
    Ok(side.lost(&line))
}

impl Side {
    async fn join(
        name: &'static str,
        target: &Target,
        load: Load,
        base: Base,
    ) -> anyhow::Result<Self> {
        let crowd = Crowd::connect(target, load.clients).await?;
        Ok(Self { name, crowd, target: target.clone(), turns: Vec::new(), base, rss: 0 })
    }

    async fn turn(&mut self, load: Load) -> anyhow::Result<()> {
        let turn = self.crowd.turn(load.rate, load.turn, 0).await?;
        self.turns.push(turn);
        if self.turns.len() == 1 {
            self.rss = rss(&self.target)?;
        }
        Ok(())
    }

    fn line(&self, load: Load) -> anyhow::Result<Line> {
        let over = |figure: fn(&Turn) -> f64| median(self.turns.iter().map(figure).collect());
        let cpu = |turn: &Turn| {
            turn.cpu.map_or(0.0, |cpu| cpu.as_secs_f64() * 1e6 / turn.delivered.max(1) as f64)
        };
        // The few of before have left again, and are among the many now.
        let more = i64::try_from(load.clients.saturating_sub(self.base.clients).max(1))?;
        let own = self.rss - self.base.rss - self.base.growth;
        Ok(Line {
            server: self.name,
            run: load.run,
            clients: load.clients,
            rate: load.rate,
            expected: self.turns.iter().map(|turn| turn.expected).sum(),
            delivered: self.turns.iter().map(|turn| turn.delivered).sum(),
            p50_ms: round(over(|turn| turn.latencies.percentile_ms(0.5)), 2),
            p99_ms: round(over(|turn| turn.latencies.percentile_ms(0.99)), 2),
            server_cpu_us_per_delivery: self.target.process.map(|_| round(over(cpu), 2)),
            server_rss_bytes_per_client: self.target.process.map(|_| own / more),
        })
    }

    fn lost(&self, line: &Line) -> Option<String> {
        let faults: u64 = self.turns.iter().map(|turn| turn.faults).sum();
        (faults > 0 || line.expected != line.delivered).then(|| {
            format!(
                "{}, {} clients: {} of {} deliveries, {faults} frames out of order",
                line.server, line.clients, line.delivered, line.expected
            )
        })
    }
}
