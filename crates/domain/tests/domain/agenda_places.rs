//! The places of an agenda: a tree of three levels, where rows are moved under and after each other.

use plenum_domain::{
    Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F, MAX_DEPTH, MAX_ITEMS},
};
use plenum_testkit::{
    ids::{item, meeting},
    sample::{add, agenda, first, rows, spot},
    scenario::{Scenario, given, given_the_sample},
};

fn on(rows: &[(u64, u8)]) -> Scenario {
    given(agenda(meeting(1), rows))
}

fn move_to(n: u64, parent: Option<u64>, after: Option<u64>) -> C {
    C::MoveItem { item: item(n), spot: spot(meeting(1), parent, after) }
}

/// Where an agenda stands after a command.
#[track_caller]
fn leads(from: &[(u64, u8)], command: C, to: &[(u64, u8)]) {
    let plan = on(from).when(command).plan();
    assert_eq!(rows(&plan, meeting(1)), to);
}

#[test]
fn an_item_is_added_first_after_another_or_under_it() {
    let here = [(1, 0), (2, 1), (3, 0)];
    let at = |parent, after| add(4, spot(meeting(1), parent, after));
    leads(&here, at(None, None), &[(4, 0), (1, 0), (2, 1), (3, 0)]);
    leads(&here, at(None, Some(1)), &[(1, 0), (2, 1), (4, 0), (3, 0)]);
    leads(&here, at(None, Some(3)), &[(1, 0), (2, 1), (3, 0), (4, 0)]);
    leads(&here, at(Some(1), None), &[(1, 0), (4, 1), (2, 1), (3, 0)]);
    leads(&here, at(Some(1), Some(2)), &[(1, 0), (2, 1), (4, 1), (3, 0)]);
    leads(&here, at(Some(2), None), &[(1, 0), (2, 1), (4, 2), (3, 0)]);
}

/// A sibling that moved away meanwhile: the row comes last under its parent, and the fact says where.
#[test]
fn a_row_whose_neighbour_left_comes_last() {
    let here = [(1, 0), (2, 1), (3, 0)];
    leads(&here, add(4, spot(meeting(1), None, Some(2))), &[(1, 0), (2, 1), (3, 0), (4, 0)]);
    leads(&here, add(4, spot(meeting(1), Some(1), Some(3))), &[(1, 0), (2, 1), (4, 1), (3, 0)]);
    leads(&here, add(4, spot(meeting(1), Some(1), Some(9))), &[(1, 0), (2, 1), (4, 1), (3, 0)]);
    on(&here).when(move_to(2, None, Some(9))).then([F::ItemMoved {
        item: item(2),
        from: spot(meeting(1), Some(1), None),
        to: spot(meeting(1), None, Some(3)),
    }]);
}

#[test]
fn a_parent_must_stand_on_the_same_agenda() {
    let refused = |command| on(&[(1, 0)]).when(command).refused(Refusal::Unknown("parent"));
    refused(add(2, spot(meeting(1), Some(9), None)));
    refused(add(2, spot(meeting(2), Some(1), None)));
    refused(move_to(1, Some(9), None));
}

#[test]
fn moving_takes_all_that_is_below_along() {
    let here = [(1, 0), (2, 1), (3, 2), (4, 0), (5, 1)];
    leads(&here, move_to(1, None, Some(4)), &[(4, 0), (5, 1), (1, 0), (2, 1), (3, 2)]);
    leads(&here, move_to(2, None, None), &[(2, 0), (3, 1), (1, 0), (4, 0), (5, 1)]);
    leads(&here, move_to(2, Some(4), Some(5)), &[(1, 0), (4, 0), (5, 1), (2, 1), (3, 2)]);
    leads(&here, move_to(5, None, Some(1)), &[(1, 0), (2, 1), (3, 2), (5, 0), (4, 0)]);
}

#[test]
fn moving_to_where_it_stands_changes_nothing() {
    let here = [(1, 0), (2, 1), (3, 1), (4, 0)];
    for same in [move_to(1, None, None), move_to(3, Some(1), Some(2)), move_to(4, None, Some(1))] {
        on(&here).when(same).then_nothing();
    }
}

#[test]
fn an_item_does_not_move_under_itself() {
    let here = [(1, 0), (2, 1), (3, 2)];
    for own in [
        move_to(1, Some(1), None),
        move_to(1, Some(2), None),
        move_to(1, Some(3), None),
        move_to(2, Some(1), Some(3)),
        move_to(1, None, Some(1)),
    ] {
        on(&here).when(own).refused(Refusal::UnderItself);
    }
}

#[test]
fn an_agenda_has_three_levels() {
    let deep = Refusal::TooDeep { max: MAX_DEPTH };
    let here = [(1, 0), (2, 1), (3, 2), (4, 0), (5, 1)];
    on(&here).when(add(6, spot(meeting(1), Some(3), None))).refused(deep.clone());
    on(&here).when(move_to(4, Some(2), None)).refused(deep.clone());
    on(&here).when(move_to(4, Some(3), None)).refused(deep);
    leads(&here, move_to(5, Some(2), Some(3)), &[(1, 0), (2, 1), (3, 2), (5, 2), (4, 0)]);
    leads(&here, move_to(4, Some(1), Some(2)), &[(1, 0), (2, 1), (3, 2), (4, 1), (5, 2)]);
}

#[test]
fn an_item_moves_within_its_meeting() {
    on(&[(1, 0)])
        .when(C::MoveItem { item: item(1), spot: first(meeting(2)) })
        .refused(Refusal::Malformed { field: "spot" });
}

#[test]
fn an_agenda_has_a_bounded_number_of_items() {
    let mut full = plenum_testkit::sample::sample();
    let all: Vec<_> = (1..=MAX_ITEMS as u64).map(|n| (n, 0)).collect();
    let facts = agenda(meeting(1), &all).into_iter().map(Into::into);
    let by = plenum_testkit::sample::coordinator();
    plenum_testkit::sample::events(full.head, by, 0, facts).for_each(|e| full.evolve(&e));
    let ctx = plenum_domain::Context {
        plan: plenum_testkit::ids::plan(1),
        actor: by,
        now: 0,
        reason: None,
    };
    let more = add(501, first(meeting(1)));
    let refusal = Refusal::TooMany { what: "items", max: MAX_ITEMS };
    assert_eq!(full.decide(more.into(), &ctx), Err(refusal));
    assert!(full.decide(add(501, first(meeting(2))).into(), &ctx).is_ok());
    assert!(full.decide(move_to(1, None, Some(500)).into(), &ctx).is_ok(), "moving adds nothing");
}

#[test]
fn removing_takes_all_that_is_below_last_first() {
    let here = on(&[(1, 0), (2, 1), (3, 1), (4, 0)]);
    let plan = here.clone().plan();
    let removed = |n, parent, after| F::ItemRemoved {
        item: plan.items[&item(n)].clone(),
        from: spot(meeting(1), parent, after),
    };
    here.when(C::RemoveItem { item: item(1) })
        .then([removed(3, Some(1), Some(2)), removed(2, Some(1), None), removed(1, None, None)])
        .and_then(|plan| {
            assert_eq!(rows(plan, meeting(1)), [(4, 0)]);
            assert_eq!(plan.items.keys().copied().collect::<Vec<_>>(), [item(4)]);
        });
}

#[test]
fn a_removed_item_may_be_added_again() {
    given_the_sample()
        .and([add(1, first(meeting(1)))])
        .and([C::RemoveItem { item: item(1) }])
        .when(add(1, first(meeting(1))))
        .done();
}
