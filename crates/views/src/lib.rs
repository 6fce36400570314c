//! Read models: pure functions of a plan's state and of its log.
