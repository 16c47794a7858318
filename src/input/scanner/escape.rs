//! Escapes in strings (RFC 8259 section 7).

use super::fault::Syntax;

/// What a backslash begins.
pub(super) enum Escape {
    Good(usize),
    More,
    Bad(Syntax, usize),
}

/// The escape whose backslash is at `at` (RFC 8259 section 7).
pub(super) fn escape(bytes: &[u8], at: usize) -> Escape {
    match bytes.get(at + 1) {
        None => Escape::More,
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Escape::Good(2),
        Some(b'u') => unicode_escape(bytes, at),
        Some(_) => Escape::Bad(Syntax::Escape, at + 2),
    }
}

/// The length of the escape whose backslash is at `at`, if it is a good one.
pub(crate) fn escape_length(bytes: &[u8], at: usize) -> Option<usize> {
    match escape(bytes, at) {
        Escape::Good(length) => Some(length),
        Escape::More | Escape::Bad(..) => None,
    }
}

fn unicode_escape(bytes: &[u8], at: usize) -> Escape {
    let first = match hex4(bytes, at + 2) {
        Ok(unit) => unit,
        Err(bad) => return bad,
    };
    match first {
        0xD800..=0xDBFF => {}
        0xDC00..=0xDFFF => return Escape::Bad(Syntax::Surrogate, at + 6),
        _ => return Escape::Good(6),
    }
    match (bytes.get(at + 6), bytes.get(at + 7)) {
        (None, _) | (Some(b'\\'), None) => return Escape::More,
        (Some(b'\\'), Some(b'u')) => {}
        _ => return Escape::Bad(Syntax::Surrogate, at + 6),
    }
    match hex4(bytes, at + 8) {
        Ok(0xDC00..=0xDFFF) => Escape::Good(12),
        Ok(_) => Escape::Bad(Syntax::Surrogate, at + 6),
        Err(bad) => bad,
    }
}

/// Four hexadecimal digits at `at`.
fn hex4(bytes: &[u8], at: usize) -> Result<u32, Escape> {
    let mut unit = 0;
    for i in at..at + 4 {
        let Some(&b) = bytes.get(i) else {
            return Err(Escape::More);
        };
        let Some(digit) = (b as char).to_digit(16) else {
            return Err(Escape::Bad(Syntax::Escape, i + 1));
        };
        unit = unit << 4 | digit;
    }
    Ok(unit)
}
