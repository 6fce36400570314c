//! The territory: its communes, what is measured there, and the structures in it.

mod measure;
mod structure;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AttachmentId, Context, Event, Fact, MeasureId, PartnerId, Plan, RecordKind, RecordRef, Refusal,
    StructureId,
    attachment::Media,
    plan::changed,
    rights::{Act, Scope},
    value::{self, Day},
};

pub use measure::{
    Figure, FigureChange, FigureRow, Figures, MAX_FIGURE_ROWS, MAX_FIGURES_OF_A_PLACE,
    MAX_MEASURES, Measure, Place, Unit,
};
pub use structure::{Structure, StructureDetails, StructureKind};

/// The first half of the ids of communes' records: "commune1" in ASCII.
const COMMUNE_NAMESPACE: u64 = 0x636f_6d6d_756e_6531;

/// A commune, known by its INS code (REFNIS, five digits).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commune {
    pub ins_code: String,
    pub name: String,
    pub arrondissement: String,
    /// Label point, WGS 84 degrees.
    pub longitude: f64,
    pub latitude: f64,
}

/// A point, WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    pub longitude: f64,
    pub latitude: f64,
}

impl Point {
    fn checked(longitude: f64, latitude: f64) -> Result<Self, Refusal> {
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(Refusal::OutOfRange { field: "longitude", min: -180, max: 180 });
        }
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(Refusal::OutOfRange { field: "latitude", min: -90, max: 90 });
        }
        Ok(Self { longitude, latitude })
    }
}

impl Commune {
    pub(crate) fn checked(
        ins_code: &str,
        name: &str,
        arrondissement: &str,
        longitude: f64,
        latitude: f64,
    ) -> Result<Self, Refusal> {
        if !is_ins_code(ins_code) {
            return Err(Refusal::Malformed { field: "ins_code" });
        }
        let Point { longitude, latitude } = Point::checked(longitude, latitude)?;
        Ok(Self {
            ins_code: ins_code.to_owned(),
            name: value::title("name", name)?,
            arrondissement: value::title("arrondissement", arrondissement)?,
            longitude,
            latitude,
        })
    }

    #[must_use]
    pub fn point(&self) -> Point {
        Point { longitude: self.longitude, latitude: self.latitude }
    }

    /// The id of a commune's record, made from its INS code; the browser makes the same.
    #[must_use]
    pub fn record_id(ins_code: &str) -> Uuid {
        // A code that is not a number names no commune, and so does 0.
        Uuid::from_u64_pair(COMMUNE_NAMESPACE, ins_code.parse().unwrap_or(0))
    }

    /// The INS code that a record's id stands for.
    #[must_use]
    pub fn code_of_record(id: Uuid) -> Option<String> {
        let (namespace, number) = id.as_u64_pair();
        (namespace == COMMUNE_NAMESPACE).then(|| format!("{number:05}"))
    }

    pub(crate) fn record(ins_code: &str) -> RecordRef {
        RecordRef { kind: RecordKind::Commune, id: Self::record_id(ins_code) }
    }
}

pub(crate) fn is_ins_code(code: &str) -> bool {
    code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())
}

/// What is done to the territory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum TerritoryCommand {
    DefineMeasure {
        measure: MeasureId,
        title: String,
        unit: Unit,
        #[serde(default)]
        per: Option<MeasureId>,
    },
    RenameMeasure {
        measure: MeasureId,
        title: String,
    },
    /// Sets and withdraws the figures of a measure on a day, of 1 to 300 places.
    SetFigures {
        measure: MeasureId,
        day: Day,
        source: String,
        rows: Vec<FigureRow>,
    },
    OpenStructure {
        structure: StructureId,
        kind: StructureKind,
        name: String,
        commune: String,
        #[serde(default)]
        partner: Option<PartnerId>,
        #[serde(default)]
        places: Option<u32>,
    },
    ChangeStructure {
        structure: StructureId,
        name: String,
        commune: String,
        #[serde(default)]
        partner: Option<PartnerId>,
        #[serde(default)]
        places: Option<u32>,
    },
    /// Wants a reason.
    CloseStructure {
        structure: StructureId,
    },
    ReopenStructure {
        structure: StructureId,
    },
    /// Moves a commune's label point (WGS 84 degrees).
    MoveCommune {
        ins_code: String,
        longitude: f64,
        latitude: f64,
    },
    /// Draws communes by a file of the plan, or by their label points only.
    SetBoundaries {
        attachment: Option<AttachmentId>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TerritoryFact {
    MeasureDefined { measure: MeasureId, title: String, unit: Unit, per: Option<MeasureId> },
    MeasureRenamed { measure: MeasureId, from: String, to: String },
    FiguresSet { measure: MeasureId, day: Day, source: String, rows: Vec<FigureChange> },
    StructureOpened { structure: StructureId, kind: StructureKind, details: StructureDetails },
    StructureChanged { structure: StructureId, from: StructureDetails, to: StructureDetails },
    StructureClosed { structure: StructureId },
    StructureReopened { structure: StructureId },
    CommuneMoved { ins_code: String, from: Point, to: Point },
    BoundariesSet { from: Option<AttachmentId>, to: Option<AttachmentId> },
}

impl TerritoryFact {
    /// The structure it is about, where it is about one.
    #[must_use]
    pub fn structure(&self) -> Option<StructureId> {
        match self {
            Self::StructureOpened { structure, .. }
            | Self::StructureChanged { structure, .. }
            | Self::StructureClosed { structure }
            | Self::StructureReopened { structure } => Some(*structure),
            Self::MeasureDefined { .. }
            | Self::MeasureRenamed { .. }
            | Self::FiguresSet { .. }
            | Self::CommuneMoved { .. }
            | Self::BoundariesSet { .. } => None,
        }
    }

    pub(crate) fn touches(&self) -> Vec<RecordRef> {
        let measure = |id: &MeasureId| RecordRef::new(RecordKind::Measure, *id);
        match self {
            Self::MeasureDefined { measure: id, .. } | Self::MeasureRenamed { measure: id, .. } => {
                vec![measure(id)]
            }
            // What the event is about comes first; each place shows its own figures.
            Self::FiguresSet { measure: id, rows, .. } => std::iter::once(measure(id))
                .chain(rows.iter().map(|row| row.place.record()))
                .collect(),
            Self::StructureOpened { structure, .. }
            | Self::StructureChanged { structure, .. }
            | Self::StructureClosed { structure }
            | Self::StructureReopened { structure } => {
                vec![RecordRef::new(RecordKind::Structure, *structure)]
            }
            Self::CommuneMoved { ins_code, .. } => vec![Commune::record(ins_code)],
            Self::BoundariesSet { .. } => vec![Place::Territory.record()],
        }
    }
}

impl Place {
    /// The record that shows its figures.
    #[must_use]
    pub fn record(&self) -> RecordRef {
        match self {
            Self::Territory => RecordRef { kind: RecordKind::Plan, id: Uuid::nil() },
            Self::Commune { ins_code } => Commune::record(ins_code),
        }
    }
}

impl Plan {
    pub(crate) fn decide_territory(
        &self,
        command: TerritoryCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use TerritoryCommand as C;
        use TerritoryFact as F;
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        Ok(match command {
            C::DefineMeasure { measure, title, unit, per } => {
                vec![self.define_measure(measure, &title, unit, per)?.into()]
            }
            C::RenameMeasure { measure, title } => {
                let from = &self.measure(measure)?.title;
                let to = value::title("title", &title)?;
                changed(from, &to, || F::MeasureRenamed {
                    measure,
                    from: from.clone(),
                    to: to.clone(),
                })
            }
            C::SetFigures { measure, day, source, rows } => {
                let source = value::title("source", &source)?;
                let rows = self.figure_changes(measure, &day, &source, rows)?;
                if rows.is_empty() {
                    return Ok(Vec::new());
                }
                vec![F::FiguresSet { measure, day, source, rows }.into()]
            }
            C::OpenStructure { structure, kind, name, commune, partner, places } => {
                let details = StructureDetails { name, commune, partner, places };
                vec![self.open_structure(structure, kind, &details)?.into()]
            }
            C::ChangeStructure { structure, name, commune, partner, places } => {
                let from = self.structure(structure, true)?.details();
                let asked = StructureDetails { name, commune, partner, places };
                let to = self.structure_details(&asked)?;
                let fact = || F::StructureChanged { structure, from: from.clone(), to: to.clone() };
                changed(&from, &to, fact)
            }
            C::CloseStructure { structure } => {
                self.structure(structure, true)?;
                ctx.require_reason()?;
                vec![F::StructureClosed { structure }.into()]
            }
            C::ReopenStructure { structure } => {
                self.structure(structure, false)?;
                vec![F::StructureReopened { structure }.into()]
            }
            C::MoveCommune { ins_code, longitude, latitude } => {
                let commune = self.communes.get(&ins_code).ok_or(Refusal::Unknown("ins_code"))?;
                let (from, to) = (commune.point(), Point::checked(longitude, latitude)?);
                changed(&from, &to, || F::CommuneMoved { ins_code, from, to })
            }
            C::SetBoundaries { attachment: to } => {
                if let Some(to) = to {
                    self.check_boundaries(to)?;
                }
                let from = self.boundaries;
                changed(&from, &to, || F::BoundariesSet { from, to })
            }
        })
    }

    /// Boundaries are a file of the plan's own, of the kind that the map reads.
    fn check_boundaries(&self, id: AttachmentId) -> Result<(), Refusal> {
        let known = self.attachments.get(&id).ok_or(Refusal::Unknown("attachment"))?;
        if known.file.media != Media::Geojson {
            return Err(Refusal::Malformed { field: "attachment" });
        }
        if known.removed {
            return Err(Refusal::WrongState { what: "attachment", state: "removed" });
        }
        Ok(())
    }

    pub(crate) fn evolve_territory(&mut self, fact: &TerritoryFact, event: &Event) {
        use TerritoryFact as F;
        match fact {
            F::MeasureDefined { measure: id, title, unit, per } => {
                let measure = Measure { id: *id, title: title.clone(), unit: *unit, per: *per };
                self.measures.insert(*id, measure);
            }
            F::MeasureRenamed { measure, to, .. } => {
                if let Some(measure) = self.measures.get_mut(measure) {
                    measure.title.clone_from(to);
                }
            }
            F::FiguresSet { measure, day, source, rows } => {
                self.set_figures(*measure, day, source, rows, event.seq);
            }
            F::StructureOpened { .. }
            | F::StructureChanged { .. }
            | F::StructureClosed { .. }
            | F::StructureReopened { .. } => self.evolve_structure(fact),
            F::CommuneMoved { ins_code, to, .. } => {
                if let Some(commune) = self.communes.get_mut(ins_code) {
                    (commune.longitude, commune.latitude) = (to.longitude, to.latitude);
                }
            }
            F::BoundariesSet { to, .. } => self.boundaries = *to,
        }
    }
}
