//! Reports: a line writes one on a recommendation, or corrects it.

use plenum_domain::{
    Command, PartnerId, Plan, RecommendationId, RecordKind, Report,
    report::{Progress, ReportCommand as C},
    value::MAX_NOTE,
};
use uuid::Uuid;

use super::{
    cells::Cells,
    lines::{Key, Lines, due},
};

pub struct Reports;

fn key(of: RecommendationId, day: &str, partner: Option<PartnerId>) -> Key {
    let partner = partner.map(|id| id.to_string()).unwrap_or_default();
    vec![of.to_string(), day.to_owned(), partner]
}

impl Lines for Reports {
    type Memory = ();
    const CONCEPT: &'static str = "report";
    const MADE: &'static [&'static str] = &["written"];
    const NAME: &'static str = "recommendation";

    fn is_there(plan: &Plan, id: Uuid) -> bool {
        plan.reports.contains_key(&id.into())
    }

    fn known(plan: &Plan) -> Vec<(Key, Uuid)> {
        let one = |report: &Report| {
            let day = report.progress.day.as_str();
            (key(report.recommendation, day, report.partner), report.id.0)
        };
        plan.reports.values().map(one).collect()
    }

    fn key(cells: &mut Cells<'_, '_>, (): &mut ()) -> Option<Key> {
        let of = cells.numbered("recommendation", RecordKind::Recommendation);
        let day = cells.day("day");
        let partner = cells.partner("partner", None);
        Some(key(of?, day?.as_str(), partner?))
    }

    fn commands(cells: &mut Cells<'_, '_>, id: Uuid, (): &mut ()) -> Option<Vec<Command>> {
        let report = id.into();
        let before = cells.plan.reports.get(&report);
        let of = cells.numbered("recommendation", RecordKind::Recommendation);
        let of = cells.once("recommendation", before.map(|report| report.recommendation), of);
        let partner = cells.partner("partner", before.and_then(|report| report.partner));
        let partner = cells.once("partner", before.map(|report| report.partner), partner);
        let day = cells.day("day");
        let percent = cells.whole("percent", before.and_then(|report| report.progress.percent));
        let words = match cells.written("words") {
            "" => cells.refuse("words", "empty"),
            _ => cells.words("words", MAX_NOTE, ""),
        };
        let progress = Progress { day: day?, percent: percent?, words: words? };
        let (recommendation, partner) = (of?, partner?);
        let differs = before.is_some_and(|report| report.progress != progress);
        let write = C::Write { report, recommendation, progress: progress.clone(), partner };
        Some(due([(before.is_none(), write), (differs, C::Correct { report, progress })]))
    }
}
