//! Commands, facts and events as a whole, and how facts are written into the log and read back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    AccountId, PlanId, Refusal,
    advocacy::{AdvocacyCommand, AdvocacyFact},
    agenda::{AgendaCommand, AgendaFact},
    attachment::{AttachmentCommand, AttachmentFact},
    axis::{AxisCommand, AxisFact, ThemeCommand, ThemeFact},
    chain::{ChainCommand, ChainFact},
    comment::{CommentCommand, CommentFact},
    edition::{EditionCommand, EditionFact},
    evidence::{EvidenceCommand, EvidenceFact},
    expertise::{ExpertiseCommand, ExpertiseFact},
    finding::{FindingCommand, FindingFact},
    meeting::{MeetingCommand, MeetingFact},
    member::{MemberCommand, MemberFact},
    need::{NeedCommand, NeedFact},
    objective::{ObjectiveCommand, ObjectiveFact},
    output::{OutputCommand, OutputFact},
    partner::{PartnerCommand, PartnerFact},
    plan::{PlanCommand, PlanFact},
    priority::{PriorityCommand, PriorityFact},
    recommendation::{RecommendationCommand, RecommendationFact},
    report::{ReportCommand, ReportFact},
    space::{SpaceCommand, SpaceFact},
    task::{TaskCommand, TaskFact},
    territory::{TerritoryCommand, TerritoryFact},
    value,
};

/// Defines an enum over all concepts, each variant holding that concept's own enum.
macro_rules! of_every_concept {
    ($(#[$doc:meta])* $name:ident { $($concept:ident($inner:ident)),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum $name { $($concept($inner)),* }

        $(impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self::$concept(inner)
            }
        })*

        impl $name {
            /// Its stable word, `concept.name`.
            #[must_use]
            pub fn kind(&self) -> String {
                let (concept, name): (&'static str, &'static str) = match self {
                    $(Self::$concept(inner) => (self.into(), inner.into())),*
                };
                format!("{concept}.{name}")
            }
        }
    };
}

of_every_concept! {
    /// What someone wants to happen.
    Command {
        Plan(PlanCommand), Edition(EditionCommand), Axis(AxisCommand), Theme(ThemeCommand),
        Partner(PartnerCommand), Space(SpaceCommand), Member(MemberCommand), Meeting(MeetingCommand),
        Agenda(AgendaCommand), Task(TaskCommand), Finding(FindingCommand),
        Evidence(EvidenceCommand), Need(NeedCommand), Priority(PriorityCommand),
        Recommendation(RecommendationCommand), Report(ReportCommand), Chain(ChainCommand),
        Territory(TerritoryCommand), Objective(ObjectiveCommand),
        Output(OutputCommand), Attachment(AttachmentCommand),
        Expertise(ExpertiseCommand), Advocacy(AdvocacyCommand),
        Comment(CommentCommand),
    }
}

of_every_concept! {
    /// What happened.
    Fact {
        Plan(PlanFact), Edition(EditionFact), Axis(AxisFact), Theme(ThemeFact),
        Partner(PartnerFact), Space(SpaceFact), Member(MemberFact), Meeting(MeetingFact),
        Agenda(AgendaFact), Task(TaskFact), Finding(FindingFact), Evidence(EvidenceFact),
        Need(NeedFact), Priority(PriorityFact), Recommendation(RecommendationFact),
        Report(ReportFact), Chain(ChainFact),
        Territory(TerritoryFact), Objective(ObjectiveFact),
        Output(OutputFact), Attachment(AttachmentFact),
        Expertise(ExpertiseFact), Advocacy(AdvocacyFact),
        Comment(CommentFact),
    }
}

/// What comes from outside a decision: who, when, why.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The plan the command is sent to.
    pub plan: PlanId,
    pub actor: AccountId,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
    /// Why, in the actor's words.
    pub reason: Option<String>,
}

impl Context {
    pub(crate) fn check_reason(&self) -> Result<(), Refusal> {
        self.reason.as_ref().map_or(Ok(()), |reason| value::note("reason", reason).map(drop))
    }

    pub(crate) fn require_reason(&self) -> Result<(), Refusal> {
        match &self.reason {
            Some(reason) if !reason.trim().is_empty() => Ok(()),
            _ => Err(Refusal::ReasonRequired),
        }
    }
}

/// A numbered event: who, when, what and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub seq: u64,
    /// Milliseconds since the Unix epoch.
    pub time: i64,
    pub actor: AccountId,
    pub fact: Fact,
    pub reason: Option<String>,
}

/// The version of the payloads written now.
///
/// 2: roles may end by themselves, which version 1 would take for roles without an end.
/// 3: the whole plan's concepts; outputs, attachments and boundaries add to it and change nothing.
pub const SCHEMA: u16 = 3;

/// The log's payload: JSON, so that a person with nothing but the record can read it.
#[derive(Serialize, Deserialize)]
struct Payload<F> {
    fact: F,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A stored payload that this version cannot read.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// Written by a newer version of the product.
    #[error("schema {0} is newer than this version knows")]
    Newer(u16),
    #[error("the payload is not readable")]
    Malformed(#[source] serde_json::Error),
}

impl Fact {
    /// The payload of an event, JSON in UTF-8.
    #[must_use]
    pub fn encode(&self, reason: Option<&str>) -> Vec<u8> {
        let reason = reason.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
        // Facts are plain data with string keys: writing them to memory cannot fail.
        serde_json::to_vec(&Payload { fact: self, reason }).unwrap_or_default()
    }
}

impl Event {
    /// Reads an event back. Older payloads are brought up to date here and nowhere else.
    ///
    /// # Errors
    /// [`DecodeError`].
    pub fn decode(
        seq: u64,
        time: i64,
        actor: AccountId,
        schema: u16,
        payload: &[u8],
    ) -> Result<Self, DecodeError> {
        if schema > SCHEMA {
            return Err(DecodeError::Newer(schema));
        }
        let Payload { fact, reason } =
            serde_json::from_slice(payload).map_err(DecodeError::Malformed)?;
        Ok(Self { seq, time, actor, fact, reason })
    }
}

impl Command {
    /// Reads a command from its name (`concept.name`) and the JSON text of its body.
    ///
    /// # Errors
    /// The parser's message, which names the field.
    pub fn parse(name: &str, body: &str) -> Result<Self, String> {
        let word =
            |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let Some((concept, action)) = name.split_once('.').filter(|(c, a)| word(c) && word(a))
        else {
            return Err(format!("unknown command `{name}`"));
        };
        serde_json::from_str(&format!("{{\"{concept}\":{{\"{action}\":{body}}}}}"))
            .map_err(|e| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_from_its_name_and_body() {
        let command = Command::parse("plan.rename", r#"{"title":"PPLI Namur"}"#);
        assert_eq!(command, Ok(PlanCommand::Rename { title: "PPLI Namur".into() }.into()));
        assert_eq!(command.map(|c| c.kind()), Ok("plan.rename".to_owned()));
    }

    #[test]
    fn what_is_not_a_command_is_said_so() {
        for (name, body) in [
            ("plan.explode", "{}"),
            ("rename", "{}"),
            ("plan.rename", "{}"),
            ("plan.rename", r#"{"title":"x","colour":"red"}"#),
            ("plan.rename", r#"{"title":"x"}},"axis":{"add":{}"#),
            ("plan\":{}.x", "{}"),
        ] {
            assert!(Command::parse(name, body).is_err(), "{name} {body}");
        }
    }
}
