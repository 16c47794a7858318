//! Sixteen bytes at a time: where a JSON string stops being ordinary.
//!
//! `wide` has the vector instructions that every processor of a platform has, and plain code where
//! there are none, so all run the same text.

use wide::u8x16;

/// A bit for each of sixteen bytes that ends or interrupts a string: a quote, a backslash or a
/// control character.
#[inline(always)]
fn interruptions(chunk: &[u8; 16]) -> u32 {
    let bytes = u8x16::new(*chunk);
    let equal = |byte| bytes.simd_eq(u8x16::splat(byte));
    let control = bytes.simd_eq(bytes.min(u8x16::splat(0x1F)));
    (equal(b'"') | equal(b'\\') | control).to_bitmask()
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

/// Whether a backslash is among `bytes`.
#[inline]
pub(crate) fn has_backslash(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |found, &b| found | (b == b'\\'))
}

#[cfg(test)]
mod tests {
    use super::string_stop;

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
