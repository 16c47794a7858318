//! Foreign text made safe to read: a payload, a file name or a server's message must not move a
//! cursor, forge a line or leak a secret.
//!
//! JSON encoders escape C0 only; C1 (U+009B opens a control sequence), DEL and the invisible
//! characters pass through them. The rule here is one for every output.

use std::borrow::Cow;
use std::fmt::Write as _;

/// What replaces a secret.
pub const REDACTED: &str = "<redacted>";

/// Whether `c` could act on a terminal, reorder a line (UAX #9) or hide in it.
pub fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\x1F' | '\x7F'..='\u{9F}'
        | '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
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
const SECRET_NAMES: [&str; 4] = ["token", "secret", "password", "authorization"];

/// The byte ranges of `line` that hold a secret: the value behind a name that says so, and what
/// follows `Bearer`. Works on broken JSON, on heads of HTTP and on `name=value` alike.
pub fn secrets(line: &str) -> Vec<(usize, usize)> {
    if !may_hold_secret(line.as_bytes()) {
        return Vec::new();
    }
    let lower = line.to_ascii_lowercase();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for name in SECRET_NAMES {
        for (at, _) in lower.match_indices(name) {
            if let Some(range) = value_after(line, at + name.len()) {
                found.push(range);
            }
        }
    }
    for (at, word) in lower.match_indices("bearer ") {
        let start = at + word.len();
        let rest = line.get(start..).unwrap_or_default();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ','))
            .unwrap_or(rest.len());
        found.push((start, start + end));
    }
    merged(found)
}

/// A quick look: a secret stands behind a colon or an equals sign, or behind `Bearer`.
pub fn may_hold_secret(line: &[u8]) -> bool {
    if memchr::memchr2(b':', b'=', line).is_none()
        && !line
            .windows(6)
            .any(|word| word.eq_ignore_ascii_case(b"bearer"))
    {
        return false;
    }
    let begins = |word: &[u8], at: usize| {
        line.get(at..at + word.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(word))
    };
    let named = |at: usize| {
        SECRET_NAMES.iter().any(|name| begins(name.as_bytes(), at)) || begins(b"bearer ", at)
    };
    let letters = line
        .iter()
        .enumerate()
        .filter(|(_, b)| matches!(*b | 0x20, b't' | b's' | b'p' | b'a' | b'b'));
    letters.into_iter().any(|(at, _)| named(at))
}

/// `line` without its secrets.
pub fn redact(line: &str) -> Cow<'_, str> {
    let secrets = secrets(line);
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

/// The value of the name whose secret part ends at `at`: what stands behind the rest of the name,
/// a quote, and a colon or equals sign.
fn value_after(line: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let mut i = at;
    let in_name =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'@' | b'$');
    while bytes.get(i).is_some_and(in_name) {
        i += 1;
    }
    while bytes
        .get(i)
        .is_some_and(|b| matches!(b, b'"' | b'\'' | b'\\' | b' ' | b'\t'))
    {
        i += 1;
    }
    if !matches!(bytes.get(i), Some(b':' | b'=')) {
        return None;
    }
    i += 1;
    while bytes.get(i).is_some_and(|b| matches!(b, b' ' | b'\t')) {
        i += 1;
    }
    let literal = ["null", "true", "false"]
        .iter()
        .any(|word| line.get(i..).is_some_and(|rest| rest.starts_with(word)));
    if literal {
        return None;
    }
    Some((i, value_end(bytes, i)))
}

/// A quoted value ends at its quote, an open bracket or a head of HTTP with the line, and
/// everything else at the next delimiter.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = match rest.first() {
        Some(quote @ (b'"' | b'\'')) => {
            let mut i = 1;
            while let Some(b) = rest.get(i) {
                i += match b {
                    b'\\' => 2,
                    b if b == quote => {
                        i += 1;
                        break;
                    }
                    _ => 1,
                };
            }
            i
        }
        Some(b'{' | b'[' | b'\\') => rest.len(),
        _ => rest
            .iter()
            .position(|b| matches!(b, b',' | b'}' | b']' | b'"' | b'&'))
            .unwrap_or(rest.len()),
    };
    (start + length).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

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
