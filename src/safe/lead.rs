//! What is looked at before a value, since it may name it: reading may have been resumed inside of a
//! secret, on a later line.

use super::telling::{LONGEST, has_telling_letters, hits};
use super::value::end_where;
use super::view::{Mend, is_veil, is_veiled, mends};
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
const MAX_DAMAGE: usize = 32;

/// Where the look begins.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    /// The farthest place from which the look costs no more than it may.
    pub start: usize,
    /// What stands nearby, but before that, may name a secret. Whether its value has ended is not
    /// known, so all that follows is taken for one.
    pub is_doubtful: bool,
}

impl Lead {
    /// The one before the value of `length` bytes at `from`.
    pub fn of(bytes: &[u8], from: usize, length: usize) -> Self {
        let before = bytes.get(..from).unwrap_or(bytes);
        let farthest = before.len().saturating_sub(MAX_LEAD);
        // Not in the middle of a character.
        let farthest = end_where(before, farthest, |b| !is_continuation(*b));
        let near = before.get(farthest..).unwrap_or_default();
        let veils = behind_veils(near, MAX_VEILS + length);
        let words = behind_words(near, MAX_WORDS + length / 2);
        let mends = mends(near);
        let damage = mends.iter().rev().nth(MAX_DAMAGE + length / 4);
        let dropped = veils.max(words).max(damage.map_or(0, |mend| mend.end));
        let mut dropped_mends = mends.iter().take_while(|mend| mend.start < dropped);
        Self {
            start: farthest + dropped,
            is_doubtful: dropped > 0
                && (may_name(near, dropped) || dropped_mends.any(Mend::is_name)),
        }
    }
}

/// Whether a word that begins before `end` tells of a secret, or may do so.
fn may_name(text: &[u8], end: usize) -> bool {
    let text = text.get(..end + LONGEST).unwrap_or(text);
    has_telling_letters(text) || is_veiled(text)
}

/// Where the end of `text` begins that has no more than so many words.
fn behind_words(text: &[u8], most: usize) -> usize {
    let words: Vec<_> = hits(text).collect();
    let last = words.iter().rev().nth(most);
    last.map_or(0, |at| at + 1)
}

/// The same for veils.
fn behind_veils(text: &[u8], most: usize) -> usize {
    // Mostly there are none at all, and that is seen soonest.
    if simd::none(text, simd::is_no_text) {
        return 0;
    }
    match simdutf8::basic::from_utf8(text) {
        Ok(text) => {
            let mut veils = text.char_indices().rev().filter(|(_, c)| is_veil(*c));
            let last = veils.nth(most);
            last.map_or(0, |(at, c)| at + c.len_utf8())
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
            ("\u{200b}", 32 * 3),
            ("\0", 32),
            ("\\q", 32 * 2),
            ("tok\\n ", 32 * 6),
        ] {
            let text = unit.repeat(2 * MAX_LEAD);
            let looked_at =
                |length: usize| text.len() - Lead::of(text.as_bytes(), text.len(), length).start;
            let rounded = looked_at(0).abs_diff(kept) < unit.len();
            assert!(rounded, "{unit:?}: {}", looked_at(0));
            let rounded = MAX_LEAD.abs_diff(looked_at(4 * MAX_LEAD)) < unit.len();
            assert!(rounded, "{unit:?}: {}", looked_at(MAX_LEAD));
        }
    }
}
