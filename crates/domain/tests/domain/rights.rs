//! Rights, cell by cell, against a grid written by hand.

use plenum_domain::{Act, Plan, RecordKind, RecordRef, Scope, meeting::MeetingFact};
use plenum_testkit::{
    ids::{
        advocacy, evidence, expertise, finding, meeting, need, output, partner, priority,
        recommendation, report, space, task,
    },
    sample::{
        auditor, contributor, coordinator, facilitator, observer, sample, secretary, stranger,
    },
    scenario::given,
};
use strum::IntoEnumIterator;

/// Y yes, - no; C coordinator, F facilitator of space 1, K contributor for partner 1 (which sits in
/// space 1), S secretary of meeting 1, A auditor, O observer, N nobody.
const GRID: &str = "
    act             scope               C F K S A O N
    read_published  plan                Y Y Y Y Y Y -
    read_work       plan                Y Y Y Y Y - -
    read_past       plan                Y Y Y Y Y - -
    export          plan                Y - - - Y - -
    shape_plan      plan                Y - - - - - -
    manage_members  plan                Y - - - - - -
    manage_partners plan                Y - - - - - -
    manage_spaces   plan                Y - - - - - -
    manage_spaces   own_space           Y - - - - - -
    tend_space      own_space           Y Y - - - - -
    tend_space      other_space         Y - - - - - -
    arrange_meeting plan                Y - - - - - -
    arrange_meeting own_space           Y Y - - - - -
    arrange_meeting other_space         Y - - - - - -
    arrange_meeting own_meeting         Y Y - - - - -
    arrange_meeting other_meeting       Y - - - - - -
    arrange_meeting plenary             Y - - - - - -
    prepare_agenda  own_meeting         Y Y Y Y - - -
    prepare_agenda  other_meeting       Y - - - - - -
    prepare_agenda  plenary             Y - Y - - - -
    prepare_agenda  steering            Y - - - - - -
    prepare_agenda  no_meeting          Y - - - - - -
    propose_item    own_backlog         Y Y Y - - - -
    propose_item    other_backlog       Y - - - - - -
    propose_item    plenary_backlog     Y - Y - - - -
    run_meeting     own_meeting         Y Y - - - - -
    run_meeting     other_meeting       Y - - - - - -
    run_meeting     plenary             Y - - - - - -
    run_meeting     steering            Y - - - - - -
    keep_minutes    own_meeting         Y - - Y - - -
    keep_minutes    other_meeting       Y - - - - - -
    keep_minutes    plenary             Y - - - - - -
    tend_tasks      own_task            Y Y Y - - - -
    tend_tasks      other_task          Y - - - - - -
    tend_tasks      own_charge          Y Y Y - - - -
    tend_tasks      charge_of_space     Y Y - - - - -
    tend_tasks      charge_of_partner   Y - Y - - - -
    tend_tasks      other_charge        Y - - - - - -
    tend_tasks      nobodys_charge      Y - - - - - -
    record_findings own_charge          Y Y Y - - - -
    record_findings charge_of_space     Y Y - - - - -
    record_findings charge_of_partner   Y - Y - - - -
    record_findings other_charge        Y - - - - - -
    record_findings own_need            Y Y Y - - - -
    record_findings other_need          Y - - - - - -
    review_findings own_finding         Y Y Y - - - -
    review_findings settled_finding     Y Y - - - - -
    review_findings other_finding       Y - - - - - -
    review_findings own_evidence        Y Y Y - - - -
    review_findings other_evidence      Y - - - - - -
    settle_findings own_finding         Y Y - - - - -
    settle_findings other_finding       Y - - - - - -
    take_stances    charge_of_partner   Y - Y - - - -
    take_stances    other_charge        Y - - - - - -
    propose_priorities own_charge       Y Y Y - - - -
    propose_priorities charge_of_space  Y Y - - - - -
    propose_priorities charge_of_partner Y - Y - - - -
    propose_priorities other_charge     Y - - - - - -
    rank_priorities own_priority        Y Y - - - - -
    rank_priorities other_priority      Y - - - - - -
    write_recommendations own_charge    Y Y Y - - - -
    write_recommendations own_recommendation Y Y Y - - - -
    write_recommendations validated_recommendation Y Y - - - - -
    write_recommendations other_recommendation Y - - - - - -
    settle_recommendations own_recommendation Y Y - - - - -
    settle_recommendations other_recommendation Y - - - - - -
    report_progress validated_recommendation Y Y Y - - - -
    report_progress other_recommendation Y - - - - - -
    report_progress own_report          Y Y Y - - - -
    speak_out       own_recommendation  Y - - - - - -
    speak_out       other_recommendation Y - - - - - -
    publish_outputs own_charge          Y Y - - - - -
    publish_outputs charge_of_partner   Y - - - - - -
    publish_outputs own_output          Y Y - - - - -
    publish_outputs other_output        Y - - - - - -
    speak_out       plan                Y - - - - - -
    speak_out       any_advocacy        Y - - - - - -
    request_expertise own_charge        Y Y Y - - - -
    request_expertise charge_of_space   Y Y - - - - -
    request_expertise charge_of_partner Y - Y - - - -
    request_expertise other_charge      Y - - - - - -
    request_expertise own_expertise     Y Y Y - - - -
    request_expertise asked_expertise   Y - - - - - -
    request_expertise other_expertise   Y - - - - - -
    handle_expertise own_expertise      Y Y - - - - -
    handle_expertise other_expertise    Y - - - - - -
    answer_expertise own_expertise      Y Y Y - - - -
    answer_expertise asked_expertise    Y - Y - - - -
    answer_expertise other_expertise    Y - - - - - -
    comment         plan                Y Y Y - - - -
    comment         other_finding       Y Y Y - - - -
    resolve_comments plan               Y - - - - - -
    resolve_comments own_finding        Y Y Y - - - -
    resolve_comments settled_finding    Y Y Y - - - -
    resolve_comments other_finding      Y - - - - - -
    resolve_comments own_task_record    Y Y Y - - - -
    resolve_comments other_task_record  Y - - - - - -
    resolve_comments own_meeting_record Y Y - - - - -
    resolve_comments plenary_record     Y - - - - - -
    resolve_comments own_space_record   Y Y - - - - -
    resolve_comments other_space_record Y - - - - - -
";

fn scope(word: &str) -> Scope {
    let charge = |p: Option<u64>, s: Option<u64>| Scope::Charge {
        partner: p.map(partner),
        space: s.map(space),
    };
    use RecordKind as K;
    let record = |kind, id: uuid::Uuid| Scope::Record(RecordRef { kind, id });
    match word {
        "plan" => Scope::Plan,
        "own_space" => Scope::Space(space(1)),
        "other_space" => Scope::Space(space(2)),
        "own_meeting" => Scope::Meeting(meeting(1)),
        "other_meeting" => Scope::Meeting(meeting(2)),
        "plenary" => Scope::Meeting(meeting(3)),
        "steering" => Scope::Meeting(meeting(4)),
        "no_meeting" => Scope::Meeting(meeting(9)),
        "own_backlog" => Scope::Backlog(Some(space(1))),
        "other_backlog" => Scope::Backlog(Some(space(2))),
        "plenary_backlog" => Scope::Backlog(None),
        "own_task" => Scope::Task(task(1)),
        "other_task" => Scope::Task(task(2)),
        "own_charge" => charge(Some(1), Some(1)),
        "charge_of_space" => charge(None, Some(1)),
        "charge_of_partner" => charge(Some(1), None),
        "other_charge" => charge(Some(2), Some(2)),
        "nobodys_charge" => charge(None, None),
        "own_finding" => record(K::Finding, finding(1).into()),
        "other_finding" => record(K::Finding, finding(2).into()),
        "settled_finding" => record(K::Finding, finding(3).into()),
        "own_evidence" => record(K::Evidence, evidence(1).into()),
        "other_evidence" => record(K::Evidence, evidence(2).into()),
        "own_need" => record(K::Need, need(1).into()),
        "other_need" => record(K::Need, need(2).into()),
        "own_priority" => record(K::Priority, priority(1).into()),
        "other_priority" => record(K::Priority, priority(2).into()),
        "own_recommendation" => record(K::Recommendation, recommendation(1).into()),
        "other_recommendation" => record(K::Recommendation, recommendation(2).into()),
        "validated_recommendation" => record(K::Recommendation, recommendation(3).into()),
        "own_output" => record(K::Output, output(1).into()),
        "other_output" => record(K::Output, output(2).into()),
        "own_expertise" => record(K::Expertise, expertise(1).into()),
        "other_expertise" => record(K::Expertise, expertise(2).into()),
        "asked_expertise" => record(K::Expertise, expertise(3).into()),
        "any_advocacy" => record(K::Advocacy, advocacy(1).into()),
        "own_task_record" => record(K::Task, task(1).into()),
        "other_task_record" => record(K::Task, task(2).into()),
        "own_meeting_record" => record(K::Meeting, meeting(1).into()),
        "plenary_record" => record(K::Meeting, meeting(3).into()),
        "own_space_record" => record(K::Space, space(1).into()),
        "other_space_record" => record(K::Space, space(2).into()),
        "own_report" => record(K::Report, report(1).into()),
        other => panic!("no scope {other}"),
    }
}

/// The grid as the code has it, over the same rows.
fn as_built(plan: &Plan, grid: &str) -> String {
    let people = [
        coordinator(),
        facilitator(),
        contributor(),
        secretary(),
        auditor(),
        observer(),
        stranger(),
    ];
    let mut built = Vec::new();
    for line in grid.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1) {
        let words: Vec<_> = line.split_whitespace().collect();
        let (act, at) = (words[0], words[1]);
        let act_of = Act::iter().find(|a| a.to_string() == act).expect("an act");
        let cells = people.map(|who| if plan.may(who, act_of, scope(at), 0) { "Y" } else { "-" });
        built.push(format!("{act} {at} {}", cells.join(" ")));
    }
    built.join("\n")
}

fn as_written(grid: &str) -> String {
    let lines = grid.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).skip(1).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_cell_is_as_written() {
    let plan = given(crate::chain_plan::facts()).and(crate::speak_forbidden::facts()).plan();
    let (written, built) = (as_written(GRID), as_built(&plan, GRID));
    for (written, built) in written.lines().zip(built.lines()) {
        assert_eq!(built, written);
    }
    assert_eq!(built, written);
}

#[test]
fn every_act_is_in_the_grid() {
    for act in Act::iter().map(|act| act.to_string()) {
        let row = |line: &str| line.split_whitespace().next() == Some(&act);
        assert!(GRID.lines().any(row), "{act} has no row");
    }
}

/// Once a meeting is convened, preparing it is no longer everybody's.
#[test]
fn contributors_lose_an_agenda_with_its_convocation() {
    let convened = |n| MeetingFact::Convened { meeting: meeting(n) };
    let plan = given([convened(1), convened(3)]).plan();
    let grid = "
        act             scope               C F K S A O N
        prepare_agenda  own_meeting         Y Y - Y - - -
        prepare_agenda  plenary             Y - - - - - -
        run_meeting     own_meeting         Y Y - - - - -
    ";
    assert_eq!(as_built(&plan, grid), as_written(grid));
}

/// A role over one thing says nothing about another of the same kind, nor about what is not there.
#[test]
fn roles_do_not_reach_beyond_what_they_name() {
    let plan = sample();
    for act in Act::iter() {
        for who in [facilitator(), contributor(), secretary()] {
            for nothing in [Scope::Meeting(meeting(99)), Scope::Task(task(99))] {
                let reads = matches!(act, Act::ReadPublished | Act::ReadWork | Act::ReadPast);
                // Whoever works on the plan comments on any of it.
                let comments = act == Act::Comment && who != secretary();
                let may = plan.may(who, act, nothing, 0);
                assert_eq!(may, reads || comments, "{act} {nothing:?}");
            }
        }
    }
}
