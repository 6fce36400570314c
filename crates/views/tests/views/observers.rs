//! Observers see what is published and nothing else.

use std::collections::BTreeSet;

use plenum_domain::{
    Audience, Plan, RecordKind, RecordRef,
    agenda::{AgendaCommand, Home},
    edition::EditionState,
    meeting::MeetingState,
};
use plenum_testkit::{
    ids::{item, meeting, space},
    random::History,
    sample::{add, coordinator, first, propose, until},
    scenario::given,
};
use plenum_views::{Record, every_record, is_visible, record};
use uuid::Uuid;

fn names(plan: &Plan, audience: Audience) -> BTreeSet<RecordRef> {
    every_record(plan, audience).map(|record| record.name()).collect()
}

/// A secret in every place that is not published, then all of an observer's JSON without any of them.
#[test]
fn no_word_of_what_is_not_published_gets_out() {
    let titled =
        |n: u64, title: &str| AgendaCommand::RenameItem { item: item(n), title: title.into() };
    let plan = given([
        add(1, first(meeting(1))),
        add(2, first(meeting(3))),
        propose(3, Some(space(1))),
        propose(4, None),
    ])
    .and([titled(1, "SECRET brouillon"), titled(3, "SECRET espace"), titled(4, "SECRET plénière")])
    .and([titled(2, "Publié")])
    .and(until("convened", meeting(3)))
    .plan();
    let seen: Vec<_> = every_record(&plan, Audience::Observers).collect();
    let json = serde_json::to_string(&seen).expect("plain data");
    assert!(json.contains("Publié"));
    assert!(!json.contains("SECRET"));
    for hidden in [item(1).0, item(3).0, item(4).0, meeting(1).0, coordinator().0] {
        assert!(!json.contains(&hidden.to_string()), "{hidden} gets out");
    }
    assert!(!json.contains("Tâche"), "no task");
    assert!(!json.contains("PPLI 2.0"), "no draft of an edition");
}

#[test]
fn members_see_everything_once() {
    let plan = History::random(5, 600).plan;
    let all = names(&plan, Audience::Members);
    let wanted = 1
        + plan.editions.len()
        + plan.axes.len()
        + plan.themes.len()
        + plan.partners.len()
        + plan.spaces.len()
        + plan.members.len()
        + plan.meetings.len()
        + plan.items.len()
        + plan.tasks.len()
        + plan.findings.len()
        + plan.evidence.len()
        + plan.needs.len()
        + plan.priorities.len()
        + plan.recommendations.len()
        + plan.reports.len()
        + plan.measures.len()
        + plan.communes.len()
        + plan.structures.len()
        + plan.objectives.len()
        + plan.outputs.len()
        + plan.attachments.len()
        + plan.expertise.len()
        + plan.advocacy.len()
        + plan.comments.len();
    assert_eq!(every_record(&plan, Audience::Members).count(), wanted);
    assert_eq!(all.len(), wanted);
    for seen in every_record(&plan, Audience::Members) {
        assert_eq!(record(&plan, seen.name(), Audience::Members), Some(seen));
    }
}

fn observers_see(plan: &plenum_domain::Plan, name: RecordRef) -> bool {
    is_visible(plan, name, Audience::Observers)
}

/// Over random plans, record by record: what an observer gets follows from what is published.
#[test]
fn each_record_is_shown_or_hidden_as_it_should() {
    for seed in 0..30 {
        let plan = History::random(seed, 600).plan;
        for seen in every_record(&plan, Audience::Observers) {
            match &seen {
                Record::Edition(edition) => assert_ne!(edition.state, EditionState::Draft),
                Record::Meeting(meeting) => assert_ne!(meeting.state, MeetingState::Preparation),
                Record::Item(item) => {
                    let Home::Meeting { meeting } = item.home else {
                        panic!("seed {seed}: {} waits in a backlog", item.id)
                    };
                    assert_ne!(plan.meetings[&meeting].state, MeetingState::Preparation);
                    assert_eq!((item.added_by.0, item.placed_by.0), (Uuid::nil(), Uuid::nil()));
                }
                Record::Space(space) => assert_eq!(space.backlog, [], "seed {seed}"),
                Record::Plan(plan) => assert_eq!(plan.backlog, [], "seed {seed}"),
                Record::Member(_)
                | Record::Task(_)
                | Record::Need(_)
                | Record::Expertise(_)
                | Record::Comment(_) => {
                    panic!("seed {seed}: {:?}", seen.name())
                }
                Record::Axis(_)
                | Record::Theme(_)
                | Record::Partner(_)
                | Record::Measure(_)
                | Record::Commune(_)
                | Record::Structure(_)
                | Record::Objective(_) => {}
                // The chain's own are held to their table in `chain`.
                Record::Finding(finding) => assert!(finding.stances.is_empty(), "seed {seed}"),
                Record::Priority(seen) => assert!(seen.flags.is_empty(), "seed {seed}"),
                Record::Recommendation(seen) => assert!(seen.flags.is_empty(), "seed {seed}"),
                Record::Evidence(seen) => assert!(!seen.withdrawn, "seed {seed}"),
                Record::Report(_) => {}
                Record::Output(output) => assert!(!output.archived, "seed {seed}"),
                Record::Attachment(file) => {
                    assert!(!file.removed && observers_see(&plan, file.about), "seed {seed}");
                    assert_eq!(file.added_by.0, Uuid::nil(), "seed {seed}");
                }
                Record::Advocacy(seen) => {
                    assert!(seen.flags.is_empty() && seen.advocacy.sent.is_some(), "seed {seed}");
                }
            }
        }
        let (members, observers) =
            (names(&plan, Audience::Members), names(&plan, Audience::Observers));
        assert!(observers.is_subset(&members), "seed {seed}");
        for name in members {
            let shown = observers.contains(&name);
            assert_eq!(
                is_visible(&plan, name, Audience::Observers),
                shown,
                "seed {seed}: {name:?}"
            );
            assert_eq!(record(&plan, name, Audience::Observers).is_some(), shown);
        }
        let published = plan.meetings.values().filter(|m| m.state != MeetingState::Preparation);
        for entry in published.flat_map(|meeting| &meeting.agenda) {
            let name = RecordRef::new(RecordKind::Item, entry.item);
            assert!(
                observers.contains(&name),
                "seed {seed}: {} is on a published agenda",
                entry.item
            );
        }
    }
}

#[test]
fn of_what_is_not_there_nobody_sees_anything() {
    let plan = plenum_testkit::sample::sample();
    use strum::IntoEnumIterator;
    for kind in RecordKind::iter().filter(|kind| *kind != RecordKind::Plan) {
        let name = RecordRef { kind, id: Uuid::from_u128(1) };
        for audience in Audience::iter() {
            assert_eq!(record(&plan, name, audience), None, "{kind:?}");
        }
    }
    assert_eq!(every_record(&Plan::default(), Audience::Members).count(), 0);
}
