//! Reports: how far a recommendation has come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Context, Event, Fact, PartnerId, Plan, RecommendationId, RecordKind, RecordRef, Refusal,
    ReportId,
    plan::changed,
    recommendation::RecommendationState,
    rights::{Act, Scope},
    value::{self, Day},
};

/// Reports on one recommendation.
const MAX_REPORTS: usize = 200;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    pub id: ReportId,
    pub recommendation: RecommendationId,
    /// Who reports.
    pub partner: Option<PartnerId>,
    pub progress: Progress,
    /// Number of the event that wrote it.
    pub at: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    pub day: Day,
    /// 0 to 100, where it can be told.
    #[serde(default)]
    pub percent: Option<u8>,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum ReportCommand {
    Write {
        report: ReportId,
        recommendation: RecommendationId,
        progress: Progress,
        #[serde(default)]
        partner: Option<PartnerId>,
    },
    Correct {
        report: ReportId,
        progress: Progress,
    },
    /// Wants a reason.
    Withdraw {
        report: ReportId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ReportFact {
    Written {
        report: ReportId,
        recommendation: RecommendationId,
        progress: Progress,
        partner: Option<PartnerId>,
    },
    Corrected {
        report: ReportId,
        from: Progress,
        to: Progress,
    },
    Withdrawn {
        report: ReportId,
    },
}

impl ReportFact {
    /// The report it is about.
    #[must_use]
    pub fn report(&self) -> ReportId {
        match self {
            Self::Written { report, .. }
            | Self::Corrected { report, .. }
            | Self::Withdrawn { report } => *report,
        }
    }
}

impl Plan {
    pub(crate) fn decide_report(
        &self,
        command: ReportCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use ReportCommand as C;
        use ReportFact as F;
        match command {
            C::Write { report, recommendation, progress, partner } => {
                let name = RecordRef::new(RecordKind::Recommendation, recommendation);
                self.require(ctx, Act::ReportProgress, Scope::Record(name))?;
                if self.reports.contains_key(&report) {
                    return Err(Refusal::Exists("report"));
                }
                let known = self.recommendations.get(&recommendation);
                let state = known.ok_or(Refusal::Unknown("recommendation"))?.state;
                if state < RecommendationState::Sent {
                    return Err(Refusal::WrongState {
                        what: "recommendation",
                        state: state.into(),
                    });
                }
                self.check_place(partner, None, None)?;
                let above = self.chain.above(name);
                if above.filter(|name| name.kind == RecordKind::Report).count() >= MAX_REPORTS {
                    return Err(Refusal::TooMany { what: "reports", max: MAX_REPORTS });
                }
                let progress = progress.checked()?;
                Ok(vec![F::Written { report, recommendation, progress, partner }.into()])
            }
            C::Correct { report, progress } => {
                let from = &self.tended_report(ctx, report)?.progress;
                let to = progress.checked()?;
                Ok(changed(from, &to, || F::Corrected {
                    report,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Withdraw { report } => {
                self.tended_report(ctx, report)?;
                ctx.require_reason()?;
                self.require_no_files(RecordRef::new(RecordKind::Report, report))?;
                Ok(vec![F::Withdrawn { report }.into()])
            }
        }
    }

    fn tended_report(&self, ctx: &Context, id: ReportId) -> Result<&Report, Refusal> {
        let name = RecordRef::new(RecordKind::Report, id);
        self.require(ctx, Act::ReportProgress, Scope::Record(name))?;
        self.reports.get(&id).ok_or(Refusal::Unknown("report"))
    }

    pub(crate) fn evolve_report(&mut self, fact: &ReportFact, event: &Event) {
        use ReportFact as F;
        let below = |id| RecordRef::new(RecordKind::Recommendation, id);
        let name = RecordRef::new(RecordKind::Report, fact.report());
        match fact {
            F::Written { report: id, recommendation, progress, partner } => {
                let (id, recommendation, partner) = (*id, *recommendation, *partner);
                let (progress, at) = (progress.clone(), event.seq);
                self.chain.link(below(recommendation), name);
                self.reports.insert(id, Report { id, recommendation, partner, progress, at });
            }
            F::Corrected { report, to, .. } => {
                if let Some(report) = self.reports.get_mut(report) {
                    report.progress.clone_from(to);
                }
            }
            // What is withdrawn is in the history only.
            F::Withdrawn { report } => {
                if let Some(report) = self.reports.remove(report) {
                    self.chain.unlink(below(report.recommendation), name);
                }
            }
        }
    }
}

impl Progress {
    fn checked(self) -> Result<Self, Refusal> {
        if let Some(percent) = self.percent {
            value::within("percent", percent.into(), 0, 100)?;
        }
        let words = value::note("words", &self.words)?;
        if words.is_empty() {
            return Err(Refusal::Empty { field: "words" });
        }
        Ok(Self { words, ..self })
    }
}
