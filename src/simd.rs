//! Sixteen bytes at a time: where a JSON string stops being ordinary, which kinds of bytes a text
//! has, and where the brackets of a value stand.
//!
//! `wide` has the vector instructions that every processor of a platform has, and plain code where
//! there are none, so all run the same text.

mod brackets;
mod lines;
mod openings;
mod triples;

pub(crate) use brackets::Brackets;
pub(crate) use lines::{count_documents, last_document};
pub(crate) use openings::openings;
pub(crate) use triples::{find_triple, has_triple, has_triple_or_break, has_triple_or_twice};

use wide::u8x16;

/// The separator of records in a sequence of JSON texts (RFC 7464).
pub(crate) const RS: u8 = 0x1E;

/// Flags all bytes that end or interrupt a string: a quote, a backslash or a control character.
#[inline(always)]
pub(crate) fn interrupts(bytes: u8x16) -> u8x16 {
    equal(bytes, b'"') | equal(bytes, b'\\') | within(bytes, 0, 0x1F)
}

/// A bit for each of sixteen bytes that does so.
#[inline(always)]
fn interruptions(chunk: &[u8; 16]) -> u32 {
    interrupts(u8x16::new(*chunk)).to_bitmask()
}

/// Whether one of `bytes` ends or interrupts a string.
#[inline(always)]
pub(crate) fn has_interruption(bytes: &[u8]) -> bool {
    !none(bytes, interrupts)
}

/// The first byte from `at` on that ends or interrupts a string: a quote, a backslash or a
/// control character below U+0020. The length of `bytes` when there is none. By way of [`find`] all
/// operations took 1.02 times as long (measured).
#[inline(always)]
pub(crate) fn string_stop(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let found = interruptions(chunk);
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += 16;
    }
    while let Some(&b) = bytes.get(at) {
        if b < 0x20 || b == b'"' || b == b'\\' {
            break;
        }
        at += 1;
    }
    at
}

/// Whether `bad` flags none of `bytes`. Most texts of a payload are as short as an id: the last
/// sixteen bytes are looked at as one even where the sixteen before reach into them.
#[inline(always)]
pub(crate) fn none(bytes: &[u8], bad: impl Fn(u8x16) -> u8x16) -> bool {
    let Some(last) = bytes.last_chunk::<16>() else {
        return !bad(padded(bytes)).any();
    };
    let mut found = bad(u8x16::new(*last));
    let (chunks, _) = bytes.as_chunks::<16>();
    for chunk in chunks {
        found |= bad(u8x16::new(*chunk));
    }
    !found.any()
}

/// Fewer than sixteen bytes, with the last one again behind them.
#[inline(always)]
fn padded(bytes: &[u8]) -> u8x16 {
    let filler = bytes.last().copied().unwrap_or(b'a');
    u8x16::new(filled(bytes, filler))
}

/// The first `N` of the bytes, with `filler` behind them if they are fewer.
#[inline(always)]
pub(crate) fn filled<const N: usize>(bytes: &[u8], filler: u8) -> [u8; N] {
    let mut chunk = [filler; N];
    for (place, byte) in chunk.iter_mut().zip(bytes) {
        *place = *byte;
    }
    chunk
}

/// The first of `bytes` from `at` on that `flag` flags.
#[inline(always)]
pub(crate) fn find(bytes: &[u8], mut at: usize, flag: impl Fn(u8x16) -> u8x16) -> Option<usize> {
    loop {
        let rest = bytes.get(at..)?;
        let (flags, is_last) = match rest.first_chunk::<16>() {
            Some(chunk) => (flag(u8x16::new(*chunk)).to_bitmask(), false),
            None => {
                let flags = flag(u8x16::new(filled(rest, 0))).to_bitmask();
                (flags & !(u32::MAX << rest.len()), true)
            }
        };
        if flags != 0 {
            return Some(at + flags.trailing_zeros() as usize);
        }
        if is_last {
            return None;
        }
        at += 16;
    }
}

/// All of `bytes` that `flag` flags, from the first one on.
#[inline(always)]
pub(crate) fn places(
    bytes: &[u8],
    flag: impl Fn(u8x16) -> u8x16 + Copy,
) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = find(bytes, from, flag)?;
        from = at + 1;
        Some(at)
    })
}

/// Flags all bytes that are no printable ASCII.
#[inline(always)]
pub(crate) fn unprintable(bytes: u8x16) -> u8x16 {
    !within(bytes, b' ', b'~')
}

/// Flags all bytes that are neither printable ASCII nor a tab or a line break.
#[inline(always)]
pub(crate) fn is_no_text(bytes: u8x16) -> u8x16 {
    let is_blank = equal(bytes, b'\t') | equal(bytes, b'\n') | equal(bytes, b'\r');
    unprintable(bytes) & !is_blank
}

/// Flags all bytes that are `byte`.
#[inline(always)]
pub(crate) fn equal(bytes: u8x16, byte: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(byte))
}

/// Flags all bytes from `low` to `high`.
#[inline(always)]
pub(crate) fn within(bytes: u8x16, low: u8, high: u8) -> u8x16 {
    let from_low = bytes - u8x16::splat(low);
    from_low.min(u8x16::splat(high - low)).simd_eq(from_low)
}

/// Flags all bytes that are this brace, or the bracket like it: braces are brackets with one bit more.
#[inline(always)]
pub(crate) fn either(bytes: u8x16, brace: u8) -> u8x16 {
    equal(bytes | u8x16::splat(0x20), brace)
}

/// Where `byte` is first in `bytes`, which is near. Why this is no `memchr` see [`has`].
#[inline]
pub(crate) fn position(bytes: &[u8], byte: u8) -> Option<usize> {
    find(bytes, 0, |bytes| equal(bytes, byte))
}

/// Whether `byte` is among `bytes`: for texts that mostly do not have it, and may be the only ones
/// there are. What is made for long ones first asks what the processor can, and on a virtual machine
/// that takes longer than everything else that is done for one payload.
#[inline]
pub(crate) fn has(bytes: &[u8], byte: u8) -> bool {
    !none(bytes, |bytes| equal(bytes, byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_flagged_wherever_it_is() {
        let flag = |bytes| equal(bytes, 0) | equal(bytes, b'"');
        for length in 0..50 {
            for (a, b) in (0..length).flat_map(|a| (a..length).map(move |b| (a, b))) {
                let mut text = vec![b'x'; length];
                (text[a], text[b]) = (b'"', 0);
                for from in 0..=length {
                    let wanted = [a, b].into_iter().find(|at| *at >= from);
                    assert_eq!(find(&text, from, flag), wanted, "{a} {b} {length} {from}");
                }
                let all: Vec<_> = places(&text, flag).collect();
                assert_eq!(all.first(), Some(&a));
                assert_eq!(all.last(), Some(&b));
                assert!(all.len() <= 2);
            }
            assert_eq!(find(&vec![b'x'; length], 0, flag), None);
            assert_eq!(find(&[], length, flag), None);
        }
    }

    #[test]
    fn sees_a_bad_byte_wherever_it_is() {
        for length in 0..70 {
            let good = vec![b'x'; length];
            assert!(none(&good, unprintable), "{length}");
            assert!(!has(&good, b'\\'), "{length}");
            for at in 0..length {
                for bad in [0u8, 0x1F, 0x7F, 0x80, 0xFF] {
                    let mut text = good.clone();
                    text[at] = bad;
                    assert!(!none(&text, unprintable), "{bad} at {at} of {length}");
                }
                let mut text = good.clone();
                text[at] = b'\\';
                assert!(has(&text, b'\\'), "{at} of {length}");
                text[at / 2] = b'\\';
                assert_eq!(position(&text, b'\\'), Some(at / 2), "{at} of {length}");
                assert_eq!(position(&text, b'"'), None);
            }
        }
    }

    #[test]
    fn flags_what_lies_between() {
        for byte in 0..=255u8 {
            let flag = |flags: u8x16| flags.to_bitmask() == 0xFFFF;
            let bytes = u8x16::splat(byte);
            assert_eq!(flag(within(bytes, b'0', b'9')), byte.is_ascii_digit());
            assert_eq!(flag(within(bytes, 0, 0x1F)), byte < 0x20);
            assert_eq!(flag(unprintable(bytes)), !(0x20..0x7F).contains(&byte));
            let is_text = byte == 9 || byte == 10 || byte == 13 || (0x20..0x7F).contains(&byte);
            assert_eq!(flag(is_no_text(bytes)), !is_text);
        }
    }

    #[test]
    fn stops_where_a_byte_by_byte_search_stops() {
        for stop in 0u8..=255 {
            for at in 0..20 {
                let mut bytes = vec![b'a'; 24];
                bytes[at] = stop;
                bytes[22] = 0xFF;
                let slow = bytes
                    .iter()
                    .position(|&b| b < 0x20 || b == b'"' || b == b'\\');
                assert_eq!(
                    string_stop(&bytes, 0),
                    slow.unwrap_or(24),
                    "byte {stop} at {at}"
                );
            }
        }
    }
}
