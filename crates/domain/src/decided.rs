//! Where something was decided.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ItemId, MeetingId, Plan, Refusal, agenda::Home, meeting::MeetingState};

/// A meeting, or an item of its agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecidedIn {
    Meeting(MeetingId),
    Item(ItemId),
}

impl Plan {
    /// Refuses a place where nothing can have been decided: a meeting that has not begun, or none.
    pub(crate) fn check_decided(&self, decided: Option<DecidedIn>) -> Result<(), Refusal> {
        let unknown = Refusal::Unknown("decided");
        let id = match decided {
            None => return Ok(()),
            Some(DecidedIn::Meeting(id)) => id,
            Some(DecidedIn::Item(id)) => match self.items.get(&id).map(|item| &item.home) {
                Some(Home::Meeting { meeting }) => *meeting,
                _ => return Err(unknown),
            },
        };
        match self.meetings.get(&id).ok_or(unknown)?.state {
            MeetingState::Preparation | MeetingState::Convened => {
                Err(Refusal::WrongState { what: "meeting", state: "not_begun" })
            }
            _ => Ok(()),
        }
    }
}
