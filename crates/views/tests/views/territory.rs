//! Communes with their figures, and shares that are never guessed.

use plenum_domain::{
    Audience, Commune, RecordKind, RecordRef,
    territory::{FigureRow, Place, TerritoryCommand as C, Unit},
    value::Decimal,
};
use plenum_testkit::{
    ids::{day, measure},
    scenario::{Scenario, given},
};
use plenum_views::{Record, record, share};

fn namur() -> Place {
    Place::Commune { ins_code: "92094".into() }
}

fn define(n: u64, per: Option<u64>) -> C {
    C::DefineMeasure {
        measure: measure(n),
        title: format!("Mesure {n}"),
        unit: Unit::People,
        per: per.map(measure),
    }
}

fn set(n: u64, place: Place, on: &str, value: &str) -> C {
    let rows = vec![FigureRow { place, value: Decimal::parse(value) }];
    C::SetFigures { measure: measure(n), day: day(on), source: "Statbel".into(), rows }
}

fn measured() -> Scenario {
    given([
        define(1, None),
        define(2, Some(1)),
        set(1, namur(), "2020-01-01", "110000"),
        set(1, namur(), "2020-07-01", "111000"),
        set(1, namur(), "2021-01-01", "112000"),
        set(2, namur(), "2020-01-01", "9000"),
        set(2, Place::Territory, "2020-01-01", "26000"),
    ])
}

#[test]
fn a_commune_carries_its_figures_and_the_plan_those_of_the_whole() {
    let plan = measured().plan();
    let name = RecordRef { kind: RecordKind::Commune, id: Commune::record_id("92094") };
    let Some(Record::Commune(commune)) = record(&plan, name, Audience::Observers) else {
        panic!("everybody sees communes")
    };
    let days = |at: usize| commune.series[at].points.iter().map(|p| p.day.as_str()).collect();
    let days: [Vec<&str>; 2] = [days(0), days(1)];
    assert_eq!(days, [vec!["2020-01-01", "2020-07-01", "2021-01-01"], vec!["2020-01-01"]]);
    let name = RecordRef { kind: RecordKind::Plan, id: uuid::Uuid::nil() };
    let Some(Record::Plan(whole)) = record(&plan, name, Audience::Members) else {
        panic!("the plan is there")
    };
    assert_eq!(whole.series.len(), 1);
    assert_eq!(whole.series[0].points[0].value.to_string(), "26000");
}

#[test]
fn a_share_is_of_the_same_place_and_year_or_there_is_none() {
    let plan = measured().plan();
    let found = share(&plan, &namur(), measure(2), &day("2020-01-01")).expect("both are known");
    assert_eq!((found.part.to_string(), found.whole.to_string()), ("9000".into(), "111000".into()));
    assert_eq!(found.whole_day.as_str(), "2020-07-01");
    let none = [
        // Nothing is measured that day, nothing is known of the whole there, or it is no part.
        (namur(), 2, "2021-01-01"),
        (Place::Territory, 2, "2020-01-01"),
        (namur(), 1, "2020-01-01"),
        (namur(), 9, "2020-01-01"),
    ];
    for (place, n, on) in none {
        assert_eq!(share(&plan, &place, measure(n), &day(on)), None, "{place:?} {n} {on}");
    }
    let plan = measured().and([set(2, namur(), "2019-01-01", "8000")]).plan();
    assert_eq!(share(&plan, &namur(), measure(2), &day("2019-01-01")), None, "another year");
}
