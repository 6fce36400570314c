//! The territory: measures and figures, structures, and where communes are.

use plenum_domain::{
    Refusal,
    plan::PlanFact,
    territory::{
        Commune, FigureChange, FigureRow, MAX_FIGURE_ROWS, Place, Point, StructureDetails,
        StructureKind, TerritoryCommand as C, TerritoryFact as F, Unit,
    },
    value::Decimal,
};
use plenum_testkit::{
    ids::{day, measure, partner, structure},
    scenario::{given, given_the_sample},
};

use super::too_long;

const DAY: &str = "2020-01-01";

fn define(n: u64, title: &str, per: Option<u64>) -> C {
    C::DefineMeasure {
        measure: measure(n),
        title: title.into(),
        unit: Unit::People,
        per: per.map(measure),
    }
}

fn defined(n: u64) -> F {
    F::MeasureDefined {
        measure: measure(n),
        title: "Population".into(),
        unit: Unit::People,
        per: None,
    }
}

fn namur() -> Place {
    Place::Commune { ins_code: "92094".into() }
}

fn decimal(text: &str) -> Option<Decimal> {
    Some(Decimal::parse(text).expect("a decimal"))
}

fn set(rows: &[(Place, Option<Decimal>)], source: &str) -> C {
    let row = |(place, value): &(Place, Option<Decimal>)| FigureRow {
        place: place.clone(),
        value: *value,
    };
    C::SetFigures {
        measure: measure(1),
        day: day(DAY),
        source: source.into(),
        rows: rows.iter().map(row).collect(),
    }
}

fn were_set(rows: &[(Place, Option<Decimal>, Option<Decimal>)], source: &str) -> F {
    let row = |(place, from, to): &(Place, Option<Decimal>, Option<Decimal>)| FigureChange {
        place: place.clone(),
        from: *from,
        to: *to,
    };
    F::FiguresSet {
        measure: measure(1),
        day: day(DAY),
        source: source.into(),
        rows: rows.iter().map(row).collect(),
    }
}

#[test]
fn a_measure_is_defined_once_and_renamed() {
    given_the_sample()
        .when(define(1, " Population ", None))
        .then([defined(1)])
        .when(define(1, "Superficie", None))
        .refused(Refusal::Exists("measure"))
        .when(define(2, "Étrangers", Some(9)))
        .refused(Refusal::Unknown("per"))
        .when(define(2, "Étrangers", Some(1)))
        .then([F::MeasureDefined {
            measure: measure(2),
            title: "Étrangers".into(),
            unit: Unit::People,
            per: Some(measure(1)),
        }])
        .when(define(3, " ", None))
        .refused(Refusal::Empty { field: "title" });
    let rename = |title: &str| C::RenameMeasure { measure: measure(1), title: title.into() };
    given([defined(1)])
        .when(rename("Habitants "))
        .then([F::MeasureRenamed {
            measure: measure(1),
            from: "Population".into(),
            to: "Habitants".into(),
        }])
        .when(rename("Habitants"))
        .then_nothing()
        .when(rename(&too_long()))
        .refused(Refusal::TooLong { field: "title", max: 200 });
    given_the_sample().when(rename("Habitants")).refused(Refusal::Unknown("measure"));
}

#[test]
fn a_plan_has_so_many_measures() {
    given_the_sample()
        .and_unchecked((1..=200).map(defined))
        .when(define(201, "Une de trop", None))
        .refused(Refusal::TooMany { what: "measures", max: 200 });
}

#[test]
fn figures_are_set_corrected_and_withdrawn_and_only_what_changes_is_noted() {
    let (first, second) = (decimal("111432"), decimal("495832"));
    given([defined(1)])
        .when(set(&[(namur(), first), (Place::Territory, second)], " Statbel "))
        .then([were_set(&[(namur(), None, first), (Place::Territory, None, second)], "Statbel")])
        .when(set(&[(namur(), first), (Place::Territory, second)], "Statbel"))
        .then_nothing()
        .when(set(&[(namur(), decimal("111433")), (Place::Territory, second)], "Statbel"))
        .then([were_set(&[(namur(), first, decimal("111433"))], "Statbel")])
        // The same value from elsewhere is another figure.
        .when(set(&[(Place::Territory, second)], "Iweps"))
        .then([were_set(&[(Place::Territory, second, second)], "Iweps")])
        .when(set(&[(namur(), None)], "Statbel"))
        .then([were_set(&[(namur(), decimal("111433"), None)], "Statbel")])
        .and_then(|plan| {
            assert!(plan.figures_of(&namur(), measure(1)).is_none());
            let whole = plan.figures_of(&Place::Territory, measure(1)).expect("it is there");
            assert_eq!(whole[&day(DAY)].source, "Iweps");
        })
        .when(set(&[(namur(), None)], "Statbel"))
        .then_nothing();
}

#[test]
fn figures_are_about_known_places_each_once() {
    let one = decimal("1");
    let nowhere = Place::Commune { ins_code: "99999".into() };
    given_the_sample().when(set(&[(namur(), one)], "S")).refused(Refusal::Unknown("measure"));
    let refused = |rows: &[(Place, Option<Decimal>)], source: &str, refusal| {
        given([defined(1)]).when(set(rows, source)).refused(refusal)
    };
    refused(&[(nowhere, one)], "S", Refusal::Unknown("place"));
    refused(&[(namur(), one), (namur(), None)], "S", Refusal::Malformed { field: "rows" });
    refused(&[], "S", Refusal::Empty { field: "rows" });
    refused(&[(namur(), one)], " ", Refusal::Empty { field: "source" });
    let rows = vec![(namur(), one); MAX_FIGURE_ROWS + 1];
    refused(&rows, "S", Refusal::TooMany { what: "rows", max: MAX_FIGURE_ROWS });
}

#[test]
fn a_place_has_so_many_figures() {
    let of_day = |n: u64| F::FiguresSet {
        measure: measure(1),
        day: day(&format!("{}-{:02}-{:02}", 1950 + n / 300, 1 + n % 300 / 25, 1 + n % 25)),
        source: "S".into(),
        rows: vec![FigureChange { place: namur(), from: None, to: decimal("1") }],
    };
    given([defined(1)])
        .and_unchecked((0..2000).map(of_day))
        .when(set(&[(Place::Territory, decimal("1"))], "S"))
        .done()
        .when(set(&[(namur(), decimal("1"))], "S"))
        .refused(Refusal::TooMany { what: "figures", max: 2000 });
}

fn details(name: &str) -> StructureDetails {
    StructureDetails {
        name: name.into(),
        commune: "92094".into(),
        partner: Some(partner(1)),
        places: Some(40),
    }
}

fn open(name: &str, change: impl FnOnce(&mut StructureDetails)) -> C {
    let mut of = details(name);
    change(&mut of);
    let StructureDetails { name, commune, partner, places } = of;
    let (structure, kind) = (structure(1), StructureKind::Cada);
    C::OpenStructure { structure, kind, name, commune, partner, places }
}

fn opened() -> F {
    let (structure, kind) = (structure(1), StructureKind::Cada);
    F::StructureOpened { structure, kind, details: details("CADA (démo)") }
}

#[test]
fn a_structure_is_opened_in_a_commune() {
    given_the_sample()
        .when(open(" CADA (démo)", |_| ()))
        .then([opened()])
        .when(open("CADA", |_| ()))
        .refused(Refusal::Exists("structure"));
    let refused = |change: fn(&mut StructureDetails), refusal| {
        given_the_sample().when(open("CADA", change)).refused(refusal)
    };
    refused(|d| d.commune = "99999".into(), Refusal::Unknown("commune"));
    refused(|d| d.partner = Some(partner(9)), Refusal::Unknown("partner"));
    refused(|d| d.name = " ".into(), Refusal::Empty { field: "name" });
    let (min, max) = (0, 100_000);
    refused(|d| d.places = Some(100_001), Refusal::OutOfRange { field: "places", min, max });
}

#[test]
fn a_structure_changes_closes_and_reopens() {
    let id = structure(1);
    let change = |name: &str| C::ChangeStructure {
        structure: id,
        name: name.into(),
        commune: "92094".into(),
        partner: None,
        places: None,
    };
    let to = StructureDetails { partner: None, places: None, ..details("Centre") };
    let closed = Refusal::WrongState { what: "structure", state: "closed" };
    given([opened()])
        .when(change(" Centre"))
        .then([F::StructureChanged { structure: id, from: details("CADA (démo)"), to }])
        .when(change("Centre"))
        .then_nothing()
        .when(C::ReopenStructure { structure: id })
        .refused(Refusal::WrongState { what: "structure", state: "open" })
        .when(C::CloseStructure { structure: id })
        .refused(Refusal::ReasonRequired)
        .because("la convention a pris fin")
        .when(C::CloseStructure { structure: id })
        .then([F::StructureClosed { structure: id }])
        .when(change("Autre"))
        .refused(closed.clone())
        .because("encore")
        .when(C::CloseStructure { structure: id })
        .refused(closed)
        .when(C::ReopenStructure { structure: id })
        .then([F::StructureReopened { structure: id }]);
    for command in
        [change("X"), C::CloseStructure { structure: id }, C::ReopenStructure { structure: id }]
    {
        given_the_sample().because("x").when(command).refused(Refusal::Unknown("structure"));
    }
}

#[test]
fn a_commune_moves_to_a_place_on_earth() {
    let go = |ins_code: &str, longitude, latitude| C::MoveCommune {
        ins_code: ins_code.into(),
        longitude,
        latitude,
    };
    let from = Point { longitude: 4.866_42, latitude: 50.463_98 };
    let to = Point { longitude: 4.9, latitude: 50.4 };
    given_the_sample()
        .when(go("92094", 4.9, 50.4))
        .then([F::CommuneMoved { ins_code: "92094".into(), from, to }])
        .when(go("92094", 4.9, 50.4))
        .then_nothing()
        .when(go("99999", 4.9, 50.4))
        .refused(Refusal::Unknown("ins_code"))
        .when(go("92094", f64::NAN, 50.4))
        .refused(Refusal::OutOfRange { field: "longitude", min: -180, max: 180 })
        .when(go("92094", 4.9, 90.5))
        .refused(Refusal::OutOfRange { field: "latitude", min: -90, max: 90 });
}

#[test]
fn a_commune_s_record_is_named_by_its_code() {
    let id = Commune::record_id("92094");
    assert_eq!(id.to_string(), "636f6d6d-756e-6531-0000-0000000167be");
    assert_eq!(Commune::code_of_record(id).as_deref(), Some("92094"));
    assert_eq!(Commune::code_of_record(Commune::record_id("01234")).as_deref(), Some("01234"));
    assert_eq!(Commune::code_of_record(measure(1).0), None);
    let commune = Commune {
        ins_code: "91005".into(),
        name: "Anhée".into(),
        arrondissement: "Dinant".into(),
        longitude: 4.8,
        latitude: 50.3,
    };
    let plan = given([PlanFact::CommuneAdded { commune: commune.clone() }]).plan();
    let touched = plenum_domain::Fact::from(PlanFact::CommuneAdded { commune }).touches(&plan);
    assert_eq!(touched[0].id, Commune::record_id("91005"));
}
