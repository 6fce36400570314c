//! Serving until told to stop (S12).

use std::{io, time::Duration};

use axum::serve::ListenerExt;
use plenum_protocol::limits::{CLOSE_DEADLINE, DRAIN_DEADLINE};
use tokio::{net::TcpListener, time::timeout};

use crate::{router::router, state::Server};

/// How long requests may hold up the end: what a drain and a goodbye take, and a little more.
const STOP_DEADLINE: Duration =
    Duration::from_secs(1).saturating_add(DRAIN_DEADLINE).saturating_add(CLOSE_DEADLINE);

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
    let stopping = server.clone();
    let begin = async move {
        shutdown.await;
        stopping.stop();
    };
    let listener = listener.tap_io(|stream| {
        // A frame is worth a packet: waiting to fill one costs the reader tens of milliseconds.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "setting TCP_NODELAY");
        }
    });
    let mut stopped = server.stopping();
    let serving = axum::serve(listener, router(server.clone())).with_graceful_shutdown(begin);
    let serving = tokio::spawn(serving.into_future());
    // A server that is gone has stopped as well.
    let _ = stopped.wait_for(|stop| *stop).await;
    let abort = serving.abort_handle();
    let served = timeout(STOP_DEADLINE, async {
        let served = serving.await;
        server.sockets_closed().await;
        served
    });
    match served.await {
        Ok(Ok(served)) => served,
        Ok(Err(_)) => Ok(()),
        Err(_) => {
            abort.abort();
            tracing::warn!("some requests or sockets did not end in time");
            Ok(())
        }
    }
}
