//! Backlogs: a space's and the plenary's, both ways.

use plenum_domain::{
    Context, Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F, AgendaItem, Home, MAX_ITEMS},
    meeting::MeetingFact,
    space::SpaceFact,
};
use plenum_testkit::{
    ids::{clock, day, item, meeting, plan, space},
    sample::{
        add, agenda, an_item, contributor, coordinator, events, first, propose, rows, sample, spot,
        waiting,
    },
    scenario::{Scenario, given, given_the_sample},
};

fn on(rows: &[(u64, u8)]) -> Scenario {
    given(agenda(meeting(1), rows))
}

fn send(n: u64, to: Option<u64>) -> C {
    C::SendToBacklog { item: item(n), space: to.map(space) }
}

fn take(n: u64, parent: Option<u64>, after: Option<u64>) -> C {
    C::TakeFromBacklog { item: item(n), spot: spot(meeting(1), parent, after) }
}

#[test]
fn an_item_is_proposed_to_a_backlog() {
    for space in [None, Some(space(1))] {
        let who = contributor();
        let home = Home::Backlog { space };
        let item = AgendaItem { added_by: who, placed_by: who, ..an_item(1, home) };
        given_the_sample()
            .as_(who)
            .when(propose(1, space))
            .then([F::ItemProposed { item }])
            .when(propose(2, space))
            .done()
            .and_then(|plan| assert_eq!(waiting(plan, space), [1, 2], "first come first"));
    }
}

#[test]
fn a_proposal_is_as_good_as_any_item() {
    given([propose(1, None)]).when(propose(1, None)).refused(Refusal::Exists("item"));
    on(&[(1, 0)]).when(propose(1, None)).refused(Refusal::Exists("item"));
    given_the_sample().when(propose(1, Some(space(9)))).refused(Refusal::Unknown("space"));
    given([SpaceFact::Closed { space: space(1) }])
        .when(propose(1, Some(space(1))))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
    let nameless = C::ProposeItem {
        item: item(1),
        space: None,
        kind: plenum_domain::agenda::ItemKind::Speech,
        title: " ".into(),
        duration: 0,
        presenter: None,
        axis: None,
    };
    given_the_sample().when(nameless).refused(Refusal::Empty { field: "title" });
}

#[test]
fn an_item_goes_to_the_backlog_with_all_below_it_in_order() {
    for to in [None, Some(1), Some(2)] {
        let fact = |n, parent, after| F::SentToBacklog {
            item: item(n),
            from: spot(meeting(1), parent, after),
            space: to.map(space),
        };
        on(&[(1, 0), (2, 1), (3, 2), (4, 1), (5, 0)])
            .and([propose(9, to.map(space))])
            .when(send(1, to))
            .then([
                fact(4, Some(1), Some(2)),
                fact(3, Some(2), None),
                fact(2, Some(1), None),
                fact(1, None, None),
            ])
            .and_then(|plan| {
                assert_eq!(waiting(plan, to.map(space)), [1, 2, 3, 4, 9], "in reading order");
                assert_eq!(rows(plan, meeting(1)), [(5, 0)]);
            });
    }
}

/// A locked start and lateness are about the meeting that is left, and an undo brings them back.
#[test]
fn the_meeting_s_own_marks_stay_behind() {
    let (item, start) = (item(1), clock(14, 0));
    on(&[(1, 0)])
        .and([C::LockStart { item, start }, C::MarkLate { item }])
        .when(send(1, None))
        .then([
            F::StartUnlocked { item, from: start },
            F::UnmarkedLate { item },
            F::SentToBacklog { item, from: first(meeting(1)), space: None },
        ])
        .and_then(|plan| {
            assert_eq!((plan.items[&item].late, plan.items[&item].locked_start), (false, None))
        })
        .undo_last()
        .done()
        .and_then(|plan| {
            assert_eq!(rows(plan, meeting(1)), [(1, 0)]);
            assert_eq!(
                (plan.items[&item].late, plan.items[&item].locked_start),
                (true, Some(start))
            );
        });
}

#[test]
fn an_item_is_taken_from_a_backlog_to_a_place() {
    on(&[(1, 0), (2, 1)])
        .and([propose(3, Some(space(1))), propose(4, Some(space(1)))])
        .when(take(4, Some(1), Some(2)))
        .then([F::TakenFromBacklog {
            item: item(4),
            space: Some(space(1)),
            to: spot(meeting(1), Some(1), Some(2)),
        }])
        .and_then(|plan| {
            assert_eq!(rows(plan, meeting(1)), [(1, 0), (2, 1), (4, 1)]);
            assert_eq!(waiting(plan, Some(space(1))), [3]);
        });
}

#[test]
fn what_is_taken_up_late_is_late() {
    let called = MeetingFact::ItemsCalled { meeting: meeting(1), until: Some(day("2027-03-10")) };
    let taken = F::TakenFromBacklog { item: item(1), space: None, to: first(meeting(1)) };
    given([propose(1, None)])
        .and([called])
        .at("2027-03-11")
        .when(take(1, None, None))
        .then([taken, F::MarkedLate { item: item(1) }]);
}

#[test]
fn only_what_waits_can_be_taken_to_where_there_is_room() {
    let scheduled = Refusal::WrongState { what: "item", state: "scheduled" };
    on(&[(1, 0)]).when(take(1, None, None)).refused(scheduled);
    let here = on(&[(1, 0), (2, 1), (3, 2)]).and([propose(4, None)]);
    here.clone().when(take(4, Some(3), None)).refused(Refusal::TooDeep { max: 3 });
    here.clone().when(take(4, Some(9), None)).refused(Refusal::Unknown("parent"));
    here.when(C::TakeFromBacklog { item: item(4), spot: first(meeting(9)) })
        .refused(Refusal::Unknown("meeting"));
}

#[test]
fn what_waits_is_not_moved_sent_or_locked() {
    let (item, backlog) = (item(1), Refusal::WrongState { what: "item", state: "backlog" });
    for command in [
        C::MoveItem { item, spot: first(meeting(1)) },
        C::SendToBacklog { item, space: Some(space(1)) },
        C::LockStart { item, start: clock(14, 0) },
    ] {
        given([propose(1, None)]).when(command).refused(backlog.clone());
    }
}

#[test]
fn a_backlog_must_be_of_a_space_that_lives() {
    on(&[(1, 0)]).when(send(1, Some(9))).refused(Refusal::Unknown("space"));
    on(&[(1, 0)])
        .and([SpaceFact::Closed { space: space(2) }])
        .when(send(1, Some(2)))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
}

#[test]
fn a_proposal_is_withdrawn() {
    let here = given([propose(1, None), propose(2, None)]);
    let item = here.clone().plan().items[&item(1)].clone();
    here.when(C::RemoveItem { item: item.id })
        .then([F::ProposalWithdrawn { item }])
        .and_then(|plan| assert_eq!(waiting(plan, None), [2]));
}

#[test]
fn a_proposal_can_be_edited_while_it_waits() {
    given([propose(1, Some(space(1)))])
        .as_(contributor())
        .when(C::SetDuration { item: item(1), duration: 45 })
        .then([F::DurationSet { item: item(1), from: 10, to: 45 }]);
}

#[test]
fn a_backlog_has_a_bounded_number_of_items() {
    let mut full = sample();
    let proposed = |n| F::ItemProposed { item: an_item(n, Home::Backlog { space: None }) }.into();
    let facts = (1..=MAX_ITEMS as u64).map(proposed);
    events(full.head, coordinator(), 0, facts).for_each(|event| full.evolve(&event));
    events(
        full.head,
        coordinator(),
        0,
        agenda(meeting(1), &[(901, 0)]).into_iter().map(Into::into),
    )
    .for_each(|event| full.evolve(&event));
    let ctx = Context { plan: plan(1), actor: coordinator(), now: 0, reason: None };
    let refusal = Refusal::TooMany { what: "items", max: MAX_ITEMS };
    assert_eq!(full.decide(propose(600, None).into(), &ctx), Err(refusal.clone()));
    assert_eq!(full.decide(send(901, None).into(), &ctx), Err(refusal));
    assert!(full.decide(send(901, Some(1)).into(), &ctx).is_ok());
    assert!(full.decide(add(902, first(meeting(1))).into(), &ctx).is_ok());
}
