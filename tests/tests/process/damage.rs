//! A damaged record: named by `fsck`, and the plan is served read-only up to it.

use plenum_protocol::live::ServerFrame;
use plenum_testkit::live::{Heard, LiveClient};
use uuid::Uuid;

use crate::binary::{Serving, block_on, export, plenum, words};

/// Changes one bit wherever some bytes are stored; how often they were.
fn damage(file: &std::path::Path, bytes: &[u8]) -> usize {
    let mut stored = std::fs::read(file).expect("the log");
    let window = bytes.len();
    let found: Vec<usize> = (0..stored.len().saturating_sub(window))
        .filter(|at| &stored[*at..*at + window] == bytes)
        .collect();
    for at in &found {
        stored[*at] ^= 1;
    }
    std::fs::write(file, stored).expect("the log");
    found.len()
}

#[test]
fn a_damaged_record_is_named_and_the_plan_is_served_read_only_up_to_it() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let mut serving = Serving::start(folder.path(), 1, &[]);
        let token = serving.sign_in("personne-0").await;
        for n in 1..=9 {
            let frame = serving.add_task(Uuid::from_u128(n), &format!("Étape numéro {n} du plan"));
            let (status, answer) = serving.command(&token, &frame).await;
            assert_eq!(status, 200, "{answer}");
        }
        serving.kill();
        let head = export(folder.path()).len() as u64;
        let seq = head - 4;
        let log = folder.path().join("log.redb");
        assert!(damage(&log, "Étape numéro 5 du plan".as_bytes()) > 0, "the payload is there");

        let fsck = plenum(&["fsck", "--data", &folder.path().to_string_lossy()]);
        let said = words(&fsck);
        assert_eq!(fsck.status.code(), Some(1), "{said}");
        let named = said.contains(&format!("plan {}", serving.plan))
            && said.contains(&format!("event {seq}"));
        assert!(named, "{said}");

        serving.again(&[]);
        let opened = LiveClient::open(serving.address, serving.plan, &token, None, false).await;
        let mut client = opened.expect("a socket");
        let Heard::Frame(frame) = client.hear().await else { panic!("no welcome") };
        let ServerFrame::Welcome(welcome) = *frame else { panic!("no welcome: {frame:?}") };
        assert_eq!((welcome.damaged_at, welcome.head), (Some(seq), seq - 1));
        let frame = serving.add_task(Uuid::from_u128(99), "Trop tard");
        let (status, answer) = serving.command(&token, &frame).await;
        assert!(status == 409 && answer.contains("read_only"), "{answer}");
        let path = format!("/api/plans/{}/records", serving.plan);
        let (status, answer) = serving.http("GET", &path, Some(&token), "").await;
        assert!(status == 200 && answer.contains("numéro 4"), "what is sound is read");
        assert!(!answer.contains("numéro 6"), "what follows the damage is not");
    });
}
