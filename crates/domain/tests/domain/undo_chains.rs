//! Undo where someone else has been meanwhile.

use plenum_domain::{
    Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F, MAX_ITEMS},
    task::TaskCommand,
};
use plenum_testkit::{
    ids::{clock, item, meeting, space, task},
    sample::{add, agenda, contributor, coordinator, facilitator, first, propose, rows, spot},
    scenario::{Scenario, given, given_the_sample},
};

fn on(rows: &[(u64, u8)]) -> Scenario {
    given(agenda(meeting(1), rows))
}

/// The contributor does something, the facilitator something else, the contributor takes theirs back.
fn between(here: Scenario, mine: C, theirs: C) -> Scenario {
    here.as_(contributor())
        .when(mine)
        .done()
        .as_(facilitator())
        .when(theirs)
        .done()
        .as_(contributor())
        .undo_last()
}

#[test]
fn what_someone_else_changed_since_stays() {
    let item = item(1);
    let here = || on(&[(1, 0), (2, 0), (3, 0)]);
    let move_to = |after| C::MoveItem { item, spot: spot(meeting(1), None, Some(after)) };
    let pairs = [
        (C::RenameItem { item, title: "A".into() }, C::RenameItem { item, title: "B".into() }),
        (C::SetDuration { item, duration: 20 }, C::SetDuration { item, duration: 30 }),
        (C::MarkLate { item }, C::UnmarkLate { item }),
        (C::LockStart { item, start: clock(14, 0) }, C::LockStart { item, start: clock(15, 0) }),
        (move_to(2), move_to(3)),
        (move_to(2), C::SendToBacklog { item, space: None }),
        (C::SetDuration { item, duration: 20 }, C::RemoveItem { item }),
        (
            C::SendToBacklog { item, space: None },
            C::TakeFromBacklog { item, spot: first(meeting(1)) },
        ),
        (C::RemoveItem { item }, add(1, first(meeting(1)))),
    ];
    for (mine, theirs) in pairs {
        between(here(), mine, theirs).refused(Refusal::ChangedSince);
    }
}

#[test]
fn what_someone_else_changed_elsewhere_stays_too() {
    let item = item(1);
    let here = || on(&[(1, 0), (2, 0)]);
    let title = "Accueil".to_owned();
    between(
        here(),
        C::SetDuration { item, duration: 20 },
        C::RenameItem { item, title: title.clone() },
    )
    .then([F::DurationSet { item, from: 20, to: 10 }])
    .and_then(|plan| assert_eq!(plan.items[&item].title, title));
    between(
        here(),
        C::MoveItem { item, spot: spot(meeting(1), None, Some(2)) },
        add(3, first(meeting(1))),
    )
    .done()
    .and_then(|plan| assert_eq!(rows(plan, meeting(1)), [(1, 0), (3, 0), (2, 0)]));
}

/// An addition that others built on is not taken away from them.
#[test]
fn an_addition_with_others_words_or_rows_stays() {
    let mine = || add(1, first(meeting(1)));
    let item = item(1);
    for theirs in [
        add(2, spot(meeting(1), Some(1), None)),
        C::RenameItem { item, title: "Accueil".into() },
        C::SetDuration { item, duration: 45 },
        C::LockStart { item, start: clock(14, 0) },
        C::MarkLate { item },
    ] {
        between(given_the_sample(), mine(), theirs).refused(Refusal::ChangedSince);
    }
    between(
        given_the_sample(),
        propose(1, Some(space(1))),
        C::RenameItem { item, title: "Accueil".into() },
    )
    .refused(Refusal::ChangedSince);
}

#[test]
fn what_was_taken_up_stays_once_others_built_on_it() {
    let mine = || C::TakeFromBacklog { item: item(1), spot: first(meeting(1)) };
    let here = || given([propose(1, Some(space(1)))]);
    for theirs in [
        add(2, spot(meeting(1), Some(1), None)),
        C::LockStart { item: item(1), start: clock(14, 0) },
    ] {
        between(here(), mine(), theirs).refused(Refusal::ChangedSince);
    }
}

#[test]
fn someone_else_s_item_is_removed_restored_and_removed() {
    let here = on(&[(1, 0), (2, 1), (3, 0)]).as_(contributor());
    let mut story = here.when(C::RemoveItem { item: item(1) }).done();
    for _ in 0..3 {
        story = story
            .undo_last()
            .done()
            .and_then(|plan| assert_eq!(rows(plan, meeting(1)), [(1, 0), (2, 1), (3, 0)]))
            .undo_last()
            .done()
            .and_then(|plan| assert_eq!(rows(plan, meeting(1)), [(3, 0)]));
    }
}

/// Several of one's own, one after the other, back to the beginning.
#[test]
fn a_row_of_actions_is_undone_from_the_last() {
    let item = item(1);
    let commands = [
        add(1, first(meeting(1))),
        C::RenameItem { item, title: "Accueil".into() },
        C::SetDuration { item, duration: 45 },
        C::MoveItem { item, spot: spot(meeting(1), None, Some(2)) },
    ];
    let here = on(&[(2, 0), (3, 0)]).as_(contributor());
    let before = here.clone().plan();
    let mut story = here;
    let mut written = Vec::new();
    for command in commands {
        let head = story.head();
        story = story.when(command).done();
        written.push(head..story.head());
    }
    for range in written.into_iter().rev() {
        story = story.undo_range(range).done();
    }
    let after = story.plan();
    assert_eq!(after.items, before.items);
    assert_eq!(rows(&after, meeting(1)), rows(&before, meeting(1)));
}

#[test]
fn a_row_goes_back_to_where_its_neighbour_is_now() {
    // 3 stood after 2; 2 has moved to the top meanwhile.
    between(
        on(&[(1, 0), (2, 0), (3, 0)]),
        C::MoveItem { item: item(3), spot: first(meeting(1)) },
        C::MoveItem { item: item(2), spot: first(meeting(1)) },
    )
    .done()
    .and_then(|plan| assert_eq!(rows(plan, meeting(1)), [(2, 0), (3, 0), (1, 0)]));
}

#[test]
fn a_row_whose_parent_has_gone_cannot_go_back_there() {
    between(
        on(&[(1, 0), (2, 1)]),
        C::MoveItem { item: item(2), spot: first(meeting(1)) },
        C::RemoveItem { item: item(1) },
    )
    .refused(Refusal::Unknown("parent"));
}

#[test]
fn a_task_others_touched_stays() {
    let task = task(1);
    given_the_sample()
        .as_(contributor())
        .when(TaskCommand::Complete { task })
        .done()
        .as_(coordinator())
        .when(TaskCommand::Rename { task, title: "Inviter".into() })
        .done()
        .as_(contributor())
        .undo_last()
        .refused(Refusal::ChangedSince);
}

/// An undo does not grow a backlog over its limit.
#[test]
fn an_undo_keeps_the_limits() {
    let many = (1..=MAX_ITEMS as u64).map(|n| F::ItemProposed {
        item: plenum_testkit::sample::an_item(
            n,
            plenum_domain::agenda::Home::Backlog { space: None },
        ),
    });
    given_the_sample()
        .and_unchecked(many)
        .as_(contributor())
        .when(C::RemoveItem { item: item(1) })
        .done()
        .as_(coordinator())
        .when(propose(900, None))
        .done()
        .as_(contributor())
        .undo_last()
        .refused(Refusal::TooMany { what: "items", max: MAX_ITEMS });
}
