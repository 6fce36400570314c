//! Structures: a line opens one, changes it, closes it or opens it again.

use plenum_domain::{
    Command, Plan, Structure,
    territory::{StructureKind as K, TerritoryCommand as C},
};
use plenum_views::word;
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const KINDS: Words<K> = &[
    (K::Cada, &[]),
    (K::Mena, &[]),
    (K::Ila, &[]),
    (K::Ili, &[]),
    (K::Pcs, &[]),
    (K::Pst, &[]),
    (K::Cpas, &[]),
    (K::Cisp, &[]),
    (K::Other, &["autre"]),
];

pub struct Structures;

impl Lines for Structures {
    type Memory = ();
    const CONCEPT: &'static str = "territory";
    const MADE: &'static [&'static str] = &["structure_opened"];
    const ENDED: &'static [&'static str] = &["structure_closed"];
    const NAME: &'static str = "name";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.structures.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |known: &Structure| {
            (vec![word(&known.kind), known.name.clone(), known.commune.clone()], known.id.0)
        };
        plan.structures.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let kind = cells.word("kind", KINDS, None);
        let name = cells.title("name");
        let code = cells.written("ins_code");
        let commune = match cells.plan.communes.contains_key(code) {
            true => Some(code.to_owned()),
            false => cells.refuse("ins_code", "unknown_commune"),
        };
        Some(vec![word(&kind?), name?, commune?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let structure = id.into();
        let before = cells.plan.structures.get(&structure);
        let kind = cells.word("kind", KINDS, None);
        let kind = cells.once("kind", before.map(|known| known.kind), kind);
        let name = cells.title("name");
        let commune = cells.written("ins_code").to_owned();
        let partner = cells.partner("partner", before.and_then(|known| known.partner));
        let places = cells.whole("places", before.and_then(|known| known.places));
        let was_open = before.is_none_or(|known| known.open);
        let open = cells.choice("open", was_open);
        let (kind, name, partner, places, open) = (kind?, name?, partner?, places?, open?);
        let closes = (was_open && !open, C::CloseStructure { structure });
        let Some(before) = before else {
            let opens = C::OpenStructure { structure, kind, name, commune, partner, places };
            return Some(due([(true, opens), closes]));
        };
        let details = before.details();
        let differs = details.name != name
            || details.commune != commune
            || (details.partner, details.places) != (partner, places);
        Some(due([
            (!was_open && open, C::ReopenStructure { structure }),
            (differs, C::ChangeStructure { structure, name, commune, partner, places }),
            closes,
        ]))
    }
}
