//! What may happen to an advocacy.

use std::collections::BTreeSet;

use super::{
    Advocacy, AdvocacyCommand as C, AdvocacyFact as F, AdvocacyState as S, Answer, Reminder, name,
};
use crate::{
    AdvocacyId, Context, DecidedIn, Fact, Plan, RecommendationId, Refusal,
    plan::changed,
    recommendation::{Addressee, RecommendationFact, RecommendationState},
    rights::{Act, Scope},
    value::{self, Day, MAX_STATEMENT},
};

/// Bodies that one text is addressed to.
const MAX_ADDRESSEES: usize = 30;
/// Recommendations of one text: a memorandum with more is not read.
const MAX_CHOSEN: usize = 40;
/// What the recommendations of one text say together, in characters: as they are kept in its record, they
/// must fit a frame.
const MAX_PINNED: usize = 100_000;
/// Answers to one text: several from each addressee.
const MAX_ANSWERS: usize = 100;
/// Reminders about one text.
const MAX_REMINDERS: usize = 50;

impl Plan {
    pub(crate) fn decide_advocacy(&self, command: C, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        match command {
            C::Draft { .. } => self.draft_advocacy(command, ctx),
            C::Rename { .. } | C::Reword { .. } | C::Address { .. } | C::Choose { .. } => {
                self.edit_advocacy(command, ctx)
            }
            C::Send { advocacy, day, answer_due, decided } => {
                self.send_advocacy(ctx, advocacy, day, answer_due, decided)
            }
            C::RecordAnswer { advocacy, answer, recommendations } => {
                self.record_answer(ctx, advocacy, answer, &recommendations)
            }
            C::SetAnswerDue { advocacy, answer_due: to } => {
                let now = self.advocacy_in(ctx, advocacy, &[S::Sent, S::Answered])?;
                now.check_not_before_sent("answer_due", to.as_ref())?;
                let from = now.answer_due.clone();
                Ok(changed(&from, &to, || F::AnswerDueSet {
                    advocacy,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Remind { advocacy, day, words } => {
                let now = self.advocacy_in(ctx, advocacy, &[S::Sent, S::Answered])?;
                now.check_not_before_sent("day", Some(&day))?;
                if now.reminders.len() >= MAX_REMINDERS {
                    return Err(Refusal::TooMany { what: "reminders", max: MAX_REMINDERS });
                }
                let reminder = Reminder { day, words: value::note("words", &words)? };
                Ok(vec![F::Reminded { advocacy, reminder }.into()])
            }
            C::GiveUp { advocacy } => {
                let now = self.advocacy_in(ctx, advocacy, &[S::Sent])?;
                let today = Day::of_millis(ctx.now);
                if now.answer_due.as_ref().is_none_or(|due| *due >= today) {
                    return Err(Refusal::WrongState { what: "advocacy", state: "not_due_yet" });
                }
                ctx.require_reason()?;
                Ok(vec![F::LeftUnanswered { advocacy }.into()])
            }
            C::Close { advocacy } => {
                self.advocacy_in(ctx, advocacy, &[S::Answered, S::Unanswered])?;
                Ok(vec![F::Closed { advocacy }.into()])
            }
        }
    }

    fn draft_advocacy(&self, command: C, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let C::Draft { advocacy, kind, title, addressees, text, edition, recommendations } =
            command
        else {
            return Ok(Vec::new());
        };
        self.require(ctx, Act::SpeakOut, Scope::Plan)?;
        if self.advocacy.contains_key(&advocacy) {
            return Err(Refusal::Exists("advocacy"));
        }
        if let Some(edition) = edition {
            self.open_edition_of(edition)?;
        }
        self.check_chosen(&recommendations)?;
        let fact = F::Drafted {
            advocacy,
            kind,
            title: value::title("title", &title)?,
            text: value::some_words("text", &text, MAX_STATEMENT)?,
            edition,
            addressees: checked_addressees(addressees)?,
            recommendations,
        };
        Ok(vec![fact.into()])
    }

    fn edit_advocacy(&self, command: C, ctx: &Context) -> Result<Vec<Fact>, Refusal> {
        let draft = |id| self.advocacy_in(ctx, id, &[S::Draft]);
        match command {
            C::Rename { advocacy, title } => {
                let from = &draft(advocacy)?.title;
                let to = value::title("title", &title)?;
                Ok(changed(from, &to, || F::Renamed {
                    advocacy,
                    from: from.clone(),
                    to: to.clone(),
                }))
            }
            C::Reword { advocacy, text } => {
                let now = draft(advocacy)?;
                let to = value::some_words("text", &text, MAX_STATEMENT)?;
                let from = || Some(now.text.clone());
                let fact = || F::Reworded { advocacy, from: from(), to: to.clone() };
                Ok(changed(&now.text, &to, fact))
            }
            C::Address { advocacy, addressees } => {
                let now = draft(advocacy)?;
                let to = checked_addressees(addressees)?;
                let from = || Some(now.addressees.clone());
                let fact = || F::Addressed { advocacy, from: from(), to: to.clone() };
                Ok(changed(&now.addressees, &to, fact))
            }
            C::Choose { advocacy, recommendations: to } => {
                let now = draft(advocacy)?;
                self.check_chosen(&to)?;
                let from: Vec<_> = now.chosen().collect();
                let fact = || F::Chosen { advocacy, from: Some(from.clone()), to: to.clone() };
                Ok(changed(&from, &to, fact))
            }
            _ => Ok(Vec::new()),
        }
    }

    fn check_chosen(&self, chosen: &[RecommendationId]) -> Result<(), Refusal> {
        if chosen.len() > MAX_CHOSEN {
            return Err(Refusal::TooMany { what: "recommendations", max: MAX_CHOSEN });
        }
        let once: BTreeSet<_> = chosen.iter().copied().collect();
        if once.len() < chosen.len() {
            return Err(Refusal::Malformed { field: "recommendations" });
        }
        Self::require_all(&self.recommendations, &once, "recommendations")
    }

    /// The fact of sending comes first: what it keeps of the recommendations is what they said before.
    fn send_advocacy(
        &self,
        ctx: &Context,
        advocacy: AdvocacyId,
        day: Day,
        answer_due: Option<Day>,
        decided: Option<DecidedIn>,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.advocacy_in(ctx, advocacy, &[S::Draft])?;
        self.check_decided(decided)?;
        if answer_due.as_ref().is_some_and(|due| *due < day) {
            return Err(Refusal::Malformed { field: "answer_due" });
        }
        if now.text.is_empty() {
            return Err(Refusal::Empty { field: "text" });
        }
        if now.recommendations.is_empty() {
            return Err(Refusal::Empty { field: "recommendations" });
        }
        let mut facts = vec![F::Sent { advocacy, day: day.clone(), answer_due, decided }.into()];
        let mut said = 0;
        for recommendation in now.chosen() {
            let known = self.recommendations.get(&recommendation);
            let known = known.ok_or(Refusal::Unknown("recommendations"))?;
            if known.state < RecommendationState::Validated {
                return Err(known.wrong_state());
            }
            said += known.title.chars().count() + known.text.chars().count();
            if known.state == RecommendationState::Validated {
                let day = day.clone();
                facts.push(RecommendationFact::Sent { recommendation, day }.into());
            }
        }
        if said > MAX_PINNED {
            return Err(Refusal::TooLong { field: "recommendations", max: MAX_PINNED });
        }
        Ok(facts)
    }

    /// An answer that comes after the network gave up waiting is an answer too.
    fn record_answer(
        &self,
        ctx: &Context,
        advocacy: AdvocacyId,
        answer: Answer,
        to: &BTreeSet<RecommendationId>,
    ) -> Result<Vec<Fact>, Refusal> {
        let now = self.advocacy_in(ctx, advocacy, &[S::Sent, S::Answered, S::Unanswered])?;
        if now.answers.iter().any(|known| known.answer == answer.answer) {
            return Err(Refusal::Exists("answer"));
        }
        if usize::from(answer.from) >= now.addressees.len() {
            return Err(Refusal::Unknown("from"));
        }
        if now.answers.len() >= MAX_ANSWERS {
            return Err(Refusal::TooMany { what: "answers", max: MAX_ANSWERS });
        }
        now.check_not_before_sent("day", Some(&answer.day))?;
        if answer.follow_up.as_ref().is_some_and(|follow_up| *follow_up < answer.day) {
            return Err(Refusal::Malformed { field: "follow_up" });
        }
        if !to.iter().all(|id| now.chosen().any(|chosen| chosen == *id)) {
            return Err(Refusal::Unknown("recommendations"));
        }
        let summary = value::statement("summary", &answer.summary)?;
        let waits = |id: &&RecommendationId| {
            let known = self.recommendations.get(id);
            known.is_some_and(|known| known.state == RecommendationState::Sent)
        };
        let answered = to.iter().filter(waits).map(|id| {
            let (recommendation, words) = (*id, summary.clone());
            Fact::from(RecommendationFact::Answered { recommendation, words })
        });
        let answered: Vec<_> = answered.collect();
        let answer = Answer { summary, ..answer };
        Ok([vec![F::AnswerRecorded { advocacy, answer }.into()], answered].concat())
    }

    pub(super) fn advocacy_in(
        &self,
        ctx: &Context,
        id: AdvocacyId,
        states: &[S],
    ) -> Result<&Advocacy, Refusal> {
        self.require(ctx, Act::SpeakOut, Scope::Record(name(id)))?;
        let now = self.advocacy.get(&id).ok_or(Refusal::Unknown("advocacy"))?;
        if states.contains(&now.state) {
            Ok(now)
        } else {
            Err(Refusal::WrongState { what: "advocacy", state: now.state.into() })
        }
    }
}

impl Advocacy {
    /// The recommendations it asks for, in its order.
    pub fn chosen(&self) -> impl Iterator<Item = RecommendationId> + '_ {
        self.recommendations.iter().map(|chosen| chosen.recommendation)
    }

    fn check_not_before_sent(&self, field: &'static str, day: Option<&Day>) -> Result<(), Refusal> {
        match (&self.sent, day) {
            (Some(sent), Some(day)) if *day < sent.day => Err(Refusal::Malformed { field }),
            _ => Ok(()),
        }
    }
}

fn checked_addressees(addressees: Vec<Addressee>) -> Result<Vec<Addressee>, Refusal> {
    if addressees.is_empty() {
        return Err(Refusal::Empty { field: "addressees" });
    }
    if addressees.len() > MAX_ADDRESSEES {
        return Err(Refusal::TooMany { what: "addressees", max: MAX_ADDRESSEES });
    }
    addressees.into_iter().map(Addressee::checked).collect()
}
