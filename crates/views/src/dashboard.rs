//! The dashboard: a plan's counts, a pure function of its state.

use plenum_domain::{
    Audience, AxisId, EditionId, MeetingId, Plan, RecordKind, RecordRef,
    agenda::{Home, ItemState},
    meeting::MeetingState,
    partner::Sector,
    space::SpaceState,
    task::TaskState,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::is_visible;

/// What a plan amounts to at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dashboard {
    /// Number of the event it is true at.
    pub seq: u64,
    /// The edition that was opened last.
    pub edition: Option<EditionId>,
    /// The first meeting by day that is not over.
    pub next_meeting: Option<MeetingId>,
    pub meetings_held: usize,
    pub meetings_ahead: usize,
    pub spaces_active: usize,
    pub partners_umbrella: usize,
    pub partners_associative: usize,
    pub partners_public: usize,
    pub partners_private: usize,
    pub communes: usize,
    pub tasks: TaskCounts,
    pub axes: Vec<AxisProgress>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskCounts {
    pub open: usize,
    pub done: usize,
    pub dropped: usize,
}

/// How far an axis has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AxisProgress {
    pub axis: AxisId,
    pub spaces: usize,
    /// Items dealt with in meetings.
    pub items_done: usize,
    /// Items on agendas still ahead, or waiting in backlogs.
    pub items_ahead: usize,
    pub tasks: TaskCounts,
}

impl TaskCounts {
    fn count(&mut self, state: TaskState) {
        match state {
            TaskState::Open => self.open += 1,
            TaskState::Done => self.done += 1,
            TaskState::Dropped => self.dropped += 1,
        }
    }
}

impl Dashboard {
    /// The counts of what an audience may see.
    #[must_use]
    pub fn of(plan: &Plan, audience: Audience) -> Self {
        let sees = |kind, id: uuid::Uuid| is_visible(plan, RecordRef { kind, id }, audience);
        let meetings = || plan.meetings.values().filter(|m| sees(RecordKind::Meeting, m.id.into()));
        let is_over =
            |s: MeetingState| matches!(s, MeetingState::Closed | MeetingState::MinutesApproved);
        let partners = |sector: Sector| {
            plan.partners.values().filter(|p| p.active && p.sector == sector).count()
        };
        let mut tasks = TaskCounts::default();
        for task in plan.tasks.values().filter(|t| sees(RecordKind::Task, t.id.into())) {
            tasks.count(task.state);
        }
        Self {
            seq: plan.head,
            edition: plan
                .editions
                .values()
                .filter(|e| sees(RecordKind::Edition, e.id.into()))
                .max_by_key(|e| e.from_year)
                .map(|e| e.id),
            next_meeting: meetings()
                .filter(|m| !is_over(m.state))
                .min_by_key(|m| (m.when.day.clone(), m.when.starts))
                .map(|m| m.id),
            meetings_held: meetings().filter(|m| is_over(m.state)).count(),
            meetings_ahead: meetings().filter(|m| !is_over(m.state)).count(),
            spaces_active: plan.spaces.values().filter(|s| s.state == SpaceState::Active).count(),
            partners_umbrella: partners(Sector::Umbrella),
            partners_associative: partners(Sector::Associative),
            partners_public: partners(Sector::Public),
            partners_private: partners(Sector::Private),
            communes: plan.communes.len(),
            tasks,
            axes: axes(plan, audience),
        }
    }
}

fn axes(plan: &Plan, audience: Audience) -> Vec<AxisProgress> {
    let mut axes: Vec<_> = plan
        .axes
        .values()
        .map(|axis| AxisProgress {
            axis: axis.id,
            spaces: plan
                .spaces
                .values()
                .filter(|s| s.state != SpaceState::Closed && s.axes.contains(&axis.id))
                .count(),
            items_done: 0,
            items_ahead: 0,
            tasks: TaskCounts::default(),
        })
        .collect();
    axes.sort_by_key(|p| plan.axes.get(&p.axis).map(|a| a.number));
    let place = |axes: &[AxisProgress], id: Option<AxisId>| {
        id.and_then(|id| axes.iter().position(|p| p.axis == id))
    };
    for item in plan.items.values() {
        let name = RecordRef::new(RecordKind::Item, item.id);
        let Some(at) = place(&axes, item.axis).filter(|_| is_visible(plan, name, audience)) else {
            continue;
        };
        let over = match item.home {
            Home::Meeting { meeting } => plan.meetings.get(&meeting).is_some_and(|m| {
                matches!(m.state, MeetingState::Closed | MeetingState::MinutesApproved)
            }),
            Home::Backlog { .. } => false,
        };
        if item.state == ItemState::Done || over {
            axes[at].items_done += 1;
        } else {
            axes[at].items_ahead += 1;
        }
    }
    for task in plan.tasks.values() {
        let name = RecordRef::new(RecordKind::Task, task.id);
        if let Some(at) = place(&axes, task.axis).filter(|_| is_visible(plan, name, audience)) {
            axes[at].tasks.count(task.state);
        }
    }
    axes
}
