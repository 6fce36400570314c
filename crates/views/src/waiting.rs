//! What waits for a person: what their roles ask of them, and nobody has done yet.

use std::collections::BTreeSet;

use plenum_domain::{
    AccountId, Act, Comment, Finding, PartnerId, Plan, RecordKind, RecordRef, Role, Scope, SpaceId,
    edition::EditionState, expertise::ExpertiseState, finding::FindingState, meeting::MeetingState,
    priority::PriorityState, recommendation::RecommendationState, space::SpaceState,
    task::TaskState, value::Day,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long before its day a task begins to wait for its owner: a week's work can still be planned.
const TASK_AHEAD: i64 = 7 * 24 * 60 * 60 * 1000;

/// Why something waits, the most personal first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WaitingKind {
    /// A comment calls upon the person, and nobody it calls upon has answered.
    Mention,
    /// A finding is under review, and their partner has not said what it thinks.
    StanceWanted,
    /// Their partner or space was asked for an expertise, and nobody has answered.
    ExpertiseToAnswer,
    /// Every partner of the space has spoken on a finding under review.
    FindingToSettle,
    /// A finding changed under something that is in their charge.
    Flagged,
    PriorityToDecide,
    RecommendationToValidate,
    ExpertiseToQualify,
    /// A request is qualified, and nobody works on it.
    ExpertiseToMobilise,
    /// The day of an answer has passed, and somebody addressed is silent.
    AdvocacySilent,
    TaskDue,
    MinutesToApprove,
}

/// Something that waits. Its kind and its record are what tells it from another.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Waiting {
    pub kind: WaitingKind,
    pub about: RecordRef,
    pub due: Option<Day>,
}

/// What waits for an account at a time, in milliseconds since the Unix epoch, in the order of
/// [`WaitingKind`], then of their days.
#[must_use]
pub fn waiting(plan: &Plan, account: AccountId, now: i64) -> Vec<Waiting> {
    let Some(member) = plan.members.get(&account) else { return Vec::new() };
    let held = plan.members.values().flat_map(|member| member.roles_at(now));
    let held = held.filter_map(|role| match role {
        Role::Facilitator { space } => Some(space),
        _ => None,
    });
    let (roles, held) = (member.roles_at(now).collect(), held.collect());
    let person = Person { plan, account, now, roles, held };
    let mut found = Vec::new();
    person.mentions(&mut found);
    person.findings(&mut found);
    person.flags(&mut found);
    person.decisions(&mut found);
    person.expertise(&mut found);
    person.advocacy(&mut found);
    person.tasks(&mut found);
    person.minutes(&mut found);
    found.sort_by(|a, b| {
        let last = |day: &Option<Day>| (day.is_none(), day.clone());
        (a.kind, last(&a.due), a.about).cmp(&(b.kind, last(&b.due), b.about))
    });
    found
}

struct Person<'p> {
    plan: &'p Plan,
    account: AccountId,
    now: i64,
    roles: Vec<Role>,
    /// The spaces that have a facilitator.
    held: BTreeSet<SpaceId>,
}

impl Person<'_> {
    fn speaks_for(&self, partner: PartnerId) -> bool {
        self.roles.contains(&Role::Contributor { partner })
    }

    /// Whether what belongs to a space is theirs to decide: its facilitator's, and the coordination's where
    /// a space has none and where there is no space.
    fn decides_for(&self, space: Option<SpaceId>) -> bool {
        match space {
            Some(space) if self.held.contains(&space) => {
                self.roles.contains(&Role::Facilitator { space })
            }
            _ => self.roles.contains(&Role::Coordinator),
        }
    }

    fn mentions(&self, found: &mut Vec<Waiting>) {
        let is_called = |c: &&Comment| {
            c.by != self.account && self.plan.is_called(self.account, &c.mentions, self.now)
        };
        for comment in self.plan.comments.values().filter(is_called) {
            let first = comment.reply_to.and_then(|id| self.plan.comments.get(&id));
            let first = first.unwrap_or(comment);
            if first.resolved || !self.plan.is_commentable(comment.about) {
                continue;
            }
            let in_thread = |c: &&Comment| c.id == first.id || c.reply_to == Some(first.id);
            let answers = |c: &Comment| {
                c.at > comment.at
                    && c.by != comment.by
                    && self.plan.is_called(c.by, &comment.mentions, self.now)
            };
            if !self.plan.comments_on(comment.about).filter(in_thread).any(answers) {
                found.push(waits(WaitingKind::Mention, RecordKind::Comment, comment.id));
            }
        }
    }

    fn findings(&self, found: &mut Vec<Waiting>) {
        let is_asked = |finding: &&Finding| finding.state == FindingState::UnderReview;
        for finding in self.plan.findings.values().filter(is_asked) {
            let space = finding.tags.space.and_then(|id| self.plan.spaces.get(&id));
            let Some(space) = space.filter(|space| space.state == SpaceState::Active) else {
                continue;
            };
            let silent = |partner: &&PartnerId| {
                !finding.stances.contains_key(partner)
                    && self.plan.partners.get(partner).is_some_and(|known| known.active)
            };
            if space.members.iter().filter(silent).any(|partner| self.speaks_for(*partner)) {
                found.push(waits(WaitingKind::StanceWanted, RecordKind::Finding, finding.id));
            }
            let all_spoke = !space.members.is_empty() && !space.members.iter().any(|p| silent(&p));
            if all_spoke && self.decides_for(Some(space.id)) {
                found.push(waits(WaitingKind::FindingToSettle, RecordKind::Finding, finding.id));
            }
        }
    }

    fn flags(&self, found: &mut Vec<Waiting>) {
        let needs = self.plan.needs.keys().map(|id| RecordRef::new(RecordKind::Need, *id));
        let priorities = self.plan.priorities.keys();
        let priorities = priorities.map(|id| RecordRef::new(RecordKind::Priority, *id));
        let others = self.plan.recommendations.keys();
        let others = others.map(|id| RecordRef::new(RecordKind::Recommendation, *id));
        for about in needs.chain(priorities).chain(others) {
            let charge = self.plan.charge_of(about).unwrap_or_default();
            let (act, scope) = self.plan.tending(about);
            let is_theirs = charge.partner.is_some_and(|partner| self.speaks_for(partner))
                && self.plan.may(self.account, act, scope, self.now);
            if (is_theirs || self.decides_for(charge.space)) && !self.plan.flags(about).is_empty() {
                found.push(Waiting { kind: WaitingKind::Flagged, about, due: None });
            }
        }
    }

    fn decisions(&self, found: &mut Vec<Waiting>) {
        let is_open = |edition| {
            let edition = self.plan.editions.get(edition);
            edition.is_some_and(|edition| edition.state != EditionState::Closed)
        };
        for known in self.plan.priorities.values() {
            let waits_for_it = known.state == PriorityState::Proposed && is_open(&known.edition);
            if waits_for_it && self.decides_for(known.space) {
                found.push(waits(WaitingKind::PriorityToDecide, RecordKind::Priority, known.id));
            }
        }
        for known in self.plan.recommendations.values() {
            let proposed = known.state == RecommendationState::Proposed;
            if proposed && is_open(&known.edition) && self.decides_for(known.space) {
                let kind = WaitingKind::RecommendationToValidate;
                found.push(waits(kind, RecordKind::Recommendation, known.id));
            }
        }
    }

    fn expertise(&self, found: &mut Vec<Waiting>) {
        use ExpertiseState as S;
        for known in self.plan.expertise.values() {
            let decides = self.decides_for(known.space);
            let works = known.mobilised.iter().any(|partner| self.speaks_for(*partner));
            let kind = match known.state {
                S::Received if decides => WaitingKind::ExpertiseToQualify,
                S::Qualified if decides => WaitingKind::ExpertiseToMobilise,
                S::Mobilised if decides || works => WaitingKind::ExpertiseToAnswer,
                _ => continue,
            };
            let waits = waits(kind, RecordKind::Expertise, known.id);
            found.push(Waiting { due: known.due.clone(), ..waits });
        }
    }

    fn advocacy(&self, found: &mut Vec<Waiting>) {
        let today = Day::of_millis(self.now);
        for known in self.plan.advocacy.values() {
            let about = RecordRef::new(RecordKind::Advocacy, known.id);
            let may = || self.plan.may(self.account, Act::SpeakOut, Scope::Record(about), self.now);
            if known.is_silent(&today) && may() {
                let due = known.answer_due.clone();
                found.push(Waiting { kind: WaitingKind::AdvocacySilent, about, due });
            }
        }
    }

    fn tasks(&self, found: &mut Vec<Waiting>) {
        let ahead = Day::of_millis(self.now.saturating_add(TASK_AHEAD));
        for task in self.plan.tasks.values().filter(|task| task.state == TaskState::Open) {
            let is_due = task.due.as_ref().is_some_and(|due| *due <= ahead);
            let is_theirs = match task.owner {
                Some(partner) => self.speaks_for(partner),
                None => self.decides_for(task.space),
            };
            if is_due && is_theirs {
                let waits = waits(WaitingKind::TaskDue, RecordKind::Task, task.id);
                found.push(Waiting { due: task.due.clone(), ..waits });
            }
        }
    }

    fn minutes(&self, found: &mut Vec<Waiting>) {
        for meeting in self.plan.meetings.values() {
            let may = |act| self.plan.may(self.account, act, Scope::Meeting(meeting.id), self.now);
            if meeting.state == MeetingState::Closed && may(Act::KeepMinutes) {
                found.push(waits(WaitingKind::MinutesToApprove, RecordKind::Meeting, meeting.id));
            }
        }
    }
}

fn waits(kind: WaitingKind, of: RecordKind, id: impl Into<uuid::Uuid>) -> Waiting {
    Waiting { kind, about: RecordRef::new(of, id), due: None }
}
