//! Two people at one agenda: whatever they do at once, no row is lost and none appears twice.

use std::collections::BTreeSet;

use plenum_domain::{Context, Event, ItemId, Plan, agenda::AgendaCommand};
use plenum_testkit::{
    ids::{meeting, plan},
    laws::assert_every_item_in_its_place,
    random::Dice,
    sample::{agenda, contributor, coordinator, events, facilitator, sample},
};

fn start() -> Plan {
    let mut plan = sample();
    let rows = [(1, 0), (2, 1), (3, 2), (4, 1), (5, 0), (6, 0), (7, 1), (8, 0)];
    for n in [1, 3] {
        let rows = rows.map(|(item, depth)| (item + (n - 1) * 4, depth));
        let facts = agenda(meeting(n), &rows).into_iter().map(Into::into);
        events(plan.head, coordinator(), 0, facts).for_each(|event| plan.evolve(&event));
    }
    plan
}

fn items(plan: &Plan) -> BTreeSet<ItemId> {
    plan.items.keys().copied().collect()
}

/// Each person decides on the state they see, which is some steps old; the plan decides on its own.
#[test]
fn interleaved_moves_keep_every_row_once() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut now = start();
        let all = items(&now);
        let mut seen = vec![now.clone()];
        let mut moved = 0;
        for _ in 0..120 {
            let actor = dice.one_of(&[contributor(), facilitator(), coordinator()]);
            let stale = &seen[seen.len().saturating_sub(dice.upto(6) as usize)];
            let command = match dice.agenda_command(stale) {
                AgendaCommand::AddItem { .. }
                | AgendaCommand::ProposeItem { .. }
                | AgendaCommand::RemoveItem { .. } => continue,
                other => other,
            };
            let ctx = Context { plan: plan(1), actor, now: 0, reason: None };
            let Ok(facts) = now.decide(command.into(), &ctx) else { continue };
            events(now.head, actor, 0, facts).for_each(|event| now.evolve(&event));
            moved += 1;
            assert_every_item_in_its_place(&now, 3, seed);
            assert_eq!(items(&now), all, "seed {seed}: the same items");
            seen.push(now.clone());
        }
        assert!(moved > 10, "seed {seed} moves little: {moved}");
    }
}

/// The same with additions, removals and undos of anybody's own commands, old ones included.
#[test]
fn undos_in_between_keep_every_row_once() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut now = start();
        let mut log: Vec<Vec<Event>> = Vec::new();
        let mut undone = 0;
        for _ in 0..150 {
            let actor = dice.one_of(&[contributor(), facilitator(), coordinator()]);
            let ctx = Context { plan: plan(1), actor, now: 0, reason: None };
            let own: Vec<_> = log.iter().filter(|events| events[0].actor == actor).collect();
            let decided = if dice.once_in(3) && !own.is_empty() {
                let recent = own.len().saturating_sub(5);
                let back = now.undo(dice.one_of::<&Vec<Event>>(&own[recent..]), &ctx);
                undone += u32::from(back.is_ok());
                back
            } else {
                now.decide(dice.agenda_command(&now).into(), &ctx)
            };
            let Ok(facts) = decided else { continue };
            let written: Vec<_> = events(now.head, actor, 0, facts).collect();
            written.iter().for_each(|event| now.evolve(event));
            assert_every_item_in_its_place(&now, 3, seed);
            if !written.is_empty() {
                log.push(written);
            }
        }
        assert!(undone > 3, "seed {seed} undoes little: {undone}");
    }
}
