//! Structures: a line for each.

use super::{Cell, Column, Table, column, text, yes_no};
use crate::seen::Seen;

pub(super) const TABLE: Table = Table { name: "structures", columns: COLUMNS, rows };

const COLUMNS: &[Column] = &[
    // Empty for a structure that the plan may not know yet.
    column("id", &[], false),
    column("kind", &["type"], true),
    column("name", &["nom"], true),
    column("ins_code", &["code_ins", "code ins", "ins", "refnis"], true),
    column("commune", &[], false),
    column("partner", &["partenaire"], false),
    column("places", &[], false),
    column("open", &["ouverte", "ouvert"], false),
];

fn rows(Seen { plan, .. }: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |structure: &plenum_domain::Structure| {
        let kind: &'static str = structure.kind.into();
        let commune = plan.communes.get(&structure.commune);
        let partner = structure.partner.and_then(|id| plan.partners.get(&id));
        vec![
            text(structure.id.to_string()),
            text(kind),
            text(&structure.name),
            text(&structure.commune),
            text(commune.map_or("", |commune| commune.name.as_str())),
            text(partner.map_or("", |partner| partner.name.as_str())),
            Cell::Number(structure.places.map(|n| n.to_string()).unwrap_or_default()),
            yes_no(structure.open),
        ]
    };
    let mut structures: Vec<_> = plan.structures.values().collect();
    structures.sort_by_key(|s| (s.kind, &s.commune, &s.name, s.id));
    structures.into_iter().map(row).collect()
}
