//! Means and resources: what may be sought, secured and brought.

use super::{
    Means, MeansKind, Part, Provider, Recommendation, RecommendationCommand as C,
    RecommendationFact as F, Resource, ResourceKind, ResourceSector,
};
use crate::{
    Context, Fact, MeansId, Plan, RecommendationId, Refusal,
    partner::Sector,
    plan::changed,
    value::{self, Cents},
};

/// Lines of means, and resources, of one recommendation.
const MAX_LINES: usize = 50;
/// A thousand people, full time.
const MAX_FTE: i64 = 100_000;

impl Plan {
    pub(super) fn decide_means(&self, command: C, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        match command {
            C::AddMeans { recommendation, means, what } => {
                let now = self.living_recommendation(ctx, recommendation)?;
                if now.means.iter().any(|line| line.id == means) {
                    return Err(Refusal::Exists("means"));
                }
                room(now.means.len(), "means")?;
                let means = Means { id: means, what: what.checked()?, secured: false };
                Ok(vec![F::MeansAdded { recommendation, means }.into()])
            }
            C::ChangeMeans { recommendation, means, what } => {
                let from = self.living_recommendation(ctx, recommendation)?.line(means)?;
                let to = Means { what: what.checked()?, ..from.clone() };
                Ok(changed(from, &to, || {
                    let from = from.clone();
                    F::MeansChanged { recommendation, from, to: to.clone() }
                }))
            }
            C::RemoveMeans { recommendation, means } => {
                let means = self.living_recommendation(ctx, recommendation)?.line(means)?.clone();
                Ok(vec![F::MeansRemoved { recommendation, means }.into()])
            }
            C::SecureMeans { recommendation, means, part } => {
                self.secure_means(ctx, recommendation, means, part)
            }
            C::ReleaseMeans { recommendation, means } => {
                let line = self.living_recommendation(ctx, recommendation)?.line(means)?;
                if !line.secured {
                    return Ok(Vec::new());
                }
                ctx.require_reason()?;
                let what = Some(line.what.clone());
                Ok(vec![F::MeansReleased { recommendation, means, what }.into()])
            }
            C::AddResource { recommendation, resource, what } => {
                let now = self.living_recommendation(ctx, recommendation)?;
                if now.resources.iter().any(|known| known.id == resource) {
                    return Err(Refusal::Exists("resource"));
                }
                room(now.resources.len(), "resources")?;
                let what = self.checked_resource(what)?;
                let resource = Resource { id: resource, what };
                Ok(vec![F::ResourceAdded { recommendation, resource }.into()])
            }
            C::RemoveResource { recommendation, resource } => {
                let now = self.living_recommendation(ctx, recommendation)?;
                let known = now.resources.iter().find(|known| known.id == resource);
                let resource = known.ok_or(Refusal::Unknown("resource"))?.clone();
                Ok(vec![F::ResourceRemoved { recommendation, resource }.into()])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn secure_means(
        &self,
        ctx: &Context,
        recommendation: RecommendationId,
        means: MeansId,
        part: Option<Part>,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.living_recommendation(ctx, recommendation)?;
        let line = now.line(means)?;
        if line.secured {
            return Ok(Vec::new());
        }
        let what = Some(line.what.clone());
        let part = match (part, &line.what) {
            (None, _) => None,
            (Some(part), MeansKind::Financial { amount, .. }) => {
                let left = amount.less(part.amount);
                let left = left.ok_or(Refusal::SplitTooLarge { max: amount.get() })?;
                if part.amount == Cents::default() {
                    return Err(Refusal::OutOfRange { field: "amount", min: 1, max: amount.get() });
                }
                // Of the whole amount, there is no rest.
                if left == Cents::default() {
                    let part = None;
                    return Ok(vec![F::MeansSecured { recommendation, means, what, part }.into()]);
                }
                if now.means.iter().any(|line| line.id == part.rest) {
                    return Err(Refusal::Exists("rest"));
                }
                room(now.means.len(), "means")?;
                Some(part)
            }
            (Some(_), _) => return Err(Refusal::Malformed { field: "part" }),
        };
        Ok(vec![F::MeansSecured { recommendation, means, what, part }.into()])
    }

    fn checked_resource(&self, what: ResourceKind) -> Result<ResourceKind, Refusal> {
        let ResourceKind { provider, sector, brings } = what;
        let brings = value::title("brings", &brings)?;
        let sector_of = |id| self.partner(id).map(|partner| ResourceSector::from(partner.sector));
        Ok(match provider {
            // A partner's sector is known, and so is that of a structure which a partner carries.
            Provider::Partner(id) => ResourceKind { provider, sector: sector_of(id)?, brings },
            Provider::Structure(id) => {
                let carrier = self.structure(id, true)?.partner;
                let sector = carrier.map_or(Ok(sector), sector_of)?;
                ResourceKind { provider, sector, brings }
            }
            Provider::Outside(name) => {
                let provider = Provider::Outside(value::title("provider", &name)?);
                ResourceKind { provider, sector, brings }
            }
        })
    }
}

impl From<Sector> for ResourceSector {
    fn from(sector: Sector) -> Self {
        match sector {
            Sector::Private => Self::Private,
            Sector::Associative => Self::Associative,
            Sector::Public | Sector::Umbrella => Self::Public,
        }
    }
}

fn room(held: usize, what: &'static str) -> Result<(), Refusal> {
    if held < MAX_LINES { Ok(()) } else { Err(Refusal::TooMany { what, max: MAX_LINES }) }
}

impl Recommendation {
    fn line(&self, means: MeansId) -> Result<&Means, Refusal> {
        let line = self.means.iter().find(|line| line.id == means);
        line.ok_or(Refusal::Unknown("means"))
    }
}

impl MeansKind {
    fn checked(self) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Financial { amount, year, source } => {
                value::within("year", year.into(), 1990, 2200)?;
                let source = value::some_words("source", &source, value::MAX_TITLE)?;
                Self::Financial { amount, year, source }
            }
            Self::Human { fte, profile } => {
                value::within("fte", fte.into(), 1, MAX_FTE)?;
                let profile = value::some_words("profile", &profile, value::MAX_TITLE)?;
                Self::Human { fte, profile }
            }
            Self::Logistic { need } => Self::Logistic { need: value::title("need", &need)? },
        })
    }
}
