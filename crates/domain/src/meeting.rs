//! Meetings: of a space, of the steering group, and plenaries.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Context, EditionId, Event, Fact, MeetingId, Plan, Refusal, SpaceId,
    agenda::Entry,
    plan::changed,
    rights::{Act, Scope},
    value::{self, Day, MinuteOfDay},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    pub id: MeetingId,
    pub kind: MeetingKind,
    /// The space that meets; `None` for steering meetings and plenaries.
    pub space: Option<SpaceId>,
    pub edition: Option<EditionId>,
    pub title: String,
    pub when: Slot,
    pub place: String,
    /// Items that come in after this day are late.
    pub call_until: Option<Day>,
    pub state: MeetingState,
    /// Number of the event that convened it: the convocation is the plan as it was then.
    pub convened_at: Option<u64>,
    /// Its items in reading order, each with its depth.
    pub agenda: Vec<Entry>,
}

/// When a meeting takes place, in the local time of the territory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    pub day: Day,
    pub starts: MinuteOfDay,
    /// When it must be over, if that is known.
    #[serde(default)]
    pub ends: Option<MinuteOfDay>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    Space,
    Steering,
    Plenary,
}

/// preparation → convened → open ⇄ suspended → closed → minutes approved.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MeetingState {
    Preparation,
    Convened,
    Open,
    Suspended,
    Closed,
    MinutesApproved,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum MeetingCommand {
    Schedule {
        meeting: MeetingId,
        kind: MeetingKind,
        #[serde(default)]
        space: Option<SpaceId>,
        #[serde(default)]
        edition: Option<EditionId>,
        title: String,
        when: Slot,
        #[serde(default)]
        place: String,
    },
    Rename {
        meeting: MeetingId,
        title: String,
    },
    Reschedule {
        meeting: MeetingId,
        when: Slot,
    },
    Relocate {
        meeting: MeetingId,
        place: String,
    },
    /// Calls for items until a day, or ends the call (`null`).
    CallForItems {
        meeting: MeetingId,
        until: Option<Day>,
    },
    /// Freezes the convocation; later changes show as changes since.
    Convene {
        meeting: MeetingId,
    },
    Open {
        meeting: MeetingId,
    },
    Suspend {
        meeting: MeetingId,
    },
    Resume {
        meeting: MeetingId,
    },
    Close {
        meeting: MeetingId,
    },
    ApproveMinutes {
        meeting: MeetingId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MeetingFact {
    Scheduled {
        meeting: MeetingId,
        kind: MeetingKind,
        space: Option<SpaceId>,
        edition: Option<EditionId>,
        title: String,
        when: Slot,
        place: String,
    },
    Renamed {
        meeting: MeetingId,
        from: String,
        to: String,
    },
    Rescheduled {
        meeting: MeetingId,
        from: Slot,
        to: Slot,
    },
    Relocated {
        meeting: MeetingId,
        from: String,
        to: String,
    },
    ItemsCalled {
        meeting: MeetingId,
        until: Option<Day>,
    },
    Convened {
        meeting: MeetingId,
    },
    Opened {
        meeting: MeetingId,
    },
    Suspended {
        meeting: MeetingId,
    },
    Resumed {
        meeting: MeetingId,
    },
    Closed {
        meeting: MeetingId,
    },
    MinutesApproved {
        meeting: MeetingId,
    },
}

impl MeetingFact {
    /// The meeting it is about.
    #[must_use]
    pub fn meeting(&self) -> MeetingId {
        match self {
            Self::Scheduled { meeting, .. }
            | Self::Renamed { meeting, .. }
            | Self::Rescheduled { meeting, .. }
            | Self::Relocated { meeting, .. }
            | Self::ItemsCalled { meeting, .. }
            | Self::Convened { meeting }
            | Self::Opened { meeting }
            | Self::Suspended { meeting }
            | Self::Resumed { meeting }
            | Self::Closed { meeting }
            | Self::MinutesApproved { meeting } => *meeting,
        }
    }
}

impl Slot {
    fn checked(self) -> Result<Self, Refusal> {
        if self.ends.is_some_and(|ends| ends <= self.starts) {
            let min = i64::from(self.starts.get()) + 1;
            return Err(Refusal::OutOfRange { field: "ends", min, max: 1439 });
        }
        Ok(self)
    }
}

impl Plan {
    pub(crate) fn decide_meeting(
        &self,
        command: MeetingCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use MeetingCommand as C;
        use MeetingFact as F;
        use MeetingState as S;
        match command {
            C::Schedule { .. } => self.schedule(command, ctx),
            C::Rename { meeting, title } => {
                let from = &self.arranged(ctx, meeting)?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || F::Renamed {
                    meeting,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Reschedule { meeting, when } => {
                let from = &self.arranged(ctx, meeting)?.when;
                let to = when.checked()?;
                Ok(changed(from, &to, || F::Rescheduled {
                    meeting,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Relocate { meeting, place } => {
                let from = &self.arranged(ctx, meeting)?.place;
                let to = value::note("place", &place)?;
                Ok(changed(from, &to, || F::Relocated {
                    meeting,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::CallForItems { meeting, until } => {
                let from = &self.arranged(ctx, meeting)?.call_until;
                Ok(changed(from, &until, || F::ItemsCalled { meeting, until: until.clone() }))
            }
            C::Convene { meeting } => {
                self.step(ctx, meeting, &[S::Preparation], F::Convened { meeting })
            }
            C::Open { meeting } => self.step(ctx, meeting, &[S::Convened], F::Opened { meeting }),
            C::Suspend { meeting } => self.step(ctx, meeting, &[S::Open], F::Suspended { meeting }),
            C::Resume { meeting } => {
                self.step(ctx, meeting, &[S::Suspended], F::Resumed { meeting })
            }
            C::Close { meeting } => {
                self.step(ctx, meeting, &[S::Open, S::Suspended], F::Closed { meeting })
            }
            C::ApproveMinutes { meeting } => {
                self.require(ctx, Act::KeepMinutes, Scope::Meeting(meeting))?;
                self.meeting_in(meeting, &[S::Closed])?;
                Ok(vec![F::MinutesApproved { meeting }.into()])
            }
        }
    }

    fn schedule(&self, command: MeetingCommand, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let MeetingCommand::Schedule { meeting, kind, space, edition, title, when, place } =
            command
        else {
            return Ok(Vec::new());
        };
        let scope = space.map_or(Scope::Plan, Scope::Space);
        self.require(ctx, Act::ArrangeMeeting, scope)?;
        if self.meetings.contains_key(&meeting) {
            return Err(Refusal::Exists("meeting"));
        }
        match (kind, space) {
            (MeetingKind::Space, Some(space)) => self.living_space(space).map(drop)?,
            (MeetingKind::Space, None) => return Err(Refusal::Empty { field: "space" }),
            (_, Some(_)) => return Err(Refusal::Malformed { field: "space" }),
            (_, None) => {}
        }
        if edition.is_some_and(|id| !self.editions.contains_key(&id)) {
            return Err(Refusal::Unknown("edition"));
        }
        let title = value::title("title", &title)?;
        let place = value::note("place", &place)?;
        let when = when.checked()?;
        Ok(vec![
            MeetingFact::Scheduled { meeting, kind, space, edition, title, when, place }.into(),
        ])
    }

    pub(crate) fn meeting(&self, id: MeetingId) -> Result<&Meeting, Refusal> {
        self.meetings.get(&id).ok_or(Refusal::Unknown("meeting"))
    }

    /// A meeting that has not begun, which the actor may arrange.
    fn arranged(&self, ctx: &Context, id: MeetingId) -> Result<&Meeting, Refusal> {
        self.require(ctx, Act::ArrangeMeeting, Scope::Meeting(id))?;
        self.meeting_in(id, &[MeetingState::Preparation, MeetingState::Convened])
    }

    pub(crate) fn meeting_in(
        &self,
        id: MeetingId,
        states: &[MeetingState],
    ) -> Result<&Meeting, Refusal> {
        let meeting = self.meeting(id)?;
        if states.contains(&meeting.state) {
            Ok(meeting)
        } else {
            Err(Refusal::WrongState { what: "meeting", state: meeting.state.into() })
        }
    }

    fn step(
        &self,
        ctx: &Context,
        id: MeetingId,
        from: &[MeetingState],
        fact: MeetingFact,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::RunMeeting, Scope::Meeting(id))?;
        self.meeting_in(id, from)?;
        Ok(vec![fact.into()])
    }

    pub(crate) fn evolve_meeting(&mut self, fact: &MeetingFact, event: &Event) {
        use MeetingFact as F;
        if let F::Scheduled { meeting, kind, space, edition, title, when, place } = fact {
            let scheduled = Meeting {
                id: *meeting,
                kind: *kind,
                space: *space,
                edition: *edition,
                title: title.clone(),
                when: when.clone(),
                place: place.clone(),
                call_until: None,
                state: MeetingState::Preparation,
                convened_at: None,
                agenda: Vec::new(),
            };
            self.meetings.insert(*meeting, scheduled);
            return;
        }
        let Some(meeting) = self.meetings.get_mut(&fact.meeting()) else { return };
        match fact {
            F::Scheduled { .. } => {}
            F::Renamed { to, .. } => meeting.title.clone_from(to),
            F::Rescheduled { to, .. } => meeting.when.clone_from(to),
            F::Relocated { to, .. } => meeting.place.clone_from(to),
            F::ItemsCalled { until, .. } => meeting.call_until.clone_from(until),
            F::Convened { .. } => {
                meeting.state = MeetingState::Convened;
                meeting.convened_at = Some(event.seq);
            }
            F::Opened { .. } | F::Resumed { .. } => meeting.state = MeetingState::Open,
            F::Suspended { .. } => meeting.state = MeetingState::Suspended,
            F::Closed { .. } => meeting.state = MeetingState::Closed,
            F::MinutesApproved { .. } => meeting.state = MeetingState::MinutesApproved,
        }
    }
}
