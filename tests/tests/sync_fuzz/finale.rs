//! The end of a run: everyone comes back, gets their answers, and has what the server has.

use std::{collections::BTreeSet, rc::Rc};

use futures_util::future::join_all;
use plenum_domain::{Act, Audience, Scope, member::MemberCommand, task::TaskCommand};
use plenum_protocol::live::{ClientFrame, PresenceUpdate};
use plenum_testkit::live::STUCK;
use strum::IntoEnumIterator;

use crate::{
    actor::{account_of, frame, home_role},
    client::Client,
    judge::{difference, records_of},
    world::World,
};

const HALL: &str = "hall";

/// Plays it, unless the run is decided already.
pub async fn play(world: &Rc<World>, clients: &mut [Client]) {
    let acts = async {
        join_all(clients.iter_mut().map(come_back)).await;
        close_the_day(&mut clients[0]).await;
        while !world.is_broken() {
            let head = world.head();
            join_all(clients.iter_mut().map(|client| reach(client, head))).await;
            if world.head() == head {
                break;
            }
        }
        if world.is_broken() {
            return;
        }
        for client in clients.iter().filter(|client| client.is_connected()) {
            compare(world, client).await;
        }
        meet(world, clients).await;
    };
    if tokio::time::timeout(STUCK * 2, acts).await.is_err() && !world.is_broken() {
        world.violation("the run does not come to rest".into());
    }
}

/// Connects, where the client may, and gets an answer to everything.
async fn come_back(client: &mut Client) {
    while !client.world.is_broken() && (!client.is_connected() || client.waits()) {
        if !client.is_connected() && !client.connect(true).await {
            return;
        }
        client.settle().await;
    }
}

/// The last commands: someone who is connected loses a role, and whoever still may hears of a new task.
async fn close_the_day(client: &mut Client) {
    let n = 1 + client.seeded.below(9) as usize;
    let revoke = MemberCommand::RevokeRole { account: account_of(n), role: home_role(n) }.into();
    let id = client.seeded.uuid();
    client.send_new(frame(id, &revoke, None), false).await;
    let task = client.seeded.uuid().into();
    let title = "Clôture".to_owned();
    let (owner, due, axis, space, meeting) = (None, None, None, None, None);
    let command =
        TaskCommand::Add { task, title, owner, due, axis, space, meeting, about: None }.into();
    let id = client.seeded.uuid();
    client.send_new(frame(id, &command, None), true).await;
    come_back(client).await;
}

/// Hears until it has the event `head`, or the plan is closed to it.
async fn reach(client: &mut Client, head: u64) {
    while !client.world.is_broken() && client.cursor.is_none_or(|(_, seq)| seq < head) {
        if !client.is_connected() && !client.connect(true).await {
            return;
        }
        client.hear().await;
    }
}

/// What a client has is what the server has, to the byte.
async fn compare(world: &World, client: &Client) {
    let account = client.account;
    let (audience, wanted, may) = world
        .look(|plan| {
            let audience = plan.audience_of(account, 0);
            let may = Act::iter().filter(|act| plan.may(account, *act, Scope::Plan, 0));
            let may: Vec<String> = may.map(|act| act.to_string()).collect();
            (audience, audience.map(|audience| records_of(plan, audience)), may)
        })
        .await;
    if let Some(difference) = wanted.and_then(|wanted| difference(&client.store, &wanted)) {
        client.violation(&format!("in the end, as {audience:?}: {difference}"));
    }
    if audience.is_some() && client.may != may {
        client.violation(&format!("believes that it may {:?}, and may {may:?}", client.may));
    }
}

/// Those who may meet in one place see each other, and see when someone leaves.
async fn meet(world: &World, clients: &mut [Client]) {
    let mut here = Vec::new();
    for client in clients.iter_mut().filter(|client| client.is_connected()) {
        let account = client.account;
        if world.look(|plan| plan.audience_of(account, 0)).await == Some(Audience::Members) {
            here.push(client);
        }
    }
    for client in &mut here {
        let update = PresenceUpdate { at: HALL.into(), focus: None };
        client.say(&ClientFrame::Presence(update)).await;
    }
    see_each_other(world, &mut here).await;
    let leaving = here.split_off(here.len() / 2);
    for client in leaving {
        client.drop_socket();
    }
    see_each_other(world, &mut here).await;
}

async fn see_each_other(world: &World, here: &mut [&mut Client]) {
    let all: BTreeSet<u64> = here.iter().filter_map(|client| client.connection()).collect();
    for client in here {
        while !world.is_broken() && client.is_connected() && !sees(client, &all) {
            client.hear().await;
        }
    }
}

fn sees(client: &Client, all: &BTreeSet<u64>) -> bool {
    let Some(presence) = &client.presence else { return false };
    let seen: BTreeSet<u64> = presence.here.iter().map(|present| present.connection).collect();
    presence.at == HALL && seen == *all && presence.count == all.len()
}
