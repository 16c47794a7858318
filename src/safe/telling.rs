//! The words that tell of a secret, and quick looks for them: nearly no text has one, and all that is
//! shown has to be looked at.

use super::view::is_veiled;
use crate::simd;
use memchr::memmem;

const TOKEN: &[u8] = b"token";
const SECRET: &[u8] = b"secret";
const PASSWORD: &[u8] = b"password";
const AUTHORIZATION: &[u8] = b"authorization";
pub(super) const BEARER: &[u8] = b"bearer";
const VALUE: &[u8] = b"value";
const PARAMETER: &[u8] = b"parameter";

/// The begin of a JWT (RFC 7519): `{"` in base64url.
const JWT: &[u8] = b"eyJ";

/// How escapes of ASCII begin.
pub(super) const ESCAPE: &[u8] = b"\\u";

/// Whether `text` is printable ASCII in which there can be no secret, no escape and no command to a CI
/// runner, but for one at the begin of a line; see [`super::line_begin`]. A JSON string as it was sent has
/// no quote either then, as that needs a backslash. The quickest look: in doubt it is not.
#[inline]
pub fn is_harmless(text: &[u8]) -> bool {
    let is_plain = simd::none(text, |b| simd::unprintable(b) | simd::equal(b, b'\\'));
    is_plain && !simd::has_triple_or_twice(text, &TELLING, b'#')
}

/// A quick look, which sees too much rather than too little.
pub(super) fn may_hold_secret(text: &[u8]) -> bool {
    has_telling_letters(text) && hits(text).next().is_some() || is_veiled(text)
}

/// Whether there is an escape behind which a letter of such a word may hide.
pub(super) fn has_escapes(text: &[u8]) -> bool {
    // Mostly there is no backslash, and that is seen soonest.
    simd::has(text, b'\\') && memmem::find(text, ESCAPE).is_some()
}

/// Three letters of each of the words of [`hit`], but of `value`, that few other words have.
const TELLING: [[u8; 3]; 6] = [*b"oke", *b"ecr", *b"ssw", *b"iza", *b"bea", *b"eyj"];

/// A still quicker look.
pub(super) fn has_telling_letters(text: &[u8]) -> bool {
    simd::has_triple(text, &TELLING)
}

/// The words of [`hit`] and of [`value_hit`].
pub(super) const WORDS: [&[u8]; 8] = [
    TOKEN,
    SECRET,
    PASSWORD,
    AUTHORIZATION,
    BEARER,
    JWT,
    VALUE,
    PARAMETER,
];

/// For each letter, by its place in the alphabet, a bit for each one that goes with it.
type Pairs = [u32; 26];

/// Those that stand beside each other in such a word, in any order.
const NEIGHBOURS: Pairs = {
    let mut pairs = [0; 26];
    let mut word = 0;
    while word < WORDS.len() {
        let letters = WORDS[word];
        let mut at = 1;
        while at < letters.len() {
            pairs = with_pair(pairs, letters[at - 1], letters[at]);
            pairs = with_pair(pairs, letters[at], letters[at - 1]);
            at += 1;
        }
        word += 1;
    }
    pairs
};

/// Those that follow the first letter of such a word, and those that stand before the last one.
const INSIDE: [Pairs; 2] = {
    let mut pairs = [[0; 26]; 2];
    let mut word = 0;
    while word < WORDS.len() {
        let letters = WORDS[word];
        let last = letters.len() - 1;
        pairs[0] = with_pair(pairs[0], letters[1], letters[2]);
        pairs[1] = with_pair(pairs[1], letters[last - 2], letters[last - 1]);
        word += 1;
    }
    pairs
};

const fn with_pair(mut pairs: Pairs, a: u8, b: u8) -> Pairs {
    pairs[index(a)] |= 1 << index(b);
    pairs
}

/// The place of a letter in the alphabet; no letter has one of 26 and more.
const fn index(letter: u8) -> usize {
    (letter | 0x20).wrapping_sub(b'a') as usize
}

/// Whether these letters, in any case, are one of the `pairs`.
#[inline]
fn are_among(pairs: &Pairs, [a, b]: [u8; 2]) -> bool {
    let second = pairs.get(index(a)).copied().unwrap_or_default();
    index(b) < pairs.len() && second >> index(b) & 1 == 1
}

/// Whether these letters, in any case and order, stand beside each other in such a word.
#[inline]
pub(super) fn are_telling(pair: [u8; 2]) -> bool {
    are_among(&NEIGHBOURS, pair)
}

/// Whether these letters, in any case, follow the first one of such a word.
#[inline]
pub(super) fn follow_first(pair: [u8; 2]) -> bool {
    are_among(&INSIDE[0], pair)
}

/// Whether these letters, in any case, stand before the last one of such a word.
#[inline]
pub(super) fn precede_last(pair: [u8; 2]) -> bool {
    are_among(&INSIDE[1], pair)
}

/// The first three letters of the words of [`hit`] and of [`value_hit`]. A tab is looked for as what its
/// small letter would be, if it had one.
const BEGINS: [[u8; 3]; 9] = [
    *b"tok", *b"sec", *b"pas", *b"aut", *b"bea", *b"eyj", *b"val", *b"par", *b")ok",
];

/// Where in `text` words may begin that tell of a secret, from `from` on.
fn places(text: &[u8], mut from: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = simd::find_triple(text, from, &BEGINS)?;
        from = at + 1;
        Some(at)
    })
}

/// Where in `text` words begin that tell of a secret, but for `value`.
pub(super) fn hits(text: &[u8]) -> impl Iterator<Item = usize> {
    places(text, 0).filter(|at| hit(text, *at).is_some())
}

/// Where in `text` words of [`value_hit`] end, from `from` on.
pub(super) fn value_hits(text: &[u8], from: usize) -> impl Iterator<Item = (Word, usize)> {
    places(text, from).filter_map(|at| value_hit(text, at))
}

/// The first word that tells of a secret in `text` from `from` on, and where it begins and ends.
pub(super) fn next_word(text: &[u8], from: usize) -> Option<(Word, usize, usize)> {
    places(text, from).find_map(|at| {
        let (word, end) = hit(text, at).or_else(|| value_hit(text, at))?;
        Some((word, at, end))
    })
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

/// The word that begins at `at`, if one does, and where it ends.
#[inline]
fn hit(text: &[u8], at: usize) -> Option<(Word, usize)> {
    let (word, letters): (Word, &[u8]) = match text.get(at)? {
        b't' | b'T' => (Word::Token, TOKEN),
        b's' | b'S' => (Word::Secret, SECRET),
        b'p' | b'P' => (Word::Password, PASSWORD),
        b'a' | b'A' => (Word::Authorization, AUTHORIZATION),
        b'b' | b'B' => (Word::Bearer, BEARER),
        // What becomes of `\"token` in a string where the quote is lost behind its backslash.
        b'\t' => (Word::Token, b"\token"),
        b'e' if text.get(at..).is_some_and(|rest| rest.starts_with(JWT)) => (Word::Jwt, JWT),
        _ => return None,
    };
    Some((word, end_of(text, at, letters)?))
}

/// The same for the names that a value has whose own name stands beside it: `"name":"X","value":"..."`
/// and .NET's `"Scheme":"Bearer","Parameter":"..."`.
#[inline]
fn value_hit(text: &[u8], at: usize) -> Option<(Word, usize)> {
    let letters: &[u8] = match text.get(at)? {
        b'v' | b'V' => VALUE,
        b'p' | b'P' => PARAMETER,
        _ => return None,
    };
    Some((Word::Value, end_of(text, at, letters)?))
}

/// One past `letters`, if they stand at `at` in any case.
pub(super) fn end_of(text: &[u8], at: usize, letters: &[u8]) -> Option<usize> {
    let end = at + letters.len();
    let is_it = text.get(at..end)?.eq_ignore_ascii_case(letters);
    is_it.then_some(end)
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
            let is_it = |pair: &[u8]| pair.eq_ignore_ascii_case(&[a, b]);
            let follows = WORDS.iter().any(|word| is_it(&word[1..3]));
            assert_eq!(follow_first([a, b]), follows, "{a} {b}");
            let precedes = (WORDS.iter()).any(|word| is_it(&word[word.len() - 3..word.len() - 1]));
            assert_eq!(precede_last([a, b]), precedes, "{a} {b}");
        }
    }
}
