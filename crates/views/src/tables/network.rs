//! Who takes part: partners, spaces, and the roles of members.

use plenum_domain::{Member, Partner, Role, Space, value::Day};

use super::{BETWEEN_TITLES, Cell, Column, Table, column, joined, number, out, text, yes_no};
use crate::seen::{Seen, word};

pub(super) const PARTNERS: Table =
    Table { name: "partners", columns: PARTNER_COLUMNS, rows: partners };
pub(super) const SPACES: Table = Table { name: "spaces", columns: SPACE_COLUMNS, rows: spaces };
pub(super) const ROLES: Table = Table { name: "roles", columns: ROLE_COLUMNS, rows: roles };

const PARTNER_COLUMNS: &[Column] = &[
    // Empty for a partner that the plan may not know yet.
    column("id", &[], false),
    column("name", &["nom", "partenaire"], true),
    column("sector", &["secteur"], true),
    // INS codes, with spaces between them.
    column("communes", &[], false),
    column("weight", &["voix", "poids"], false),
    column("active", &["actif"], false),
];

fn partners(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |partner: &Partner| {
        vec![
            text(partner.id.to_string()),
            text(&partner.name),
            text(word(&partner.sector)),
            joined(&partner.communes, " "),
            number(i64::from(partner.weight)),
            yes_no(partner.active),
        ]
    };
    let mut all = seen.partners();
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    all.iter().map(|partner| row(partner)).collect()
}

const SPACE_COLUMNS: &[Column] = &[
    // Empty for a space that the plan may not know yet.
    column("id", &[], false),
    column("kind", &["type"], true),
    column("title", &["espace", "intitulé", "nom"], true),
    column("mandate", &["mandat"], false),
    column("axes", &[], false),
    column("themes", &["thèmes", "thématiques"], false),
    column("host", &["hôte", "hote"], false),
    column("partners", &["partenaires"], false),
    column("state", &["état", "etat"], false),
];

fn spaces(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |space: &Space| {
        let themes = space.themes.iter().filter_map(|id| seen.plan.themes.get(id));
        vec![
            text(space.id.to_string()),
            text(word(&space.kind)),
            text(&space.title),
            text(&space.mandate),
            joined(space.axes.iter().map(|id| seen.axis(Some(*id))), BETWEEN_TITLES),
            joined(themes.map(|theme| &theme.title), BETWEEN_TITLES),
            text(seen.partner(space.host)),
            joined(space.members.iter().map(|id| seen.partner(Some(*id))), BETWEEN_TITLES),
            text(word(&space.state)),
        ]
    };
    let mut all = seen.spaces();
    all.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    all.iter().map(|space| row(space)).collect()
}

const ROLE_COLUMNS: &[Column] = &[
    out("account"),
    out("name"),
    out("role"),
    // The partner, the space or the meeting that the role is for.
    out("for"),
    out("until"),
];

/// A line for each role of each member.
fn roles(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |member: &Member, role: Role| {
        let (name, of) = match role {
            Role::Coordinator => ("coordinator", ""),
            Role::Facilitator { space } => ("facilitator", seen.space(Some(space))),
            Role::Contributor { partner } => ("contributor", seen.partner(Some(partner))),
            Role::Secretary { meeting } => {
                let meeting = seen.plan.meetings.get(&meeting);
                ("secretary", meeting.map_or("", |meeting| meeting.title.as_str()))
            }
            Role::Auditor => ("auditor", ""),
            Role::Observer => ("observer", ""),
        };
        vec![
            text(member.account.to_string()),
            text((seen.names)(member.account).unwrap_or_default()),
            text(name),
            text(of),
            text(member.end_of(role).map(Day::of_millis).map(String::from).unwrap_or_default()),
        ]
    };
    let all = seen.members();
    let lines = all.iter().flat_map(|member| member.roles.iter().map(move |role| (member, *role)));
    lines.map(|(member, role)| row(member, role)).collect()
}
