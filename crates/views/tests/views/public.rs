//! The public page shows what it is made for, and no word more.

use std::collections::BTreeSet;

use plenum_domain::{
    Audience, Fact, Plan,
    edition::EditionState,
    meeting::MeetingState,
    priority::{PriorityFact, PriorityState},
    recommendation::RecommendationState,
};
use plenum_testkit::{
    ids::{axis, edition, meeting, priority},
    random::History,
    sample::{add, first, until},
    scenario::{Scenario, given, given_the_sample},
};
use plenum_views::{
    every_record,
    public::PublicPage,
    tally::{Dim, Tally},
};
use serde_json::{Value, json};

use crate::marks::{marked, marks};

const SEEDS: std::ops::Range<u64> = 0..40;

fn page(plan: &Plan) -> PublicPage {
    PublicPage::of(plan, &Tally::of(plan, Audience::Observers))
}

/// Every word that the page may say, each from the one field that says it.
fn sayable(plan: &Plan) -> Value {
    let out = |id: &_| plan.editions.get(id).is_some_and(|e| e.state != EditionState::Draft);
    let over = |s| matches!(s, MeetingState::Closed | MeetingState::MinutesApproved);
    let meetings = plan.meetings.values();
    let meetings = meetings.filter(|m| m.state != MeetingState::Preparation && !over(m.state));
    let items =
        meetings.clone().flat_map(|m| &m.agenda).map(|entry| &plan.items[&entry.item].title);
    let priorities = plan.priorities.values();
    let priorities = priorities.filter(|p| p.state == PriorityState::Retained && out(&p.edition));
    let known = plan.recommendations.values();
    let known = known.filter(|r| r.state >= RecommendationState::Validated && out(&r.edition));
    let carriers = known.clone().filter_map(|r| Some(&plan.partners[&r.carrier?].name));
    let outputs = plan.outputs.values().filter(|output| !output.archived).map(|o| &o.details);
    let themes = outputs.clone().flat_map(|o| &o.themes).map(|id| &plan.themes[id].title);
    let makers = outputs.clone().filter_map(|o| Some(&plan.partners[&o.partner?].name));
    let editions = plan.editions.values().filter(|edition| out(&edition.id));
    let figures = plan.figures.values().flat_map(|figures| figures.values());
    json!({
        "plan": [&plan.title, &plan.territory],
        "axes": plan.axes.values().map(|a| &a.title).collect::<Vec<_>>(),
        "editions": editions.map(|e| json!([e.label, e.adoption])).collect::<Vec<_>>(),
        "meetings": meetings.map(|m| [&m.title, &m.place]).collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "communes": plan.communes.values().collect::<Vec<_>>(),
        "measures": plan.measures.values().map(|m| &m.title).collect::<Vec<_>>(),
        "sources": figures.map(|f| &f.source).collect::<Vec<_>>(),
        "priorities": priorities.map(|p| &p.title).collect::<Vec<_>>(),
        "recommendations":
            known.map(|r| [&r.title, &r.text, &r.addressee.body]).collect::<Vec<_>>(),
        "outputs": outputs.map(|o| [&o.title, &o.note]).collect::<Vec<_>>(),
        "themes": themes.collect::<Vec<_>>(),
        "partners": carriers.chain(makers).collect::<Vec<_>>(),
    })
}

/// Over random histories whose every word is its own: each word on the page is one that it may say, and
/// nobody is named, not even by an id.
#[test]
fn no_word_gets_out_that_is_not_of_the_page() {
    let mut said = 0;
    for seed in SEEDS {
        let plan = marked(seed, 2_000);
        let text = serde_json::to_string(&page(&plan)).expect("plain data");
        let may = serde_json::to_string(&sayable(&plan)).expect("plain data");
        let may: BTreeSet<_> = marks(&may).into_iter().collect();
        for mark in marks(&text) {
            assert!(may.contains(&mark), "seed {seed}: {mark} gets out");
            said += 1;
        }
        for account in plan.members.keys() {
            assert!(!text.contains(&account.to_string()), "seed {seed}: {account} gets out");
        }
    }
    assert!(said > 1_000, "the histories say {said} words");
}

/// The page is a whitelist of fields: one that is new, and any of money, stances or people, fails here.
#[test]
fn each_field_of_the_page_is_named() {
    let wanted = json!({
        "axes": ["id", "number", "title"],
        "communes": ["arrondissement", "ins_code", "latitude", "longitude", "name"],
        "editions": ["adoption", "from_year", "id", "label", "state", "to_year"],
        "measures": ["communes", "day", "id", "territory", "title", "unit"],
        "meetings": ["agenda", "id", "place", "title", "when"],
        "outputs": ["id", "kind", "link", "note", "partner", "themes", "title", "year"],
        "priorities": ["axis", "edition", "id", "number", "title"],
        "recommendations": [
            "addressee", "axis", "carrier", "deadline", "edition", "id", "number", "state", "text",
            "title",
        ],
    });
    let mut found = serde_json::Map::new();
    for seed in SEEDS {
        let page =
            serde_json::to_value(page(&History::random(seed, 1_500).plan)).expect("plain data");
        for (list, records) in page.as_object().expect("an object") {
            let first = records.as_array().and_then(|all| all.first()?.as_object());
            if let Some(first) = first {
                found.insert(list.clone(), json!(first.keys().collect::<BTreeSet<_>>()));
            }
        }
    }
    assert_eq!(Value::Object(found), wanted);
}

/// Figures say how large a plan is; none says what it seeks, owes or has left undone.
#[test]
fn figures_are_those_that_observers_count_of_four_kinds() {
    for seed in SEEDS {
        let plan = History::random(seed, 1_500).plan;
        let counted = Tally::of(&plan, Audience::Observers);
        let counted = counted.figures(&Dim::Plan, &plenum_testkit::ids::day("2027-03-01"));
        for (metric, n) in page(&plan).figures {
            assert_eq!(counted.get(&metric), Some(&n), "seed {seed}: {metric}");
            let (kind, _) = metric.split_once('.').expect("a kind and what of it");
            assert!(["partner", "space", "commune", "meeting"].contains(&kind), "{metric}");
        }
    }
}

#[test]
fn all_that_is_on_the_page_observers_see_as_well() {
    for seed in SEEDS {
        let plan = History::random(seed, 1_500).plan;
        let seen: BTreeSet<_> =
            every_record(&plan, Audience::Observers).map(|record| record.name().id).collect();
        let page = page(&plan);
        let ids = (page.editions.iter().map(|e| e.id.0))
            .chain(page.meetings.iter().map(|m| m.id.0))
            .chain(page.meetings.iter().flat_map(|m| &m.agenda).map(|item| item.item.0))
            .chain(page.priorities.iter().map(|p| p.id.0))
            .chain(page.recommendations.iter().map(|r| r.id.0))
            .chain(page.outputs.iter().map(|o| o.id.0));
        for id in ids {
            assert!(seen.contains(&id), "seed {seed}: {id}");
        }
    }
}

fn proposed() -> Scenario {
    given([PriorityFact::Proposed {
        priority: priority(1),
        edition: edition(1),
        axis: axis(1),
        title: "Un toit pour chacun".into(),
        note: "Une note de travail".into(),
        space: None,
        partner: None,
        findings: [].into(),
        needs: [].into(),
    }])
}

#[test]
fn a_priority_is_on_the_page_once_it_is_retained_and_its_edition_has_begun() {
    let shown = |scenario: &Scenario| page(&scenario.clone().plan()).priorities.len();
    let retained = Fact::from(PriorityFact::Retained { priority: priority(1), decided: None });
    let begun = Fact::from(plenum_domain::edition::EditionFact::ConsultationStarted {
        edition: edition(1),
    });
    assert_eq!(shown(&proposed().and([begun.clone()])), 0, "only proposed");
    assert_eq!(shown(&proposed().and([retained.clone()])), 0, "in a draft of an edition");
    let scenario = proposed().and([retained, begun]);
    assert_eq!(shown(&scenario), 1);
    let text = serde_json::to_string(&page(&scenario.plan())).expect("plain data");
    assert!(text.contains("Un toit pour chacun") && !text.contains("Une note de travail"));
}

#[test]
fn a_meeting_is_on_the_page_from_its_convocation_to_its_end() {
    let prepared = given([add(1, first(meeting(3)))]);
    let shown = |state: &str| page(&prepared.clone().and(until(state, meeting(3))).plan()).meetings;
    assert_eq!(page(&prepared.clone().plan()).meetings, []);
    for state in ["convened", "open", "suspended"] {
        assert_eq!(shown(state).len(), 1, "{state}");
        assert_eq!(shown(state)[0].agenda.len(), 1, "{state}");
    }
    assert_eq!(shown("closed"), []);
}

#[test]
fn a_plan_that_has_just_begun_has_a_page() {
    let page = page(&given_the_sample().plan());
    assert_eq!((page.axes.len(), page.communes.len()), (2, 1));
    assert!(page.editions.is_empty() && page.priorities.is_empty() && page.measures.is_empty());
}
