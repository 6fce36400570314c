//! Taking back one's own last action.

use plenum_domain::{
    Act, Refusal,
    agenda::{AgendaCommand as C, AgendaFact as F, ItemKind, Presenter},
    axis::AxisCommand,
    meeting::MeetingCommand,
    member::{MemberCommand, MemberFact},
    rights::Role,
    task::{TaskCommand, TaskFact, TaskState},
};
use plenum_testkit::{
    ids::{axis, clock, day, item, meeting, partner, space, task},
    sample::{
        add, agenda, contributor, coordinator, facilitator, first, propose, rows, secretary, spot,
        until, waiting,
    },
    scenario::{Scenario, given, given_the_sample},
};

fn on(rows: &[(u64, u8)]) -> Scenario {
    given(agenda(meeting(1), rows))
}

/// Whatever an undoable command did, its undo leads back to where the plan was, and a redo forth again.
#[test]
fn every_undoable_command_is_taken_back_and_done_again() {
    let (item, by) = (item(1), Presenter::Partner { partner: partner(1) });
    let commands = [
        add(9, spot(meeting(1), Some(1), None)),
        C::RenameItem { item, title: "Accueil".into() },
        C::MoveItem { item, spot: spot(meeting(1), None, Some(4)) },
        C::SetDuration { item, duration: 45 },
        C::SetKind { item, kind: ItemKind::Break },
        C::SetPresenter { item, presenter: Some(by) },
        C::SetAxis { item, axis: Some(axis(1)) },
        C::MarkLate { item },
        C::LockStart { item, start: clock(14, 0) },
        C::SendToBacklog { item, space: Some(space(1)) },
        C::TakeFromBacklog { item: plenum_testkit::ids::item(5), spot: first(meeting(1)) },
        C::RemoveItem { item },
    ];
    for command in commands {
        let here = on(&[(1, 0), (2, 1), (3, 1), (4, 0)]).and([propose(5, None)]);
        let before = here.clone().plan();
        let mut story = here.when(command.clone()).done();
        let after = story.clone().plan();
        for round in 0..3 {
            story = story.undo_last().done();
            assert_same(&story, &before, &format!("{command:?} undone, round {round}"));
            story = story.undo_last().done();
            assert_same(&story, &after, &format!("{command:?} redone, round {round}"));
        }
    }
}

/// The same agendas, backlogs and items.
#[track_caller]
fn assert_same(story: &Scenario, wanted: &plenum_domain::Plan, what: &str) {
    let plan = story.clone().plan();
    assert_eq!(rows(&plan, meeting(1)), rows(wanted, meeting(1)), "{what}");
    for backlog in [None, Some(space(1))] {
        assert_eq!(waiting(&plan, backlog), waiting(wanted, backlog), "{what}");
    }
    assert_eq!(plan.items, wanted.items, "{what}");
    assert_eq!(plan.tasks, wanted.tasks, "{what}");
}

#[test]
fn marks_and_locks_are_set_again() {
    let (item, start) = (item(1), clock(14, 0));
    on(&[(1, 0)])
        .and([C::MarkLate { item }, C::LockStart { item, start }])
        .when(C::UnmarkLate { item })
        .done()
        .undo_last()
        .then([F::MarkedLate { item }])
        .when(C::UnlockStart { item })
        .done()
        .undo_last()
        .then([F::StartLocked { item, from: None, to: start }])
        .when(C::LockStart { item, start: clock(15, 0) })
        .done()
        .undo_last()
        .then([F::StartLocked { item, from: Some(clock(15, 0)), to: start }]);
}

#[test]
fn a_proposal_is_taken_back_and_made_again() {
    given_the_sample()
        .as_(contributor())
        .when(propose(1, Some(space(1))))
        .done()
        .undo_last()
        .done()
        .and_then(|plan| assert!(waiting(plan, Some(space(1))).is_empty()))
        .undo_last()
        .done()
        .and_then(|plan| assert_eq!(waiting(plan, Some(space(1))), [1]));
}

#[test]
fn a_task_s_changes_are_taken_back() {
    let task = task(1);
    let due = Some(day("2027-06-01"));
    let story = |command: TaskCommand| {
        given_the_sample().because("sans objet").when(command).done().undo_last()
    };
    let (from, to) = ("Inviter".to_owned(), "Tâche 1".to_owned());
    story(TaskCommand::Rename { task, title: from.clone() }).then([TaskFact::Renamed {
        task,
        from,
        to,
    }]);
    story(TaskCommand::Assign { task, owner: None }).then([TaskFact::Assigned {
        task,
        from: None,
        to: Some(partner(1)),
    }]);
    story(TaskCommand::SetDue { task, due: due.clone() }).then([TaskFact::DueSet {
        task,
        from: due,
        to: None,
    }]);
    story(TaskCommand::Complete { task })
        .then([TaskFact::Reopened { task, was: TaskState::Done }])
        .undo_last()
        .then([TaskFact::Completed { task }]);
    story(TaskCommand::Drop { task })
        .then([TaskFact::Reopened { task, was: TaskState::Dropped }])
        .undo_last()
        .then([TaskFact::Dropped { task }]);
    let new = plenum_testkit::ids::task(3);
    let (owner, due, axis, space, meeting) = (None, None, None, None, None);
    story(TaskCommand::Add {
        task: new,
        title: "Inviter".into(),
        owner,
        due,
        axis,
        space,
        meeting,
        about: None,
    })
    .then([TaskFact::Dropped { task: new }])
    .undo_last()
    .then([TaskFact::Reopened { task: new, was: TaskState::Dropped }]);
}

#[test]
fn what_binds_others_is_not_taken_back() {
    let not = Refusal::NotUndoable;
    let undone = |story: Scenario| story.undo_last().refused(not.clone());
    undone(given([MeetingCommand::Convene { meeting: meeting(1) }]));
    undone(given([MeetingCommand::Rename { meeting: meeting(1), title: "Séance".into() }]));
    undone(given([MemberCommand::GrantRole {
        account: coordinator(),
        role: Role::Auditor,
        until: None,
    }]));
    undone(given([AxisCommand::Rename { axis: axis(1), title: "Revenus".into() }]));
    let sitting = || on(&[(1, 0)]).and(until("open", meeting(1)));
    undone(sitting().and([C::StartItem { item: item(1) }]));
    undone(
        sitting().and([F::ItemStarted { item: item(1) }]).and([C::FinishItem { item: item(1) }]),
    );
    // What was postponed waits where its right is checked.
    undone(sitting().because("x").when(C::PostponeItem { item: item(1), space: None }).done());
}

#[test]
fn others_actions_are_theirs_to_take_back() {
    given_the_sample()
        .as_(contributor())
        .when(add(1, first(meeting(1))))
        .done()
        .as_(coordinator())
        .undo_last_of(contributor())
        .refused(Refusal::NotYours);
}

#[test]
fn nothing_is_taken_back_of_a_command_that_wrote_nothing() {
    let plan = given_the_sample().plan();
    let ctx = plenum_domain::Context {
        plan: plan.id,
        actor: coordinator(),
        now: plan.updated,
        reason: None,
    };
    assert_eq!(plan.undo(&[], &ctx), Err(Refusal::Unknown("command")));
}

#[test]
fn who_lost_a_right_cannot_use_an_undo_instead() {
    let role = Role::Facilitator { space: space(1) };
    given_the_sample()
        .as_(facilitator())
        .when(add(1, first(meeting(1))))
        .done()
        .as_(coordinator())
        .and([MemberFact::RoleRevoked { account: facilitator(), role }])
        .as_(facilitator())
        .undo_last()
        .refused(Refusal::Forbidden(Act::PrepareAgenda));
    let role = Role::Contributor { partner: partner(1) };
    given_the_sample()
        .as_(contributor())
        .when(TaskCommand::Complete { task: task(1) })
        .done()
        .as_(coordinator())
        .and([MemberFact::RoleRevoked { account: contributor(), role }])
        .as_(contributor())
        .undo_last()
        .refused(Refusal::Forbidden(Act::TendTasks));
}

#[test]
fn an_agenda_that_is_over_is_not_undone() {
    let meeting = meeting(1);
    on(&[(1, 0)])
        .and([C::SetDuration { item: item(1), duration: 5 }])
        .and(until("closed", meeting))
        .undo_last_of(coordinator())
        .refused(Refusal::NotUndoable);
    let story = on(&[(1, 0)])
        .as_(secretary())
        .when(C::SetDuration { item: item(1), duration: 5 })
        .done()
        .as_(coordinator())
        .and(until("closed", meeting));
    story
        .as_(secretary())
        .undo_last()
        .refused(Refusal::WrongState { what: "meeting", state: "closed" });
}

/// The secretary prepares the agenda but proposes nothing: taking back a sending is agenda work.
#[test]
fn whoever_sent_an_item_to_a_backlog_can_take_it_back() {
    on(&[(1, 0)])
        .as_(secretary())
        .when(C::SendToBacklog { item: item(1), space: None })
        .done()
        .undo_last()
        .then([F::TakenFromBacklog { item: item(1), space: None, to: first(meeting(1)) }]);
}
