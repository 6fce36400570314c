//! What an item deals with, and handing it on from one backlog to another.

use plenum_domain::{
    Act, RecordKind, RecordRef, Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F},
    space::SpaceFact,
};
use plenum_testkit::{
    ids::{finding, item, meeting, need, space, task},
    sample::{agenda, coordinator, facilitator, propose, secretary, waiting},
    scenario::{Scenario, given},
};

const ON: fn(u64) -> RecordRef = |n| RecordRef::new(RecordKind::Finding, finding(n));

fn link(n: u64, about: RecordRef) -> C {
    C::LinkRecord { item: item(n), about }
}

fn unlink(n: u64, about: RecordRef) -> C {
    C::UnlinkRecord { item: item(n), about }
}

fn refer(n: u64, to: Option<u64>) -> C {
    C::ReferItem { item: item(n), space: to.map(space) }
}

/// Item 1 on the agenda of meeting 1, items 2 and 3 in the backlog of space 1, item 4 in the plenary's.
fn prepared() -> Scenario {
    given(agenda(meeting(1), &[(1, 0)]))
        .and([propose(2, Some(space(1))), propose(3, Some(space(1))), propose(4, None)])
        .and(crate::chain_plan::facts())
}

#[test]
fn an_item_says_what_it_deals_with() {
    prepared()
        .when(link(1, ON(1)))
        .then([F::RecordLinked { item: item(1), about: ON(1) }])
        .when(link(1, ON(1)))
        .then_nothing()
        .when(unlink(1, ON(1)))
        .then([F::RecordUnlinked { item: item(1), about: ON(1) }])
        .when(unlink(1, ON(1)))
        .then_nothing();
}

#[test]
fn it_deals_with_records_of_the_chain_that_there_are() {
    let nothing = [
        ON(99),
        RecordRef::new(RecordKind::Need, need(99)),
        RecordRef::new(RecordKind::Task, task(1)),
        RecordRef::new(RecordKind::Item, item(1)),
    ];
    for about in nothing {
        prepared().when(link(1, about)).refused(Refusal::Unknown("about"));
    }
    prepared().when(link(99, ON(1))).refused(Refusal::Unknown("item"));
}

#[test]
fn a_link_is_taken_back_unless_it_is_gone_already() {
    prepared()
        .when(link(1, ON(1)))
        .done()
        .undo_last()
        .then([F::RecordUnlinked { item: item(1), about: ON(1) }])
        .undo_last()
        .then([F::RecordLinked { item: item(1), about: ON(1) }]);
}

#[test]
fn an_item_taken_off_comes_back_with_what_it_deals_with() {
    prepared()
        .when(link(1, ON(1)))
        .done()
        .when(C::RemoveItem { item: item(1) })
        .done()
        .undo_last()
        .done()
        .and_then(|plan| assert_eq!(plan.items[&item(1)].links, [ON(1)]));
}

#[test]
fn a_space_hands_its_item_on_to_the_plenary() {
    prepared()
        .as_(facilitator())
        .when(refer(2, None))
        .then([F::ItemReferred { item: item(2), from: Some(space(1)), to: None }])
        .and_then(|plan| {
            assert_eq!(waiting(plan, None), [4, 2], "it comes last");
            assert_eq!(waiting(plan, Some(space(1))), [3]);
        });
    prepared().when(refer(2, Some(1))).then_nothing();
}

#[test]
fn handing_on_is_for_those_who_propose_where_the_item_waits() {
    let foreign = Refusal::Forbidden(Act::ProposeItem);
    prepared().as_(secretary()).when(refer(2, None)).refused(foreign);
    prepared().when(refer(99, None)).refused(Refusal::Unknown("item"));
    prepared().when(refer(2, Some(9))).refused(Refusal::Unknown("space"));
    prepared()
        .when(refer(1, None))
        .refused(Refusal::WrongState { what: "item", state: "scheduled" });
    prepared()
        .and([SpaceFact::Closed { space: space(2) }])
        .when(refer(2, Some(2)))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
}

#[test]
fn handing_on_is_taken_back() {
    prepared().as_(facilitator()).when(refer(2, None)).done().undo_last().then([F::ItemReferred {
        item: item(2),
        from: None,
        to: Some(space(1)),
    }]);
    prepared()
        .as_(facilitator())
        .when(refer(2, None))
        .done()
        .as_(coordinator())
        .when(refer(2, Some(2)))
        .done()
        .as_(facilitator())
        .undo_last_of(facilitator())
        .refused(Refusal::ChangedSince);
}
