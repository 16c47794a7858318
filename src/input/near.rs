//! What stands nearby in the text: no look goes farther, so that all of them together take a time in
//! proportion to the text.

use crate::simd::RS;
use memchr::memchr2;

/// The widest indentation that is recognised. The buffer keeps at least this much before the
/// byte at hand, so that the answer does not depend on how the bytes arrived.
pub(crate) const MAX_INDENT: usize = 1024;

/// How much is kept in memory before the byte at hand: for source lines in frames, for the indentation
/// of elements, and for what may name a secret.
pub(crate) const CONTEXT: usize = 4 * MAX_INDENT;

/// How much behind a fault is waited for, if its line does not end before: so much may be shown,
/// and what is shown must not depend on how the bytes arrived.
const AHEAD: usize = 1024;

/// The first byte from `at` on that is one of these, if there is one nearby, and where. `None`: it may
/// come.
pub(crate) fn nearby(
    bytes: &[u8],
    at: usize,
    eof: bool,
    is_one: impl Fn(&u8) -> bool,
) -> Option<(usize, Option<&u8>)> {
    let rest = bytes.get(at..).unwrap_or_default();
    let near = rest.get(..MAX_INDENT).unwrap_or(rest);
    match near.iter().position(is_one) {
        Some(length) => Some((at + length, near.get(length))),
        None if eof || near.len() == MAX_INDENT => Some((at + near.len(), None)),
        None => None,
    }
}

/// The first byte from `at` on that is no blank, also of another kind than those of JSON, and where; none
/// if there are many. `None`: it may come.
pub(crate) fn next_visible(bytes: &[u8], at: usize, eof: bool) -> Option<(usize, Option<&u8>)> {
    nearby(bytes, at, eof, |b| !b.is_ascii_whitespace())
}

/// The end of what may be shown around a fault at `at`: of its line, or so much of it as is waited
/// for. `None` if that has not arrived.
pub(crate) fn shown_end(bytes: &[u8], eof: bool, at: usize) -> Option<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    let ahead = rest.get(..AHEAD).unwrap_or(rest);
    match memchr2(b'\n', RS, ahead) {
        Some(length) => Some(at + length),
        None if eof || ahead.len() == AHEAD => Some(at + ahead.len()),
        None => None,
    }
}
