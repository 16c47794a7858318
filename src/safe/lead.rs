//! What is looked at before a value, since it may name it: reading may have been resumed inside of a
//! secret, on a later line.

use super::telling::{LONGEST, has_telling_letters, hit};
use super::value::end_where;
use super::view::is_veil;
use crate::position::is_continuation;
use crate::simd;

/// How far before a value it is looked for what names it.
pub const MAX_LEAD: usize = 1024;

/// What one look back may cost, in characters that have to be seen through.
const MAX_COST: usize = 64;
/// A word that tells of a secret costs as much as so many of them, and so does an escape of ASCII,
/// which is mostly a letter of one.
const WORD: usize = 4;

/// Where the look begins.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    /// Neither too far away, nor behind more than one look may cost.
    pub start: usize,
    /// What stands nearby, but before that, may name the value, by a plain word: then all that follows
    /// is taken for secret.
    pub is_doubtful: bool,
}

impl Lead {
    /// The one before the value at `from`.
    pub fn of(bytes: &[u8], from: usize) -> Self {
        let from = from.min(bytes.len());
        let farthest = from.saturating_sub(MAX_LEAD);
        let affordable = farthest + affordable(bytes.get(farthest..from).unwrap_or_default());
        // Not in the middle of a character.
        let lead = bytes.get(..from).unwrap_or_default();
        let start = end_where(lead, affordable, |b| !is_continuation(*b));
        // With a word that begins there.
        let dropped = bytes.get(farthest..from.min(affordable + LONGEST - 1));
        Self {
            start,
            is_doubtful: affordable > farthest && dropped.is_some_and(has_telling_letters),
        }
    }
}

/// Where so much of the end of `text` begins as one look may cost.
fn affordable(text: &[u8]) -> usize {
    const PIECE: usize = 64;
    let mut left = MAX_COST;
    let mut end = text.len();
    while end > 0 {
        let begin = end.saturating_sub(PIECE);
        let piece = text.get(begin..text.len().min(end + LONGEST));
        let has_words = piece.is_some_and(has_telling_letters);
        let has_veils = piece.is_some_and(may_have_veils);
        if has_words || has_veils {
            for at in (begin..end).rev() {
                let cost = match has_veils {
                    true => cost(text, at),
                    false => WORD * usize::from(hit(text, at).is_some()),
                };
                match left.checked_sub(cost) {
                    Some(rest) => left = rest,
                    None => return at + 1,
                }
            }
        }
        end = begin;
    }
    0
}

/// What it costs to look at what begins at `at`.
fn cost(text: &[u8], at: usize) -> usize {
    let is_letter = text
        .get(at..)
        .is_some_and(|rest| rest.starts_with(b"\\u00"));
    if is_letter || hit(text, at).is_some() {
        WORD
    } else {
        usize::from(is_veil(text, at))
    }
}

fn may_have_veils(piece: &[u8]) -> bool {
    !simd::none(piece, |b| simd::is_no_text(b) | simd::equal(b, b'\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_back_has_a_bound_in_bytes_and_in_what_there_is_to_see() {
        for (unit, kept) in [
            ("x", MAX_LEAD),
            ("value ", MAX_LEAD),
            ("\u{e9}", MAX_LEAD),
            ("\u{4e2d}", MAX_LEAD),
            ("token ", 16 * 6),
            ("\\u0074", 16 * 6),
            ("\u{6574}", 64 * 3),
            ("\u{200b}", 64 * 3),
            ("\0", 64),
        ] {
            let text = unit.repeat(2 * MAX_LEAD);
            let looked_at = text.len() - Lead::of(text.as_bytes(), text.len()).start;
            let rounded = looked_at.abs_diff(kept) < unit.len();
            assert!(rounded, "{unit:?}: {looked_at}");
        }
    }
}
