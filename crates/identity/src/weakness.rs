//! Which passwords are refused, after NIST SP 800-63B: short ones and those that everybody tries first.

use thiserror::Error;

/// Fewest characters: NIST asks for 8 or more, and nothing about their kinds.
pub const MIN_PASSWORD_CHARS: usize = 12;
/// Most characters: NIST asks for 64 or more; a sentence fits, a book does not.
pub const MAX_PASSWORD_CHARS: usize = 256;
/// Digits and signs around a common word that do not make it uncommon: a year, a run, exclamation marks.
const MAX_DECORATION: usize = 8;
/// The longest piece whose mere repetition is refused.
const MAX_REPEATED: usize = 4;

/// Words that common passwords are made of, in lower case.
const WORDS: &[&str] = &[
    "admin",
    "administrateur",
    "administrator",
    "azerty",
    "azertyuiop",
    "bienvenue",
    "bonjour",
    "changeme",
    "changezmoi",
    "chocolat",
    "doudou",
    "dragon",
    "football",
    "iloveyou",
    "jetaime",
    "letmein",
    "loulou",
    "marseille",
    "monkey",
    "motdepasse",
    "password",
    "plenum",
    "princess",
    "qwerty",
    "qwertyuiop",
    "soleil",
    "sunshine",
    "superman",
    "welcome",
];

/// The commonest passwords of this length in published leaks, as far as nothing else here refuses them.
const PASSWORDS: &[&str] = &[
    "123456789abc",
    "123456qwerty",
    "1q2w3e4r5t6y",
    "abcd12345678",
    "abc123abc123",
    "adminadmin123",
    "adminpassword",
    "azerty123456azerty",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "iloveyousomuch",
    "jetaimejetaime",
    "jetaimetrop",
    "letmeinletmein",
    "liverpoolfc1",
    "manchesterunited",
    "motdepassemotdepasse",
    "mypassword123",
    "passwordpassword",
    "qwerty123456qwerty",
    "qwertyqwerty",
    "thisismypassword",
    "unmotdepasse",
    "monmotdepasse",
    "welcomewelcome",
];

/// What hands run along: the alphabet, the digits, keyboards by row and by column.
const RUNS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj",
    "qazwsxedcrfvtgbyhnujm",
];

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Weakness {
    #[error("the password has fewer than {min} characters")]
    TooShort { min: usize },
    #[error("the password has more than {max} characters")]
    TooLong { max: usize },
    #[error("the password is among the first that are tried")]
    Common,
}

/// Whether a password may be chosen.
///
/// # Errors
/// The first [`Weakness`] found.
pub fn check_password(password: &str) -> Result<(), Weakness> {
    let count = password.chars().count();
    if count < MIN_PASSWORD_CHARS {
        return Err(Weakness::TooShort { min: MIN_PASSWORD_CHARS });
    }
    if count > MAX_PASSWORD_CHARS {
        return Err(Weakness::TooLong { max: MAX_PASSWORD_CHARS });
    }
    let letters: Vec<char> = password.to_lowercase().chars().collect();
    let is_common = is_repetition(&letters)
        || is_run(&letters)
        || PASSWORDS.iter().any(|common| is_spelt_like(&letters, common))
        || WORDS.iter().any(|word| is_decorated(&letters, word));
    if is_common { Err(Weakness::Common) } else { Ok(()) }
}

fn is_repetition(letters: &[char]) -> bool {
    (1..=MAX_REPEATED).any(|length| letters.iter().zip(&letters[length..]).all(|(a, b)| a == b))
}

/// Whether it goes along one of the runs, either way, starting anywhere.
fn is_run(letters: &[char]) -> bool {
    let forwards: String = letters.iter().collect();
    let backwards: String = letters.iter().rev().collect();
    RUNS.iter().any(|run| {
        let endless = run.repeat(letters.len() / run.len() + 2);
        endless.contains(&forwards) || endless.contains(&backwards)
    })
}

/// The word with digits and signs before and after it.
fn is_decorated(letters: &[char], word: &str) -> bool {
    let length = word.chars().count();
    letters.len() <= length + MAX_DECORATION
        && (0..=letters.len().saturating_sub(length)).any(|start| {
            let (before, rest) = letters.split_at(start);
            let (middle, after) = rest.split_at(length.min(rest.len()));
            before.iter().chain(after).all(|c| !c.is_alphabetic()) && is_spelt_like(middle, word)
        })
}

/// The same word, with the digits and signs that stand for letters.
fn is_spelt_like(letters: &[char], word: &str) -> bool {
    let same = |(&written, meant): (&char, char)| {
        written == meant
            || matches!(
                (written, meant),
                ('@' | '4', 'a')
                    | ('0', 'o')
                    | ('3', 'e')
                    | ('1' | '!', 'i' | 'l')
                    | ('$' | '5', 's')
            )
    };
    letters.len() == word.chars().count() && letters.iter().zip(word.chars()).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        let short = Err(Weakness::TooShort { min: 12 });
        assert_eq!(check_password("éléphant rô"), short);
        assert_eq!(check_password("éléphant rôt"), Ok(()));
        let sentence = "la salle est ouverte ".repeat(20);
        let fits: String = sentence.chars().take(MAX_PASSWORD_CHARS).collect();
        assert_eq!(check_password(&fits), Ok(()));
        assert_eq!(check_password(&format!("{fits}s")), Err(Weakness::TooLong { max: 256 }));
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for common in [
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "ABCDEFGHIJKLM",
            "123456789012",
            "098765432109",
            "azertyuiopqs",
            "mlkjhgfdsqpoiuytreza",
            "1qaz2wsx3edc",
            "Password1234",
            "P@ssw0rd2026",
            "Motdepasse2026!",
            "!!plenum2026",
            "Correct Horse Battery Staple",
            "administrateur",
        ] {
            assert_eq!(check_password(common), Err(Weakness::Common), "{common}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_taken() {
        for fine in [
            "quatre chevaux au pré",
            "password of the archbishop",
            "plenum 839204718293",
            "abcdefghijkx",
            "soleil-vert-42",
        ] {
            assert_eq!(check_password(fine), Ok(()), "{fine}");
        }
    }
}
