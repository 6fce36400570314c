//! Axes of access to rights, and themes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AxisId, Context, Event, Fact, Plan, Refusal, ThemeId,
    plan::changed,
    rights::{Act, Scope},
    value,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Axis {
    pub id: AxisId,
    pub number: u8,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Theme {
    pub id: ThemeId,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum AxisCommand {
    Add { axis: AxisId, number: u8, title: String },
    Rename { axis: AxisId, title: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AxisFact {
    Added { axis: AxisId, number: u8, title: String },
    Renamed { axis: AxisId, from: String, to: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum ThemeCommand {
    Add { theme: ThemeId, title: String },
    Rename { theme: ThemeId, title: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ThemeFact {
    Added { theme: ThemeId, title: String },
    Renamed { theme: ThemeId, from: String, to: String },
}

impl Plan {
    pub(crate) fn decide_axis(
        &self,
        command: AxisCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        match command {
            AxisCommand::Add { axis, number, title } => {
                if self.axes.contains_key(&axis) {
                    return Err(Refusal::Exists("axis"));
                }
                if self.axes.values().any(|a| a.number == number) {
                    return Err(Refusal::Exists("number"));
                }
                value::within("number", number.into(), 1, 99)?;
                let title = value::title("title", &title)?;
                Ok(vec![AxisFact::Added { axis, number, title }.into()])
            }
            AxisCommand::Rename { axis, title } => {
                let from = &self.axes.get(&axis).ok_or(Refusal::Unknown("axis"))?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || AxisFact::Renamed {
                    axis,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
        }
    }

    pub(crate) fn evolve_axis(&mut self, fact: &AxisFact, _event: &Event) {
        match fact {
            AxisFact::Added { axis, number, title } => {
                self.axes.insert(*axis, Axis { id: *axis, number: *number, title: title.clone() });
            }
            AxisFact::Renamed { axis, to, .. } => {
                if let Some(axis) = self.axes.get_mut(axis) {
                    axis.title.clone_from(to);
                }
            }
        }
    }

    pub(crate) fn decide_theme(
        &self,
        command: ThemeCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        match command {
            ThemeCommand::Add { theme, title } => {
                if self.themes.contains_key(&theme) {
                    return Err(Refusal::Exists("theme"));
                }
                let title = value::title("title", &title)?;
                Ok(vec![ThemeFact::Added { theme, title }.into()])
            }
            ThemeCommand::Rename { theme, title } => {
                let from = &self.themes.get(&theme).ok_or(Refusal::Unknown("theme"))?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || ThemeFact::Renamed {
                    theme,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
        }
    }

    pub(crate) fn evolve_theme(&mut self, fact: &ThemeFact, _event: &Event) {
        match fact {
            ThemeFact::Added { theme, title } => {
                self.themes.insert(*theme, Theme { id: *theme, title: title.clone() });
            }
            ThemeFact::Renamed { theme, to, .. } => {
                if let Some(theme) = self.themes.get_mut(theme) {
                    theme.title.clone_from(to);
                }
            }
        }
    }
}
