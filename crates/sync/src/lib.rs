//! The live protocol as pure state machines: a connection's session, a plan's feed, its pace and its presence.
//!
//! Nothing here reads a clock, a socket or a log: time, frames and encoded events come in, decisions go out.
//! The rules (`S1`…`S18`) are in `docs/SYNC.md`; tests quote them in their names.

mod allowance;
mod feed;
mod frame;
mod pace;
mod presence;
mod session;

pub use allowance::{Allowance, Denied};
pub use feed::{Feed, Push, Since};
pub use frame::{events_frame, snapshot_frames, text};
pub use pace::Pace;
pub use presence::{Peer, Presence};
pub use session::{Resume, Session, Step, resume};
