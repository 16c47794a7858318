//! Where the brackets of a value stand.

use super::{either, equal, filled, has};
use wide::u8x16;

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
