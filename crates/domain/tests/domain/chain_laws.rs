//! What holds for the chain in every random history, by seed.

use std::collections::{BTreeMap, BTreeSet};

use plenum_domain::{
    FindingId, Plan, RecordKind, RecordRef,
    edition::EditionState,
    finding::FindingState,
    priority::PriorityState,
    recommendation::{MeansKind, RecommendationFact, RecommendationState},
};
use plenum_testkit::random::{Dice, History};
use plenum_views::{Record, Totals, every_record};

const SEEDS: std::ops::Range<u64> = 0..80;
const STEPS: usize = 1000;

fn name(kind: RecordKind, id: impl Into<uuid::Uuid>) -> RecordRef {
    RecordRef::new(kind, id)
}

/// Calls back before and after each event of many histories, every second of which is about nothing else.
fn each_event(mut look: impl FnMut(&str, &Plan, &plenum_domain::Event, &Plan)) {
    for seed in SEEDS {
        let mut dice = Dice::new(seed);
        dice.only_chain = seed % 2 == 0;
        let mut history = History::of_the_sample();
        for _ in 0..STEPS {
            let events = dice.step(&history);
            let mut before = history.plan.clone();
            for event in &events {
                let mut after = before.clone();
                after.evolve(event);
                let of = format!("seed {seed}, event {} {}", event.seq, event.fact.kind());
                look(&of, &before, event, &after);
                before = after;
            }
            history.extend(events);
        }
    }
}

/// Every link that the records themselves say, from what is below to what stands on it.
fn links(plan: &Plan) -> BTreeSet<(RecordRef, RecordRef)> {
    use RecordKind as K;
    let mut links = BTreeSet::new();
    let mut link = |below, above| {
        links.insert((below, above));
    };
    for known in plan.evidence.values() {
        link(name(K::Finding, known.finding), name(K::Evidence, known.id));
    }
    for known in plan.needs.values() {
        known
            .findings
            .keys()
            .for_each(|finding| link(name(K::Finding, *finding), name(K::Need, known.id)));
    }
    for known in plan.priorities.values() {
        let above = name(K::Priority, known.id);
        known.findings.keys().for_each(|finding| link(name(K::Finding, *finding), above));
        known.needs.keys().for_each(|need| link(name(K::Need, *need), above));
    }
    for known in plan.recommendations.values() {
        link(name(K::Priority, known.priority), name(K::Recommendation, known.id));
    }
    for known in plan.advocacy.values() {
        let above = name(K::Advocacy, known.id);
        known.chosen().for_each(|id| link(name(K::Recommendation, id), above));
    }
    for known in plan.reports.values() {
        link(name(K::Recommendation, known.recommendation), name(K::Report, known.id));
    }
    links
}

/// The chain kept along the way is the one that the records say, also where nothing stands any more.
#[test]
fn the_chain_is_what_the_records_say() {
    let mut ever = BTreeSet::new();
    each_event(|of, _, _, plan| {
        let said = links(plan);
        ever.extend(said.iter().map(|(below, _)| *below));
        let above = |below: &RecordRef| {
            let below = *below;
            plan.chain.above(below).map(move |above| (below, above))
        };
        let kept: BTreeSet<_> = ever.iter().flat_map(above).collect();
        assert_eq!(kept, said, "{of}");
    });
}

/// Each way from a finding up to a record, as the numbers of the events that made its links.
fn ways(plan: &Plan, of: RecordRef) -> Vec<(FindingId, Vec<u64>)> {
    match of.kind {
        RecordKind::Need => {
            let Some(need) = plan.needs.get(&of.id.into()) else { return Vec::new() };
            need.findings.iter().map(|(finding, at)| (*finding, vec![*at])).collect()
        }
        RecordKind::Priority => {
            let Some(priority) = plan.priorities.get(&of.id.into()) else { return Vec::new() };
            let direct = priority.findings.iter().map(|(finding, at)| (*finding, vec![*at]));
            let by_needs = priority.needs.iter().flat_map(|(need, at)| {
                let below = ways(plan, name(RecordKind::Need, *need));
                below.into_iter().map(|(finding, links)| (finding, [links, vec![*at]].concat()))
            });
            direct.chain(by_needs).collect()
        }
        RecordKind::Recommendation => {
            let Some(known) = plan.recommendations.get(&of.id.into()) else { return Vec::new() };
            let below = ways(plan, name(RecordKind::Priority, known.priority)).into_iter();
            let linked = known.linked_at;
            below.map(|(finding, links)| (finding, [links, vec![linked]].concat())).collect()
        }
        RecordKind::Advocacy => {
            let Some(known) = plan.advocacy.get(&of.id.into()) else { return Vec::new() };
            let above = |chosen: &plenum_domain::advocacy::Chosen| {
                let below = ways(plan, name(RecordKind::Recommendation, chosen.recommendation));
                let at = chosen.linked_at;
                below.into_iter().map(move |(finding, links)| (finding, [links, vec![at]].concat()))
            };
            known.recommendations.iter().flat_map(above).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a record still has to hold, and what it was confirmed against.
fn alive(plan: &Plan, of: RecordRef) -> Option<BTreeMap<FindingId, u64>> {
    use {PriorityState as P, RecommendationState as R};
    let open = |edition| plan.editions[edition].state != EditionState::Closed;
    match of.kind {
        RecordKind::Need => {
            let need = plan.needs.get(&of.id.into())?;
            (!need.withdrawn).then(|| need.confirmed.clone())
        }
        RecordKind::Priority => {
            let known = plan.priorities.get(&of.id.into())?;
            let dead = [P::Dropped, P::Closed].contains(&known.state) || !open(&known.edition);
            (!dead).then(|| known.confirmed.clone())
        }
        RecordKind::Recommendation => {
            let known = plan.recommendations.get(&of.id.into())?;
            let over = [R::Refused, R::NoFollowUp, R::Evaluated].contains(&known.state);
            (!over && open(&known.edition)).then(|| known.confirmed.clone())
        }
        RecordKind::Advocacy => {
            let known = plan.advocacy.get(&of.id.into())?;
            let draft = known.state == plenum_domain::advocacy::AdvocacyState::Draft;
            draft.then(|| known.confirmed.clone())
        }
        _ => None,
    }
}

/// A finding is a flag where on every way to it, it changed after the last link and the confirmation.
#[test]
fn flags_are_those_of_every_way_walked() {
    let mut flagged = 0;
    each_event(|of, _, _, plan| {
        let all = links(plan).into_iter().flat_map(|(below, above)| [below, above]);
        for record in all.collect::<BTreeSet<_>>() {
            let mut wanted = BTreeSet::new();
            if let Some(confirmed) = alive(plan, record) {
                let ways = ways(plan, record);
                for (finding, _) in &ways {
                    let changed = plan.findings[finding].changed_at.unwrap_or(0);
                    let unknown = |links: &Vec<u64>| links.iter().all(|at| *at < changed);
                    let mut to_it = ways.iter().filter(|(other, _)| other == finding);
                    let relied = confirmed.get(finding).copied().unwrap_or(0);
                    if changed > relied && to_it.all(|(_, links)| unknown(links)) {
                        wanted.insert(*finding);
                    }
                }
            }
            flagged += wanted.len();
            let found = plan.flags(record);
            assert_eq!(found, wanted.into_iter().collect::<Vec<_>>(), "{of}: {record:?}");
        }
    });
    assert!(flagged > 1000, "the histories flag little: {flagged}");
}

/// Whoever stands in a ranking stands there once, in its axis's and edition's; the dropped stand nowhere.
#[test]
fn every_priority_is_ranked_once_where_it_belongs() {
    each_event(|of, _, _, plan| {
        let mut places = Vec::new();
        for edition in plan.editions.values() {
            for (axis, ranking) in &edition.rankings {
                places.extend(ranking.iter().map(|id| (*id, edition.id, *axis)));
            }
        }
        places.sort();
        let ranked = plan.priorities.values().filter(|known| known.state != PriorityState::Dropped);
        let mut wanted: Vec<_> =
            ranked.map(|known| (known.id, known.edition, known.axis)).collect();
        wanted.sort();
        assert_eq!(places, wanted, "{of}");
    });
}

/// No priority that lives answers a need that is withdrawn.
#[test]
fn no_living_priority_answers_a_withdrawn_need() {
    each_event(|of, _, _, plan| {
        use PriorityState::{Proposed, Retained};
        let living = plan.priorities.values().filter(|p| matches!(p.state, Proposed | Retained));
        for priority in living {
            let withdrawn = priority.needs.keys().find(|need| plan.needs[need].withdrawn);
            assert_eq!(withdrawn, None, "{of}: {}", priority.number);
        }
    });
}

#[test]
fn states_move_along_drawn_arrows_only() {
    each_event(|of, before, _, after| {
        for known in after.findings.values() {
            use FindingState as S;
            let Some(former) = before.findings.get(&known.id) else {
                assert_eq!(known.state, S::Recorded, "{of}");
                continue;
            };
            let drawn = match former.state {
                S::UnderReview => &[S::Upheld, S::Updated, S::Obsolete][..],
                S::Obsolete => &[S::UnderReview],
                S::Recorded | S::Inherited | S::Upheld | S::Updated => {
                    &[S::UnderReview, S::Inherited]
                }
            };
            let stays = former.state == known.state;
            assert!(stays || drawn.contains(&known.state), "{of}: {:?}", known.state);
        }
        for known in after.priorities.values() {
            use PriorityState as S;
            let Some(former) = before.priorities.get(&known.id) else {
                assert_eq!(known.state, S::Proposed, "{of}");
                continue;
            };
            let drawn = match former.state {
                S::Proposed => &[S::Retained, S::Dropped][..],
                S::Retained => &[S::Closed],
                S::Dropped => &[S::Proposed],
                S::Closed => &[],
            };
            let stays = former.state == known.state;
            assert!(stays || drawn.contains(&known.state), "{of}: {:?}", known.state);
        }
        for known in after.recommendations.values() {
            use RecommendationState as S;
            let Some(former) = before.recommendations.get(&known.id) else {
                assert_eq!(known.state, S::Draft, "{of}");
                continue;
            };
            let drawn = match former.state {
                S::Draft => &[S::Proposed][..],
                S::Proposed => &[S::Validated],
                S::Validated => &[S::Sent],
                S::Sent => &[S::Answered, S::Refused, S::NoFollowUp],
                S::Answered => &[S::Underway, S::Refused, S::NoFollowUp],
                S::Underway => &[S::Achieved, S::Refused, S::NoFollowUp],
                S::Achieved | S::Refused | S::NoFollowUp => &[S::Evaluated],
                S::Evaluated => &[],
            };
            let stays = former.state == known.state;
            assert!(stays || drawn.contains(&known.state), "{of}: {:?}", known.state);
        }
    });
}

/// Cents sought and secured, summed line by line in another way than the views do.
fn cents<'m>(
    means: impl IntoIterator<Item = &'m plenum_domain::recommendation::Means>,
) -> (i128, i128) {
    let mut sums = (0, 0);
    for line in means {
        if let MeansKind::Financial { amount, .. } = &line.what {
            let sum = if line.secured { &mut sums.1 } else { &mut sums.0 };
            *sum += i128::from(amount.get());
        }
    }
    sums
}

#[test]
fn means_add_up_and_securing_and_releasing_conserve_them() {
    each_event(|of, before, event, after| {
        let mut total = Totals::default();
        for record in every_record(after, plenum_domain::Audience::Members) {
            if let Record::Recommendation(known) = record {
                total += known.totals;
            }
        }
        let (sought, secured) =
            cents(after.recommendations.values().flat_map(|known| &known.means));
        let financial = (i128::from(total.financial.sought), i128::from(total.financial.secured));
        assert_eq!(financial, (sought, secured), "{of}");
        let plenum_domain::Fact::Recommendation(fact) = &event.fact else { return };
        use RecommendationFact as F;
        if let F::MeansSecured { recommendation, .. } | F::MeansReleased { recommendation, .. } =
            fact
        {
            let sum = |plan: &Plan| {
                let (sought, secured) = cents(&plan.recommendations[recommendation].means);
                sought + secured
            };
            assert_eq!(sum(before), sum(after), "{of}");
        }
    });
}

/// Lines of one recommendation, split, released and changed at random: securing creates and loses nothing.
#[test]
fn splitting_lines_conserves_their_sum() {
    use plenum_domain::recommendation::{Part, RecommendationCommand as C};
    use plenum_testkit::{ids::means, scenario::given};
    let mut splits = 0;
    for seed in SEEDS {
        let mut dice = Dice::new(seed);
        let (id, mut sum) = (plenum_testkit::ids::recommendation(1), 0);
        let facts = crate::chain_plan::facts();
        let mut story = given(facts);
        for _ in 0..60 {
            let plan = story.clone().plan();
            let lines = &plan.recommendations[&id].means;
            let amount = i64::try_from(dice.upto(1_000)).expect("a small number");
            let amount = plenum_domain::value::Cents::try_from(amount).expect("an amount");
            let line = if lines.is_empty() { means(1) } else { dice.one_of(lines).id };
            let part = Part { amount, rest: means(dice.upto(90)) };
            let what = MeansKind::Financial { amount, year: 2027, source: String::new() };
            let command = match dice.upto(4) {
                1 => C::AddMeans { recommendation: id, means: means(dice.upto(90)), what },
                2 => C::ReleaseMeans { recommendation: id, means: line },
                _ => C::SecureMeans { recommendation: id, means: line, part: Some(part) },
            };
            let ctx = plenum_domain::Context {
                plan: plan.id,
                actor: plenum_testkit::sample::coordinator(),
                now: plan.updated,
                reason: Some("Constaté".into()),
            };
            let Ok(facts) = plan.decide(command.into(), &ctx) else { continue };
            for fact in &facts {
                let plenum_domain::Fact::Recommendation(fact) = fact else { continue };
                match fact {
                    RecommendationFact::MeansAdded { .. } => sum += i128::from(amount.get()),
                    RecommendationFact::MeansSecured { part: Some(_), .. } => splits += 1,
                    _ => {}
                }
            }
            story = story.and_unchecked(facts);
            let (sought, secured) = cents(&story.clone().plan().recommendations[&id].means);
            assert_eq!(sought + secured, sum, "seed {seed}");
        }
    }
    assert!(splits > 100, "little is split: {splits}");
}

/// The undo of a priority's or a finding's last change gives the record back as it was.
#[test]
fn an_undo_gives_the_record_back() {
    use plenum_domain::{Context, Fact};
    let mut undone = 0;
    each_event(|of, before, event, after| {
        let ctx = Context { plan: after.id, actor: event.actor, now: event.time, reason: None };
        let Ok(facts) = after.undo(std::slice::from_ref(event), &ctx) else { return };
        let mut back = after.clone();
        for fact in facts {
            let (seq, time, actor) = (back.head + 1, event.time, event.actor);
            back.evolve(&plenum_domain::Event { seq, time, actor, fact, reason: None });
        }
        match &event.fact {
            Fact::Finding(fact) => {
                let opinions = |plan: &Plan| {
                    let known = &plan.findings[&fact.finding()];
                    let said = known.stances.iter().map(|(who, s)| (*who, s.opinion.clone()));
                    (known.tags.clone(), said.collect::<Vec<_>>())
                };
                assert_eq!(opinions(&back), opinions(before), "{of}");
            }
            Fact::Priority(fact) => {
                let known = |plan: &Plan| {
                    let known = &plan.priorities[&fact.priority()];
                    (known.title.clone(), known.state, known.axis)
                };
                assert_eq!(known(&back), known(before), "{of}");
            }
            _ => return,
        }
        undone += 1;
    });
    assert!(undone > 100, "the histories take little back: {undone}");
}
