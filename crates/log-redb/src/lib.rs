//! The embedded engine: an append-only journal in redb.
