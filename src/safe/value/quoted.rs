//! Values in quotes or apostrophes: where they begin and end, also behind a fault.

use super::{
    Piece, behind_blanks, end_where, escaped_quote, is_before_colon, is_literal, next_property,
    piece, quote,
};
use memchr::memchr3;

/// One past a string in quotes or apostrophes. Where something stands close behind it, that is broken
/// too.
pub(in crate::safe) fn of_quoted(text: &[u8], at: usize) -> usize {
    let end = behind_quoted(text, at);
    let next = text.get(end);
    let is_over = next.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric() && *b != b'"')
        && escaped_quote(text, end).is_none()
        && !is_before_colon(text, end);
    if is_over {
        end
    } else {
        next_property(text, at)
    }
}

/// One past the end of the string whose quote or apostrophe stands at `at`.
pub(in crate::safe) fn behind_quoted(text: &[u8], at: usize) -> usize {
    let end = match text.get(at) {
        Some(b'\'') => apostrophe(text, at + 1),
        _ => quote(text, at + 1),
    };
    (end + 1).min(text.len())
}

/// Where the apostrophe, or the line break, stands that ends the string around `at`: it has no
/// backslash before it, no second one behind it and no letter.
fn apostrophe(text: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr3(b'\'', b'\\', b'\n', text.get(at..).unwrap_or_default()) {
        at += found;
        let next = text.get(at + 1);
        match text.get(at) {
            Some(b'\\') => at += 2,
            Some(b'\'') if next == Some(&b'\'') => at += 2,
            Some(b'\'') if next.is_some_and(u8::is_ascii_alphanumeric) => at += 1,
            _ => return at,
        }
    }
    text.len()
}

/// Where a string, with or without a backslash before its quote, ends that goes on at `at`.
pub(in crate::safe) fn string_end(text: &[u8], at: usize) -> usize {
    end_where(text, at, |b| matches!(b, b'\\' | b'"' | b'\n'))
}

/// Whether the quote at `at` ends a string: what may follow one stands behind it.
pub(in crate::safe) fn ends_string(text: &[u8], at: usize) -> bool {
    let begins = |b: &u8| matches!(b, b'"' | b'{' | b'[' | b'-' | b'0'..=b'9');
    match piece(text, at + 1) {
        None | Some((Piece::Colon, ..)) => true,
        Some((Piece::Comma, _, end)) => {
            let next = behind_blanks(text, end);
            text.get(next).is_none_or(begins) || is_literal(text, next)
        }
        Some((Piece::Close(_), _, end)) => {
            let next = text.get(behind_blanks(text, end));
            next.is_none_or(|b| matches!(b, b',' | b'}' | b']' | b'{' | b'[' | b'"'))
        }
        _ => false,
    }
}

/// The quote behind what may stand in place of a sign or blanks before it, or with them: up to three
/// bytes that are no letters and open nothing. `at` if there is none.
pub(in crate::safe) fn behind_junk(text: &[u8], at: usize) -> usize {
    let is_junk = |b: &u8| !b.is_ascii_alphanumeric() && !matches!(b, b'{' | b'[');
    quote_near(text, at, b"\"'\\").map_or(at, |quote| {
        let junk = text.get(at..quote).unwrap_or_default();
        if junk.iter().all(is_junk) { quote } else { at }
    })
}

/// The same behind a quote with a backslash: up to one with a backslash, and with one letter.
pub(in crate::safe) fn behind_fault(text: &[u8], at: usize) -> usize {
    quote_near(text, at, b"\\").map_or(at, |quote| {
        let fault = text.get(at..quote).unwrap_or_default();
        let letters = fault.iter().filter(|b| b.is_ascii_alphanumeric()).count();
        if letters <= 1 { quote } else { at }
    })
}

/// The first of `quotes`, if it stands on this line and at most three bytes behind `at`.
fn quote_near(text: &[u8], at: usize, quotes: &[u8]) -> Option<usize> {
    const LONGEST: usize = 3;
    let rest = text.get(at..)?;
    let near = rest.get(..LONGEST + 1).unwrap_or(rest);
    let ends = |b: &u8| *b == b'\n' || quotes.contains(b);
    let length = near.iter().position(ends)?;
    (near.get(length) != Some(&b'\n')).then_some(at + length)
}
