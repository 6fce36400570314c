//! The territory on the public page: each measure as it was known last, with its source.

use std::collections::BTreeMap;

use plenum_domain::{
    Commune, Measure, MeasureId, Plan,
    territory::{Place, Unit},
    value::{Day, Decimal},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicCommune {
    pub ins_code: String,
    pub name: String,
    pub arrondissement: String,
    /// Label point, WGS 84 degrees.
    pub longitude: f64,
    pub latitude: f64,
}

/// A measure on the last day on which anything of it is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicMeasure {
    pub id: MeasureId,
    pub title: String,
    pub unit: Unit,
    pub day: Day,
    pub territory: Option<PublicFigure>,
    /// By INS code, where it is known.
    pub communes: BTreeMap<String, PublicFigure>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicFigure {
    pub value: Decimal,
    pub source: String,
}

pub(super) fn communes(plan: &Plan) -> Vec<PublicCommune> {
    let public = |commune: &Commune| {
        let Commune { ins_code, name, arrondissement, longitude, latitude } = commune.clone();
        PublicCommune { ins_code, name, arrondissement, longitude, latitude }
    };
    plan.communes.values().map(public).collect()
}

pub(super) fn measures(plan: &Plan) -> Vec<PublicMeasure> {
    let places = plan.communes.keys().map(|code| Place::Commune { ins_code: code.clone() });
    let places: Vec<_> = std::iter::once(Place::Territory).chain(places).collect();
    plan.measures.values().filter_map(|measure| last_of(plan, measure, &places)).collect()
}

fn last_of(plan: &Plan, measure: &Measure, places: &[Place]) -> Option<PublicMeasure> {
    let known = |place: &Place| plan.figures_of(place, measure.id);
    let days = places.iter().filter_map(|place| known(place)?.keys().next_back());
    let day = days.max()?.clone();
    let on_that_day = |place: &Place| {
        let figure = known(place)?.get(&day)?;
        Some(PublicFigure { value: figure.value, source: figure.source.clone() })
    };
    let of_commune = |place: &Place| match place {
        Place::Territory => None,
        Place::Commune { ins_code } => Some((ins_code.clone(), on_that_day(place)?)),
    };
    Some(PublicMeasure {
        id: measure.id,
        title: measure.title.clone(),
        unit: measure.unit,
        territory: on_that_day(&Place::Territory),
        communes: places.iter().filter_map(of_commune).collect(),
        day,
    })
}
