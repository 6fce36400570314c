//! Random comments.

use plenum_domain::{
    Plan, RecordKind, RecordRef,
    comment::{CommentCommand, Mention},
};

use super::Dice;
use crate::ids::{advocacy, comment, expertise, output, partner, space, task};

impl Dice {
    /// Mostly a comment on something that there is, in a thread that there is.
    pub(super) fn comment_command(&mut self, plan: &Plan) -> CommentCommand {
        use CommentCommand as C;
        let (id, words) = (comment(self.upto(20)), self.words());
        let mention = match self.upto(3) {
            1 => Mention::Coordinators,
            2 => Mention::Facilitators { space: space(self.upto(2)) },
            _ => Mention::Partner { partner: partner(self.upto(3)) },
        };
        let mentions = self.maybe(|_| mention).into_iter().collect();
        let known: Vec<_> = plan.comments.values().collect();
        match self.upto(10) {
            1..=3 => {
                let about = match self.upto(7) {
                    1 => RecordRef::new(RecordKind::Finding, self.any_finding()),
                    2 => RecordRef::new(RecordKind::Task, task(self.upto(4))),
                    3 => RecordRef::new(RecordKind::Space, space(self.upto(2))),
                    4 => RecordRef::new(RecordKind::Expertise, expertise(self.upto(8))),
                    5 => RecordRef::new(RecordKind::Advocacy, advocacy(self.upto(8))),
                    6 => RecordRef::new(RecordKind::Output, output(self.upto(8))),
                    _ => RecordRef::new(RecordKind::Item, self.any_item()),
                };
                C::Add { comment: id, about, reply_to: None, words, mentions }
            }
            4 | 5 if !known.is_empty() => {
                let first = self.one_of(&known);
                let (about, reply_to) = (first.about, Some(first.id));
                C::Add { comment: id, about, reply_to, words, mentions }
            }
            4..=6 => C::Rewrite { comment: id, words, mentions },
            7 => C::Withdraw { comment: id },
            8 | 9 => C::Resolve { comment: id },
            _ => C::Reopen { comment: id },
        }
    }
}
