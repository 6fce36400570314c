//! One actor per open plan: decide, append, publish; snapshots and time travel; access.
