//! What one record counts for, and where. The browser does the same in `web/src/lib/model/contribution.ts`;
//! one fixture holds the two together. A new kind of record gets its figures by one arm and one function here.

use std::fmt;

use plenum_domain::{
    AgendaItem, Audience, Evidence, Expertise, Finding, Meeting, Output, Partner, Plan, Priority,
    RecordKind, RecordRef, Report, Space, Structure, Task,
    advocacy::AdvocacyState,
    agenda::{Home, ItemState, Presenter},
    expertise::ExpertiseState,
    finding::Position,
    meeting::MeetingState,
    partner::Sector,
    recommendation::RecommendationState,
    task::TaskState,
    value::Day,
};
use uuid::Uuid;

use super::Dim;
use crate::{
    AdvocacyRecord, NeedRecord, PriorityRecord, RecommendationRecord, Record, is_visible, record,
};

/// What is counted: the kind of record, and its state or what of it; `finding.upheld`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metric(pub &'static str, pub &'static str);

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// What one record adds to which sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    pub sums: Vec<(Dim, Metric, i64)>,
    /// What is late once its day has passed.
    pub due: Vec<(Dim, Metric, Day)>,
    /// The other records that were looked at.
    pub relies_on: Vec<RecordRef>,
}

impl Contribution {
    fn count(&mut self, dims: &[Dim], metric: Metric, n: i64) {
        if n != 0 {
            self.sums.extend(dims.iter().map(|dim| (dim.clone(), metric, n)));
        }
    }

    fn falls_due(&mut self, dims: &[Dim], metric: Metric, day: Option<&Day>) {
        if let Some(day) = day {
            self.due.extend(dims.iter().map(|dim| (dim.clone(), metric, day.clone())));
        }
    }
}

fn communes<'c>(codes: impl IntoIterator<Item = &'c String>) -> impl Iterator<Item = Option<Dim>> {
    codes.into_iter().map(|code| Some(Dim::Commune(code.clone())))
}

/// The plan as one audience sees it; notes what it was asked for.
struct Eyes<'p> {
    plan: &'p Plan,
    audience: Audience,
    out: Contribution,
}

/// What a record contributes; nothing where it is not there, or not the audience's to see.
#[must_use]
pub fn contribution(plan: &Plan, name: RecordRef, audience: Audience) -> Contribution {
    let mut eyes = Eyes { plan, audience, out: Contribution::default() };
    match record(plan, name, audience) {
        Some(Record::Partner(of)) => partner(&of, &mut eyes.out),
        Some(Record::Space(of)) => space(&of, &mut eyes.out),
        Some(Record::Meeting(of)) => meeting(&of, &mut eyes.out),
        Some(Record::Item(of)) => eyes.item(&of),
        Some(Record::Task(of)) => task(&of, &mut eyes.out),
        Some(Record::Finding(of)) => finding(&of, &mut eyes.out),
        Some(Record::Evidence(of)) => eyes.evidence(&of),
        Some(Record::Need(of)) => need(&of, &mut eyes.out),
        Some(Record::Priority(of)) => priority(&of, &mut eyes.out),
        Some(Record::Recommendation(of)) => eyes.recommendation(&of),
        Some(Record::Report(of)) => eyes.report(&of),
        Some(Record::Commune(of)) => {
            eyes.out.count(
                &Dim::all([Some(Dim::Commune(of.ins_code))]),
                Metric("commune", "all"),
                1,
            );
        }
        Some(Record::Structure(of)) => structure(&of, &mut eyes.out),
        Some(Record::Objective(of)) => {
            let state = if of.in_force { "in_force" } else { "repealed" };
            eyes.out.count(&Dim::all([]), Metric("objective", state), 1);
        }
        Some(Record::Output(of)) => output(&of, &mut eyes.out),
        Some(Record::Expertise(of)) => expertise(&of, &mut eyes.out),
        Some(Record::Advocacy(of)) => advocacy(&of, &mut eyes.out),
        Some(
            Record::Plan(_)
            | Record::Edition(_)
            | Record::Axis(_)
            | Record::Theme(_)
            | Record::Member(_)
            | Record::Measure(_)
            | Record::Attachment(_)
            | Record::Comment(_),
        )
        | None => {}
    }
    eyes.out
}

fn partner(of: &Partner, out: &mut Contribution) {
    if of.active {
        let sector = match of.sector {
            Sector::Umbrella => "umbrella",
            Sector::Associative => "associative",
            Sector::Public => "public",
            Sector::Private => "private",
        };
        out.count(&Dim::all(communes(&of.communes)), Metric("partner", sector), 1);
    }
}

fn space(of: &Space, out: &mut Contribution) {
    let axes = of.axes.iter().map(|axis| Some(Dim::Axis(*axis)));
    let members = of.members.iter().map(|partner| Some(Dim::Partner(*partner)));
    out.count(&Dim::all(axes.chain(members)), Metric("space", of.state.into()), 1);
    let members = i64::try_from(of.members.len()).unwrap_or(i64::MAX);
    out.count(&[Dim::Space(of.id)], Metric("space", "members"), members);
}

fn meeting(of: &Meeting, out: &mut Contribution) {
    let dims = Dim::all([of.space.map(Dim::Space), of.edition.map(Dim::Edition)]);
    out.count(&dims, Metric("meeting", of.state.into()), 1);
}

fn task(of: &Task, out: &mut Contribution) {
    let of_task = [of.axis.map(Dim::Axis), of.space.map(Dim::Space), of.owner.map(Dim::Partner)];
    let dims = Dim::all(of_task);
    out.count(&dims, Metric("task", of.state.into()), 1);
    if of.state == TaskState::Open {
        out.falls_due(&dims, Metric("task", "late"), of.due.as_ref());
    }
}

/// Where a finding belongs, and all that rests on it: not whose it is.
fn of_finding(of: &Finding) -> impl Iterator<Item = Option<Dim>> {
    let tags = &of.tags;
    [tags.axis.map(Dim::Axis), tags.space.map(Dim::Space), of.edition.map(Dim::Edition)]
        .into_iter()
        .chain(communes(&tags.communes))
}

fn finding(of: &Finding, out: &mut Contribution) {
    let own = Dim::all(of_finding(of).chain([of.partner.map(Dim::Partner)]));
    out.count(&own, Metric("finding", of.state.into()), 1);
    for (partner, stance) in &of.stances {
        let metric = Metric(
            "stance",
            match stance.opinion.position {
                Position::Agrees => "agrees",
                Position::Nuances => "nuances",
                Position::Contests => "contests",
            },
        );
        out.count(&Dim::all(of_finding(of).chain([Some(Dim::Partner(*partner))])), metric, 1);
    }
}

fn need(of: &NeedRecord, out: &mut Contribution) {
    let (flags, of) = (of.flags.len(), &*of.need);
    if !of.withdrawn {
        let dims = Dim::all([
            of.axis.map(Dim::Axis),
            of.space.map(Dim::Space),
            of.partner.map(Dim::Partner),
        ]);
        out.count(&dims, Metric("need", "stated"), 1);
        flagged(out, &dims, flags);
    }
}

fn priority(of: &PriorityRecord, out: &mut Contribution) {
    let (flags, of) = (of.flags.len(), &*of.priority);
    let dims = Dim::all([
        Some(Dim::Axis(of.axis)),
        of.space.map(Dim::Space),
        of.partner.map(Dim::Partner),
        Some(Dim::Edition(of.edition)),
    ]);
    out.count(&dims, Metric("priority", of.state.into()), 1);
    flagged(out, &dims, flags);
}

fn flagged(out: &mut Contribution, dims: &[Dim], flags: usize) {
    out.count(dims, Metric("flag", "open"), i64::try_from(flags).unwrap_or(i64::MAX));
}

fn structure(of: &Structure, out: &mut Contribution) {
    if of.open {
        let at = Some(Dim::Commune(of.commune.clone()));
        out.count(
            &Dim::all([at, of.partner.map(Dim::Partner)]),
            Metric("structure", of.kind.into()),
            1,
        );
    }
}

fn output(of: &Output, out: &mut Contribution) {
    let details = &of.details;
    let place = [details.axis.map(Dim::Axis), details.space.map(Dim::Space)];
    let dims = Dim::all(place.into_iter().chain([details.partner.map(Dim::Partner)]));
    out.count(&dims, Metric("output", if of.archived { "archived" } else { "published" }), 1);
}

fn expertise(of: &Expertise, out: &mut Contribution) {
    let place = [of.axis.map(Dim::Axis), of.space.map(Dim::Space), of.partner.map(Dim::Partner)];
    let dims = Dim::all(place);
    out.count(&dims, Metric("expertise", of.state.into()), 1);
    if !matches!(of.state, ExpertiseState::Answered | ExpertiseState::Closed) {
        out.falls_due(&dims, Metric("expertise", "late"), of.due.as_ref());
    }
}

fn advocacy(of: &AdvocacyRecord, out: &mut Contribution) {
    let (flags, of) = (of.flags.len(), &*of.advocacy);
    let dims = Dim::all([of.edition.map(Dim::Edition)]);
    out.count(&dims, Metric("advocacy", of.state.into()), 1);
    flagged(out, &dims, flags);
    if of.state == AdvocacyState::Sent {
        out.falls_due(&dims, Metric("advocacy", "silent"), of.answer_due.as_ref());
    }
}

impl<'p> Eyes<'p> {
    fn sees(&mut self, kind: RecordKind, id: impl Into<Uuid>) -> bool {
        let name = RecordRef::new(kind, id);
        self.out.relies_on.push(name);
        is_visible(self.plan, name, self.audience)
    }

    fn priority(&mut self, id: plenum_domain::PriorityId) -> Option<&'p Priority> {
        let seen = self.sees(RecordKind::Priority, id);
        self.plan.priorities.get(&id).filter(|_| seen)
    }

    fn item(&mut self, of: &AgendaItem) {
        let (mut space, mut edition, mut over) = (None, None, false);
        match of.home {
            Home::Backlog { space: of } => space = of,
            Home::Meeting { meeting } => {
                let seen = self.sees(RecordKind::Meeting, meeting);
                if let Some(meeting) = self.plan.meetings.get(&meeting).filter(|_| seen) {
                    (space, edition) = (meeting.space, meeting.edition);
                    use MeetingState::{Closed, MinutesApproved};
                    over = matches!(meeting.state, Closed | MinutesApproved);
                }
            }
        }
        let presents = of.presenter.map(|presenter| match presenter {
            Presenter::Partner { partner } => Dim::Partner(partner),
            Presenter::Space { space } => Dim::Space(space),
        });
        let place = [of.axis.map(Dim::Axis), space.map(Dim::Space), edition.map(Dim::Edition)];
        let done = of.state == ItemState::Done || over;
        let metric = Metric("item", if done { "done" } else { "ahead" });
        self.out.count(&Dim::all(place.into_iter().chain([presents])), metric, 1);
    }

    fn evidence(&mut self, of: &Evidence) {
        if of.withdrawn {
            return;
        }
        let seen = self.sees(RecordKind::Finding, of.finding);
        let finding = self.plan.findings.get(&of.finding).filter(|_| seen);
        let place = finding.into_iter().flat_map(of_finding);
        let dims = Dim::all(place.chain([of.partner.map(Dim::Partner)]));
        self.out.count(&dims, Metric("evidence", "given"), 1);
    }

    fn recommendation(&mut self, of: &RecommendationRecord) {
        let (flags, totals, of) = (of.flags.len(), of.totals, &*of.recommendation);
        let axis = self.priority(of.priority).map(|priority| Dim::Axis(priority.axis));
        let place = [axis, of.space.map(Dim::Space), of.carrier.map(Dim::Partner)];
        let place = place.into_iter().chain([Some(Dim::Edition(of.edition))]);
        let dims = Dim::all(place.chain(communes(&of.concerns.communes)));
        let out = &mut self.out;
        out.count(&dims, Metric("recommendation", of.state.into()), 1);
        flagged(out, &dims, flags);
        for (what, n) in [
            ("financial_sought", totals.financial.sought),
            ("financial_secured", totals.financial.secured),
            ("human_sought", totals.human.sought),
            ("human_secured", totals.human.secured),
            ("logistic_sought", totals.logistic.sought),
            ("logistic_secured", totals.logistic.secured),
        ] {
            out.count(&dims, Metric("means", what), n);
        }
        if of.state < RecommendationState::Achieved {
            out.falls_due(&dims, Metric("recommendation", "overdue"), of.deadline.as_ref());
        }
    }

    fn report(&mut self, of: &Report) {
        let seen = self.sees(RecordKind::Recommendation, of.recommendation);
        let on = self.plan.recommendations.get(&of.recommendation).filter(|_| seen);
        let axis = on.and_then(|on| self.priority(on.priority)).map(|p| Dim::Axis(p.axis));
        let place = on.into_iter().flat_map(|on| {
            let place = [on.space.map(Dim::Space), Some(Dim::Edition(on.edition))];
            place.into_iter().chain(communes(&on.concerns.communes))
        });
        let dims = Dim::all(place.chain([axis, of.partner.map(Dim::Partner)]));
        self.out.count(&dims, Metric("report", "written"), 1);
    }
}
