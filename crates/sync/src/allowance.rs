//! How many commands a signed-in session may send, over all its sockets and requests (S8).

use std::time::{Duration, Instant};

use plenum_protocol::limits::{COMMAND_BURST, COMMANDS_IN_FLIGHT, COMMANDS_PER_SECOND};

/// A bucket of commands that refills with time, and a bound on those without an answer.
#[derive(Debug)]
pub struct Allowance {
    /// When the bucket would be full again; the emptier the bucket, the further ahead.
    full_at: Instant,
    in_flight: usize,
}

/// Why a command was not let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Over the sustained rate.
    RateLimited,
    /// Too many without an answer.
    InFlight,
}

impl Allowance {
    const EACH: Duration = Duration::from_nanos(1_000_000_000 / COMMANDS_PER_SECOND as u64);

    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { full_at: now, in_flight: 0 }
    }

    /// Lets one command through; [`Self::done`] must follow each success.
    ///
    /// # Errors
    /// [`Denied`]. A command that is denied for those in flight still counts towards the rate.
    pub fn take(&mut self, now: Instant) -> Result<(), Denied> {
        let full_at = self.full_at.max(now) + Self::EACH;
        if full_at > now + Self::EACH * COMMAND_BURST {
            return Err(Denied::RateLimited);
        }
        self.full_at = full_at;
        if self.in_flight >= COMMANDS_IN_FLIGHT {
            return Err(Denied::InFlight);
        }
        self.in_flight += 1;
        Ok(())
    }

    /// A command that was let through has its answer.
    pub fn done(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Whether nothing distinguishes it from a new one.
    #[must_use]
    pub fn is_idle(&self, now: Instant) -> bool {
        self.in_flight == 0 && self.full_at <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s8_a_burst_passes_then_the_rate_holds() {
        let start = Instant::now();
        let mut allowance = Allowance::new(start);
        for _ in 0..COMMAND_BURST {
            assert_eq!(allowance.take(start), Ok(()));
            allowance.done();
        }
        assert_eq!(allowance.take(start), Err(Denied::RateLimited));
        let second = start + Duration::from_secs(1);
        let passed =
            (0..1000).filter(|_| allowance.take(second).map(|()| allowance.done()).is_ok());
        assert_eq!(passed.count(), COMMANDS_PER_SECOND as usize);
        assert!(!allowance.is_idle(second));
        assert!(allowance.is_idle(second + Duration::from_secs(60)));
    }

    #[test]
    fn s8_commands_in_flight_are_bounded() {
        let now = Instant::now();
        let mut allowance = Allowance::new(now);
        for _ in 0..COMMANDS_IN_FLIGHT {
            assert_eq!(allowance.take(now), Ok(()));
        }
        assert_eq!(allowance.take(now), Err(Denied::InFlight));
        allowance.done();
        assert_eq!(allowance.take(now), Ok(()));
    }
}
