//! Taking back what one did to a request, a text, an output; and what stays.

use plenum_domain::{
    Act, Command, Fact, Plan, Refusal,
    advocacy::{AdvocacyCommand as A, AdvocacyFact},
    expertise::{ExpertiseCommand as E, ExpertiseFact},
    member::MemberFact,
    output::{OutputCommand as O, OutputDetails, OutputFact},
    rights::Role,
};
use plenum_testkit::{
    ids::{advocacy, day, expertise, output, partner, recommendation, space},
    sample::{contributor, coordinator, facilitator},
    scenario::{Scenario, given},
};

use super::{
    advocacy, chain_plan, expertise,
    speak_forbidden::{drafted, mobilised, received, to},
};

fn partners(of: &[u64]) -> std::collections::BTreeSet<plenum_domain::PartnerId> {
    of.iter().map(|n| partner(*n)).collect()
}

/// What each of the records says; not who changed it, and not when something was chosen.
fn said(plan: &Plan) -> impl PartialEq + std::fmt::Debug + use<> {
    let requests = plan.expertise.values().map(|known| {
        let of = known.clone();
        (of.question, of.due, of.mobilised, of.answer, of.state)
    });
    let texts = plan.advocacy.values().map(|known| {
        let (of, chosen) = (known.clone(), known.chosen().collect::<Vec<_>>());
        (of.title, of.text, of.addressees, of.answer_due, of.state, chosen)
    });
    let outputs = plan.outputs.values().cloned();
    (requests.collect::<Vec<_>>(), texts.collect::<Vec<_>>(), outputs.collect::<Vec<_>>())
}

fn library() -> Scenario {
    given([chain_plan::published(1, 1)])
}

/// Everything that can be taken back, from where it can be done.
fn reversible() -> Vec<(Scenario, Command)> {
    let (e, a, o) = (expertise(1), advocacy(1), output(1));
    let due = Some(day("2027-06-01"));
    let in_request = |state: &str, command: E| (expertise::in_state(state), command.into());
    let in_text = |state: &str, command: A| (advocacy::in_state(state), command.into());
    let details = OutputDetails { year: 2020, ..chain_plan::about_output(1, 1) };
    vec![
        in_request("received", E::Reword { expertise: e, question: "Autre".into() }),
        in_request("mobilised", E::SetDue { expertise: e, due: due.clone() }),
        in_request("mobilised", E::Mobilise { expertise: e, partners: partners(&[2, 3]) }),
        in_request("answered", E::CorrectAnswer { expertise: e, answer: "Mieux".into() }),
        in_text("draft", A::Rename { advocacy: a, title: "Autre".into() }),
        in_text("draft", A::Reword { advocacy: a, text: String::new() }),
        in_text("draft", A::Address { advocacy: a, addressees: vec![to("Province")] }),
        in_text("draft", A::Choose { advocacy: a, recommendations: vec![recommendation(2)] }),
        in_text("sent", A::SetAnswerDue { advocacy: a, answer_due: due }),
        (library(), O::Change { output: o, details }.into()),
        (library().because("Périmée"), O::Archive { output: o }.into()),
        (library().and([OutputFact::Archived { output: o }]), O::Restore { output: o }.into()),
    ]
}

#[test]
fn what_is_taken_back_is_as_it_was_and_done_again_as_it_became() {
    for (here, command) in reversible() {
        let what = format!("{command:?}");
        let before = said(&here.clone().plan());
        let mut story = here.when(command).done();
        let after = said(&story.clone().plan());
        assert_ne!(before, after, "{what}");
        for round in 0..2 {
            story = story.undo_last().done();
            assert_eq!(said(&story.clone().plan()), before, "{what} undone, round {round}");
            story = story.undo_last().done();
            assert_eq!(said(&story.clone().plan()), after, "{what} redone, round {round}");
        }
    }
}

#[test]
fn partners_who_left_are_asked_again_and_an_output_goes_out_of_the_library() {
    let e = expertise(1);
    expertise::in_state("mobilised")
        .and([mobilised(1, 2)])
        .when(E::Release { expertise: e, partner: partner(1) })
        .done()
        .undo_last()
        .then([mobilised(1, 1)]);
    let details = chain_plan::about_output(1, 1);
    given(Vec::<Fact>::new())
        .when(O::Publish { output: output(1), details })
        .done()
        .undo_last()
        .then([OutputFact::Archived { output: output(1) }]);
}

#[test]
fn what_others_were_told_or_asked_is_not_taken_back() {
    let (e, a) = (expertise(1), advocacy(1));
    let not = |story: Scenario, command: Command| {
        let _ = story.because("x").when(command).done().undo_last().refused(Refusal::NotUndoable);
    };
    let ask = |state: &str, command: E| not(expertise::in_state(state), command.into());
    ask("qualified", E::Mobilise { expertise: e, partners: partners(&[1]) });
    ask("mobilised", E::Answer { expertise: e, answer: "Voici.".into() });
    ask("answered", E::Close { expertise: e });
    let speak = |state: &str, command: A| not(advocacy::in_state(state), command.into());
    let (on, answer_due, decided) = (day("2026-01-10"), None, None);
    speak("draft", A::Send { advocacy: a, day: on.clone(), answer_due, decided });
    let (answer, recommendations) = (advocacy::answer(1, 0), [].into());
    speak("sent", A::RecordAnswer { advocacy: a, answer, recommendations });
    speak("sent", A::Remind { advocacy: a, day: day("2026-02-01"), words: String::new() });
    speak("answered", A::Close { advocacy: a });
    // Early logs do not say what was replaced.
    for early in [
        AdvocacyFact::Reworded { advocacy: a, from: None, to: "Mots".into() },
        AdvocacyFact::Addressed { advocacy: a, from: None, to: vec![to("Région")] },
        AdvocacyFact::Chosen { advocacy: a, from: None, to: vec![] },
    ] {
        given([drafted(1, &[])]).and([early]).undo_last().refused(Refusal::NotUndoable);
    }
    let early = ExpertiseFact::AnswerCorrected { expertise: e, from: None, to: "Mieux".into() };
    expertise::in_state("answered").and([early]).undo_last().refused(Refusal::NotUndoable);
}

/// A coordinator does the first, somebody the second; the first is taken back.
fn between(here: Scenario, mine: impl Into<Command>, theirs: impl Into<Fact>) -> Scenario {
    let done = here.when(mine).done().as_(facilitator()).and([theirs.into()]);
    done.as_(coordinator()).undo_last()
}

#[test]
fn what_says_something_else_since_stays() {
    let (e, a, o) = (expertise(1), advocacy(1), output(1));
    let changed = Refusal::ChangedSince;
    let reword = || E::Reword { expertise: e, question: "Autre".into() };
    let since = || {
        let (from, to) = ("Autre".into(), "Encore".into());
        ExpertiseFact::Reworded { expertise: e, from, to }
    };
    between(expertise::in_state("received"), reword(), since()).refused(changed.clone());
    let join = E::Mobilise { expertise: e, partners: partners(&[2]) };
    let left = ExpertiseFact::Released { expertise: e, partner: partner(2) };
    between(expertise::in_state("mobilised"), join, left).refused(changed.clone());
    let rename = || A::Rename { advocacy: a, title: "Autre".into() };
    let renamed = || {
        let (from, to) = ("Autre".into(), "Encore".into());
        AdvocacyFact::Renamed { advocacy: a, from, to }
    };
    between(advocacy::in_state("draft"), rename(), renamed()).refused(changed.clone());
    let details = |year| OutputDetails { year, ..chain_plan::about_output(1, 1) };
    let change = O::Change { output: o, details: details(2020) };
    let (from, to) = (details(2020), details(2021));
    between(library(), change, OutputFact::Changed { output: o, from, to }).refused(changed);
    // What is answered, sent or archived since is no longer what was changed.
    let answered = ExpertiseFact::Answered { expertise: e, answer: "Voici.".into() };
    let wrong = |what, state| Refusal::WrongState { what, state };
    between(expertise::in_state("mobilised"), reword(), answered)
        .refused(wrong("expertise", "answered"));
    let (answer_due, decided, on) = (None, None, day("2026-01-10"));
    let sent = AdvocacyFact::Sent { advocacy: a, day: on, answer_due, decided };
    between(advocacy::in_state("draft"), rename(), sent).refused(wrong("advocacy", "sent"));
    let change = O::Change { output: o, details: details(2020) };
    between(library(), change, OutputFact::Archived { output: o })
        .refused(wrong("output", "archived"));
}

#[test]
fn who_lost_the_right_takes_nothing_back() {
    let lost = |role| MemberFact::RoleRevoked { account: facilitator(), role };
    let role = Role::Facilitator { space: space(1) };
    let forbidden = |act| Refusal::Forbidden(act);
    given([received(1, 1)])
        .as_(facilitator())
        .when(E::SetDue { expertise: expertise(1), due: Some(day("2027-01-20")) })
        .done()
        .as_(coordinator())
        .and([lost(role)])
        .as_(facilitator())
        .undo_last()
        .refused(forbidden(Act::HandleExpertise));
    library()
        .as_(facilitator())
        .because("x")
        .when(O::Archive { output: output(1) })
        .done()
        .as_(coordinator())
        .and([lost(role)])
        .as_(facilitator())
        .undo_last()
        .refused(forbidden(Act::PublishOutputs));
    // Who asked takes their own words back.
    given([received(1, 1)])
        .as_(contributor())
        .when(E::Reword { expertise: expertise(1), question: "Autre".into() })
        .done()
        .as_(coordinator())
        .as_(contributor())
        .undo_last()
        .then([ExpertiseFact::Reworded {
            expertise: expertise(1),
            from: "Autre".into(),
            to: "Question 1".into(),
        }]);
}
