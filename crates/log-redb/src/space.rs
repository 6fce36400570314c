//! Free space, asked before a commit so that redb is not driven into a full disk.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::options::FreeSpace;

/// How old an answer may be: far fewer calls than commits, far less than a disk fills in.
const MAX_AGE: Duration = Duration::from_millis(200);

/// Asks the file system that holds `path`.
pub fn of_file_system(path: &Path) -> FreeSpace {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => Path::new(".").to_owned(),
    };
    Arc::new(move || {
        let stat = rustix::fs::statvfs(&folder)?;
        Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
    })
}

/// Whether there is room for another commit.
pub struct Space {
    free: Option<FreeSpace>,
    reserve: u64,
    asked: Option<(Instant, bool)>,
}

impl Space {
    pub fn new(free: Option<FreeSpace>, reserve: u64) -> Self {
        Self { free, reserve, asked: None }
    }

    /// True when it cannot be told: the commit itself will then find out.
    pub fn suffices(&mut self) -> bool {
        let Some(free) = &self.free else { return true };
        if let Some((when, answer)) = self.asked
            && answer
            && when.elapsed() < MAX_AGE
        {
            return answer;
        }
        let answer = free().map_or(true, |bytes| bytes >= self.reserve);
        if !answer && self.asked.is_none_or(|(_, before)| before) {
            tracing::warn!(reserve = self.reserve, "free space is below the reserve, appends wait");
        }
        self.asked = Some((Instant::now(), answer));
        answer
    }
}
