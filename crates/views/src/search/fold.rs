//! Words as they are searched: without case, accents or elisions, and their stems.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest word that is kept; what is longer is no word.
const MAX_WORD: usize = 40;
/// What French puts before an apostrophe: it says nothing of what is meant.
const ELISIONS: [&str; 11] = ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu"];

/// Calls back with every word of a text, folded, and where it stands in it, in bytes.
pub fn words(text: &str, mut each: impl FnMut(&str, std::ops::Range<usize>)) {
    let mut start = None;
    let mut word = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() || is_combining_mark(c) {
            start.get_or_insert(at);
            continue;
        }
        let Some(from) = start.take() else { continue };
        word.clear();
        fold_into(&text[from..at], &mut word);
        let is_elided = matches!(c, '\'' | '’') && ELISIONS.contains(&word.as_str());
        if !is_elided && !word.is_empty() && word.len() <= MAX_WORD {
            each(&word, from..at);
        }
    }
}

fn fold_into(word: &str, folded: &mut String) {
    for c in word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            _ => folded.push(c),
        }
    }
}

/// Finds stems of folded words: folding comes first on both sides, so that an accent that was left out
/// makes no difference.
pub struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::French))
    }
}

impl Stems {
    /// The stem of a folded word (Snowball, French).
    pub fn of(&self, word: &str) -> String {
        self.0.stem(word).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word, _| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_lose_case_accents_and_elisions() {
        assert_eq!(
            folded("L’Éducation, d'où qu'elle vienne"),
            ["education", "ou", "elle", "vienne"]
        );
        assert_eq!(folded("Cœur – façade\u{a0}2027"), ["coeur", "facade", "2027"]);
        assert_eq!(folded("aujourd’hui"), ["aujourd", "hui"]);
        assert_eq!(folded("e\u{301}te\u{301}"), ["ete"], "accents written apart");
        assert!(folded(" – … ’ ").is_empty());
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "La santé, enfin";
        let mut found = Vec::new();
        words(text, |_, at| found.push(&text[at]));
        assert_eq!(found, ["La", "santé", "enfin"]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem_with_or_without_accents() {
        let stems = Stems::default();
        let stem = |word: &str| stems.of(&folded(word)[0]);
        for (one, other) in
            [("logements", "logement"), ("Santés", "sante"), ("formations", "formation")]
        {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("logement"), stem("santé"));
    }
}
