//! A person comes, works, and is erased: nothing on disk ever names them, and the plan's log stays whole.

use std::{fs, path::Path};

use plenum_app::{Invitee, Options, Profile, SignInAct};
use plenum_directory::Offer;
use plenum_domain::{Role, member::MemberCommand};
use plenum_log_redb::fsck;
use plenum_testkit::{
    ids::{meeting, plan},
    sample::{add, coordinator, first},
};

use crate::support::{assert_as_logged, open_with, redb, run, send, the_sample};

const NAME: &str = "Aïcha Démonstration";
const EMAIL: &str = "aicha@example.org";
const DEVICE: &str = "Firefox 140 sur un portable rouge";

fn in_folder(folder: &Path) -> Options {
    Options { folder: Some(folder.to_owned()), ..Options::default() }
}

/// Every file below a folder that holds any of the words, byte for byte.
fn holders(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holders(&path));
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        for words in [NAME, EMAIL, DEVICE] {
            if bytes.windows(words.len()).any(|window| window == words.as_bytes()) {
                found.push(format!("{words} in {}", path.display()));
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    for name in ["log.redb", "access.json", "keys.json", "master.key", "sign-ins.jsonl"] {
        fs::copy(from.join(name), to.join(name)).expect("a copy");
    }
}

#[test]
fn nothing_on_disk_names_anyone_and_an_erased_person_stays_erased_in_a_backup() {
    let (folder, backup) = (tempfile::tempdir().expect("one"), tempfile::tempdir().expect("two"));
    let account = run(async {
        let log = redb(&folder);
        let app = open_with(log.clone(), in_folder(folder.path()));
        let handle = the_sample(&app).await;
        let access = app.access();
        let offer = Offer::Roles { plan: plan(1), roles: vec![Role::Auditor], until: None };
        let to = Invitee { name: Some(NAME.into()), email: Some(EMAIL.into()) };
        let issued = access.invite(coordinator(), offer, to, 7).expect("an invitation");
        let invited = access.invitation(&issued.secret).expect("it is open").invitation;
        let profile = Profile { name: NAME.into(), email: Some(EMAIL.into()), language: None };
        let (account, _) = access.accept(invited.id, Err(profile)).expect("accepted");
        access.sign_in(account, DEVICE, SignInAct::ByInvitation).expect("a session");
        let grant = MemberCommand::GrantRole { account, role: Role::Coordinator, until: None };
        send(&handle, coordinator(), 1, grant).await;
        send(&handle, account, 2, add(1, first(meeting(1)))).await;
        assert_eq!(access.account(account).expect("known").label, NAME);
        account
    });
    assert_eq!(holders(folder.path()), Vec::<String>::new(), "before the erasure");
    copy(folder.path(), backup.path());

    run(async {
        let log = redb(&folder);
        let app = open_with(log.clone(), in_folder(folder.path()));
        let handle = app.plan(plan(1)).await.expect("it opens");
        let leave = MemberCommand::RevokeRole { account, role: Role::Coordinator };
        send(&handle, account, 3, leave).await;
        app.access().erase(account, account).expect("erased");
        assert!(app.access().account(account).is_none());
        assert_as_logged(&handle, &log, "after the erasure");
        let (former, acted) = handle.read(|now| {
            let by_them = now.plan.items.values().any(|item| item.added_by == account);
            (now.plan.former.contains_key(&account), by_them)
        });
        assert!(former && acted, "their acts stay");
    });
    assert_eq!(holders(folder.path()), Vec::<String>::new(), "after the erasure");
    let report = fsck(folder.path().join("log.redb")).expect("it is checked");
    assert!(report.damages.is_empty(), "{:?}", report.damages);

    // The backup comes back, with the ledger that was kept apart.
    run(async {
        let ledger = folder.path().join("erasures.jsonl");
        let options = Options { erasures: Some(ledger), ..in_folder(backup.path()) };
        let app = open_with(redb(&backup), options);
        assert!(app.access().account(account).is_none(), "a backup brings nobody back");
        assert!(app.access().by_email(EMAIL).is_none());
        assert!(app.access().sessions(Some(account)).is_empty());
    });
}
