//! Lines that begin like a document.

use super::triples::{LOOK, threes};
use super::{RS, either, equal, filled};
use memchr::memchr_iter;
use wide::u8x16;

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
    let begins = |at: usize| matches!(bytes.get(at), Some(b'{' | b'[' | &RS));
    let behind_breaks = memchr_iter(b'\n', bytes)
        .filter(|at| begins(at + 1))
        .count();
    u64::from(begins(0)) + behind_breaks as u64
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
