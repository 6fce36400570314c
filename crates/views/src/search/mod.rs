//! Search over a plan: an inverted index in memory, made from the records and kept up with their changes.
//!
//! The index knows nothing of rights: whether a hit is shown is asked of the plan as it is now, when it is
//! delivered, as for everything else.

mod fold;
mod index;
mod texts;

use plenum_domain::{Audience, Plan, RecordKind, RecordRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::is_visible;
use fold::words;
pub use index::Index;

/// Words of one question; more say no more.
const MAX_WORDS: usize = 8;
/// Hits on one page of answers.
pub const PAGE: usize = 50;
/// Characters shown around the first hit in a text.
const SNIPPET: usize = 160;

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Folded, in the order they were typed; of the last one, the beginning may be enough.
    words: Vec<String>,
    pub kinds: Vec<RecordKind>,
    pub audience: Audience,
    /// Hits to pass over.
    pub skip: usize,
}

impl Question {
    /// Reads what somebody typed. A letter before a number is the number's: « C 12 ».
    #[must_use]
    pub fn new(text: &str, kinds: Vec<RecordKind>, audience: Audience, skip: usize) -> Self {
        let mut typed: Vec<String> = Vec::new();
        words(text, |word, _| {
            let is_number = word.bytes().all(|b| b.is_ascii_digit());
            match typed.last_mut() {
                Some(letter) if is_number && letter.len() == 1 => letter.push_str(word),
                _ => typed.push(word.to_owned()),
            }
        });
        // Articles and the like say nothing where other words do.
        if typed.iter().any(|word| !is_small(word)) {
            typed.retain(|word| !is_small(word));
        }
        typed.truncate(MAX_WORDS);
        Self { words: typed, kinds, audience, skip }
    }

    /// Whether it asks for anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn is_small(word: &str) -> bool {
    const SMALL: [&str; 24] = [
        "a", "au", "aux", "ce", "ces", "dans", "de", "des", "du", "en", "et", "la", "le", "les",
        "ou", "par", "pour", "sur", "un", "une", "the", "of", "and", "in",
    ];
    SMALL.contains(&word)
}

/// A page of hits, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// Number of the last event that the answer knows.
    pub seq: u64,
    pub hits: Vec<Hit>,
    /// How many to pass over for the next page, where there is one.
    pub next: Option<usize>,
}

/// A record, with the text that was hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    pub kind: RecordKind,
    pub id: uuid::Uuid,
    /// What it is called by.
    pub title: String,
    /// Some words around the first hit, in pieces, every second one a hit.
    pub snippet: Vec<String>,
}

/// Everything that matches a question, best first, whoever sees it: found without the plan, so that its
/// writer does not wait for it.
pub struct Ranked<'a> {
    index: &'a Index,
    question: &'a Question,
    sought: index::Sought,
    names: Vec<RecordRef>,
}

impl Index {
    /// Ranks what matches a question.
    #[must_use]
    pub fn rank<'a>(&'a self, question: &'a Question) -> Ranked<'a> {
        let sought = self.sought(&question.words);
        let names = self.matches(&sought);
        Ranked { index: self, question, sought, names }
    }
}

impl Ranked<'_> {
    /// The page of hits that was asked for, as the plan is now.
    #[must_use]
    pub fn page(&self, plan: &Plan) -> Found {
        let Self { index, question, sought, names } = self;
        let is_asked = |name: &&RecordRef| {
            (question.kinds.is_empty() || question.kinds.contains(&name.kind))
                && is_visible(plan, **name, question.audience)
        };
        let mut shown = names.iter().filter(is_asked).skip(question.skip);
        let page: Vec<_> = shown.by_ref().take(PAGE).collect();
        let next = shown.next().map(|_| question.skip + page.len());
        let hits = page.into_iter().map(|name| hit(index, plan, *name, sought)).collect();
        Found { seq: index.seq(), hits, next }
    }
}

fn hit(index: &Index, plan: &Plan, name: RecordRef, sought: &index::Sought) -> Hit {
    let texts = texts::texts(plan, name);
    let title = texts.first().map(|(_, title)| shorten(title)).unwrap_or_default();
    let mut snippets = texts.iter().map(|(_, text)| snippet(index, text, sought));
    let snippet = snippets.find(|pieces| pieces.len() > 1).unwrap_or_default();
    Hit { kind: name.kind, id: name.id, title, snippet }
}

fn shorten(title: &str) -> String {
    if title.chars().count() <= SNIPPET {
        return title.to_owned();
    }
    let short: String = title.chars().take(SNIPPET).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{}…", &short[..end])
}

/// The words around the first hit; a single piece where there is none.
fn snippet(index: &Index, text: &str, sought: &index::Sought) -> Vec<String> {
    let mut at = Vec::new();
    words(text, |word, range| {
        if index.is_sought(word, sought) {
            at.push(range);
        }
    });
    let Some(first) = at.first() else { return vec![String::new()] };
    let start = back(text, first.start, SNIPPET / 3);
    let end = forward(text, first.end, SNIPPET);
    let mut pieces = Vec::new();
    let mut from = start;
    for range in at.iter().filter(|range| range.end <= end) {
        let lead = if from == start && start > 0 { "…" } else { "" };
        pieces.push(format!("{lead}{}", &text[from..range.start]));
        pieces.push(text[range.clone()].to_owned());
        from = range.end;
    }
    let tail = if end < text.len() { "…" } else { "" };
    pieces.push(format!("{}{tail}", &text[from..end]));
    pieces
}

/// The beginning of a word at most so many characters before a place.
fn back(text: &str, at: usize, most: usize) -> usize {
    let Some((start, _)) = text[..at].char_indices().rev().nth(most) else { return 0 };
    text[start..at].find(' ').map_or(start, |space| start + space + 1)
}

/// The end of a word at most so many characters after a place.
fn forward(text: &str, at: usize, most: usize) -> usize {
    let Some((offset, _)) = text[at..].char_indices().nth(most) else { return text.len() };
    let end = at + offset;
    text[at..end].rfind(' ').map_or(end, |space| at + space)
}
