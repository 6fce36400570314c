//! Outputs: what a plan's work has brought out, as a library.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AxisId, Context, Event, Fact, OutputId, PartnerId, Plan, RecordKind, RecordRef, Refusal,
    SpaceId, ThemeId,
    plan::changed,
    rights::{Act, Scope},
    value::{self, WebLink},
};

/// No integration plan is older, and none says what comes after.
const FIRST_YEAR: i64 = 1950;
const LAST_YEAR: i64 = 2200;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Output {
    pub id: OutputId,
    pub details: OutputDetails,
    /// Out of the library, and still in the history.
    pub archived: bool,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    Memorandum,
    Directory,
    FactSheet,
    Documentary,
    Report,
    /// Something to work with: a charter, a guide.
    Tool,
}

/// What may change of an output, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutputDetails {
    pub kind: OutputKind,
    pub title: String,
    pub year: u16,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub themes: BTreeSet<ThemeId>,
    #[serde(default)]
    pub axis: Option<AxisId>,
    #[serde(default)]
    pub space: Option<SpaceId>,
    #[serde(default)]
    pub partner: Option<PartnerId>,
    /// Where it is on the web, where it is.
    #[serde(default)]
    pub link: Option<WebLink>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum OutputCommand {
    Publish {
        output: OutputId,
        details: OutputDetails,
    },
    Change {
        output: OutputId,
        details: OutputDetails,
    },
    /// Takes it out of the library. Wants a reason.
    Archive {
        output: OutputId,
    },
    Restore {
        output: OutputId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum OutputFact {
    Published { output: OutputId, details: OutputDetails },
    Changed { output: OutputId, from: OutputDetails, to: OutputDetails },
    Archived { output: OutputId },
    Restored { output: OutputId },
}

impl OutputFact {
    /// The output it is about.
    #[must_use]
    pub fn output(&self) -> OutputId {
        match self {
            Self::Published { output, .. }
            | Self::Changed { output, .. }
            | Self::Archived { output }
            | Self::Restored { output } => *output,
        }
    }
}

impl Plan {
    pub(crate) fn decide_output(
        &self,
        command: OutputCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use OutputCommand as C;
        use OutputFact as F;
        match command {
            C::Publish { output, details } => {
                self.require_output_place(ctx, &details)?;
                if self.outputs.contains_key(&output) {
                    return Err(Refusal::Exists("output"));
                }
                let details = self.check_output(details, None)?;
                Ok(vec![F::Published { output, details }.into()])
            }
            C::Change { output, details } => {
                let from = &self.tended_output(ctx, output, false)?.details;
                self.require_output_place(ctx, &details)?;
                let to = self.check_output(details, Some(from))?;
                Ok(changed(from, &to, || F::Changed { output, from: from.clone(), to: to.clone() }))
            }
            C::Archive { output } => {
                self.tended_output(ctx, output, false)?;
                ctx.require_reason()?;
                Ok(vec![F::Archived { output }.into()])
            }
            C::Restore { output } => {
                self.tended_output(ctx, output, true)?;
                Ok(vec![F::Restored { output }.into()])
            }
        }
    }

    /// Nobody puts an output in the charge of a space that is not theirs.
    fn require_output_place(&self, ctx: &Context, details: &OutputDetails) -> Result<(), Refusal> {
        let (partner, space) = (details.partner, details.space);
        self.require(ctx, Act::PublishOutputs, Scope::Charge { partner, space })
    }

    /// An output that is in the library, or one that is archived.
    fn tended_output(
        &self,
        ctx: &Context,
        id: OutputId,
        archived: bool,
    ) -> Result<&Output, Refusal> {
        let name = RecordRef::new(RecordKind::Output, id);
        self.require(ctx, Act::PublishOutputs, Scope::Record(name))?;
        let output = self.outputs.get(&id).ok_or(Refusal::Unknown("output"))?;
        if output.archived != archived {
            let state = if output.archived { "archived" } else { "published" };
            return Err(Refusal::WrongState { what: "output", state });
        }
        Ok(output)
    }

    /// What stays as it was stays allowed: an old output keeps a space that has closed since.
    fn check_output(
        &self,
        details: OutputDetails,
        from: Option<&OutputDetails>,
    ) -> Result<OutputDetails, Refusal> {
        let kept = from.and_then(|from| from.space);
        self.check_place(
            details.partner,
            details.axis,
            details.space.filter(|s| kept != Some(*s)),
        )?;
        Self::require_all(&self.themes, &details.themes, "themes")?;
        value::within("year", details.year.into(), FIRST_YEAR, LAST_YEAR)?;
        let title = value::title("title", &details.title)?;
        let note = value::note("note", &details.note)?;
        Ok(OutputDetails { title, note, ..details })
    }

    /// The fact that takes an output's fact back, unless it says something else since. One that was published
    /// goes out of the library, and stays in the history.
    pub(crate) fn undo_output(
        &self,
        fact: &OutputFact,
        ctx: &Context,
    ) -> Result<OutputFact, Refusal> {
        use OutputFact as F;
        let output = fact.output();
        let archived = matches!(fact, F::Archived { .. });
        let now = self.tended_output(ctx, output, archived)?;
        let (same, back) = match fact {
            F::Published { details, .. } => (now.details == *details, F::Archived { output }),
            F::Changed { from, to, .. } => {
                self.require_output_place(ctx, from)?;
                let (from, to) = (to.clone(), self.check_output(from.clone(), Some(from))?);
                (now.details == from, F::Changed { output, from, to })
            }
            F::Archived { .. } => (true, F::Restored { output }),
            F::Restored { .. } => (true, F::Archived { output }),
        };
        if same { Ok(back) } else { Err(Refusal::ChangedSince) }
    }

    pub(crate) fn evolve_output(&mut self, fact: &OutputFact, _event: &Event) {
        if let OutputFact::Published { output: id, details } = fact {
            let output = Output { id: *id, details: details.clone(), archived: false };
            self.outputs.insert(*id, output);
            return;
        }
        let Some(output) = self.outputs.get_mut(&fact.output()) else { return };
        match fact {
            OutputFact::Published { .. } => {}
            OutputFact::Changed { to, .. } => output.details.clone_from(to),
            OutputFact::Archived { .. } => output.archived = true,
            OutputFact::Restored { .. } => output.archived = false,
        }
    }
}
