//! Partners: a line registers one, renames or places it, withdraws it or takes it back.

use plenum_domain::{
    Command, Partner, Plan,
    partner::{PartnerCommand as C, Sector},
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const SECTORS: Words<Sector> = &[
    (Sector::Umbrella, &["porteur"]),
    (Sector::Associative, &["associatif"]),
    (Sector::Public, &[]),
    (Sector::Private, &["privé", "prive"]),
];

pub struct Partners;

impl Lines for Partners {
    type Memory = ();
    const CONCEPT: &'static str = "partner";
    const MADE: &'static [&'static str] = &["registered"];
    const ENDED: &'static [&'static str] = &["withdrawn"];
    const NAME: &'static str = "name";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.partners.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |partner: &Partner| (vec![partner.name.clone()], partner.id.0);
        plan.partners.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.title("name")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let partner = id.into();
        let before = cells.plan.partners.get(&partner);
        let name = cells.title("name");
        let sector = cells.word("sector", SECTORS, None);
        let sector = cells.once("sector", before.map(|partner| partner.sector), sector);
        let communes = cells.communes(before.map(|partner| &partner.communes));
        let was = before.map_or(1, |partner| partner.weight);
        let weight = cells.whole("weight", Some(was)).map(|weight| weight.unwrap_or(was));
        let was_active = before.is_none_or(|partner| partner.active);
        let active = cells.choice("active", was_active);
        let (name, sector, communes) = (name?, sector?, communes?);
        let (weight, active) = (weight?, active?);
        let leaves = (was_active && !active, C::Withdraw { partner });
        let Some(before) = before else {
            let register = C::Register { partner, name, sector, communes, weight };
            return Some(due([(true, register), leaves]));
        };
        Some(due([
            (!was_active && active, C::Reinstate { partner }),
            (before.name != name, C::Rename { partner, name }),
            (before.communes != communes, C::Place { partner, communes }),
            (before.weight != weight, C::SetWeight { partner, weight }),
            leaves,
        ]))
    }
}
