//! A made-up plan and its history: every step goes through the domain's rules, from a seed.

use anyhow::anyhow;
use plenum_app::Scripted;
use plenum_domain::agenda::{AgendaCommand, ItemKind, Spot};
use plenum_domain::meeting::{MeetingCommand, MeetingKind, Slot};
use plenum_domain::member::MemberCommand;
use plenum_domain::partner::{PartnerCommand, Sector};
use plenum_domain::plan::PlanCommand;
use plenum_domain::task::{TaskCommand, TaskState};
use plenum_domain::value::{Day, MinuteOfDay};
use plenum_domain::{
    AccountId, Command, Context, Event, ItemId, MeetingId, PartnerId, Plan, PlanId, Role, TaskId,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use uuid::Uuid;

/// The beginning of the history.
const BEGINNING: i64 = 1_456_819_200_000;
/// Between two steps: a million of them fill ten years.
const PACE_MS: i64 = 300_000;
/// Words of titles.
const WORDS: &[&str] = &[
    "accueil",
    "approbation",
    "procès-verbal",
    "charte",
    "mobilité",
    "logement",
    "énergie",
    "santé",
    "cohésion",
    "jeunesse",
    "calendrier",
    "évaluation",
    "suivi",
    "budget",
    "territoire",
    "partenaires",
    "rapport",
    "échange",
    "proposition",
    "décision",
];

/// How many records the plan holds, whatever the length of its history.
#[derive(Clone, Copy)]
pub struct Size {
    pub partners: usize,
    pub meetings: usize,
    /// Of each meeting.
    pub items: usize,
    pub tasks: usize,
}

/// Writes a plan's history, and knows the plan as it stands.
pub struct Author {
    pub id: PlanId,
    pub plan: Plan,
    pub coordinators: Vec<AccountId>,
    pub items: Vec<(MeetingId, ItemId)>,
    partners: Vec<PartnerId>,
    tasks: Vec<TaskId>,
    random: StdRng,
    now: i64,
    /// How many of the coordinators have their role by now.
    speakers: usize,
}

impl Author {
    pub fn new(seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let mut uuid = || Uuid::from_u128(random.random());
        let id = PlanId(uuid());
        let coordinators = (0..4).map(|_| AccountId(uuid())).collect();
        Self {
            id,
            plan: Plan::default(),
            coordinators,
            items: Vec::new(),
            partners: Vec::new(),
            tasks: Vec::new(),
            random,
            now: BEGINNING,
            speakers: 1,
        }
    }

    /// The plan's beginning: its records, as many as `size` says, and `readers` as its auditors.
    pub fn found(&mut self, size: Size, readers: &[AccountId]) -> anyhow::Result<Vec<Scripted>> {
        let (title, territory) = ("Plan de banc d'essai".to_owned(), "Namur".to_owned());
        let mut steps = vec![self.step(PlanCommand::Create { title, territory }.into())?];
        let coordinators = self.coordinators[1..].iter().map(|id| (*id, Role::Coordinator));
        let readers = readers.iter().map(|id| (*id, Role::Auditor));
        for (account, role) in coordinators.chain(readers).collect::<Vec<_>>() {
            steps.push(self.step(MemberCommand::GrantRole { account, role, until: None }.into())?);
        }
        self.speakers = self.coordinators.len();
        for number in 0..size.partners {
            let partner = PartnerId(self.uuid());
            let register = PartnerCommand::Register {
                partner,
                name: format!("Partenaire {number}"),
                sector: Sector::Public,
                communes: std::collections::BTreeSet::new(),
                weight: 1,
            };
            steps.push(self.step(register.into())?);
            self.partners.push(partner);
        }
        for number in 0..size.meetings {
            let meeting = self.meeting(number, &mut steps)?;
            for _ in 0..size.items {
                let item = self.item(meeting);
                steps.push(self.step(item)?);
            }
        }
        for _ in 0..size.tasks {
            let (task, title) = (TaskId(self.uuid()), self.title());
            let owner = self.partner();
            let add = TaskCommand::Add {
                task,
                title,
                owner,
                due: None,
                axis: None,
                space: None,
                meeting: None,
                about: None,
            };
            steps.push(self.step(add.into())?);
            self.tasks.push(task);
        }
        Ok(steps)
    }

    /// One more step, of the kinds and in about the shares that preparing meetings brings.
    pub fn work(&mut self) -> anyhow::Result<Scripted> {
        loop {
            let command = match self.random.random_range(0..100) {
                0..35 => self.rename_item(),
                35..55 => self.move_item(),
                55..75 => {
                    let (item, duration) = (self.any_item().1, self.random.random_range(1..24) * 5);
                    AgendaCommand::SetDuration { item, duration }.into()
                }
                75..80 => AgendaCommand::MarkLate { item: self.any_item().1 }.into(),
                80..85 => AgendaCommand::UnmarkLate { item: self.any_item().1 }.into(),
                _ => self.task_command(),
            };
            let step = self.step(command)?;
            // What is so already brings nothing about: another one, then.
            if !step.facts.is_empty() {
                return Ok(step);
            }
        }
    }

    fn rename_item(&mut self) -> Command {
        let (item, title) = (self.any_item().1, self.title());
        AgendaCommand::RenameItem { item, title }.into()
    }

    fn move_item(&mut self) -> Command {
        let (meeting, item) = self.any_item();
        let agenda = self.plan.meetings.get(&meeting).map_or(&[][..], |m| &m.agenda);
        let others = agenda.iter().map(|entry| entry.item).filter(|other| *other != item);
        let others: Vec<ItemId> = others.collect();
        let after = self.any(&others);
        AgendaCommand::MoveItem { item, spot: Spot { meeting, parent: None, after } }.into()
    }

    fn task_command(&mut self) -> Command {
        let Some(task) = self.any(&self.tasks.clone()) else { return self.rename_item() };
        let open = self.plan.tasks.get(&task).is_none_or(|t| t.state == TaskState::Open);
        let command = match self.random.random_range(0..4) {
            0 => TaskCommand::Rename { task, title: self.title() },
            1 => TaskCommand::Assign { task, owner: self.partner() },
            2 => TaskCommand::SetDue { task, due: Some(Day::of_millis(self.now)) },
            _ if open => TaskCommand::Complete { task },
            _ => TaskCommand::Reopen { task },
        };
        command.into()
    }

    fn meeting(&mut self, number: usize, steps: &mut Vec<Scripted>) -> anyhow::Result<MeetingId> {
        let meeting = MeetingId(self.uuid());
        let starts = MinuteOfDay::try_from(540).map_err(|error| anyhow!(error))?;
        let schedule = MeetingCommand::Schedule {
            meeting,
            kind: MeetingKind::Plenary,
            space: None,
            edition: None,
            title: format!("Plénière {number}"),
            when: Slot { day: Day::of_millis(self.now), starts, ends: None },
            place: "Namur".to_owned(),
        };
        steps.push(self.step(schedule.into())?);
        Ok(meeting)
    }

    fn item(&mut self, meeting: MeetingId) -> Command {
        let item = ItemId(self.uuid());
        let after = self.items.last().filter(|(home, _)| *home == meeting).map(|(_, item)| *item);
        self.items.push((meeting, item));
        let add = AgendaCommand::AddItem {
            item,
            spot: Spot { meeting, parent: None, after },
            kind: ItemKind::Discussion,
            title: self.title(),
            duration: 15,
            presenter: None,
            axis: None,
        };
        add.into()
    }

    /// Decides a command by one of the coordinators, and takes in what it brings about.
    fn step(&mut self, command: Command) -> anyhow::Result<Scripted> {
        self.now += PACE_MS;
        let actor = self.coordinators[self.random.random_range(0..self.speakers)];
        let ctx = Context { plan: self.id, actor, now: self.now, reason: None };
        let facts = self.plan.decide(command, &ctx)?;
        for fact in &facts {
            let seq = self.plan.head + 1;
            let fact = fact.clone();
            self.plan.evolve(&Event { seq, time: self.now, actor, fact, reason: None });
        }
        let correlation = Uuid::from_u128(self.random.random());
        Ok(Scripted { at: self.now, actor, facts, reason: None, correlation })
    }

    fn uuid(&mut self) -> Uuid {
        Uuid::from_u128(self.random.random())
    }

    fn any<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.random.random_range(0..of.len())]) }
    }

    fn any_item(&mut self) -> (MeetingId, ItemId) {
        let nth = self.random.random_range(0..self.items.len().max(1));
        self.items.get(nth).copied().unwrap_or_default()
    }

    fn partner(&mut self) -> Option<PartnerId> {
        let nth = self.random.random_range(0..self.partners.len().max(1));
        self.partners.get(nth).copied()
    }

    /// A title of three to eight words.
    pub fn title(&mut self) -> String {
        let words = self.random.random_range(3..=8);
        let mut title = String::with_capacity(words * 12);
        for _ in 0..words {
            if !title.is_empty() {
                title.push(' ');
            }
            title.push_str(WORDS[self.random.random_range(0..WORDS.len())]);
        }
        title
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_history_every_time() -> anyhow::Result<()> {
        let size = Size { partners: 2, meetings: 2, items: 5, tasks: 5 };
        let write = || {
            let mut author = Author::new(1);
            author.found(size, &[])?;
            for _ in 0..200 {
                author.work()?;
            }
            anyhow::Ok(author.plan)
        };
        let plan = write()?;
        assert_eq!(plan, write()?);
        assert_eq!((plan.meetings.len(), plan.items.len(), plan.tasks.len()), (2, 10, 5));
        Ok(())
    }
}
