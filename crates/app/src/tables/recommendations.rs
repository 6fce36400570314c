//! Recommendations: a line drafts one, and changes its words, whom it asks and who carries it. The road it goes
//! is gone by hand: it wants meetings, days and answers.

use plenum_domain::{
    Command, Plan, PriorityId, Recommendation, RecordKind,
    recommendation::{Addressee, Concerns, Level, RecommendationCommand as C},
    value::MAX_TITLE,
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const LEVELS: Words<Level> = &[
    (Level::Commune, &[]),
    (Level::Province, &[]),
    (Level::Region, &["région"]),
    (Level::Community, &["communauté", "communaute"]),
    (Level::Federal, &["fédéral"]),
    (Level::Europe, &[]),
    (Level::Network, &["réseau", "reseau"]),
    (Level::Other, &["autre"]),
];

pub struct Recommendations;

impl Lines for Recommendations {
    type Memory = ();
    const CONCEPT: &'static str = "recommendation";
    const MADE: &'static [&'static str] = &["drafted"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.recommendations.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key = |known: &Recommendation| {
            (vec![known.priority.to_string(), known.title.clone()], known.id.0)
        };
        plan.recommendations.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let priority = cells.numbered::<PriorityId>("priority", RecordKind::Priority);
        let title = cells.title("title");
        Some(vec![priority?.to_string(), title?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let recommendation = id.into();
        let before = cells.plan.recommendations.get(&recommendation);
        let priority = cells.numbered("priority", RecordKind::Priority);
        let title = cells.title("title");
        let text = cells.statement("text");
        let level = cells.word("level", LEVELS, None);
        let body = cells.title("body");
        let carrier = cells.partner("carrier", before.and_then(|known| known.carrier));
        let space = cells.space("space", before.and_then(|known| known.space));
        let space = cells.once("space", before.map(|known| known.space), space);
        let communes = cells.communes(before.map(|known| &known.concerns.communes));
        let public = before.map_or("", |known| known.concerns.public.as_str());
        let public = cells.words("public", MAX_TITLE, public);
        let deadline =
            cells.maybe_day("deadline", before.and_then(|known| known.deadline.as_ref()));
        let objectives = cells.objectives(before.map(|known| &known.objectives));
        let addressee = Addressee { level: level?, body: body? };
        let concerns = Concerns { communes: communes?, public: public? };
        let (priority, title, text) = (priority?, title?, text?);
        let (carrier, space, deadline) = (carrier?, space?, deadline?);
        let objectives = objectives?;
        let Some(before) = before else {
            return Some(due([(
                true,
                C::Draft {
                    recommendation,
                    priority,
                    title,
                    text,
                    addressee,
                    carrier,
                    space,
                    concerns,
                    deadline,
                    objectives,
                },
            )]));
        };
        Some(due([
            (before.title != title, C::Rename { recommendation, title }),
            (before.text != text, C::Reword { recommendation, text }),
            (before.addressee != addressee, C::Address { recommendation, addressee }),
            (before.carrier != carrier, C::Assign { recommendation, carrier }),
            (before.concerns != concerns, C::SetConcerns { recommendation, concerns }),
            (before.deadline != deadline, C::SetDeadline { recommendation, deadline }),
            (before.objectives != objectives, C::SetObjectives { recommendation, objectives }),
            (before.priority != priority, C::MoveTo { recommendation, priority }),
        ]))
    }
}
