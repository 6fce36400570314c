//! Random commands by seed, over few enough ids that they meet, and some that name nothing.

mod comments;
mod files;
mod meetings;
mod speak;
mod territory;

use std::collections::BTreeSet;

use plenum_domain::{
    AccountId, Command, Context, Event, Plan,
    agenda::{AgendaCommand, Home, ItemKind, Presenter, Spot},
    axis::{AxisCommand, ThemeCommand},
    edition::EditionCommand,
    meeting::Slot,
    member::MemberCommand,
    partner::{PartnerCommand, Sector},
    plan::PlanCommand,
    rights::Role,
    space::{SpaceCommand, SpaceKind},
    task::TaskCommand,
    value::{Day, MinuteOfDay},
};
use plenum_log::conformance::Seeded;

use crate::{
    ids::{
        account, axis, clock, day, edition, item, meeting, noon, partner, plan, space, task, theme,
    },
    sample,
};

mod chain;
mod history;

pub use history::History;

/// Chooses by seed.
#[derive(Clone, Debug)]
pub struct Dice {
    seeded: Seeded,
    /// Items are numbered up to this.
    pub items: u64,
    /// Whether all of it is about findings and what is built on them.
    pub only_chain: bool,
}

impl Dice {
    /// Dice that fall the same way for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seeded: Seeded::new(seed), items: 16, only_chain: false }
    }

    /// A number from 1 to `most`.
    pub fn upto(&mut self, most: u64) -> u64 {
        1 + self.seeded.below(most)
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: u64) -> bool {
        self.seeded.below(n) == 0
    }

    /// One of these.
    pub fn one_of<T: Clone>(&mut self, these: &[T]) -> T {
        let at = usize::try_from(self.seeded.below(these.len() as u64)).unwrap_or(0);
        these[at].clone()
    }

    /// A random id.
    pub fn uuid(&mut self) -> uuid::Uuid {
        self.seeded.uuid()
    }

    fn maybe<T>(&mut self, some: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.once_in(2) { None } else { Some(some(self)) }
    }

    fn words(&mut self) -> String {
        format!("Titre {}", self.upto(1000))
    }

    fn any_day(&mut self) -> Day {
        day(&format!("2027-{:02}-{:02}", self.upto(12), self.upto(28)))
    }

    fn any_clock(&mut self) -> MinuteOfDay {
        clock(u16::try_from(self.upto(23)).unwrap_or(1), 0)
    }

    fn any_slot(&mut self) -> Slot {
        let ends = self.maybe(|_| clock(23, 30));
        Slot { day: self.any_day(), starts: self.any_clock(), ends }
    }

    fn any_item(&mut self) -> plenum_domain::ItemId {
        item(self.upto(self.items))
    }

    /// Mostly a place that there is.
    fn any_spot(&mut self, plan: &Plan) -> Spot {
        let id = meeting(self.upto(5));
        let agenda = plan.meetings.get(&id).map(|m| m.agenda.as_slice()).unwrap_or_default();
        let row = |dice: &mut Self| match agenda {
            [] => dice.any_item(),
            agenda => dice.one_of(agenda).item,
        };
        Spot { meeting: id, parent: self.maybe(row), after: self.maybe(row) }
    }

    /// A person of the sample, mostly the coordinator.
    pub fn person(&mut self) -> AccountId {
        if self.once_in(3) { account(self.upto(9)) } else { sample::coordinator() }
    }

    /// Mostly a place on the agenda where an item stands.
    fn spot_beside(&mut self, plan: &Plan, item: plenum_domain::ItemId) -> Option<Spot> {
        let Home::Meeting { meeting } = plan.items.get(&item)?.home else { return None };
        let agenda = &plan.meetings.get(&meeting)?.agenda;
        let row = |dice: &mut Self| dice.one_of(agenda).item;
        Some(Spot { meeting, parent: self.maybe(row), after: self.maybe(row) })
    }

    /// Any command.
    pub fn command(&mut self, plan: &Plan) -> Command {
        if self.only_chain {
            return self.chain_command(plan);
        }
        match self.upto(48) {
            1 => self.plan_command(plan).into(),
            2 | 20 | 34 => self.edition_command(plan).into(),
            3 => self.frame_command(),
            4 => self.partner_command().into(),
            5 | 6 => self.space_command().into(),
            7 => self.member_command().into(),
            8..=10 => self.meeting_command(plan).into(),
            11..=13 => self.task_command().into(),
            21..=33 => self.chain_command(plan),
            35..=37 => self.territory_command(plan).into(),
            38 => self.objective_command().into(),
            39..=41 => self.attachment_command(plan).into(),
            42 | 43 => self.output_command().into(),
            44 | 45 => self.expertise_command(plan).into(),
            46 => self.advocacy_command(plan).into(),
            47 | 48 => self.comment_command(plan).into(),
            _ => self.agenda_command(plan).into(),
        }
    }

    fn plan_command(&mut self, plan: &Plan) -> PlanCommand {
        let title = self.words();
        match self.upto(6) {
            5 | 6 if plan.public => PlanCommand::ClosePublicPage {},
            5 | 6 => PlanCommand::OpenPublicPage {},
            1 => PlanCommand::Create { title, territory: "Namur".into() },
            2 => PlanCommand::Rename { title },
            3 => PlanCommand::Describe { notes: title },
            _ => {
                // Coordinates with as many digits as a double has.
                let fraction = |n: u64| (n as f64) / ((1_u64 << 53) as f64);
                PlanCommand::AddCommune {
                    ins_code: format!("{:05}", self.upto(99_999)),
                    name: title,
                    arrondissement: "Namur".into(),
                    longitude: 4.0 + fraction(self.upto(1 << 53)),
                    latitude: 50.0 + fraction(self.upto(1 << 53)),
                }
            }
        }
    }

    /// Every second time the next step of an edition's road.
    fn edition_command(&mut self, plan: &Plan) -> EditionCommand {
        let (id, label) = (edition(self.upto(3)), self.words());
        let next = plan.editions.get(&id).map_or(1, |edition| edition.state as u64 + 2);
        if self.once_in(6) {
            let findings = [self.any_finding(), self.any_finding()].into();
            return EditionCommand::InheritFindings { edition: id, findings };
        }
        if self.once_in(8) {
            let (from_year, to_year) = (2021, self.maybe(|_| 2027));
            return EditionCommand::Rename { edition: id, label, from_year, to_year };
        }
        let step = self.upto(7);
        match self.maybe(|_| next).unwrap_or(step) {
            1 => EditionCommand::Open {
                edition: id,
                label,
                from_year: 2020,
                to_year: self.maybe(|_| 2026),
                renews: self.maybe(|dice| edition(dice.upto(2))),
            },
            2 => EditionCommand::StartConsultation { edition: id },
            3 => EditionCommand::Validate { edition: id, meeting: meeting(self.upto(6)) },
            4 => EditionCommand::Adopt {
                edition: id,
                body: label,
                day: self.any_day(),
                reference: String::new(),
            },
            5 => EditionCommand::StartImplementation { edition: id },
            6 => EditionCommand::Evaluate { edition: id },
            _ => EditionCommand::Close { edition: id },
        }
    }

    fn frame_command(&mut self) -> Command {
        let (n, title) = (self.upto(9), self.words());
        let number = u8::try_from(n).unwrap_or(1);
        match self.upto(4) {
            1 => AxisCommand::Add { axis: axis(n), number, title }.into(),
            2 => AxisCommand::Rename { axis: axis(n), title }.into(),
            3 => ThemeCommand::Add { theme: theme(n), title }.into(),
            _ => ThemeCommand::Rename { theme: theme(n), title }.into(),
        }
    }

    fn partner_command(&mut self) -> PartnerCommand {
        let (partner, name) = (partner(self.upto(6)), self.words());
        match self.upto(6) {
            1 => PartnerCommand::Register {
                partner,
                name,
                sector: self.one_of(&[Sector::Umbrella, Sector::Public, Sector::Private]),
                communes: self.maybe(|_| "92094".to_owned()).into_iter().collect(),
                weight: 1,
            },
            2 => PartnerCommand::Rename { partner, name },
            3 => PartnerCommand::Withdraw { partner },
            4 => PartnerCommand::Place {
                partner,
                communes: self.maybe(|_| "92142".to_owned()).into_iter().collect(),
            },
            5 => PartnerCommand::SetWeight { partner, weight: u16::from(self.once_in(2)) },
            _ => PartnerCommand::Reinstate { partner },
        }
    }

    fn space_command(&mut self) -> SpaceCommand {
        let (space, title) = (space(self.upto(4)), self.words());
        let who = partner(self.upto(5));
        let axes: BTreeSet<_> = [axis(self.upto(3))].into();
        match self.upto(14) {
            1 => SpaceCommand::Open {
                space,
                kind: self.one_of(&[SpaceKind::Consultation, SpaceKind::Platform]),
                title,
                axes,
                themes: BTreeSet::new(),
                host: self.maybe(|_| who),
            },
            2 | 3 => SpaceCommand::Rename { space, title },
            4 => SpaceCommand::SetScope { space, axes, themes: [theme(self.upto(2))].into() },
            5 | 6 => SpaceCommand::AddMember { space, partner: who },
            7 => SpaceCommand::RemoveMember { space, partner: who },
            8 | 9 => SpaceCommand::Suspend { space },
            10 | 11 => SpaceCommand::Resume { space },
            12 => SpaceCommand::Describe { space, mandate: title },
            13 => SpaceCommand::SetHost { space, host: self.maybe(|_| who) },
            // Closing is for good: seldom, and never the spaces everything else needs.
            _ => SpaceCommand::Close { space: crate::ids::space(3 + self.upto(2)) },
        }
    }

    fn member_command(&mut self) -> MemberCommand {
        let roles = [
            Role::Facilitator { space: space(self.upto(3)) },
            Role::Contributor { partner: partner(self.upto(4)) },
            Role::Secretary { meeting: meeting(self.upto(5)) },
            Role::Auditor,
            Role::Observer,
            Role::Coordinator,
        ];
        // The sample's coordinator stays one, or little would be allowed.
        let (account, role) = (account(1 + self.upto(8)), self.one_of(&roles));
        if self.once_in(3) {
            MemberCommand::RevokeRole { account, role }
        } else {
            let until = self.once_in(4).then(|| 4_000_000_000_000 + self.upto(9) as i64);
            MemberCommand::GrantRole { account, role, until }
        }
    }

    /// About an agenda or a backlog.
    pub fn agenda_command(&mut self, plan: &Plan) -> AgendaCommand {
        use AgendaCommand as C;
        let (item, spot, title) = (self.any_item(), self.any_spot(plan), self.words());
        let kind = self.one_of(&[ItemKind::Discussion, ItemKind::Decision, ItemKind::Break]);
        let space = self.maybe(|dice| space(dice.upto(3)));
        let duration = u16::try_from(self.upto(90)).unwrap_or(10);
        let axis = self.maybe(|dice| axis(dice.upto(3)));
        let presenter = self.maybe(|dice| Presenter::Partner { partner: partner(dice.upto(4)) });
        if let Some(item) = sample::running(plan).filter(|_| self.once_in(4)) {
            return C::FinishItem { item };
        }
        match self.upto(31) {
            1..=5 => C::AddItem { item, spot, kind, title, duration, presenter, axis },
            6 | 7 => C::ProposeItem { item, space, kind, title, duration, presenter, axis },
            8 => C::RenameItem { item, title },
            9..=13 => C::MoveItem { item, spot: self.spot_beside(plan, item).unwrap_or(spot) },
            14 => C::SetDuration { item, duration },
            15 => C::SetKind { item, kind },
            16 => C::SetPresenter { item, presenter },
            17 => C::SetAxis { item, axis },
            18 => C::MarkLate { item },
            19 => C::UnmarkLate { item },
            20 => C::LockStart { item, start: self.any_clock() },
            21 => C::UnlockStart { item },
            22 => C::SendToBacklog { item, space },
            23 | 24 => C::TakeFromBacklog { item, spot },
            25 => C::RemoveItem { item },
            26 => C::StartItem { item },
            28 => C::ReferItem { item, space },
            29 => C::LinkRecord { item, about: self.any_link() },
            30 => C::UnlinkRecord { item, about: self.linked(plan, item) },
            27 => C::FinishItem { item: sample::running(plan).unwrap_or(item) },
            _ => C::PostponeItem { item, space },
        }
    }

    fn task_command(&mut self) -> TaskCommand {
        let (task, title) = (task(self.upto(12)), self.words());
        let owner = self.maybe(|dice| partner(dice.upto(4)));
        match self.upto(8) {
            1 | 2 => TaskCommand::Add {
                task,
                title,
                owner,
                due: self.maybe(Self::any_day),
                axis: self.maybe(|dice| axis(dice.upto(3))),
                space: self.maybe(|dice| space(dice.upto(3))),
                meeting: self.maybe(|dice| meeting(dice.upto(5))),
                about: self.maybe(Self::any_link),
            },
            3 => TaskCommand::Rename { task, title },
            4 => TaskCommand::Assign { task, owner },
            5 => TaskCommand::SetDue { task, due: self.maybe(Self::any_day) },
            6 => TaskCommand::Complete { task },
            7 => TaskCommand::Reopen { task },
            _ => TaskCommand::Drop { task },
        }
    }

    /// A random next step of a plan's history: what one command or undo brings about, if anything.
    pub fn step(&mut self, history: &History) -> Vec<Event> {
        let reason = (!self.once_in(4)).then(|| self.words());
        let now = history.plan.updated.max(noon(sample::TODAY)) + 60_000;
        let ctx = Context { plan: plan(1), actor: self.person(), now, reason };
        let decided = if self.once_in(8) && !history.commands.is_empty() {
            let recent = history.commands.len().saturating_sub(4);
            let (from, to) = self.one_of(&history.commands[recent..]);
            let ctx = Context { actor: history.events[from].actor, ..ctx.clone() };
            let facts = history.plan.undo(&history.events[from..to], &ctx);
            facts.map(|facts| (ctx, facts))
        } else {
            let command = self.command(&history.plan);
            history.plan.decide(command, &ctx).map(|facts| (ctx, facts))
        };
        let Ok((ctx, facts)) = decided else { return Vec::new() };
        let reason = ctx.reason.filter(|reason| !reason.trim().is_empty());
        let events = sample::events(history.plan.head, ctx.actor, now, facts);
        events.map(|event| Event { reason: reason.clone(), ..event }).collect()
    }
}
