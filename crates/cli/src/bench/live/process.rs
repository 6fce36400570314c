//! Processes of the bench, and what the operating system says of them.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};

/// A process whose CPU time and memory are read from /proc.
#[derive(Clone, Copy, Debug)]
pub struct Process(pub u32);

impl Process {
    /// User and system time so far.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0))
            .context("reading the server's CPU time")?;
        // The command's name stands in parentheses and may hold spaces.
        let (_, fields) = stat.rsplit_once(')').context("an unknown form of /proc/…/stat")?;
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        let ticks = ticks.sum::<Result<u64, _>>()?;
        let hertz = rustix::param::clock_ticks_per_second();
        Ok(Duration::from_secs_f64(ticks as f64 / hertz as f64))
    }

    /// Resident memory, in bytes.
    pub fn rss(&self) -> anyhow::Result<i64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0))
            .context("reading the server's memory")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix("kB"));
        let kib: i64 = kib.context("an unknown form of /proc/…/status")?.trim().parse()?;
        Ok(kib * 1024)
    }
}

/// A server that the bench has started; it ends with this value.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Starts this same program with other arguments, and waits for the address it prints.
    pub fn start<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("finding this program")?;
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::piped());
        // The server's own log would mix with the bench's words; trouble still shows.
        command.env("PLENUM_LOG", "warn");
        let mut child = command.spawn().context("starting a server")?;
        let stdout = child.stdout.take().context("a server without output")?;
        let mut lines = BufReader::new(stdout).lines();
        let address = lines.find_map(|line| {
            line.ok()?.split_once("http://")?.1.trim_end_matches('/').parse().ok()
        });
        // Whatever else it prints has to go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        let Some(address) = address else {
            let _ = child.kill();
            bail!("the server ended without an address: {}", child.wait()?);
        };
        Ok(Self { child, address })
    }

    pub fn process(&self) -> Process {
        Process(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // At once: its data go away as well.
        let asked = Pid::from_raw(self.child.id().cast_signed())
            .is_some_and(|pid| kill_process(pid, Signal::KILL).is_ok());
        if asked {
            let _ = self.child.wait();
        }
    }
}

/// Lets this process, and those it starts, open as many files as the system allows.
pub fn allow_many_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Where it is not allowed, connecting will say so.
    let _ = setrlimit(Resource::Nofile, raised);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_used_time_and_memory() -> anyhow::Result<()> {
        let own = Process(std::process::id());
        assert!(own.rss()? > 100_000);
        own.cpu()?;
        Ok(())
    }
}
