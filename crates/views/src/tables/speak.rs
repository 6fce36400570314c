//! What is asked of the network, what it says to those who govern, and what members say to one another.

use plenum_domain::{Advocacy, Comment, Expertise, RecordKind, advocacy::Answer, comment::Mention};

use super::{
    BETWEEN_TITLES, Cell, Column, Table, column, day, day_of, joined, number, out, text, yes_no,
};
use crate::{
    AdvocacyRecord,
    seen::{Seen, word},
};

pub(super) const EXPERTISE: Table =
    Table { name: "expertise", columns: EXPERTISE_COLUMNS, rows: expertise };
pub(super) const ADVOCACY: Table =
    Table { name: "advocacy", columns: ADVOCACY_COLUMNS, rows: advocacy };
pub(super) const ANSWERS: Table = Table { name: "answers", columns: ANSWER_COLUMNS, rows: answers };
pub(super) const COMMENTS: Table =
    Table { name: "comments", columns: COMMENT_COLUMNS, rows: comments };

const EXPERTISE_COLUMNS: &[Column] = &[
    // Empty for a request that the plan may not know yet.
    column("id", &[], false),
    out("number"),
    column("origin", &["origine"], true),
    column("question", &["demande"], true),
    column("context", &["contexte"], false),
    column("urgency", &["urgence"], false),
    column("axis", &["axe"], false),
    column("themes", &["thèmes", "thématiques"], false),
    column("space", &["espace"], false),
    column("partner", &["partenaire"], false),
    column("due", &["échéance", "echeance"], false),
    out("state"),
    out("mobilised"),
    out("answer"),
    out("received_on"),
    out("qualified_on"),
    out("mobilised_on"),
    out("answered_on"),
    out("closed_on"),
];

/// Requests are the members' own.
fn expertise(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |asked: &Expertise| {
        let themes = asked.themes.iter().filter_map(|id| seen.plan.themes.get(id));
        let mobilised = asked.mobilised.iter().map(|id| seen.partner(Some(*id)));
        vec![
            text(asked.id.to_string()),
            number(i64::from(asked.number)),
            text(word(&asked.origin)),
            text(&asked.question),
            text(&asked.context),
            text(word(&asked.urgency)),
            text(seen.axis(asked.axis)),
            joined(themes.map(|theme| &theme.title), BETWEEN_TITLES),
            text(seen.space(asked.space)),
            text(seen.partner(asked.partner)),
            day(asked.due.as_ref()),
            text(word(&asked.state)),
            joined(mobilised, BETWEEN_TITLES),
            text(asked.answer.as_deref().unwrap_or_default()),
            day_of(asked.received_at),
            day_of(asked.qualified_at),
            day_of(asked.mobilised_at),
            day_of(asked.answered_at),
            day_of(asked.closed_at),
        ]
    };
    let mut all = seen.expertise();
    all.sort_by_key(|asked| asked.number);
    all.iter().map(|asked| row(asked)).collect()
}

const ADVOCACY_COLUMNS: &[Column] = &[
    out("id"),
    out("number"),
    out("kind"),
    out("title"),
    out("text"),
    out("edition"),
    // Level and body of each.
    out("addressees"),
    // The numbers of what it asks for.
    out("recommendations"),
    out("changed_findings"),
    out("state"),
    out("sent_on"),
    out("answer_due"),
    out("answers"),
    // Day and words of each.
    out("reminders"),
    out("decided"),
];

fn advocacy(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |AdvocacyRecord { advocacy, flags }: &AdvocacyRecord<'_>| {
        let known: &Advocacy = advocacy;
        let addressees =
            known.addressees.iter().map(|to| format!("{} : {}", word(&to.level), to.body));
        let asked = known.recommendations.iter().map(|chosen| chosen.recommendation);
        let reminders = known.reminders.iter();
        let reminders = reminders.map(|sent| format!("{} : {}", sent.day.as_str(), sent.words));
        vec![
            text(known.id.to_string()),
            number(i64::from(known.number)),
            text(word(&known.kind)),
            text(&known.title),
            text(&known.text),
            text(seen.edition(known.edition)),
            joined(addressees, BETWEEN_TITLES),
            joined(seen.numbers(RecordKind::Recommendation, asked), " "),
            joined(seen.numbers(RecordKind::Finding, flags.iter().copied()), " "),
            text(word(&known.state)),
            day(known.sent.as_ref().map(|sent| &sent.day)),
            day(known.answer_due.as_ref()),
            number(i64::try_from(known.answers.len()).unwrap_or_default()),
            joined(reminders, BETWEEN_TITLES),
            text(seen.decided(known.decided)),
        ]
    };
    in_order(seen).iter().map(row).collect()
}

fn in_order<'p>(seen: &Seen<'p>) -> Vec<AdvocacyRecord<'p>> {
    let mut all = seen.advocacy();
    all.sort_by_key(|seen| seen.advocacy.number);
    all
}

const ANSWER_COLUMNS: &[Column] = &[
    out("id"),
    // The number of what was sent, and its title.
    out("advocacy"),
    out("title"),
    // Who answered.
    out("level"),
    out("body"),
    out("day"),
    out("tone"),
    out("summary"),
    out("follow_up"),
];

fn answers(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let row = |of: &Advocacy, answer: &Answer| {
        let from = of.addressees.get(usize::from(answer.from));
        vec![
            text(answer.answer.to_string()),
            number(i64::from(of.number)),
            text(&of.title),
            text(from.map(|from| word(&from.level)).unwrap_or_default()),
            text(from.map_or("", |from| from.body.as_str())),
            text(answer.day.as_str()),
            text(word(&answer.tone)),
            text(&answer.summary),
            day(answer.follow_up.as_ref()),
        ]
    };
    let all = in_order(seen);
    let lines = all.iter().flat_map(|shown| {
        let of: &Advocacy = &shown.advocacy;
        of.answers.iter().map(move |answer| (of, answer))
    });
    lines.map(|(of, answer)| row(of, answer)).collect()
}

const COMMENT_COLUMNS: &[Column] = &[
    out("id"),
    out("about"),
    // The comment that begins the thread; empty where it is this one.
    out("reply_to"),
    out("written_on"),
    out("by"),
    out("words"),
    out("mentions"),
    out("edited"),
    out("resolved"),
    out("withdrawn"),
];

/// Comments are the members' own.
fn comments(seen: &Seen<'_>) -> Vec<Vec<Cell>> {
    let called = |mention: &Mention| match mention {
        Mention::Coordinators => "coordinators".to_owned(),
        Mention::Facilitators { space } => format!("facilitators : {}", seen.space(Some(*space))),
        Mention::Partner { partner } => seen.partner(Some(*partner)).to_owned(),
    };
    let row = |comment: &Comment| {
        vec![
            text(comment.id.to_string()),
            text(seen.called(comment.about)),
            text(comment.reply_to.map(|id| id.to_string()).unwrap_or_default()),
            day_of(comment.written),
            text((seen.names)(comment.by).unwrap_or_default()),
            text(&comment.words),
            joined(comment.mentions.iter().map(called), BETWEEN_TITLES),
            yes_no(comment.edited),
            yes_no(comment.resolved),
            yes_no(comment.withdrawn),
        ]
    };
    let mut all = seen.comments();
    all.sort_by_key(|comment| (comment.about, comment.at));
    all.iter().map(|comment| row(comment)).collect()
}
