//! The few requests to a directory: small answers, no redirects, a deadline, and only so many at once.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use thiserror::Error;
use tokio::{sync::Semaphore, task};
use ureq::Agent;

/// How long a directory may take over one answer: people wait in front of a blank page.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);
/// The longest answer read: documents and tokens have a few kilobytes, the keys of large directories tens.
pub(super) const MAX_ANSWER_BYTES: u64 = 512 * 1024;
/// Requests under way: each holds a thread, and strangers can cause them.
const AT_ONCE: usize = 16;

/// Why a directory gave no answer.
#[derive(Debug, Error)]
pub enum HttpError {
    #[error("too many requests to the directory are under way")]
    Busy,
    #[error("asking the directory")]
    Request(#[source] ureq::Error),
    #[error("the thread that asks ended")]
    Thread(#[source] task::JoinError),
}

pub(super) struct Http {
    agent: Agent,
    free: Arc<Semaphore>,
}

impl Http {
    /// `is_local` for a directory on this very machine: in the clear, and past any proxy.
    pub(super) fn new(is_local: bool) -> Self {
        let config = Agent::config_builder()
            .https_only(!is_local)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(TIMEOUT));
        let config = if is_local { config.proxy(None) } else { config };
        Self { agent: config.build().new_agent(), free: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let held = self.free.clone().try_acquire_owned().map_err(|_| HttpError::Busy)?;
            let agent = self.agent.clone();
            let answer = task::spawn_blocking(move || {
                let _held = held;
                ask(&agent, request)
            });
            answer.await.map_err(HttpError::Thread)?.map_err(HttpError::Request)
        })
    }
}

fn ask(agent: &Agent, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let (parts, body) = request.into_parts();
    let answer = if body.is_empty() {
        agent.run(ureq::http::Request::from_parts(parts, ()))?
    } else {
        agent.run(ureq::http::Request::from_parts(parts, body))?
    };
    let (parts, body) = answer.into_parts();
    let body = body.into_with_config().limit(MAX_ANSWER_BYTES).read_to_vec()?;
    Ok(HttpResponse::from_parts(parts, body))
}
