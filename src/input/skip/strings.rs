//! Strings near a place: those that go on behind a line break, and those that name what stands there.

use super::line::{indent_of, last_before, next_byte, text_before};
use crate::input::near::MAX_INDENT;
use crate::simd::RS;
use memchr::{memchr, memchr2, memrchr};

/// Whether what begins at `at` is the value of a property.
pub(super) fn follows_name(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(MAX_INDENT);
    let name = text_before(bytes, at)
        .strip_suffix(b":")
        .map(<[u8]>::trim_ascii_end);
    let begin = name.and_then(|name| memrchr(b'"', name.strip_suffix(b"\"")?));
    begin.is_some_and(|begin| {
        let before = last_before(bytes, from + begin);
        matches!(before, Some(b',' | b'{')) || indent_of(bytes, from + begin).is_some()
    })
}

/// Whether the string at `at` is the name of a property; none that is long is. `None`: the next bytes
/// decide.
pub(crate) fn is_name(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let near = rest.get(..MAX_INDENT).unwrap_or(rest);
    match memchr2(b'"', b'\n', near) {
        Some(end) if near.get(end) == Some(&b'"') => {
            next_byte(bytes, at + 1 + end + 1, eof).map(|b| b == b':')
        }
        None if !eof && near.len() < MAX_INDENT => None,
        _ => Some(false),
    }
}

/// The name of the property whose value begins at `at`, perhaps one whose quotes are broken.
pub(super) struct NameBefore<'a> {
    pub(super) name: &'a [u8],
    /// It has its quotes.
    pub(super) is_whole: bool,
    /// Where it begins.
    pub(super) start: usize,
}

impl<'a> NameBefore<'a> {
    pub(super) fn of(bytes: &'a [u8], at: usize) -> Self {
        let is_quote = |b: &u8| matches!(b, b'"' | b'\'');
        let before = text_before(bytes, at);
        let before = before.strip_suffix(b":").unwrap_or(before).trim_ascii_end();
        let quoted = before.split_last().filter(|(last, _)| is_quote(last));
        let text = quoted.map_or(before, |(_, text)| text);
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'$' | b'.' | b'_');
        let length = text.iter().rev().take_while(|b| is_name(b)).count();
        let (rest, name) = text.split_at(text.len() - length);
        Self {
            name,
            is_whole: quoted.is_some() && rest.last().is_some_and(is_quote),
            start: at.saturating_sub(MAX_INDENT) + rest.len(),
        }
    }
}

/// Whether the string that the line break at `at` interrupts goes on behind it and is closed on the
/// next line. `None`: the next bytes decide.
pub(crate) fn string_goes_on(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    let width = if bytes.get(at..at + 2) == Some(b"\r\n") {
        2
    } else {
        1
    };
    let rest = bytes.get(at + width..).unwrap_or_default();
    let near = rest.get(..MAX_INDENT).unwrap_or(rest);
    let all = eof || near.len() == MAX_INDENT;
    match near.iter().find(|b| !matches!(b, b' ' | b'\t')) {
        None => return all.then_some(false),
        Some(b'{' | b'[' | b'\n' | b'\r' | &RS) => return Some(false),
        Some(_) => {}
    }
    let line = match memchr2(b'\n', RS, near) {
        Some(length) => near.get(..length)?,
        None if all => near,
        None => return None,
    };
    let closes = |quote: usize| {
        let behind = line.get(quote + 1..).unwrap_or_default().trim_ascii_start();
        matches!(behind.first(), None | Some(b',' | b':' | b'}' | b']'))
    };
    Some(memchr(b'"', line).is_some_and(closes))
}
