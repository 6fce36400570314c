//! Every command asks for its right: it is refused to exactly those whose cell says no.

use plenum_domain::{
    Act, Command, Context, RecordKind, RecordRef, Refusal,
    agenda::{AgendaCommand as A, ItemKind},
    axis::{AxisCommand, ThemeCommand},
    edition::EditionCommand as E,
    meeting::{MeetingCommand as M, MeetingKind},
    member::MemberCommand,
    objective::ObjectiveCommand as O,
    partner::{PartnerCommand, Sector},
    plan::PlanCommand,
    rights::Role,
    space::{SpaceCommand as S, SpaceKind},
    task::TaskCommand as T,
    territory::{StructureKind, TerritoryCommand as L, Unit},
};
use plenum_testkit::{
    ids::{
        account, axis, clock, day, edition, finding, item, measure, meeting, objective, partner,
        plan, space, structure, task, theme,
    },
    sample::{add, agenda, contributor, first, propose, slot},
    scenario::given,
};

/// Commands about what is *own* (number 1), each with the act it needs and the roles that may, as in the
/// grid: C coordinator, F facilitator, K contributor, S secretary.
fn own() -> Vec<(Command, Act, &'static str)> {
    let mut table = frame();
    table.extend(spaces_and_meetings());
    table.extend(items_and_tasks());
    table.extend(crate::chain_forbidden::own());
    table.extend(crate::speak_forbidden::own());
    table.extend(territory());
    table.extend(crate::output::own());
    table.extend(crate::attachment::own());
    table.extend(crate::comment::own());
    table
}

fn frame() -> Vec<(Command, Act, &'static str)> {
    let (t, e) = (|| "Titre".to_owned(), edition(1));
    let (ins_code, name, arrondissement) = ("92142".to_owned(), t(), t());
    let shape: Vec<Command> = vec![
        PlanCommand::Rename { title: t() }.into(),
        PlanCommand::Describe { notes: t() }.into(),
        PlanCommand::OpenPublicPage {}.into(),
        PlanCommand::ClosePublicPage {}.into(),
        PlanCommand::AddCommune { ins_code, name, arrondissement, longitude: 4.0, latitude: 50.0 }
            .into(),
        E::Open { edition: e, label: t(), from_year: 2020, to_year: None, renews: None }.into(),
        E::Rename { edition: e, label: t(), from_year: 2020, to_year: None }.into(),
        E::StartConsultation { edition: e }.into(),
        E::Validate { edition: e, meeting: meeting(3) }.into(),
        E::Adopt { edition: e, body: t(), day: day("2027-01-01"), reference: t() }.into(),
        E::StartImplementation { edition: e }.into(),
        E::Evaluate { edition: e }.into(),
        E::Close { edition: e }.into(),
        E::InheritFindings { edition: e, findings: [].into() }.into(),
        AxisCommand::Add { axis: axis(3), number: 3, title: t() }.into(),
        AxisCommand::Rename { axis: axis(1), title: t() }.into(),
        ThemeCommand::Add { theme: theme(3), title: t() }.into(),
        ThemeCommand::Rename { theme: theme(1), title: t() }.into(),
    ];
    let (p, sector, communes) = (partner(1), Sector::Public, [].into());
    let partners: Vec<Command> = vec![
        PartnerCommand::Register { partner: p, name: t(), sector, communes, weight: 1 }.into(),
        PartnerCommand::Rename { partner: p, name: t() }.into(),
        PartnerCommand::Place { partner: p, communes: [].into() }.into(),
        PartnerCommand::SetWeight { partner: p, weight: 2 }.into(),
        PartnerCommand::Withdraw { partner: p }.into(),
        PartnerCommand::Reinstate { partner: p }.into(),
    ];
    // Of nobody who is asked: a role of one's own may be laid down.
    let (account, role) = (account(10), Role::Observer);
    let members: Vec<Command> = vec![
        MemberCommand::GrantRole { account, role, until: None }.into(),
        MemberCommand::RevokeRole { account, role }.into(),
    ];
    let rows = |commands: Vec<Command>, act| commands.into_iter().map(move |c| (c, act, "C"));
    rows(shape, Act::ShapePlan)
        .chain(rows(partners, Act::ManagePartners))
        .chain(rows(members, Act::ManageMembers))
        .collect()
}

fn territory() -> Vec<(Command, Act, &'static str)> {
    let (m, s, o, t) = (measure(1), structure(1), objective(1), || "Titre".to_owned());
    let (kind, partner, places) = (StructureKind::Cada, None, None);
    let commands: Vec<Command> = vec![
        L::DefineMeasure { measure: m, title: t(), unit: Unit::People, per: None }.into(),
        L::RenameMeasure { measure: m, title: t() }.into(),
        L::SetFigures { measure: m, day: day("2027-01-01"), source: t(), rows: vec![] }.into(),
        L::OpenStructure { structure: s, kind, name: t(), commune: t(), partner, places }.into(),
        L::ChangeStructure { structure: s, name: t(), commune: t(), partner, places }.into(),
        L::CloseStructure { structure: s }.into(),
        L::ReopenStructure { structure: s }.into(),
        L::SetBoundaries { attachment: None }.into(),
        L::MoveCommune { ins_code: t(), longitude: 4.0, latitude: 50.0 }.into(),
        O::Add { objective: o, reference: t(), wording: t() }.into(),
        O::Reword { objective: o, wording: t() }.into(),
        O::Repeal { objective: o }.into(),
        O::Reinstate { objective: o }.into(),
    ];
    commands.into_iter().map(|command| (command, Act::ShapePlan, "C")).collect()
}

fn spaces_and_meetings() -> Vec<(Command, Act, &'static str)> {
    let (s, m, t) = (space(1), meeting(1), || "Titre".to_owned());
    let (kind, axes, themes) = (SpaceKind::Consultation, [].into(), [].into());
    let open = S::Open { space: space(3), kind, title: t(), axes, themes, host: None };
    let schedule = M::Schedule {
        meeting: meeting(9),
        kind: MeetingKind::Space,
        space: Some(s),
        edition: None,
        title: t(),
        when: slot("2027-05-01"),
        place: t(),
    };
    vec![
        (open.into(), Act::ManageSpaces, "C"),
        (S::Suspend { space: s }.into(), Act::ManageSpaces, "C"),
        (S::Resume { space: s }.into(), Act::ManageSpaces, "C"),
        (S::Close { space: s }.into(), Act::ManageSpaces, "C"),
        (S::SetHost { space: s, host: None }.into(), Act::ManageSpaces, "C"),
        (S::Rename { space: s, title: t() }.into(), Act::TendSpace, "CF"),
        (S::Describe { space: s, mandate: t() }.into(), Act::TendSpace, "CF"),
        (S::SetScope { space: s, axes: [].into(), themes: [].into() }.into(), Act::TendSpace, "CF"),
        (S::AddMember { space: s, partner: partner(2) }.into(), Act::TendSpace, "CF"),
        (S::RemoveMember { space: s, partner: partner(1) }.into(), Act::TendSpace, "CF"),
        (schedule.into(), Act::ArrangeMeeting, "CF"),
        (M::Rename { meeting: m, title: t() }.into(), Act::ArrangeMeeting, "CF"),
        (M::Reschedule { meeting: m, when: slot("2027-05-01") }.into(), Act::ArrangeMeeting, "CF"),
        (M::Relocate { meeting: m, place: t() }.into(), Act::ArrangeMeeting, "CF"),
        (M::CallForItems { meeting: m, until: None }.into(), Act::ArrangeMeeting, "CF"),
        (M::Convene { meeting: m }.into(), Act::RunMeeting, "CF"),
        (M::Open { meeting: m }.into(), Act::RunMeeting, "CF"),
        (M::Suspend { meeting: m }.into(), Act::RunMeeting, "CF"),
        (M::Resume { meeting: m }.into(), Act::RunMeeting, "CF"),
        (M::Close { meeting: m }.into(), Act::RunMeeting, "CF"),
        (M::ApproveMinutes { meeting: m }.into(), Act::KeepMinutes, "CS"),
    ]
}

fn items_and_tasks() -> Vec<(Command, Act, &'static str)> {
    let (i, w, k, t) = (item(1), item(2), task(1), || "Titre".to_owned());
    let (spot, kind) = (first(meeting(1)), ItemKind::Break);
    let about = RecordRef::new(RecordKind::Finding, finding(1));
    let prepare = [
        add(9, spot),
        A::RenameItem { item: i, title: t() },
        A::MoveItem { item: i, spot },
        A::SetDuration { item: i, duration: 5 },
        A::SetKind { item: i, kind },
        A::SetPresenter { item: i, presenter: None },
        A::SetAxis { item: i, axis: None },
        A::MarkLate { item: i },
        A::UnmarkLate { item: i },
        A::LockStart { item: i, start: clock(9, 0) },
        A::UnlockStart { item: i },
        A::SendToBacklog { item: i, space: None },
        A::TakeFromBacklog { item: w, spot },
        A::RemoveItem { item: i },
        A::PostponeItem { item: i, space: None },
        A::LinkRecord { item: i, about },
        A::UnlinkRecord { item: i, about },
    ];
    let waiting = [
        propose(9, Some(space(1))),
        A::RenameItem { item: w, title: t() },
        A::SetDuration { item: w, duration: 5 },
        A::RemoveItem { item: w },
        A::ReferItem { item: w, space: None },
        A::LinkRecord { item: w, about },
    ];
    let run = [A::StartItem { item: i }, A::FinishItem { item: i }];
    let (title, owner, space) = (t(), Some(partner(1)), Some(space(1)));
    let (due, axis, meeting) = (None, None, None);
    let tasks = [
        T::Add { task: task(9), title, owner, due, axis, space, meeting, about: Some(about) },
        T::Rename { task: k, title: t() },
        T::Assign { task: k, owner: None },
        T::SetDue { task: k, due: None },
        T::Complete { task: k },
        T::Reopen { task: k },
        T::Drop { task: k },
    ];
    let mut table: Vec<(Command, Act, &'static str)> = Vec::new();
    table.extend(prepare.map(|c| (c.into(), Act::PrepareAgenda, "CFKS")));
    table.extend(waiting.map(|c| (c.into(), Act::ProposeItem, "CFK")));
    table.extend(run.map(|c| (c.into(), Act::RunMeeting, "CF")));
    table.extend(tasks.map(|c| (c.into(), Act::TendTasks, "CFK")));
    table
}

const PEOPLE: [(char, u64); 7] =
    [('C', 1), ('F', 2), ('K', 3), ('S', 4), ('A', 5), ('O', 6), ('N', 9)];

#[test]
fn a_command_is_forbidden_to_exactly_those_whose_cell_says_no() {
    let mut chain = crate::chain_plan::facts();
    chain.extend(crate::speak_forbidden::facts());
    let state = given(agenda(meeting(1), &[(1, 0)]))
        .and([propose(2, Some(space(1)))])
        .and(chain)
        .as_(contributor())
        .and([crate::comment::said(1)])
        .plan();
    for (command, act, may) in own() {
        for (letter, n) in PEOPLE {
            let reason = Some("parce que".to_owned());
            let ctx = Context { plan: plan(1), actor: account(n), now: 0, reason };
            let answer = state.decide(command.clone(), &ctx);
            let forbidden = answer == Err(Refusal::Forbidden(act));
            assert_eq!(forbidden, !may.contains(letter), "{letter} {command:?}: {answer:?}");
            let other = matches!(&answer, Err(Refusal::Forbidden(a)) if *a != act);
            assert!(!other, "{letter} {command:?} asks for another right: {answer:?}");
        }
    }
}

/// The table speaks of every command, but for the creation, which needs no right.
#[test]
fn no_command_is_missing() {
    let kinds: std::collections::BTreeSet<_> = own().iter().map(|(c, ..)| c.kind()).collect();
    assert_eq!(kinds.len() + 1, crate::kinds_of("Command"), "{kinds:#?}");
}
