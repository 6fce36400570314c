//! Priorities: a line proposes one, and changes its words, its axis, what it rests on and where it stands.

use plenum_domain::{
    AxisId, Command, EditionId, FindingId, NeedId, Plan, Priority, PriorityId, RecordKind,
    priority::{PriorityCommand as C, PriorityState as S, Rank},
    value::MAX_NOTE,
};
use uuid::Uuid;

use super::{
    cells::{Cells, Words},
    lines::{Key, Lines, due},
};

const STATES: Words<S> = &[
    (S::Proposed, &["proposée", "proposee"]),
    (S::Retained, &["retenue"]),
    (S::Dropped, &["écartée", "ecartee"]),
    (S::Closed, &["clôturée", "cloturee"]),
];

pub struct Priorities;

impl Lines for Priorities {
    type Memory = ();
    const CONCEPT: &'static str = "priority";
    const MADE: &'static [&'static str] = &["proposed"];
    const ENDED: &'static [&'static str] = &["dropped"];
    const NAME: &'static str = "title";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.priorities.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let key =
            |known: &Priority| (vec![known.edition.to_string(), known.title.clone()], known.id.0);
        plan.priorities.values().map(key).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let edition = cells.edition("edition", None);
        let title = cells.title("title");
        match edition? {
            Some(edition) => Some(vec![edition.to_string(), title?]),
            None => cells.refuse("edition", "empty"),
        }
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let priority: PriorityId = id.into();
        let before = cells.plan.priorities.get(&priority);
        let edition = cells.edition("edition", before.map(|known| known.edition));
        let edition = cells.once("edition", before.map(|known| Some(known.edition)), edition);
        let axis = cells.axis("axis", before.map(|known| known.axis));
        let title = cells.title("title");
        let note = before.map_or("", |known| known.note.as_str());
        let note = cells.words("note", MAX_NOTE, note);
        let state = cells.word("state", STATES, Some(before.map_or(S::Proposed, |p| p.state)));
        let space = cells.space("space", before.and_then(|known| known.space));
        let space = cells.once("space", before.map(|known| known.space), space);
        let partner = cells.partner("partner", before.and_then(|known| known.partner));
        let partner = cells.once("partner", before.map(|known| known.partner), partner);
        let was = before.map(|known| known.findings.keys().copied().collect());
        let findings = cells.numbers("findings", RecordKind::Finding, was.unwrap_or_default());
        let was = before.map(|known| known.needs.keys().copied().collect());
        let needs = cells.numbers("needs", RecordKind::Need, was.unwrap_or_default());
        let Some(axis) = axis? else { return cells.refuse("axis", "empty") };
        let (title, note, state) = (title?, note?, state?);
        let (space, partner, findings, needs) = (space?, partner?, findings?, needs?);
        // Its key named an edition.
        let edition = edition??;
        let mut all = Vec::new();
        match before {
            None => all.extend(due([(
                true,
                C::Propose {
                    priority,
                    edition,
                    axis,
                    title,
                    note,
                    space,
                    partner,
                    findings,
                    needs,
                },
            )])),
            Some(before) => {
                let to = Rank { axis, after: last_of(cells.plan, edition, axis) };
                all.extend(due([
                    (before.title != title, C::Rename { priority, title }),
                    (before.note != note, C::Describe { priority, note }),
                    (before.axis != axis, C::Move { priority, to }),
                ]));
                all.extend(relinked(before, &findings, &needs));
            }
        }
        let steps = road(priority, before.map_or(S::Proposed, |known| known.state), state);
        match steps {
            Some(steps) => all.extend(due(steps.into_iter().map(|step| (true, step)))),
            None => return cells.refuse("state", "no_way"),
        }
        Some(all)
    }
}

/// The priority that ranks last on an axis: one that moves there comes after it.
fn last_of(plan: &Plan, edition: EditionId, axis: AxisId) -> Option<PriorityId> {
    plan.editions.get(&edition)?.rankings.get(&axis)?.last().copied()
}

fn relinked(
    before: &Priority,
    findings: &std::collections::BTreeSet<FindingId>,
    needs: &std::collections::BTreeSet<NeedId>,
) -> Vec<Command> {
    let priority = before.id;
    let new = findings.iter().filter(|id| !before.findings.contains_key(id));
    let new = new.map(|finding| C::LinkFinding { priority, finding: *finding });
    let gone = before.findings.keys().filter(|id| !findings.contains(id));
    let gone = gone.map(|finding| C::UnlinkFinding { priority, finding: *finding });
    let new_needs = needs.iter().filter(|id| !before.needs.contains_key(id));
    let new_needs = new_needs.map(|need| C::LinkNeed { priority, need: *need });
    let gone_needs = before.needs.keys().filter(|id| !needs.contains(id));
    let gone_needs = gone_needs.map(|need| C::UnlinkNeed { priority, need: *need });
    due(new.chain(gone).chain(new_needs).chain(gone_needs).map(|command| (true, command)))
}

/// The steps from one state to another; there is no way back from what is retained or closed.
fn road(priority: PriorityId, from: S, to: S) -> Option<Vec<C>> {
    let retain = C::Retain { priority, decided: None };
    let (close, reopen, drop) =
        (C::Close { priority }, C::Reopen { priority }, C::Drop { priority });
    Some(match (from, to) {
        _ if from == to => vec![],
        (S::Proposed, S::Retained) => vec![retain],
        (S::Proposed, S::Closed) => vec![retain, close],
        (S::Proposed, S::Dropped) => vec![drop],
        (S::Dropped, S::Proposed) => vec![reopen],
        (S::Dropped, S::Retained) => vec![reopen, retain],
        (S::Dropped, S::Closed) => vec![reopen, retain, close],
        (S::Retained, S::Closed) => vec![close],
        _ => return None,
    })
}
