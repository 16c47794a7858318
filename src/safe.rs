//! Foreign text made safe to read: a payload, a file name or a server's message must not move a
//! cursor, forge a line, command the runner of a CI job or leak a secret.
//!
//! JSON encoders escape C0 only; C1 (U+009B opens a control sequence), DEL and the invisible
//! characters pass through them. The rule here is one for every output.

mod excerpt;
mod lead;
mod prose;
mod secrets;
mod telling;
mod value;
mod view;

pub use excerpt::Excerpt;
pub use secrets::{REDACTED, redact};
pub use telling::is_harmless;

use crate::simd;
use memchr::memchr;
use std::borrow::Cow;
use std::fmt::Write as _;
use telling::may_hold_secret;
use wide::u8x16;

/// Whether `c` could act on a terminal, reorder a line (UAX #9) or hide in it.
pub fn is_hostile(c: char) -> bool {
    // Nearly all text is that.
    if matches!(c, ' '..='~') {
        return false;
    }
    matches!(c,
        '\0'..='\x1F' | '\x7F'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether all of `text` may be shown as it is.
#[inline]
pub fn is_plain(text: &str) -> bool {
    is_printable(text.as_bytes()) || !text.chars().any(is_hostile)
}

/// Whether all bytes are letters, digits, `-` or `_` of ASCII, as most ids are: nothing can be wrong
/// with that, since a secret needs something that parts it from its name.
#[inline]
pub fn is_word(bytes: &[u8]) -> bool {
    simd::none(bytes, |b| {
        let letter = simd::within(b | u8x16::splat(0x20), b'a', b'z');
        let digit = simd::within(b, b'0', b'9');
        !(letter | digit | simd::equal(b, b'-') | simd::equal(b, b'_'))
    })
}

/// Whether `text` begins with what a CI runner takes for a command anywhere in a line: `##[` on
/// GitHub, `##vso[` on Azure Pipelines. At the begin of a line see [`line_begin`].
pub fn begins_command(text: &[u8]) -> bool {
    let begins = |word: &[u8]| telling::end_of(text, 0, word).is_some();
    begins(b"##[") || begins(b"##vso[")
}

/// Whether there is such a command in `text`.
pub fn has_command(text: &[u8]) -> bool {
    if !simd::has(text, b'#') {
        return false;
    }
    let mut rest = text;
    while let Some(at) = memchr(b'#', rest) {
        rest = rest.get(at..).unwrap_or_default();
        if begins_command(rest) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// `shown`, escaped already, for the begin of a line. There GitHub's runner takes `::error::` and
/// the like for a command, also behind blanks.
pub fn line_begin(shown: &str) -> Cow<'_, str> {
    let rest = shown.trim_start();
    match rest.strip_prefix(':') {
        Some(behind) => {
            let blanks = shown.strip_suffix(rest).unwrap_or_default();
            Cow::Owned(format!("{blanks}\\u{{3a}}{behind}"))
        }
        None => Cow::Borrowed(shown),
    }
}

/// The name of a source for the begin of a line: it may be a URL, or what should have been an
/// option.
pub fn title(title: &str) -> String {
    line_begin(&escape(&redact(title))).into_owned()
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
    simd::none(bytes, simd::unprintable)
}

/// `text` for a line of text: control and invisible characters as escapes, and the first character
/// of a command.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !has_command(text.as_bytes()) {
        return escape_controls(text);
    }
    let rest = |at: usize| text.as_bytes().get(at..).unwrap_or_default();
    escape_where(text, |at, c| {
        is_hostile(c) || c == '#' && begins_command(rest(at))
    })
}

/// `text` as data: control and invisible characters as escapes.
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    if is_printable(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    escape_where(text, |_, c| is_hostile(c))
}

/// `text` with escapes for the characters that are to have one.
fn escape_where(text: &str, is_escaped: impl Fn(usize, char) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(at, c)| is_escaped(*at, *c)) {
        out.push_str(text.get(from..at).unwrap_or_default());
        push_escape(&mut out, c);
        from = at + c.len_utf8();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Appends one character, escaped if it has to be.
pub fn push_escaped(out: &mut String, c: char) {
    if is_hostile(c) {
        push_escape(out, c);
    } else {
        out.push(c);
    }
}

/// Appends the escape of a character.
fn push_escape(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing into a String cannot fail.
        c => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
    }
}

/// What stands for the first character of a command.
pub const COMMAND: &str = "\\u{23}";

/// So many bytes behind the limit are looked at: what is shown may belong to a secret that takes
/// them to tell.
const MAX_BEHIND: usize = 64 << 10;

/// `text` of a payload without its secrets, escaped and cut to `limit` characters with `...` behind
/// what was cut. Borrowed is only all of `text`.
pub fn excerpt(text: &str, limit: usize) -> Cow<'_, str> {
    // Never fewer bytes than characters.
    let is_short = text.len() <= limit;
    // Mostly there is nothing in it, and that is seen soonest.
    if is_short && is_harmless(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    if is_short && !may_hold_secret(text.as_bytes()) {
        return escape(text);
    }
    let mut end = text.len().min(4 * limit + MAX_BEHIND);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let clean = redact(text.get(..end).unwrap_or_default());
    // Never fewer bytes than characters.
    let cut = match clean.len() > limit {
        true => Cow::Owned(clean.chars().take(limit).collect()),
        false => Cow::Borrowed(&*clean),
    };
    let mut out = escape(&cut).into_owned();
    if cut.len() < clean.len() || end < text.len() {
        out.push_str("...");
    }
    Cow::Owned(out)
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
        // The last two selectors tell emoji from text.
        assert_eq!(
            escape("\u{fe0d}\u{fe0e}\u{fe0f}\u{fff0}"),
            "\\u{fe0d}\u{fe0e}\u{fe0f}\\u{fff0}"
        );
        assert_eq!(escape("Z\u{fc}rich \u{4f1a}"), "Z\u{fc}rich \u{4f1a}");
    }

    #[test]
    fn what_is_harmless_is_shown_as_it_is() {
        let pieces = [
            "Action completed. ",
            "DiagCode: 500#7503.@",
            "#",
            "a",
            "##[error]",
            "tok\\u0065n ",
            "Z\u{fc}rich ",
            "line\n",
            "token=S3CR3T ",
            "secret: S3CR3T",
            "Password=S3CR3T",
            "authorization: S3CR3T",
            "bearer S3CR3T3",
            "eyJhbGci.eyJzdWI",
        ];
        let mut harmless = 0;
        for (a, b, c) in (pieces.iter())
            .flat_map(|a| pieces.iter().map(move |b| (a, b)))
            .flat_map(|(a, b)| pieces.iter().map(move |c| (a, b, c)))
        {
            let text = [*a, *b, *c].concat();
            if is_harmless(text.as_bytes()) {
                harmless += 1;
                assert!(!may_hold_secret(text.as_bytes()), "{text}");
                assert_eq!(redact(&text), text);
                assert_eq!(escape(&text), text);
            }
        }
        // Four of the pieces are, in any order but where two `#` come together.
        assert_eq!(harmless, 57);
    }

    #[test]
    fn escapes_commands_to_runners() {
        for (text, shown) in [
            ("a ##[error]b", "a \\u{23}#[error]b"),
            ("##VSO[task.x]", "\\u{23}#VSO[task.x]"),
            ("###[x]", "#\\u{23}#[x]"),
            ("## [x] ##vs[", "## [x] ##vs["),
        ] {
            assert_eq!(escape(text), shown);
            assert_eq!(excerpt(text, 100), shown);
        }
        for (text, shown) in [
            ("::error::x", "\\u{3a}:error::x"),
            (" \u{a0}\u{3000}::x", " \u{a0}\u{3000}\\u{3a}:x"),
            ("a::b", "a::b"),
        ] {
            assert_eq!(line_begin(text), shown);
        }
    }

    #[test]
    fn an_excerpt_has_no_secret() {
        assert_eq!(excerpt("token=S3CR3T a", 80), "token=<redacted> a");
        let long = format!("{} token={}", "x".repeat(70), "S3".repeat(9000));
        assert_eq!(
            excerpt(&long, 80),
            format!("{} token=<re...", "x".repeat(70))
        );
    }
}
