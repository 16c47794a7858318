//! Foreign text made safe to read: a payload, a file name or a server's message must not move a
//! cursor, forge a line or leak a secret.
//!
//! JSON encoders escape C0 only; C1 (U+009B opens a control sequence), DEL and the invisible
//! characters pass through them. The rule here is one for every output.

use crate::position::Span;
use memchr::{memchr, memchr3, memmem, memrchr};
use std::borrow::Cow;
use std::fmt::Write as _;

/// What replaces a secret.
pub const REDACTED: &str = "<redacted>";

/// Whether `c` could act on a terminal, reorder a line (UAX #9) or hide in it.
pub fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\x1F' | '\x7F'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether all of `text` may be shown as it is.
#[inline]
pub fn is_plain(text: &str) -> bool {
    is_printable(text.as_bytes()) || !text.chars().any(is_hostile)
}

/// Whether all bytes are printable ASCII and none begins an escape.
#[inline]
pub fn is_bare(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |all, &b| {
        all & (0x20..0x7F).contains(&b) & (b != b'\\')
    })
}

/// How many characters `text` has.
#[inline]
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

/// Whether all bytes are printable ASCII. Without an early end, so that the compiler can compare
/// many at once.
#[inline]
pub fn is_printable(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .fold(true, |all, &b| all & (0x20..0x7F).contains(&b))
}

/// `text` for a line of text: control and invisible characters as escapes.
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_escaped(&mut out, c);
    }
    Cow::Owned(out)
}

/// Appends one character, escaped if it has to be.
pub fn push_escaped(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_hostile(c) => {
            // Writing into a String cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        c => out.push(c),
    }
}

/// `text`, escaped and cut to `limit` characters with `...` behind what was cut.
pub fn excerpt(text: &str, limit: usize) -> String {
    // Never fewer bytes than characters.
    if text.len() <= limit && is_printable(text.as_bytes()) {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit).collect();
    let mut out = escape(&cut).into_owned();
    if cut.len() < text.len() {
        out.push_str("...");
    }
    out
}

/// The parts of names whose values are secrets (`recordingAccessToken`, `clientSecret`, ...).
const SECRET_NAMES: [&[u8]; 4] = [b"token", b"secret", b"password", AUTHORIZATION];
/// So much of a name is looked at behind the part that makes it secret.
const MAX_NAME: usize = 256;
/// Its value, where it has no quotes, takes the whole line.
const AUTHORIZATION: &[u8] = b"authorization";
const BEARER: &[u8] = b"bearer ";

/// The byte ranges of `text` that hold a secret: the value behind a name that says so, and what
/// follows `Bearer`. Works on broken JSON, on heads of HTTP and on `name=value` alike, and on
/// names that are spelled with escapes. `text` has to begin outside of any secret.
pub fn secrets(text: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if may_hold_secret(text) {
        let lower = text.to_ascii_lowercase();
        for name in SECRET_NAMES {
            for at in memmem::find_iter(&lower, name) {
                let end = at + name.len();
                found.extend(value_after(text, end, name == AUTHORIZATION));
                found.extend(value_of_quoted(text, end));
            }
        }
        for at in memmem::find_iter(&lower, BEARER) {
            let start = at + BEARER.len();
            let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b',' | b'\\');
            found.push((start, end_where(text, start, ends)));
        }
    }
    if memchr(b'\\', text).is_some() {
        escaped_names(text, &mut found);
    }
    merged(found)
}

/// How far before a value it is looked for what names it.
pub const MAX_LEAD: usize = 1024;

/// Where to begin to look for secrets that concern the value at `from`: at the begin of its line,
/// but not too far away. The second part says whether that is the begin of the line.
pub fn lead(bytes: &[u8], from: usize) -> (usize, bool) {
    let nearest = from.saturating_sub(MAX_LEAD);
    match memrchr(b'\n', bytes.get(nearest..from).unwrap_or_default()) {
        Some(last) => (nearest + last + 1, true),
        None => (nearest, nearest == 0),
    }
}

/// Whether any of `span` belongs to a secret. It is part of the value that begins at `from`, and
/// nothing from `end` on matters.
pub fn is_secret(bytes: &[u8], from: usize, span: Span, end: usize) -> bool {
    let (begin, _) = lead(bytes, from);
    let text = bytes.get(begin..end.max(span.end)).unwrap_or_default();
    let meets = |(start, end): &(usize, usize)| {
        begin + start < span.end.max(span.start + 1) && span.start < begin + end
    };
    secrets(text).iter().any(meets)
}

/// A quick look: a secret stands behind a colon or an equals sign, or behind `Bearer`.
pub fn may_hold_secret(text: &[u8]) -> bool {
    has_telling_letters(text) && names_secret(text)
}

/// Three letters of each of [`SECRET_NAMES`], and of [`BEARER`], that few other words have.
const TELLING: [[u8; 3]; 5] = [*b"oke", *b"cre", *b"ssw", *b"iza", *b"bea"];

/// A still quicker look, which sees too much rather than too little. Without a way out in between,
/// so that the compiler can compare many bytes at once.
fn has_telling_letters(text: &[u8]) -> bool {
    let behind = |n: usize| text.get(n..).unwrap_or_default();
    let triples = text.iter().zip(behind(1)).zip(behind(2));
    triples.fold(false, |found, ((&a, &b), &c)| {
        TELLING.iter().fold(found, |found, [x, y, z]| {
            found | ((a | 0x20 == *x) & (b | 0x20 == *y) & (c | 0x20 == *z))
        })
    })
}

fn names_secret(text: &[u8]) -> bool {
    let begins = |word: &[u8], at: usize| {
        text.get(at..at + word.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(word))
    };
    let named = |at: usize| SECRET_NAMES.iter().any(|name| begins(name, at)) || begins(BEARER, at);
    let letters = text
        .iter()
        .enumerate()
        .filter(|(_, b)| matches!(*b | 0x20, b't' | b's' | b'p' | b'a' | b'b'));
    letters.into_iter().any(|(at, _)| named(at))
}

/// The values of names like `tok\u0065n`. Quotes do not matter: one may be missing.
fn escaped_names(text: &[u8], found: &mut Vec<(usize, usize)>) {
    let in_name = |b: &u8| is_in_name(b) || *b == b'\\';
    let mut at = 0;
    while let Some(escape) = memmem::find(text.get(at..).unwrap_or_default(), b"\\u") {
        let before = text.get(at..at + escape).unwrap_or_default();
        let start = at
            + before
                .iter()
                .rposition(|b| !in_name(b))
                .map_or(0, |last| last + 1);
        let end = end_where(text, at + escape, |b| !in_name(b));
        if is_secret_name(text.get(start..end).unwrap_or_default()) {
            found.extend(value_after(text, end, false));
        }
        at = end;
    }
}

/// What names are made of.
fn is_in_name(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'@' | b'$')
}

/// Whether `raw`, with escapes, has a part that names a secret. Escapes of other letters than those
/// of ASCII cannot be in one.
fn is_secret_name(mut raw: &[u8]) -> bool {
    let mut name = Vec::with_capacity(raw.len());
    while let Some((&b, rest)) = raw.split_first() {
        let unit = rest
            .strip_prefix(b"u")
            .and_then(|rest| std::str::from_utf8(rest.get(..4)?).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let (c, length) = match unit {
            Some(unit) if b == b'\\' => (u8::try_from(unit).unwrap_or(b'?'), 6),
            _ => (b, 1),
        };
        name.push(c.to_ascii_lowercase());
        raw = raw.get(length..).unwrap_or_default();
    }
    SECRET_NAMES
        .iter()
        .any(|part| memmem::find(&name, part).is_some())
}

/// How many bytes of `text` come before the quote, or the line break, that ends a string.
fn string_length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr3(b'"', b'\\', b'\n', text.get(at..).unwrap_or_default()) {
        at += found;
        if text.get(at) != Some(&b'\\') {
            return at;
        }
        at += 2;
    }
    text.len()
}

/// `line` without its secrets.
pub fn redact(line: &str) -> Cow<'_, str> {
    let secrets = secrets(line.as_bytes());
    if secrets.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut from = 0;
    for (start, end) in secrets {
        out.push_str(line.get(from..start).unwrap_or_default());
        out.push_str(REDACTED);
        from = end;
    }
    out.push_str(line.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.retain(|(start, end)| start < end);
    ranges.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

/// The value of the property whose quoted name goes on at `at`, in any letters.
fn value_of_quoted(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = text.get(at..text.len().min(at + MAX_NAME))?;
    let quote = at + string_length(rest);
    let is_quote = text.get(quote) == Some(&b'"');
    let behind = end_where(text, quote + 1, |b| !b.is_ascii_whitespace());
    (is_quote && text.get(behind) == Some(&b':')).then(|| value_after(text, quote, false))?
}

/// The value of the name whose secret part ends at `at`: what stands behind the rest of the name,
/// a quote, and a colon or equals sign. Behind a quoted name that one may be missing or wrong.
fn value_after(text: &[u8], at: usize, whole_line: bool) -> Option<(usize, usize)> {
    let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
    let name_end = end_where(text, at, |b| !is_in_name(b));
    // Quotes, and whatever stands there in their place.
    let at = end_where(text, name_end, |b| {
        b.is_ascii_alphanumeric() || matches!(b, b':' | b'=')
    });
    let quoted = text.get(name_end) == Some(&b'"');
    let equals = match text.get(at) {
        Some(b'=') => true,
        Some(b':') => false,
        _ if quoted => return misplaced_value(text, name_end + 1),
        _ => return None,
    };
    let start = end_where(text, at, |b| !blank(b) && !matches!(b, b':' | b'='));
    let rest = text.get(start..)?;
    if is_literal(rest) {
        return None;
    }
    Some((start, start + value_length(rest, whole_line, equals)))
}

/// The value behind a quoted name and something else than a colon. Behind what may follow a string
/// that is no name, the next string is only taken for the value if it is no name itself.
fn misplaced_value(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let start = end_where(text, at, is_opening);
    let rest = text.get(start..)?;
    let length = match rest.first()? {
        b'"' => quoted_length(rest),
        b'{' | b'[' => container_length(rest),
        _ => return None,
    };
    let first = text.get(end_where(text, at, |b| !matches!(b, b' ' | b'\t')))?;
    if matches!(first, b',' | b'}' | b']') {
        let behind = end_where(rest, string_end(rest), |b| !b.is_ascii_whitespace());
        let is_name = match rest.first() {
            Some(b'"') => rest.get(behind) == Some(&b':'),
            _ => *first != b',',
        };
        return (!is_name).then_some((start, start + length));
    }
    Some((start, start + length))
}

/// One past the closing quote of the string at the begin of `rest`.
fn string_end(rest: &[u8]) -> usize {
    (2 + string_length(rest.get(1..).unwrap_or_default())).min(rest.len())
}

fn is_opening(b: &u8) -> bool {
    matches!(b, b'"' | b'{' | b'[')
}

/// Whether `null`, `true` or `false` stands here, which is no secret.
fn is_literal(rest: &[u8]) -> bool {
    let words: [&[u8]; 3] = [b"null", b"true", b"false"];
    words.iter().any(|word| {
        rest.strip_prefix(*word)
            .is_some_and(|behind| behind.first().is_none_or(is_delimiter))
    })
}

fn is_delimiter(b: &u8) -> bool {
    matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')
}

/// The first place from `at` on whose byte is one that `ends`; the end of `text` if there is none.
fn end_where(text: &[u8], at: usize, ends: impl Fn(&u8) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.iter()
        .position(ends)
        .map_or(text.len(), |length| at + length)
}

fn line_length(rest: &[u8]) -> usize {
    end_where(rest, 0, |b| *b == b'\n')
}

/// A quoted value ends at its quote, an object or array at its bracket, JSON in a string and a head
/// of HTTP with the line, and everything else at the next delimiter; what is quoted or
/// bracketed right behind that belongs to it.
fn value_length(rest: &[u8], whole_line: bool, equals: bool) -> usize {
    match rest.first() {
        Some(b'"') => quoted_length(rest),
        Some(b'\'') => (end_where(rest, 1, |b| matches!(b, b'\'' | b'\n')) + 1).min(rest.len()),
        Some(b'{' | b'[') => container_length(rest),
        Some(b'\\') => line_length(rest),
        _ if whole_line => line_length(rest),
        _ if equals => parameter_length(rest),
        _ => {
            let ends = |b: &u8| is_opening(b) || matches!(b, b',' | b'}' | b']' | b'&' | b'\n');
            let length = end_where(rest, 0, ends);
            if length > 0 && !rest.get(length).is_some_and(is_opening) {
                return length;
            }
            let begin = end_where(rest, length, |b| is_opening(b) || *b == b'\n');
            let value = rest.get(begin..).unwrap_or_default();
            begin
                + match value.first() {
                    Some(b'"') => quoted_length(value),
                    Some(b'{' | b'[') => container_length(value),
                    _ => 0,
                }
        }
    }
}

/// A parameter of a URL or a word of a command, perhaps inside a string that ends there, or goes on
/// with an escaped quote or line break.
fn parameter_length(rest: &[u8]) -> usize {
    let escape = |at: usize| matches!(rest.get(at + 1), Some(b'"' | b'n' | b'r' | b't'));
    let ends = |(at, b): (usize, &u8)| match b {
        b'&' | b'"' | b'\'' => true,
        b'\\' => escape(at),
        b => b.is_ascii_whitespace(),
    };
    let length = rest.iter().enumerate().position(ends);
    let length = length.unwrap_or(rest.len());
    match rest.get(length) {
        Some(b'"') if whole_or_line(rest, length + 1) > length + 1 => line_length(rest),
        _ => length,
    }
}

/// A string and, where it is broken, the rest of its line.
fn quoted_length(rest: &[u8]) -> usize {
    whole_or_line(rest, string_end(rest))
}

/// One past the bracket that closes the one `rest` begins with; all of it if there is none. A
/// bracket that closes nothing is passed over, so that a wrong one does not end it.
fn container_length(rest: &[u8]) -> usize {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&b) = rest.get(at) {
        at += 1;
        match b {
            b'"' => at += string_length(rest.get(at..).unwrap_or_default()) + 1,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b if open.last() == Some(&b) => {
                open.pop();
            }
            _ => {}
        }
        if open.is_empty() {
            break;
        }
    }
    whole_or_line(rest, at.min(rest.len()))
}

/// What does not end like a value is broken, and all of its line belongs to it.
fn whole_or_line(rest: &[u8], length: usize) -> usize {
    let next = end_where(rest, length, |b| !matches!(b, b' ' | b'\t'));
    match rest.get(next) {
        Some(b) if !is_delimiter(b) => length + line_length(rest.get(length..).unwrap_or_default()),
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_misses_no_name() {
        for name in SECRET_NAMES.iter().chain([&BEARER]) {
            let upper = name.to_ascii_uppercase();
            for text in [name.to_vec(), [b"my", &upper[..], b"Value"].concat()] {
                assert!(may_hold_secret(&text), "{}", String::from_utf8_lossy(&text));
            }
        }
        assert!(!may_hold_secret(
            b"Please check the replacesCallId property."
        ));
    }

    #[test]
    fn escapes_what_could_act() {
        assert_eq!(
            escape("a\u{1b}[31m\u{9b}\u{202e}\n\t\u{200b}"),
            "a\\u{1b}[31m\\u{9b}\\u{202e}\\n\\t\\u{200b}"
        );
        assert_eq!(escape("Z\u{fc}rich \u{4f1a}"), "Z\u{fc}rich \u{4f1a}");
    }

    #[test]
    fn redacts_values_of_secret_names() {
        for (line, shown) in [
            (
                r#"{"recordingAccessToken":"eyJ0","a":1}"#,
                r#"{"recordingAccessToken":<redacted>,"a":1}"#,
            ),
            (
                r#"{"recordingAccessToken": "ey\"J0"}"#,
                r#"{"recordingAccessToken": <redacted>}"#,
            ),
            (
                r#"{"clientSecret": 'abc', x"#,
                r#"{"clientSecret": <redacted>, x"#,
            ),
            (r#""token":"cut off"#, r#""token":<redacted>"#),
            (r#""token":{"a":"b"}"#, r#""token":<redacted>"#),
            (
                r#"{"token": {"a": ["}"]}, "b": 1}"#,
                r#"{"token": <redacted>, "b": 1}"#,
            ),
            ("{\"token\":\n\"abc\"}", "{\"token\":\n<redacted>}"),
            (
                r#"{"access\u0054ok\u0065n":"eyJ0","a":1}"#,
                r#"{"access\u0054ok\u0065n":<redacted>,"a":1}"#,
            ),
            (
                r#"{"id":x","t\u006fken":"eyJ0","a":1}"#,
                r#"{"id":x","t\u006fken":<redacted>,"a":1}"#,
            ),
            (
                r#"{"message":"{\"token\":\"eyJ0\"}"}"#,
                r#"{"message":"{\"token\":<redacted>"#,
            ),
            (
                "Authorization: Digest a=\"b\", c=\"d\"",
                "Authorization: <redacted>",
            ),
            ("Authorization: Bearer abc.def", "Authorization: <redacted>"),
            ("curl -H 'x: Bearer abc'", "curl -H 'x: Bearer <redacted>'"),
            (r#"{"token": null}"#, r#"{"token": null}"#),
            ("the token is invalid", "the token is invalid"),
            ("password=hunter2&a=b", "password=<redacted>&a=b"),
        ] {
            assert_eq!(redact(line), shown);
        }
    }
}
