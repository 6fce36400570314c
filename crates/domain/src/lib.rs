//! Concepts, commands, events, decisions and rights of a plan; pure.
