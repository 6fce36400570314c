//! The inverted index: word → the records that hold it.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
};

use plenum_domain::{Plan, RecordRef};

use super::{
    fold::{Stems, words},
    texts::{NUMBER, numbers, texts},
};
use crate::every_record_name;

/// Words that the beginning of one may stand for.
const MAX_PREFIXED: usize = 200;

/// The word itself says more than another form of it, and that more than what it only begins.
const ITSELF: f32 = 2.0;
const FORM: f32 = 1.0;
const BEGUN: f32 = 0.7;

/// Words of one question, each as the numbers of the words that it stands for, with how much they say.
pub struct Sought(Vec<BTreeMap<u32, f32>>);

#[derive(Clone, Copy)]
struct Posting {
    doc: u32,
    weight: u8,
}

struct Doc {
    name: Option<RecordRef>,
    words: Vec<u32>,
}

/// An index of every record of a plan, for all audiences.
#[derive(Default)]
pub struct Index {
    seq: u64,
    stems: Stems,
    /// Word → its number, in order, so that beginnings of words are found.
    numbers: BTreeMap<Box<str>, u32>,
    /// Stem → the words that have it.
    by_stem: HashMap<Box<str>, Vec<u32>>,
    /// By the number of a word, in the order of the records' numbers.
    postings: Vec<Vec<Posting>>,
    docs: Vec<Doc>,
    by_name: HashMap<RecordRef, u32>,
    free: Vec<u32>,
}

impl Index {
    /// The index of a plan as it is.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut index = Self::default();
        index.update(plan, every_record_name(plan), plan.head);
        index
    }

    /// Number of the last event that it knows.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Takes in how some records are now: those that the events up to a number have changed.
    pub fn update(&mut self, plan: &Plan, names: impl IntoIterator<Item = RecordRef>, seq: u64) {
        for name in names {
            self.remove(name);
            self.add(plan, name);
        }
        self.seq = seq;
    }

    fn add(&mut self, plan: &Plan, name: RecordRef) {
        let mut held: BTreeMap<u32, u8> = BTreeMap::new();
        for number in numbers(plan, name) {
            held.insert(self.number_of(&number), NUMBER);
        }
        for (weight, text) in texts(plan, name) {
            words(text, |word, _| {
                let known = held.entry(self.number_of(word)).or_default();
                *known = weight.max(*known);
            });
        }
        if held.is_empty() {
            return;
        }
        let words = held.keys().copied().collect();
        let doc = Doc { name: Some(name), words };
        let number = match self.free.pop() {
            Some(free) => {
                self.docs[free as usize] = doc;
                free
            }
            None => {
                self.docs.push(doc);
                u32::try_from(self.docs.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.by_name.insert(name, number);
        for (word, weight) in held {
            let postings = &mut self.postings[word as usize];
            let at = postings.partition_point(|posting| posting.doc < number);
            postings.insert(at, Posting { doc: number, weight });
        }
    }

    fn remove(&mut self, name: RecordRef) {
        let Some(number) = self.by_name.remove(&name) else { return };
        let doc = &mut self.docs[number as usize];
        doc.name = None;
        for word in std::mem::take(&mut doc.words) {
            let postings = &mut self.postings[word as usize];
            if let Ok(at) = postings.binary_search_by_key(&number, |posting| posting.doc) {
                postings.remove(at);
            }
        }
        self.free.push(number);
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
        self.postings.push(Vec::new());
        self.numbers.insert(word.into(), number);
        self.by_stem.entry(self.stems.of(word).into()).or_default().push(number);
        number
    }

    /// What the words of a question stand for: their other forms, and of the last one what it begins.
    pub(super) fn sought(&self, words: &[String]) -> Sought {
        let last = words.len().saturating_sub(1);
        let sought = words.iter().enumerate().map(|(n, word)| {
            let mut found = BTreeMap::new();
            if n == last {
                let from = self
                    .numbers
                    .range::<str, _>((Bound::Included(word.as_str()), Bound::Unbounded));
                let begun = from.take_while(|(known, _)| known.starts_with(word.as_str()));
                found.extend(begun.take(MAX_PREFIXED).map(|(_, number)| (*number, BEGUN)));
            }
            let forms = self.by_stem.get(&*self.stems.of(word)).into_iter().flatten();
            found.extend(forms.map(|number| (*number, FORM)));
            found.extend(self.numbers.get(word.as_str()).map(|number| (*number, ITSELF)));
            found
        });
        Sought(sought.collect())
    }

    /// Whether a folded word is one of those.
    pub(super) fn is_sought(&self, word: &str, sought: &Sought) -> bool {
        let Some(number) = self.numbers.get(word) else { return false };
        sought.0.iter().any(|words| words.contains_key(number))
    }

    /// The records that hold all words, best first; of equals the newer one.
    pub(super) fn matches(&self, sought: &Sought) -> Vec<RecordRef> {
        let mut scores = vec![0_f32; self.docs.len()];
        let mut held = vec![0_u8; self.docs.len()];
        let all = self.docs.len().max(1) as f32;
        for (n, words) in (0_u8..).zip(&sought.0) {
            for (word, says) in words {
                let postings = &self.postings[*word as usize];
                // A rare word says more (inverse document frequency).
                let rarity = says * (1.0 + all / postings.len().max(1) as f32).ln();
                for posting in postings {
                    let at = posting.doc as usize;
                    if held[at] == n {
                        held[at] = n + 1;
                    }
                    if held[at] == n + 1 {
                        scores[at] += rarity * f32::from(posting.weight);
                    }
                }
            }
        }
        let wanted = u8::try_from(sought.0.len()).unwrap_or(u8::MAX);
        let matching = (0_u32..).zip(&held).filter(|(_, held)| wanted > 0 && **held == wanted);
        let mut ranked: Vec<u32> = matching.map(|(doc, _)| doc).collect();
        let score = |doc: &u32| scores[*doc as usize];
        ranked.sort_unstable_by(|a, b| score(b).total_cmp(&score(a)).then(b.cmp(a)));
        ranked.into_iter().filter_map(|doc| self.docs[doc as usize].name).collect()
    }
}
