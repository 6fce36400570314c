//! Means: a line adds one to a recommendation, changes it, secures it or takes it for sought again.

use plenum_domain::{
    Command, MeansId, Plan, Recommendation, RecommendationId, RecordKind,
    recommendation::{Means, MeansKind, RecommendationCommand as C},
    value::MAX_TITLE,
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

/// What a line seeks, before it is read how much.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Financial,
    Human,
    Logistic,
}

const KINDS: Words<Kind> = &[
    (Kind::Financial, &["financier", "financiers"]),
    (Kind::Human, &["humain", "humains"]),
    (Kind::Logistic, &["logistique", "logistiques"]),
];

pub struct Sought;

impl Lines for Sought {
    type Memory = ();
    const CONCEPT: &'static str = "recommendation";
    const MADE: &'static [&'static str] = &["means_added"];
    const NAME: &'static str = "what";
    // Recommendations that are carried over take their lines along.
    const WITHIN: Option<(&'static str, RecordKind)> =
        Some(("recommendation", RecordKind::Recommendation));

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        find(plan, id).is_some()
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let of = |known: &Recommendation| {
            let key = |line: &Means| {
                let (kind, what, year) = match &line.what {
                    MeansKind::Financial { year, source, .. } => {
                        ("financial", source, year.to_string())
                    }
                    MeansKind::Human { profile, .. } => ("human", profile, String::new()),
                    MeansKind::Logistic { need } => ("logistic", need, String::new()),
                };
                (vec![known.id.to_string(), kind.to_owned(), what.clone(), year], line.id.0)
            };
            known.means.iter().map(key).collect::<Vec<_>>()
        };
        plan.recommendations.values().flat_map(of).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let of = cells.numbered::<RecommendationId>("recommendation", RecordKind::Recommendation);
        let kind = cells.word("kind", KINDS, None);
        let (of, kind) = (of?, kind?);
        let year = match kind {
            Kind::Financial => cells.number::<u16>("year")?.to_string(),
            Kind::Human | Kind::Logistic => String::new(),
        };
        let kind = plenum_views::word(&kind);
        Some(vec![of.to_string(), kind, cells.written("what").to_owned(), year])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let means: MeansId = id.into();
        let of = cells.numbered::<RecommendationId>("recommendation", RecordKind::Recommendation);
        let before = of.and_then(|of| line_of(cells.plan.recommendations.get(&of)?, means));
        if before.is_none() && find(cells.plan, id).is_some() {
            return cells.refuse("recommendation", "fixed");
        }
        let kind = cells.word("kind", KINDS, None)?;
        let what = match kind {
            Kind::Financial => {
                let (amount, year) = (cells.hundredths("euros"), cells.number("year"));
                let source = cells.words("what", MAX_TITLE, "")?;
                let Ok(amount) = amount?.try_into() else {
                    return cells.refuse("euros", "malformed_number");
                };
                MeansKind::Financial { amount, year: year?, source }
            }
            Kind::Human => {
                let fte = cells.hundredths("fte");
                let profile = cells.words("what", MAX_TITLE, "")?;
                let Ok(fte) = fte?.try_into() else {
                    return cells.refuse("fte", "malformed_number");
                };
                MeansKind::Human { fte, profile }
            }
            Kind::Logistic => MeansKind::Logistic { need: cells.title("what")? },
        };
        let secured = cells.choice("secured", before.is_some_and(|line| line.secured))?;
        let recommendation = of?;
        let was_secured = before.is_some_and(|line| line.secured);
        let differs = before.is_some_and(|line| line.what != what);
        let add = C::AddMeans { recommendation, means, what: what.clone() };
        Some(due([
            (before.is_none(), add),
            (differs, C::ChangeMeans { recommendation, means, what }),
            (secured && !was_secured, C::SecureMeans { recommendation, means, part: None }),
            (!secured && was_secured, C::ReleaseMeans { recommendation, means }),
        ]))
    }
}

fn line_of(known: &Recommendation, id: MeansId) -> Option<&Means> {
    known.means.iter().find(|line| line.id == id)
}

fn find(plan: &Plan, id: Uuid) -> Option<&Means> {
    plan.recommendations.values().find_map(|known| line_of(known, id.into()))
}
