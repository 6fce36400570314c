//! Serving until told to stop (S12).
//!
//! The loop is our own because axum's gives the head of a request no deadline: a peer that sends half a
//! line would hold a connection for ever.

use std::{io, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use plenum_protocol::limits::{CLOSE_DEADLINE, DRAIN_DEADLINE, HEAD_DEADLINE, HTTP_CONNECTIONS};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};

use crate::{digest, router::router, state::Server};

/// How long requests may hold up the end: what a drain and a goodbye take, and a little more.
const STOP_DEADLINE: Duration =
    Duration::from_secs(1).saturating_add(DRAIN_DEADLINE).saturating_add(CLOSE_DEADLINE);
/// The pause after the operating system had no room for another connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `shutdown` resolves; then accepts nothing more, lets commits finish, closes the live
/// sockets as restarting, and returns.
///
/// # Errors
/// The listener's.
pub async fn serve(
    listener: TcpListener,
    server: Server,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router(server.clone());
    tokio::spawn(digest::run(server.clone()));
    let room = Arc::new(Semaphore::new(HTTP_CONNECTIONS));
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            (stream, permit) = accept(&listener, &room) => {
                serve_one(stream, permit, router.clone(), server.stopping());
            }
        }
    }
    drop(listener);
    server.stop();
    let ended = timeout(STOP_DEADLINE, async {
        // All of the room is there again once every connection has ended.
        let all = u32::try_from(HTTP_CONNECTIONS).unwrap_or(u32::MAX);
        let _room = room.acquire_many(all).await;
        server.sockets_closed().await;
    });
    if ended.await.is_err() {
        tracing::warn!("some requests or sockets did not end in time");
    }
    Ok(())
}

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // Never closed, so there is always a permit to be had.
    let permit = Arc::clone(room).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, permit),
            Err(error) => {
                tracing::warn!(%error, "accepting a connection");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn serve_one(
    stream: TcpStream,
    permit: Option<OwnedSemaphorePermit>,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    // A frame is worth a packet: waiting to fill one costs the reader tens of milliseconds.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "setting TCP_NODELAY");
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_DEADLINE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .with_upgrades();
    tokio::spawn(async move {
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            // A server that is gone has stopped as well.
            _ = async { stopping.wait_for(|stop| *stop).await.map(|_| ()) } => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::trace!(%error, "an HTTP connection ended");
        }
        // Live sockets live on past this; they are counted by session.
        drop(permit);
    });
}
