//! What a digest says, in French or English. It names records by their numbers and titles, and quotes nobody:
//! mail travels further than the plan.

use plenum_domain::{Plan, RecordKind, RecordRef};
use plenum_views::{Waiting, WaitingKind};

use crate::mails::Mail;

/// Lines of one mail; the page shows the rest.
const LINES: usize = 30;
/// The longest title in a mail, in characters: a line of a telephone's screen or two.
const TITLE: usize = 80;

/// One thing that waits: what is asked, and of which record.
pub struct Told {
    asks: &'static str,
    name: String,
}

impl Told {
    pub fn new(plan: &Plan, one: &Waiting, english: bool) -> Self {
        let about = match one.about.kind {
            RecordKind::Comment => plan.comments.get(&one.about.id.into()).map(|c| c.about),
            _ => Some(one.about),
        };
        let name = about.and_then(|about| name(plan, about, english)).unwrap_or_default();
        Self { asks: asks(one.kind, english), name }
    }
}

fn asks(kind: WaitingKind, english: bool) -> &'static str {
    use WaitingKind as K;
    match (kind, english) {
        (K::Mention, true) => "You are called upon in a comment",
        (K::Mention, false) => "Un commentaire fait appel à vous",
        (K::StanceWanted, true) => "Your partner’s stance is awaited",
        (K::StanceWanted, false) => "La position de votre partenaire est attendue",
        (K::ExpertiseToAnswer, true) => "A request for expertise is to be answered",
        (K::ExpertiseToAnswer, false) => "Une demande d’expertise attend une réponse",
        (K::FindingToSettle, true) => "A finding can be settled",
        (K::FindingToSettle, false) => "Un constat peut être tranché",
        (K::Flagged, true) => "Rests on a finding that has changed",
        (K::Flagged, false) => "Repose sur un constat qui a changé",
        (K::PriorityToDecide, true) => "A priority is to be retained or dropped",
        (K::PriorityToDecide, false) => "Une priorité est à retenir ou à écarter",
        (K::RecommendationToValidate, true) => "A recommendation is to be validated",
        (K::RecommendationToValidate, false) => "Une recommandation est à valider",
        (K::ExpertiseToQualify, true) => "A request for expertise is to be qualified",
        (K::ExpertiseToQualify, false) => "Une demande d’expertise est à qualifier",
        (K::ExpertiseToMobilise, true) => "Partners are to be mobilised on a request for expertise",
        (K::ExpertiseToMobilise, false) => {
            "Des partenaires sont à mobiliser sur une demande d’expertise"
        }
        (K::AdvocacySilent, true) => "An answer is overdue",
        (K::AdvocacySilent, false) => "Une réponse se fait attendre",
        (K::TaskDue, true) => "A task is due",
        (K::TaskDue, false) => "Une tâche arrive à échéance",
        (K::MinutesToApprove, true) => "Minutes are to be approved",
        (K::MinutesToApprove, false) => "Un compte rendu est à approuver",
    }
}

/// What people call a record.
fn name(plan: &Plan, of: RecordRef, english: bool) -> Option<String> {
    let id = of.id;
    let numbered = |french: &str, word: &str, number: u32| {
        format!("{}\u{a0}{number}", if english { word } else { french })
    };
    Some(match of.kind {
        RecordKind::Finding => numbered("C", "F", plan.findings.get(&id.into())?.number),
        RecordKind::Need => numbered("B", "N", plan.needs.get(&id.into())?.number),
        RecordKind::Priority => numbered("P", "P", plan.priorities.get(&id.into())?.number),
        RecordKind::Recommendation => {
            numbered("R", "R", plan.recommendations.get(&id.into())?.number)
        }
        RecordKind::Expertise => numbered("E", "X", plan.expertise.get(&id.into())?.number),
        RecordKind::Advocacy => numbered("I", "A", plan.advocacy.get(&id.into())?.number),
        RecordKind::Output => short(&plan.outputs.get(&id.into())?.details.title),
        RecordKind::Task => short(&plan.tasks.get(&id.into())?.title),
        RecordKind::Meeting => short(&plan.meetings.get(&id.into())?.title),
        RecordKind::Item => short(&plan.items.get(&id.into())?.title),
        RecordKind::Space => short(&plan.spaces.get(&id.into())?.title),
        RecordKind::Structure => short(&plan.structures.get(&id.into())?.name),
        RecordKind::Objective => short(&plan.objectives.get(&id.into())?.reference),
        _ => return None,
    })
}

fn short(title: &str) -> String {
    if title.chars().count() <= TITLE {
        return title.to_owned();
    }
    title.chars().take(TITLE - 1).chain(['…']).collect()
}

/// The mail. `base` is the plan's address; `changes` is how much happened since the last digest.
pub fn mail(english: bool, plan: &str, base: &str, told: &[Told], changes: Option<u64>) -> Mail {
    let colon = if english { ":" } else { "\u{a0}:" };
    let line = |one: &Told| match one.name.as_str() {
        "" => format!("– {}\n", one.asks),
        name => format!("– {}{colon} {name}\n", one.asks),
    };
    let mut lines: String = told.iter().take(LINES).map(line).collect();
    let more = told.len().saturating_sub(LINES);
    if more > 0 {
        let rest = if english {
            format!("– and {more} more\n")
        } else {
            format!("– et {more} autres\n")
        };
        lines.push_str(&rest);
    }
    let since = match (changes, english) {
        (None | Some(0), _) => String::new(),
        (Some(1), true) => "Since the last digest, one change was made to the plan.\n\n".into(),
        (Some(1), false) => "Depuis le dernier résumé, le plan a connu un changement.\n\n".into(),
        (Some(n), true) => format!("Since the last digest, {n} changes were made to the plan.\n\n"),
        (Some(n), false) => {
            format!("Depuis le dernier résumé, le plan a connu {n} changements.\n\n")
        }
    };
    let waits = told.len();
    if english {
        let what = if waits == 1 {
            "one thing waits for you".into()
        } else {
            format!("{waits} things wait for you")
        };
        return Mail {
            subject: format!("{plan}: {what}"),
            text: format!(
                "Hello,\n\nIn “{plan}”, {what}:\n\n{lines}\nEverything that waits for you: \
                 {base}/pour-moi\n\n{since}You receive this mail because you chose to. Change that, or \
                 stop it: {base}/pour-moi/reglages\n"
            ),
        };
    }
    let what = if waits == 1 {
        "une chose vous attend".into()
    } else {
        format!("{waits} choses vous attendent")
    };
    Mail {
        subject: format!("{plan}\u{a0}: {what}"),
        text: format!(
            "Bonjour,\n\nDans «\u{a0}{plan}\u{a0}», {what}\u{a0}:\n\n{lines}\nTout ce qui vous \
             attend\u{a0}: {base}/pour-moi\n\n{since}Vous recevez ce message parce que vous l’avez \
             choisi. Pour en changer, ou ne plus en recevoir\u{a0}: {base}/pour-moi/reglages\n"
        ),
    }
}
