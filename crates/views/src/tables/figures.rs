//! Figures: a line for each value of a measure, at a place, on a day.

use plenum_domain::territory::Place;

use super::{Cell, Column, Table, column, text};
use crate::seen::Seen;

/// What stands for the territory as a whole where a commune's code would stand.
pub const WHOLE: &str = "territory";

pub(super) const TABLE: Table = Table { name: "figures", columns: COLUMNS, rows };

const COLUMNS: &[Column] = &[
    column("ins_code", &["code_ins", "code ins", "ins", "refnis"], true),
    // For people: the code decides.
    column("commune", &["nom", "name"], false),
    column("measure", &["indicateur", "mesure"], true),
    column("day", &["date", "jour"], true),
    column("value", &["valeur"], true),
    column("source", &[], true),
];

fn rows(Seen { plan, .. }: &Seen<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for ((place, measure), figures) in &plan.figures {
        let Some(measure) = plan.measures.get(measure) else { continue };
        let (code, name) = match place {
            Place::Territory => (WHOLE, plan.territory.as_str()),
            Place::Commune { ins_code } => {
                (ins_code.as_str(), plan.communes.get(ins_code).map_or("", |c| c.name.as_str()))
            }
        };
        for (day, figure) in figures {
            rows.push(vec![
                text(code),
                text(name),
                text(&measure.title),
                text(day.as_str()),
                Cell::Number(figure.value.to_string()),
                text(&figure.source),
            ]);
        }
    }
    rows
}
