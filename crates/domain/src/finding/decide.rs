//! What may happen to a finding.

use super::{
    Finding, FindingCommand, FindingFact as F, FindingState as S, Opinion, Outcome, Position, Tags,
};
use crate::{
    Context, DecidedIn, EditionId, Fact, FindingId, PartnerId, Plan, RecordKind, RecordRef,
    Refusal,
    edition::EditionState,
    plan::changed,
    rights::{Act, Scope},
    territory::is_ins_code,
    value::{self, MAX_OPINION},
};

/// What is obsolete keeps the stances it had.
const OPEN_TO_STANCES: [S; 5] = [S::Recorded, S::Inherited, S::UnderReview, S::Upheld, S::Updated];

fn about(id: FindingId) -> Scope {
    Scope::Record(RecordRef::new(RecordKind::Finding, id))
}

impl Plan {
    pub(crate) fn decide_finding(
        &self,
        command: FindingCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use FindingCommand as C;
        match command {
            C::Record { finding, statement, tags, edition, partner } => {
                self.record_finding(ctx, finding, &statement, tags, edition, partner)
            }
            C::Reword { finding, statement } => {
                let now = self.tended_finding(ctx, Act::ReviewFindings, finding)?;
                now.expect(&[S::Recorded, S::Inherited, S::UnderReview])?;
                let to = value::statement("statement", &statement)?;
                Ok(changed(&now.statement, &to, || F::Reworded { finding, to: to.clone() }))
            }
            C::Retag { finding, tags } => {
                let from = &self.tended_finding(ctx, Act::ReviewFindings, finding)?.tags;
                let to = self.check_tags(tags)?;
                Ok(changed(from, &to, || F::Retagged {
                    finding,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Review { finding } => {
                let now = self.tended_finding(ctx, Act::SettleFindings, finding)?;
                if now.state == S::UnderReview {
                    return Ok(Vec::new());
                }
                ctx.require_reason()?;
                Ok(vec![F::ReviewStarted { finding }.into()])
            }
            C::Settle { finding, outcome, statement, decided } => {
                self.settle_finding(ctx, finding, outcome, statement.as_deref(), decided)
            }
            C::TakeStance { finding, partner, opinion } => {
                self.take_stance(ctx, finding, partner, opinion)
            }
            C::WithdrawStance { finding, partner } => {
                self.require_voice(ctx, partner)?;
                let now = self.finding(finding)?;
                now.expect(&OPEN_TO_STANCES)?;
                Ok(match now.stances.get(&partner) {
                    Some(stance) => {
                        let from = stance.opinion.clone();
                        vec![F::StanceWithdrawn { finding, partner, from }.into()]
                    }
                    None => Vec::new(),
                })
            }
        }
    }

    fn record_finding(
        &self,
        ctx: &Context,
        finding: FindingId,
        statement: &str,
        tags: Tags,
        edition: Option<EditionId>,
        partner: Option<PartnerId>,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require(ctx, Act::RecordFindings, Scope::Charge { partner, space: tags.space })?;
        if self.findings.contains_key(&finding) {
            return Err(Refusal::Exists("finding"));
        }
        self.check_place(partner, None, None)?;
        if let Some(edition) = edition {
            self.open_edition_of(edition)?;
        }
        let tags = self.check_tags(tags)?;
        let statement = value::statement("statement", statement)?;
        Ok(vec![F::Recorded { finding, statement, tags, edition, partner }.into()])
    }

    /// Refuses tags that name nothing, and trims their words.
    fn check_tags(&self, tags: Tags) -> Result<Tags, Refusal> {
        self.check_place(None, tags.axis, tags.space)?;
        Self::require_all(&self.themes, &tags.themes, "themes")?;
        self.check_communes(&tags.communes)?;
        if let Some(year) = tags.year {
            value::within("year", year.into(), 1950, 2200)?;
        }
        let public = value::some_words("public", &tags.public, value::MAX_TITLE)?;
        Ok(Tags { public, ..tags })
    }

    /// Refuses what are no codes of communes. A plan may speak of communes that it has not placed.
    pub(crate) fn check_communes(
        &self,
        codes: &std::collections::BTreeSet<String>,
    ) -> Result<(), Refusal> {
        if codes.iter().all(|code| is_ins_code(code)) {
            Ok(())
        } else {
            Err(Refusal::Malformed { field: "communes" })
        }
    }

    /// An edition that takes something in.
    pub(crate) fn open_edition_of(&self, id: EditionId) -> Result<(), Refusal> {
        match self.editions.get(&id).ok_or(Refusal::Unknown("edition"))?.state {
            EditionState::Closed => Err(Refusal::ClosedEdition),
            _ => Ok(()),
        }
    }

    fn settle_finding(
        &self,
        ctx: &Context,
        finding: FindingId,
        outcome: Outcome,
        statement: Option<&str>,
        decided: Option<DecidedIn>,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.tended_finding(ctx, Act::SettleFindings, finding)?;
        now.expect(&[S::UnderReview])?;
        ctx.require_reason()?;
        self.check_decided(decided)?;
        let fact = match (outcome, statement) {
            (Outcome::Upheld, None) => F::Upheld { finding, decided },
            (Outcome::Obsolete, None) => F::MadeObsolete { finding, decided },
            (Outcome::Updated, Some(statement)) => {
                let statement = value::statement("statement", statement)?;
                // What says the same as before is upheld, and nothing that stands on it is flagged.
                if statement == now.statement {
                    return Err(Refusal::Exists("statement"));
                }
                F::Updated { finding, statement, decided }
            }
            (Outcome::Updated, None) => return Err(Refusal::Empty { field: "statement" }),
            (_, Some(_)) => return Err(Refusal::Malformed { field: "statement" }),
        };
        Ok(vec![fact.into()])
    }

    fn take_stance(
        &self,
        ctx: &Context,
        finding: FindingId,
        partner: PartnerId,
        opinion: Opinion,
    ) -> Result<Vec<Fact>, Refusal> {
        self.require_voice(ctx, partner)?;
        let now = self.finding(finding)?;
        now.expect(&OPEN_TO_STANCES)?;
        if !self.partner(partner)?.active {
            return Err(Refusal::WrongState { what: "partner", state: "withdrawn" });
        }
        let reason = value::some_words("reason", &opinion.reason, MAX_OPINION)?;
        if opinion.position != Position::Agrees && reason.is_empty() {
            return Err(Refusal::Empty { field: "reason" });
        }
        let from = now.stances.get(&partner).map(|stance| stance.opinion.clone());
        let to = Opinion { reason, ..opinion };
        Ok(changed(&from, &Some(to.clone()), || F::StanceTaken {
            finding,
            partner,
            from: from.clone(),
            to: to.clone(),
        }))
    }

    fn require_voice(&self, ctx: &Context, partner: PartnerId) -> Result<(), Refusal> {
        self.require(ctx, Act::TakeStances, Scope::Charge { partner: Some(partner), space: None })
    }

    pub(crate) fn finding(&self, id: FindingId) -> Result<&Finding, Refusal> {
        self.findings.get(&id).ok_or(Refusal::Unknown("finding"))
    }

    fn tended_finding(&self, ctx: &Context, act: Act, id: FindingId) -> Result<&Finding, Refusal> {
        self.require(ctx, act, about(id))?;
        self.finding(id)
    }

    /// The fact that takes a finding's fact back.
    pub(crate) fn undo_finding(&self, fact: &F, ctx: &Context) -> Result<F, Refusal> {
        let finding = fact.finding();
        let now = self.finding(finding)?;
        let same = |partner: &PartnerId, opinion: Option<&Opinion>| {
            now.expect(&OPEN_TO_STANCES)?;
            let stance = now.stances.get(partner).map(|stance| &stance.opinion);
            if stance == opinion { Ok(()) } else { Err(Refusal::ChangedSince) }
        };
        match fact {
            F::Retagged { from, to, .. } => {
                self.require(ctx, Act::ReviewFindings, about(finding))?;
                if now.tags != *to {
                    return Err(Refusal::ChangedSince);
                }
                Ok(F::Retagged { finding, from: to.clone(), to: from.clone() })
            }
            F::StanceTaken { partner, from, to, .. } => {
                self.require_voice(ctx, *partner)?;
                same(partner, Some(to))?;
                let partner = *partner;
                Ok(match from {
                    Some(from) => {
                        let (from, to) = (Some(to.clone()), from.clone());
                        F::StanceTaken { finding, partner, from, to }
                    }
                    None => F::StanceWithdrawn { finding, partner, from: to.clone() },
                })
            }
            F::StanceWithdrawn { partner, from: to, .. } => {
                self.require_voice(ctx, *partner)?;
                same(partner, None)?;
                Ok(F::StanceTaken { finding, partner: *partner, from: None, to: to.clone() })
            }
            _ => Err(Refusal::NotUndoable),
        }
    }
}

impl Finding {
    fn expect(&self, states: &[S]) -> Result<(), Refusal> {
        if states.contains(&self.state) {
            Ok(())
        } else {
            Err(Refusal::WrongState { what: "finding", state: self.state.into() })
        }
    }
}
