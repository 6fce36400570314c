use plenum_protocol::{limits::RETURN_SPREAD, live::CloseCode};
use serde_json::json;

use super::client::Served;
use crate::world::{Who, item};

#[tokio::test]
async fn s12_a_shutdown_answers_what_was_sent_and_spreads_the_return() {
    let mut served = Served::new().await;
    let mut hints = Vec::new();
    let mut clients = Vec::new();
    for _ in 0..8 {
        clients.push(served.client(Who::Contributor).await);
    }
    let silent = served.socket(Who::Auditor).await;
    let frame = json!({
        "t": "command", "id": served.world.next_id(), "name": "agenda.add_item",
        "body": item(50, "Last"),
    });
    clients[0].send(frame).await;
    clients[0].result().await;
    served.stop();
    for client in &mut clients {
        let (code, reason) = client.closed().await;
        assert_eq!(code, CloseCode::Restarting as u16);
        hints.push(reason.parse::<u128>().unwrap());
    }
    assert!(hints.iter().all(|hint| *hint <= RETURN_SPREAD.as_millis()));
    hints.dedup();
    assert!(hints.len() > 1, "spread out: {hints:?}");
    drop(silent);
    let address = served.address;
    served.ended().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nothing listens any more");
}
