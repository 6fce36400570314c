//! Comments: what members say to one another about a record, in threads of one level.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, CommentId, Context, Event, Fact, PartnerId, Plan, RecordKind, RecordRef, Refusal,
    SpaceId,
    plan::changed,
    rights::{Act, Role, Scope},
    value,
};

/// The longest comment, in characters: half a page. Longer words belong in the record itself.
const MAX_COMMENT: usize = 1_000;
/// Whom one comment calls upon: more than that is a convocation.
const MAX_MENTIONS: usize = 10;
/// Comments on one record, replies included.
const MAX_COMMENTS: usize = 200;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comment {
    pub id: CommentId,
    pub about: RecordRef,
    /// The comment that begins the thread; none where it is this one.
    pub reply_to: Option<CommentId>,
    /// Empty once it is withdrawn.
    pub words: String,
    pub mentions: BTreeSet<Mention>,
    pub by: AccountId,
    /// Number of the event that wrote it.
    pub at: u64,
    /// Its time, in milliseconds since the Unix epoch.
    pub written: i64,
    pub edited: bool,
    /// Of the whole thread, on the comment that begins it.
    pub resolved: bool,
    pub withdrawn: bool,
}

/// Whom a comment calls upon: those who hold an office, never a person by name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Mention {
    Coordinators,
    Facilitators { space: SpaceId },
    Partner { partner: PartnerId },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum CommentCommand {
    Add {
        comment: CommentId,
        about: RecordRef,
        #[serde(default)]
        reply_to: Option<CommentId>,
        words: String,
        #[serde(default)]
        mentions: BTreeSet<Mention>,
    },
    Rewrite {
        comment: CommentId,
        words: String,
        #[serde(default)]
        mentions: BTreeSet<Mention>,
    },
    /// By anyone but its author it wants a reason.
    Withdraw {
        comment: CommentId,
    },
    /// Of the whole thread, named by its first comment.
    Resolve {
        comment: CommentId,
    },
    Reopen {
        comment: CommentId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CommentFact {
    Added {
        comment: CommentId,
        about: RecordRef,
        reply_to: Option<CommentId>,
        words: String,
        mentions: BTreeSet<Mention>,
    },
    Rewritten {
        comment: CommentId,
        about: RecordRef,
        words: String,
        mentions: BTreeSet<Mention>,
    },
    Withdrawn {
        comment: CommentId,
        about: RecordRef,
    },
    Resolved {
        comment: CommentId,
        about: RecordRef,
    },
    Reopened {
        comment: CommentId,
        about: RecordRef,
    },
}

impl CommentFact {
    /// The comment it is about.
    #[must_use]
    pub fn comment(&self) -> CommentId {
        match self {
            Self::Added { comment, .. }
            | Self::Rewritten { comment, .. }
            | Self::Withdrawn { comment, .. }
            | Self::Resolved { comment, .. }
            | Self::Reopened { comment, .. } => *comment,
        }
    }
}

impl Plan {
    pub(crate) fn decide_comment(
        &self,
        command: CommentCommand,
        ctx: &Context,
    ) -> Result<Vec<Fact>, Refusal> {
        use CommentCommand as C;
        use CommentFact as F;
        match command {
            C::Add { comment, about, reply_to, words, mentions } => {
                self.require(ctx, Act::Comment, Scope::Record(about))?;
                if self.comments.contains_key(&comment) {
                    return Err(Refusal::Exists("comment"));
                }
                self.check_thread(about, reply_to)?;
                let words = self.checked_words(&words, &mentions)?;
                Ok(vec![F::Added { comment, about, reply_to, words, mentions }.into()])
            }
            C::Rewrite { comment, words, mentions } => {
                let known = self.comment(comment)?;
                if !self.is_author(ctx, known) {
                    return Err(Refusal::Forbidden(Act::Comment));
                }
                if known.withdrawn {
                    return Err(Refusal::WrongState { what: "comment", state: "withdrawn" });
                }
                let words = self.checked_words(&words, &mentions)?;
                let (from, to) = ((&known.words, &known.mentions), (&words, &mentions));
                Ok(changed(&from, &to, || {
                    let (about, words, mentions) = (known.about, words.clone(), mentions.clone());
                    F::Rewritten { comment, about, words, mentions }
                }))
            }
            C::Withdraw { comment } => {
                let known = self.comment(comment)?;
                if !self.is_author(ctx, known) {
                    self.require(ctx, Act::ResolveComments, Scope::Plan)?;
                    ctx.require_reason()?;
                }
                let about = known.about;
                Ok(changed(&known.withdrawn, &true, || F::Withdrawn { comment, about }))
            }
            C::Resolve { comment } => {
                let thread = self.thread_of(ctx, comment)?;
                let about = thread.about;
                Ok(changed(&thread.resolved, &true, || F::Resolved { comment, about }))
            }
            C::Reopen { comment } => {
                let thread = self.thread_of(ctx, comment)?;
                let about = thread.about;
                Ok(changed(&thread.resolved, &false, || F::Reopened { comment, about }))
            }
        }
    }

    /// Refuses a place where nothing may be said (any more).
    fn check_thread(&self, about: RecordRef, reply_to: Option<CommentId>) -> Result<(), Refusal> {
        if !self.is_commentable(about) {
            return Err(Refusal::Unknown("about"));
        }
        if let Some(first) = reply_to {
            let first = self.comments.get(&first).filter(|first| first.about == about);
            let first = first.ok_or(Refusal::Unknown("reply_to"))?;
            if first.reply_to.is_some() {
                return Err(Refusal::Malformed { field: "reply_to" });
            }
            if first.resolved {
                return Err(Refusal::WrongState { what: "comment", state: "resolved" });
            }
        }
        if self.comments_on(about).count() >= MAX_COMMENTS {
            return Err(Refusal::TooMany { what: "comments", max: MAX_COMMENTS });
        }
        Ok(())
    }

    fn checked_words(&self, words: &str, called: &BTreeSet<Mention>) -> Result<String, Refusal> {
        let words = value::some_words("words", words, MAX_COMMENT)?;
        if words.is_empty() {
            return Err(Refusal::Empty { field: "words" });
        }
        if called.len() > MAX_MENTIONS {
            return Err(Refusal::TooMany { what: "mentions", max: MAX_MENTIONS });
        }
        for mention in called {
            match mention {
                Mention::Coordinators => {}
                Mention::Facilitators { space } if self.spaces.contains_key(space) => {}
                Mention::Partner { partner } if self.partners.contains_key(partner) => {}
                _ => return Err(Refusal::Unknown("mentions")),
            }
        }
        Ok(words)
    }

    fn comment(&self, id: CommentId) -> Result<&Comment, Refusal> {
        self.comments.get(&id).ok_or(Refusal::Unknown("comment"))
    }

    fn is_author(&self, ctx: &Context, comment: &Comment) -> bool {
        let scope = Scope::Record(comment.about);
        comment.by == ctx.actor && self.may(ctx.actor, Act::Comment, scope, ctx.now)
    }

    /// The comment that begins a thread, for whoever settles it: its author, or who tends the record.
    fn thread_of(&self, ctx: &Context, id: CommentId) -> Result<&Comment, Refusal> {
        let first = self.comment(id)?;
        if !self.is_author(ctx, first) {
            self.require(ctx, Act::ResolveComments, Scope::Record(first.about))?;
        }
        match first.reply_to {
            None => Ok(first),
            Some(_) => Err(Refusal::Malformed { field: "comment" }),
        }
    }

    pub(crate) fn evolve_comment(&mut self, fact: &CommentFact, event: &Event) {
        use CommentFact as F;
        if let F::Added { comment: id, about, reply_to, words, mentions } = fact {
            let comment = Comment {
                id: *id,
                about: *about,
                reply_to: *reply_to,
                words: words.clone(),
                mentions: mentions.clone(),
                by: event.actor,
                at: event.seq,
                written: event.time,
                edited: false,
                resolved: false,
                withdrawn: false,
            };
            self.comments.insert(*id, comment);
            self.commented.entry(*about).or_default().insert(*id);
            return;
        }
        let Some(comment) = self.comments.get_mut(&fact.comment()) else { return };
        match fact {
            F::Added { .. } => {}
            F::Rewritten { words, mentions, .. } => {
                comment.words.clone_from(words);
                comment.mentions.clone_from(mentions);
                comment.edited = true;
            }
            F::Withdrawn { .. } => {
                comment.words.clear();
                comment.mentions.clear();
                comment.withdrawn = true;
            }
            F::Resolved { .. } => comment.resolved = true,
            F::Reopened { .. } => comment.resolved = false,
        }
    }

    /// The comments on a record, in no particular order.
    pub fn comments_on(&self, about: RecordRef) -> impl Iterator<Item = &Comment> {
        let on = self.commented.get(&about).into_iter().flatten();
        on.filter_map(|id| self.comments.get(id))
    }

    /// Whether there is such a record, and it is one that people talk about.
    #[must_use]
    pub fn is_commentable(&self, about: RecordRef) -> bool {
        use RecordKind as K;
        let holds_comments = matches!(
            about.kind,
            K::Space
                | K::Meeting
                | K::Item
                | K::Task
                | K::Structure
                | K::Objective
                | K::Finding
                | K::Need
                | K::Priority
                | K::Recommendation
                | K::Expertise
                | K::Advocacy
                | K::Output
        );
        holds_comments && self.require_record(about).is_ok()
    }

    /// Whether a comment that calls upon these calls upon an account.
    #[must_use]
    pub fn is_called(&self, account: AccountId, mentions: &BTreeSet<Mention>, now: i64) -> bool {
        let Some(member) = self.members.get(&account) else { return false };
        let called = |role| match role {
            Role::Coordinator => mentions.contains(&Mention::Coordinators),
            Role::Facilitator { space } => mentions.contains(&Mention::Facilitators { space }),
            Role::Contributor { partner } => mentions.contains(&Mention::Partner { partner }),
            Role::Secretary { .. } | Role::Auditor | Role::Observer => false,
        };
        !mentions.is_empty() && member.roles_at(now).any(called)
    }
}
