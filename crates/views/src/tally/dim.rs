//! What figures are about.

use std::{fmt, str::FromStr};

use plenum_domain::{Audience, AxisId, EditionId, PartnerId, Plan, RecordKind, RecordRef, SpaceId};
use uuid::Uuid;

use crate::is_visible;

/// The plan as a whole, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dim {
    Plan,
    Axis(AxisId),
    Space(SpaceId),
    Partner(PartnerId),
    /// By its INS code.
    Commune(String),
    Edition(EditionId),
}

impl Dim {
    /// Whether the plan knows it and shows it to an audience.
    #[must_use]
    pub fn is_seen(&self, plan: &Plan, audience: Audience) -> bool {
        match self {
            Self::Plan => true,
            Self::Axis(id) => plan.axes.contains_key(id),
            Self::Space(id) => plan.spaces.contains_key(id),
            Self::Partner(id) => plan.partners.contains_key(id),
            Self::Commune(code) => plan.communes.contains_key(code),
            Self::Edition(id) => {
                is_visible(plan, RecordRef::new(RecordKind::Edition, *id), audience)
            }
        }
    }
}

/// `plan`, `axis:ID`, `space:ID`, `partner:ID`, `commune:INS`, `edition:ID`.
impl fmt::Display for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => write!(f, "plan"),
            Self::Axis(id) => write!(f, "axis:{id}"),
            Self::Space(id) => write!(f, "space:{id}"),
            Self::Partner(id) => write!(f, "partner:{id}"),
            Self::Commune(code) => write!(f, "commune:{code}"),
            Self::Edition(id) => write!(f, "edition:{id}"),
        }
    }
}

impl FromStr for Dim {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "plan" {
            return Ok(Self::Plan);
        }
        let (kind, of) = text.split_once(':').ok_or(())?;
        if kind == "commune" {
            return Ok(Self::Commune(of.to_owned()));
        }
        let id = Uuid::try_parse(of).map_err(|_| ())?;
        match kind {
            "axis" => Ok(Self::Axis(id.into())),
            "space" => Ok(Self::Space(id.into())),
            "partner" => Ok(Self::Partner(id.into())),
            "edition" => Ok(Self::Edition(id.into())),
            _ => Err(()),
        }
    }
}
