//! Evidence: what a finding rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Context, Event, EvidenceId, Fact, FindingId, PartnerId, Plan, RecordKind, RecordRef, Refusal,
    StructureId,
    plan::changed,
    rights::{Act, Scope},
    territory::StructureKind,
    value::{self, WebLink},
};

/// Pieces of evidence of one finding.
const MAX_EVIDENCE: usize = 50;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    pub id: EvidenceId,
    pub finding: FindingId,
    pub says: Says,
    /// Who brought it in.
    pub partner: Option<PartnerId>,
    pub withdrawn: bool,
}

/// What kind of source says what, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Says {
    pub kind: EvidenceKind,
    /// Title, author, page.
    pub reference: String,
    #[serde(default)]
    pub excerpt: String,
    #[serde(default)]
    pub link: Option<WebLink>,
    /// The structure of the territory that says so, of a kind that the source is of.
    #[serde(default)]
    pub structure: Option<StructureId>,
}

/// The five inputs of a review, statistics, and what is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The diagnosis of a former edition.
    Diagnosis,
    /// A local integration initiative.
    Ili,
    /// A plan for social cohesion or a strategic plan of a commune.
    PcsPst,
    /// A structure of the territory: above all the reception centres.
    Structure,
    /// What people in the field see.
    Field,
    Statistic,
    Other,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum EvidenceCommand {
    Add {
        evidence: EvidenceId,
        finding: FindingId,
        says: Says,
        #[serde(default)]
        partner: Option<PartnerId>,
    },
    Correct {
        evidence: EvidenceId,
        says: Says,
    },
    /// Wants a reason.
    Withdraw {
        evidence: EvidenceId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EvidenceFact {
    Added { evidence: EvidenceId, finding: FindingId, says: Says, partner: Option<PartnerId> },
    Corrected { evidence: EvidenceId, from: Says, to: Says },
    Withdrawn { evidence: EvidenceId },
}

impl EvidenceFact {
    /// The piece of evidence it is about.
    #[must_use]
    pub fn evidence(&self) -> EvidenceId {
        match self {
            Self::Added { evidence, .. }
            | Self::Corrected { evidence, .. }
            | Self::Withdrawn { evidence } => *evidence,
        }
    }
}

impl Plan {
    pub(crate) fn decide_evidence(
        &self,
        command: EvidenceCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use EvidenceCommand as C;
        use EvidenceFact as F;
        match command {
            C::Add { evidence, finding, says, partner } => {
                let space = self.findings.get(&finding).and_then(|finding| finding.tags.space);
                self.require(ctx, Act::RecordFindings, Scope::Charge { partner, space })?;
                if self.evidence.contains_key(&evidence) {
                    return Err(Refusal::Exists("evidence"));
                }
                self.finding(finding)?;
                self.check_place(partner, None, None)?;
                let above = self.chain.above(RecordRef::new(RecordKind::Finding, finding));
                let held = above.filter(|name| name.kind == RecordKind::Evidence).count();
                if held >= MAX_EVIDENCE {
                    return Err(Refusal::TooMany { what: "evidence", max: MAX_EVIDENCE });
                }
                let says = self.checked_says(says, None)?;
                Ok(vec![F::Added { evidence, finding, says, partner }.into()])
            }
            C::Correct { evidence, says } => {
                let now = self.living_evidence(ctx, evidence)?;
                let to = self.checked_says(says, now.says.structure)?;
                Ok(changed(&now.says, &to, || {
                    let from = now.says.clone();
                    F::Corrected { evidence, from, to: to.clone() }
                }))
            }
            C::Withdraw { evidence } => {
                self.living_evidence(ctx, evidence)?;
                ctx.require_reason()?;
                Ok(vec![F::Withdrawn { evidence }.into()])
            }
        }
    }

    /// A structure that has closed may stay, but is not named anew.
    fn checked_says(&self, says: Says, held: Option<StructureId>) -> Result<Says, Refusal> {
        let reference = value::title("reference", &says.reference)?;
        let excerpt = value::note("excerpt", &says.excerpt)?;
        if let Some(id) = says.structure {
            let named = match held == Some(id) {
                true => self.structures.get(&id).ok_or(Refusal::Unknown("structure"))?,
                false => self.structure(id, true)?,
            };
            if !says.kind.comes_from(named.kind) {
                return Err(Refusal::Malformed { field: "structure" });
            }
        }
        Ok(Says { reference, excerpt, ..says })
    }

    fn living_evidence(&self, ctx: &Context, id: EvidenceId) -> Result<&Evidence, Refusal> {
        let name = RecordRef::new(RecordKind::Evidence, id);
        self.require(ctx, Act::ReviewFindings, Scope::Record(name))?;
        let evidence = self.evidence.get(&id).ok_or(Refusal::Unknown("evidence"))?;
        if evidence.withdrawn {
            return Err(Refusal::WrongState { what: "evidence", state: "withdrawn" });
        }
        Ok(evidence)
    }

    pub(crate) fn evolve_evidence(&mut self, fact: &EvidenceFact, _event: &Event) {
        use EvidenceFact as F;
        if let F::Added { evidence: id, finding, says, partner } = fact {
            let (id, finding, says, partner) = (*id, *finding, says.clone(), *partner);
            let evidence = Evidence { id, finding, says, partner, withdrawn: false };
            self.evidence.insert(id, evidence);
            self.chain.link(
                RecordRef::new(RecordKind::Finding, finding),
                RecordRef::new(RecordKind::Evidence, id),
            );
            return;
        }
        let Some(evidence) = self.evidence.get_mut(&fact.evidence()) else { return };
        match fact {
            F::Added { .. } => {}
            F::Corrected { to, .. } => evidence.says.clone_from(to),
            F::Withdrawn { .. } => evidence.withdrawn = true,
        }
    }
}

impl EvidenceKind {
    /// Whether structures of a kind are where such evidence comes from.
    #[must_use]
    pub fn comes_from(self, structure: StructureKind) -> bool {
        match self {
            Self::Ili => structure == StructureKind::Ili,
            Self::PcsPst => matches!(structure, StructureKind::Pcs | StructureKind::Pst),
            Self::Structure => true,
            Self::Diagnosis | Self::Field | Self::Statistic | Self::Other => false,
        }
    }
}
