//! Requests for expertise and advocacy as members and observers see them.

use plenum_domain::{
    Audience, Fact, Plan, RecordKind, RecordRef,
    advocacy::{AdvocacyFact, AdvocacyKind, Answer, Tone},
    expertise::{ExpertiseFact, Origin, Urgency},
    recommendation::{Addressee, Level},
};
use plenum_testkit::{
    ids::{advocacy, answer, day, expertise, partner},
    sample::coordinator,
    scenario::given,
};
use plenum_views::{Record, record};
use uuid::Uuid;

fn received() -> ExpertiseFact {
    ExpertiseFact::Received {
        expertise: expertise(1),
        origin: Origin::Society,
        question: "Que faire ?".into(),
        context: String::new(),
        urgency: Urgency::High,
        axis: None,
        themes: [].into(),
        space: None,
        partner: Some(partner(1)),
        due: None,
    }
}

/// The road of an advocacy up to a step.
fn road(steps: usize) -> Plan {
    let id = advocacy(1);
    let (day, summary) = (day("2026-02-01"), "Oui".to_owned());
    let answer = Answer {
        answer: answer(1),
        from: 0,
        day: day.clone(),
        tone: Tone::Partly,
        summary,
        follow_up: None,
    };
    let facts = [
        AdvocacyFact::Drafted {
            advocacy: id,
            kind: AdvocacyKind::Letter,
            title: "Courrier".into(),
            text: "Aux élus".into(),
            edition: None,
            addressees: vec![Addressee { level: Level::Region, body: "Wallonie".into() }],
            recommendations: vec![],
        },
        AdvocacyFact::Sent { advocacy: id, day, answer_due: None, decided: None },
        AdvocacyFact::AnswerRecorded { advocacy: id, answer },
        AdvocacyFact::Closed { advocacy: id },
    ];
    given(facts.into_iter().take(steps).map(Fact::from)).plan()
}

#[test]
fn requests_for_expertise_are_for_those_who_work_on_the_plan() {
    let plan = given([received()]).plan();
    let name = RecordRef::new(RecordKind::Expertise, expertise(1));
    assert_eq!(record(&plan, name, Audience::Observers), None);
    let Some(Record::Expertise(seen)) = record(&plan, name, Audience::Members) else {
        panic!("a request")
    };
    assert_eq!((seen.number, &*seen.question), (1, "Que faire ?"));
}

#[test]
fn advocacy_is_published_once_it_is_sent_with_what_came_back() {
    let name = RecordRef::new(RecordKind::Advocacy, advocacy(1));
    assert_eq!(record(&road(1), name, Audience::Observers), None);
    for steps in 2..=4 {
        let plan = road(steps);
        let Some(Record::Advocacy(seen)) = record(&plan, name, Audience::Observers) else {
            panic!("after {steps} steps")
        };
        assert_eq!(seen.advocacy.changed_by.0, Uuid::nil());
        assert_eq!(seen.advocacy.answers.len(), usize::from(steps > 2));
        let Some(Record::Advocacy(seen)) = record(&plan, name, Audience::Members) else {
            panic!("after {steps} steps")
        };
        assert_eq!(seen.advocacy.changed_by, coordinator());
    }
}
