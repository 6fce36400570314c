//! Tasks: who does what by when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AxisId, Context, Event, Fact, MeetingId, PartnerId, Plan, RecordRef, Refusal,
    SpaceId, TaskId,
    plan::changed,
    rights::{Act, Scope},
    value::{self, Day},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    pub id: TaskId,
    pub title: String,
    pub owner: Option<PartnerId>,
    pub due: Option<Day>,
    pub axis: Option<AxisId>,
    pub space: Option<SpaceId>,
    /// The meeting it comes from.
    pub meeting: Option<MeetingId>,
    /// The record of the chain that it is to bring on.
    pub about: Option<RecordRef>,
    pub state: TaskState,
    /// Who changed it last: only they may take that change back.
    pub changed_by: AccountId,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TaskState {
    Open,
    Done,
    Dropped,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum TaskCommand {
    Add {
        task: TaskId,
        title: String,
        #[serde(default)]
        owner: Option<PartnerId>,
        #[serde(default)]
        due: Option<Day>,
        #[serde(default)]
        axis: Option<AxisId>,
        #[serde(default)]
        space: Option<SpaceId>,
        #[serde(default)]
        meeting: Option<MeetingId>,
        #[serde(default)]
        about: Option<RecordRef>,
    },
    Rename {
        task: TaskId,
        title: String,
    },
    Assign {
        task: TaskId,
        owner: Option<PartnerId>,
    },
    SetDue {
        task: TaskId,
        due: Option<Day>,
    },
    Complete {
        task: TaskId,
    },
    Reopen {
        task: TaskId,
    },
    /// Gives it up. Wants a reason.
    Drop {
        task: TaskId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TaskFact {
    Added {
        task: TaskId,
        title: String,
        owner: Option<PartnerId>,
        due: Option<Day>,
        axis: Option<AxisId>,
        space: Option<SpaceId>,
        meeting: Option<MeetingId>,
        #[serde(default)]
        about: Option<RecordRef>,
    },
    Renamed {
        task: TaskId,
        from: String,
        to: String,
    },
    Assigned {
        task: TaskId,
        from: Option<PartnerId>,
        to: Option<PartnerId>,
    },
    DueSet {
        task: TaskId,
        from: Option<Day>,
        to: Option<Day>,
    },
    Completed {
        task: TaskId,
    },
    Reopened {
        task: TaskId,
        was: TaskState,
    },
    Dropped {
        task: TaskId,
    },
}

impl TaskFact {
    /// The task it is about.
    #[must_use]
    pub fn task(&self) -> TaskId {
        match self {
            Self::Added { task, .. }
            | Self::Renamed { task, .. }
            | Self::Assigned { task, .. }
            | Self::DueSet { task, .. }
            | Self::Completed { task }
            | Self::Reopened { task, .. }
            | Self::Dropped { task } => *task,
        }
    }
}

impl Plan {
    pub(crate) fn decide_task(
        &self,
        command: TaskCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use TaskCommand as C;
        use TaskFact as F;
        match command {
            C::Add { .. } => self.add_task(command, ctx),
            C::Rename { task, title } => {
                let from = &self.tended_task(ctx, task)?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || F::Renamed { task, from: from.clone(), to: to.clone() }))
            }
            C::Assign { task, owner: to } => {
                let from = self.tended_task(ctx, task)?.owner;
                if let Some(owner) = to {
                    self.partner(owner)?;
                }
                Ok(changed(&from, &to, || F::Assigned { task, from, to }))
            }
            C::SetDue { task, due: to } => {
                let from = &self.tended_task(ctx, task)?.due;
                Ok(changed(from, &to, || F::DueSet { task, from: from.clone(), to: to.clone() }))
            }
            C::Complete { task } => {
                self.task_in(ctx, task, &[TaskState::Open])?;
                Ok(vec![F::Completed { task }.into()])
            }
            C::Reopen { task } => {
                let was = self.task_in(ctx, task, &[TaskState::Done, TaskState::Dropped])?;
                Ok(vec![F::Reopened { task, was }.into()])
            }
            C::Drop { task } => {
                self.task_in(ctx, task, &[TaskState::Open])?;
                ctx.require_reason()?;
                Ok(vec![F::Dropped { task }.into()])
            }
        }
    }

    fn add_task(&self, command: TaskCommand, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let TaskCommand::Add { task, title, owner, due, axis, space, meeting, about } = command
        else {
            return Ok(Vec::new());
        };
        self.require(ctx, Act::TendTasks, Scope::Charge { partner: owner, space })?;
        if self.tasks.contains_key(&task) {
            return Err(Refusal::Exists("task"));
        }
        self.check_place(owner, axis, space)?;
        if let Some(meeting) = meeting {
            self.meeting(meeting)?;
        }
        if let Some(about) = about {
            self.require_link(about)?;
        }
        let title = value::title("title", &title)?;
        Ok(vec![TaskFact::Added { task, title, owner, due, axis, space, meeting, about }.into()])
    }

    fn tended_task(&self, ctx: &Context, id: TaskId) -> Result<&Task, Refusal> {
        self.require(ctx, Act::TendTasks, Scope::Task(id))?;
        self.tasks.get(&id).ok_or(Refusal::Unknown("task"))
    }

    fn task_in(
        &self,
        ctx: &Context,
        id: TaskId,
        states: &[TaskState],
    ) -> Result<TaskState, Refusal> {
        let state = self.tended_task(ctx, id)?.state;
        if states.contains(&state) {
            Ok(state)
        } else {
            Err(Refusal::WrongState { what: "task", state: state.into() })
        }
    }

    /// The fact that takes a task's fact back.
    pub(crate) fn undo_task(&self, fact: &TaskFact, ctx: &Context) -> Result<TaskFact, Refusal> {
        use TaskFact as F;
        let now = self.tended_task(ctx, fact.task())?;
        if now.changed_by != ctx.actor {
            return Err(Refusal::ChangedSince);
        }
        let task = now.id;
        Ok(match fact {
            F::Renamed { from, .. } => {
                F::Renamed { task, from: now.title.clone(), to: from.clone() }
            }
            F::Assigned { from, .. } => F::Assigned { task, from: now.owner, to: *from },
            F::DueSet { from, .. } => F::DueSet { task, from: now.due.clone(), to: from.clone() },
            F::Added { .. } if now.state == TaskState::Open => F::Dropped { task },
            F::Completed { .. } | F::Dropped { .. } if now.state != TaskState::Open => {
                F::Reopened { task, was: now.state }
            }
            F::Reopened { was: TaskState::Done, .. } if now.state == TaskState::Open => {
                F::Completed { task }
            }
            F::Reopened { .. } if now.state == TaskState::Open => F::Dropped { task },
            F::Added { .. } | F::Completed { .. } | F::Dropped { .. } | F::Reopened { .. } => {
                return Err(Refusal::ChangedSince);
            }
        })
    }

    pub(crate) fn evolve_task(&mut self, fact: &TaskFact, event: &Event) {
        use TaskFact as F;
        if let F::Added { task, title, owner, due, axis, space, meeting, about } = fact {
            let added = Task {
                id: *task,
                title: title.clone(),
                owner: *owner,
                due: due.clone(),
                axis: *axis,
                space: *space,
                meeting: *meeting,
                about: *about,
                state: TaskState::Open,
                changed_by: event.actor,
            };
            self.tasks.insert(*task, added);
            return;
        }
        let Some(task) = self.tasks.get_mut(&fact.task()) else { return };
        task.changed_by = event.actor;
        match fact {
            F::Added { .. } => {}
            F::Renamed { to, .. } => task.title.clone_from(to),
            F::Assigned { to, .. } => task.owner = *to,
            F::DueSet { to, .. } => task.due.clone_from(to),
            F::Completed { .. } => task.state = TaskState::Done,
            F::Reopened { .. } => task.state = TaskState::Open,
            F::Dropped { .. } => task.state = TaskState::Dropped,
        }
    }
}
