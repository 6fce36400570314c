//! Items while the meeting sits.

use plenum_domain::{
    Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F, Home, ItemState},
};
use plenum_testkit::{
    ids::{item, meeting, space},
    sample::{agenda, propose, rows, spot, until, waiting},
    scenario::{Scenario, given},
};

fn sitting(past: impl IntoIterator<Item = F>) -> Scenario {
    let rows = [(1, 0), (2, 1), (3, 0)];
    given(agenda(meeting(1), &rows)).and(until("open", meeting(1))).and(past)
}

/// Every step over every state of an item: what is not drawn is refused.
#[test]
fn an_item_goes_only_as_drawn() {
    let item = item(3);
    let from = spot(meeting(1), None, Some(1));
    let states = [
        ("planned", vec![]),
        ("running", vec![F::ItemStarted { item }]),
        ("done", vec![F::ItemStarted { item }, F::ItemFinished { item }]),
    ];
    let gone = F::ItemPostponed { item, from, space: None };
    let sent = F::SentToBacklog { item, from, space: None };
    let steps = [
        (C::StartItem { item }, Some(F::ItemStarted { item }), &["planned"][..]),
        (C::FinishItem { item }, Some(F::ItemFinished { item }), &["running"]),
        (C::PostponeItem { item, space: None }, Some(gone), &["planned", "running"]),
        (C::SendToBacklog { item, space: None }, Some(sent), &["planned"]),
        (C::RemoveItem { item }, None, &["planned"]),
    ];
    for (state, past) in &states {
        for (command, fact, drawn) in &steps {
            let asked = sitting(past.clone()).because("faute de temps").when(command.clone());
            match fact {
                _ if !drawn.contains(state) => {
                    asked.refused(Refusal::WrongState { what: "item", state })
                }
                Some(fact) => asked.then([fact.clone()]),
                None => asked.done(),
            };
        }
    }
}

#[test]
fn what_is_below_counts_too() {
    let refusal = Refusal::WrongState { what: "item", state: "done" };
    let (item, sub) = (item(1), item(2));
    let past = [F::ItemStarted { item: sub }, F::ItemFinished { item: sub }];
    for command in [
        C::PostponeItem { item, space: None },
        C::SendToBacklog { item, space: None },
        C::RemoveItem { item },
    ] {
        sitting(past.clone()).because("x").when(command).refused(refusal.clone());
    }
}

#[test]
fn items_run_only_while_the_meeting_sits() {
    let (item, meeting) = (item(1), meeting(1));
    for state in ["preparation", "convened", "suspended", "closed"] {
        let here = given(agenda(meeting, &[(1, 0)])).and(until(state, meeting));
        for command in
            [C::StartItem { item }, C::FinishItem { item }, C::PostponeItem { item, space: None }]
        {
            let refusal = Refusal::WrongState { what: "meeting", state };
            here.clone().because("x").when(command).refused(refusal);
        }
    }
}

#[test]
fn what_waits_in_a_backlog_does_not_run() {
    let item = item(7);
    let refusal = Refusal::WrongState { what: "item", state: "backlog" };
    for command in
        [C::StartItem { item }, C::FinishItem { item }, C::PostponeItem { item, space: None }]
    {
        given([propose(7, None)]).because("x").when(command).refused(refusal.clone());
    }
}

#[test]
fn postponing_wants_a_reason() {
    sitting([])
        .when(C::PostponeItem { item: item(1), space: None })
        .refused(Refusal::ReasonRequired);
}

#[test]
fn a_postponed_item_waits_with_all_below_it_and_is_planned_again_when_taken_up() {
    let taken = C::TakeFromBacklog { item: item(1), spot: spot(meeting(2), None, None) };
    sitting([])
        .because("faute de temps")
        .when(C::PostponeItem { item: item(1), space: Some(space(1)) })
        .done()
        .and_then(|plan| {
            assert_eq!(rows(plan, meeting(1)), [(3, 0)]);
            assert_eq!(waiting(plan, Some(space(1))), [1, 2]);
            assert_eq!(plan.items[&item(1)].state, ItemState::Postponed);
            assert_eq!(plan.items[&item(2)].home, Home::Backlog { space: Some(space(1)) });
        })
        .when(taken)
        .done()
        .and_then(|plan| assert_eq!(plan.items[&item(1)].state, ItemState::Planned));
}
