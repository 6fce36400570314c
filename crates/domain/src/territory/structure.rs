//! Structures placed in communes: reception centres, cohesion plans, public welfare centres …

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{PartnerId, Plan, Refusal, StructureId, territory::TerritoryFact, value};

/// The most places (beds, seats) that a structure is said to have.
const MAX_PLACES: i64 = 100_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Structure {
    pub id: StructureId,
    pub kind: StructureKind,
    pub name: String,
    /// INS code of the commune it is in.
    pub commune: String,
    /// The partner that carries it, where one does.
    pub partner: Option<PartnerId>,
    /// How many people it has room for, where that is known.
    pub places: Option<u32>,
    pub open: bool,
}

#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
    strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StructureKind {
    /// Centre d'accueil pour demandeurs d'asile.
    Cada,
    /// For unaccompanied minors.
    Mena,
    /// Initiative locale d'accueil.
    Ila,
    /// Initiative locale d'intégration.
    Ili,
    /// Plan de cohésion sociale.
    Pcs,
    /// Programme stratégique transversal.
    Pst,
    /// Centre public d'action sociale.
    Cpas,
    /// Centre d'insertion socioprofessionnelle.
    Cisp,
    Other,
}

/// What may change of a structure, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StructureDetails {
    pub name: String,
    pub commune: String,
    pub partner: Option<PartnerId>,
    pub places: Option<u32>,
}

impl Structure {
    #[must_use]
    pub fn details(&self) -> StructureDetails {
        StructureDetails {
            name: self.name.clone(),
            commune: self.commune.clone(),
            partner: self.partner,
            places: self.places,
        }
    }

    fn take(&mut self, details: &StructureDetails) {
        self.name.clone_from(&details.name);
        self.commune.clone_from(&details.commune);
        self.partner = details.partner;
        self.places = details.places;
    }
}

impl Plan {
    pub(super) fn open_structure(
        &self,
        structure: StructureId,
        kind: StructureKind,
        details: &StructureDetails,
    ) -> Result<TerritoryFact, Refusal> {
        if self.structures.contains_key(&structure) {
            return Err(Refusal::Exists("structure"));
        }
        let details = self.structure_details(details)?;
        Ok(TerritoryFact::StructureOpened { structure, kind, details })
    }

    pub(super) fn structure_details(
        &self,
        details: &StructureDetails,
    ) -> Result<StructureDetails, Refusal> {
        if !self.communes.contains_key(&details.commune) {
            return Err(Refusal::Unknown("commune"));
        }
        if let Some(partner) = details.partner {
            self.partner(partner)?;
        }
        value::within("places", details.places.unwrap_or_default().into(), 0, MAX_PLACES)?;
        Ok(StructureDetails { name: value::title("name", &details.name)?, ..details.clone() })
    }

    /// A structure that is open, or one that is not.
    pub(crate) fn structure(&self, id: StructureId, open: bool) -> Result<&Structure, Refusal> {
        let structure = self.structures.get(&id).ok_or(Refusal::Unknown("structure"))?;
        if structure.open != open {
            let state = if structure.open { "open" } else { "closed" };
            return Err(Refusal::WrongState { what: "structure", state });
        }
        Ok(structure)
    }

    pub(super) fn evolve_structure(&mut self, fact: &TerritoryFact) {
        if let TerritoryFact::StructureOpened { structure: id, kind, details } = fact {
            let StructureDetails { name, commune, partner, places } = details.clone();
            let opened =
                Structure { id: *id, kind: *kind, name, commune, partner, places, open: true };
            self.structures.insert(*id, opened);
            return;
        }
        let Some(structure) = fact.structure().and_then(|id| self.structures.get_mut(&id)) else {
            return;
        };
        match fact {
            TerritoryFact::StructureChanged { to, .. } => structure.take(to),
            TerritoryFact::StructureClosed { .. } => structure.open = false,
            TerritoryFact::StructureReopened { .. } => structure.open = true,
            _ => {}
        }
    }
}
