//! Settings: kept for each person and plan, within bounds, and gone with them.
#![allow(clippy::unwrap_used, reason = "tests fail the test")]

use std::sync::Arc;

use plenum_domain::RecordKind;
use plenum_log::MemoryLog;
use uuid::Uuid;

use super::*;
use crate::{
    access::{Account, Keys},
    clock::FixedClock,
};

const PLAN: PlanId = PlanId(Uuid::from_u128(7));
const OTHER: PlanId = PlanId(Uuid::from_u128(8));

fn one() -> AccountId {
    AccountId(Uuid::from_u128(1))
}

fn open(folder: &std::path::Path, log: &Arc<MemoryLog>) -> Access {
    let clock = Arc::new(FixedClock::at(1_000));
    let access = Access::open(log.clone(), clock, Keys::in_memory(), Some(folder.to_owned()));
    access.unwrap()
}

fn new(folder: &std::path::Path) -> Access {
    let access = open(folder, &Arc::new(MemoryLog::new()));
    let language = None;
    let accounts = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
    let accounts =
        accounts.map(|id| Account { id, label: "Démo".into(), language: language.clone() });
    access.register(accounts).unwrap();
    access
}

fn filter(name: &str, path: &str, query: &str) -> SavedFilter {
    SavedFilter { name: name.into(), path: path.into(), query: query.into() }
}

#[test]
fn filters_are_ones_own_words_and_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let access = new(folder.path());
    let kept = vec![filter(" Mes constats ", "/constats", "etat=under_review&q=caf%C3%A9")];
    access.set_filters(PLAN, one(), kept).unwrap();
    let found = access.filters(PLAN, one());
    assert_eq!(found, [filter("Mes constats", "/constats", "etat=under_review&q=caf%C3%A9")]);
    assert_eq!(access.filters(OTHER, one()), []);
    assert_eq!(access.filters(PLAN, AccountId(Uuid::from_u128(2))), []);
    let book = std::fs::read_to_string(folder.path().join("access.json")).unwrap();
    assert!(!book.contains("constats"));
    access.set_filters(PLAN, one(), Vec::new()).unwrap();
    assert_eq!(access.filters(PLAN, one()), []);
}

#[test]
fn filters_stay_within_bounds_and_within_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let access = new(folder.path());
    let set = |filters| access.set_filters(PLAN, one(), filters);
    let many = |n| (0..n).map(|n| filter(&format!("{n}"), "/taches", "")).collect::<Vec<_>>();
    assert!(set(many(50)).is_ok());
    assert!(matches!(set(many(51)), Err(AccessError::TooMany)));
    let long = "a".repeat(501);
    for (bad, field) in [
        (filter(" ", "/taches", ""), "name"),
        (filter(&"é".repeat(61), "/taches", ""), "name"),
        (filter("a", "taches", ""), "path"),
        (filter("a", "//ailleurs.example", ""), "path"),
        (filter("a", "/../admin", ""), "path"),
        (filter("a", "/taches?x", ""), "path"),
        (filter("a", &format!("/{long}"), ""), "query"),
        (filter("a", "/taches", &long), "query"),
        (filter("a", "/taches", "q=a b"), "query"),
        (filter("a", "/taches", "q#b"), "query"),
    ] {
        let refused = match set(vec![bad]) {
            Err(
                AccessError::Empty(what) | AccessError::TooLong(what) | AccessError::BadField(what),
            ) => Some(what),
            _ => None,
        };
        assert_eq!(refused, Some(field));
    }
    assert_eq!(access.filters(PLAN, one()).len(), 50, "what was refused changes nothing");
}

#[test]
fn a_choice_is_kept_and_what_was_told_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let access = new(folder.path());
    assert_eq!(access.notices(PLAN, one()).choice, Choice::default());
    let daily = Choice { digest: Rhythm::Daily, mentions: Calls::AtOnce };
    access.choose_notices(PLAN, one(), daily, 12).unwrap();
    let begun = access.notices(PLAN, one());
    assert_eq!((begun.choice, begun.told_upto, begun.told_at), (daily, 12, 1_000));
    let key = (WaitingKind::TaskDue, RecordRef::new(RecordKind::Task, Uuid::from_u128(3)));
    let told = Notices { told: [key].into(), told_upto: 20, told_at: 2_000, choice: daily };
    assert!(access.note_told(PLAN, one(), told.clone()).unwrap());
    assert_eq!(access.every_notice(), [(PLAN, one(), told.clone())]);
    // Another rhythm tells nothing again.
    let weekly = Choice { digest: Rhythm::Weekly, ..daily };
    access.choose_notices(PLAN, one(), weekly, 30).unwrap();
    assert_eq!(access.notices(PLAN, one()).told, told.told);
    // What was looked at before the choice is not told after it.
    assert!(!access.note_told(PLAN, one(), told.clone()).unwrap());
    // Who stops, and begins again, is told anew what waits.
    access.choose_notices(PLAN, one(), Choice::default(), 40).unwrap();
    assert_eq!(access.every_notice(), []);
    assert!(!access.note_told(PLAN, one(), told).unwrap());
    access.choose_notices(PLAN, one(), daily, 50).unwrap();
    assert!(access.notices(PLAN, one()).told.is_empty());
    // A choice that says nothing of mail is a choice all the same.
    let never = Choice { mentions: Calls::Never, ..Choice::default() };
    access.choose_notices(PLAN, one(), never, 60).unwrap();
    assert_eq!(access.notices(PLAN, one()).choice, never);
}

#[test]
fn what_was_told_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let access = new(folder.path());
    let choice = Choice { digest: Rhythm::Daily, ..Choice::default() };
    access.choose_notices(PLAN, one(), choice, 0).unwrap();
    let key = |n| (WaitingKind::TaskDue, RecordRef::new(RecordKind::Task, Uuid::from_u128(n)));
    let told = (0..501).map(key).collect();
    access.note_told(PLAN, one(), Notices { told, choice, ..Notices::default() }).unwrap();
    let kept = access.notices(PLAN, one()).told;
    assert_eq!((kept.len(), kept.contains(&key(0))), (500, false));
}

#[test]
fn an_erased_person_leaves_no_setting() {
    let folder = tempfile::tempdir().unwrap();
    let access = new(folder.path());
    let two = AccountId(Uuid::from_u128(2));
    let choice = Choice { digest: Rhythm::Daily, ..Choice::default() };
    for account in [one(), two] {
        access.choose_notices(PLAN, account, choice, 0).unwrap();
        access.set_filters(PLAN, account, vec![filter("a", "/taches", "")]).unwrap();
    }
    access.erase(two, two).unwrap();
    let book = std::fs::read_to_string(folder.path().join("access.json")).unwrap();
    assert!(!book.contains(&two.to_string()));
    assert_eq!(access.notices(PLAN, two), Notices::default());
    assert_eq!((access.filters(PLAN, two).len(), access.filters(PLAN, one()).len()), (0, 1));
}
