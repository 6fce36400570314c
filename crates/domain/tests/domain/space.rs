//! Consultation spaces and platforms.

use std::collections::BTreeSet;

use plenum_domain::{
    Refusal,
    partner::PartnerFact,
    space::{SpaceCommand as C, SpaceFact as F, SpaceKind, SpaceState},
};
use plenum_testkit::{
    ids::{axis, partner, space, theme},
    sample::{TODAY, facilitator},
    scenario::{given, given_the_sample},
};

use super::too_long;

fn open(n: u64, title: &str) -> C {
    C::Open {
        space: space(n),
        kind: SpaceKind::Platform,
        title: title.into(),
        axes: [axis(1)].into(),
        themes: [theme(1)].into(),
        host: Some(partner(1)),
    }
}

#[test]
fn a_space_is_opened() {
    given_the_sample().when(open(3, "Plateforme logement ")).then([F::Opened {
        space: space(3),
        kind: SpaceKind::Platform,
        title: "Plateforme logement".into(),
        axes: [axis(1)].into(),
        themes: [theme(1)].into(),
        host: Some(partner(1)),
    }]);
}

#[test]
fn a_space_is_opened_once_with_a_title_over_known_things() {
    given_the_sample().when(open(1, "Logement")).refused(Refusal::Exists("space"));
    given_the_sample().when(open(3, "")).refused(Refusal::Empty { field: "title" });
    given_the_sample()
        .when(open(3, &too_long()))
        .refused(Refusal::TooLong { field: "title", max: 200 });
    let over = |axes: BTreeSet<_>, themes: BTreeSet<_>, host| C::Open {
        space: space(3),
        kind: SpaceKind::Consultation,
        title: "Logement".into(),
        axes,
        themes,
        host,
    };
    given_the_sample()
        .when(over([axis(1), axis(9)].into(), [].into(), None))
        .refused(Refusal::Unknown("axes"));
    given_the_sample()
        .when(over([].into(), [theme(9)].into(), None))
        .refused(Refusal::Unknown("themes"));
    given_the_sample()
        .when(over([].into(), [].into(), Some(partner(9))))
        .refused(Refusal::Unknown("partner"));
}

#[test]
fn its_facilitator_renames_it() {
    let rename = |title: &str| C::Rename { space: space(1), title: title.into() };
    let (from, to) = ("Espace 1 (démo)".to_owned(), "Revenus".to_owned());
    given_the_sample()
        .as_(facilitator())
        .when(rename("Revenus"))
        .then([F::Renamed { space: space(1), from, to }])
        .when(rename("Revenus"))
        .then_nothing()
        .when(rename(" "))
        .refused(Refusal::Empty { field: "title" });
    given_the_sample()
        .when(C::Rename { space: space(9), title: "Revenus".into() })
        .refused(Refusal::Unknown("space"));
}

#[test]
fn its_scope_is_set_as_a_whole() {
    let set =
        |axes: BTreeSet<_>, themes: BTreeSet<_>| C::SetScope { space: space(1), axes, themes };
    let axes: BTreeSet<_> = [axis(1), axis(2)].into();
    given_the_sample()
        .when(set(axes.clone(), [theme(1)].into()))
        .then([F::ScopeSet { space: space(1), axes: axes.clone(), themes: [theme(1)].into() }])
        .when(set(axes.clone(), [theme(1)].into()))
        .then_nothing()
        .when(set([axis(9)].into(), [].into()))
        .refused(Refusal::Unknown("axes"))
        .when(set([].into(), [theme(9)].into()))
        .refused(Refusal::Unknown("themes"));
}

#[test]
fn partners_come_and_go() {
    let (add, remove) = (
        |n| C::AddMember { space: space(1), partner: partner(n) },
        |n| C::RemoveMember { space: space(1), partner: partner(n) },
    );
    given_the_sample()
        .when(add(2))
        .then([F::MemberAdded { space: space(1), partner: partner(2) }])
        .when(add(2))
        .then_nothing()
        .when(remove(2))
        .then([F::MemberRemoved { space: space(1), partner: partner(2) }])
        .when(remove(2))
        .then_nothing()
        .when(add(9))
        .refused(Refusal::Unknown("partner"));
    given([PartnerFact::Withdrawn { partner: partner(2) }])
        .when(add(2))
        .refused(Refusal::WrongState { what: "partner", state: "withdrawn" });
}

/// Every command about a space's state, over every state: what is not drawn is refused.
#[test]
fn a_space_turns_only_as_drawn() {
    let s = space(1);
    let states: [(&'static str, Vec<F>); 3] = [
        ("active", vec![]),
        ("suspended", vec![F::Suspended { space: s }]),
        ("closed", vec![F::Closed { space: s }]),
    ];
    let commands = [
        (C::Suspend { space: s }, F::Suspended { space: s }, vec!["active"]),
        (C::Resume { space: s }, F::Resumed { space: s }, vec!["suspended"]),
        (C::Close { space: s }, F::Closed { space: s }, vec!["active", "suspended"]),
    ];
    for (state, past) in &states {
        for (command, fact, drawn) in &commands {
            let asked = given(past.clone()).at(TODAY).because("fusion").when(command.clone());
            if drawn.contains(state) {
                asked.then([fact.clone()]);
            } else {
                asked.refused(Refusal::WrongState { what: "space", state });
            }
        }
    }
}

#[test]
fn closing_wants_a_reason_and_is_for_good() {
    given_the_sample().when(C::Close { space: space(1) }).refused(Refusal::ReasonRequired);
    let closed = given([F::Closed { space: space(1) }]);
    let refusal = Refusal::WrongState { what: "space", state: "closed" };
    for command in [
        C::Rename { space: space(1), title: "Revenus".into() },
        C::SetScope { space: space(1), axes: [].into(), themes: [].into() },
        C::AddMember { space: space(1), partner: partner(2) },
        C::RemoveMember { space: space(1), partner: partner(1) },
    ] {
        closed.clone().when(command).refused(refusal.clone());
    }
    closed.and_then(|plan| assert_eq!(plan.spaces[&space(1)].state, SpaceState::Closed));
}

#[test]
fn no_state_turns_for_a_space_that_is_not_there() {
    let s = space(9);
    for command in [C::Suspend { space: s }, C::Resume { space: s }, C::Close { space: s }] {
        given_the_sample().because("fusion").when(command).refused(Refusal::Unknown("space"));
    }
}

#[test]
fn its_facilitator_says_what_it_is_there_for_and_the_coordination_who_hosts_it() {
    let describe = |mandate: &str| C::Describe { space: space(1), mandate: mandate.into() };
    given_the_sample()
        .as_(facilitator())
        .when(describe(" Un logement pour chacun "))
        .then([F::Described { space: space(1), to: "Un logement pour chacun".into() }])
        .when(describe("Un logement pour chacun"))
        .then_nothing();
    let host = |host| C::SetHost { space: space(1), host };
    given_the_sample()
        .when(host(Some(partner(9))))
        .refused(Refusal::Unknown("partner"))
        .when(host(Some(partner(2))))
        .then([F::HostSet { space: space(1), from: None, to: Some(partner(2)) }])
        .when(host(Some(partner(2))))
        .then_nothing();
    given([F::Closed { space: space(1) }])
        .when(describe("Un logement pour chacun"))
        .refused(Refusal::WrongState { what: "space", state: "closed" });
}
