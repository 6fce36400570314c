//! Consultation spaces and statutory platforms.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AxisId, Context, Event, Fact, ItemId, PartnerId, Plan, Refusal, SpaceId, ThemeId,
    plan::changed,
    rights::{Act, Scope},
    value,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Space {
    pub id: SpaceId,
    pub kind: SpaceKind,
    pub title: String,
    /// What it is there for; may be empty.
    pub mandate: String,
    pub axes: BTreeSet<AxisId>,
    pub themes: BTreeSet<ThemeId>,
    /// The partner that hosts it; `None` is the centre itself.
    pub host: Option<PartnerId>,
    pub members: BTreeSet<PartnerId>,
    /// Items that wait for one of its meetings, first come first.
    pub backlog: Vec<ItemId>,
    pub state: SpaceState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpaceKind {
    Consultation,
    Platform,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SpaceState {
    Active,
    Suspended,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum SpaceCommand {
    Open {
        space: SpaceId,
        kind: SpaceKind,
        title: String,
        #[serde(default)]
        axes: BTreeSet<AxisId>,
        #[serde(default)]
        themes: BTreeSet<ThemeId>,
        #[serde(default)]
        host: Option<PartnerId>,
    },
    Rename {
        space: SpaceId,
        title: String,
    },
    /// What it is there for.
    Describe {
        space: SpaceId,
        mandate: String,
    },
    SetHost {
        space: SpaceId,
        host: Option<PartnerId>,
    },
    /// The axes and themes it works on.
    SetScope {
        space: SpaceId,
        axes: BTreeSet<AxisId>,
        themes: BTreeSet<ThemeId>,
    },
    AddMember {
        space: SpaceId,
        partner: PartnerId,
    },
    RemoveMember {
        space: SpaceId,
        partner: PartnerId,
    },
    Suspend {
        space: SpaceId,
    },
    Resume {
        space: SpaceId,
    },
    /// For good. Wants a reason.
    Close {
        space: SpaceId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SpaceFact {
    Opened {
        space: SpaceId,
        kind: SpaceKind,
        title: String,
        axes: BTreeSet<AxisId>,
        themes: BTreeSet<ThemeId>,
        host: Option<PartnerId>,
    },
    Renamed {
        space: SpaceId,
        from: String,
        to: String,
    },
    Described {
        space: SpaceId,
        to: String,
    },
    HostSet {
        space: SpaceId,
        from: Option<PartnerId>,
        to: Option<PartnerId>,
    },
    ScopeSet {
        space: SpaceId,
        axes: BTreeSet<AxisId>,
        themes: BTreeSet<ThemeId>,
    },
    MemberAdded {
        space: SpaceId,
        partner: PartnerId,
    },
    MemberRemoved {
        space: SpaceId,
        partner: PartnerId,
    },
    Suspended {
        space: SpaceId,
    },
    Resumed {
        space: SpaceId,
    },
    Closed {
        space: SpaceId,
    },
}

impl SpaceFact {
    /// The space it is about.
    #[must_use]
    pub fn space(&self) -> SpaceId {
        match self {
            Self::Opened { space, .. }
            | Self::Renamed { space, .. }
            | Self::Described { space, .. }
            | Self::HostSet { space, .. }
            | Self::ScopeSet { space, .. }
            | Self::MemberAdded { space, .. }
            | Self::MemberRemoved { space, .. }
            | Self::Suspended { space }
            | Self::Resumed { space }
            | Self::Closed { space } => *space,
        }
    }
}

impl Plan {
    pub(crate) fn decide_space(
        &self,
        command: SpaceCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use SpaceCommand as C;
        use SpaceFact as F;
        match command {
            C::Open { space, kind, title, axes, themes, host } => {
                self.require(ctx, Act::ManageSpaces, Scope::Plan)?;
                if self.spaces.contains_key(&space) {
                    return Err(Refusal::Exists("space"));
                }
                self.require_scope(&axes, &themes)?;
                if let Some(host) = host {
                    self.partner(host)?;
                }
                let title = value::title("title", &title)?;
                Ok(vec![F::Opened { space, kind, title, axes, themes, host }.into()])
            }
            C::Rename { space, title } => {
                let from = &self.tended(ctx, space)?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || F::Renamed { space, from: from.clone(), to: to.clone() }))
            }
            C::Describe { space, mandate } => {
                let from = &self.tended(ctx, space)?.mandate;
                let to = value::note("mandate", &mandate)?;
                Ok(changed(from, &to, || F::Described { space, to: to.clone() }))
            }
            C::SetHost { space, host: to } => {
                self.require(ctx, Act::ManageSpaces, Scope::Space(space))?;
                let from = self.living_space(space)?.host;
                if let Some(host) = to {
                    self.partner(host)?;
                }
                Ok(changed(&from, &to, || F::HostSet { space, from, to }))
            }
            C::SetScope { space, axes, themes } => {
                let now = self.tended(ctx, space)?;
                self.require_scope(&axes, &themes)?;
                let same = now.axes == axes && now.themes == themes;
                Ok(if same { Vec::new() } else { vec![F::ScopeSet { space, axes, themes }.into()] })
            }
            C::AddMember { space, partner } => {
                let member = self.tended(ctx, space)?.members.contains(&partner);
                self.active_partner(partner)?;
                Ok(changed(&member, &true, || F::MemberAdded { space, partner }))
            }
            C::RemoveMember { space, partner } => {
                let member = self.tended(ctx, space)?.members.contains(&partner);
                Ok(changed(&member, &false, || F::MemberRemoved { space, partner }))
            }
            C::Suspend { space } => {
                self.turn(ctx, space, SpaceState::Active, F::Suspended { space })
            }
            C::Resume { space } => {
                self.turn(ctx, space, SpaceState::Suspended, F::Resumed { space })
            }
            C::Close { space } => {
                self.require(ctx, Act::ManageSpaces, Scope::Space(space))?;
                self.living_space(space)?;
                ctx.require_reason()?;
                Ok(vec![F::Closed { space }.into()])
            }
        }
    }

    /// Takes a change back where the space still is as the fact left it. What was there before is in the fact.
    pub(crate) fn undo_space(&self, fact: &SpaceFact, ctx: &Context) -> Result<SpaceFact, Refusal> {
        use SpaceFact as F;
        let space = fact.space();
        let act = match fact {
            F::Renamed { .. } | F::MemberAdded { .. } | F::MemberRemoved { .. } => Act::TendSpace,
            F::HostSet { .. } | F::Suspended { .. } | F::Resumed { .. } => Act::ManageSpaces,
            F::Opened { .. } | F::Described { .. } | F::ScopeSet { .. } | F::Closed { .. } => {
                return Err(Refusal::NotUndoable);
            }
        };
        self.require(ctx, act, Scope::Space(space))?;
        let now = self.living_space(space)?;
        let (same, back) = match fact {
            F::Renamed { from, to, .. } => {
                (now.title == *to, F::Renamed { space, from: to.clone(), to: from.clone() })
            }
            F::HostSet { from, to, .. } => {
                (now.host == *to, F::HostSet { space, from: *to, to: *from })
            }
            F::MemberAdded { partner, .. } => {
                let partner = *partner;
                (now.members.contains(&partner), F::MemberRemoved { space, partner })
            }
            F::MemberRemoved { partner, .. } => {
                let partner = *partner;
                self.active_partner(partner)?;
                (!now.members.contains(&partner), F::MemberAdded { space, partner })
            }
            F::Suspended { .. } => (now.state == SpaceState::Suspended, F::Resumed { space }),
            _ => (now.state == SpaceState::Active, F::Suspended { space }),
        };
        if same { Ok(back) } else { Err(Refusal::ChangedSince) }
    }

    fn active_partner(&self, id: PartnerId) -> Result<(), Refusal> {
        match self.partner(id)?.active {
            true => Ok(()),
            false => Err(Refusal::WrongState { what: "partner", state: "withdrawn" }),
        }
    }

    fn require_scope(
        &self,
        axes: &BTreeSet<AxisId>,
        themes: &BTreeSet<ThemeId>,
    ) -> Result<(), Refusal> {
        Self::require_all(&self.axes, axes, "axes")?;
        Self::require_all(&self.themes, themes, "themes")
    }

    /// A space that is not closed, which the actor may tend.
    fn tended(&self, ctx: &Context, id: SpaceId) -> Result<&Space, Refusal> {
        self.require(ctx, Act::TendSpace, Scope::Space(id))?;
        self.living_space(id)
    }

    fn turn(
        &self,
        ctx: &Context,
        id: SpaceId,
        from: SpaceState,
        fact: SpaceFact,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::ManageSpaces, Scope::Space(id))?;
        let state = self.living_space(id)?.state;
        if state != from {
            return Err(Refusal::WrongState { what: "space", state: state.into() });
        }
        Ok(vec![fact.into()])
    }

    pub(crate) fn living_space(&self, id: SpaceId) -> Result<&Space, Refusal> {
        let space = self.spaces.get(&id).ok_or(Refusal::Unknown("space"))?;
        if space.state == SpaceState::Closed {
            return Err(Refusal::WrongState { what: "space", state: space.state.into() });
        }
        Ok(space)
    }

    pub(crate) fn evolve_space(&mut self, fact: &SpaceFact, _event: &Event) {
        use SpaceFact as F;
        if let F::Opened { space, kind, title, axes, themes, host } = fact {
            let opened = Space {
                id: *space,
                kind: *kind,
                title: title.clone(),
                mandate: String::new(),
                axes: axes.clone(),
                themes: themes.clone(),
                host: *host,
                members: BTreeSet::new(),
                backlog: Vec::new(),
                state: SpaceState::Active,
            };
            self.spaces.insert(*space, opened);
            return;
        }
        let Some(space) = self.spaces.get_mut(&fact.space()) else { return };
        match fact {
            F::Opened { .. } => {}
            F::Renamed { to, .. } => space.title.clone_from(to),
            F::Described { to, .. } => space.mandate.clone_from(to),
            F::HostSet { to, .. } => space.host = *to,
            F::ScopeSet { axes, themes, .. } => {
                space.axes.clone_from(axes);
                space.themes.clone_from(themes);
            }
            F::MemberAdded { partner, .. } => {
                space.members.insert(*partner);
            }
            F::MemberRemoved { partner, .. } => {
                space.members.remove(partner);
            }
            F::Suspended { .. } => space.state = SpaceState::Suspended,
            F::Resumed { .. } => space.state = SpaceState::Active,
            F::Closed { .. } => space.state = SpaceState::Closed,
        }
    }
}
