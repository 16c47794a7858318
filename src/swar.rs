//! Eight bytes at a time in plain integers: where a JSON string stops being ordinary.
//!
//! "SIMD within a register" needs no `unsafe` and no processor feature, so every platform runs
//! the same code. The lowest flagged byte is always right; flags above it may be false, since a
//! borrow runs upwards.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The little-endian word at `at`, or `None` when fewer than eight bytes are left.
#[inline(always)]
pub(crate) fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let chunk = bytes.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*chunk))
}

/// A flag in the high bit of each byte of `w` that equals `byte`.
#[inline(always)]
fn equal(w: u64, byte: u8) -> u64 {
    let x = w ^ (ONES * byte as u64);
    x.wrapping_sub(ONES) & !x & HIGH
}

/// Whether a quote, a backslash or a control character is among sixteen bytes. Without a position
/// to find, the compiler makes vector comparisons of it.
#[inline(always)]
fn interrupts(chunk: &[u8; 16]) -> bool {
    chunk.iter().fold(false, |found, &b| {
        found | (b < 0x20) | (b == b'"') | (b == b'\\')
    })
}

/// The first byte from `at` on that ends or interrupts a string: a quote, a backslash or a
/// control character below U+0020. The length of `bytes` when there is none.
#[inline(always)]
pub(crate) fn string_stop(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        if interrupts(chunk) {
            break;
        }
        at += 16;
    }
    while let Some(w) = word(bytes, at) {
        let control = w.wrapping_sub(ONES * 0x20) & !w & HIGH;
        let flags = control | equal(w, b'"') | equal(w, b'\\');
        if flags != 0 {
            return at + (flags.trailing_zeros() >> 3) as usize;
        }
        at += 8;
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
