//! The monotonic clock of everything here: the runtime's, which tests can hold still.

use std::time::Instant;

/// This moment.
pub fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
