//! Given, when, then: tests that speak in commands and facts.
//!
//! Whatever happens in a scenario is held to the [laws](crate::laws) too.

#![allow(clippy::panic, clippy::must_use_candidate, reason = "a test fails; or ends here")]

use std::ops::Range;

use plenum_domain::{
    AccountId, Command, Context, Event, Fact, Plan, Refusal,
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
};

use crate::{ids, laws, sample};

/// A step of the past: what happened, or what was asked and allowed.
#[derive(Clone, Debug)]
pub enum Step {
    Fact(Fact),
    Command(Command),
}

macro_rules! steps {
    ($($kind:ident: $($inner:ident)*;)*) => {$(
        impl From<$kind> for Step {
            fn from(step: $kind) -> Self {
                Self::$kind(step)
            }
        }
        $(impl From<$inner> for Step {
            fn from(step: $inner) -> Self {
                Self::$kind(step.into())
            }
        })*
    )*};
}

steps! {
    Fact: PlanFact EditionFact AxisFact ThemeFact PartnerFact SpaceFact MemberFact MeetingFact AgendaFact TaskFact
        FindingFact EvidenceFact NeedFact PriorityFact RecommendationFact ReportFact ChainFact
        TerritoryFact ObjectiveFact OutputFact AttachmentFact ExpertiseFact AdvocacyFact CommentFact;
    Command: PlanCommand EditionCommand AxisCommand ThemeCommand PartnerCommand SpaceCommand
        MemberCommand MeetingCommand AgendaCommand TaskCommand FindingCommand EvidenceCommand
        NeedCommand PriorityCommand RecommendationCommand ReportCommand ChainCommand
        TerritoryCommand ObjectiveCommand OutputCommand AttachmentCommand ExpertiseCommand
        AdvocacyCommand CommentCommand;
}

/// A story over a plan, told by the coordinator unless [`as_`](Scenario::as_) says otherwise.
#[derive(Clone, Debug)]
pub struct Scenario {
    plan: Plan,
    log: Vec<Event>,
    /// The events of each command that wrote something, in order.
    commands: Vec<Range<usize>>,
    actor: AccountId,
    now: i64,
    reason: Option<String>,
    outcome: Option<Result<Vec<Fact>, Refusal>>,
}

/// The sample plan with some more past.
#[must_use]
#[track_caller]
pub fn given<S: Into<Step>>(steps: impl IntoIterator<Item = S>) -> Scenario {
    let mut scenario = Scenario::over(Plan::default());
    scenario.write(sample::facts());
    scenario.commands.clear();
    scenario.and(steps)
}

/// The sample plan as it is.
#[must_use]
#[track_caller]
pub fn given_the_sample() -> Scenario {
    given(Vec::<Step>::new())
}

/// Nothing at all: a plan that does not exist.
#[must_use]
pub fn given_nothing() -> Scenario {
    Scenario::over(Plan::default())
}

impl Scenario {
    fn over(plan: Plan) -> Self {
        Self {
            plan,
            log: Vec::new(),
            commands: Vec::new(),
            actor: sample::coordinator(),
            now: ids::noon(sample::TODAY),
            reason: None,
            outcome: None,
        }
    }

    /// More past.
    #[must_use]
    #[track_caller]
    pub fn and<S: Into<Step>>(mut self, steps: impl IntoIterator<Item = S>) -> Self {
        for step in steps {
            match step.into() {
                Step::Fact(fact) => self.write(vec![fact]),
                Step::Command(command) => self = self.when(command).done(),
            }
        }
        self
    }

    /// Much more past, taken in without looking at each step: for limits.
    #[must_use]
    pub fn and_unchecked<F: Into<Fact>>(mut self, facts: impl IntoIterator<Item = F>) -> Self {
        let facts = facts.into_iter().map(Into::into);
        for event in sample::events(self.plan.head, self.actor, self.now, facts) {
            self.plan.evolve(&event);
            self.log.push(event);
        }
        self
    }

    /// From here on, this person speaks.
    #[must_use]
    pub fn as_(mut self, person: AccountId) -> Self {
        self.actor = person;
        self
    }

    /// From here on, it is noon of this day.
    #[must_use]
    pub fn at(mut self, day: &str) -> Self {
        self.now = ids::noon(day);
        self
    }

    /// The next command has this reason.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }

    /// Someone asks for something.
    #[must_use]
    #[track_caller]
    pub fn when(mut self, command: impl Into<Command>) -> Self {
        self.settle();
        let ctx = self.context();
        self.outcome = Some(self.plan.decide(command.into(), &ctx));
        self
    }

    /// The one who speaks takes their own last command back, which may be an undo.
    #[must_use]
    #[track_caller]
    pub fn undo_last(self) -> Self {
        let actor = self.actor;
        self.undo_last_of(actor)
    }

    /// The one who speaks takes the last command of somebody back.
    ///
    /// # Panics
    /// Where they sent none.
    #[must_use]
    #[track_caller]
    pub fn undo_last_of(mut self, person: AccountId) -> Self {
        self.settle();
        let of = |range: &&Range<usize>| self.log[range.start].actor == person;
        let Some(range) = self.commands.iter().rev().find(of).cloned() else {
            panic!("{person} has done nothing to take back")
        };
        self.undo_range(range)
    }

    /// The one who speaks takes back what was written after one head, up to another.
    #[must_use]
    #[track_caller]
    pub fn undo_range(mut self, written: Range<usize>) -> Self {
        self.settle();
        let ctx = self.context();
        self.outcome = Some(self.plan.undo(&self.log[written], &ctx));
        self
    }

    /// These facts, no others.
    ///
    /// # Panics
    /// Where it comes otherwise.
    #[track_caller]
    pub fn then<F: Into<Fact>>(mut self, facts: impl IntoIterator<Item = F>) -> Self {
        let wanted: Vec<Fact> = facts.into_iter().map(Into::into).collect();
        match &self.outcome {
            Some(Ok(facts)) if *facts == wanted => {}
            other => panic!("wanted facts: {wanted:#?}\n\ncame: {other:#?}"),
        }
        self.settle();
        self
    }

    /// Allowed, and nothing had to change.
    #[track_caller]
    pub fn then_nothing(self) -> Self {
        self.then(Vec::<Fact>::new())
    }

    /// Allowed, whatever the facts are.
    #[track_caller]
    pub fn done(mut self) -> Self {
        self.settle();
        self
    }

    /// Refused for this.
    ///
    /// # Panics
    /// Where it comes otherwise.
    #[track_caller]
    pub fn refused(mut self, refusal: Refusal) -> Self {
        match self.outcome.take() {
            Some(Err(came)) if came == refusal => self,
            other => panic!("wanted refusal: {refusal:?}\n\ncame: {other:#?}"),
        }
    }

    /// What the state says now.
    #[track_caller]
    pub fn and_then(mut self, look: impl FnOnce(&Plan)) -> Self {
        self.settle();
        look(&self.plan);
        self
    }

    /// How many events there are.
    #[must_use]
    pub fn head(&self) -> usize {
        self.log.len()
    }

    /// The state now.
    #[must_use]
    #[track_caller]
    pub fn plan(mut self) -> Plan {
        self.settle();
        self.plan
    }

    fn context(&mut self) -> Context {
        let reason = self.reason.take();
        Context { plan: ids::plan(1), actor: self.actor, now: self.now, reason }
    }

    /// Takes in what the last command brought about.
    #[track_caller]
    fn settle(&mut self) {
        match self.outcome.take() {
            None => {}
            Some(Ok(facts)) => self.write(facts),
            Some(Err(refusal)) => panic!("refused: {refusal:?}"),
        }
    }

    #[track_caller]
    fn write(&mut self, facts: Vec<Fact>) {
        let from = self.log.len();
        for event in sample::events(self.plan.head, self.actor, self.now, facts) {
            laws::assert_event_laws(&self.plan, &event);
            self.plan.evolve(&event);
            self.log.push(event);
        }
        laws::assert_stored_the_same(&self.plan);
        if self.log.len() > from {
            self.commands.push(from..self.log.len());
        }
    }
}
