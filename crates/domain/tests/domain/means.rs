//! Means and resources: sought, secured whole or in part, released, brought, carried over.

use plenum_domain::{
    Refusal,
    edition::EditionFact,
    partner::Sector,
    priority::PriorityFact,
    recommendation::{
        Means, MeansKind, Part, Provider, RecommendationCommand as C, RecommendationFact as F,
        RecommendationState as S, Resource, ResourceKind, ResourceSector,
    },
    territory::{StructureDetails, StructureKind, TerritoryFact},
    value::Cents,
};
use plenum_testkit::{
    ids::{edition, means, partner, priority, recommendation, resource, structure},
    scenario::Scenario,
};

use super::{
    chain_plan::{closed, drafted, opened},
    recommendation::in_state,
};

fn cents(n: i64) -> Cents {
    Cents::try_from(n).expect("an amount")
}

fn money(amount: i64) -> MeansKind {
    MeansKind::Financial { amount: cents(amount), year: 2027, source: "Région".into() }
}

fn people(fte: u32) -> MeansKind {
    MeansKind::Human { fte, profile: "Animation".into() }
}

fn line(n: u64, what: MeansKind, secured: bool) -> Means {
    Means { id: means(n), what, secured }
}

fn add(n: u64, what: MeansKind) -> C {
    C::AddMeans { recommendation: recommendation(1), means: means(n), what }
}

fn added(n: u64, what: MeansKind) -> F {
    F::MeansAdded { recommendation: recommendation(1), means: line(n, what, false) }
}

fn change(n: u64, what: MeansKind) -> C {
    C::ChangeMeans { recommendation: recommendation(1), means: means(n), what }
}

fn remove(n: u64) -> C {
    C::RemoveMeans { recommendation: recommendation(1), means: means(n) }
}

fn secure(n: u64, part: Option<(i64, u64)>) -> C {
    let part = part.map(|(amount, rest)| Part { amount: cents(amount), rest: means(rest) });
    C::SecureMeans { recommendation: recommendation(1), means: means(n), part }
}

fn release(n: u64) -> C {
    C::ReleaseMeans { recommendation: recommendation(1), means: means(n) }
}

fn secured(n: u64, part: Option<Part>) -> F {
    let what = Some(money(1_000));
    F::MeansSecured { recommendation: recommendation(1), means: means(n), what, part }
}

/// A line of a thousand cents.
fn here() -> Scenario {
    in_state("draft").and([added(1, money(1_000))])
}

#[track_caller]
fn lines(story: Scenario, wanted: &[Means]) -> Scenario {
    story.and_then(|plan| assert_eq!(plan.recommendations[&recommendation(1)].means, wanted))
}

#[test]
fn lines_are_added_changed_and_removed() {
    let padded = MeansKind::Human { fte: 50, profile: " Animation ".into() };
    let (r, from) = (recommendation(1), line(1, money(1_000), false));
    let to = line(1, money(2_000), false);
    here()
        .when(add(2, padded))
        .then([added(2, people(50))])
        .when(add(3, MeansKind::Logistic { need: " Un local ".into() }))
        .then([added(3, MeansKind::Logistic { need: "Un local".into() })])
        .when(change(1, money(1_000)))
        .then_nothing()
        .when(change(1, money(2_000)))
        .then([F::MeansChanged { recommendation: r, from, to: to.clone() }])
        .when(remove(1))
        .then([F::MeansRemoved { recommendation: r, means: to }])
        .when(remove(1))
        .refused(Refusal::Unknown("means"));
    // A line stays secured while what it says is set right.
    let story = here().and([secure(1, None)]).when(change(1, money(900))).done();
    lines(story, &[line(1, money(900), true)]);
}

#[test]
fn a_line_is_of_a_kind_within_its_bounds() {
    let refused = |what: MeansKind, refusal: Refusal| {
        here().when(add(2, what.clone())).refused(refusal.clone());
        here().when(change(1, what)).refused(refusal);
    };
    for year in [1_989, 2_201] {
        let what = MeansKind::Financial { amount: cents(1), year, source: String::new() };
        refused(what, Refusal::OutOfRange { field: "year", min: 1_990, max: 2_200 });
    }
    for fte in [0, 100_001] {
        refused(people(fte), Refusal::OutOfRange { field: "fte", min: 1, max: 100_000 });
    }
    for fte in [1, 100_000] {
        here().when(add(2, people(fte))).done();
    }
    let long = super::too_long;
    let (source, profile) = (long(), long());
    let what = MeansKind::Financial { amount: cents(1), year: 2027, source };
    refused(what, Refusal::TooLong { field: "source", max: 200 });
    let too_long = Refusal::TooLong { field: "profile", max: 200 };
    refused(MeansKind::Human { fte: 1, profile }, too_long);
    refused(MeansKind::Logistic { need: " ".into() }, Refusal::Empty { field: "need" });
    let too_long = Refusal::TooLong { field: "need", max: 200 };
    refused(MeansKind::Logistic { need: long() }, too_long);
    here().when(add(1, people(1))).refused(Refusal::Exists("means"));
    for command in [change(9, people(1)), secure(9, None), release(9), remove(9)] {
        here().because("x").when(command).refused(Refusal::Unknown("means"));
    }
}

#[test]
fn a_line_is_secured_and_released() {
    let (recommendation, what) = (recommendation(1), Some(money(1_000)));
    let released = F::MeansReleased { recommendation, means: means(1), what };
    here().when(release(1)).then_nothing();
    let story = here().when(secure(1, None)).then([secured(1, None)]);
    lines(story, &[line(1, money(1_000), true)])
        .when(secure(1, None))
        .then_nothing()
        .when(release(1))
        .refused(Refusal::ReasonRequired)
        .because("Refus du ministre")
        .when(release(1))
        .then([released]);
}

#[test]
fn securing_in_part_splits_a_line_into_two_that_are_what_it_was() {
    let part = Part { amount: cents(400), rest: means(2) };
    let story = here().and([added(3, people(50))]).when(secure(1, Some((400, 2))));
    let story = story.then([secured(1, Some(part))]);
    lines(
        story,
        &[line(1, money(400), true), line(2, money(600), false), line(3, people(50), false)],
    );
    // The whole of it is no part, and the rest's id is free for something else.
    let story = here().when(secure(1, Some((1_000, 2)))).then([secured(1, None)]);
    lines(story, &[line(1, money(1_000), true)]);
    here().when(secure(1, Some((1_001, 2)))).refused(Refusal::SplitTooLarge { max: 1_000 });
    let nothing = Refusal::OutOfRange { field: "amount", min: 1, max: 1_000 };
    here().when(secure(1, Some((0, 2)))).refused(nothing);
    here().when(secure(1, Some((400, 1)))).refused(Refusal::Exists("rest"));
    for what in [people(50), MeansKind::Logistic { need: "Un local".into() }] {
        let story = here().and([added(3, what)]).when(secure(3, Some((1, 2))));
        story.refused(Refusal::Malformed { field: "part" });
    }
}

#[test]
fn a_recommendation_holds_fifty_lines_and_fifty_resources() {
    let over = |what| Refusal::TooMany { what, max: 50 };
    let full = here().and_unchecked((2..=49).map(|n| added(n, money(10))));
    let full = full.when(add(50, people(1))).done();
    full.clone().when(add(51, people(1))).refused(over("means"));
    full.clone().when(secure(1, Some((400, 51)))).refused(over("means"));
    full.when(secure(1, Some((1_000, 51)))).then([secured(1, None)]);
    let bring = |n| C::AddResource {
        recommendation: recommendation(1),
        resource: resource(n),
        what: outside("Croix-Rouge"),
    };
    let brought = |n| F::ResourceAdded {
        recommendation: recommendation(1),
        resource: Resource { id: resource(n), what: outside("Croix-Rouge") },
    };
    let full = here().and_unchecked((1..=49).map(brought)).when(bring(50)).done();
    full.when(bring(51)).refused(over("resources"));
}

fn outside(name: &str) -> ResourceKind {
    ResourceKind {
        provider: Provider::Outside(name.into()),
        sector: ResourceSector::Private,
        brings: "Un local".into(),
    }
}

#[test]
fn a_partner_s_sector_is_known() {
    let sectors = [
        (1, Sector::Associative, ResourceSector::Associative),
        (2, Sector::Public, ResourceSector::Public),
        (3, Sector::Umbrella, ResourceSector::Public),
    ];
    for (n, known, sector) in sectors {
        let of = |sector| ResourceKind {
            provider: Provider::Partner(partner(n)),
            sector,
            brings: "Un local".into(),
        };
        let (r, id) = (recommendation(1), resource(1));
        let what = of(ResourceSector::Private);
        here()
            .and_then(|plan| assert_eq!(plan.partners[&partner(n)].sector, known))
            .when(C::AddResource { recommendation: r, resource: id, what })
            .then([F::ResourceAdded {
                recommendation: r,
                resource: Resource { id, what: of(sector) },
            }]);
    }
}

#[test]
fn a_structure_brings_a_resource_while_it_is_open() {
    let (r, id) = (recommendation(1), resource(1));
    let of = |sector| ResourceKind {
        provider: Provider::Structure(structure(1)),
        sector,
        brings: "Un local".into(),
    };
    let bring = |sector| C::AddResource { recommendation: r, resource: id, what: of(sector) };
    let brought = |sector| {
        [F::ResourceAdded { recommendation: r, resource: Resource { id, what: of(sector) } }]
    };
    let (private, public) = (ResourceSector::Private, ResourceSector::Public);
    here().when(bring(private)).refused(Refusal::Unknown("structure"));
    let open = || here().and([opened(1, StructureKind::Cada)]);
    open().when(bring(private)).then(brought(private));
    let carried = |details: StructureDetails| TerritoryFact::StructureChanged {
        structure: structure(1),
        from: details.clone(),
        to: StructureDetails { partner: Some(partner(2)), ..details },
    };
    let details = open().plan().structures[&structure(1)].details();
    open().and([carried(details)]).when(bring(private)).then(brought(public));
    let closed_one = Refusal::WrongState { what: "structure", state: "closed" };
    open().and([closed(1)]).when(bring(private)).refused(closed_one);
}

#[test]
fn resources_are_brought_and_taken_away() {
    let (r, id) = (recommendation(1), resource(1));
    let bring = |what| C::AddResource { recommendation: r, resource: id, what };
    let take = C::RemoveResource { recommendation: r, resource: id };
    let resource = Resource { id, what: outside("Croix-Rouge") };
    here()
        .when(bring(outside(" Croix-Rouge ")))
        .then([F::ResourceAdded { recommendation: r, resource: resource.clone() }])
        .when(bring(outside("Autre")))
        .refused(Refusal::Exists("resource"))
        .when(take.clone())
        .then([F::ResourceRemoved { recommendation: r, resource }])
        .when(take)
        .refused(Refusal::Unknown("resource"));
    let unknown =
        ResourceKind { provider: Provider::Partner(partner(9)), ..outside("Croix-Rouge") };
    here().when(bring(unknown)).refused(Refusal::Unknown("partner"));
    here().when(bring(outside(" "))).refused(Refusal::Empty { field: "provider" });
    let silent = ResourceKind { brings: " ".into(), ..outside("Croix-Rouge") };
    here().when(bring(silent)).refused(Refusal::Empty { field: "brings" });
}

#[test]
fn means_change_until_a_recommendation_is_over() {
    let (r, id) = (recommendation(1), resource(1));
    let commands = [
        add(2, people(1)),
        change(1, people(1)),
        secure(1, None),
        release(2),
        remove(1),
        C::AddResource { recommendation: r, resource: id, what: outside("Croix-Rouge") },
        C::RemoveResource { recommendation: r, resource: resource(2) },
    ];
    let brought = Resource { id: resource(2), what: outside("Croix-Rouge") };
    for state in ["draft", "proposed", "validated", "sent", "answered", "underway"] {
        for command in commands.clone() {
            in_state(state)
                .and([
                    added(1, money(10)),
                    F::MeansAdded { recommendation: r, means: line(2, money(10), true) },
                ])
                .and([F::ResourceAdded { recommendation: r, resource: brought.clone() }])
                .because("x")
                .when(match command {
                    C::AddMeans { recommendation, what, .. } => {
                        C::AddMeans { recommendation, means: means(3), what }
                    }
                    command => command,
                })
                .done();
        }
    }
    for state in ["achieved", "refused", "no_follow_up", "evaluated"] {
        for command in commands.clone() {
            let wrong = Refusal::WrongState { what: "recommendation", state };
            in_state(state).because("x").when(command).refused(wrong);
        }
    }
    for command in commands {
        let story = plenum_testkit::scenario::given_the_sample().because("x").when(command);
        story.refused(Refusal::Unknown("recommendation"));
    }
}

/// Recommendation 1 in its last state, and priority 1 carried on as 3 into edition 2.
fn renewed(state: &str) -> Scenario {
    let (priority, from, edition) = (priority(3), priority(1), edition(2));
    in_state(state).and([PriorityFact::CarriedOver { priority, from, edition }])
}

fn carry(n: u64, from: u64, under: u64) -> C {
    C::CarryOver {
        recommendation: recommendation(n),
        from: recommendation(from),
        priority: priority(under),
    }
}

#[test]
fn what_is_carried_over_is_a_draft_whose_means_are_sought_anew() {
    let fact = F::CarriedOver {
        recommendation: recommendation(2),
        from: recommendation(1),
        priority: priority(3),
        edition: edition(2),
    };
    let past = [added(1, money(1_000)), secured(1, None)];
    renewed("evaluated").and(past).when(carry(2, 1, 3)).then([fact]).and_then(|plan| {
        let known = &plan.recommendations[&recommendation(2)];
        let former = &plan.recommendations[&recommendation(1)];
        assert_eq!((known.number, known.state), (2, S::Draft));
        assert_eq!((known.edition, known.priority), (edition(2), priority(3)));
        assert_eq!((&known.title, &known.text), (&former.title, &former.text));
        assert_eq!(known.means, [line(1, money(1_000), false)]);
        assert_eq!((&known.answer, &known.evaluation, known.decided), (&None, &None, None));
        assert_eq!((known.carried_from, known.linked_at), (Some(former.id), plan.head));
        assert!(former.means[0].secured);
    });
}

#[test]
fn a_recommendation_is_carried_over_into_another_edition_that_takes_it() {
    renewed("draft").when(carry(2, 1, 2)).refused(Refusal::Exists("edition"));
    renewed("draft").when(carry(1, 1, 3)).refused(Refusal::Exists("recommendation"));
    renewed("draft").when(carry(2, 9, 3)).refused(Refusal::Unknown("from"));
    renewed("draft").when(carry(2, 1, 9)).refused(Refusal::Unknown("priority"));
    renewed("draft")
        .and([PriorityFact::Dropped { priority: priority(3) }])
        .when(carry(2, 1, 3))
        .refused(Refusal::WrongState { what: "priority", state: "dropped" });
    renewed("draft")
        .and([EditionFact::Closed { edition: edition(2) }])
        .when(carry(2, 1, 3))
        .refused(Refusal::ClosedEdition);
    let full = renewed("draft").and_unchecked((3..=202).map(|n| drafted(n, 1, priority(3))));
    full.when(carry(2, 1, 3)).refused(Refusal::TooMany { what: "recommendations", max: 200 });
}
