//! Import: a whole plan's past, written in one piece.

use std::sync::Arc;

use plenum_domain::{AccountId, Fact, PlanId};
use plenum_log::{Append, CommandKey, Expected, NewEvent, Outcome};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use crate::{App, actor::new_event};

/// What one step of an imported history brought about, at its own time.
#[derive(Clone, Debug)]
pub struct Scripted {
    /// Milliseconds since the Unix epoch; never before the step before.
    pub at: i64,
    pub actor: AccountId,
    pub facts: Vec<Fact>,
    pub reason: Option<String>,
    /// Ties the step's events together.
    pub correlation: Uuid,
}

/// Why nothing was imported.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ImportError {
    #[error("the plan exists already; a given past is only allowed into the plan that it creates")]
    Exists,
    #[error("the history goes back in time")]
    BackInTime,
    #[error("the storage answered: {0:?}")]
    Storage(Outcome),
}

impl App {
    /// Writes a plan's whole past as one all-or-nothing append; returns the number of its last event.
    /// Repeating the same import answers as the first did.
    ///
    /// # Errors
    /// [`ImportError`]; nothing is written then.
    pub async fn import(&self, plan: PlanId, steps: &[Scripted]) -> Result<u64, ImportError> {
        if steps.windows(2).any(|pair| pair[1].at < pair[0].at) {
            return Err(ImportError::BackInTime);
        }
        let mut digest = Sha256::new();
        let mut events: Vec<NewEvent> = Vec::new();
        for step in steps {
            for fact in &step.facts {
                let kind: Arc<str> = fact.kind().into();
                let reason = step.reason.as_deref();
                let mut event =
                    new_event(fact, kind, step.at, step.actor.into(), Uuid::nil(), reason);
                event.correlation = step.correlation;
                digest.update(step.at.to_be_bytes());
                digest.update(step.actor.0);
                digest.update(&event.payload);
                events.push(event);
            }
        }
        let id = Uuid::new_v5(&plan.into(), b"import");
        let command = CommandKey { id, digest: digest.finalize().into() };
        let append = Append { plan: plan.into(), expected: Expected::Head(0), command, events };
        match self.log().append(append).await.unwrap_or(Outcome::Unknown) {
            Outcome::Appended { last, .. } | Outcome::Replayed { last, .. } => Ok(last),
            Outcome::Conflict { .. } | Outcome::KeyReused => Err(ImportError::Exists),
            other => Err(ImportError::Storage(other)),
        }
    }
}
