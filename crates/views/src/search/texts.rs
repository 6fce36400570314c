//! What is searched of each record: only what everybody sees who sees the record.

use plenum_domain::{Advocacy, Commune, Expertise, Plan, Recommendation, RecordKind, RecordRef};

/// How much a hit says: its number, its title, what it states, the rest.
pub const NUMBER: u8 = 8;
pub const TITLE: u8 = 4;
pub const STATEMENT: u8 = 2;
pub const REST: u8 = 1;

/// The texts of a record with their weights, the one it is called by first; none where it is not searched.
pub fn texts(plan: &Plan, name: RecordRef) -> Vec<(u8, &str)> {
    found(plan, name).unwrap_or_default()
}

fn found(plan: &Plan, name: RecordRef) -> Option<Vec<(u8, &str)>> {
    let id = name.id;
    Some(match name.kind {
        RecordKind::Plan => vec![(TITLE, &*plan.title), (REST, &*plan.notes)],
        RecordKind::Edition => vec![(TITLE, &*plan.editions.get(&id.into())?.label)],
        RecordKind::Axis => vec![(TITLE, &*plan.axes.get(&id.into())?.title)],
        RecordKind::Theme => vec![(TITLE, &*plan.themes.get(&id.into())?.title)],
        RecordKind::Partner => vec![(TITLE, &*plan.partners.get(&id.into())?.name)],
        RecordKind::Space => {
            let space = plan.spaces.get(&id.into())?;
            vec![(TITLE, &*space.title), (REST, &*space.mandate)]
        }
        RecordKind::Meeting => {
            let meeting = plan.meetings.get(&id.into())?;
            vec![(TITLE, &*meeting.title), (REST, &*meeting.place)]
        }
        RecordKind::Item => vec![(TITLE, &*plan.items.get(&id.into())?.title)],
        RecordKind::Task => vec![(TITLE, &*plan.tasks.get(&id.into())?.title)],
        RecordKind::Finding => {
            let finding = plan.findings.get(&id.into())?;
            vec![(STATEMENT, &*finding.statement), (REST, &*finding.tags.public)]
        }
        RecordKind::Evidence => {
            let says = &plan.evidence.get(&id.into())?.says;
            vec![(TITLE, &*says.reference), (REST, &*says.excerpt)]
        }
        RecordKind::Need => {
            let need = plan.needs.get(&id.into())?;
            vec![(STATEMENT, &*need.statement), (REST, &*need.public)]
        }
        RecordKind::Priority => {
            let priority = plan.priorities.get(&id.into())?;
            vec![(TITLE, &*priority.title), (REST, &*priority.note)]
        }
        RecordKind::Recommendation => recommendation(plan.recommendations.get(&id.into())?),
        RecordKind::Report => vec![(STATEMENT, &*plan.reports.get(&id.into())?.progress.words)],
        RecordKind::Measure => vec![(TITLE, &*plan.measures.get(&id.into())?.title)],
        RecordKind::Commune => {
            let code = Commune::code_of_record(id)?;
            vec![(TITLE, &*plan.communes.get(&code)?.name)]
        }
        RecordKind::Structure => vec![(TITLE, &*plan.structures.get(&id.into())?.name)],
        RecordKind::Objective => {
            let objective = plan.objectives.get(&id.into())?;
            vec![(TITLE, &*objective.reference), (STATEMENT, &*objective.wording)]
        }
        RecordKind::Output => {
            let details = &plan.outputs.get(&id.into())?.details;
            vec![(TITLE, &*details.title), (REST, &*details.note)]
        }
        RecordKind::Attachment => {
            let attachment = plan.attachments.get(&id.into()).filter(|known| !known.removed)?;
            vec![(TITLE, &*attachment.file.name)]
        }
        RecordKind::Expertise => expertise(plan.expertise.get(&id.into())?),
        RecordKind::Advocacy => advocacy(plan.advocacy.get(&id.into())?),
        RecordKind::Comment => vec![(STATEMENT, &*plan.comments.get(&id.into())?.words)],
        RecordKind::Member => return None,
    })
}

fn recommendation(known: &Recommendation) -> Vec<(u8, &str)> {
    let mut texts = vec![
        (TITLE, &*known.title),
        (STATEMENT, &*known.text),
        (REST, &*known.addressee.body),
        (REST, &*known.concerns.public),
    ];
    let later = [&known.answer, &known.evaluation];
    texts.extend(later.into_iter().flatten().map(|words| (REST, &**words)));
    texts
}

fn expertise(known: &Expertise) -> Vec<(u8, &str)> {
    let mut texts = vec![(STATEMENT, &*known.question), (REST, &*known.context)];
    texts.extend(known.answer.iter().map(|answer| (REST, &**answer)));
    texts
}

fn advocacy(known: &Advocacy) -> Vec<(u8, &str)> {
    let mut texts = vec![(TITLE, &*known.title), (STATEMENT, &*known.text)];
    texts.extend(known.addressees.iter().map(|to| (REST, &*to.body)));
    texts.extend(known.answers.iter().map(|answer| (REST, &*answer.summary)));
    texts
}

/// The numbers that people call a record by, in both languages of the interface: `c12`, `f12`.
pub fn numbers(plan: &Plan, name: RecordRef) -> Vec<String> {
    let id = name.id;
    let called = match name.kind {
        RecordKind::Finding => plan.findings.get(&id.into()).map(|f| (["c", "f"], f.number)),
        RecordKind::Need => plan.needs.get(&id.into()).map(|n| (["b", "n"], n.number)),
        RecordKind::Priority => plan.priorities.get(&id.into()).map(|p| (["p", "p"], p.number)),
        RecordKind::Recommendation => {
            plan.recommendations.get(&id.into()).map(|r| (["r", "r"], r.number))
        }
        RecordKind::Expertise => plan.expertise.get(&id.into()).map(|e| (["e", "x"], e.number)),
        RecordKind::Advocacy => plan.advocacy.get(&id.into()).map(|a| (["i", "a"], a.number)),
        _ => None,
    };
    let Some((letters, number)) = called else { return Vec::new() };
    letters.iter().map(|letter| format!("{letter}{number}")).collect()
}
