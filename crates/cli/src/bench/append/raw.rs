//! The floor: bytes appended to a file and fdatasync, nothing else.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::work::{RECORD_BYTES, Shape, Slice, Store, alone, noise, seeded, together};
use crate::bench::measure::micros;

pub const NAME: &str = "raw";

/// One file. Many clients share a thread that writes what has queued up and syncs once for all of
/// it: the least that group commit can be.
pub struct Raw {
    path: PathBuf,
    runtime: Runtime,
}

struct Waiting {
    bytes: Vec<u8>,
    done: oneshot::Sender<()>,
}

impl Raw {
    pub fn new(path: &Path) -> anyhow::Result<Self> {
        Ok(Self { path: path.to_owned(), runtime: Runtime::new()? })
    }

    /// A new file for each turn, so that the floor never carries the weight of earlier ones.
    fn file(&self) -> anyhow::Result<File> {
        if self.path.exists() {
            std::fs::remove_file(&self.path)?;
        }
        let file = OpenOptions::new().append(true).create(true).open(&self.path);
        file.with_context(|| format!("making {}", self.path.display()))
    }
}

impl Store for Raw {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slice(&mut self, shape: Shape, turn: Duration) -> anyhow::Result<Slice> {
        let mut file = self.file()?;
        let bytes = noise(&mut seeded(0), RECORD_BYTES * shape.batch);
        if shape.clients == 1 {
            return alone(shape.batch, turn, || (), |()| Ok(append(&mut file, &bytes)?));
        }
        let (queue, waiting) = mpsc::channel::<Waiting>();
        let writer = std::thread::spawn(move || write(&mut file, &waiting));
        let slice =
            together(&self.runtime, (0..shape.clients).collect(), turn, |_: usize, until| {
                let (queue, bytes) = (queue.clone(), bytes.clone());
                async move {
                    let mut latencies = Vec::new();
                    while until.goes_on(latencies.len()) {
                        let (done, answer) = oneshot::channel();
                        let bytes = bytes.clone();
                        let started = Instant::now();
                        queue.send(Waiting { bytes, done })?;
                        answer.await?;
                        latencies.push(micros(started.elapsed()));
                    }
                    Ok(latencies)
                }
            })?;
        drop(queue);
        match writer.join() {
            Ok(written) => written?,
            Err(_) => anyhow::bail!("the raw writer ended early"),
        }
        Ok(slice)
    }
}

fn append(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_data()
}

fn write(file: &mut File, waiting: &mpsc::Receiver<Waiting>) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut answers = Vec::new();
    while let Ok(first) = waiting.recv() {
        for one in std::iter::once(first).chain(waiting.try_iter()) {
            bytes.extend_from_slice(&one.bytes);
            answers.push(one.done);
        }
        append(file, &bytes)?;
        bytes.clear();
        for done in answers.drain(..) {
            // A client that has gone needs no answer.
            let _ = done.send(());
        }
    }
    Ok(())
}
