//! Spaces: a line opens one, names it, says what it is there for and who sits in it, and where it stands.

use plenum_domain::{
    Command, Plan, Space, SpaceId,
    space::{SpaceCommand as C, SpaceKind, SpaceState as S},
    value::MAX_NOTE,
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const KINDS: Words<SpaceKind> =
    &[(SpaceKind::Consultation, &["concertation"]), (SpaceKind::Platform, &["plateforme"])];
const STATES: Words<S> = &[
    (S::Active, &["actif"]),
    (S::Suspended, &["suspendu"]),
    (S::Closed, &["clos", "fermé", "ferme", "clôturé"]),
];

pub struct Spaces;

impl Lines for Spaces {
    type Memory = ();
    const CONCEPT: &'static str = "space";
    const MADE: &'static [&'static str] = &["opened"];
    const ENDED: &'static [&'static str] = &["closed"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.spaces.contains_key(&id.into())
    }

    /// A closed space gives its name free.
    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let living = plan.spaces.values().filter(|space| space.state != S::Closed);
        living.map(|space| (vec![space.title.clone()], space.id.0)).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        Some(vec![cells.title("title")?])
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let space: SpaceId = id.into();
        let before = cells.plan.spaces.get(&space);
        let kind = cells.word("kind", KINDS, before.map(|space| space.kind));
        let kind = cells.once("kind", before.map(|space| space.kind), kind);
        let title = cells.title("title");
        let mandate = before.map_or("", |space| space.mandate.as_str());
        let mandate = cells.words("mandate", MAX_NOTE, mandate);
        let axes = cells.axes("axes", before.map(|space| &space.axes));
        let themes = cells.themes(before.map(|space| &space.themes));
        let host = cells.partner("host", before.and_then(|space| space.host));
        let members = cells.partners("partners", before.map(|space| &space.members));
        let state = cells.word("state", STATES, Some(before.map_or(S::Active, |s| s.state)));
        let (kind, title, mandate) = (kind?, title?, mandate?);
        let (axes, themes, host) = (axes?, themes?, host?);
        let (members, state) = (members?, state?);
        let from = before.map_or(S::Active, |space| space.state);
        if from == S::Closed && state != from {
            return cells.refuse("state", "no_way");
        }
        let new = Space {
            id: space,
            kind,
            title: title.clone(),
            mandate: String::new(),
            axes: axes.clone(),
            themes: themes.clone(),
            host,
            members: [].into(),
            backlog: Vec::new(),
            state: from,
        };
        let was = before.unwrap_or(&new);
        let scope = (was.axes != axes) || (was.themes != themes);
        let open = C::Open {
            space,
            kind,
            title: title.clone(),
            axes: axes.clone(),
            themes: themes.clone(),
            host,
        };
        let mut all = due([
            (before.is_none(), open),
            (was.title != title, C::Rename { space, title }),
            (was.mandate != mandate, C::Describe { space, mandate }),
            (was.host != host, C::SetHost { space, host }),
            (scope, C::SetScope { space, axes, themes }),
        ]);
        let joins = members.difference(&was.members);
        all.extend(due(joins.map(|partner| (true, C::AddMember { space, partner: *partner }))));
        let leaves = was.members.difference(&members);
        all.extend(due(leaves.map(|partner| (true, C::RemoveMember { space, partner: *partner }))));
        all.extend(due([
            (from == S::Active && state == S::Suspended, C::Suspend { space }),
            (from == S::Suspended && state == S::Active, C::Resume { space }),
            (from != state && state == S::Closed, C::Close { space }),
        ]));
        Some(all)
    }
}
