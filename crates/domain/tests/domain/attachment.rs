//! Attachments and what they hang on; boundaries are one of them.

use plenum_domain::{
    Act, Command, RecordKind, RecordRef, Refusal,
    agenda::AgendaCommand,
    attachment::{
        ATTACHMENT_BYTES, ATTACHMENTS_PER_RECORD, AttachmentCommand as C, AttachmentFact as F,
        FileFacts, Media, PLAN_BYTES,
    },
    report::ReportCommand,
    territory::{TerritoryCommand, TerritoryFact},
};
use plenum_testkit::{
    ids::{
        attachment, axis, evidence, finding, fingerprint, item, meeting, need, objective, output,
        partner, priority, recommendation, report, space, structure, task,
    },
    sample::{self, add, contributor},
    scenario::{Scenario, given, given_the_sample},
};
use uuid::Uuid;

use super::{chain_plan, too_long};

fn on(kind: RecordKind, id: impl Into<Uuid>) -> RecordRef {
    RecordRef::new(kind, id)
}

fn on_plan() -> RecordRef {
    on(RecordKind::Plan, Uuid::nil())
}

fn file(n: u64) -> FileFacts {
    let name = format!("Fichier {n}.pdf");
    FileFacts { name, media: Media::Pdf, size: 100, sha256: fingerprint(n) }
}

fn map(n: u64) -> FileFacts {
    FileFacts { media: Media::Geojson, ..file(n) }
}

fn add_to(about: RecordRef, file: FileFacts) -> C {
    C::Add { attachment: attachment(1), about, file }
}

fn added(n: u64, about: RecordRef, file: FileFacts) -> F {
    F::Added { attachment: attachment(n), about, file }
}

/// Commands about what is *own*: an attachment asks for what tends its record.
pub fn own() -> Vec<(Command, Act, &'static str)> {
    use RecordKind as K;
    let about = [
        (on_plan(), Act::ShapePlan, "C"),
        (on(K::Partner, partner(1)), Act::ManagePartners, "C"),
        (on(K::Space, space(1)), Act::TendSpace, "CF"),
        (on(K::Meeting, meeting(1)), Act::PrepareAgenda, "CFKS"),
        (on(K::Task, task(1)), Act::TendTasks, "CFK"),
        (on(K::Finding, finding(1)), Act::ReviewFindings, "CFK"),
        (on(K::Evidence, evidence(1)), Act::ReviewFindings, "CFK"),
        (on(K::Need, need(1)), Act::RecordFindings, "CFK"),
        (on(K::Priority, priority(1)), Act::RankPriorities, "CF"),
        (on(K::Recommendation, recommendation(1)), Act::WriteRecommendations, "CFK"),
        (on(K::Report, report(1)), Act::ReportProgress, "CFK"),
        (on(K::Item, item(1)), Act::PrepareAgenda, "CFKS"),
        (on(K::Structure, structure(1)), Act::ShapePlan, "C"),
        (on(K::Objective, objective(1)), Act::ShapePlan, "C"),
        (on(K::Output, output(1)), Act::PublishOutputs, "CF"),
    ];
    let row = |(about, act, who)| {
        let command = C::Add { attachment: attachment(9), about, file: file(9) };
        (command.into(), act, who)
    };
    let mut table: Vec<(Command, Act, &'static str)> = about.into_iter().map(row).collect();
    let remove = C::Remove { attachment: attachment(9) };
    table.push((remove.into(), Act::ShapePlan, "C"));
    table
}

fn here() -> Scenario {
    given(chain_plan::facts())
}

#[test]
fn a_file_hangs_on_a_record_once() {
    let about = on(RecordKind::Output, output(1));
    let asked = FileFacts { name: " Fichier 1.pdf ".into(), ..file(1) };
    here()
        .when(add_to(about, asked))
        .then([added(1, about, file(1))])
        .and_then(|plan| {
            assert_eq!((plan.attached_bytes, plan.files_of(about).count()), (100, 1));
            assert!(plan.needs_bytes(&fingerprint(1)) && !plan.needs_bytes(&fingerprint(2)));
        })
        .when(add_to(about, file(1)))
        .refused(Refusal::Exists("attachment"));
}

#[test]
fn a_file_hangs_on_what_there_is_and_stays() {
    use RecordKind as K;
    let refused = |about, refusal: Refusal| {
        let _ = here().when(add_to(about, file(1))).refused(refusal);
    };
    refused(on(K::Output, output(9)), Refusal::Unknown("about"));
    refused(on(K::Plan, output(9)), Refusal::Unknown("about"));
    let no_place = || Refusal::Malformed { field: "about" };
    refused(on(K::Report, report(9)), Refusal::Unknown("about"));
    refused(on(K::Member, contributor()), no_place());
    refused(on(K::Attachment, attachment(1)), no_place());
    refused(on(K::Axis, axis(1)), no_place());
}

#[test]
fn what_has_files_is_not_taken_away_with_them() {
    let in_use = || Refusal::InUse { what: "attachments" };
    let gone = |n| F::Removed { attachment: attachment(n) };
    let on_report = on(RecordKind::Report, report(1));
    let withdraw = ReportCommand::Withdraw { report: report(1) };
    here()
        .when(add_to(on_report, file(1)))
        .then([added(1, on_report, file(1))])
        .because("doublon")
        .when(withdraw.clone())
        .refused(in_use())
        .and([gone(1)])
        .because("doublon")
        .when(withdraw)
        .done();

    // Of what stands below it too, and by taking back as well as by taking away.
    let on_item = on(RecordKind::Item, item(2));
    let placed = |n, under| add(n, sample::spot(meeting(1), under, None));
    let with_file = || {
        let both = here().when(placed(1, None)).done().when(placed(2, Some(1))).done();
        both.when(add_to(on_item, file(1))).then([added(1, on_item, file(1))])
    };
    let remove = |n| AgendaCommand::RemoveItem { item: item(n) };
    with_file().when(remove(2)).refused(in_use());
    with_file().when(remove(1)).refused(in_use()).and([gone(1)]).when(remove(1)).done();
    let proposed = sample::propose(3, Some(space(1)));
    let on_proposal = on(RecordKind::Item, item(3));
    let waiting = here().when(proposed).done().when(add_to(on_proposal, file(1))).done();
    waiting.clone().when(remove(3)).refused(in_use());
    waiting.and([gone(1)]).when(remove(3)).done();
}

#[test]
fn a_name_means_the_same_everywhere_and_hides_nothing() {
    let named = |name: &str| add_to(on_plan(), FileFacts { name: name.into(), ..file(1) });
    let strange = [
        "a/b.pdf",
        r"a\b.pdf",
        "a:b.pdf",
        "a*.pdf",
        "a?.pdf",
        "a\"b.pdf",
        "<a>.pdf",
        "a|b.pdf",
        "a\nb.pdf",
        "a\u{202e}fdp.exe",
        "a\u{2066}b.pdf",
        ".htaccess",
        "..",
        "a.",
    ];
    for name in strange {
        given_the_sample().when(named(name)).refused(Refusal::Malformed { field: "name" });
    }
    given_the_sample().when(named(" ")).refused(Refusal::Empty { field: "name" });
    let long = Refusal::TooLong { field: "name", max: 200 };
    given_the_sample().when(named(&too_long())).refused(long);
    let fine =
        FileFacts { name: "Répertoire – « petite enfance » (2020).pdf".into(), ..file(1) };
    given_the_sample().when(add_to(on_plan(), fine.clone())).then([added(1, on_plan(), fine)]);
}

#[test]
fn files_are_bounded_one_by_one_on_a_record_and_in_a_plan() {
    let sized = |size| FileFacts { size, ..file(1) };
    let max = i64::try_from(ATTACHMENT_BYTES).expect("it fits");
    let wrong = Refusal::OutOfRange { field: "size", min: 1, max };
    for size in [0, ATTACHMENT_BYTES + 1, u64::MAX] {
        given_the_sample().when(add_to(on_plan(), sized(size))).refused(wrong.clone());
    }
    let largest = sized(ATTACHMENT_BYTES);
    given_the_sample().when(add_to(on_plan(), largest.clone())).then([added(
        1,
        on_plan(),
        largest.clone(),
    )]);
    let many = || (2..=51).map(|n| added(n, on_plan(), file(n)));
    given_the_sample()
        .and_unchecked(many())
        .when(add_to(on_plan(), file(1)))
        .refused(Refusal::TooMany { what: "attachments", max: ATTACHMENTS_PER_RECORD });
    // What is removed leaves room.
    given_the_sample()
        .and_unchecked(many())
        .and_unchecked([F::Removed { attachment: attachment(2) }])
        .when(add_to(on_plan(), file(1)))
        .then([added(1, on_plan(), file(1))]);
    let full = (2..=206).map(|n| added(n, on(RecordKind::Task, task(n)), largest.clone()));
    given_the_sample()
        .and_unchecked(full)
        .when(add_to(on_plan(), largest))
        .refused(Refusal::PlanFull { max: PLAN_BYTES });
}

#[test]
fn a_removed_file_leaves_its_name_behind() {
    let about = on(RecordKind::Output, output(1));
    let remove = || C::Remove { attachment: attachment(1) };
    let gone = Refusal::WrongState { what: "attachment", state: "removed" };
    here()
        .and([added(1, about, file(1)), added(2, about, file(1))])
        .when(remove())
        .refused(Refusal::ReasonRequired)
        .because("contient un nom")
        .when(remove())
        .then([F::Removed { attachment: attachment(1) }])
        .and_then(|plan| {
            assert_eq!((plan.attached_bytes, plan.files_of(about).count()), (100, 1));
            assert_eq!(plan.attachments[&attachment(1)].file.name, "Fichier 1.pdf");
            assert!(plan.needs_bytes(&fingerprint(1)), "the second has the same bytes");
        })
        .when(remove())
        .refused(gone);
    here().because("x").when(remove()).refused(Refusal::Unknown("attachment"));
    let theirs = on(RecordKind::Output, output(2));
    here()
        .and([added(1, theirs, file(1))])
        .because("x")
        .as_(contributor())
        .when(remove())
        .refused(Refusal::Forbidden(Act::PublishOutputs));
}

#[test]
fn boundaries_are_a_file_of_the_plan_and_stay_while_they_are_drawn() {
    use TerritoryCommand as L;
    let (one, set) =
        (attachment(1), |n: Option<u64>| L::SetBoundaries { attachment: n.map(attachment) });
    let media = Refusal::Malformed { field: "media" };
    here().when(add_to(on(RecordKind::Output, output(1)), map(1))).refused(media);
    let was_set = TerritoryFact::BoundariesSet { from: None, to: Some(one) };
    let was_unset = TerritoryFact::BoundariesSet { from: Some(one), to: None };
    here()
        .when(set(Some(1)))
        .refused(Refusal::Unknown("attachment"))
        .and([added(1, on_plan(), map(1)), added(2, on_plan(), file(2))])
        .when(set(Some(2)))
        .refused(Refusal::Malformed { field: "attachment" })
        .when(set(None))
        .then_nothing()
        .when(set(Some(1)))
        .then([was_set])
        .when(set(Some(1)))
        .then_nothing()
        .because("autre carte")
        .when(C::Remove { attachment: one })
        .refused(Refusal::InUse { what: "boundaries" })
        .when(set(None))
        .then([was_unset])
        .because("autre carte")
        .when(C::Remove { attachment: one })
        .then([F::Removed { attachment: one }])
        .when(set(Some(1)))
        .refused(Refusal::WrongState { what: "attachment", state: "removed" });
}
