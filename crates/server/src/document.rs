//! The plan as one document, as a page to print and as a file for an office: one structure, written twice.

pub mod docx;
pub mod html;

/// What is left of somebody's words where they are written for a machine: no control characters, which
/// neither XML nor a page may hold, but for line breaks and tabs.
fn plain(words: &str) -> String {
    let is_allowed = |c: &char| {
        matches!(*c, '\n' | '\t') || !(c.is_control() || matches!(*c, '\u{fffe}' | '\u{ffff}'))
    };
    words.chars().filter(is_allowed).collect()
}
