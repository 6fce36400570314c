//! Items of an agenda: adding them and changing what they say.

use plenum_domain::{
    Fact, Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F, AgendaItem, Home, ItemKind, Presenter},
    meeting::MeetingFact,
    rights::Act,
};
use plenum_testkit::{
    ids::{axis, clock, day, item, meeting, partner, space},
    sample::{add, agenda, an_item, contributor, first, propose, secretary, spot, until},
    scenario::{Scenario, given, given_the_sample},
};

use super::too_long;

const ON_ONE: fn() -> Home = || Home::Meeting { meeting: meeting(1) };

/// The command that adds item 1 to meeting 1, with something changed.
fn add_with(change: impl FnOnce(&mut C)) -> C {
    let mut command = add(1, first(meeting(1)));
    change(&mut command);
    command
}

fn with_an_item() -> Scenario {
    given(agenda(meeting(1), &[(1, 0)]))
}

#[test]
fn an_item_is_added_by_whoever_prepares_the_agenda() {
    for person in [contributor(), secretary()] {
        let item = AgendaItem { added_by: person, placed_by: person, ..an_item(1, ON_ONE()) };
        given_the_sample()
            .as_(person)
            .when(add(1, first(meeting(1))))
            .then([F::ItemAdded { item, spot: first(meeting(1)) }]);
    }
}

#[test]
fn an_item_is_added_once_to_a_meeting_that_there_is() {
    with_an_item().when(add(1, first(meeting(2)))).refused(Refusal::Exists("item"));
    given_the_sample().when(add(1, first(meeting(9)))).refused(Refusal::Unknown("meeting"));
}

#[test]
fn an_item_has_a_title_a_duration_and_known_relations() {
    let refused = |command: C, refusal| given_the_sample().when(command).refused(refusal);
    let blank = add_with(|c| {
        if let C::AddItem { title, .. } = c {
            *title = " ".into()
        }
    });
    refused(blank, Refusal::Empty { field: "title" });
    let long = add_with(|c| {
        if let C::AddItem { title, .. } = c {
            *title = too_long()
        }
    });
    refused(long, Refusal::TooLong { field: "title", max: 200 });
    let endless = add_with(|c| {
        if let C::AddItem { duration, .. } = c {
            *duration = 1441
        }
    });
    refused(endless, Refusal::OutOfRange { field: "duration", min: 0, max: 1440 });
    let axis = add_with(|c| {
        if let C::AddItem { axis: a, .. } = c {
            *a = Some(axis(9))
        }
    });
    refused(axis, Refusal::Unknown("axis"));
    for nobody in [Presenter::Partner { partner: partner(9) }, Presenter::Space { space: space(9) }]
    {
        let by = add_with(|c| {
            if let C::AddItem { presenter, .. } = c {
                *presenter = Some(nobody)
            }
        });
        refused(by, Refusal::Unknown("presenter"));
    }
}

/// An item is late after the last day of the call, and whenever the convocation has gone out.
#[test]
fn an_item_comes_late_after_the_call_or_the_convocation() {
    let called = MeetingFact::ItemsCalled { meeting: meeting(1), until: Some(day("2027-03-10")) };
    let late = |scenario: Scenario| {
        let plan = scenario.when(add(1, first(meeting(1)))).plan();
        plan.items[&item(1)].late
    };
    assert!(!late(given_the_sample().at("2030-01-01")), "without a call nobody is late");
    assert!(!late(given([called.clone()]).at("2027-03-10")), "the last day counts");
    assert!(late(given([called]).at("2027-03-11")));
    assert!(late(given([MeetingFact::Convened { meeting: meeting(1) }])));
}

#[test]
fn each_field_changes_once() {
    let item = item(1);
    let by = Some(Presenter::Space { space: space(1) });
    let changes: Vec<(C, F)> = vec![
        (
            C::RenameItem { item, title: " Accueil ".into() },
            F::ItemRenamed { item, from: "Point 1".into(), to: "Accueil".into() },
        ),
        (C::SetDuration { item, duration: 0 }, F::DurationSet { item, from: 10, to: 0 }),
        (
            C::SetKind { item, kind: ItemKind::Break },
            F::KindSet { item, from: ItemKind::Discussion, to: ItemKind::Break },
        ),
        (C::SetPresenter { item, presenter: by }, F::PresenterSet { item, from: None, to: by }),
        (
            C::SetAxis { item, axis: Some(axis(1)) },
            F::AxisSet { item, from: None, to: Some(axis(1)) },
        ),
        (C::MarkLate { item }, F::MarkedLate { item }),
        (C::UnmarkLate { item }, F::UnmarkedLate { item }),
        (
            C::LockStart { item, start: clock(14, 0) },
            F::StartLocked { item, from: None, to: clock(14, 0) },
        ),
        (C::UnlockStart { item }, F::StartUnlocked { item, from: clock(14, 0) }),
    ];
    let mut story = with_an_item();
    for (command, fact) in changes {
        story = story.when(command.clone()).then([fact]).when(command).then_nothing();
    }
}

#[test]
fn a_lock_may_move() {
    let (item, start) = (item(1), clock(15, 0));
    with_an_item()
        .and([C::LockStart { item, start: clock(14, 0) }])
        .when(C::LockStart { item, start })
        .then([F::StartLocked { item, from: Some(clock(14, 0)), to: start }]);
}

#[test]
fn a_field_takes_what_is_good_only() {
    let item = item(1);
    for (command, refusal) in [
        (C::RenameItem { item, title: " ".into() }, Refusal::Empty { field: "title" }),
        (C::RenameItem { item, title: too_long() }, Refusal::TooLong { field: "title", max: 200 }),
        (
            C::SetDuration { item, duration: 1441 },
            Refusal::OutOfRange { field: "duration", min: 0, max: 1440 },
        ),
        (C::SetAxis { item, axis: Some(axis(9)) }, Refusal::Unknown("axis")),
        (
            C::SetPresenter { item, presenter: Some(Presenter::Partner { partner: partner(9) }) },
            Refusal::Unknown("presenter"),
        ),
    ] {
        with_an_item().when(command).refused(refusal);
    }
}

fn about(n: u64) -> Vec<C> {
    let item = item(n);
    vec![
        C::RenameItem { item, title: "Accueil".into() },
        C::SetDuration { item, duration: 5 },
        C::SetKind { item, kind: ItemKind::Break },
        C::SetPresenter { item, presenter: None },
        C::SetAxis { item, axis: None },
        C::MarkLate { item },
        C::UnmarkLate { item },
        C::UnlockStart { item },
        C::LockStart { item, start: clock(14, 0) },
        C::MoveItem { item, spot: first(meeting(1)) },
        C::SendToBacklog { item, space: None },
        C::RemoveItem { item },
        C::StartItem { item },
        C::FinishItem { item },
        C::PostponeItem { item, space: None },
    ]
}

#[test]
fn no_command_is_about_an_item_that_is_not_there() {
    let taking = C::TakeFromBacklog { item: item(9), spot: first(meeting(1)) };
    for command in about(9).into_iter().chain([taking]) {
        given_the_sample().because("x").when(command).refused(Refusal::Unknown("item"));
    }
}

#[test]
fn the_agenda_of_a_meeting_that_is_over_stays_as_it_was() {
    let meeting = meeting(1);
    for state in ["closed", "minutes_approved"] {
        let here = with_an_item().and(until(state, meeting)).because("x");
        let refusal = Refusal::WrongState { what: "meeting", state };
        let adding = add(2, first(meeting));
        for command in about(1).into_iter().chain([adding]) {
            here.clone().when(command).refused(refusal.clone());
        }
        here.and([propose(3, None)])
            .when(C::TakeFromBacklog { item: item(3), spot: first(meeting) })
            .refused(refusal.clone());
    }
}

/// A contributor prepares; once the convocation has gone out, those who run the meeting do.
#[test]
fn contributors_prepare_until_the_convocation() {
    let convened = MeetingFact::Convened { meeting: meeting(1) };
    given([Fact::from(convened)])
        .as_(contributor())
        .when(add(1, first(meeting(1))))
        .refused(Refusal::Forbidden(Act::PrepareAgenda))
        .as_(secretary())
        .when(add(1, spot(meeting(1), None, None)))
        .done();
}
