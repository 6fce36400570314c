//! Random commands about the territory and the objectives of the decree.

use plenum_domain::{
    Plan,
    objective::ObjectiveCommand,
    territory::{FigureRow, Place, StructureKind, TerritoryCommand, Unit},
    value::Decimal,
};

use super::Dice;
use crate::ids::{measure, objective, partner, structure};

impl Dice {
    /// Mostly a commune that there is.
    fn any_commune(&mut self, plan: &Plan) -> String {
        let known: Vec<&String> = plan.communes.keys().take(6).collect();
        match known.as_slice() {
            known if !known.is_empty() && !self.once_in(8) => self.one_of(known).clone(),
            _ => "99999".to_owned(),
        }
    }

    fn figure_rows(&mut self, plan: &Plan) -> Vec<FigureRow> {
        let rows = (0..self.upto(3)).map(|_| {
            let place = match self.once_in(3) {
                true => Place::Territory,
                false => Place::Commune { ins_code: self.any_commune(plan) },
            };
            let text = format!("{}.{}", self.upto(9), self.upto(3));
            let value = self.maybe(|_| Decimal::parse(&text)).flatten();
            FigureRow { place, value }
        });
        rows.collect()
    }

    pub(super) fn territory_command(&mut self, plan: &Plan) -> TerritoryCommand {
        use TerritoryCommand as C;
        let (measure, structure) = (measure(self.upto(4)), structure(self.upto(4)));
        let (title, commune) = (self.words(), self.any_commune(plan));
        let partner = self.maybe(|dice| partner(dice.upto(4)));
        let places = self.maybe(|dice| u32::try_from(dice.upto(90)).unwrap_or(1));
        match self.upto(13) {
            1 | 2 => C::DefineMeasure {
                measure,
                title,
                unit: self.one_of(&[Unit::People, Unit::Percent]),
                per: self.maybe(|dice| crate::ids::measure(dice.upto(2))),
            },
            3 => C::RenameMeasure { measure, title },
            4..=6 => {
                let day = crate::ids::day(&format!("202{}-01-01", self.upto(4)));
                C::SetFigures { measure, day, source: title, rows: self.figure_rows(plan) }
            }
            7 | 8 => C::OpenStructure {
                structure,
                kind: self.one_of(&[StructureKind::Cada, StructureKind::Pcs]),
                name: title,
                commune,
                partner,
                places,
            },
            9 => C::ChangeStructure { structure, name: title, commune, partner, places },
            10 => C::CloseStructure { structure },
            11 => C::ReopenStructure { structure },
            12 => self.boundaries_command(plan),
            _ => C::MoveCommune {
                ins_code: commune,
                longitude: 4.0 + self.upto(1000) as f64 / 1000.0,
                latitude: 50.5,
            },
        }
    }

    pub(super) fn objective_command(&mut self) -> ObjectiveCommand {
        use ObjectiveCommand as C;
        let (objective, words) = (objective(self.upto(3)), self.words());
        match self.upto(5) {
            1 | 2 => C::Add { objective, reference: words.clone(), wording: words },
            3 => C::Reword { objective, wording: words },
            4 => C::Repeal { objective },
            _ => C::Reinstate { objective },
        }
    }
}
