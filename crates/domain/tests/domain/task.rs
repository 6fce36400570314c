//! Tasks.

use plenum_domain::{
    RecordKind, RecordRef, Refusal,
    space::SpaceFact,
    task::{TaskCommand as C, TaskFact as F, TaskState},
};
use plenum_testkit::{
    ids::{axis, day, finding, meeting, partner, space, task},
    scenario::{given, given_the_sample},
};

use super::too_long;

fn added(title: &str) -> F {
    F::Added {
        task: task(3),
        title: title.into(),
        owner: Some(partner(1)),
        due: Some(day("2027-06-01")),
        axis: Some(axis(1)),
        space: Some(space(1)),
        meeting: Some(meeting(1)),
        about: None,
    }
}

fn add(change: impl FnOnce(&mut F)) -> C {
    let mut fact = added("Inviter");
    change(&mut fact);
    let F::Added { task, title, owner, due, axis, space, meeting, about } = fact else {
        unreachable!("it is an addition")
    };
    C::Add { task, title, owner, due, axis, space, meeting, about }
}

#[test]
fn a_task_is_added() {
    let padded = add(|f| {
        if let F::Added { title, .. } = f {
            *title = " Inviter ".into()
        }
    });
    given_the_sample().when(padded).then([added("Inviter")]);
}

#[test]
fn a_task_is_added_once_with_a_title_about_known_things() {
    let refused = |command: C, refusal| given_the_sample().when(command).refused(refusal);
    refused(
        add(|f| {
            if let F::Added { task: t, .. } = f {
                *t = task(1)
            }
        }),
        Refusal::Exists("task"),
    );
    let blank = add(|f| {
        if let F::Added { title, .. } = f {
            *title = " ".into()
        }
    });
    refused(blank, Refusal::Empty { field: "title" });
    let long = add(|f| {
        if let F::Added { title, .. } = f {
            *title = too_long()
        }
    });
    refused(long, Refusal::TooLong { field: "title", max: 200 });
    let owner = add(|f| {
        if let F::Added { owner, .. } = f {
            *owner = Some(partner(9))
        }
    });
    refused(owner, Refusal::Unknown("partner"));
    let axis = add(|f| {
        if let F::Added { axis: a, .. } = f {
            *a = Some(axis(9))
        }
    });
    refused(axis, Refusal::Unknown("axis"));
    let nowhere = add(|f| {
        if let F::Added { space: s, .. } = f {
            *s = Some(space(9))
        }
    });
    refused(nowhere, Refusal::Unknown("space"));
    let meeting = add(|f| {
        if let F::Added { meeting: m, .. } = f {
            *m = Some(meeting(9))
        }
    });
    refused(meeting, Refusal::Unknown("meeting"));
    given([SpaceFact::Closed { space: space(1) }])
        .when(add(|_| ()))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
}

#[test]
fn a_task_is_renamed_assigned_and_dated() {
    let task = task(1);
    let (from, to) = ("Tâche 1".to_owned(), "Inviter".to_owned());
    let due = Some(day("2027-06-01"));
    given_the_sample()
        .when(C::Rename { task, title: "Inviter ".into() })
        .then([F::Renamed { task, from, to }])
        .when(C::Rename { task, title: "Inviter".into() })
        .then_nothing()
        .when(C::Rename { task, title: String::new() })
        .refused(Refusal::Empty { field: "title" })
        .when(C::Assign { task, owner: Some(partner(2)) })
        .then([F::Assigned { task, from: Some(partner(1)), to: Some(partner(2)) }])
        .when(C::Assign { task, owner: Some(partner(2)) })
        .then_nothing()
        .when(C::Assign { task, owner: Some(partner(9)) })
        .refused(Refusal::Unknown("partner"))
        .when(C::Assign { task, owner: None })
        .then([F::Assigned { task, from: Some(partner(2)), to: None }])
        .when(C::SetDue { task, due: due.clone() })
        .then([F::DueSet { task, from: None, to: due.clone() }])
        .when(C::SetDue { task, due: due.clone() })
        .then_nothing()
        .when(C::SetDue { task, due: None })
        .then([F::DueSet { task, from: due, to: None }]);
}

/// Every step over every state: what is not drawn is refused.
#[test]
fn a_task_goes_only_as_drawn() {
    let t = task(1);
    let states = [
        ("open", TaskState::Open, vec![]),
        ("done", TaskState::Done, vec![F::Completed { task: t }]),
        ("dropped", TaskState::Dropped, vec![F::Dropped { task: t }]),
    ];
    for (state, was, past) in states {
        let open = was == TaskState::Open;
        let steps = [
            (C::Complete { task: t }, F::Completed { task: t }, open),
            (C::Drop { task: t }, F::Dropped { task: t }, open),
            (C::Reopen { task: t }, F::Reopened { task: t, was }, !open),
        ];
        for (command, fact, drawn) in steps {
            let asked = given(past.clone()).because("sans objet").when(command);
            if drawn {
                asked.then([fact]);
            } else {
                asked.refused(Refusal::WrongState { what: "task", state });
            }
        }
    }
}

#[test]
fn giving_up_wants_a_reason() {
    given_the_sample().when(C::Drop { task: task(1) }).refused(Refusal::ReasonRequired);
}

#[test]
fn no_command_is_about_a_task_that_is_not_there() {
    let task = task(9);
    for command in [
        C::Rename { task, title: "Inviter".into() },
        C::Assign { task, owner: None },
        C::SetDue { task, due: None },
        C::Complete { task },
        C::Reopen { task },
        C::Drop { task },
    ] {
        given_the_sample().because("x").when(command).refused(Refusal::Unknown("task"));
    }
}

#[test]
fn a_task_brings_a_record_of_the_chain_on() {
    let about = |kind, n: u64| {
        let record = RecordRef::new(kind, finding(n));
        add(|f| {
            if let F::Added { about, .. } = f {
                *about = Some(record);
            }
        })
    };
    given(crate::chain_plan::facts()).when(about(RecordKind::Finding, 1)).done().and_then(|plan| {
        let record = RecordRef::new(RecordKind::Finding, finding(1));
        assert_eq!(plan.tasks[&task(3)].about, Some(record));
    });
    for nothing in [about(RecordKind::Finding, 99), about(RecordKind::Meeting, 1)] {
        given(crate::chain_plan::facts()).when(nothing).refused(Refusal::Unknown("about"));
    }
}
