//! The library: outputs, and the files that hang on any record.

use plenum_domain::{Attachment, Output};

use super::{BETWEEN_TITLES, Cell, Column, Table, column, joined, number, out, text, yes_no};
use crate::seen::{Seen, word};

pub(super) const OUTPUTS: Table = Table { name: "outputs", columns: OUTPUT_COLUMNS, rows: outputs };
pub(super) const ATTACHMENTS: Table =
    Table { name: "attachments", columns: ATTACHMENT_COLUMNS, rows: attachments };

const OUTPUT_COLUMNS: &[Column] = &[
    // Empty for an output that the plan may not know yet.
    column("id", &[], false),
    column("kind", &["type"], true),
    column("title", &["production", "intitulé", "titre"], true),
    column("year", &["année", "annee"], true),
    column("note", &[], false),
    column("themes", &["thèmes", "thématiques"], false),
    column("axis", &["axe"], false),
    column("space", &["espace"], false),
    column("partner", &["partenaire"], false),
    column("link", &["lien"], false),
    column("archived", &["archivée", "archivee"], false),
    // Of its present files, in one order: names, bytes, and SHA-256 of the bytes.
    out("files"),
    out("sizes"),
    out("sha256"),
];

fn outputs(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let files = seen.attachments();
    let row = |output: &Output| {
        let details = &output.details;
        let themes = details.themes.iter().filter_map(|id| seen.plan.themes.get(id));
        let held = || {
            let of_it = files.iter().filter(|file| file.about.id == output.id.0 && !file.removed);
            of_it.map(|attachment| &attachment.file)
        };
        vec![
            text(output.id.to_string()),
            text(word(&details.kind)),
            text(&details.title),
            number(i64::from(details.year)),
            text(&details.note),
            joined(themes.map(|theme| &theme.title), BETWEEN_TITLES),
            text(seen.axis(details.axis)),
            text(seen.space(details.space)),
            text(seen.partner(details.partner)),
            text(details.link.as_ref().map_or("", |link| link.as_str())),
            yes_no(output.archived),
            joined(held().map(|file| &file.name), BETWEEN_TITLES),
            joined(held().map(|file| file.size), BETWEEN_TITLES),
            joined(held().map(|file| file.sha256.as_str()), BETWEEN_TITLES),
        ]
    };
    let mut all = seen.outputs();
    all.sort_by(|a, b| {
        let key = |output: &Output| (output.details.year, output.details.title.clone(), output.id);
        key(a).cmp(&key(b))
    });
    all.iter().map(|output| row(output)).collect()
}

const ATTACHMENT_COLUMNS: &[Column] = &[
    out("id"),
    out("about"),
    out("name"),
    out("media"),
    // Bytes.
    out("size"),
    out("sha256"),
    out("added_by"),
    out("removed"),
];

fn attachments(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |attachment: &Attachment| {
        let file = &attachment.file;
        vec![
            text(attachment.id.to_string()),
            text(seen.called(attachment.about)),
            text(&file.name),
            text(word(&file.media)),
            Cell::Number(file.size.to_string()),
            text(file.sha256.as_str()),
            text((seen.names)(attachment.added_by).unwrap_or_default()),
            yes_no(attachment.removed),
        ]
    };
    seen.attachments().iter().map(|attachment| row(attachment)).collect()
}
