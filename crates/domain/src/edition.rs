//! Editions of a plan and the road each of them goes.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AxisId, Context, EditionId, Event, Fact, FindingId, MeetingId, Plan, PriorityId, RecordKind,
    RecordRef, Refusal,
    finding::{FindingFact, FindingState},
    meeting::{MeetingKind, MeetingState},
    plan::changed,
    rights::{Act, Scope},
    value::{self, Day},
};

/// Findings that one command takes over.
const MAX_INHERITED: usize = 300;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    pub id: EditionId,
    pub label: String,
    /// First and, where it is known, last year of its period.
    pub from_year: u16,
    pub to_year: Option<u16>,
    /// The edition that this one renews.
    pub renews: Option<EditionId>,
    pub state: EditionState,
    /// The plenary that validated it.
    pub validated_by: Option<MeetingId>,
    pub adoption: Option<Adoption>,
    /// Its priorities in the order of their rank, axis by axis.
    pub rankings: BTreeMap<AxisId, Vec<PriorityId>>,
}

/// What an edition is called, and its period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EditionName {
    pub label: String,
    pub from_year: u16,
    pub to_year: Option<u16>,
}

impl EditionName {
    fn checked(label: &str, from_year: u16, to_year: Option<u16>) -> Result<Self, Refusal> {
        let label = value::title("label", label)?;
        value::within("from_year", from_year.into(), 1990, 2200)?;
        if let Some(to) = to_year {
            value::within("to_year", to.into(), from_year.into(), 2200)?;
        }
        Ok(Self { label, from_year, to_year })
    }
}

/// The political act that adopts an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Adoption {
    pub body: String,
    pub day: Day,
    pub reference: String,
}

/// draft → consultation → validated → adopted → implementing → evaluated → closed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EditionState {
    Draft,
    Consultation,
    Validated,
    Adopted,
    Implementing,
    Evaluated,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum EditionCommand {
    Open {
        edition: EditionId,
        label: String,
        from_year: u16,
        #[serde(default)]
        to_year: Option<u16>,
        #[serde(default)]
        renews: Option<EditionId>,
    },
    /// Its label and period.
    Rename {
        edition: EditionId,
        label: String,
        from_year: u16,
        #[serde(default)]
        to_year: Option<u16>,
    },
    StartConsultation {
        edition: EditionId,
    },
    /// Records that a plenary, open or closed, validated the edition.
    Validate {
        edition: EditionId,
        meeting: MeetingId,
    },
    Adopt {
        edition: EditionId,
        body: String,
        day: Day,
        reference: String,
    },
    StartImplementation {
        edition: EditionId,
    },
    Evaluate {
        edition: EditionId,
    },
    Close {
        edition: EditionId,
    },
    /// Takes findings over from the edition that this one renews, for review.
    InheritFindings {
        edition: EditionId,
        findings: BTreeSet<FindingId>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EditionFact {
    Opened {
        edition: EditionId,
        label: String,
        from_year: u16,
        to_year: Option<u16>,
        renews: Option<EditionId>,
    },
    Renamed {
        edition: EditionId,
        from: EditionName,
        to: EditionName,
    },
    ConsultationStarted {
        edition: EditionId,
    },
    Validated {
        edition: EditionId,
        meeting: MeetingId,
    },
    Adopted {
        edition: EditionId,
        adoption: Adoption,
    },
    ImplementationStarted {
        edition: EditionId,
    },
    Evaluated {
        edition: EditionId,
    },
    Closed {
        edition: EditionId,
    },
}

impl Edition {
    fn name(&self) -> EditionName {
        let (label, from_year, to_year) = (self.label.clone(), self.from_year, self.to_year);
        EditionName { label, from_year, to_year }
    }
}

impl EditionFact {
    /// The edition it is about.
    #[must_use]
    pub fn edition(&self) -> EditionId {
        match self {
            Self::Opened { edition, .. }
            | Self::Renamed { edition, .. }
            | Self::ConsultationStarted { edition }
            | Self::Validated { edition, .. }
            | Self::Adopted { edition, .. }
            | Self::ImplementationStarted { edition }
            | Self::Evaluated { edition }
            | Self::Closed { edition } => *edition,
        }
    }

    /// The edition; and where it closes, what it holds, which is not flagged any more.
    pub(crate) fn touches(&self, plan: &Plan) -> Vec<RecordRef> {
        let mut refs = vec![RecordRef::new(RecordKind::Edition, self.edition())];
        if let Self::Closed { edition } = self {
            let priorities = plan.priorities.values().filter(|p| p.edition == *edition);
            refs.extend(priorities.map(|p| RecordRef::new(RecordKind::Priority, p.id)));
            let known = plan.recommendations.values().filter(|r| r.edition == *edition);
            refs.extend(known.map(|r| RecordRef::new(RecordKind::Recommendation, r.id)));
        }
        refs
    }
}

impl Plan {
    pub(crate) fn decide_edition(
        &self,
        command: EditionCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use EditionCommand as C;
        use EditionFact as F;
        use EditionState as S;
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        let fact = match command {
            C::Open { edition, label, from_year, to_year, renews } => {
                self.open_edition(edition, &label, from_year, to_year, renews)?
            }
            C::Rename { edition, label, from_year, to_year } => {
                let now = self.editions.get(&edition).ok_or(Refusal::Unknown("edition"))?;
                let from = now.name();
                let to = EditionName::checked(&label, from_year, to_year)?;
                return Ok(changed(&from, &to, || F::Renamed {
                    edition,
                    from: from.clone(),
                    to: to.clone(),
                }));
            }
            C::StartConsultation { edition } => {
                self.edition_in(edition, S::Draft)?;
                F::ConsultationStarted { edition }
            }
            C::Validate { edition, meeting } => {
                self.edition_in(edition, S::Consultation)?;
                self.plenary_that_sat(meeting)?;
                F::Validated { edition, meeting }
            }
            C::Adopt { edition, body, day, reference } => {
                self.edition_in(edition, S::Validated)?;
                let body = value::title("body", &body)?;
                let reference = value::note("reference", &reference)?;
                F::Adopted { edition, adoption: Adoption { body, day, reference } }
            }
            C::StartImplementation { edition } => {
                self.edition_in(edition, S::Adopted)?;
                F::ImplementationStarted { edition }
            }
            C::Evaluate { edition } => {
                self.edition_in(edition, S::Implementing)?;
                F::Evaluated { edition }
            }
            C::Close { edition } => {
                self.edition_in(edition, S::Evaluated)?;
                F::Closed { edition }
            }
            C::InheritFindings { edition, findings } => {
                return self.inherit_findings(edition, &findings);
            }
        };
        Ok(vec![fact.into()])
    }

    /// Takes a new name back; the steps of its road are what happened.
    pub(crate) fn undo_edition(
        &self,
        fact: &EditionFact,
        ctx: &Context,
    ) -> Result<EditionFact, Refusal> {
        let EditionFact::Renamed { edition, from, to } = fact else {
            return Err(Refusal::NotUndoable);
        };
        self.require(ctx, Act::ShapePlan, Scope::Plan)?;
        let now = self.editions.get(edition).ok_or(Refusal::Unknown("edition"))?;
        if now.name() != *to {
            return Err(Refusal::ChangedSince);
        }
        Ok(EditionFact::Renamed { edition: *edition, from: to.clone(), to: from.clone() })
    }

    fn open_edition(
        &self,
        edition: EditionId,
        label: &str,
        from_year: u16,
        to_year: Option<u16>,
        renews: Option<EditionId>,
    ) -> Result<EditionFact, Refusal> {
        if self.editions.contains_key(&edition) {
            return Err(Refusal::Exists("edition"));
        }
        let EditionName { label, .. } = EditionName::checked(label, from_year, to_year)?;
        if renews.is_some_and(|former| !self.editions.contains_key(&former)) {
            return Err(Refusal::Unknown("renews"));
        }
        Ok(EditionFact::Opened { edition, label, from_year, to_year, renews })
    }

    fn inherit_findings(
        &self,
        edition: EditionId,
        findings: &BTreeSet<FindingId>,
    ) -> Result<Vec<Fact>, Refusal> {
        use FindingState as S;
        let into = self.editions.get(&edition).ok_or(Refusal::Unknown("edition"))?;
        if !matches!(into.state, EditionState::Draft | EditionState::Consultation) {
            return Err(Refusal::WrongState { what: "edition", state: into.state.into() });
        }
        if findings.len() > MAX_INHERITED {
            return Err(Refusal::TooMany { what: "findings", max: MAX_INHERITED });
        }
        let mut facts = Vec::with_capacity(findings.len());
        for id in findings {
            let finding = self.finding(*id)?;
            if finding.edition == Some(edition) {
                continue;
            }
            if finding.edition.is_some() && finding.edition != into.renews {
                return Err(Refusal::Unknown("findings"));
            }
            if matches!(finding.state, S::UnderReview | S::Obsolete) {
                return Err(Refusal::WrongState { what: "finding", state: finding.state.into() });
            }
            let from = finding.edition;
            facts.push(FindingFact::Inherited { finding: *id, from, edition }.into());
        }
        Ok(facts)
    }

    fn edition_in(&self, id: EditionId, wanted: EditionState) -> Result<(), Refusal> {
        let edition = self.editions.get(&id).ok_or(Refusal::Unknown("edition"))?;
        match edition.state == wanted {
            true => Ok(()),
            false => Err(Refusal::WrongState { what: "edition", state: edition.state.into() }),
        }
    }

    fn plenary_that_sat(&self, id: MeetingId) -> Result<(), Refusal> {
        let meeting = self
            .meetings
            .get(&id)
            .filter(|m| m.kind == MeetingKind::Plenary)
            .ok_or(Refusal::Unknown("meeting"))?;
        match meeting.state {
            MeetingState::Open | MeetingState::Closed | MeetingState::MinutesApproved => Ok(()),
            state => Err(Refusal::WrongState { what: "meeting", state: state.into() }),
        }
    }

    pub(crate) fn evolve_edition(&mut self, fact: &EditionFact, _event: &Event) {
        use EditionFact as F;
        if let F::Opened { edition: id, label, from_year, to_year, renews } = fact {
            let edition = Edition {
                id: *id,
                label: label.clone(),
                from_year: *from_year,
                to_year: *to_year,
                renews: *renews,
                state: EditionState::Draft,
                validated_by: None,
                adoption: None,
                rankings: BTreeMap::new(),
            };
            self.editions.insert(*id, edition);
            return;
        }
        let Some(edition) = self.editions.get_mut(&fact.edition()) else { return };
        edition.state = match fact {
            F::Opened { .. } => EditionState::Draft,
            F::Renamed { to, .. } => {
                edition.label.clone_from(&to.label);
                edition.from_year = to.from_year;
                edition.to_year = to.to_year;
                edition.state
            }
            F::ConsultationStarted { .. } => EditionState::Consultation,
            F::Validated { meeting, .. } => {
                edition.validated_by = Some(*meeting);
                EditionState::Validated
            }
            F::Adopted { adoption, .. } => {
                edition.adoption = Some(adoption.clone());
                EditionState::Adopted
            }
            F::ImplementationStarted { .. } => EditionState::Implementing,
            F::Evaluated { .. } => EditionState::Evaluated,
            F::Closed { .. } => EditionState::Closed,
        };
    }
}
