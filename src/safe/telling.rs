//! The words that tell of a secret, and quick looks for them: nearly no text has one, and all that is
//! shown has to be looked at.

use super::view::is_veiled;
use crate::simd;
use memchr::memmem;

const TOKEN: &[u8] = b"token";
const SECRET: &[u8] = b"secret";
const PASSWORD: &[u8] = b"password";
const AUTHORIZATION: &[u8] = b"authorization";
const BEARER: &[u8] = b"bearer";
const VALUE: &[u8] = b"value";
const PARAMETER: &[u8] = b"parameter";

/// The begin of a JWT (RFC 7519): `{"` in base64url.
const JWT: &[u8] = b"eyJ";

/// How escapes of ASCII begin.
pub(super) const ESCAPE: &[u8] = b"\\u";

/// A quick look, which sees too much rather than too little.
pub fn may_hold_secret(text: &[u8]) -> bool {
    let has_word = || (0..text.len()).any(|at| hit(text, at).is_some());
    has_telling_letters(text) && has_word() || is_veiled(text)
}

/// Whether there is an escape behind which a letter of such a word may hide.
pub(super) fn has_escapes(text: &[u8]) -> bool {
    // Mostly there is no backslash, and that is seen soonest.
    simd::has(text, b'\\') && memmem::find(text, ESCAPE).is_some()
}

/// Three letters of each of the words of [`hit`] that few other words have. They are neither the first
/// nor the last one, so that only damage between two letters breaks them.
const TELLING: [[u8; 3]; 6] = [*b"oke", *b"ecr", *b"ssw", *b"iza", *b"ear", *b"eyj"];

/// A still quicker look.
pub(super) fn has_telling_letters(text: &[u8]) -> bool {
    simd::has_triple_or_break(text, &TELLING)
}

/// The words of [`hit`] and of [`value_hit`].
const WORDS: [&[u8]; 8] = [
    TOKEN,
    SECRET,
    PASSWORD,
    AUTHORIZATION,
    BEARER,
    JWT,
    VALUE,
    PARAMETER,
];

/// For each letter, by its place in the alphabet, a bit for each one that stands beside it in such a
/// word.
const NEIGHBOURS: [u32; 26] = {
    let mut neighbours = [0; 26];
    let mut word = 0;
    while word < WORDS.len() {
        let letters = WORDS[word];
        let mut at = 1;
        while at < letters.len() {
            let (a, b) = (index(letters[at - 1]), index(letters[at]));
            neighbours[a] |= 1 << b;
            neighbours[b] |= 1 << a;
            at += 1;
        }
        word += 1;
    }
    neighbours
};

/// The place of a letter in the alphabet; no letter has one of 26 and more.
const fn index(letter: u8) -> usize {
    (letter | 0x20).wrapping_sub(b'a') as usize
}

/// Whether these letters, in any case and order, stand beside each other in such a word.
pub(super) fn are_telling([a, b]: [u8; 2]) -> bool {
    let beside = NEIGHBOURS.get(index(a)).copied().unwrap_or_default();
    index(b) < NEIGHBOURS.len() && beside >> index(b) & 1 == 1
}

/// Where in `text` words begin that tell of a secret, but for `value`. For long texts, of which
/// most pieces can be passed over.
pub(super) fn hits(text: &[u8]) -> impl Iterator<Item = usize> {
    const PIECE: usize = 64;
    let behind = |begin: usize| text.get(begin..text.len().min(begin + PIECE + LONGEST));
    let pieces = (0..text.len()).step_by(PIECE);
    pieces
        .filter(move |begin| behind(*begin).is_some_and(has_telling_letters))
        .flat_map(|begin| begin..begin + PIECE)
        .filter(|at| hit(text, *at).is_some())
}

/// The longest of those words.
pub(super) const LONGEST: usize = AUTHORIZATION.len();

/// A word that tells of a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Token,
    Secret,
    Password,
    /// Its value takes the whole line.
    Authorization,
    Bearer,
    Jwt,
    /// Near another one.
    Value,
}

/// The word that begins at `at`, if one does, and where it ends. One byte that stands in no name may
/// stand in it, or in place of a letter: what is cut, inserted or flipped there makes the record one
/// whose text is shown.
#[inline]
pub(super) fn hit(text: &[u8], at: usize) -> Option<(Word, usize)> {
    let (word, letters): (Word, &[u8]) = match first_letter(text, at)? {
        b't' => (Word::Token, TOKEN),
        b's' => (Word::Secret, SECRET),
        b'p' => (Word::Password, PASSWORD),
        b'a' => (Word::Authorization, AUTHORIZATION),
        b'b' => (Word::Bearer, BEARER),
        b'e' if text.get(at..).is_some_and(|rest| rest.starts_with(JWT)) => (Word::Jwt, JWT),
        _ => return None,
    };
    Some((word, end_of(text, at, letters)?))
}

/// The same for the names that a value has whose own name stands beside it: `"name":"X","value":"..."`
/// and .NET's `"Scheme":"Bearer","Parameter":"..."`.
#[inline]
pub(super) fn value_hit(text: &[u8], at: usize) -> Option<(Word, usize)> {
    let letters: &[u8] = match first_letter(text, at)? {
        b'v' => VALUE,
        b'p' => PARAMETER,
        _ => return None,
    };
    Some((Word::Value, end_of(text, at, letters)?))
}

/// The small letter at `at`, or the one that was there before it was damaged, by the one behind it.
#[inline]
fn first_letter(text: &[u8], at: usize) -> Option<u8> {
    let first = *text.get(at)?;
    if !is_break(first) {
        return Some(first | 0x20);
    }
    let [second, third] = *text.get(at + 1..)?.first_chunk()?;
    match [second | 0x20, third | 0x20] {
        [b'o', b'k'] => Some(b't'),
        [b'e', b'c'] => Some(b's'),
        [b'a', b's' | b'r'] => Some(b'p'),
        [b'u', b't'] => Some(b'a'),
        [b'e', b'a'] => Some(b'b'),
        [b'a', b'l'] => Some(b'v'),
        _ => None,
    }
}

/// Whether the byte stands in no string, and so in no name, of JSON (RFC 8259 section 7).
pub(super) const fn is_break(b: u8) -> bool {
    matches!(b, b'"' | b'\\' | 0..=0x1F)
}

/// One past `letters`, if they stand at `at` in any case, but for such damage.
#[inline]
fn end_of(text: &[u8], at: usize, letters: &[u8]) -> Option<usize> {
    // Nearly all other words differ in their second letter.
    let second = *text.get(at + 1)?;
    let may_be = second | 0x20 == *letters.get(1)? || is_break(second);
    may_be.then(|| behind_word(text.get(at..)?, letters).map(|length| at + length))?
}

/// The length of the word of these `letters` that `rest` begins with.
fn behind_word(rest: &[u8], letters: &[u8]) -> Option<usize> {
    let are = |rest: &[u8], letters: &[u8]| {
        let begin = rest.get(..letters.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(letters))
    };
    if are(rest, letters) {
        return Some(letters.len());
    }
    let is_same = |(b, letter): (&u8, &u8)| b.eq_ignore_ascii_case(letter);
    let sound = rest.iter().zip(letters).position(|pair| !is_same(pair))?;
    let (damage, behind) = rest.get(sound..)?.split_first()?;
    let lost = letters.get(sound..)?;
    let (_, others) = lost.split_first()?;
    match is_break(*damage) {
        true if are(behind, others) => Some(letters.len()),
        true if are(behind, lost) && sound > 0 => Some(letters.len() + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_letters_of_the_words_are_telling_and_no_others() {
        let all = || 0..=u8::MAX;
        for (a, b) in all().flat_map(|a| all().map(move |b| (a, b))) {
            let mut pairs = WORDS.iter().flat_map(|word| word.windows(2));
            let is = |pair: &[u8]| {
                pair.eq_ignore_ascii_case(&[a, b]) || pair.eq_ignore_ascii_case(&[b, a])
            };
            assert_eq!(are_telling([a, b]), pairs.any(is), "{a} {b}");
        }
    }
}
