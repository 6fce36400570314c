//! What holds for requests for expertise and for advocacy in every random history, by seed.

use plenum_domain::{
    Plan,
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
