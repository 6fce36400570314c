//! When to push: at once while a plan is quiet, in windows while it is busy (S4).

use std::time::{Duration, Instant};

/// The rhythm of one plan's pushes.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    window: Duration,
    last: Option<Instant>,
}

impl Pace {
    #[must_use]
    pub fn new(window: Duration) -> Self {
        Self { window, last: None }
    }

    /// When something that waits now may be pushed; none means at once.
    #[must_use]
    pub fn wait_until(&self, now: Instant) -> Option<Instant> {
        self.last.map(|last| last + self.window).filter(|end| *end > now)
    }

    /// Something was pushed.
    pub fn pushed(&mut self, now: Instant) {
        self.last = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_a_quiet_plan_pushes_at_once_and_a_busy_one_in_windows() {
        let start = Instant::now();
        let mut pace = Pace::new(Duration::from_millis(25));
        assert_eq!(pace.wait_until(start), None, "nothing was pushed yet");
        pace.pushed(start);
        let end = start + Duration::from_millis(25);
        assert_eq!(pace.wait_until(start + Duration::from_millis(1)), Some(end));
        assert_eq!(pace.wait_until(end), None);
        assert_eq!(pace.wait_until(end + Duration::from_secs(1)), None, "quiet again");
    }
}
