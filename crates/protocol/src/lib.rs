//! Wire types of HTTP and of the live socket.
//!
//! Records, facts and command bodies pass through as JSON text (`R`, `F`): the protocol carries them
//! and does not know what they mean. The rules that these types serve are in `docs/SYNC.md`.

pub mod accounts;
pub mod admin;
pub mod http;
pub mod limits;
pub mod live;
pub mod own;
pub mod packed;

/// The version of the live protocol, and of the WebSocket subprotocol `plenum.v1`.
pub const PROTOCOL: u16 = 1;
/// The version of the text schema that editors must share with the server.
pub const TEXT_SCHEMA: u16 = 1;
/// The WebSocket subprotocol.
pub const SUBPROTOCOL: &str = "plenum.v1";

/// JSON text that passes through untouched.
pub type Raw = Box<serde_json::value::RawValue>;
