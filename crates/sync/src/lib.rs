//! The live protocol as pure state machines: a connection's session and a plan's feed.
