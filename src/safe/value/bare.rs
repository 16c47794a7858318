//! Bare values, which no quotes of their own end: words, JWTs, and the rest of a string, a head or an element.

use super::{behind_blanks, end_where, is_delimiter, line_end, quote};
use memchr::{memchr, memmem};

/// The words that make up a value behind an equals sign or an arrow: one, or two if the first is a
/// damaged sign.
pub(in crate::safe) fn of_words(text: &[u8], at: usize) -> usize {
    const LONGEST_SIGN: usize = 3;
    let end = of_word(text, at, true);
    let first = text.get(at..end).unwrap_or_default();
    let letters = first.iter().filter(|b| b.is_ascii_alphanumeric()).count();
    let is_sign = letters <= 1 && first.len() <= LONGEST_SIGN;
    if is_sign && matches!(text.get(end), Some(b' ' | b'\t')) {
        let next = end_where(text, end, |b| !matches!(b, b' ' | b'\t'));
        return of_word(text, next, true);
    }
    end
}

/// One past the word that begins at `at`: a part of a command or of a URL, perhaps inside a string
/// that ends there or goes on with an escaped quote or line break. A quote behind which a string
/// cannot end is a fault, and the rest of the line is taken too.
pub(in crate::safe) fn of_word(text: &[u8], at: usize, is_parameter: bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let next = |i: usize| rest.get(i + 1);
    let ends = |(i, b): (usize, &u8)| match b {
        b'&' => is_parameter,
        b'"' => true,
        b',' => next(i) == Some(&b'"'),
        b'\'' => !next(i).is_some_and(u8::is_ascii_alphanumeric),
        b'\\' => matches!(next(i), Some(b'"' | b'n' | b'r' | b't')),
        b => b.is_ascii_whitespace(),
    };
    let length = rest.iter().enumerate().position(ends);
    string_or_line(text, at + length.unwrap_or(rest.len()))
}

/// The words that begin at `at`, up to a comma, a semicolon or the end of the line or string.
pub(in crate::safe) fn of_phrase(text: &[u8], at: usize) -> usize {
    let first = of_word(text, at, false);
    if !matches!(text.get(first), Some(b' ' | b'\t')) {
        return first;
    }
    let ends = |b: &u8| matches!(b, b',' | b';' | b'"' | b'\\' | b'\r' | b'\n');
    string_or_line(text, end_where(text, first, ends))
}

/// The rest of the string around `at`, or of the line.
pub(in crate::safe) fn of_string(text: &[u8], at: usize) -> usize {
    string_or_line(text, quote(text, at))
}

/// `at`, but where a quote stands there that ends no string, the end of the line.
fn string_or_line(text: &[u8], at: usize) -> usize {
    let behind = end_where(text, at + 1, |b| !matches!(b, b' ' | b'\t'));
    match text.get(behind) {
        Some(b) if text.get(at) == Some(&b'"') && !is_delimiter(b) => line_end(text, at),
        _ => at,
    }
}

/// The value of a head: its line, and those that go on with it (RFC 9112 section 5.2). An indented
/// line that begins like JSON does not.
pub(in crate::safe) fn of_head(text: &[u8], at: usize) -> usize {
    let mut end = line_end(text, at);
    while matches!(text.get(end + 1), Some(b' ' | b'\t')) {
        let first = end_where(text, end + 1, |b| !matches!(b, b' ' | b'\t'));
        if matches!(text.get(first), Some(b'"' | b'{' | b'}' | b'[' | b']')) {
            break;
        }
        end = line_end(text, first);
    }
    end
}

/// What an element of XML holds: up to the next tag that closes one, or to the end of the line.
pub(in crate::safe) fn of_element(text: &[u8], at: usize) -> usize {
    const LONGEST: usize = 4096;
    let rest = text.get(at..).unwrap_or_default();
    let near = rest.get(..LONGEST).unwrap_or(rest);
    match memmem::find(near, b"</") {
        Some(length) => at + length,
        None => line_end(text, behind_blanks(text, at)),
    }
}

/// One past the word of a JWT that begins at `at`; it may go on behind line breaks.
pub(in crate::safe) fn jwt_end(text: &[u8], at: usize) -> usize {
    const SHORTEST: usize = 16;
    let mut end = of_word(text, at, true);
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let breaks: [&[u8]; 4] = [b"\r\n", b"\n", b"\\r\\n", b"\\n"];
        let Some(line) = breaks.iter().find(|line| rest.starts_with(line)) else {
            return end;
        };
        let next = end + line.len();
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        let behind = end_where(text, next, |b| !is_word(b));
        let word = text.get(next..behind).unwrap_or_default();
        let is_part = word.len() >= SHORTEST || memchr(b'.', word).is_some_and(|dot| dot > 0);
        if !is_part {
            return end;
        }
        end = behind;
    }
}
