//! What holds for requests for expertise and for advocacy in every random history, by seed.

use plenum_domain::{
    Context, Event, Fact, Plan,
    advocacy::{AdvocacyState, Pinned},
    expertise::ExpertiseState,
};
use plenum_testkit::random::History;

const SEEDS: std::ops::Range<u64> = 0..30;
const STEPS: usize = 2000;

/// What an advocacy keeps is what the plan says when it is told up to that number.
#[test]
fn what_is_pinned_is_the_plan_as_it_was() {
    let mut looked = 0;
    for seed in SEEDS {
        let history = History::random(seed, STEPS);
        for known in history.plan.advocacy.values() {
            let Some(sent) = &known.sent else { continue };
            let mut then = Plan::default();
            let before = history.events.iter().take_while(|event| event.seq <= sent.pinned_at);
            before.for_each(|event| then.evolve(event));
            let said = known.chosen().map(|id| Pinned::of(&then.recommendations[&id]));
            assert_eq!(said.collect::<Vec<_>>(), sent.pinned, "seed {seed}: {}", known.number);
            looked += 1;
        }
    }
    assert!(looked > 20, "the histories send little: {looked}");
}

#[test]
fn states_move_along_drawn_arrows_only() {
    for seed in SEEDS {
        let history = History::random(seed, STEPS);
        let mut plan = Plan::default();
        for event in &history.events {
            let before = (plan.expertise.clone(), plan.advocacy.clone());
            plan.evolve(event);
            for known in plan.expertise.values() {
                use ExpertiseState as S;
                let former = before.0.get(&known.id).map(|known| known.state);
                let drawn: &[S] = match former {
                    None => &[S::Received],
                    Some(S::Received) => &[S::Qualified, S::Closed],
                    Some(S::Qualified) => &[S::Mobilised, S::Closed],
                    Some(S::Mobilised) => &[S::Answered],
                    Some(S::Answered) => &[S::Closed],
                    Some(S::Closed) => &[],
                };
                let stays = former == Some(known.state);
                assert!(stays || drawn.contains(&known.state), "seed {seed}, {}", event.seq);
            }
            for known in plan.advocacy.values() {
                use AdvocacyState as S;
                let former = before.1.get(&known.id).map(|known| known.state);
                let drawn: &[S] = match former {
                    None => &[S::Draft],
                    Some(S::Draft) => &[S::Sent],
                    Some(S::Sent) => &[S::Answered, S::Unanswered],
                    Some(S::Answered | S::Unanswered) => &[S::Answered, S::Closed],
                    Some(S::Closed) => &[],
                };
                let stays = former == Some(known.state);
                assert!(stays || drawn.contains(&known.state), "seed {seed}, {}", event.seq);
                assert_eq!(known.sent.is_some(), known.state != S::Draft);
            }
        }
    }
}

/// The undo of the last change to a request, a text or an output gives it back as it was.
#[test]
fn an_undo_gives_back_what_was_said() {
    let mut undone = 0;
    for seed in SEEDS {
        let mut plan = Plan::default();
        for event in History::random(seed, STEPS).events {
            let spoken =
                matches!(event.fact, Fact::Output(_) | Fact::Expertise(_) | Fact::Advocacy(_));
            let before = spoken.then(|| plan.clone());
            plan.evolve(&event);
            let Some(before) = before else { continue };
            let (now, actor) = (event.time, event.actor);
            let ctx = Context { plan: plan.id, actor, now, reason: None };
            let Ok(facts) = plan.undo(std::slice::from_ref(&event), &ctx) else { continue };
            let mut back = plan.clone();
            for fact in facts {
                let seq = back.head + 1;
                back.evolve(&Event { seq, time: now, actor, fact, reason: None });
            }
            let of = format!("seed {seed}, {}", event.seq);
            match &event.fact {
                Fact::Output(fact) => {
                    let (id, was) = (fact.output(), before.outputs.get(&fact.output()));
                    // What was published is in the history, out of the library.
                    assert!(
                        was.map_or(back.outputs[&id].archived, |was| back.outputs[&id] == *was),
                        "{of}"
                    );
                }
                Fact::Expertise(fact) => {
                    let said = |plan: &Plan| {
                        let known = plan.expertise[&fact.expertise()].clone();
                        (known.question, known.due, known.mobilised, known.answer, known.state)
                    };
                    assert_eq!(said(&back), said(&before), "{of}");
                }
                Fact::Advocacy(fact) => {
                    let said = |plan: &Plan| {
                        let known = plan.advocacy[&fact.advocacy()].clone();
                        let chosen: Vec<_> = known.chosen().collect();
                        (known.title, known.text, known.addressees, known.answer_due, chosen)
                    };
                    assert_eq!(said(&back), said(&before), "{of}");
                }
                _ => continue,
            }
            undone += 1;
        }
    }
    assert!(undone > 100, "the histories take little back: {undone}");
}
