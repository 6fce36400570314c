//! One suite for every engine: what [`EventLog`] promises, one case a promise.
//!
//! An engine's tests call [`conformance_tests!`](crate::conformance_tests) with a function that
//! makes a [`Subject`]; each case becomes a test of its own. Cases are seeded and never sleep.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed promise fails the test that asked for it"
)]

mod appends;
mod commands;
mod reads;

use std::sync::Arc;

use uuid::Uuid;

use crate::{Append, CommandKey, EventLog, Expected, NewEvent, Outcome};

pub use appends::*;
pub use commands::*;
pub use reads::*;

/// Closes an engine and opens it again over the same storage.
pub type Reopen = Box<dyn FnMut(Arc<dyn EventLog>) -> Arc<dyn EventLog> + Send>;

/// An engine under test.
pub struct Subject {
    /// The engine, empty.
    pub log: Arc<dyn EventLog>,
    /// How to restart it; none where nothing outlives the process.
    pub reopen: Option<Reopen>,
}

impl Subject {
    fn restart(&mut self) {
        if let Some(reopen) = &mut self.reopen {
            let closed: Arc<dyn EventLog> = Arc::new(crate::MemoryLog::new());
            let old = std::mem::replace(&mut self.log, closed);
            self.log = reopen(old);
        }
    }
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subject").field("restarts", &self.reopen.is_some()).finish()
    }
}

/// Makes one test of each case of the suite; `$make` is a function that returns a [`Subject`].
#[macro_export]
macro_rules! conformance_tests {
    ($make:expr) => {
        $crate::conformance_tests!(@cases $make;
            an_append_is_numbered_from_one,
            a_wrong_expectation_conflicts_and_writes_nothing,
            of_racing_writers_exactly_one_wins,
            racing_writers_without_expectation_leave_a_dense_order,
            several_events_are_appended_together_or_not_at_all,
            pipelined_appends_see_each_other,
            a_failed_link_fails_the_rest_of_a_pipeline,
            plans_do_not_disturb_each_other,
            limits_are_refused_and_leave_nothing,
            the_largest_record_fits,
            a_repeated_command_is_replayed,
            a_repeated_command_is_replayed_after_restarts,
            a_command_id_with_other_content_is_refused,
            the_same_command_id_in_two_plans_is_two_commands,
            a_command_repeated_in_flight_is_written_once,
            a_known_command_can_be_looked_up,
            records_come_back_as_appended,
            reading_pages_through_a_plan,
            reading_past_the_end_is_empty,
            a_page_is_bounded_in_bytes,
            plans_are_listed_in_order,
            subscribers_that_pause_see_every_number_once,
            a_subscriber_starts_at_the_durable_head,
        );
    };
    (@cases $make:expr; $($case:ident,)*) => {
        $(#[test]
        fn $case() {
            $crate::conformance::$case(&mut $make());
        })*
    };
}

/// A small generator (`SplitMix64`), so that the suite needs no dependency and repeats exactly.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// A generator that repeats for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next_u64() % bound
    }

    /// A random id.
    pub fn uuid(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next_u64(), self.next_u64())
    }

    /// `size` random bytes.
    pub fn bytes(&mut self, size: usize) -> Vec<u8> {
        std::iter::repeat_with(|| self.next_u64().to_be_bytes()).flatten().take(size).collect()
    }

    /// An event with every field filled and a payload of `size` bytes.
    pub fn event(&mut self, size: usize) -> NewEvent {
        NewEvent {
            time: 1_700_000_000_000 + i64::from(self.next_u64() as u16),
            actor: self.uuid(),
            correlation: self.uuid(),
            causation: self.uuid(),
            kind: ["FindingUpheld", "TaskOpened", "MeetingMoved"][self.below(3) as usize].into(),
            schema: self.next_u64() as u16,
            salt: self.uuid().into_bytes(),
            payload: self.bytes(size),
        }
    }

    /// A command of its own.
    pub fn command(&mut self) -> CommandKey {
        let mut digest = [0; 32];
        digest.copy_from_slice(&self.bytes(32));
        CommandKey { id: self.uuid(), digest }
    }

    /// An append of `count` small events.
    pub fn append(&mut self, plan: Uuid, expected: Expected, count: usize) -> Append {
        let events = (0..count).map(|_| self.event(40)).collect();
        Append { plan, expected, command: self.command(), events }
    }
}

/// Appends and waits for the outcome.
pub fn append(log: &dyn EventLog, append: Append) -> Outcome {
    log.append(append).blocking_recv().expect("the engine answers")
}

/// Asserts that the plan reads back as 1..=`head`, without a gap.
#[track_caller]
pub fn assert_dense(log: &dyn EventLog, plan: Uuid, head: u64) {
    let mut next = 1;
    loop {
        let page = log.read(plan, next, 100).unwrap();
        assert_eq!(page.head, head, "head of {plan}");
        if page.records.is_empty() {
            break;
        }
        for record in page.records {
            assert_eq!((record.plan, record.seq), (plan, next));
            next += 1;
        }
    }
    assert_eq!(next, head + 1, "records of {plan}");
}
