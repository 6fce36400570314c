//! Comments: said, answered, rewritten, withdrawn; threads resolved and reopened.

use std::collections::BTreeSet;

use plenum_domain::{
    Act, Command, CommentId, RecordKind, RecordRef, Refusal,
    comment::{CommentCommand as C, CommentFact as F, Mention},
};
use plenum_testkit::{
    ids::{advocacy, comment, expertise, finding, meeting, output, partner, space, task},
    sample::{contributor, coordinator, facilitator, observer},
    scenario::{Scenario, given},
};

fn about() -> RecordRef {
    RecordRef::new(RecordKind::Finding, finding(1))
}

/// What the contributor said about their own finding.
pub fn said(n: u64) -> F {
    let (comment, about, words) = (comment(n), about(), format!("Mots {n}"));
    F::Added { comment, about, reply_to: None, words, mentions: [].into() }
}

/// The rights that the commands ask for, as in the table of the other ones.
pub fn own() -> Vec<(Command, Act, &'static str)> {
    let (c, words) = (comment(1), || "Mots".to_owned());
    let mentions = BTreeSet::new;
    vec![
        (add(9, None, "Mots").into(), Act::Comment, "CFK"),
        (C::Rewrite { comment: c, words: words(), mentions: mentions() }.into(), Act::Comment, "K"),
        (C::Withdraw { comment: c }.into(), Act::ResolveComments, "CK"),
        (C::Resolve { comment: c }.into(), Act::ResolveComments, "CFK"),
        (C::Reopen { comment: c }.into(), Act::ResolveComments, "CFK"),
    ]
}

fn add(n: u64, reply_to: Option<CommentId>, words: &str) -> C {
    let (comment, words) = (comment(n), words.to_owned());
    C::Add { comment, about: about(), reply_to, words, mentions: [].into() }
}

fn added(n: u64, reply_to: Option<CommentId>, words: &str) -> F {
    let (comment, words) = (comment(n), words.to_owned());
    F::Added { comment, about: about(), reply_to, words, mentions: [].into() }
}

fn rewrite(words: &str) -> C {
    C::Rewrite { comment: comment(1), words: words.into(), mentions: [].into() }
}

fn with_chain() -> Scenario {
    given(crate::chain_plan::facts())
}

/// A comment of the contributor's, and an answer of the facilitator's.
fn talk() -> Scenario {
    let said = with_chain().as_(contributor()).and([said(1)]);
    said.as_(facilitator()).and([added(2, Some(comment(1)), "Oui")])
}

#[test]
fn one_comments_on_what_there_is_and_answers_in_one_level() {
    with_chain()
        .as_(contributor())
        .when(add(1, None, " Et la source\u{a0}? "))
        .then([added(1, None, "Et la source\u{a0}?")])
        .as_(facilitator())
        .when(add(2, Some(comment(1)), "La voici"))
        .then([added(2, Some(comment(1)), "La voici")])
        .and_then(|plan| {
            let (first, answer) = (&plan.comments[&comment(1)], &plan.comments[&comment(2)]);
            assert_eq!((first.by, answer.by), (contributor(), facilitator()));
            assert_eq!((answer.at, answer.written), (plan.head, plan.updated));
            assert_eq!(plan.comments_on(about()).count(), 2);
        })
        .when(add(2, None, "Encore"))
        .refused(Refusal::Exists("comment"))
        .when(add(3, Some(comment(2)), "Sous une réponse"))
        .refused(Refusal::Malformed { field: "reply_to" })
        .when(add(3, Some(comment(9)), "Sous rien"))
        .refused(Refusal::Unknown("reply_to"));
    let on = |kind, id: uuid::Uuid| C::Add {
        comment: comment(1),
        about: RecordRef { kind, id },
        reply_to: None,
        words: "Mots".into(),
        mentions: [].into(),
    };
    use RecordKind as K;
    for (kind, id) in [
        (K::Space, space(1).into()),
        (K::Meeting, meeting(1).into()),
        (K::Task, task(1).into()),
        (K::Need, plenum_testkit::ids::need(1).into()),
        (K::Priority, plenum_testkit::ids::priority(1).into()),
        (K::Recommendation, plenum_testkit::ids::recommendation(1).into()),
    ] {
        with_chain().when(on(kind, id)).done();
    }
    let spoken = with_chain().and_unchecked(super::speak_forbidden::facts());
    let spoken = spoken.and([super::chain_plan::published(2, 1)]);
    for (kind, id) in [
        (K::Expertise, expertise(1).into()),
        (K::Advocacy, advocacy(1).into()),
        (K::Output, output(2).into()),
    ] {
        spoken.clone().as_(contributor()).when(on(kind, id)).done();
        with_chain().when(on(kind, uuid::Uuid::max())).refused(Refusal::Unknown("about"));
    }
    for (kind, id) in [
        (K::Finding, finding(9).into()),
        (K::Partner, partner(1).into()),
        (K::Member, contributor().into()),
        (K::Comment, comment(1).into()),
    ] {
        with_chain().when(on(kind, id)).refused(Refusal::Unknown("about"));
    }
    // An answer stays with its thread's record.
    let elsewhere = C::Add {
        comment: comment(3),
        about: RecordRef::new(RecordKind::Finding, finding(2)),
        reply_to: Some(comment(1)),
        words: "Mots".into(),
        mentions: [].into(),
    };
    talk().when(elsewhere).refused(Refusal::Unknown("reply_to"));
}

/// What the plan says as a whole belongs to no space: the coordination settles its threads.
#[test]
fn a_thread_is_settled_by_whose_the_record_is() {
    let here = with_chain().and_unchecked(super::speak_forbidden::facts());
    let here = here.and([super::chain_plan::published(2, 1)]);
    let resolve = || C::Resolve { comment: comment(1) };
    for (kind, id, is_theirs) in [
        (RecordKind::Expertise, expertise(1).into(), true),
        (RecordKind::Expertise, expertise(2).into(), false),
        (RecordKind::Output, output(2).into(), true),
        (RecordKind::Advocacy, advocacy(1).into(), false),
    ] {
        let (comment, about) = (comment(1), RecordRef { kind, id });
        let (words, mentions) = ("Mots".to_owned(), [].into());
        let said = F::Added { comment, about, reply_to: None, words, mentions };
        let said = here.clone().and_unchecked([said]);
        for who in [facilitator(), contributor()] {
            let asked = said.clone().as_(who).when(resolve());
            if is_theirs {
                asked.then([F::Resolved { comment, about }]);
            } else {
                asked.refused(Refusal::Forbidden(Act::ResolveComments));
            }
        }
        said.as_(coordinator()).when(resolve()).then([F::Resolved { comment, about }]);
    }
}

#[test]
fn a_comment_says_something_and_not_too_much() {
    for (words, refusal) in [
        (" \n".to_owned(), Refusal::Empty { field: "words" }),
        ("é".repeat(1_001), Refusal::TooLong { field: "words", max: 1_000 }),
    ] {
        with_chain().when(add(1, None, &words)).refused(refusal.clone());
        talk().as_(contributor()).when(rewrite(&words)).refused(refusal);
    }
    with_chain().when(add(1, None, &"é".repeat(1_000))).done();
    let full = with_chain().and_unchecked((1..=199).map(said));
    let over = Refusal::TooMany { what: "comments", max: 200 };
    full.when(add(200, None, "x")).done().when(add(201, None, "x")).refused(over);
}

#[test]
fn comments_call_upon_offices_that_there_are() {
    let calling = |mentions: BTreeSet<Mention>| C::Add {
        comment: comment(1),
        about: about(),
        reply_to: None,
        words: "Mots".into(),
        mentions,
    };
    let all = [
        Mention::Coordinators,
        Mention::Facilitators { space: space(1) },
        Mention::Partner { partner: partner(1) },
    ];
    with_chain().when(calling(all.into())).done().and_then(|plan| {
        let mentions = &plan.comments[&comment(1)].mentions;
        for (who, called) in [
            (coordinator(), true),
            (facilitator(), true),
            (contributor(), true),
            (observer(), false),
        ] {
            assert_eq!(plan.is_called(who, mentions, 0), called, "{who}");
        }
        assert!(!plan.is_called(coordinator(), &[].into(), 0));
        assert!(!plan.is_called(contributor(), &[Mention::Coordinators].into(), 0));
    });
    for nobody in
        [Mention::Facilitators { space: space(9) }, Mention::Partner { partner: partner(9) }]
    {
        with_chain().when(calling([nobody].into())).refused(Refusal::Unknown("mentions"));
    }
    let crowd = (1..=11).map(|n| Mention::Partner { partner: partner(n) }).collect();
    let over = Refusal::TooMany { what: "mentions", max: 10 };
    with_chain().when(calling(crowd)).refused(over);
}

#[test]
fn authors_rewrite_and_withdraw_and_only_the_coordination_withdraws_others() {
    let withdraw = || C::Withdraw { comment: comment(1) };
    let (c, a) = (comment(1), about());
    let (words, mentions) = ("Mieux".to_owned(), BTreeSet::new());
    talk()
        .as_(contributor())
        .when(rewrite("Mots 1"))
        .then_nothing()
        .when(rewrite("Mieux"))
        .then([F::Rewritten { comment: c, about: a, words, mentions }])
        .and_then(|plan| assert!(plan.comments[&comment(1)].edited))
        .as_(coordinator())
        .when(rewrite("Autre"))
        .refused(Refusal::Forbidden(Act::Comment))
        .when(withdraw())
        .refused(Refusal::ReasonRequired)
        .because("Nomme une personne")
        .when(withdraw())
        .then([F::Withdrawn { comment: c, about: a }])
        .and_then(|plan| {
            let gone = &plan.comments[&comment(1)];
            assert!(gone.withdrawn && gone.words.is_empty() && gone.mentions.is_empty());
        })
        .as_(contributor())
        .when(rewrite("Encore"))
        .refused(Refusal::WrongState { what: "comment", state: "withdrawn" })
        .when(withdraw())
        .then_nothing();
    talk().as_(contributor()).when(withdraw()).done();
    let forbidden = Refusal::Forbidden(Act::ResolveComments);
    talk().as_(facilitator()).because("x").when(withdraw()).refused(forbidden);
    let unknown = || Refusal::Unknown("comment");
    with_chain().when(withdraw()).refused(unknown()).when(rewrite("x")).refused(unknown());
}

#[test]
fn a_thread_is_resolved_as_a_whole_and_reopened() {
    let resolve = |n| C::Resolve { comment: comment(n) };
    let reopen = |n| C::Reopen { comment: comment(n) };
    let (comment, about) = (comment(1), about());
    talk()
        .as_(facilitator())
        .when(reopen(1))
        .then_nothing()
        .when(resolve(2))
        .refused(Refusal::Malformed { field: "comment" })
        .when(resolve(1))
        .then([F::Resolved { comment, about }])
        .when(resolve(1))
        .then_nothing()
        .when(add(3, Some(comment), "Trop tard"))
        .refused(Refusal::WrongState { what: "comment", state: "resolved" })
        .as_(contributor())
        .when(reopen(1))
        .then([F::Reopened { comment, about }])
        .when(add(3, Some(comment), "À temps"))
        .done()
        .when(resolve(9))
        .refused(Refusal::Unknown("comment"))
        .when(reopen(9))
        .refused(Refusal::Unknown("comment"))
        .as_(observer())
        .when(resolve(1))
        .refused(Refusal::Forbidden(Act::ResolveComments));
}
