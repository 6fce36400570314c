//! The demo plan holds what it promises, and no damage to it makes the reader panic.

use std::collections::BTreeSet;

use plenum_domain::{
    Event, Fact, Plan, Role,
    agenda::{Home, ItemState},
    edition::EditionState,
    meeting::{Meeting, MeetingKind, MeetingState},
    partner::{PartnerFact, Sector},
    space::SpaceState,
    task::TaskState,
    territory::{Place, StructureKind},
    value::{Day, Decimal},
};

use super::{DEMO, PlanFile, Source, parse, rehearse};

/// The day on which the demo was written: what is overdue, is overdue then.
const TODAY: &str = "2026-11-20";

fn demo() -> PlanFile {
    let told = |problems: Vec<super::Problem>| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    parse(DEMO).unwrap_or_else(|problems| panic!("{}", told(problems)))
}

/// The events and the plan they make.
fn played(file: &PlanFile) -> (Vec<Event>, Plan) {
    let mut plan = Plan::default();
    let mut events = Vec::new();
    let done = rehearse(file).unwrap_or_else(|problem| panic!("{problem}"));
    for (step, facts) in done {
        assert!(!facts.is_empty(), "{:?}: nothing changes", step.at);
        for fact in facts {
            let event = Event {
                seq: plan.head + 1,
                time: step.at_ms,
                actor: step.actor,
                fact,
                reason: step.reason.clone(),
            };
            plan.evolve(&event);
            events.push(event);
        }
    }
    (events, plan)
}

fn plenary_to_come(plan: &Plan) -> &Meeting {
    let to_come =
        |m: &&Meeting| m.kind == MeetingKind::Plenary && m.state == MeetingState::Preparation;
    plan.meetings.values().find(to_come).expect("a plenary is in preparation")
}

#[test]
fn the_demo_has_the_promised_frame() {
    let (_, plan) = played(&demo());
    assert_eq!(plan.title, "PPLI Namur");
    assert_eq!((plan.communes.len(), plan.axes.len(), plan.themes.len()), (38, 6, 15));
    assert_eq!(plan.spaces.len(), 15);
    assert!(plan.notes.contains("Hypothèses") && plan.notes.contains("Démonstration"));

    let umbrella = plan.partners.values().filter(|p| p.sector == Sector::Umbrella).count();
    assert_eq!(umbrella, 3);
    assert!((48..=60).contains(&plan.partners.len()), "{} partners", plan.partners.len());
    let marked = |name: &str| name.ends_with("(démo)");
    assert!(plan.partners.values().all(|p| p.sector == Sector::Umbrella || marked(&p.name)));
    for sector in [Sector::Associative, Sector::Public, Sector::Private] {
        assert!(plan.partners.values().any(|p| p.sector == sector), "{sector:?}");
    }
    assert!(plan.partners.values().any(|p| !p.active));
    assert!(plan.spaces.values().any(|s| s.state == SpaceState::Suspended));

    let states: Vec<_> = plan.editions.values().map(|e| (e.label.as_str(), e.state)).collect();
    assert!(states.contains(&("PPLI 2016-2019", EditionState::Closed)));
    assert!(states.contains(&("PPLI 2.0", EditionState::Consultation)));
}

#[test]
fn the_demo_has_the_promised_roles() {
    let file = demo();
    let (_, plan) = played(&file);
    let roles = |key: &str| -> Vec<Role> {
        let person = file.people.iter().find(|p| p.key == key).expect("a known key");
        plan.members.get(&person.id).map(|m| m.roles.iter().copied().collect()).unwrap_or_default()
    };
    assert_eq!(roles("coordination"), [Role::Coordinator]);
    assert_eq!(roles("auditrice"), [Role::Auditor]);
    assert_eq!(roles("observation"), [Role::Observer]);
    assert!(roles("secretariat").iter().all(|r| matches!(r, Role::Secretary { .. })));
    for partner in ["delegation-pcs-gembloux", "delegation-cada"] {
        assert!(matches!(roles(partner)[..], [Role::Contributor { .. }]), "{partner}");
    }
    let count = |kind: fn(&Role) -> bool| {
        plan.members.values().filter(|m| m.roles.iter().any(kind)).count()
    };
    assert!(count(|r| matches!(r, Role::Contributor { .. })) >= 6);
    assert!(count(|r| matches!(r, Role::Facilitator { .. })) >= 5);
    let labels: BTreeSet<_> = file.people.iter().map(|p| p.label.as_str()).collect();
    assert_eq!(labels.len(), file.people.len(), "labels tell people apart");
    assert!(labels.iter().all(|label| label.ends_with("(démo)")));
}

#[test]
fn the_demo_has_the_promised_meetings() {
    let (_, plan) = played(&demo());
    let plenaries = plan.meetings.values().filter(|m| m.kind == MeetingKind::Plenary);
    let closing = plenaries
        .clone()
        .any(|m| m.when.day.as_str().starts_with("2019-11-") && m.place.starts_with("La Marlagne"));
    assert!(closing, "the closing plenary of 2019");
    assert!(plenaries.count() >= 8);
    assert!(plan.meetings.values().filter(|m| m.kind == MeetingKind::Steering).count() >= 8);
    assert!(plan.meetings.values().filter(|m| m.kind == MeetingKind::Space).count() >= 30);

    let next = plenary_to_come(&plan);
    assert!(next.when.day.as_str() > "2027-01-01");
    assert!(next.call_until.as_ref().is_some_and(|day| day.as_str() > TODAY));
    assert!((18..=30).contains(&next.agenda.len()), "{} items", next.agenda.len());
    assert!(next.agenda.iter().any(|entry| entry.depth == 1));
    let items: Vec<_> = next.agenda.iter().map(|entry| &plan.items[&entry.item]).collect();
    assert!(items.iter().all(|item| item.state == ItemState::Planned));
    assert_eq!(items.iter().filter(|item| item.late).count(), 2);
    assert_eq!(items.iter().filter(|item| item.locked_start.is_some()).count(), 1);
}

#[test]
fn the_coming_plenary_fills_its_day_exactly() {
    let (_, plan) = played(&demo());
    let next = plenary_to_come(&plan);
    let mut clock = next.when.starts.get();
    for entry in next.agenda.iter().filter(|entry| entry.depth == 0) {
        let item = &plan.items[&entry.item];
        if let Some(locked) = item.locked_start {
            assert!(clock <= locked.get() && locked.get() - clock <= 15, "a short wait at most");
            clock = locked.get();
        }
        clock += item.duration;
    }
    assert_eq!(Some(clock), next.when.ends.map(|ends| ends.get()));
}

#[test]
fn the_demo_has_the_promised_work() {
    let (_, plan) = played(&demo());
    assert!(plan.backlog.len() >= 4, "{} in the plenary's backlog", plan.backlog.len());
    assert!(plan.spaces.values().filter(|s| !s.backlog.is_empty()).count() >= 5);
    assert!(plan.items.values().any(|item| item.home == (Home::Backlog { space: None })));

    assert!(plan.tasks.len() >= 60, "{} tasks", plan.tasks.len());
    let axes: BTreeSet<_> = plan.tasks.values().filter_map(|task| task.axis).collect();
    assert_eq!(axes.len(), 6, "every axis has tasks");
    for state in [TaskState::Open, TaskState::Done, TaskState::Dropped] {
        assert!(plan.tasks.values().filter(|t| t.state == state).count() >= 5, "{state:?}");
    }
    let open = plan.tasks.values().filter(|task| task.state == TaskState::Open);
    let dues: Vec<&Day> = open.filter_map(|task| task.due.as_ref()).collect();
    assert!(dues.iter().filter(|due| due.as_str() < TODAY).count() >= 5, "some overdue");
    assert!(dues.iter().filter(|due| due.as_str() > TODAY).count() >= 8, "some to come");
}

#[test]
fn the_demo_has_a_history_of_ten_years() {
    let (events, _) = played(&demo());
    assert!((2_000..=4_500).contains(&events.len()), "{} events", events.len());
    let years: BTreeSet<_> =
        events.iter().map(|e| Day::of_millis(e.time).as_str()[..4].to_owned()).collect();
    assert_eq!(years.len(), 11, "{years:?}");
    assert!(events.last().is_some_and(|e| Day::of_millis(e.time).as_str() < TODAY));
    let kinds: BTreeSet<String> = events.iter().map(|event| event.fact.kind()).collect();
    assert!(kinds.len() >= 80, "{} kinds of event", kinds.len());
    let withdrawn = |e: &&Event| matches!(&e.fact, Fact::Partner(PartnerFact::Withdrawn { .. }));
    assert!(events.iter().filter(withdrawn).all(|e| e.reason.is_some()));
}

#[test]
fn the_demo_is_set_in_french() {
    let lines = DEMO.iter().flat_map(|source| source.text.lines());
    for line in lines.filter(|line| !line.trim().starts_with('#')) {
        let plain = [" ?\"", " !\"", "« ", " »", " ;", "'"];
        assert!(!plain.iter().any(|wrong| line.contains(wrong)), "{line}");
    }
}

/// A small generator of our own: the seed is all there is to reproduce a failure.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap_or(0)
    }
}

/// Removes, doubles, swaps or spoils a few stretches of a text.
fn damaged(text: &str, seed: &mut Seeded) -> String {
    const SPOIL: &[&str] = &[
        "{", "}", "[", "]", ":", "- ", "\"", "'", "\n", "\t", "@", "|-\n", "---\n", "&a ", "*a",
        "é", "\0", "9e999",
    ];
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=seed.below(3) {
        let at = seed.below(chars.len());
        let to = (at + seed.below(40)).min(chars.len());
        match seed.below(4) {
            0 => drop(chars.drain(at..to)),
            1 => {
                let run = chars[at..to].to_vec();
                chars.splice(at..at, run);
            }
            2 => chars.truncate(at + 1),
            _ => drop(chars.splice(at..to.min(at + 1), SPOIL[seed.below(SPOIL.len())].chars())),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn a_damaged_demo_never_panics() {
    let frame = DEMO[0].text;
    let beginning: String = frame.split_inclusive('\n').take(260).collect();
    let mut seed = Seeded(0x5eed_2027);
    for (text, times) in [(beginning.as_str(), 600), (frame, 25)] {
        for _ in 0..times {
            let text = damaged(text, &mut seed);
            if let Ok(file) = parse(&[Source { name: "frame", text: &text }]) {
                let _ = rehearse(&file);
            }
        }
    }
    for n in 1..DEMO.len() {
        let text = damaged(DEMO[n].text, &mut seed);
        let mut sources = DEMO.to_vec();
        sources[n] = Source { name: "part", text: &text };
        if let Ok(file) = parse(&sources) {
            let _ = rehearse(&file);
        }
    }
}

/// The population of each commune, 38 in all; of the foreign population, the province's share alone.
#[test]
fn the_demo_has_the_territory_it_promises_and_no_figure_more() {
    let (_, plan) = played(&demo());
    let measure = |title: &str| plan.measures.values().find(|m| m.title == title).expect("defined");
    let figures = |title: &str| {
        let id = measure(title).id;
        let of = plan.figures.iter().filter(move |((_, measure), _)| *measure == id);
        of.map(|((place, _), days)| (place.clone(), days.values().last().expect("one").value))
    };
    let population: Vec<(Place, Decimal)> = figures("Population").collect();
    let number = |value: Decimal| value.to_string().parse::<u64>().expect("people are whole");
    let communes = || population.iter().filter(|(place, _)| *place != Place::Territory);
    assert_eq!(communes().count(), 38);
    assert_eq!(communes().map(|(_, value)| number(*value)).sum::<u64>(), 495_832);
    let share: Vec<_> = figures("Population étrangère (part)").collect();
    assert_eq!(share, [(Place::Territory, Decimal::parse("5.29").expect("a number"))]);
    assert_eq!(figures("Population étrangère (nombre)").count(), 0, "nothing is made up");
    let cohesion = plan.structures.values().filter(|s| s.kind == StructureKind::Pcs).count();
    assert_eq!(cohesion, 31);
    assert!(plan.structures.values().any(|s| !s.open), "one has closed");
    assert!(plan.objectives.values().any(|o| !o.in_force), "one is repealed");
}

mod chain;
mod speak;
