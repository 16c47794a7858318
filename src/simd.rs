//! Sixteen bytes at a time: where a JSON string stops being ordinary, which kinds of bytes a text
//! has, and where the brackets of a value stand.
//!
//! `wide` has the vector instructions that every processor of a platform has, and plain code where
//! there are none, so all run the same text.

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
/// control character below U+0020. The length of `bytes` when there is none.
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

/// Where one of the `triples` of small letters is first in `bytes` from `at` on, in letters of any case.
#[inline]
pub(crate) fn find_triple<const N: usize>(
    bytes: &[u8],
    mut at: usize,
    triples: &[[u8; 3]; N],
) -> Option<usize> {
    loop {
        let rest = bytes.get(at..)?;
        let (look, is_last) = match rest.first_chunk::<LOOK>() {
            Some(look) => (*look, false),
            None => (filled(rest, 0), true),
        };
        let flags = are_triple(threes(&look), triples).to_bitmask();
        if flags != 0 {
            return Some(at + flags.trailing_zeros() as usize);
        }
        if is_last {
            return None;
        }
        at += STEP;
    }
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
const LOOK: usize = STEP + 2;
const STEP: usize = 16;

/// The first, the second and the third of each three bytes that follow each other.
#[inline(always)]
fn threes(look: &[u8; LOOK]) -> [u8x16; 3] {
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

/// Where brackets stand among the next 64 bytes, a bit for each byte.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Brackets {
    /// `{` and `[` outside of strings.
    pub(crate) open: u64,
    /// `}` and `]` outside of strings.
    pub(crate) close: u64,
    inside: bool,
    escaped: bool,
}

impl Brackets {
    /// Goes on to the 64 bytes at `at` of well-formed JSON; blanks stand for what is not there.
    #[inline]
    pub(crate) fn next(&mut self, bytes: &[u8], at: usize) {
        let rest = bytes.get(at..).unwrap_or_default();
        let end;
        let block = match rest.first_chunk::<64>() {
            Some(block) => block,
            None => {
                end = filled(rest, b' ');
                &end
            }
        };
        let (chunks, _) = block.as_chunks::<16>();
        let mask = |flag: &dyn Fn(u8x16) -> u8x16| {
            let bits = |chunk: &[u8; 16]| u64::from(flag(u8x16::new(*chunk)).to_bitmask());
            let places = chunks.iter().zip([0, 16, 32, 48]);
            places.fold(0, |mask, (chunk, place)| mask | bits(chunk) << place)
        };
        let mut quotes = mask(&|bytes| equal(bytes, b'"'));
        let open = mask(&|bytes| either(bytes, b'{'));
        let close = mask(&|bytes| either(bytes, b'}'));
        if self.escaped || has(block, b'\\') {
            quotes &= !self.escapes(mask(&|bytes| equal(bytes, b'\\')));
        }
        let strings = prefix_xor(quotes) ^ if self.inside { u64::MAX } else { 0 };
        self.inside = strings >> 63 == 1;
        self.open = open & !strings;
        self.close = close & !strings;
    }

    /// The bytes behind a backslash that is no such byte itself.
    #[inline]
    fn escapes(&mut self, mut backslashes: u64) -> u64 {
        let mut escaped = u64::from(self.escaped);
        backslashes &= !escaped;
        self.escaped = false;
        while backslashes != 0 {
            let next = (backslashes & backslashes.wrapping_neg()) << 1;
            self.escaped |= next == 0;
            escaped |= next;
            backslashes &= backslashes - 1;
            backslashes &= !next;
        }
        escaped
    }
}

/// In each bit whether the number of bits up to and with it is odd.
#[inline]
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// Flags all bytes that are this brace, or the bracket like it: braces are brackets with one bit more.
#[inline(always)]
pub(crate) fn either(bytes: u8x16, brace: u8) -> u8x16 {
    equal(bytes | u8x16::splat(0x20), brace)
}

/// Flags all bytes behind the first two that begin a line as a document does, with a bracket or the
/// separator of RFC 7464; and among these the ones behind a line that is empty or ends as a document
/// does, or with white space.
#[inline(always)]
fn begin_documents(look: &[u8; LOOK]) -> [u8x16; 2] {
    let [end, before, here] = threes(look);
    let begins = equal(before, b'\n') & (either(here, b'{') | equal(here, RS));
    let is_blank = equal(end, b'\r') | equal(end, b'\n') | equal(end, b' ');
    [begins, begins & (either(end, b'}') | is_blank)]
}

/// The begin of the last line that begins like a document, behind one that does not look cut off; if
/// all do, of the last one at all. Not in the first two bytes.
pub(crate) fn last_document(bytes: &[u8]) -> Option<usize> {
    let mut at_all = None;
    let mut rest = bytes;
    while rest.len() > 2 {
        let (front, look) = match rest.split_last_chunk::<LOOK>() {
            Some((front, look)) => (front, *look),
            None => (&[][..], filled(rest, 0)),
        };
        let [begin, whole] = begin_documents(&look).map(|flags| {
            let last = flags.to_bitmask().checked_ilog2();
            last.map(|bit| front.len() + 2 + bit as usize)
        });
        if whole.is_some() {
            return whole;
        }
        at_all = at_all.or(begin);
        rest = rest.get(..front.len() + 2).unwrap_or_default();
    }
    at_all
}

/// How many lines begin like a document.
pub(crate) fn count_documents(bytes: &[u8]) -> u64 {
    // So that each of sixteen counts fits into a byte.
    const STRETCH: usize = STEP * 255;
    // The first two bytes have no two before them.
    let is_first = matches!(bytes, [b'{' | b'[' | RS, ..]);
    let is_second = matches!(bytes, [b'\n', b'{' | b'[' | RS, ..]);
    let mut count = u64::from(is_first || is_second);
    for from in (0..bytes.len()).step_by(STRETCH) {
        let mut counts = u8x16::splat(0);
        for at in (from..from + STRETCH).step_by(STEP) {
            let rest = bytes.get(at..).unwrap_or_default();
            let [begins, _] = match rest.first_chunk::<LOOK>() {
                Some(look) => begin_documents(look),
                None => begin_documents(&filled(rest, 0)),
            };
            // A flag is all ones, which is minus one.
            counts -= begins;
        }
        count += counts.to_array().map(u64::from).iter().sum::<u64>();
    }
    count
}

/// Where `byte` is first in `bytes`, which is near. Why this is no `memchr` see [`has`].
#[inline]
pub(crate) fn position(bytes: &[u8], byte: u8) -> Option<usize> {
    let (chunks, rest) = bytes.as_chunks::<16>();
    for (number, chunk) in chunks.iter().enumerate() {
        let found = equal(u8x16::new(*chunk), byte).to_bitmask();
        if found != 0 {
            return Some(16 * number + found.trailing_zeros() as usize);
        }
    }
    let at = rest.iter().position(|b| *b == byte)?;
    Some(16 * chunks.len() + at)
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

    #[test]
    fn finds_and_counts_lines_that_begin_like_a_document() {
        let mut random = 7u64;
        for length in (0..300).chain([4079, 4080, 4081, 9000]) {
            let letters = [b'\n', b'{', b'[', 0x1E, b'x', b']', b'}', b'\n'];
            let text: Vec<u8> = std::iter::repeat_with(|| {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                // Few of them, or many.
                match length % 3 == 0 && random >> 40 & 63 != 0 {
                    true => b'x',
                    false => letters[(random >> 61) as usize],
                }
            })
            .take(length)
            .collect();
            let begins = |at: &usize| {
                let behind_line = *at == 0 || text[*at - 1] == b'\n';
                behind_line && matches!(text[*at], b'{' | b'[' | 0x1E)
            };
            let all: Vec<usize> = (0..length).filter(begins).collect();
            assert_eq!(count_documents(&text), all.len() as u64, "{text:?}");
            let is_whole = |at: &usize| *at > 1 && b"}]\r\n ".contains(&text[*at - 2]);
            let last = all.iter().rev().copied();
            let last = last
                .clone()
                .find(is_whole)
                .or(last.clone().find(|at| *at > 1));
            assert_eq!(last_document(&text), last, "{text:?}");
        }
    }

    #[test]
    fn brackets_are_those_outside_of_strings() {
        let letters = [b'"', b'\\', b'{', b'}', b'[', b']', b'a'];
        let mut random = 1u64;
        for length in 0..400 {
            let mut text = Vec::new();
            for _ in 0..length {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                text.push(letters[(random >> 60) as usize % letters.len()]);
            }
            let (mut string, mut escaped) = (false, false);
            let mut brackets = Brackets::default();
            for (at, &byte) in text.iter().enumerate() {
                if at % 64 == 0 {
                    brackets.next(&text, at);
                }
                let bit = 1 << (at % 64);
                let flags = (brackets.open & bit != 0, brackets.close & bit != 0);
                let is = (matches!(byte, b'{' | b'['), matches!(byte, b'}' | b']'));
                assert_eq!(
                    flags,
                    (is.0 && !string, is.1 && !string),
                    "{text:?} at {at}"
                );
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => string = !string,
                    _ => {}
                }
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
