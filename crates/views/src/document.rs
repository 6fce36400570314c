//! The plan as one document: chapters of headings, paragraphs and tables, for a reader and a moment. What it
//! looks like, on a page of the web or in an office's file, is the renderers'.

mod chain;
mod en;
mod fr;
mod frame;
mod recommendations;
mod words;

use std::{borrow::Cow, collections::BTreeMap};

use plenum_domain::{AxisId, Edition, edition::EditionState, value::Day};

use crate::seen::Seen;
pub use words::Language;
use words::Words;

/// Why something was done, by the number of its event.
pub type Reasons = BTreeMap<u64, String>;

/// A document, from its title page on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub language: Language,
    pub title: String,
    /// Lines of the title page, the largest first.
    pub cover: Vec<String>,
    /// What moment it shows.
    pub dated: String,
    /// What the list of chapters is called.
    pub contents: &'static str,
    pub chapters: Vec<Chapter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the chapter's.
    Heading(String),
    /// One below that.
    Subheading(String),
    /// Somebody's words, with their line breaks.
    Paragraph(String),
    /// A remark in small print.
    Note(String),
    List(Vec<String>),
    /// What is known of something: names and values.
    Facts(Vec<(&'static str, String)>),
    Table(Grid),
}

/// A table; the columns whose numbers are named here are numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub numeric: Vec<usize>,
    /// Whether the last row adds up those before it.
    pub totals: bool,
}

impl Document {
    /// The plan as a reader sees it: its edition in force, and what that stands on.
    #[must_use]
    pub fn of(seen: &Seen<'_>, reasons: &Reasons, language: Language) -> Self {
        let words = language.words();
        let edition = in_force(seen);
        let edition = edition.as_deref();
        let told = Told { seen, reasons, words, edition };
        let mut chapters = vec![frame::territory(&told), frame::objectives(&told)];
        chapters.push(chain::findings(&told));
        chapters.push(chain::needs(&told));
        chapters.push(chain::priorities(&told));
        chapters.push(recommendations::recommendations(&told));
        chapters.push(recommendations::totals(&told));
        chapters.push(frame::decisions(&told));
        chapters.push(frame::partners(&told));
        chapters.retain(|chapter| !chapter.blocks.is_empty());
        Self {
            language,
            title: seen.plan.title.clone(),
            cover: cover(&told),
            dated: (words.dated)(
                &words.day(&Day::of_millis(seen.plan.updated)),
                &words.integer(i64::try_from(seen.plan.head).unwrap_or(i64::MAX)),
            ),
            contents: words.contents,
            chapters,
        }
    }
}

/// The events whose reasons a document tells, in order: they are with the events, not in the state. Reasons
/// may speak of what is not published: observers are told none.
#[must_use]
pub fn told_events(seen: &Seen<'_>) -> Vec<u64> {
    if !seen.is_member() {
        return Vec::new();
    }
    let edition = in_force(seen).map(|edition| edition.id);
    let findings = seen.plan.findings.values();
    let told = findings.filter(|known| known.edition.is_none() || known.edition == edition);
    let mut events: Vec<_> =
        told.flat_map(|finding| finding.settlements.iter().map(|settled| settled.at)).collect();
    events.sort_unstable();
    events
}

/// The edition that a document tells: the latest that is being carried out, else the latest in the making.
#[must_use]
pub fn in_force<'p>(seen: &Seen<'p>) -> Option<Cow<'p, Edition>> {
    let rank = |edition: &Edition| match edition.state {
        EditionState::Adopted | EditionState::Implementing | EditionState::Evaluated => 3,
        EditionState::Consultation | EditionState::Validated => 2,
        EditionState::Draft => 1,
        EditionState::Closed => 0,
    };
    let editions = seen.editions().into_iter();
    editions.max_by_key(|edition| (rank(edition), edition.from_year, edition.id))
}

/// What every chapter is told from.
struct Told<'t, 'p> {
    seen: &'t Seen<'p>,
    reasons: &'t Reasons,
    words: &'static Words,
    edition: Option<&'t Edition>,
}

impl Told<'_, '_> {
    /// Whether something belongs to the edition that is told. Without one, whatever belongs to none.
    fn tells(&self, edition: Option<plenum_domain::EditionId>) -> bool {
        edition.is_none() || edition == self.edition.map(|edition| edition.id)
    }

    /// The axes by their numbers, and after them what has none.
    fn axes(&self) -> Vec<(Option<AxisId>, String)> {
        let mut axes: Vec<_> = self.seen.plan.axes.values().collect();
        axes.sort_by_key(|axis| (axis.number, axis.id));
        let named = axes
            .into_iter()
            .map(|axis| (Some(axis.id), (self.words.axis)(&axis.number.to_string(), &axis.title)));
        named.chain([(None, self.words.no_axis.to_owned())]).collect()
    }

    /// Records as people name them: a letter and a number.
    fn coded(&self, letter: char, numbers: &[u32]) -> String {
        let codes = numbers.iter().map(|number| format!("{letter}\u{a0}{number}"));
        codes.collect::<Vec<_>>().join(", ")
    }

    fn code(&self, letter: char, number: u32, title: &str) -> String {
        format!("{letter}\u{a0}{number} · {title}")
    }
}

fn cover(told: &Told<'_, '_>) -> Vec<String> {
    let (plan, words) = (told.seen.plan, told.words);
    let mut lines = Vec::new();
    if let Some(edition) = told.edition {
        let to = edition.to_year.map_or(String::new(), |year| year.to_string());
        let period = (words.period)(&edition.from_year.to_string(), &to);
        lines.push(format!("{} · {period}", edition.label));
        lines.push(words.of("edition", edition.state).to_owned());
    }
    lines.push(plan.territory.clone());
    if let Some(adoption) = told.edition.and_then(|edition| edition.adoption.as_ref()) {
        let day = words.day(&adoption.day);
        lines.push((words.adopted)(&day, &adoption.body, &adoption.reference));
    }
    lines
}

/// Facts without those that say nothing.
fn facts(all: Vec<(&'static str, String)>) -> Option<Block> {
    let all: Vec<_> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    (!all.is_empty()).then_some(Block::Facts(all))
}
