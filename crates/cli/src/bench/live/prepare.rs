//! A data folder for the bench: a plan, its readers, and their sessions.

use std::path::Path;
use std::sync::Arc;

use plenum_app::{Account, App, Options, SystemClock};
use plenum_domain::{AccountId, ItemId, PlanId};
use plenum_log_redb::RedbLog;
use plenum_protocol::limits::SOCKETS_PER_SESSION;
use uuid::Uuid;

use crate::bench::plan::{Author, Size};

/// The plan: a coming plenary or two, and those who write it.
const SIZE: Size = Size { partners: 20, meetings: 2, items: 40, tasks: 40 };
/// Sessions of one account: the door allows fifty.
const SESSIONS_PER_ACCOUNT: usize = 40;
/// Sessions of coordinators, who write.
const WRITERS: usize = 8;

/// What a data folder holds.
pub struct Prepared {
    pub plan: PlanId,
    pub items: Vec<ItemId>,
    /// Those of coordinators first.
    pub tokens: Vec<String>,
}

/// Makes a data folder with sessions for so many sockets.
pub async fn folder(folder: &Path, clients: usize) -> anyhow::Result<Prepared> {
    let sessions = clients.div_ceil(SOCKETS_PER_SESSION) + WRITERS;
    let readers: Vec<AccountId> = (0..sessions.div_ceil(SESSIONS_PER_ACCOUNT))
        .map(|n| AccountId(Uuid::from_u128(0x4000 + n as u128)))
        .collect();
    std::fs::create_dir_all(folder)?;
    let log = RedbLog::open(folder.join("log.redb"), plenum_log_redb::Options::default())?;
    let options = Options { folder: Some(folder.to_owned()), ..Options::default() };
    let app = App::open(Arc::new(log), Arc::new(SystemClock), options)?;
    let mut author = Author::new(1);
    let steps = author.found(SIZE, &readers)?;
    app.import(author.id, &steps).await?;
    let people = author.coordinators.iter().chain(&readers).enumerate();
    app.access().register(people.map(|(n, id)| Account {
        id: *id,
        label: format!("Banc d'essai {n}"),
        language: None,
    }))?;
    let mut tokens = Vec::with_capacity(sessions);
    for n in 0..sessions {
        let account = match n.checked_sub(WRITERS) {
            None => author.coordinators[n % author.coordinators.len()],
            Some(n) => readers[n % readers.len()],
        };
        let link = app.access().issue_link(account)?;
        tokens.push(app.access().redeem(&link, "bench")?.1);
    }
    let items = author.items.iter().map(|(_, item)| *item).collect();
    Ok(Prepared { plan: author.id, items, tokens })
}
