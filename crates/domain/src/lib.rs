//! Concepts, commands, events, decisions and rights of a plan; pure.
//!
//! Three functions carry everything: [`Plan::decide`] turns a command into facts or a refusal,
//! [`Plan::undo`] turns facts into the facts that take them back, and [`Plan::evolve`] takes an event in.
//! None of them knows a clock, randomness or I/O: time, ids and the actor come with the [`Context`].

use std::borrow::Cow;

pub mod advocacy;
pub mod agenda;
pub mod attachment;
pub mod axis;
pub mod chain;
pub mod charge;
pub mod comment;
pub mod decided;
pub mod edition;
mod event;
pub mod evidence;
pub mod expertise;
pub mod finding;
mod ids;
pub mod meeting;
pub mod member;
pub mod need;
pub mod objective;
pub mod output;
pub mod partner;
pub mod plan;
pub mod priority;
pub mod recommendation;
mod refusal;
pub mod report;
pub mod rights;
pub mod space;
pub mod task;
pub mod territory;
mod touches;
pub mod value;

pub use advocacy::Advocacy;
pub use agenda::AgendaItem;
pub use attachment::Attachment;
pub use axis::{Axis, Theme};
pub use comment::Comment;
pub use decided::DecidedIn;
pub use edition::Edition;
pub use event::{Command, Context, DecodeError, Event, Fact, SCHEMA};
pub use evidence::Evidence;
pub use expertise::Expertise;
pub use finding::Finding;
pub use ids::*;
pub use meeting::Meeting;
pub use member::Member;
pub use need::Need;
pub use objective::Objective;
pub use output::Output;
pub use partner::Partner;
pub use plan::Plan;
pub use priority::Priority;
pub use recommendation::Recommendation;
pub use refusal::Refusal;
pub use report::Report;
pub use rights::{Act, Audience, Role, Scope};
pub use space::Space;
pub use task::Task;
pub use territory::{Commune, Measure, Structure};
pub use touches::{RecordKind, RecordRef};

impl Plan {
    /// Decides what a command brings about now; no facts where everything is already so.
    ///
    /// # Errors
    /// A [`Refusal`], which leaves nothing behind.
    pub fn decide(&self, command: Command, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        ctx.check_reason()?;
        match command {
            Command::Plan(command) => self.decide_plan(command, ctx),
            _ if !self.exists() => Err(Refusal::Unknown("plan")),
            Command::Edition(command) => self.decide_edition(command, ctx),
            Command::Axis(command) => self.decide_axis(command, ctx),
            Command::Theme(command) => self.decide_theme(command, ctx),
            Command::Partner(command) => self.decide_partner(command, ctx),
            Command::Space(command) => self.decide_space(command, ctx),
            Command::Member(command) => self.decide_member(command, ctx),
            Command::Meeting(command) => self.decide_meeting(command, ctx),
            Command::Agenda(command) => self.decide_agenda(command, ctx),
            Command::Task(command) => self.decide_task(command, ctx),
            Command::Finding(command) => self.decide_finding(command, ctx),
            Command::Evidence(command) => self.decide_evidence(command, ctx),
            Command::Need(command) => self.decide_need(command, ctx),
            Command::Priority(command) => self.decide_priority(command, ctx),
            Command::Recommendation(command) => self.decide_recommendation(command, ctx),
            Command::Report(command) => self.decide_report(command, ctx),
            Command::Chain(command) => self.decide_chain(command, ctx),
            Command::Territory(command) => self.decide_territory(command, ctx),
            Command::Objective(command) => self.decide_objective(command, ctx),
            Command::Output(command) => self.decide_output(command, ctx),
            Command::Attachment(command) => self.decide_attachment(command, ctx),
            Command::Expertise(command) => self.decide_expertise(command, ctx),
            Command::Advocacy(command) => self.decide_advocacy(command, ctx),
            Command::Comment(command) => self.decide_comment(command, ctx),
        }
    }

    /// Decides how to take back what one command of the same actor wrote, given its events in order.
    ///
    /// # Errors
    /// [`Refusal::NotYours`], [`Refusal::ChangedSince`] where someone else has changed the same thing
    /// since, [`Refusal::NotUndoable`] for what is not taken back (a role, a convocation), or a loss of rights.
    pub fn undo(&self, events: &[Event], ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        ctx.check_reason()?;
        if events.is_empty() {
            return Err(Refusal::Unknown("command"));
        }
        if events.iter().any(|event| event.actor != ctx.actor) {
            return Err(Refusal::NotYours);
        }
        // The state is copied only where one more event is to be taken back on top of what this one leaves:
        // nearly all commands write one.
        let mut after = Cow::Borrowed(self);
        let mut facts = Vec::with_capacity(events.len());
        for (event, left) in events.iter().rev().zip((0..events.len()).rev()) {
            for fact in after.undo_fact(&event.fact, ctx)? {
                if left > 0 {
                    let (seq, time, actor) = (after.head + 1, ctx.now, ctx.actor);
                    let taken = Event { seq, time, actor, fact: fact.clone(), reason: None };
                    after.to_mut().evolve(&taken);
                }
                facts.push(fact);
            }
        }
        Ok(facts)
    }

    /// What takes one fact back.
    fn undo_fact(&self, fact: &Fact, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        Ok(vec![match fact {
            Fact::Agenda(fact) => self.undo_agenda(fact, ctx)?.into(),
            Fact::Task(fact) => self.undo_task(fact, ctx)?.into(),
            Fact::Finding(fact) => self.undo_finding(fact, ctx)?.into(),
            Fact::Priority(fact) => self.undo_priority(fact, ctx)?.into(),
            Fact::Space(fact) => self.undo_space(fact, ctx)?.into(),
            Fact::Partner(fact) => self.undo_partner(fact, ctx)?.into(),
            Fact::Edition(fact) => self.undo_edition(fact, ctx)?.into(),
            Fact::Output(fact) => self.undo_output(fact, ctx)?.into(),
            Fact::Advocacy(fact) => self.undo_advocacy(fact, ctx)?.into(),
            Fact::Expertise(fact) => {
                let facts = self.undo_expertise(fact, ctx)?;
                return Ok(facts.into_iter().map(Fact::from).collect());
            }
            _ => return Err(Refusal::NotUndoable),
        }])
    }

    /// Takes an event in. Cannot fail: what happened, happened.
    pub fn evolve(&mut self, event: &Event) {
        match &event.fact {
            Fact::Plan(fact) => self.evolve_plan(fact, event),
            Fact::Edition(fact) => self.evolve_edition(fact, event),
            Fact::Axis(fact) => self.evolve_axis(fact, event),
            Fact::Theme(fact) => self.evolve_theme(fact, event),
            Fact::Partner(fact) => self.evolve_partner(fact, event),
            Fact::Space(fact) => self.evolve_space(fact, event),
            Fact::Member(fact) => self.evolve_member(fact, event),
            Fact::Meeting(fact) => self.evolve_meeting(fact, event),
            Fact::Agenda(fact) => self.evolve_agenda(fact, event),
            Fact::Task(fact) => self.evolve_task(fact, event),
            Fact::Finding(fact) => self.evolve_finding(fact, event),
            Fact::Evidence(fact) => self.evolve_evidence(fact, event),
            Fact::Need(fact) => self.evolve_need(fact, event),
            Fact::Priority(fact) => self.evolve_priority(fact, event),
            Fact::Recommendation(fact) => self.evolve_recommendation(fact, event),
            Fact::Report(fact) => self.evolve_report(fact, event),
            Fact::Chain(fact) => self.evolve_chain(fact, event),
            Fact::Territory(fact) => self.evolve_territory(fact, event),
            Fact::Objective(fact) => self.evolve_objective(fact, event),
            Fact::Output(fact) => self.evolve_output(fact, event),
            Fact::Attachment(fact) => self.evolve_attachment(fact, event),
            Fact::Expertise(fact) => self.evolve_expertise(fact, event),
            Fact::Advocacy(fact) => self.evolve_advocacy(fact, event),
            Fact::Comment(fact) => self.evolve_comment(fact, event),
        }
        self.head = event.seq;
        self.updated = event.time;
    }
}
