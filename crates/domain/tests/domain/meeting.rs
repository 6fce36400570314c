//! Meetings.

use plenum_domain::{
    Act, Refusal, SpaceId,
    meeting::{MeetingCommand as C, MeetingFact as F, MeetingKind, Slot},
    space::SpaceFact,
};
use plenum_testkit::{
    ids::{clock, day, edition, meeting, space},
    sample::{facilitator, slot},
    scenario::{Scenario, given, given_the_sample},
};

use super::too_long;

const M: u64 = 1;

fn schedule(kind: MeetingKind, space: Option<SpaceId>) -> C {
    C::Schedule {
        meeting: meeting(5),
        kind,
        space,
        edition: Some(edition(1)),
        title: " Réunion ".into(),
        when: slot("2027-05-01"),
        place: " Salle A ".into(),
    }
}

fn with(change: impl FnOnce(&mut C)) -> C {
    let mut command = schedule(MeetingKind::Plenary, None);
    change(&mut command);
    command
}

#[test]
fn a_meeting_of_each_kind_is_scheduled() {
    for (kind, of) in [
        (MeetingKind::Space, Some(space(1))),
        (MeetingKind::Steering, None),
        (MeetingKind::Plenary, None),
    ] {
        given_the_sample().when(schedule(kind, of)).then([F::Scheduled {
            meeting: meeting(5),
            kind,
            space: of,
            edition: Some(edition(1)),
            title: "Réunion".into(),
            when: slot("2027-05-01"),
            place: "Salle A".into(),
        }]);
    }
}

#[test]
fn a_space_meets_as_a_space_and_nothing_else() {
    given_the_sample()
        .when(schedule(MeetingKind::Space, None))
        .refused(Refusal::Empty { field: "space" });
    for kind in [MeetingKind::Steering, MeetingKind::Plenary] {
        given_the_sample()
            .when(schedule(kind, Some(space(1))))
            .refused(Refusal::Malformed { field: "space" });
    }
    given_the_sample()
        .when(schedule(MeetingKind::Space, Some(space(9))))
        .refused(Refusal::Unknown("space"));
    given([SpaceFact::Closed { space: space(1) }])
        .when(schedule(MeetingKind::Space, Some(space(1))))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
}

#[test]
fn a_facilitator_schedules_for_their_space_only() {
    let ask = |kind, of| given_the_sample().as_(facilitator()).when(schedule(kind, of));
    ask(MeetingKind::Space, Some(space(1))).done();
    for (kind, of) in [(MeetingKind::Space, Some(space(2))), (MeetingKind::Plenary, None)] {
        ask(kind, of).refused(Refusal::Forbidden(Act::ArrangeMeeting));
    }
}

#[test]
fn a_meeting_is_scheduled_once_with_a_title_a_time_and_a_known_edition() {
    let refused = |command: C, refusal| given_the_sample().when(command).refused(refusal);
    let exists = with(|c| {
        if let C::Schedule { meeting: id, .. } = c {
            *id = meeting(1)
        }
    });
    refused(exists, Refusal::Exists("meeting"));
    let blank = with(|c| {
        if let C::Schedule { title, .. } = c {
            *title = " ".into()
        }
    });
    refused(blank, Refusal::Empty { field: "title" });
    let long = with(|c| {
        if let C::Schedule { title, .. } = c {
            *title = too_long()
        }
    });
    refused(long, Refusal::TooLong { field: "title", max: 200 });
    let far = with(|c| {
        if let C::Schedule { place, .. } = c {
            *place = "x".repeat(4001)
        }
    });
    refused(far, Refusal::TooLong { field: "place", max: 4000 });
    let foreign = with(|c| {
        if let C::Schedule { edition: e, .. } = c {
            *e = Some(edition(9))
        }
    });
    refused(foreign, Refusal::Unknown("edition"));
    for ends in [clock(10, 0), clock(9, 59)] {
        let over = with(|c| {
            if let C::Schedule { when, .. } = c {
                when.ends = Some(ends)
            }
        });
        refused(over, Refusal::OutOfRange { field: "ends", min: 601, max: 1439 });
    }
}

#[test]
fn a_meeting_is_renamed() {
    let rename = |title: &str| C::Rename { meeting: meeting(M), title: title.into() };
    let (from, to) = ("Réunion 1".to_owned(), "Séance".to_owned());
    given_the_sample()
        .when(rename("Séance "))
        .then([F::Renamed { meeting: meeting(M), from, to }])
        .when(rename("Séance"))
        .then_nothing()
        .when(rename(""))
        .refused(Refusal::Empty { field: "title" });
}

#[test]
fn a_meeting_is_moved_in_time_and_space() {
    let id = meeting(M);
    let (from, to) = (slot("2027-04-15"), slot("2027-04-16"));
    let backwards = Slot { ends: Some(clock(9, 0)), ..to.clone() };
    given_the_sample()
        .when(C::Reschedule { meeting: id, when: to.clone() })
        .then([F::Rescheduled { meeting: id, from, to: to.clone() }])
        .when(C::Reschedule { meeting: id, when: to })
        .then_nothing()
        .when(C::Reschedule { meeting: id, when: backwards })
        .refused(Refusal::OutOfRange { field: "ends", min: 601, max: 1439 })
        .when(C::Relocate { meeting: id, place: "La Marlagne ".into() })
        .then([F::Relocated { meeting: id, from: String::new(), to: "La Marlagne".into() }])
        .when(C::Relocate { meeting: id, place: "La Marlagne".into() })
        .then_nothing()
        .when(C::Relocate { meeting: id, place: "x".repeat(4001) })
        .refused(Refusal::TooLong { field: "place", max: 4000 });
}

#[test]
fn a_call_for_items_begins_and_ends() {
    let id = meeting(M);
    let until = Some(day("2027-04-01"));
    given_the_sample()
        .when(C::CallForItems { meeting: id, until: until.clone() })
        .then([F::ItemsCalled { meeting: id, until: until.clone() }])
        .when(C::CallForItems { meeting: id, until })
        .then_nothing()
        .when(C::CallForItems { meeting: id, until: None })
        .then([F::ItemsCalled { meeting: id, until: None }]);
}

/// Each state and the facts that lead there.
fn states() -> Vec<(&'static str, Vec<F>)> {
    let meeting = meeting(M);
    let road = [
        ("preparation", None),
        ("convened", Some(F::Convened { meeting })),
        ("open", Some(F::Opened { meeting })),
        ("suspended", Some(F::Suspended { meeting })),
        ("closed", Some(F::Closed { meeting })),
        ("minutes_approved", Some(F::MinutesApproved { meeting })),
    ];
    let mut past = Vec::new();
    let reach = |(state, fact): (&'static str, Option<F>)| {
        past.extend(fact);
        (state, past.clone())
    };
    road.into_iter().map(reach).collect()
}

fn over(past: &[F]) -> Scenario {
    given(past.to_vec())
}

/// Every step over every state: what is not drawn is refused.
#[test]
fn a_meeting_goes_only_as_drawn() {
    let meeting = meeting(M);
    let steps = [
        (C::Convene { meeting }, F::Convened { meeting }, &["preparation"][..]),
        (C::Open { meeting }, F::Opened { meeting }, &["convened"]),
        (C::Suspend { meeting }, F::Suspended { meeting }, &["open"]),
        (C::Resume { meeting }, F::Resumed { meeting }, &["suspended"]),
        (C::Close { meeting }, F::Closed { meeting }, &["open", "suspended"]),
        (C::ApproveMinutes { meeting }, F::MinutesApproved { meeting }, &["closed"]),
    ];
    for (state, past) in states() {
        for (command, fact, drawn) in &steps {
            let asked = over(&past).when(command.clone());
            if drawn.contains(&state) {
                asked.then([fact.clone()]);
            } else {
                asked.refused(Refusal::WrongState { what: "meeting", state });
            }
        }
    }
}

/// A meeting is arranged until it begins.
#[test]
fn a_meeting_that_began_is_not_arranged_any_more() {
    let meeting = meeting(M);
    let commands = [
        C::Rename { meeting, title: "Séance".into() },
        C::Reschedule { meeting, when: slot("2027-04-16") },
        C::Relocate { meeting, place: "Namur".into() },
        C::CallForItems { meeting, until: Some(day("2027-04-01")) },
    ];
    for (state, past) in states() {
        for command in &commands {
            let asked = over(&past).when(command.clone());
            if matches!(state, "preparation" | "convened") {
                asked.done();
            } else {
                asked.refused(Refusal::WrongState { what: "meeting", state });
            }
        }
    }
}

#[test]
fn no_command_is_about_a_meeting_that_is_not_there() {
    let meeting = meeting(9);
    for command in [
        C::Rename { meeting, title: "Séance".into() },
        C::Reschedule { meeting, when: slot("2027-04-16") },
        C::Relocate { meeting, place: "Namur".into() },
        C::CallForItems { meeting, until: None },
        C::Convene { meeting },
        C::Open { meeting },
        C::Suspend { meeting },
        C::Resume { meeting },
        C::Close { meeting },
        C::ApproveMinutes { meeting },
    ] {
        given_the_sample().when(command).refused(Refusal::Unknown("meeting"));
    }
}

#[test]
fn the_convocation_is_the_plan_as_it_was_then() {
    let plan = given([C::Convene { meeting: meeting(M) }]).plan();
    assert_eq!(plan.meetings[&meeting(M)].convened_at, Some(plan.head));
    let plan = given(states().remove(5).1).plan();
    assert!(plan.meetings[&meeting(M)].convened_at.is_some_and(|at| at < plan.head));
}
