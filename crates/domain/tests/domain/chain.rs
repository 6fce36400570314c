//! Flags: what has to hold against a finding that changed, until someone says that it does.

use plenum_domain::{
    FindingId, Plan, RecordKind, RecordRef, Refusal,
    chain::{ChainCommand, ChainFact, Holds},
    edition::EditionFact,
    finding::FindingFact,
    need::NeedFact,
    priority::PriorityFact,
    recommendation::RecommendationFact,
};
use plenum_testkit::{
    ids::{edition, finding, need, priority, recommendation},
    scenario::{Scenario, given},
};

use super::chain_plan::{drafted, next_edition, proposed, recommendation_until, recorded, stated};

fn a_need(n: u64) -> RecordRef {
    RecordRef::new(RecordKind::Need, need(n))
}

fn a_priority(n: u64) -> RecordRef {
    RecordRef::new(RecordKind::Priority, priority(n))
}

fn a_recommendation(n: u64) -> RecordRef {
    RecordRef::new(RecordKind::Recommendation, recommendation(n))
}

/// Two findings; need 1 on the first; priority 1 on that need, 2 on finding 1 itself; a recommendation on each.
fn here() -> Scenario {
    given([next_edition()])
        .and([recorded(1, 1), recorded(2, 1)])
        .and([stated(1, 1, [finding(1)])])
        .and([proposed(1, 1, [], true), proposed(2, 1, [finding(1)], false)])
        .and([drafted(1, 1, priority(1)), drafted(2, 1, priority(2))])
}

/// The facts of a review that changes a finding.
fn change(n: u64) -> Vec<FindingFact> {
    let finding = finding(n);
    let statement = "Tout a changé".to_owned();
    vec![
        FindingFact::ReviewStarted { finding },
        FindingFact::Updated { finding, statement, decided: None },
    ]
}

/// All that is flagged, with the numbers of the findings.
fn flagged(plan: &Plan) -> Vec<(RecordRef, Vec<u64>)> {
    let all = plan.needs.keys().map(|id| RecordRef::new(RecordKind::Need, *id));
    let all = all.chain(plan.priorities.keys().map(|id| RecordRef::new(RecordKind::Priority, *id)));
    let known = plan.recommendations.keys();
    let all = all.chain(known.map(|id| RecordRef::new(RecordKind::Recommendation, *id)));
    let numbers = |flags: Vec<FindingId>| flags.iter().map(|id| id.0.as_u64_pair().1).collect();
    let flags = all.map(|of| (of, numbers(plan.flags(of))));
    flags.filter(|(_, flags): &(_, Vec<u64>)| !flags.is_empty()).collect()
}

#[track_caller]
fn flags(story: Scenario, wanted: &[RecordRef]) -> Scenario {
    story.and_then(|plan| {
        let found: Vec<_> = flagged(plan).into_iter().map(|(of, _)| of).collect();
        assert_eq!(found, wanted);
    })
}

fn everything() -> [RecordRef; 5] {
    [a_need(1), a_priority(1), a_priority(2), a_recommendation(1), a_recommendation(2)]
}

fn confirm(about: RecordRef, n: u64, holds: Holds) -> ChainCommand {
    ChainCommand::Confirm { about, finding: finding(n), holds }
}

#[test]
fn what_stands_on_a_finding_is_flagged_by_whatever_way_when_it_changes() {
    flags(here(), &[]);
    flags(here().and(change(1)), &everything());
    let finding = finding(1);
    let review = FindingFact::ReviewStarted { finding };
    flags(here().and([review.clone()]), &[]);
    flags(here().and([review.clone(), FindingFact::Upheld { finding, decided: None }]), &[]);
    let obsolete = FindingFact::MadeObsolete { finding, decided: None };
    flags(here().and([review, obsolete]), &everything());
    flags(here().and(change(2)), &[]);
}

#[test]
fn what_is_built_on_a_finding_is_found_nearest_first() {
    let of = RecordRef::new(RecordKind::Finding, finding(1));
    here().and_then(|plan| {
        let above = plan.chain.everything_above(of);
        let [need, first, second, one, two] = everything();
        assert_eq!(above, [need, second, first, two, one]);
        assert_eq!(plan.chain.above(of).collect::<Vec<_>>(), [need, second]);
    });
}

/// Who links to a finding that has changed knows what it says.
#[test]
fn links_made_after_the_change_are_not_flagged() {
    let changed = || given([recorded(1, 1), recorded(2, 1)]).and(change(1));
    let story = changed()
        .and([stated(1, 1, [finding(1)])])
        .and([proposed(1, 1, [], true), proposed(2, 1, [finding(1)], false)])
        .and([drafted(1, 1, priority(1))]);
    flags(story, &[]);
    // A link above an older one: whoever answers the need now, knows.
    let (p, r) = (priority(3), recommendation(1));
    let story = here().and(change(1)).and([proposed(3, 1, [], true)]);
    let story = flags(story, &everything());
    let moved =
        RecommendationFact::MovedTo { recommendation: r, from: priority(1), to: priority(3) };
    let [need, first, second, _, two] = everything();
    let story = flags(story.and([moved]), &[need, first, second, two]);
    let story =
        story.and([PriorityFact::NeedUnlinked { priority: p, need: plenum_testkit::ids::need(1) }]);
    flags(story, &[need, first, second, two]);
}

/// An unlinked and newly linked finding counts from the new link on.
#[test]
fn a_link_counts_from_when_it_was_made() {
    let p = priority(2);
    let link = PriorityFact::FindingLinked { priority: p, finding: finding(1) };
    let unlink = PriorityFact::FindingUnlinked { priority: p, finding: finding(1) };
    let [need, first, _, one, _] = everything();
    let story = flags(here().and(change(1)).and([unlink]), &[need, first, one]);
    let story = flags(story.and([link]), &[need, first, one]);
    flags(story.and(change(1)), &everything());
}

#[test]
fn of_several_ways_the_newest_counts() {
    let both = PriorityFact::FindingLinked { priority: priority(1), finding: finding(1) };
    let [need, _, second, _, two] = everything();
    let story = flags(here().and(change(1)).and([both]), &[need, second, two]);
    flags(story.and(change(1)), &everything());
}

#[test]
fn a_confirmation_speaks_for_one_record_and_one_change() {
    let about = a_priority(2);
    let changed = here().and(change(1));
    let relied_on = changed.clone().plan().head;
    let fact = |holds| ChainFact::Confirmed { about, finding: finding(1), relied_on, holds };
    let [need, first, _, one, two] = everything();
    for holds in [Holds::Stands, Holds::Adapted] {
        let asked = changed.clone().because("Relu").when(confirm(about, 1, holds));
        let story = flags(asked.then([fact(holds)]), &[need, first, one, two]);
        let story = story.because("x").when(confirm(about, 1, holds));
        let story = story.refused(Refusal::NothingChanged);
        flags(story.and(change(1)), &everything()).undo_last().refused(Refusal::NotUndoable);
    }
}

#[test]
fn each_kind_of_record_confirms_for_itself() {
    for about in everything() {
        let story = here().and(change(1)).because("Relu").when(confirm(about, 1, Holds::Stands));
        let rest: Vec<_> = everything().into_iter().filter(|of| *of != about).collect();
        flags(story.done(), &rest);
    }
}

#[test]
fn only_what_stands_on_a_change_is_confirmed_and_for_a_reason() {
    let about = a_need(1);
    let asked = |story: Scenario, of, n| story.because("Relu").when(confirm(of, n, Holds::Stands));
    asked(here(), about, 1).refused(Refusal::NothingChanged);
    asked(here().and(change(2)), about, 2).refused(Refusal::NotBuiltOn);
    asked(here(), about, 9).refused(Refusal::NotBuiltOn);
    for of in [a_need(9), a_priority(9), a_recommendation(9)] {
        asked(here().and(change(1)), of, 1).refused(Refusal::NotBuiltOn);
    }
    let of = RecordRef::new(RecordKind::Finding, finding(1));
    asked(here().and(change(1)), of, 1).refused(Refusal::NotBuiltOn);
    let command = confirm(about, 1, Holds::Stands);
    here().and(change(1)).when(command).refused(Refusal::ReasonRequired);
}

#[test]
fn several_findings_flag_each_for_itself() {
    let p = priority(2);
    let story = here().and([PriorityFact::FindingLinked { priority: p, finding: finding(2) }]);
    let story = story.and(change(1)).and(change(2));
    let of = |plan: &Plan| (plan.flags(a_priority(2)), plan.flags(a_recommendation(2)));
    let (one, two) = (finding(1), finding(2));
    story
        .and_then(|plan| assert_eq!(of(plan), (vec![one, two], vec![one, two])))
        .because("Relu")
        .when(confirm(a_priority(2), 1, Holds::Stands))
        .done()
        .and_then(|plan| assert_eq!(of(plan), (vec![two], vec![one, two])));
}

/// A need that fell away, a priority that was dropped or closed, a recommendation that is over.
#[test]
fn the_dead_are_not_flagged() {
    let [need_1, first, second, one, two] = everything();
    let dead = |facts: Vec<plenum_domain::Fact>, wanted: &[RecordRef]| {
        let facts = facts.into_iter().fold(here(), |story, fact| story.and_unchecked([fact]));
        flags(facts.and(change(1)), wanted);
    };
    let withdrawn = NeedFact::Withdrawn { need: need(1) };
    dead(vec![withdrawn.into()], &[first, second, one, two]);
    let p = priority(2);
    let retained = PriorityFact::Retained { priority: p, decided: None };
    let rest = [need_1, first, one, two];
    dead(vec![retained.clone().into()], &everything());
    dead(vec![PriorityFact::Dropped { priority: p }.into()], &rest);
    dead(vec![retained.into(), PriorityFact::Closed { priority: p }.into()], &rest);
    let rest = [need_1, first, second, one];
    let until = |state| recommendation_until(state, 2).into_iter().map(plenum_domain::Fact::from);
    for state in ["proposed", "validated", "sent", "answered", "underway", "achieved"] {
        dead(until(state).collect(), &everything());
    }
    let r = recommendation(2);
    dead(until("evaluated").collect(), &rest);
    for end in [
        RecommendationFact::Refused { recommendation: r },
        RecommendationFact::Left { recommendation: r },
    ] {
        dead(until("sent").chain([end.into()]).collect(), &rest);
    }
    let asked = here().and([PriorityFact::Dropped { priority: p }]).and(change(1)).because("x");
    asked.when(confirm(second, 1, Holds::Stands)).refused(Refusal::NothingChanged);
}

#[test]
fn a_closed_edition_is_not_flagged_any_more() {
    let closed = EditionFact::Closed { edition: edition(1) };
    flags(here().and(change(1)).and([closed.clone()]), &[a_need(1)]);
    // What is carried over stands on findings as they are now.
    let carried =
        PriorityFact::CarriedOver { priority: priority(3), from: priority(2), edition: edition(2) };
    let draft = RecommendationFact::CarriedOver {
        recommendation: recommendation(3),
        from: recommendation(2),
        priority: priority(3),
        edition: edition(2),
    };
    let story = here().and(change(1)).and([closed]).and([carried]).and([draft]);
    let story = flags(story, &[a_need(1)]);
    flags(story.and(change(1)), &[a_need(1), a_priority(3), a_recommendation(3)]);
}
