//! Who may do what: one table.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, MeetingId, PartnerId, Plan, RecordRef, SpaceId, TaskId,
    meeting::{MeetingKind, MeetingState},
};

/// A role in a plan. One account may hold several.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Coordinator,
    Facilitator { space: SpaceId },
    Contributor { partner: PartnerId },
    Secretary { meeting: MeetingId },
    Auditor,
    Observer,
}

/// Something that a role may or may not do: a row of the table.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::Display, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum Act {
    /// Read what is published: the frame of the plan and its convened meetings.
    ReadPublished,
    /// Read everything, drafts and backlogs included.
    ReadWork,
    /// Read any moment of the past.
    ReadPast,
    /// Take the whole plan away as a file.
    Export,
    /// Title, editions, axes, themes and communes.
    ShapePlan,
    /// Grant and revoke roles.
    ManageMembers,
    /// Register, rename and withdraw partners.
    ManagePartners,
    /// Open, suspend and close spaces.
    ManageSpaces,
    /// Title, scope and member partners of a space.
    TendSpace,
    /// Schedule a meeting and change its day, place and call for items.
    ArrangeMeeting,
    /// Change the agenda of a meeting, its backlog included.
    PrepareAgenda,
    /// Propose an item to a backlog.
    ProposeItem,
    /// Convene, open, suspend and close a meeting, and step through its items.
    RunMeeting,
    /// Approve minutes.
    KeepMinutes,
    /// Add and change tasks.
    TendTasks,
    /// Record findings, evidence and needs.
    RecordFindings,
    /// Reword and retag findings, correct and withdraw evidence.
    ReviewFindings,
    /// Put findings under review and settle them.
    SettleFindings,
    /// Take a stance in a partner's name.
    TakeStances,
    /// Propose priorities.
    ProposePriorities,
    /// Retain, drop, close, rank and reword priorities.
    RankPriorities,
    /// Draft and propose recommendations, with their means and resources.
    WriteRecommendations,
    /// Validate recommendations and settle what became of them.
    SettleRecommendations,
    /// Report on the progress of recommendations.
    ReportProgress,
    /// Speak to politicians in the plan's name: send recommendations, record answers.
    SpeakOut,
    /// Publish, change and archive outputs.
    PublishOutputs,
    /// Bring in requests for expertise, and reword them.
    RequestExpertise,
    /// Qualify requests, mobilise partners, close.
    HandleExpertise,
    /// Answer requests.
    AnswerExpertise,
    /// Comment on records, rewrite and withdraw one's own comments.
    Comment,
    /// Resolve and reopen threads; of the plan as a whole: withdraw anybody's comment.
    ResolveComments,
}

/// What an act is about, where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Plan,
    Space(SpaceId),
    Meeting(MeetingId),
    /// A backlog: a space's, or the plenary's (`None`).
    Backlog(Option<SpaceId>),
    Task(TaskId),
    /// Work that would belong to this partner or space (a task about to be added).
    Charge {
        partner: Option<PartnerId>,
        space: Option<SpaceId>,
    },
    /// A record that is in somebody's charge: of the chain from findings to advocacy, a request, an output, or
    /// one that is commented on.
    Record(RecordRef),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    No,
    Yes,
    /// Only where the role's own space, partner or meeting is concerned: [`Plan::is_own`].
    Own,
}
use Cell::{No, Own, Yes};

/// The table: a row for each act; columns are coordinator, facilitator, contributor, secretary, auditor, observer.
const fn row(act: Act) -> [Cell; 6] {
    match act {
        Act::ReadPublished => [Yes, Yes, Yes, Yes, Yes, Yes],
        Act::ReadWork => [Yes, Yes, Yes, Yes, Yes, No],
        Act::ReadPast => [Yes, Yes, Yes, Yes, Yes, No],
        Act::Export => [Yes, No, No, No, Yes, No],
        Act::ShapePlan => [Yes, No, No, No, No, No],
        Act::ManageMembers => [Yes, No, No, No, No, No],
        Act::ManagePartners => [Yes, No, No, No, No, No],
        Act::ManageSpaces => [Yes, No, No, No, No, No],
        Act::TendSpace => [Yes, Own, No, No, No, No],
        Act::ArrangeMeeting => [Yes, Own, No, No, No, No],
        Act::PrepareAgenda => [Yes, Own, Own, Own, No, No],
        Act::ProposeItem => [Yes, Own, Own, No, No, No],
        Act::RunMeeting => [Yes, Own, No, No, No, No],
        Act::KeepMinutes => [Yes, No, No, Own, No, No],
        Act::TendTasks => [Yes, Own, Own, No, No, No],
        Act::RecordFindings => [Yes, Own, Own, No, No, No],
        Act::ReviewFindings => [Yes, Own, Own, No, No, No],
        Act::SettleFindings => [Yes, Own, No, No, No, No],
        Act::TakeStances => [Yes, No, Own, No, No, No],
        Act::ProposePriorities => [Yes, Own, Own, No, No, No],
        Act::RankPriorities => [Yes, Own, No, No, No, No],
        Act::WriteRecommendations => [Yes, Own, Own, No, No, No],
        Act::SettleRecommendations => [Yes, Own, No, No, No, No],
        Act::ReportProgress => [Yes, Own, Own, No, No, No],
        Act::SpeakOut => [Yes, No, No, No, No, No],
        Act::PublishOutputs => [Yes, Own, No, No, No, No],
        Act::RequestExpertise => [Yes, Own, Own, No, No, No],
        Act::HandleExpertise => [Yes, Own, No, No, No, No],
        Act::AnswerExpertise => [Yes, Own, Own, No, No, No],
        Act::Comment => [Yes, Yes, Yes, No, No, No],
        Act::ResolveComments => [Yes, Own, Own, No, No, No],
    }
}

impl Role {
    const fn column(self) -> usize {
        match self {
            Self::Coordinator => 0,
            Self::Facilitator { .. } => 1,
            Self::Contributor { .. } => 2,
            Self::Secretary { .. } => 3,
            Self::Auditor => 4,
            Self::Observer => 5,
        }
    }
}

impl Plan {
    /// Whether an account may do something at a time, in milliseconds since the Unix epoch. Deny by
    /// default: no role, no right.
    #[must_use]
    pub fn may(&self, account: AccountId, act: Act, scope: Scope, now: i64) -> bool {
        self.members.get(&account).is_some_and(|member| {
            member.roles_at(now).any(|role| match row(act)[role.column()] {
                No => false,
                Yes => true,
                Own => self.is_own(role, act, scope),
            })
        })
    }

    /// Whether the scope is the role's own.
    fn is_own(&self, role: Role, act: Act, scope: Scope) -> bool {
        match role {
            Role::Facilitator { space } => self.space_of(scope) == Some(space),
            Role::Contributor { partner } => self.is_open_to(partner, act, scope),
            Role::Secretary { meeting } => scope == Scope::Meeting(meeting),
            Role::Coordinator | Role::Auditor | Role::Observer => false,
        }
    }

    fn space_of(&self, scope: Scope) -> Option<SpaceId> {
        match scope {
            Scope::Plan => None,
            Scope::Space(space) => Some(space),
            Scope::Meeting(id) => self.meetings.get(&id)?.space,
            Scope::Backlog(space) | Scope::Charge { space, .. } => space,
            Scope::Task(id) => self.tasks.get(&id)?.space,
            Scope::Record(of) => self.charge_of(of)?.space,
        }
    }

    /// A contributor works on what belongs to their partner, on the agendas in preparation of the
    /// spaces their partner sits in, and on the plenaries in preparation, which are everybody's.
    fn is_open_to(&self, partner: PartnerId, act: Act, scope: Scope) -> bool {
        let sits_in = |space: Option<SpaceId>| match space {
            None => true,
            Some(id) => self.spaces.get(&id).is_some_and(|s| s.members.contains(&partner)),
        };
        match scope {
            Scope::Meeting(id) => self.meetings.get(&id).is_some_and(|m| {
                m.state == MeetingState::Preparation
                    && m.kind != MeetingKind::Steering
                    && sits_in(m.space)
            }),
            Scope::Backlog(space) => sits_in(space),
            Scope::Task(id) => self.tasks.get(&id).is_some_and(|t| t.owner == Some(partner)),
            Scope::Charge { partner: owner, .. } => owner == Some(partner),
            Scope::Record(of) => self.is_in_charge(partner, act, of),
            Scope::Plan | Scope::Space(_) => false,
        }
    }

    /// What an account reads of the plan, if anything.
    #[must_use]
    pub fn audience_of(&self, account: AccountId, now: i64) -> Option<Audience> {
        if self.may(account, Act::ReadWork, Scope::Plan, now) {
            Some(Audience::Members)
        } else if self.may(account, Act::ReadPublished, Scope::Plan, now) {
            Some(Audience::Observers)
        } else {
            None
        }
    }

    /// Whether a role ended by itself after `from`, up to `to`: then rights are to be asked again.
    #[must_use]
    pub fn role_ended(&self, from: i64, to: i64) -> bool {
        let mut ends = self.members.values().flat_map(|member| &member.ends);
        ends.any(|end| from < end.until && end.until <= to)
    }
}

/// Who sees the same things: what is sent is encoded once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Audience {
    /// Everyone who works on the plan, auditors included.
    Members,
    /// Those who read what is published.
    Observers,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Coordinator => "coordinator",
            Self::Facilitator { .. } => "facilitator",
            Self::Contributor { .. } => "contributor",
            Self::Secretary { .. } => "secretary",
            Self::Auditor => "auditor",
            Self::Observer => "observer",
        })
    }
}
