//! Every limit by name, with its reason.

use std::time::Duration;

/// The largest frame or body a client may send: a command is a few hundred bytes, a pasted text a few tens of kB.
pub const FRAME_BYTES: usize = 256 << 10;
/// Frames of one socket that may be malformed before it is closed: a person never sends one.
pub const MALFORMED_FRAMES: u32 = 10;
/// Commands refused for their rate, one after the other, before the socket is closed.
pub const REFUSALS_BEFORE_CLOSE: u32 = 200;
/// The largest first frame: a hello has five small fields.
pub const HELLO_BYTES: usize = 1 << 10;
/// From the upgrade to a valid hello: a slow phone needs two round trips.
pub const HELLO_DEADLINE: Duration = Duration::from_secs(10);
/// What the server buffers for one socket before it waits for the reader.
pub const WRITE_BUFFER_BYTES: usize = 1 << 20;
/// How large a part of a snapshot the server aims at: a socket's write buffer keeps the size of the largest
/// frame it carried, so small parts are what keeps thousands of sockets small.
pub const PART_BYTES: usize = 4 << 10;
/// How much of a snapshot goes into a packed part: a sixth of it once it is packed, so about as small.
pub const PACKED_PART_BYTES: usize = 24 << 10;
/// The longest text of a packed part that a client takes: one record may be larger than the part it is alone in.
pub const UNPACKED_BYTES: usize = 4 << 20;
/// How large a frame gets by merging what waits for one reader; the rest follows in the next.
pub const MERGED_BYTES: usize = 16 << 10;
/// Merged frames kept for readers that lag equally.
pub const MERGED_KEPT: usize = 8;
/// Recent pushes kept for readers of one audience: ten seconds of a busy plan.
pub const RING_PUSHES: usize = 400;
/// Bytes of recent pushes kept for one audience of one plan.
pub const RING_BYTES: usize = 4 << 20;
/// Commands in flight per session: a burst of edits after a cut in the network.
pub const COMMANDS_IN_FLIGHT: usize = 64;
/// Commands per second per session, sustained; a person makes fewer than five.
pub const COMMANDS_PER_SECOND: u32 = 50;
/// Commands a session may send at once before the rate counts: what a day offline leaves behind.
pub const COMMAND_BURST: u32 = 200;
/// Between two presence changes that are passed on, from one peer and to one place; the latest wins.
pub const PRESENCE_INTERVAL: Duration = Duration::from_millis(100);
/// People named in a presence frame; the rest is a number.
pub const PRESENCE_SHOWN: usize = 32;
/// The longest place or focus in a presence frame, in bytes.
pub const PRESENCE_BYTES: usize = 128;
/// How long a silent peer stays present.
pub const PRESENCE_TTL: Duration = Duration::from_secs(30);
/// Between two clock frames.
pub const CLOCK_INTERVAL: Duration = Duration::from_secs(10);
/// Clock frames that may stay unanswered.
pub const UNANSWERED_CLOCKS: u32 = 3;
/// How long a socket may take no byte before it is closed; it resumes where it was.
pub const STALL: Duration = Duration::from_secs(20);
/// The most events a client catches up on before a snapshot is cheaper.
pub const CATCH_UP_EVENTS: u64 = 2_000;
/// Events read from the log at a time for a reader that catches up: one frame, a few tens of kB.
pub const CATCH_UP_PAGE: usize = 32;
/// Between two looks of a live plan at sessions that ended and peers that fell silent: "within a second".
pub const HUB_TICK: Duration = Duration::from_millis(500);
/// How long a closing socket may take to say goodbye.
pub const CLOSE_DEADLINE: Duration = Duration::from_secs(2);
/// How long commands in flight may hold up a shutdown.
pub const DRAIN_DEADLINE: Duration = Duration::from_secs(5);
/// Over how long clients are asked to spread their return after a restart.
pub const RETURN_SPREAD: Duration = Duration::from_secs(3);
/// The pause between two pushes of a busy plan: what happens meanwhile shares a frame.
pub const MERGE_WINDOW: Duration = Duration::from_millis(25);
/// Events in one page of `GET …/events`.
pub const EVENTS_PAGE: usize = 200;
/// Live sockets of one session: tabs, a projector, a phone that reconnects before the server noticed.
pub const SOCKETS_PER_SESSION: usize = 32;
/// How long the head of an HTTP request may take, the wait for the next one on the same connection included.
pub const HEAD_DEADLINE: Duration = Duration::from_secs(30);
/// HTTP connections at once, live sockets apart: beyond, newcomers wait in the operating system's queue.
pub const HTTP_CONNECTIONS: usize = 4096;
/// Files that one session sends at once: what a browser sends of a folder dropped on a page.
pub const UPLOADS_IN_FLIGHT: usize = 4;
/// Without a byte of a file for this long, its sender is gone.
pub const UPLOAD_STALL: Duration = Duration::from_secs(30);
/// How long a file may take to come: the largest one over half a megabit a second.
pub const UPLOAD_TIMEOUT: Duration = Duration::from_secs(15 * 60);
/// How long an HTTP request may take.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
