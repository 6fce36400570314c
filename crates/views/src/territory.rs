//! What is known of places, and what is a share of what.

use plenum_domain::{
    Commune, MeasureId, Plan,
    territory::{Figure, Place},
    value::{Day, Decimal},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A commune with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneRecord {
    pub id: Uuid,
    pub ins_code: String,
    pub name: String,
    pub arrondissement: String,
    /// Label point, WGS 84 degrees.
    pub longitude: f64,
    pub latitude: f64,
    pub series: Vec<Series>,
}

/// The figures of one measure at one place, by day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    pub measure: MeasureId,
    pub points: Vec<SeriesPoint>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesPoint {
    pub day: Day,
    pub value: Decimal,
    pub source: String,
}

/// A part and the whole it is a part of; to be divided only where it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    pub part: Decimal,
    pub whole: Decimal,
    /// The day of the whole, of the same year as the part's.
    pub whole_day: Day,
}

/// What is known of a place.
#[must_use]
pub fn series(plan: &Plan, place: &Place) -> Vec<Series> {
    let point = |(day, figure): (&Day, &Figure)| SeriesPoint {
        day: day.clone(),
        value: figure.value,
        source: figure.source.clone(),
    };
    let of_measure = |(measure, figures): (MeasureId, &plenum_domain::territory::Figures)| Series {
        measure,
        points: figures.iter().map(point).collect(),
    };
    plan.series_of(place).map(of_measure).collect()
}

/// A commune as everybody sees it.
#[must_use]
pub fn commune(plan: &Plan, id: Uuid) -> Option<CommuneRecord> {
    let Commune { ins_code, name, arrondissement, longitude, latitude } =
        plan.communes.get(&Commune::code_of_record(id)?)?.clone();
    let place = Place::Commune { ins_code: ins_code.clone() };
    let series = series(plan, &place);
    Some(CommuneRecord { id, ins_code, name, arrondissement, longitude, latitude, series })
}

/// The share of a measure in what it is a part of, at one place and day: against the latest figure of the
/// whole in the same calendar year. None where there is no such figure: nothing is estimated.
#[must_use]
pub fn share(plan: &Plan, place: &Place, measure: MeasureId, day: &Day) -> Option<Share> {
    let per = plan.measures.get(&measure)?.per?;
    let part = plan.figures_of(place, measure)?.get(day)?.value;
    let year = &day.as_str()[..4];
    let whole = plan.figures_of(place, per)?;
    let (whole_day, whole) = whole.iter().rev().find(|(day, _)| day.as_str().starts_with(year))?;
    Some(Share { part, whole: whole.value, whole_day: whole_day.clone() })
}
