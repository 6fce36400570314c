//! What a plan allows, refuses and remembers: given, when, then.

mod laws;
