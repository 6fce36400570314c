//! One actor per open plan: decide, append, publish; snapshots and time travel; access.

mod access;
mod actor;
mod app;
mod attachments;
mod boards;
mod clock;
mod files;
mod import;
mod plan;
mod public;
mod replay;
mod snapshots;
mod tables;

pub use access::{
    Access, AccessError, Account, AccountSeen, Calls, Choice, Held, Invited, Invitee, Issued, Key,
    KeyError, Keys, Master, Named, Notices, Profile, Rhythm, SavedFilter, Scope, Session,
    SessionSeen, SignInAct, SignInLine, TokenSeen, Tries, check_email,
};
pub use app::{App, OpenError, Options};
pub use attachments::{
    BOUNDARIES_BYTES, BlobError, BoundariesError, FileDamage, Opener, Scanner, Upload, UploadError,
    check_files,
};
pub use clock::{Clock, FixedClock, SystemClock};
pub use import::{ImportError, Scripted};
pub use plan::{Answer, Committed, PlanHandle, Request};
pub use replay::{Passed, Projection, ReplayError, replay};
pub use snapshots::{SNAPSHOT_VERSION, Snapshots};
pub use tables::{TABLE_BYTES, TableError, TableImport, export_table};
