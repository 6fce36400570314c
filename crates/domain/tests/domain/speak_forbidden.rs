//! The rights that requests for expertise and advocacy ask for, and a plan with some of each.

use plenum_domain::{
    Act, Command, Fact,
    advocacy::{AdvocacyCommand as A, AdvocacyFact, AdvocacyKind},
    expertise::{ExpertiseCommand as E, ExpertiseFact, Origin, Qualification, Urgency},
    recommendation::{Addressee, Level},
};
use plenum_testkit::ids::{advocacy, day, expertise, partner, recommendation, space};

type Row = (Command, Act, &'static str);

pub fn to(body: &str) -> Addressee {
    Addressee { level: Level::Region, body: body.into() }
}

pub fn received(n: u64, of: u64) -> ExpertiseFact {
    ExpertiseFact::Received {
        expertise: expertise(n),
        origin: Origin::Field,
        question: format!("Question {n}"),
        context: String::new(),
        urgency: Urgency::Normal,
        axis: None,
        themes: [].into(),
        space: Some(space(of)),
        partner: Some(partner(of)),
        due: None,
    }
}

pub fn mobilised(n: u64, of: u64) -> ExpertiseFact {
    ExpertiseFact::Mobilised { expertise: expertise(n), partners: [partner(of)].into() }
}

pub fn drafted(n: u64, recommendations: &[u64]) -> AdvocacyFact {
    AdvocacyFact::Drafted {
        advocacy: advocacy(n),
        kind: AdvocacyKind::Memorandum,
        title: format!("Mémorandum {n}"),
        text: "Aux élus".into(),
        edition: None,
        addressees: vec![to("Gouvernement"), to("Collège")],
        recommendations: recommendations.iter().map(|n| recommendation(*n)).collect(),
    }
}

/// Request 1 is the contributor's and the facilitator's own, who work on it; 2 is others'; on 3, which is
/// others', the contributor works.
pub fn facts() -> Vec<Fact> {
    vec![
        received(1, 1).into(),
        received(2, 2).into(),
        received(3, 2).into(),
        mobilised(1, 1).into(),
        mobilised(2, 2).into(),
        mobilised(3, 1).into(),
        drafted(1, &[3]).into(),
    ]
}

/// Commands about what is *own*, as in the table of the other ones.
pub fn own() -> Vec<Row> {
    let (e, p, t) = (expertise(1), partner(1), || "Mots".to_owned());
    let ExpertiseFact::Received { origin, urgency, space, partner, .. } = received(1, 1) else {
        unreachable!("it is received")
    };
    let receive = E::Receive {
        expertise: expertise(9),
        origin,
        question: t(),
        context: t(),
        urgency,
        axis: None,
        themes: [].into(),
        space,
        partner,
        due: None,
    };
    let handled = vec![
        E::Qualify { expertise: e, to: Qualification { urgency, due: None, space } },
        E::Mobilise { expertise: e, partners: [p].into() },
        E::Release { expertise: e, partner: p },
        E::SetDue { expertise: e, due: None },
        E::Close { expertise: e },
    ];
    let answered = vec![
        E::Answer { expertise: e, answer: t() },
        E::CorrectAnswer { expertise: e, answer: t() },
    ];
    let (a, d) = (advocacy(1), || day("2027-01-10"));
    let answer = super::advocacy::answer(1, 0);
    let (title, text, addressees) = (t(), t(), vec![to("Région")]);
    let draft = A::Draft {
        advocacy: advocacy(9),
        kind: AdvocacyKind::Letter,
        title,
        addressees: addressees.clone(),
        text,
        edition: None,
        recommendations: vec![],
    };
    let spoken = vec![
        draft,
        A::Rename { advocacy: a, title: t() },
        A::Reword { advocacy: a, text: t() },
        A::Address { advocacy: a, addressees },
        A::Choose { advocacy: a, recommendations: vec![] },
        A::Send { advocacy: a, day: d(), answer_due: None, decided: None },
        A::SetAnswerDue { advocacy: a, answer_due: None },
        A::RecordAnswer { advocacy: a, answer, recommendations: [].into() },
        A::Remind { advocacy: a, day: d(), words: t() },
        A::GiveUp { advocacy: a },
        A::Close { advocacy: a },
    ];
    fn rows<C: Into<Command>>(commands: Vec<C>, act: Act, who: &'static str) -> Vec<Row> {
        commands.into_iter().map(|command| (command.into(), act, who)).collect()
    }
    [
        rows(
            vec![receive, E::Reword { expertise: e, question: t() }],
            Act::RequestExpertise,
            "CFK",
        ),
        rows(handled, Act::HandleExpertise, "CF"),
        rows(answered, Act::AnswerExpertise, "CFK"),
        rows(spoken, Act::SpeakOut, "C"),
    ]
    .concat()
}
