//! Evidence: a line adds a piece to a finding, corrects what it says or withdraws it.

use plenum_domain::{
    Command, Evidence, FindingId, Plan, RecordKind,
    evidence::{EvidenceCommand as C, EvidenceKind as K, Says},
    value::MAX_NOTE,
};
use plenum_views::word;
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const KINDS: Words<K> = &[
    (K::Diagnosis, &["diagnostic"]),
    (K::Ili, &[]),
    (K::PcsPst, &["pcs", "pst", "pcs/pst", "pcs-pst"]),
    (K::Structure, &["structure d’accueil", "structure d'accueil"]),
    (K::Field, &["terrain"]),
    (K::Statistic, &["statistique"]),
    (K::Other, &["autre"]),
];

pub struct Pieces;

impl Lines for Pieces {
    type Memory = ();
    const CONCEPT: &'static str = "evidence";
    const MADE: &'static [&'static str] = &["added"];
    const ENDED: &'static [&'static str] = &["withdrawn"];
    const NAME: &'static str = "reference";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.evidence.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |piece: &Evidence| {
            let Says { kind, reference, .. } = &piece.says;
            (vec![piece.finding.to_string(), word(kind), reference.clone()], piece.id.0)
        };
        plan.evidence.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let finding = cells.numbered::<FindingId>("finding", RecordKind::Finding);
        let kind = cells.word("kind", KINDS, None);
        let reference = cells.title("reference");
        Some(vec![finding?.to_string(), word(&kind?), reference?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let evidence = id.into();
        let before = cells.plan.evidence.get(&evidence);
        let finding = cells.numbered("finding", RecordKind::Finding);
        let finding = cells.once("finding", before.map(|piece| piece.finding), finding);
        let partner = cells.partner("partner", before.and_then(|piece| piece.partner));
        let partner = cells.once("partner", before.map(|piece| piece.partner), partner);
        let kind = cells.word("kind", KINDS, None);
        let reference = cells.title("reference");
        let excerpt = before.map_or("", |piece| piece.says.excerpt.as_str());
        let excerpt = cells.words("excerpt", MAX_NOTE, excerpt);
        let link = cells.link("link", before.and_then(|piece| piece.says.link.as_ref()));
        let structure = cells.structure("structure", before.and_then(|piece| piece.says.structure));
        let withdrawn = cells.choice("withdrawn", before.is_some_and(|piece| piece.withdrawn));
        let (kind, reference, excerpt, link) = (kind?, reference?, excerpt?, link?);
        let says = Says { kind, reference, excerpt, link, structure: structure? };
        let (finding, partner, withdrawn) = (finding?, partner?, withdrawn?);
        if before.is_some_and(|piece| piece.withdrawn && !withdrawn) {
            return cells.refuse("withdrawn", "fixed");
        }
        let differs = before.is_some_and(|piece| piece.says != says);
        let ends = withdrawn && before.is_none_or(|piece| !piece.withdrawn);
        let add = C::Add { evidence, finding, says: says.clone(), partner };
        Some(due([
            (before.is_none(), add),
            (differs, C::Correct { evidence, says }),
            (ends, C::Withdraw { evidence }),
        ]))
    }
}
