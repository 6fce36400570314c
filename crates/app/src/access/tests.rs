//! The door: links, sessions, invitations, keys and erasure.
#![allow(clippy::unwrap_used, reason = "tests fail the test")]

use std::path::Path;

use plenum_directory::{Offer, Refusal};
use plenum_domain::Role;
use plenum_log::MemoryLog;

use super::{sessions::*, *};
use crate::clock::FixedClock;

const PLAN: PlanId = PlanId(Uuid::from_u128(7));
const NAME: &str = "Aïcha Démonstration";
const EMAIL: &str = "aicha@example.org";

struct Door {
    access: Access,
    clock: Arc<FixedClock>,
    log: Arc<MemoryLog>,
}

fn someone() -> Account {
    Account { id: AccountId(Uuid::from_u128(1)), label: "Coordination".into(), language: None }
}

fn in_memory() -> Door {
    let (log, clock) = (Arc::new(MemoryLog::new()), Arc::new(FixedClock::at(1_000)));
    let access = Access::open(log.clone(), clock.clone(), Keys::in_memory(), None).unwrap();
    access.register([someone()]).unwrap();
    Door { access, clock, log }
}

fn keys(folder: &Path) -> Keys {
    let master = Master::File(folder.join("master.key"));
    Keys::open(folder, master, folder.join("erasures.jsonl")).unwrap()
}

fn in_folder(folder: &Path, log: &Arc<MemoryLog>) -> Access {
    let clock = Arc::new(FixedClock::at(1_000));
    Access::open(log.clone(), clock, keys(folder), Some(folder.to_owned())).unwrap()
}

fn profile(name: &str, email: &str) -> Profile {
    Profile { name: name.into(), email: Some(email.into()), language: None }
}

fn contributor() -> Offer {
    Offer::Roles { plan: PLAN, roles: vec![Role::Auditor], until: None }
}

fn accept(
    access: &Access,
    issued: &Issued,
    who: Result<AccountId, Profile>,
) -> Result<(AccountId, Offer), AccessError> {
    access.accept(access.invitation(&issued.secret)?.invitation.id, who)
}

/// Every file below a folder, as one row of bytes.
fn everything(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        bytes.extend(if path.is_dir() { everything(&path) } else { std::fs::read(path).unwrap() });
    }
    bytes
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Every payload of the directory's log.
fn payloads(log: &MemoryLog) -> Vec<u8> {
    let page = log.read(plenum_directory::DIRECTORY, 1, 1_000).unwrap();
    page.records.into_iter().flat_map(|record| record.event.payload).collect()
}

#[test]
fn a_link_opens_once() {
    let Door { access, .. } = in_memory();
    let link = access.issue_link(someone().id).unwrap();
    let (session, token) = access.redeem(&link, "a browser").unwrap();
    assert_eq!(session.account, someone().id);
    assert!(access.session(&token).is_some());
    assert!(matches!(access.redeem(&link, ""), Err(AccessError::BadLink)));
    assert!(matches!(access.redeem("guess", ""), Err(AccessError::BadLink)));
    assert_eq!(access.sessions(Some(someone().id))[0].device, "a browser");
}

#[test]
fn links_and_sessions_expire() {
    let Door { access, clock, .. } = in_memory();
    let late = access.issue_link(someone().id).unwrap();
    let link = access.issue_link(someone().id).unwrap();
    let (session, token) = access.redeem(&link, "").unwrap();
    clock.advance(LINK_MILLIS);
    assert!(matches!(access.redeem(&late, ""), Err(AccessError::BadLink)));
    clock.advance(SESSION_MILLIS);
    assert!(!session.is_live());
    assert!(access.session(&token).is_none());
}

#[test]
fn a_revoked_session_is_dead_for_those_who_hold_it() {
    let Door { access, .. } = in_memory();
    let link = access.issue_link(someone().id).unwrap();
    let (session, token) = access.redeem(&link, "").unwrap();
    access.revoke_all(someone().id).unwrap();
    assert!(!session.is_live());
    assert!(access.session(&token).is_none());
}

#[test]
fn sessions_survive_a_restart_and_nothing_that_names_or_opens_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(MemoryLog::new());
    let access = in_folder(folder.path(), &log);
    let issued = access
        .invite(someone().id, contributor(), Invitee { name: None, email: Some(EMAIL.into()) }, 7)
        .unwrap();
    let (account, _) = accept(&access, &issued, Err(profile(NAME, EMAIL))).unwrap();
    let (_, token) = access.sign_in(account, "Firefox 140", SignInAct::ByInvitation).unwrap();
    let scope = Scope { plans: vec![PLAN], write: false };
    let (secret, _) = access.make_token(account, "Tableur de suivi", scope, 30).unwrap();
    let epoch = access.epoch();
    drop(access);
    let stored = [everything(folder.path()), payloads(&log)].concat();
    for words in [NAME, EMAIL, "Firefox", "Tableur", &token, &secret, &issued.secret] {
        assert!(!holds(&stored, words), "{words} is stored in the clear");
    }
    let again = in_folder(folder.path(), &log);
    assert_eq!(again.session(&token).unwrap().account, account);
    assert!(!again.session(&secret).unwrap().writes());
    assert_eq!(again.profile(account), Some(profile(NAME, EMAIL)));
    assert_eq!(again.by_email("AICHA@example.org"), Some(account));
    assert_eq!(again.epoch(), epoch);
}

#[test]
fn an_invitation_is_accepted_once_and_in_time() {
    let Door { access, clock, .. } = in_memory();
    let invite = || access.invite(someone().id, contributor(), Invitee::default(), 7).unwrap();
    let (first, late, withdrawn) = (invite(), invite(), invite());
    let (account, offer) = accept(&access, &first, Err(profile(NAME, EMAIL))).unwrap();
    assert_eq!(offer, contributor());
    assert_eq!(access.profile(account).unwrap().name, NAME);
    let again = accept(&access, &first, Err(profile("B", "b@example.org")));
    assert!(matches!(again, Err(AccessError::BadLink)));
    access.withdraw(someone().id, withdrawn.id).unwrap();
    assert!(matches!(access.invitation(&withdrawn.secret), Err(AccessError::BadLink)));
    assert_eq!(access.invitations(Some(PLAN)).len(), 1);
    clock.advance(8 * 24 * 60 * 60 * 1000);
    let expired = accept(&access, &late, Err(profile("B", "b@example.org")));
    assert!(matches!(expired, Err(AccessError::BadLink)));
    assert!(access.invitations(Some(PLAN)).is_empty());
}

#[test]
fn an_address_belongs_to_one_account_which_may_accept_for_itself() {
    let Door { access, .. } = in_memory();
    let invite = || access.invite(someone().id, contributor(), Invitee::default(), 7).unwrap();
    let (account, _) = accept(&access, &invite(), Err(profile(NAME, EMAIL))).unwrap();
    let second = invite();
    let taken = accept(&access, &second, Err(profile("B", "Aicha@Example.org")));
    assert!(matches!(taken, Err(AccessError::Taken("email"))));
    assert_eq!(accept(&access, &second, Ok(account)).unwrap(), (account, contributor()));
    for (bad, field) in [("", "name"), (" ", "name")] {
        let refused = accept(&access, &invite(), Err(profile(bad, "c@example.org")));
        assert!(matches!(refused, Err(AccessError::Empty(f)) if f == field));
    }
    for bad in ["no", "a@b", "a b@example.org", "@example.org", "a@b@example.org"] {
        let refused = accept(&access, &invite(), Err(profile("C", bad)));
        assert!(matches!(refused, Err(AccessError::BadField("email"))), "{bad}");
    }
}

#[test]
fn the_first_administrator_comes_by_a_link_and_the_last_one_stays() {
    let Door { access, .. } = in_memory();
    assert!(access.needs_administrator());
    let old = access.invite_first_administrator().unwrap();
    let link = access.invite_first_administrator().unwrap();
    assert!(matches!(access.invitation(&old.secret), Err(AccessError::BadLink)));
    let (first, _) = accept(&access, &link, Err(profile(NAME, EMAIL))).unwrap();
    assert!(access.is_administrator(first) && !access.needs_administrator());
    let last = |result| {
        assert!(matches!(result, Err(AccessError::Refused(Refusal::LastAdministrator))));
    };
    last(access.set_administrator(first, first, false));
    last(access.lock_account(first, first));
    last(access.erase(first, first));
    assert!(access.profile(first).is_some(), "a refusal destroys nothing");
    let by_nobody = access.set_administrator(someone().id, someone().id, true);
    assert!(matches!(by_nobody, Err(AccessError::Refused(Refusal::Forbidden))));
    access.set_administrator(first, someone().id, true).unwrap();
    access.set_administrator(first, first, false).unwrap();
    assert!(!access.is_administrator(first));
}

#[test]
fn a_locked_account_is_out_at_once_and_stays_out() {
    let Door { access, .. } = in_memory();
    let admin = access.invite_first_administrator().unwrap();
    let (admin, _) = accept(&access, &admin, Err(profile(NAME, EMAIL))).unwrap();
    let link = access.issue_link(someone().id).unwrap();
    let (session, _) = access.redeem(&access.issue_link(someone().id).unwrap(), "").unwrap();
    access.lock_account(admin, someone().id).unwrap();
    assert!(!session.is_live());
    assert!(matches!(access.redeem(&link, ""), Err(AccessError::BadLink)));
    let refused = access.sign_in(someone().id, "", SignInAct::ByPassword);
    assert!(matches!(refused, Err(AccessError::NoAccount)));
    access.unlock_account(admin, someone().id).unwrap();
    assert!(access.sign_in(someone().id, "", SignInAct::ByPassword).is_ok());
}

#[test]
fn the_last_way_in_stays_and_a_new_password_ends_other_sessions() {
    let Door { access, .. } = in_memory();
    let id = someone().id;
    let (kept, _) = access.sign_in(id, "", SignInAct::ByLink).unwrap();
    let (other, _) = access.sign_in(id, "", SignInAct::ByLink).unwrap();
    access.set_password(id, Some("hash".into()), Some(kept.id)).unwrap();
    assert!(kept.is_live() && !other.is_live());
    assert!(matches!(access.set_password(id, None, None), Err(AccessError::LastCredential)));
    let key = serde_json::json!({ "cred": 1 });
    access.add_passkey(id, "Téléphone", key.clone(), |known| *known == key).unwrap();
    let twice = access.add_passkey(id, "Le même", key.clone(), |known| *known == key);
    assert!(matches!(twice, Err(AccessError::Taken(_))));
    access.set_password(id, None, Some(kept.id)).unwrap();
    let passkey = access.named_passkeys(id).remove(0);
    assert_eq!(passkey.name, "Téléphone");
    let last = access.remove_passkey(id, passkey.id);
    assert!(matches!(last, Err(AccessError::LastCredential)));
}

#[test]
fn an_observers_link_opens_again_and_again_until_it_is_withdrawn() {
    let Door { access, .. } = in_memory();
    let offer = Offer::Observe { plan: PLAN };
    let link = access.invite(someone().id, offer, Invitee::default(), 30).unwrap();
    let (session, _) = access.sign_in(link.account, "", SignInAct::ByObserverLink).unwrap();
    assert!(access.invitation(&link.secret).is_ok());
    let taken = accept(&access, &link, Ok(someone().id));
    assert!(matches!(taken, Err(AccessError::BadLink)), "it makes nobody a member");
    access.withdraw(someone().id, link.id).unwrap();
    assert!(!session.is_live());
}

#[test]
fn an_erased_person_is_nowhere_not_even_in_an_earlier_copy() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(MemoryLog::new());
    let access = in_folder(folder.path(), &log);
    access.register([someone()]).unwrap();
    let issued = access.invite(someone().id, contributor(), Invitee::default(), 7).unwrap();
    let (account, _) = accept(&access, &issued, Err(profile(NAME, EMAIL))).unwrap();
    let (session, _) = access.sign_in(account, "", SignInAct::ByInvitation).unwrap();
    access.set_visit(PLAN, account, 3).unwrap();
    // A copy of everything from before, but the ledger, which is kept apart.
    let copied: Vec<_> = ["keys.json", "master.key", "access.json"]
        .map(|name| (name, std::fs::read(folder.path().join(name)).unwrap()))
        .into();
    access.erase(account, account).unwrap();
    assert!(!session.is_live());
    assert_eq!(access.profile(account), None);
    assert!(access.accounts().iter().all(|known| known.id != account));
    let book = std::fs::read_to_string(folder.path().join("access.json")).unwrap();
    assert!(!book.contains(&account.to_string()));
    drop(access);
    // An old file of keys opens nothing with the master key of today.
    std::fs::write(folder.path().join("keys.json"), &copied[0].1).unwrap();
    let (path, ledger) = (folder.path().join("master.key"), folder.path().join("erasures.jsonl"));
    let mixed = Keys::open(folder.path(), Master::File(path), ledger);
    assert!(matches!(mixed, Err(KeyError::WrongMaster)));
    // A whole copy brought back: the ledger erases again.
    for (name, bytes) in &copied {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let again = in_folder(folder.path(), &log);
    assert_eq!(again.profile(account), None);
    assert_eq!(again.profile(someone().id).unwrap().name, "Coordination");
    let book = std::fs::read_to_string(folder.path().join("access.json")).unwrap();
    assert!(!book.contains(&account.to_string()));
}

#[test]
fn keys_turn_to_another_master_and_a_crash_in_between_loses_none() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ledger) = (folder.path().join("master.key"), folder.path().join("erasures.jsonl"));
    let id = someone().id;
    let ring = keys(folder.path());
    ring.create(&[id]).unwrap();
    let sealed = ring.seal(id, "x", b"words").unwrap();
    let old = std::fs::read(&path).unwrap();
    ring.rotate(None).unwrap();
    let new = std::fs::read(&path).unwrap();
    assert_ne!(old, new);
    assert_eq!(**keys(folder.path()).open_sealed(id, "x", &sealed).unwrap(), *b"words");
    // The file of keys is written, the new master key still waits under its other name.
    std::fs::write(&path, &old).unwrap();
    std::fs::write(folder.path().join("master.key.next"), &new).unwrap();
    assert_eq!(**keys(folder.path()).open_sealed(id, "x", &sealed).unwrap(), *b"words");
    // It waits, and the file of keys was not written.
    std::fs::write(folder.path().join("master.key.next"), &old).unwrap();
    assert_eq!(**keys(folder.path()).open_sealed(id, "x", &sealed).unwrap(), *b"words");
    // Handed in by the environment.
    let text = |byte: &str| zeroize::Zeroizing::new(byte.repeat(32));
    ring.rotate(Some(&text("ab"))).unwrap();
    let given = |byte| Keys::open(folder.path(), Master::Given(text(byte)), ledger.clone());
    assert!(given("ab").unwrap().open_sealed(id, "x", &sealed).is_some());
    assert!(matches!(given("cd"), Err(KeyError::WrongMaster)));
    assert!(matches!(given("zz"), Err(KeyError::Master)));
}

#[test]
fn what_is_sealed_opens_for_its_account_and_purpose_only() {
    let ring = Keys::in_memory();
    let other = AccountId(Uuid::from_u128(2));
    ring.create(&[someone().id, other]).unwrap();
    let sealed = ring.seal(someone().id, "profile", b"words").unwrap();
    assert!(ring.open_sealed(someone().id, "profile", &sealed).is_some());
    assert!(ring.open_sealed(other, "profile", &sealed).is_none());
    assert!(ring.open_sealed(someone().id, "device", &sealed).is_none());
    for at in [0, 24, sealed.0.len() - 1] {
        let mut bent = sealed.clone();
        bent.0[at] ^= 1;
        assert!(ring.open_sealed(someone().id, "profile", &bent).is_none());
    }
}

#[test]
fn the_directory_replays_to_what_it_was() {
    let Door { access, log, .. } = in_memory();
    let issued = access.invite(someone().id, contributor(), Invitee::default(), 7).unwrap();
    accept(&access, &issued, Err(profile(NAME, EMAIL))).unwrap();
    access.invite(someone().id, contributor(), Invitee::default(), 7).unwrap();
    let before = access.directory.read(Clone::clone);
    let again = DirectoryLog::open(log).unwrap();
    assert_eq!(again.read(Clone::clone), before);
}

#[test]
fn a_lost_file_of_keys_is_said_and_erases_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(MemoryLog::new());
    let access = in_folder(folder.path(), &log);
    access.register([someone()]).unwrap();
    let (_, token) = access.sign_in(someone().id, "", SignInAct::ByLink).unwrap();
    drop(access);
    let (file, kept) = (folder.path().join("keys.json"), folder.path().join("kept"));
    std::fs::rename(&file, &kept).unwrap();
    let clock = Arc::new(FixedClock::at(1_000));
    let lost = Access::open(log.clone(), clock, keys(folder.path()), Some(folder.path().into()));
    assert!(matches!(lost, Err(AccessError::KeysMissing)));
    std::fs::rename(&kept, &file).unwrap();
    assert!(in_folder(folder.path(), &log).session(&token).is_some());
}
