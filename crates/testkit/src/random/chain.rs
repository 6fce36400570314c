//! Random commands about findings and what is built on them.

use std::collections::BTreeSet;

use plenum_domain::{
    Command, DecidedIn, FindingId, ObjectiveId, Plan, PriorityId, RecommendationId, RecordKind,
    RecordRef,
    chain::{ChainCommand, Holds},
    evidence::{EvidenceCommand, EvidenceKind, Says},
    finding::{FindingCommand, FindingState, Opinion, Outcome, Position, Tags},
    need::NeedCommand,
    priority::{PriorityCommand, PriorityState, Rank},
    recommendation::{
        Addressee, Concerns, Level, MeansKind, Part, Provider, RecommendationCommand,
        RecommendationState, ResourceKind, ResourceSector,
    },
    report::{Progress, ReportCommand},
    value::{Cents, WebLink},
};

use super::Dice;
use crate::ids::{
    axis, edition, evidence, finding, item, means, meeting, need, objective, partner, priority,
    recommendation, report, resource, space, structure, theme,
};

impl Dice {
    pub(super) fn any_finding(&mut self) -> FindingId {
        finding(self.upto(6))
    }

    /// A record of the chain, which need not be there.
    pub(super) fn any_link(&mut self) -> RecordRef {
        if self.once_in(2) {
            RecordRef::new(RecordKind::Finding, self.any_finding())
        } else {
            RecordRef::new(RecordKind::Recommendation, recommendation(self.upto(5)))
        }
    }

    /// Mostly what an item deals with.
    pub(super) fn linked(&mut self, plan: &Plan, item: plenum_domain::ItemId) -> RecordRef {
        let links = plan.items.get(&item).map(|item| item.links.clone()).unwrap_or_default();
        if links.is_empty() { self.any_link() } else { self.one_of(&links) }
    }

    fn any_priority(&mut self) -> PriorityId {
        priority(self.upto(6))
    }

    /// Mostly one that there is: few get far by chance.
    pub(super) fn any_recommendation(&mut self, plan: &Plan) -> RecommendationId {
        let known: Vec<_> = plan.recommendations.keys().copied().collect();
        if known.is_empty() || self.once_in(4) {
            recommendation(self.upto(5))
        } else {
            self.one_of(&known)
        }
    }

    pub(super) fn chain_command(&mut self, plan: &Plan) -> Command {
        match self.upto(17) {
            1..=3 => self.finding_command(plan).into(),
            4 => self.evidence_command().into(),
            5 | 6 => self.need_command().into(),
            7..=9 => self.priority_command(plan).into(),
            10..=13 => self.recommendation_command(plan).into(),
            14 => self.report_command(plan).into(),
            15 => self.advocacy_command(plan).into(),
            _ => self.confirmation(plan).into(),
        }
    }

    fn tags(&mut self) -> Tags {
        Tags {
            axis: self.maybe(|dice| axis(dice.upto(3))),
            themes: self.maybe(|_| theme(1)).into_iter().collect(),
            communes: self.maybe(|_| "92094".to_owned()).into_iter().collect(),
            public: self.words(),
            year: self.maybe(|_| 2026),
            space: self.maybe(|dice| space(dice.upto(2))),
        }
    }

    pub(super) fn decided(&mut self) -> Option<DecidedIn> {
        self.maybe(|dice| match dice.upto(2) {
            1 => DecidedIn::Meeting(meeting(dice.upto(5))),
            _ => DecidedIn::Item(item(dice.upto(16))),
        })
    }

    fn finding_command(&mut self, plan: &Plan) -> FindingCommand {
        use FindingCommand as C;
        let (finding, statement) = (self.any_finding(), self.words());
        let partner = partner(self.upto(4));
        let state = plan.findings.get(&finding).map(|finding| finding.state);
        match self.upto(10) {
            1..=3 => C::Record {
                finding,
                statement,
                tags: self.tags(),
                edition: self.maybe(|dice| edition(dice.upto(2))),
                partner: self.maybe(|_| partner),
            },
            4 => C::Reword { finding, statement },
            5 => C::Retag { finding, tags: self.tags() },
            6 => C::WithdrawStance { finding, partner },
            7 => {
                let positions = [Position::Agrees, Position::Nuances, Position::Contests];
                let position = self.one_of(&positions);
                C::TakeStance { finding, partner, opinion: Opinion { position, reason: statement } }
            }
            _ if state == Some(FindingState::UnderReview) => {
                let outcome = self.one_of(&[Outcome::Upheld, Outcome::Updated, Outcome::Obsolete]);
                let statement = (outcome == Outcome::Updated).then_some(statement);
                C::Settle { finding, outcome, statement, decided: self.decided() }
            }
            _ => C::Review { finding },
        }
    }

    fn evidence_command(&mut self) -> EvidenceCommand {
        let evidence = evidence(self.upto(8));
        use EvidenceKind as K;
        let kinds =
            [K::Diagnosis, K::Ili, K::PcsPst, K::Structure, K::Field, K::Statistic, K::Other];
        let (kind, reference) = (self.one_of(&kinds), self.words());
        let link = self.maybe(|dice| format!("https://example.org/{}", dice.upto(9)));
        let link = link.and_then(|link| WebLink::try_from(link).ok());
        let is_named = kind == K::Structure && self.once_in(2);
        let structure = is_named.then(|| structure(self.upto(3)));
        let says = Says { kind, reference, excerpt: self.words(), link, structure };
        match self.upto(4) {
            1 | 2 => EvidenceCommand::Add {
                evidence,
                finding: self.any_finding(),
                says,
                partner: self.maybe(|dice| partner(dice.upto(2))),
            },
            3 => EvidenceCommand::Correct { evidence, says },
            _ => EvidenceCommand::Withdraw { evidence },
        }
    }

    fn need_command(&mut self) -> NeedCommand {
        let (need, statement, finding) = (need(self.upto(5)), self.words(), self.any_finding());
        match self.upto(8) {
            1..=3 => NeedCommand::State {
                need,
                statement,
                findings: [finding, self.any_finding()].into(),
                public: String::new(),
                axis: None,
                space: self.maybe(|dice| space(dice.upto(2))),
                partner: self.maybe(|dice| partner(dice.upto(2))),
            },
            4 => NeedCommand::Reword { need, statement },
            5 | 6 => NeedCommand::Link { need, finding },
            7 => NeedCommand::Unlink { need, finding },
            _ => NeedCommand::Withdraw { need },
        }
    }

    fn priority_command(&mut self, plan: &Plan) -> PriorityCommand {
        use PriorityCommand as C;
        let (priority, title, axis) = (self.any_priority(), self.words(), axis(self.upto(2)));
        let (finding, need) = (self.any_finding(), need(self.upto(5)));
        let state = plan.priorities.get(&priority).map(|priority| priority.state);
        match self.upto(16) {
            1..=3 => C::Propose {
                priority,
                edition: edition(self.upto(2)),
                axis,
                title,
                note: String::new(),
                space: self.maybe(|dice| space(dice.upto(2))),
                partner: None,
                findings: self.maybe(|_| finding).into_iter().collect(),
                needs: self.maybe(|_| need).into_iter().collect::<BTreeSet<_>>(),
            },
            4 => C::Rename { priority, title },
            5 => C::Describe { priority, note: title },
            6 | 7 => {
                let after = self.maybe(Self::any_priority);
                C::Move { priority, to: Rank { axis, after } }
            }
            8 => C::LinkFinding { priority, finding },
            9 => C::UnlinkFinding { priority, finding },
            10 => C::LinkNeed { priority, need },
            // One that is linked, where there is one: a chance meeting is too rare.
            11 => {
                let linked =
                    plan.priorities.get(&priority).and_then(|known| known.needs.keys().next());
                C::UnlinkNeed { priority, need: linked.copied().unwrap_or(need) }
            }
            12 => {
                let (from, edition) = (self.any_priority(), edition(self.upto(2)));
                C::CarryOver { priority, from, edition }
            }
            13 if state == Some(PriorityState::Retained) => C::Close { priority },
            14 => C::Drop { priority },
            15 => C::Reopen { priority },
            _ => C::Retain { priority, decided: self.decided() },
        }
    }

    fn recommendation_command(&mut self, plan: &Plan) -> RecommendationCommand {
        use RecommendationCommand as C;
        let (recommendation, title) = (self.any_recommendation(plan), self.words());
        let fresh = crate::ids::recommendation(self.upto(5));
        let living: Vec<_> = plan.priorities.keys().copied().collect();
        let priority = if living.is_empty() { self.any_priority() } else { self.one_of(&living) };
        let addressee = Addressee { level: Level::Region, body: self.words() };
        let concerns = Concerns { communes: BTreeSet::new(), public: self.words() };
        match self.upto(21) {
            1..=3 => C::Draft {
                recommendation: fresh,
                priority,
                text: title.clone(),
                title,
                addressee,
                carrier: self.maybe(|dice| partner(dice.upto(3))),
                space: self.maybe(|dice| space(dice.upto(2))),
                concerns,
                deadline: self.maybe(Self::any_day),
                objectives: self.any_objectives(plan),
            },
            4 => C::Rename { recommendation, title },
            5 => C::Reword { recommendation, text: title },
            6 => C::Address { recommendation, addressee },
            7 => C::Assign { recommendation, carrier: self.maybe(|dice| partner(dice.upto(3))) },
            8 => C::SetConcerns { recommendation, concerns },
            9 => C::SetDeadline { recommendation, deadline: self.maybe(Self::any_day) },
            10 => C::MoveTo { recommendation, priority },
            11 => C::CarryOver { recommendation: fresh, from: recommendation, priority },
            15 => C::SetObjectives { recommendation, objectives: self.any_objectives(plan) },
            12..=14 => self.means_command(plan, recommendation),
            _ => self.recommendation_step(plan, recommendation),
        }
    }

    /// Mostly those in force.
    fn any_objectives(&mut self, plan: &Plan) -> BTreeSet<ObjectiveId> {
        let in_force = plan.objectives.values().filter(|objective| objective.in_force);
        let known: Vec<_> = in_force.map(|objective| objective.id).collect();
        let mut chosen: BTreeSet<_> = known.into_iter().filter(|_| self.once_in(2)).collect();
        if self.once_in(10) {
            chosen.insert(objective(self.upto(3)));
        }
        chosen
    }

    /// Mostly about a line that there is.
    fn means_command(
        &mut self,
        plan: &Plan,
        recommendation: RecommendationId,
    ) -> RecommendationCommand {
        use RecommendationCommand as C;
        let (fresh, rest) = (means(self.upto(4)), means(4 + self.upto(8)));
        let known = plan.recommendations.get(&recommendation).map(|known| &known.means);
        let known: Vec<_> =
            known.into_iter().flatten().map(|line| (line.id, line.secured)).collect();
        let (means, secured) = if known.is_empty() { (fresh, false) } else { self.one_of(&known) };
        if secured && self.once_in(3) {
            return C::ReleaseMeans { recommendation, means };
        }
        let cents = |n: u64| Cents::try_from(n as i64).unwrap_or_default();
        let what = match self.upto(3) {
            1 => MeansKind::Human { fte: 50, profile: String::new() },
            2 => MeansKind::Logistic { need: self.words() },
            _ => {
                let amount = cents(self.upto(1_000_000));
                MeansKind::Financial { amount, year: 2027, source: String::new() }
            }
        };
        let resource = resource(self.upto(3));
        match self.upto(12) {
            1..=3 => C::AddMeans { recommendation, means: fresh, what },
            4 => C::ChangeMeans { recommendation, means, what },
            5 => C::RemoveMeans { recommendation, means },
            6 | 7 => {
                let amount = cents(self.upto(1_000_000));
                let part = self.maybe(|_| Part { amount, rest });
                C::SecureMeans { recommendation, means, part }
            }
            8 => C::ReleaseMeans { recommendation, means },
            9 | 10 => {
                let provider = match self.upto(2) {
                    1 => Provider::Partner(partner(self.upto(3))),
                    2 => Provider::Structure(structure(self.upto(3))),
                    _ => Provider::Outside(self.words()),
                };
                let brings = self.words();
                let what = ResourceKind { provider, sector: ResourceSector::Private, brings };
                C::AddResource { recommendation, resource, what }
            }
            _ => C::RemoveResource { recommendation, resource },
        }
    }

    /// Mostly the next one of its road.
    fn recommendation_step(&mut self, plan: &Plan, id: RecommendationId) -> RecommendationCommand {
        use RecommendationCommand as C;
        use RecommendationState as S;
        let (recommendation, words) = (id, self.words());
        let state = plan.recommendations.get(&id).map_or(S::Draft, |known| known.state);
        let turns_out_well = !self.once_in(4);
        match state {
            S::Draft => C::Propose { recommendation },
            S::Proposed => C::Validate { recommendation, decided: self.decided() },
            S::Validated => C::Send { recommendation, day: self.any_day() },
            S::Sent | S::Answered | S::Underway if !turns_out_well => match self.upto(2) {
                1 => C::Refuse { recommendation },
                _ => C::Leave { recommendation },
            },
            S::Sent => C::Answer { recommendation, words },
            S::Answered => C::Start { recommendation },
            S::Underway => C::Achieve { recommendation },
            _ => C::Evaluate { recommendation, words },
        }
    }

    fn report_command(&mut self, plan: &Plan) -> ReportCommand {
        let (report, words) = (report(self.upto(5)), self.words());
        let progress = Progress { day: self.any_day(), percent: self.maybe(|_| 50), words };
        match self.upto(4) {
            1 | 2 => ReportCommand::Write {
                report,
                recommendation: self.any_recommendation(plan),
                progress,
                partner: self.maybe(|dice| partner(dice.upto(2))),
            },
            3 => ReportCommand::Correct { report, progress },
            _ => ReportCommand::Withdraw { report },
        }
    }

    /// Mostly of something that waits for it.
    fn confirmation(&mut self, plan: &Plan) -> ChainCommand {
        let needs = plan.needs.keys().map(|id| RecordRef::new(RecordKind::Need, *id));
        let priorities = plan.priorities.keys();
        let priorities = priorities.map(|id| RecordRef::new(RecordKind::Priority, *id));
        let others = plan.recommendations.keys();
        let others = others.map(|id| RecordRef::new(RecordKind::Recommendation, *id));
        let drafts = plan.advocacy.keys().map(|id| RecordRef::new(RecordKind::Advocacy, *id));
        let all = needs.chain(priorities).chain(others).chain(drafts);
        let flags = |about| plan.flags(about).into_iter().map(move |finding| (about, finding));
        let flagged: Vec<_> = all.flat_map(flags).collect();
        let (about, finding) = if flagged.is_empty() {
            (RecordRef::new(RecordKind::Need, need(1)), self.any_finding())
        } else {
            self.one_of(&flagged)
        };
        let holds = self.one_of(&[Holds::Stands, Holds::Adapted]);
        ChainCommand::Confirm { about, finding, holds }
    }
}
