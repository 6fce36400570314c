//! Trying a plan file: every command through the domain's rules, in memory.

use plenum_domain::{Context, Event, Fact, Plan, Refusal};

use super::{Place, PlanFile, Problem, Step};

/// Runs all steps against a plan in memory and says what each one brings about.
///
/// # Errors
/// The first refusal, at the step and field it is about.
pub fn rehearse(file: &PlanFile) -> Result<Vec<(&Step, Vec<Fact>)>, Problem> {
    let mut plan = Plan::default();
    let mut done = Vec::with_capacity(file.steps.len());
    for step in &file.steps {
        let ctx = Context {
            plan: file.plan,
            actor: step.actor,
            now: step.at_ms,
            reason: step.reason.clone(),
        };
        let facts = plan
            .decide(step.command.clone(), &ctx)
            .map_err(|refusal| file.refused(step, &refusal))?;
        for fact in &facts {
            plan.evolve(&Event {
                seq: plan.head + 1,
                time: step.at_ms,
                actor: step.actor,
                fact: fact.clone(),
                reason: step.reason.clone(),
            });
        }
        done.push((step, facts));
    }
    Ok(done)
}

impl PlanFile {
    /// The first step later than a moment: an import may tell the past, never the future.
    #[must_use]
    pub fn later_than(&self, now_ms: i64) -> Option<Problem> {
        let step = self.steps.iter().find(|step| step.at_ms > now_ms)?;
        let at = step.place(None).1;
        Some(Problem::new(&self.names, at, "at", "this step lies in the future"))
    }

    fn refused(&self, step: &Step, refusal: &Refusal) -> Problem {
        let field = refusal.field().map(|field| if field == "reason" { "why" } else { field });
        let (path, at) = step.place(field);
        let path = if path.is_empty() { field.unwrap_or_default() } else { path };
        let code = refusal.code();
        let message = format!("{} is refused: {refusal} ({code})", step.command.kind());
        Problem::new(&self.names, at, path, message)
    }
}

impl Step {
    /// Where a field of the command is; where the command is, if the field is not there.
    fn place(&self, field: Option<&str>) -> (&str, Place) {
        let named = |path: &str| path.rsplit('.').next() == field;
        let found = self.places.iter().find(|(path, _)| named(path));
        found.or(self.places.first()).map_or(("", self.at), |(path, at)| (path.as_str(), *at))
    }
}
