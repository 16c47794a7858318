//! What is looked at before a value, since it may name it: reading may have been resumed inside of a
//! secret, on a later line.

use super::telling::{LONGEST, hits, next_word};
use super::value::end_where;
use super::view::{View, damaged, has_damaged_name, is_veil, is_veiled};
use crate::position::is_continuation;
use crate::simd;

/// How far before a value it is looked for what names it.
const MAX_LEAD: usize = 1024;

/// How many characters that have to be seen through one look back may have, beside one for every byte
/// of the value: sound text has not so many, and looks back from all the values together take a time
/// in proportion to the text.
const MAX_VEILS: usize = 64;

/// How many words that tell of a secret, beside one for every two bytes of the value.
const MAX_WORDS: usize = 32;

/// How many damaged places, beside one for every four bytes of the value.
const MAX_DAMAGE: usize = 16;

/// Where the look begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    /// The farthest place from which the look costs no more than it may.
    pub(super) start: usize,
    /// What stands nearby, but before that, may name a secret. Whether its value has ended is not
    /// known, so all that follows is taken for one.
    pub(super) is_doubtful: bool,
}

impl Lead {
    /// The one before the value of `length` bytes at `from`.
    pub(super) fn of(bytes: &[u8], from: usize, length: usize) -> Self {
        let before = bytes.get(..from).unwrap_or(bytes);
        let farthest = farthest(before);
        let near = before.get(farthest..).unwrap_or_default();
        let veils = behind_veils(near, MAX_VEILS + length);
        let words = behind_words(near, MAX_WORDS + length / 2);
        let damage = behind_damage(near, MAX_DAMAGE + length / 4);
        let dropped = veils.max(words).max(damage);
        // With a word that begins there.
        let cut = near.get(..dropped + LONGEST).unwrap_or(near);
        // What is cut off for words has some, and veils may hide one.
        Self {
            start: farthest + dropped,
            is_doubtful: words > 0 || veils > 0 && is_veiled(cut) || dropped > 0 && may_name(cut),
        }
    }
}

/// Where a look back over `before` begins at most.
pub(super) fn farthest(before: &[u8]) -> usize {
    // Not in the middle of a character.
    let start = before.len().saturating_sub(MAX_LEAD);
    end_where(before, start, |b| !is_continuation(*b))
}

/// Whether a word stands in `text`, or may do so, that tells of a secret.
fn may_name(text: &[u8]) -> bool {
    let names = |text: &[u8]| next_word(text, 0).is_some();
    let in_view = |view: &View| names(&view.text);
    names(text)
        || View::new(text).as_ref().is_some_and(in_view)
        || View::in_pairs(text).iter().any(in_view)
        || has_damaged_name(text)
}

/// What stands before the last `n`. They are looked for from the first one on, many bytes at once, and
/// mostly there are no more than `n`.
fn nth_last<I: Iterator>(all: impl Fn() -> I, n: usize) -> Option<I::Item> {
    let before = all().count().checked_sub(n + 1)?;
    all().nth(before)
}

/// Where the end of `text` begins that has no more than so many words.
fn behind_words(text: &[u8], most: usize) -> usize {
    nth_last(|| hits(text), most).map_or(0, |at| at + 1)
}

/// The same for places where the text is damaged for certain.
fn behind_damage(text: &[u8], most: usize) -> usize {
    // Mostly there are none at all, and that is seen soonest.
    if !simd::has(text, b'\\') && !simd::has_triple_or_break(text, &[]) {
        return 0;
    }
    nth_last(|| damaged(text), most).map_or(0, |at| at + 1)
}

/// The same for veils.
fn behind_veils(text: &[u8], most: usize) -> usize {
    // Mostly there are none at all, and that is seen soonest.
    if simd::none(text, simd::is_no_text) {
        return 0;
    }
    match simdutf8::basic::from_utf8(text) {
        Ok(text) => {
            let veils = || {
                let places = simd::places(text.as_bytes(), simd::is_no_text);
                let characters =
                    places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)));
                characters.filter(|(_, c)| is_veil(*c))
            };
            nth_last(veils, most).map_or(0, |(at, c)| at + c.len_utf8())
        }
        // Every byte that is no text is a veil, so that garbage is not looked at twice.
        Err(_) => {
            let is_text = |b: &u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~');
            let mut veils = text.iter().enumerate().rev().filter(|(_, b)| !is_text(b));
            let last = veils.nth(most).map_or(0, |(at, _)| at + 1);
            end_where(text, last, |b| !is_continuation(*b))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_back_has_a_bound_in_bytes_and_in_what_there_is_to_see_through() {
        for (unit, kept) in [
            ("x", MAX_LEAD),
            ("value ", MAX_LEAD),
            ("token ", 32 * 6),
            ("\\u0074", MAX_LEAD),
            ("\u{e9}", MAX_LEAD),
            ("\u{4e2d}", MAX_LEAD),
            ("\u{6574}", 64 * 3),
            ("\u{3000}", 64 * 3),
            ("\u{200b}", 64 * 3),
            ("\0", 64),
            ("\\u200b", MAX_LEAD),
            ("\\\\q", MAX_LEAD),
            ("\\q,", 16 * 3),
            ("tok\\n ", MAX_LEAD),
            ("x\\r\\n", MAX_LEAD),
            ("\\u00x", 16 * 5),
            ("tok\"n ", 16 * 6),
        ] {
            let text = unit.repeat(2 * MAX_LEAD);
            let looked_at =
                |length: usize| text.len() - Lead::of(text.as_bytes(), text.len(), length).start;
            let rounded = looked_at(0).abs_diff(kept) < unit.len();
            assert!(rounded, "{unit:?}: {}", looked_at(0));
            let rounded = MAX_LEAD.abs_diff(looked_at(4 * MAX_LEAD)) < unit.len();
            assert!(rounded, "{unit:?}: {}", looked_at(4 * MAX_LEAD));
        }
    }

    #[test]
    fn letters_of_another_encoding_are_no_doubt() {
        let mut text = "\u{e9} ".repeat(60).into_bytes();
        text.push(0xFF);
        let lead = Lead::of(&text, text.len(), 24);
        assert!(lead.start > 0 && !lead.is_doubtful, "{lead:?}");
        for name in ["{\"token\":\"", "{\"valueText\":\"", "{\"tok\\n\":\""] {
            let text = [name.as_bytes(), &text].concat();
            let lead = Lead::of(&text, text.len(), 24);
            assert!(lead.is_doubtful, "{name}: {lead:?}");
        }
    }
}
