//! The rights that the commands of the chain ask for.

use std::collections::BTreeSet;

use plenum_domain::{
    Act, Command, RecordKind, RecordRef,
    chain::{ChainCommand, Holds},
    evidence::EvidenceCommand as V,
    finding::{FindingCommand as F, Opinion, Outcome, Position, Tags},
    need::NeedCommand as N,
    priority::{PriorityCommand as P, Rank},
    recommendation::{
        Addressee, Concerns, Level, MeansKind, Provider, RecommendationCommand as R, ResourceKind,
        ResourceSector,
    },
    report::{Progress, ReportCommand as T},
};
use plenum_testkit::ids::{
    axis, day, edition, evidence, finding, means, need, partner, priority, recommendation, report,
    resource, space,
};

use crate::chain_plan::says;

type Row = (Command, Act, &'static str);

/// Commands about what is *own*, as in the table of the other ones.
pub fn own() -> Vec<Row> {
    [findings(), needs(), priorities(), recommendations(), means_and_resources()].concat()
}

fn rows<C: Into<Command>>(commands: Vec<C>, act: Act, who: &'static str) -> Vec<Row> {
    commands.into_iter().map(|command| (command.into(), act, who)).collect()
}

fn findings() -> Vec<Row> {
    let (f, p, t) = (finding(1), partner(1), || "Mots".to_owned());
    let tags = Tags { space: Some(space(1)), ..Tags::default() };
    let record = F::Record {
        finding: finding(9),
        statement: t(),
        tags: tags.clone(),
        edition: None,
        partner: Some(p),
    };
    let opinion = Opinion { position: Position::Agrees, reason: String::new() };
    let settle = F::Settle { finding: f, outcome: Outcome::Upheld, statement: None, decided: None };
    let add = V::Add { evidence: evidence(9), finding: f, says: says("Terrain"), partner: Some(p) };
    let e = evidence(1);
    [
        rows(vec![record], Act::RecordFindings, "CFK"),
        rows(vec![add], Act::RecordFindings, "CFK"),
        rows(
            vec![F::Reword { finding: f, statement: t() }, F::Retag { finding: f, tags }],
            Act::ReviewFindings,
            "CFK",
        ),
        rows(
            vec![V::Correct { evidence: e, says: says("T") }, V::Withdraw { evidence: e }],
            Act::ReviewFindings,
            "CFK",
        ),
        rows(vec![F::Review { finding: f }, settle], Act::SettleFindings, "CF"),
        rows(
            vec![
                F::TakeStance { finding: f, partner: p, opinion },
                F::WithdrawStance { finding: f, partner: p },
            ],
            Act::TakeStances,
            "CK",
        ),
    ]
    .concat()
}

fn needs() -> Vec<Row> {
    let (n, f, t) = (need(1), finding(1), || "Mots".to_owned());
    let state = N::State {
        need: need(9),
        statement: t(),
        findings: [f].into(),
        public: t(),
        axis: None,
        space: Some(space(1)),
        partner: Some(partner(1)),
    };
    let commands = vec![
        state,
        N::Reword { need: n, statement: t() },
        N::Link { need: n, finding: finding(2) },
        N::Unlink { need: n, finding: f },
        N::Withdraw { need: n },
    ];
    let about = RecordRef::new(RecordKind::Need, n);
    let confirm = ChainCommand::Confirm { about, finding: f, holds: Holds::Stands };
    let mut table = rows(commands, Act::RecordFindings, "CFK");
    table.extend(rows(vec![confirm], Act::RecordFindings, "CFK"));
    table
}

fn priorities() -> Vec<Row> {
    let (p, t) = (priority(1), || "Mots".to_owned());
    let propose = P::Propose {
        priority: priority(9),
        edition: edition(1),
        axis: axis(1),
        title: t(),
        note: t(),
        space: Some(space(1)),
        partner: Some(partner(1)),
        findings: [].into(),
        needs: [].into(),
    };
    let ranked = vec![
        P::Rename { priority: p, title: t() },
        P::Describe { priority: p, note: t() },
        P::Move { priority: p, to: Rank { axis: axis(2), after: None } },
        P::LinkFinding { priority: p, finding: finding(1) },
        P::UnlinkFinding { priority: p, finding: finding(1) },
        P::LinkNeed { priority: p, need: need(1) },
        P::UnlinkNeed { priority: p, need: need(1) },
        P::Retain { priority: p, decided: None },
        P::Drop { priority: p },
        P::Reopen { priority: p },
        P::Close { priority: p },
        P::CarryOver { priority: priority(9), from: p, edition: edition(2) },
    ];
    let mut table = rows(vec![propose], Act::ProposePriorities, "CFK");
    table.extend(rows(ranked, Act::RankPriorities, "CF"));
    table
}

fn recommendations() -> Vec<Row> {
    let (r, t) = (recommendation(1), || "Mots".to_owned());
    let addressee = Addressee { level: Level::Region, body: t() };
    let draft = R::Draft {
        recommendation: recommendation(9),
        priority: priority(1),
        title: t(),
        text: t(),
        addressee: addressee.clone(),
        carrier: Some(partner(1)),
        space: Some(space(1)),
        concerns: Concerns::default(),
        deadline: None,
        objectives: BTreeSet::new(),
    };
    let written = vec![
        draft,
        R::Rename { recommendation: r, title: t() },
        R::Reword { recommendation: r, text: t() },
        R::Address { recommendation: r, addressee },
        R::Assign { recommendation: r, carrier: None },
        R::SetConcerns { recommendation: r, concerns: Concerns::default() },
        R::SetDeadline { recommendation: r, deadline: None },
        R::SetObjectives { recommendation: r, objectives: BTreeSet::new() },
        R::MoveTo { recommendation: r, priority: priority(2) },
        R::Propose { recommendation: r },
        R::CarryOver { recommendation: recommendation(9), from: r, priority: priority(1) },
    ];
    let settled = vec![
        R::Validate { recommendation: r, decided: None },
        R::Start { recommendation: r },
        R::Achieve { recommendation: r },
        R::Evaluate { recommendation: r, words: t() },
    ];
    let spoken = vec![
        R::Send { recommendation: r, day: day("2027-01-10") },
        R::Answer { recommendation: r, words: t() },
        R::Refuse { recommendation: r },
        R::Leave { recommendation: r },
    ];
    let progress = || Progress { day: day("2027-02-01"), percent: None, words: t() };
    let reported = vec![
        T::Write {
            report: report(9),
            recommendation: r,
            progress: progress(),
            partner: Some(partner(1)),
        },
        T::Correct { report: report(1), progress: progress() },
        T::Withdraw { report: report(1) },
    ];
    [
        rows(written, Act::WriteRecommendations, "CFK"),
        rows(settled, Act::SettleRecommendations, "CF"),
        rows(spoken, Act::SpeakOut, "C"),
        rows(reported, Act::ReportProgress, "CFK"),
    ]
    .concat()
}

fn means_and_resources() -> Vec<Row> {
    let (r, m, t) = (recommendation(1), means(1), || "Mots".to_owned());
    let what = || MeansKind::Logistic { need: t() };
    let resource_kind = ResourceKind {
        provider: Provider::Partner(partner(1)),
        sector: ResourceSector::Public,
        brings: t(),
    };
    let commands = vec![
        R::AddMeans { recommendation: r, means: m, what: what() },
        R::ChangeMeans { recommendation: r, means: m, what: what() },
        R::RemoveMeans { recommendation: r, means: m },
        R::SecureMeans { recommendation: r, means: m, part: None },
        R::ReleaseMeans { recommendation: r, means: m },
        R::AddResource { recommendation: r, resource: resource(1), what: resource_kind },
        R::RemoveResource { recommendation: r, resource: resource(1) },
    ];
    rows(commands, Act::WriteRecommendations, "CFK")
}
