//! The plan that tests begin with: one person for each role, and everything twice, own and foreign.
//!
//! Number 1 is always the *own* one (space 1, partner 1, meeting 1, task 1), number 2 the foreign one.
//! Meeting 1 is space 1's and meeting 2 space 2's; meeting 3 is a plenary, meeting 4 of the steering group.

use std::collections::BTreeSet;

use plenum_domain::{
    AccountId, Commune, Event, Fact, ItemId, MeetingId, PartnerId, Plan, SpaceId,
    agenda::{AgendaCommand, AgendaFact, AgendaItem, Home, ItemKind, ItemState, Spot},
    axis::{AxisFact, ThemeFact},
    edition::EditionFact,
    meeting::{MeetingFact, MeetingKind, Slot},
    member::MemberFact,
    partner::{PartnerFact, Sector},
    plan::PlanFact,
    rights::Role,
    space::{SpaceFact, SpaceKind},
    task::TaskFact,
};

use crate::ids::{
    account, axis, clock, day, edition, item, meeting, noon, partner, plan, space, task, theme,
};

/// The day on which all of the sample was written, and on which commands are sent unless told.
pub const TODAY: &str = "2027-03-01";

#[must_use]
pub fn coordinator() -> AccountId {
    account(1)
}

/// Of space 1.
#[must_use]
pub fn facilitator() -> AccountId {
    account(2)
}

/// For partner 1, which sits in space 1.
#[must_use]
pub fn contributor() -> AccountId {
    account(3)
}

/// Of meeting 1.
#[must_use]
pub fn secretary() -> AccountId {
    account(4)
}

#[must_use]
pub fn auditor() -> AccountId {
    account(5)
}

#[must_use]
pub fn observer() -> AccountId {
    account(6)
}

/// For partner 2, which sits in space 2.
#[must_use]
pub fn other_contributor() -> AccountId {
    account(7)
}

/// Has no role.
#[must_use]
pub fn stranger() -> AccountId {
    account(9)
}

/// Ten to one on a day.
#[must_use]
pub fn slot(on: &str) -> Slot {
    Slot { day: day(on), starts: clock(10, 0), ends: Some(clock(13, 0)) }
}

/// At the top of a meeting's agenda.
#[must_use]
pub fn first(of: MeetingId) -> Spot {
    Spot { meeting: of, parent: None, after: None }
}

/// A place under a parent, after a sibling, both by number.
#[must_use]
pub fn spot(of: MeetingId, parent: Option<u64>, after: Option<u64>) -> Spot {
    Spot { meeting: of, parent: parent.map(item), after: after.map(item) }
}

/// An item as the coordinator adds it: a discussion of ten minutes named by its number.
#[must_use]
pub fn an_item(n: u64, home: Home) -> AgendaItem {
    AgendaItem {
        id: item(n),
        home,
        kind: ItemKind::Discussion,
        title: format!("Point {n}"),
        duration: 10,
        presenter: None,
        axis: None,
        late: false,
        locked_start: None,
        state: ItemState::Planned,
        links: Vec::new(),
        added_by: coordinator(),
        placed_by: coordinator(),
    }
}

/// The command that adds [`an_item`].
#[must_use]
pub fn add(n: u64, at: Spot) -> AgendaCommand {
    let title = format!("Point {n}");
    let (kind, duration) = (ItemKind::Discussion, 10);
    AgendaCommand::AddItem {
        item: item(n),
        spot: at,
        kind,
        title,
        duration,
        presenter: None,
        axis: None,
    }
}

/// The command that proposes [`an_item`] to a backlog.
#[must_use]
pub fn propose(n: u64, to: Option<SpaceId>) -> AgendaCommand {
    let title = format!("Point {n}");
    let (kind, duration) = (ItemKind::Discussion, 10);
    AgendaCommand::ProposeItem {
        item: item(n),
        space: to,
        kind,
        title,
        duration,
        presenter: None,
        axis: None,
    }
}

/// The facts of an agenda written as rows of number and depth, in reading order, by the coordinator.
#[must_use]
pub fn agenda(of: MeetingId, rows: &[(u64, u8)]) -> Vec<AgendaFact> {
    let mut path: Vec<ItemId> = Vec::new();
    let mut facts = Vec::new();
    for &(n, depth) in rows {
        let depth = usize::from(depth);
        let after = path.get(depth).copied();
        path.truncate(depth);
        let at = Spot { meeting: of, parent: path.last().copied(), after };
        facts.push(AgendaFact::ItemAdded {
            item: an_item(n, Home::Meeting { meeting: of }),
            spot: at,
        });
        path.push(item(n));
    }
    facts
}

/// A meeting's agenda as rows of number and depth.
#[must_use]
pub fn rows(plan: &Plan, of: MeetingId) -> Vec<(u64, u8)> {
    let agenda = plan.meetings.get(&of).map(|m| m.agenda.as_slice()).unwrap_or_default();
    agenda.iter().map(|entry| (entry.item.0.as_u64_pair().1, entry.depth)).collect()
}

/// A backlog as numbers: a space's, or the plenary's.
#[must_use]
pub fn waiting(plan: &Plan, of: Option<SpaceId>) -> Vec<u64> {
    let backlog = match of {
        None => Some(&plan.backlog),
        Some(id) => plan.spaces.get(&id).map(|s| &s.backlog),
    };
    backlog.into_iter().flatten().map(|id| id.0.as_u64_pair().1).collect()
}

/// A fact that schedules a meeting in preparation.
#[must_use]
pub fn scheduled(n: u64, kind: MeetingKind, of: Option<SpaceId>) -> MeetingFact {
    MeetingFact::Scheduled {
        meeting: meeting(n),
        kind,
        space: of,
        edition: None,
        title: format!("Réunion {n}"),
        when: slot("2027-04-15"),
        place: String::new(),
    }
}

/// The facts that lead a meeting from its preparation to a state, by the state's name.
#[must_use]
pub fn until(state: &str, meeting: MeetingId) -> Vec<MeetingFact> {
    use MeetingFact as F;
    let road = [
        ("convened", F::Convened { meeting }),
        ("open", F::Opened { meeting }),
        ("suspended", F::Suspended { meeting }),
        ("closed", F::Closed { meeting }),
        ("minutes_approved", F::MinutesApproved { meeting }),
    ];
    let steps = road.iter().position(|(name, _)| *name == state).map_or(0, |at| at + 1);
    road.into_iter().take(steps).map(|(_, fact)| fact).collect()
}

fn registered(n: u64, sector: Sector) -> Fact {
    let name = format!("Partenaire {n} (démo)");
    PartnerFact::Registered {
        partner: partner(n),
        name,
        sector,
        communes: BTreeSet::new(),
        weight: 1,
    }
    .into()
}

fn opened(n: u64, members: &[PartnerId]) -> Vec<Fact> {
    let opened = SpaceFact::Opened {
        space: space(n),
        kind: SpaceKind::Consultation,
        title: format!("Espace {n} (démo)"),
        axes: [axis(n)].into(),
        themes: BTreeSet::new(),
        host: None,
    };
    let member = |&partner| SpaceFact::MemberAdded { space: space(n), partner }.into();
    std::iter::once(opened.into()).chain(members.iter().map(member)).collect()
}

fn added(n: u64) -> Fact {
    TaskFact::Added {
        task: task(n),
        title: format!("Tâche {n}"),
        owner: Some(partner(n)),
        due: None,
        axis: Some(axis(n)),
        space: Some(space(n)),
        meeting: None,
        about: None,
    }
    .into()
}

fn granted(account: AccountId, role: Role) -> Fact {
    MemberFact::RoleGranted { account, role, until: None }.into()
}

/// The sample's facts in order.
#[must_use]
pub fn facts() -> Vec<Fact> {
    let commune = Commune {
        ins_code: "92094".into(),
        name: "Namur".into(),
        arrondissement: "Namur".into(),
        longitude: 4.866_42,
        latitude: 50.463_98,
    };
    let title = "Plan de Namur (démo)".to_owned();
    let mut facts = vec![
        PlanFact::Created { plan: plan(1), title, territory: "Namur".into() }.into(),
        granted(coordinator(), Role::Coordinator),
        PlanFact::CommuneAdded { commune }.into(),
        AxisFact::Added { axis: axis(1), number: 1, title: "Revenu digne".into() }.into(),
        AxisFact::Added { axis: axis(2), number: 2, title: "Logement décent".into() }.into(),
        ThemeFact::Added { theme: theme(1), title: "Asile".into() }.into(),
        EditionFact::Opened {
            edition: edition(1),
            label: "PPLI 2.0".into(),
            from_year: 2021,
            to_year: None,
            renews: None,
        }
        .into(),
        registered(1, Sector::Associative),
        registered(2, Sector::Public),
        registered(3, Sector::Umbrella),
    ];
    facts.extend(opened(1, &[partner(1)]));
    facts.extend(opened(2, &[partner(2)]));
    facts.extend([
        scheduled(1, MeetingKind::Space, Some(space(1))).into(),
        scheduled(2, MeetingKind::Space, Some(space(2))).into(),
        scheduled(3, MeetingKind::Plenary, None).into(),
        scheduled(4, MeetingKind::Steering, None).into(),
        added(1),
        added(2),
        granted(facilitator(), Role::Facilitator { space: space(1) }),
        granted(contributor(), Role::Contributor { partner: partner(1) }),
        granted(secretary(), Role::Secretary { meeting: meeting(1) }),
        granted(auditor(), Role::Auditor),
        granted(observer(), Role::Observer),
        granted(other_contributor(), Role::Contributor { partner: partner(2) }),
    ]);
    facts
}

/// An agenda item that runs, if any does: else its end would hardly ever come about by chance.
#[must_use]
pub fn running(plan: &Plan) -> Option<ItemId> {
    let mut items = plan.items.values();
    items.find(|item| item.state == ItemState::Running).map(|item| item.id)
}

/// Facts as events of one person at one time, numbered after `head`.
pub fn events(
    head: u64,
    by: AccountId,
    at: i64,
    facts: impl IntoIterator<Item = Fact>,
) -> impl Iterator<Item = Event> {
    (head + 1..).zip(facts).map(move |(seq, fact)| Event {
        seq,
        time: at,
        actor: by,
        fact,
        reason: None,
    })
}

/// The sample as a state.
#[must_use]
pub fn sample() -> Plan {
    let mut plan = Plan::default();
    events(0, coordinator(), noon(TODAY), facts()).for_each(|event| plan.evolve(&event));
    plan
}
