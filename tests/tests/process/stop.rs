//! Told to stop (S12).

use plenum_protocol::limits::RETURN_SPREAD;
use plenum_testkit::live::{Heard, LiveClient};

use crate::binary::{Serving, block_on};

#[test]
fn s12_a_signal_closes_sockets_as_restarting_and_ends_with_0() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let serving = Serving::start(folder.path(), 3, &[]);
        let mut clients = Vec::new();
        for n in 0..3 {
            let token = serving.sign_in(&format!("personne-{n}")).await;
            let opened = LiveClient::open(serving.address, serving.plan, &token, None, false).await;
            clients.push(opened.expect("a socket"));
        }
        // One has not even been welcomed when the signal comes.
        for client in clients.iter_mut().skip(1) {
            assert!(matches!(client.hear().await, Heard::Frame(_)));
        }
        serving.terminate();
        for client in &mut clients {
            let end = loop {
                match client.hear().await {
                    Heard::Frame(_) => {}
                    other => break other,
                }
            };
            let Heard::Closed(1012, wait) = end else { panic!("the socket ended with {end:?}") };
            let wait: u128 = wait.parse().expect("milliseconds to wait");
            assert!(wait <= RETURN_SPREAD.as_millis(), "{wait} ms");
        }
        drop(clients);
        assert_eq!(serving.ended().await.code(), Some(0));
    });
}
