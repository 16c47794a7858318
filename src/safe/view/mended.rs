//! A broken text as it may have been. A name that tells of a secret may be the very place of the fault,
//! and what tells it from its value too: a byte was lost there, or came in, or is another one. In doubt it
//! was: what looks like such a name in a string of a record that is shown hides what follows it.

mod spot;

use super::{Seen, Sight, View, escaped, has_odd};
use crate::safe::telling::{
    ESCAPE, WORDS, are_telling, end_of, follow_first, has_telling_letters, precede_last,
};
use crate::safe::value::is_in_name;
use crate::simd;
use spot::{Spot, is_short_escape, spot};

/// A piece of the text, and what stands there instead.
struct Mend {
    start: usize,
    end: usize,
    instead: &'static [u8],
}

impl View {
    /// The copy of a text in which names with one damaged byte are whole, broken escapes are quotes with a
    /// backslash, and other characters that have no meaning are blanks; nothing if there are none.
    pub(in crate::safe) fn mended(text: &[u8]) -> Option<Self> {
        let mends = mends(text);
        if mends.is_empty() {
            return None;
        }
        let mut view = Self::empty(text.len());
        let mut from = 0;
        for mend in mends {
            view.see(
                text.get(from..mend.start).unwrap_or_default(),
                from,
                Sight::Whole,
            );
            view.piece(mend.start, false);
            view.text.extend_from_slice(mend.instead);
            from = mend.end;
        }
        view.see(text.get(from..).unwrap_or_default(), from, Sight::Whole);
        view.piece(text.len(), true);
        Some(view)
    }
}

/// Whether a name that tells of a secret has one damaged byte in `text`.
pub(in crate::safe) fn has_damaged_name(text: &[u8]) -> bool {
    let mends = may_have_name(text).then(|| mends(text));
    let mut mends = mends.into_iter().flatten();
    mends.any(|mend| WORDS.contains(&mend.instead))
}

/// Three letters of each word but its first and its last one; a JWT has no more than those.
const LETTERS: [[u8; 3]; 7] = [
    *b"oke", *b"ecr", *b"ssw", *b"iza", *b"ear", *b"alu", *b"ara",
];

/// A quick look for the whole of a record and what stands before it, which sees too much rather than too
/// little: whether it is text without an escape, without damage and without a word that tells of a secret,
/// so that there is none, whichever way it is looked at.
pub(in crate::safe) fn is_innocent(text: &[u8]) -> bool {
    let is_plain = simd::none(text, |b| simd::is_no_text(b) | simd::equal(b, b'\\'));
    is_plain && !has_telling_letters(text) && !simd::has_triple_or_break(text, &LETTERS)
}

/// A quick look for such a name, which sees too much rather than too little, but for the begin of a JWT.
fn may_have_name(text: &[u8]) -> bool {
    has_odd(text, |c| Seen::of(c) == Seen::Nothing) || simd::has_triple_or_break(text, &LETTERS)
}

/// What is mended in `text`, in order.
fn mends(text: &[u8]) -> Vec<Mend> {
    let mut mends = Vec::new();
    if !simd::has(text, b'\\') && !may_have_name(text) {
        return mends;
    }
    let (mut at, mut floor) = (0, 0);
    while let Some(place) = next_odd(text, at) {
        let spot = spot(text.get(place..).unwrap_or_default());
        at = place + spot.passed;
        if let Some(mend) = mend(text, place, &spot).filter(|mend| mend.start >= floor) {
            floor = mend.end;
            at = at.max(floor);
            mends.push(mend);
        }
    }
    mends
}

/// Where there may be damage from `at` on. Most quotes part sound JSON, and that is seen soonest; a quote
/// is only mended in a word.
fn next_odd(text: &[u8], mut at: usize) -> Option<usize> {
    let may_be =
        |bytes| simd::unprintable(bytes) | simd::equal(bytes, b'"') | simd::equal(bytes, b'\\');
    loop {
        let found = simd::find(text, at, may_be)?;
        let is_quote = text.get(found) == Some(&b'"');
        if !is_quote || may_be_in_word(text, found, found + 1) {
            return Some(found);
        }
        at = found + 1;
    }
}

/// The places where [`is_damaged`] says so.
pub(in crate::safe) fn damaged(text: &[u8]) -> impl Iterator<Item = usize> {
    simd::places(text, simd::interrupts).filter(|at| is_damaged(text, *at))
}

/// Whether there is damage at `at` for certain: a backslash that begins no escape; or a quote or a control
/// character between letters that may be those of a word that tells of a secret.
fn is_damaged(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).and_then(<[u8]>::last);
    match text.get(at..).unwrap_or_default() {
        [b'\\', b, ..] if is_short_escape(*b) => false,
        rest @ [b'\\', ..] => escaped(rest).is_none() && !is_escaped(text, at),
        [b'"' | ..=0x1F, behind, ..] => {
            behind.is_ascii_alphabetic()
                && before.is_some_and(u8::is_ascii_alphabetic)
                && has_letters_beside(text, at, at + 1) != (false, false)
        }
        _ => false,
    }
}

/// Whether a backslash makes an escape of the byte at `at`. No look goes far, so that all of them together
/// take a time in proportion to the text: behind more backslashes there is none.
fn is_escaped(text: &[u8], at: usize) -> bool {
    let before = text.get(at.saturating_sub(64)..at).unwrap_or_default();
    let backslashes = before.iter().rev().take_while(|b| **b == b'\\');
    backslashes.count() % 2 == 1
}

/// Whether two letters that stand beside each other in a word that tells of a secret stand before
/// `start`, and whether they stand behind `end`.
#[inline]
fn has_letters_beside(text: &[u8], start: usize, end: usize) -> (bool, bool) {
    let are_telling = |pair: Option<[u8; 2]>| pair.is_some_and(are_telling);
    let (before, behind) = pairs_beside(text, start, end);
    (are_telling(before), are_telling(behind))
}

/// The two bytes before `start`, and the two from `end` on.
#[inline]
fn pairs_beside(text: &[u8], start: usize, end: usize) -> (Option<[u8; 2]>, Option<[u8; 2]>) {
    let before = text.get(..start).and_then(<[u8]>::last_chunk);
    let behind = text.get(end..).and_then(<[u8]>::first_chunk);
    (before.copied(), behind.copied())
}

/// A quick look for what [`word_around`] does not find. What is not between two letters stands in place of
/// the first or the last one of a word.
#[inline]
fn may_be_in_word(text: &[u8], start: usize, end: usize) -> bool {
    let is_letter = |at: Option<usize>| {
        let byte = at.and_then(|at| text.get(at));
        byte.is_some_and(u8::is_ascii_alphabetic)
    };
    let sides = (is_letter(start.checked_sub(1)), is_letter(Some(end)));
    let (before, behind) = pairs_beside(text, start, end);
    match sides {
        (false, false) => false,
        (true, true) => before.is_some_and(are_telling) || behind.is_some_and(are_telling),
        (false, true) => behind.is_some_and(follow_first),
        (true, false) => before.is_some_and(precede_last),
    }
}

/// What is mended at `at`.
fn mend(text: &[u8], at: usize, spot: &Spot) -> Option<Mend> {
    if spot.length == 0 {
        return None;
    }
    let end = at + spot.length;
    let alone = || {
        let instead = spot.instead?;
        let start = at;
        Some(Mend {
            start,
            end,
            instead,
        })
    };
    // The next letters of a name may look like the rest of an escape.
    let lengths = (1..=spot.length).rev();
    let mut lengths = lengths.filter(|length| *length == spot.length || *length <= ESCAPE.len());
    let word = lengths.find_map(|length| word_around(text, at, at + length));
    word.or_else(alone)
}

/// Whether the byte at `at` may stand in place of the last letter of a name: what is behind it tells that
/// the name goes on or ends there.
fn may_be_letter(text: &[u8], at: usize) -> bool {
    let behind = text.get(at + 1..).unwrap_or_default();
    match (text.get(at), behind) {
        (Some(b'"'), [b, ..]) => matches!(b, b'"' | b'=' | b'\\') || is_in_name(b),
        (Some(b'\n'), [b, ..]) => *b == b'"' || is_in_name(b),
        (Some(b'\\'), [b'\\', b'"', ..]) => true,
        // The escape of something else.
        (Some(b'\\'), [b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..]) => false,
        (_, behind) => !behind.is_empty(),
    }
}

/// The word that tells of a secret and has the bytes from `start` to `end` in it, or in place of a letter.
fn word_around(text: &[u8], start: usize, end: usize) -> Option<Mend> {
    may_be_in_word(text, start, end).then(|| any_word_around(text, start, end))?
}

/// The same without that quick look.
fn any_word_around(text: &[u8], start: usize, end: usize) -> Option<Mend> {
    let lower = |at: Option<usize>| text.get(at?).map(u8::to_ascii_lowercase);
    let (last, next) = (lower(start.checked_sub(1)), lower(Some(end)));
    let is_letter = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase());
    let is_between = is_letter(last) && is_letter(next);
    WORDS.iter().find_map(|letters| {
        let length = letters.len();
        let places = match is_between {
            true => 0..length,
            false if is_letter(next) => 0..1,
            false => length - 1..length,
        };
        // That one letter is where it has to be is seen soonest.
        let joins = |at: &usize| match at.checked_sub(1) {
            Some(at) => letters.get(at) == last.as_ref(),
            None => letters.get(1) == next.as_ref(),
        };
        places.filter(joins).find_map(|at| {
            let (begin, rest) = letters.split_at_checked(at)?;
            let (_, others) = rest.split_first()?;
            let first = start.checked_sub(begin.len())?;
            end_of(text, first, begin)?;
            let replaced = || match others {
                [] => may_be_letter(text, start).then_some(end),
                _ => end_of(text, end, others),
            };
            let inserted = || end_of(text, end, rest).filter(|_| at > 0);
            Some(Mend {
                start: first,
                end: replaced().or_else(inserted)?,
                instead: letters,
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_misses_no_word_with_two_letters_beside() {
        const BESIDE: [&str; 7] = ["", "x", "e", "ok", "\"", ":\"", " "];
        let beside = || (BESIDE.iter()).flat_map(|a| BESIDE.iter().map(move |b| (*a, *b)));
        let mut found = 0;
        for (word, (before, behind)) in
            (WORDS.iter()).flat_map(|word| beside().map(move |it| (word, it)))
        {
            for (at, lost) in (0..=word.len()).flat_map(|at| [(at, 0), (at, 1)]) {
                let (Some(begin), Some(rest)) = (word.get(..at), word.get(at + lost..)) else {
                    continue;
                };
                let text = [before.as_bytes(), begin, b"\"", rest, behind.as_bytes()].concat();
                let spans = (0..text.len())
                    .flat_map(|start| (1..8).map(move |length| (start, start + length)));
                for (start, end) in spans.filter(|(_, end)| *end <= text.len()) {
                    if any_word_around(&text, start, end).is_some() {
                        found += 1;
                        let has_two = has_letters_beside(&text, start, end) != (false, false);
                        assert_eq!(may_be_in_word(&text, start, end), has_two, "{text:?}");
                    }
                }
            }
        }
        assert!(found > 1000, "{found}");
    }
}
