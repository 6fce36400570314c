//! The mails that tell people what waits for them: at the pace that each of them chose, and nothing twice.
//!
//! What a mail tells is noted before it leaves: a mail that is lost is the lesser evil, for the page says
//! the same at any time.

use std::{collections::HashMap, time::Duration};

use plenum_app::{App, Calls, Key, Notices, Profile, Rhythm};
use plenum_domain::{AccountId, Audience, Plan, PlanId};
use plenum_views::{Waiting, WaitingKind, waiting};
use tokio::time::{MissedTickBehavior, interval};

mod words;

use words::Told;

use crate::{mails, state::Server};

/// Between two looks at what waits: how long "at once" may take.
const PACE: Duration = Duration::from_secs(60);
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Digests leave from this hour of the day (UTC) on: early in the territory's morning.
const HOUR: i64 = 4 * 60 * 60 * 1000;
/// Days of a week.
const WEEK: i64 = 7;

/// Tells people until the server stops.
pub async fn run(server: Server) {
    if server.ways().mailer.is_none() {
        return;
    }
    let mut stopping = server.stopping();
    let (mut teller, mut tick) = (Teller::default(), interval(PACE));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = async { stopping.wait_for(|stop| *stop).await.map(|_| ()) } => return,
            _ = tick.tick() => teller.tell(&server).await,
        }
    }
}

/// Remembers how far it has looked, so that plans at rest are left to rest.
#[derive(Default)]
pub struct Teller {
    heads: HashMap<(PlanId, AccountId), u64>,
}

impl Teller {
    /// Looks at everybody once, and writes to those who are to be told something.
    pub async fn tell(&mut self, server: &Server) {
        let now = server.app().now();
        for (plan, account, notices) in server.app().access().every_notice() {
            let due = is_due(&notices, now);
            if !due && !self.is_called(server.app(), plan, account, &notices) {
                continue;
            }
            let Some(profile) = reachable(server.app(), account) else { continue };
            tell_one(server, plan, (account, profile), notices, due, now).await;
        }
    }

    /// Whether something may call upon somebody who wants to know at once.
    fn is_called(&mut self, app: &App, plan: PlanId, of: AccountId, notices: &Notices) -> bool {
        if notices.choice.mentions != Calls::AtOnce {
            return false;
        }
        let Ok(page) = app.log().read(plan.into(), 1, 1) else { return false };
        self.heads.insert((plan, of), page.head) != Some(page.head)
    }
}

/// Digests are counted by days, so that they keep to the morning whenever the last one left. A clock that
/// went back sends nothing.
fn is_due(notices: &Notices, now: i64) -> bool {
    let day = |time: i64| (time - HOUR).div_euclid(DAY);
    let passed = day(now) - day(notices.told_at);
    match notices.choice.digest {
        Rhythm::Never => false,
        Rhythm::Daily => passed >= 1,
        Rhythm::Weekly => passed >= WEEK,
    }
}

fn reachable(app: &App, account: AccountId) -> Option<Profile> {
    let profile = app.access().profile(account)?;
    (app.access().is_active(account) && profile.email.is_some()).then_some(profile)
}

/// What somebody is about to be told, and what is noted of it; no mail where nothing is new.
struct Telling {
    title: String,
    new: Vec<Told>,
    /// How much happened since the last digest, where this is one.
    changes: Option<u64>,
    noted: Notices,
}

async fn tell_one(
    server: &Server,
    id: PlanId,
    (account, profile): (AccountId, Profile),
    notices: Notices,
    due: bool,
    now: i64,
) {
    let Ok(handle) = server.app().plan(id).await else { return };
    let english = mails::is_english(profile.language.as_deref());
    let look =
        move || handle.read(|state| telling(&state.plan, account, notices, (due, now), english));
    let Ok(Some(telling)) = tokio::task::spawn_blocking(look).await else { return };
    let Telling { title, new, changes, noted } = telling;
    let note = move |access: &plenum_app::Access| access.note_told(id, account, noted);
    let noted = crate::routes::session::on_disk(server, note).await;
    if !matches!(noted, Ok(true)) || new.is_empty() {
        return;
    }
    let origin = server.config().origins.first().map_or("", String::as_str);
    let base = format!("{origin}/plans/{id}");
    let mail = words::mail(english, &title, &base, &new, changes);
    if let Some(address) = &profile.email {
        mails::send(server, address, mail).await;
    }
}

/// Nothing to do where nothing is due and nobody called.
fn telling(
    plan: &Plan,
    account: AccountId,
    notices: Notices,
    (due, now): (bool, i64),
    english: bool,
) -> Option<Telling> {
    // Who has left, or reads only what is published, has nothing that waits.
    if plan.audience_of(account, now) != Some(Audience::Members) {
        return None;
    }
    let key = |one: &Waiting| -> Key { (one.kind, one.about) };
    let (all, calls) = (waiting(plan, account, now), notices.choice.mentions);
    let is_told_now = |one: &&Waiting| match (one.kind, calls) {
        (WaitingKind::Mention, Calls::Never) => false,
        (WaitingKind::Mention, Calls::AtOnce) => true,
        _ => due,
    };
    let is_new = |one: &&Waiting| !notices.told.contains(&key(one));
    let new: Vec<_> = all.iter().filter(is_told_now).filter(is_new).collect();
    if new.is_empty() && !due {
        return None;
    }
    // What no longer waits may come to wait again, and is then told again.
    let mut told = notices.told.clone();
    told.retain(|known| all.iter().any(|one| key(one) == *known));
    told.extend(new.iter().map(|one| key(one)));
    let changes = due.then(|| plan.head.saturating_sub(notices.told_upto));
    let (told_at, told_upto) =
        if due { (now, plan.head) } else { (notices.told_at, notices.told_upto) };
    let new = new.into_iter().map(|one| Told::new(plan, one, english)).collect();
    let noted = Notices { told, told_at, told_upto, choice: notices.choice };
    Some(Telling { title: plan.title.clone(), new, changes, noted })
}
