//! Three bytes that follow each other, wherever they stand.

use super::{equal, filled, interrupts, within};
use wide::u8x16;

/// Where one of the `triples` of small letters is first in `bytes` from `at` on, in letters of any case.
#[inline]
pub(crate) fn find_triple<const N: usize>(
    bytes: &[u8],
    at: usize,
    triples: &[[u8; 3]; N],
) -> Option<usize> {
    find_three(bytes, at, |three| are_triple(three, triples))
}

/// The first place in `bytes` from `at` on where `good` flags three bytes that follow each other. Behind
/// the last ones it is given zeros.
#[inline(always)]
pub(super) fn find_three(
    bytes: &[u8],
    mut at: usize,
    good: impl Fn([u8x16; 3]) -> u8x16,
) -> Option<usize> {
    // By reference: of a copy, stored in pieces, each load as a block would have to wait.
    while let Some(look) = bytes.get(at..).and_then(<[u8]>::first_chunk::<LOOK>) {
        let flags = good(threes(look)).to_bitmask();
        if flags != 0 {
            return Some(at + flags.trailing_zeros() as usize);
        }
        at += STEP;
    }
    let flags = good(threes(&filled(bytes.get(at..)?, 0))).to_bitmask();
    (flags != 0).then(|| at + flags.trailing_zeros() as usize)
}

/// Whether one of the `triples` of small letters is in `bytes`, in letters of any case.
pub(crate) fn has_triple<const N: usize>(bytes: &[u8], triples: &[[u8; 3]; N]) -> bool {
    any_three(bytes, |three| are_triple(three, triples))
}

/// Whether one of them is, or a quote, a backslash or a control character between two letters.
pub(crate) fn has_triple_or_break<const N: usize>(bytes: &[u8], triples: &[[u8; 3]; N]) -> bool {
    let is_letter = |bytes: u8x16| within(bytes | u8x16::splat(0x20), b'a', b'z');
    any_three(bytes, |three| {
        let [before, middle, behind] = three;
        let is_break = interrupts(middle) & is_letter(before) & is_letter(behind);
        is_break | are_triple(three, triples)
    })
}

/// Whether one of the `triples` of small letters is in `bytes`, or `byte`, which is not zero, twice in a row.
pub(crate) fn has_triple_or_twice<const N: usize>(
    bytes: &[u8],
    triples: &[[u8; 3]; N],
    byte: u8,
) -> bool {
    any_three(bytes, |three| {
        // The very last two are the second and the third of three, and nothing else.
        let [first, second, third] = three.map(|bytes| equal(bytes, byte));
        second & (first | third) | are_triple(three, triples)
    })
}

/// Flags bytes that are the first one of a triple.
#[inline(always)]
fn are_triple<const N: usize>(three: [u8x16; 3], triples: &[[u8; 3]; N]) -> u8x16 {
    let [first, second, third] = three.map(|bytes| bytes | u8x16::splat(0x20));
    triples.iter().fold(u8x16::splat(0), |found, [a, b, c]| {
        found | equal(first, *a) & equal(second, *b) & equal(third, *c)
    })
}

/// How far one look goes for sixteen times three bytes that follow each other, and how far the next one
/// begins behind it.
pub(super) const LOOK: usize = STEP + 2;
const STEP: usize = 16;

/// The first, the second and the third of each three bytes that follow each other.
#[inline(always)]
pub(super) fn threes(look: &[u8; LOOK]) -> [u8x16; 3] {
    [0, 1, 2].map(|behind| {
        let bytes = look.get(behind..).and_then(<[u8]>::first_chunk::<STEP>);
        u8x16::new(*bytes.unwrap_or(&[0; STEP]))
    })
}

/// Whether `good` flags one of three bytes that follow each other. The last bytes are looked at
/// together even where the look before has reached into them.
#[inline(always)]
fn any_three(bytes: &[u8], good: impl Fn([u8x16; 3]) -> u8x16) -> bool {
    let begins = |look: &[u8; LOOK]| good(threes(look));
    let Some(last) = bytes.last_chunk::<LOOK>() else {
        return begins(&filled(bytes, 0)).any();
    };
    let mut found = begins(last);
    let mut rest = bytes;
    while let Some(look) = rest.first_chunk::<LOOK>() {
        found |= begins(look);
        rest = rest.get(STEP..).unwrap_or_default();
    }
    found.any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_a_byte_twice_or_a_triple_wherever_it_is() {
        let is_there = |text: &[u8]| has_triple_or_twice(text, &[*b"abc"], b'#');
        for length in 0..60 {
            let plain: Vec<u8> = b"a#-".iter().copied().cycle().take(length).collect();
            assert!(!is_there(&plain), "{length}");
            for (at, there) in (0..length).flat_map(|at| [&b"##"[..], b"aBc"].map(|it| (at, it))) {
                let mut text = plain.clone();
                if let Some(place) = text.get_mut(at..at + there.len()) {
                    place.copy_from_slice(there);
                    assert!(is_there(&text), "{at} of {length}");
                }
            }
        }
    }

    #[test]
    fn sees_a_triple_wherever_it_is() {
        let triples = [*b"abc", *b"xyz"];
        for length in 0..60 {
            let mut text = vec![b'a'; length];
            assert!(!has_triple(&text, &triples), "{length}");
            for at in 0..length.saturating_sub(2) {
                for triple in [b"abc", b"xYz", b"XYZ"] {
                    text.fill(b'-');
                    text[at..at + 3].copy_from_slice(triple);
                    assert!(has_triple(&text, &triples), "{at} of {length}");
                    for from in 0..=length {
                        let wanted = (from <= at).then_some(at);
                        assert_eq!(find_triple(&text, from, &triples), wanted, "{from}");
                    }
                    text[at + 2] = b'-';
                    assert!(!has_triple(&text, &triples), "{at} of {length}");
                }
            }
        }
    }

    #[test]
    fn sees_a_break_between_letters_wherever_it_is() {
        for length in 3..60 {
            for at in 1..length - 1 {
                for middle in [b'"', b'\\', 0, 0x1F] {
                    let mut text = vec![b'-'; length];
                    let mut shows = |three: [u8; 3], wanted: bool| {
                        text[at - 1..at + 2].copy_from_slice(&three);
                        let found = has_triple_or_break(&text, &[*b"abc"]);
                        assert_eq!(found, wanted, "{three:?} at {at} of {length}");
                    };
                    shows([b'a', middle, b'Z'], true);
                    shows([b'a', middle, b'-'], false);
                    shows([b'[', middle, b'Z'], false);
                    shows([b'a', b' ', b'Z'], false);
                    shows(*b"aBc", true);
                }
            }
        }
    }
}
