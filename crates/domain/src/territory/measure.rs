//! Measures of the territory, and their figures: dated, sourced, never made up.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    MeasureId, Plan, Refusal,
    territory::TerritoryFact,
    value::{self, Day, Decimal},
};

/// The most measures of a plan: ten screens of a list from which one is chosen.
pub const MAX_MEASURES: usize = 200;
/// The most rows of one command: every commune of a large territory, in one record of the log.
pub const MAX_FIGURE_ROWS: usize = 300;
/// The most figures of one place: they are shown together, in one record.
pub const MAX_FIGURES_OF_A_PLACE: usize = 2_000;

/// Something that is counted or measured, place by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    pub id: MeasureId,
    pub title: String,
    pub unit: Unit,
    /// The measure that it is a part of: then its share of that one says something.
    pub per: Option<MeasureId>,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Unit {
    People,
    Households,
    Percent,
    Euros,
    Places,
    Number,
    SquareKilometres,
}

/// Where a figure holds.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// The territory as a whole.
    Territory,
    Commune {
        ins_code: String,
    },
}

/// A value of a measure, on a day that its key names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    pub value: Decimal,
    /// Where it was read.
    pub source: String,
    /// The number of the event that set it.
    pub set_at: u64,
}

/// The figures of one measure at one place, by day.
pub type Figures = BTreeMap<Day, Figure>;

/// A value for a place; none withdraws what was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureRow {
    pub place: Place,
    pub value: Option<Decimal>,
}

/// What became of the figure of a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureChange {
    pub place: Place,
    pub from: Option<Decimal>,
    pub to: Option<Decimal>,
}

impl Plan {
    /// The figures of a measure at a place.
    #[must_use]
    pub fn figures_of(&self, place: &Place, measure: MeasureId) -> Option<&Figures> {
        self.figures.get(&(place.clone(), measure))
    }

    pub(super) fn define_measure(
        &self,
        measure: MeasureId,
        title: &str,
        unit: Unit,
        per: Option<MeasureId>,
    ) -> Result<TerritoryFact, Refusal> {
        if self.measures.contains_key(&measure) {
            return Err(Refusal::Exists("measure"));
        }
        if self.measures.len() >= MAX_MEASURES {
            return Err(Refusal::TooMany { what: "measures", max: MAX_MEASURES });
        }
        if per.is_some_and(|per| !self.measures.contains_key(&per)) {
            return Err(Refusal::Unknown("per"));
        }
        let title = value::title("title", title)?;
        Ok(TerritoryFact::MeasureDefined { measure, title, unit, per })
    }

    pub(super) fn measure(&self, id: MeasureId) -> Result<&Measure, Refusal> {
        self.measures.get(&id).ok_or(Refusal::Unknown("measure"))
    }

    /// The rows that change something; none where everything is already so.
    pub(super) fn figure_changes(
        &self,
        measure: MeasureId,
        day: &Day,
        source: &str,
        rows: Vec<FigureRow>,
    ) -> Result<Vec<FigureChange>, Refusal> {
        self.measure(measure)?;
        if rows.is_empty() {
            return Err(Refusal::Empty { field: "rows" });
        }
        if rows.len() > MAX_FIGURE_ROWS {
            return Err(Refusal::TooMany { what: "rows", max: MAX_FIGURE_ROWS });
        }
        let mut named = std::collections::BTreeSet::new();
        let mut changes = Vec::new();
        for FigureRow { place, value: to } in rows {
            if !self.has_place(&place) {
                return Err(Refusal::Unknown("place"));
            }
            if !named.insert(place.clone()) {
                return Err(Refusal::Malformed { field: "rows" });
            }
            let now = self.figures_of(&place, measure).and_then(|figures| figures.get(day));
            let from = now.map(|figure| figure.value);
            let same_source = now.is_none_or(|figure| figure.source == source);
            if from == to && (to.is_none() || same_source) {
                continue;
            }
            if from.is_none() && self.figures_at(&place) >= MAX_FIGURES_OF_A_PLACE {
                return Err(Refusal::TooMany { what: "figures", max: MAX_FIGURES_OF_A_PLACE });
            }
            changes.push(FigureChange { place, from, to });
        }
        Ok(changes)
    }

    fn has_place(&self, place: &Place) -> bool {
        match place {
            Place::Territory => true,
            Place::Commune { ins_code } => self.communes.contains_key(ins_code),
        }
    }

    fn figures_at(&self, place: &Place) -> usize {
        self.series_of(place).map(|(_, figures)| figures.len()).sum()
    }

    /// What is known of a place, measure by measure.
    pub fn series_of<'p>(
        &'p self,
        place: &'p Place,
    ) -> impl Iterator<Item = (MeasureId, &'p Figures)> {
        let from = (place.clone(), MeasureId::default());
        let of_place = self.figures.range(from..).take_while(move |((at, _), _)| at == place);
        of_place.map(|((_, measure), figures)| (*measure, figures))
    }

    pub(super) fn set_figures(
        &mut self,
        measure: MeasureId,
        day: &Day,
        source: &str,
        rows: &[FigureChange],
        set_at: u64,
    ) {
        for FigureChange { place, to, .. } in rows {
            let key = (place.clone(), measure);
            if let Some(value) = to {
                let figure = Figure { value: *value, source: source.to_owned(), set_at };
                self.figures.entry(key).or_default().insert(day.clone(), figure);
            } else if let Some(figures) = self.figures.get_mut(&key) {
                figures.remove(day);
                if figures.is_empty() {
                    self.figures.remove(&key);
                }
            }
        }
    }
}
