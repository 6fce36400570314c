//! Random requests for expertise, and what is said to politicians.

use std::collections::BTreeSet;

use plenum_domain::{
    AdvocacyId, Plan, RecommendationId,
    advocacy::{AdvocacyCommand, AdvocacyKind, AdvocacyState, Answer, Tone},
    expertise::{ExpertiseCommand, ExpertiseState, Origin, Qualification, Urgency},
    recommendation::{Addressee, Level, RecommendationState},
    value::Day,
};

use super::Dice;
use crate::ids::{advocacy, answer, axis, day, edition, expertise, partner, space, theme};

impl Dice {
    /// Mostly the next step of its road.
    pub(super) fn expertise_command(&mut self, plan: &Plan) -> ExpertiseCommand {
        use ExpertiseCommand as C;
        use ExpertiseState as S;
        let (expertise, words) = (expertise(self.upto(8)), self.words());
        let partners: BTreeSet<_> = [partner(self.upto(4)), partner(self.upto(4))].into();
        let urgency = self.one_of(&[Urgency::Low, Urgency::Normal, Urgency::High]);
        let due = self.maybe(Self::any_day);
        let place = self.maybe(|dice| space(dice.upto(2)));
        let state = plan.expertise.get(&expertise).map(|known| known.state);
        match self.upto(9) {
            9 => C::Reword { expertise, question: words },
            1 => C::SetDue { expertise, due },
            2 => C::Close { expertise },
            3 => C::Release { expertise, partner: partner(self.upto(4)) },
            4 => C::CorrectAnswer { expertise, answer: words },
            _ => match state {
                None => C::Receive {
                    expertise,
                    origin: self.one_of(&[Origin::Field, Origin::Society]),
                    question: words.clone(),
                    context: words,
                    urgency,
                    axis: self.maybe(|dice| axis(dice.upto(2))),
                    themes: self.maybe(|_| theme(1)).into_iter().collect(),
                    space: place,
                    partner: self.maybe(|dice| partner(dice.upto(3))),
                    due,
                },
                Some(S::Received) => {
                    C::Qualify { expertise, to: Qualification { urgency, due, space: place } }
                }
                Some(S::Mobilised) if self.once_in(2) => C::Answer { expertise, answer: words },
                Some(_) => C::Mobilise { expertise, partners },
            },
        }
    }

    /// Mostly the next step of its road.
    pub(super) fn advocacy_command(&mut self, plan: &Plan) -> AdvocacyCommand {
        use AdvocacyCommand as C;
        use AdvocacyState as S;
        let (advocacy, words) = (advocacy(self.upto(5)), self.words());
        let Some(known) = plan.advocacy.get(&advocacy) else {
            return self.advocacy_draft(plan, advocacy);
        };
        match known.state {
            S::Draft => match self.upto(8) {
                1 => C::Rename { advocacy, title: words },
                2 => C::Reword { advocacy, text: words },
                3 => C::Address { advocacy, addressees: self.addressees() },
                4 | 5 => C::Choose { advocacy, recommendations: self.chosen(plan) },
                // Some days are past already: an answer may be given up.
                _ => C::Send {
                    advocacy,
                    day: day("2026-01-10"),
                    answer_due: self.maybe(|dice| match dice.upto(2) {
                        1 => day("2026-02-10"),
                        _ => dice.any_day(),
                    }),
                    decided: self.decided(),
                },
            },
            S::Closed => C::Remind { advocacy, day: self.any_day(), words },
            S::Sent | S::Answered | S::Unanswered => match self.upto(8) {
                1 | 2 => C::GiveUp { advocacy },
                3 => C::SetAnswerDue { advocacy, answer_due: self.maybe(|_| day("2026-03-01")) },
                4 => C::Remind { advocacy, day: self.any_day(), words },
                5 => C::Close { advocacy },
                _ => {
                    let asked: Vec<_> = known.chosen().collect();
                    let some = self.maybe(|dice| asked.get(dice.upto(2) as usize - 1).copied());
                    let recommendations = some.flatten().into_iter().collect();
                    C::RecordAnswer { advocacy, answer: self.answer(words), recommendations }
                }
            },
        }
    }

    fn advocacy_draft(&mut self, plan: &Plan, advocacy: AdvocacyId) -> AdvocacyCommand {
        let words = self.words();
        use AdvocacyKind::{Interpellation, Letter, Memorandum};
        AdvocacyCommand::Draft {
            advocacy,
            kind: self.one_of(&[Memorandum, Interpellation, Letter]),
            title: words.clone(),
            addressees: self.addressees(),
            text: words,
            edition: self.maybe(|dice| edition(dice.upto(2))),
            recommendations: self.chosen(plan),
        }
    }

    fn addressees(&mut self) -> Vec<Addressee> {
        let level = self.one_of(&[Level::Commune, Level::Region, Level::Federal]);
        let body = self.words();
        vec![Addressee { level, body: body.clone() }, Addressee { level: Level::Other, body }]
    }

    /// Mostly what may be sent.
    fn chosen(&mut self, plan: &Plan) -> Vec<RecommendationId> {
        let ready = plan.recommendations.values();
        let ready = ready.filter(|known| known.state >= RecommendationState::Validated);
        let ready: Vec<_> = ready.map(|known| known.id).collect();
        let one = if ready.is_empty() || self.once_in(6) {
            self.any_recommendation(plan)
        } else {
            self.one_of(&ready)
        };
        let other = self.any_recommendation(plan);
        if self.once_in(3) && other != one { vec![one, other] } else { vec![one] }
    }

    fn answer(&mut self, summary: String) -> Answer {
        let tones = [Tone::Favourable, Tone::Partly, Tone::Unfavourable, Tone::Acknowledged];
        Answer {
            answer: answer(self.upto(90)),
            from: u16::try_from(self.upto(3) - 1).unwrap_or(0),
            day: self.any_day(),
            tone: self.one_of(&tones),
            summary,
            follow_up: self.maybe(Self::late_day),
        }
    }

    fn late_day(&mut self) -> Day {
        day(&format!("2028-{:02}-01", self.upto(12)))
    }
}
