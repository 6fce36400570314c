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
    /// What one partner does on an axis.
    OnAxis(PartnerId, AxisId),
    /// What one partner does in a space.
    InSpace(PartnerId, SpaceId),
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
            Self::OnAxis(partner, axis) => {
                plan.partners.contains_key(partner) && plan.axes.contains_key(axis)
            }
            Self::InSpace(partner, space) => {
                plan.partners.contains_key(partner) && plan.spaces.contains_key(space)
            }
        }
    }

    /// What a partner does there, where it is a partner's to do something.
    fn of_partner(&self, partner: PartnerId) -> Option<Self> {
        match self {
            Self::Axis(axis) => Some(Self::OnAxis(partner, *axis)),
            Self::Space(space) => Some(Self::InSpace(partner, *space)),
            _ => None,
        }
    }

    /// The plan, and each part of it that is there, once; and what each partner among them does on the axes
    /// and in the spaces among them.
    pub(super) fn all(parts: impl IntoIterator<Item = Option<Self>>) -> Vec<Self> {
        let mut dims = vec![Self::Plan];
        for dim in parts.into_iter().flatten() {
            if !dims.contains(&dim) {
                dims.push(dim);
            }
        }
        let partners = dims.iter().filter_map(|dim| match dim {
            Self::Partner(id) => Some(*id),
            _ => None,
        });
        let crossed = partners.flat_map(|id| dims.iter().filter_map(move |dim| dim.of_partner(id)));
        let crossed: Vec<_> = crossed.collect();
        dims.extend(crossed);
        dims
    }
}

/// `plan`, `axis:ID`, `space:ID`, `partner:ID`, `commune:INS`, `edition:ID`, `partner:ID@axis:ID`,
/// `partner:ID@space:ID`.
impl fmt::Display for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => write!(f, "plan"),
            Self::Axis(id) => write!(f, "axis:{id}"),
            Self::Space(id) => write!(f, "space:{id}"),
            Self::Partner(id) => write!(f, "partner:{id}"),
            Self::Commune(code) => write!(f, "commune:{code}"),
            Self::Edition(id) => write!(f, "edition:{id}"),
            Self::OnAxis(partner, axis) => write!(f, "partner:{partner}@axis:{axis}"),
            Self::InSpace(partner, space) => write!(f, "partner:{partner}@space:{space}"),
        }
    }
}

impl FromStr for Dim {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "plan" {
            return Ok(Self::Plan);
        }
        if let Some((partner, place)) = text.split_once('@') {
            let Self::Partner(partner) = partner.parse()? else { return Err(()) };
            return place.parse::<Self>()?.of_partner(partner).ok_or(());
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
