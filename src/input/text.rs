//! What stands where JSON should be: a page, a line of text, binary data.

use super::decode::compressed;
use super::skip::line_end;
use crate::position::Span;
use crate::simd::RS;
use memchr::memchr_iter;

/// How much of a page is searched for its title and its end.
const MAX_PAGE: usize = 64 << 10;
/// How much of a line of text is looked at.
const MAX_LINE: usize = 1024;

/// Something that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// An HTML page, with the span of its title.
    Html { title: Option<Span> },
    /// Other markup.
    Xml,
    /// A line of words.
    Text,
    /// Control characters, or a file that is known not to be text.
    Binary,
    /// Data compressed in this format.
    Compressed(&'static str),
}

/// How pictures and documents begin that are no JSON but could be text by their first bytes.
const SIGNATURES: [&[u8]; 4] = [b"\x89PNG", b"%PDF-", b"\xFF\xD8\xFF", b"GIF8"];

/// What [`classify`] says.
#[derive(Debug)]
pub(crate) enum Reading {
    /// It may be JSON: let the scanner say what is wrong with it.
    Json,
    /// More bytes are needed.
    More,
    /// It is no JSON; `span` is the first line of it, and the next record stands behind `resume`.
    Foreign {
        foreign: Foreign,
        span: Span,
        resume: usize,
    },
}

/// Looks at what begins at `at`, where a document should. `first`: nothing was read before it.
pub(crate) fn classify(bytes: &[u8], at: usize, eof: bool, first: bool) -> Reading {
    let Some(span) = line(bytes, at, eof) else {
        return Reading::More;
    };
    let text = span.of(bytes);
    let foreign = |foreign| Reading::Foreign {
        foreign,
        span,
        resume: span.end,
    };
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(format) = compressed(rest) {
        return foreign(Foreign::Compressed(format));
    }
    if SIGNATURES
        .iter()
        .any(|signature| rest.starts_with(signature))
    {
        return foreign(Foreign::Binary);
    }
    match text.first() {
        Some(b'<') => markup(bytes, span, eof),
        Some(b)
            if b.is_ascii_alphanumeric()
                || matches!(b, b'-' | b'+' | b'.' | b'$' | b'(' | b'*') =>
        {
            if is_json_like(text) {
                Reading::Json
            } else {
                foreign(kind_of(text))
            }
        }
        Some(0xEF) if text.starts_with("\u{feff}".as_bytes()) => Reading::Json,
        Some(b) if *b >= 0x80 && is_utf8(text) => foreign(kind_of(text)),
        Some(b) if first && (*b < 0x20 || *b >= 0x7F) && kind_of(text) == Foreign::Binary => {
            foreign(Foreign::Binary)
        }
        _ => Reading::Json,
    }
}

/// Whether this is UTF-8, perhaps cut off inside a character.
pub(super) fn is_utf8(text: &[u8]) -> bool {
    std::str::from_utf8(text).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// The line from `at` on, without what ends it, or as much of it as is looked at.
fn line(bytes: &[u8], at: usize, eof: bool) -> Option<Span> {
    let near = bytes.get(..at + MAX_LINE).unwrap_or(bytes);
    let end = match line_end(near, at) {
        Some(end) => end,
        None if eof || near.len() < bytes.len() => near.len(),
        None => return None,
    };
    let text = bytes.get(at..end)?;
    Some(Span::new(at, at + text.trim_ascii_end().len()))
}

/// Control characters that text does not have make it binary.
fn kind_of(text: &[u8]) -> Foreign {
    if text.iter().any(|b| is_binary(*b)) {
        Foreign::Binary
    } else {
        Foreign::Text
    }
}

/// A control character that text does not have.
pub(crate) fn is_binary(b: u8) -> bool {
    b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x1B | RS)
}

/// A bare value on a line of its own, or a word that somebody takes for a JSON value: the scanner
/// names those best.
fn is_json_like(text: &[u8]) -> bool {
    const WORDS: [&str; 12] = [
        "true",
        "false",
        "null",
        "NaN",
        "Infinity",
        "-Infinity",
        "undefined",
        "None",
        "True",
        "False",
        "nil",
        "NULL",
    ];
    let end = text
        .iter()
        .position(|b| matches!(b, b' ' | b'\t' | b',' | b']' | b'}' | b'[' | b'{' | 0));
    let word = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
    if WORDS.iter().any(|known| known.as_bytes() == word) {
        return true;
    }
    // A number, also one that is not quite right; but a date or an address begins with digits too.
    let digits = word
        .iter()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    let rest = text.get(word.len()..).unwrap_or_default();
    // A value before another one.
    let is_before_json = || match rest.trim_ascii_start().split_first() {
        Some((b'{', inner)) => matches!(inner.trim_ascii_start(), [] | [b'"' | b'}', ..]),
        Some((b'[', inner)) => matches!(inner.trim_ascii_start(), [] | [b'{' | b'[' | b']', ..]),
        _ => false,
    };
    let is_number = || serde_json::from_slice::<serde_json::Number>(word).is_ok();
    digits && (!rest.iter().any(u8::is_ascii_alphabetic) || is_before_json() && is_number())
}

fn markup(bytes: &[u8], line: Span, eof: bool) -> Reading {
    let page = bytes
        .get(line.start..bytes.len().min(line.start + MAX_PAGE))
        .unwrap_or_default();
    if !is_html(page) {
        return Reading::Foreign {
            foreign: Foreign::Xml,
            span: line,
            resume: line.end,
        };
    }
    let complete = eof || page.len() >= MAX_PAGE;
    let end = find_tag(page, b"</html");
    if end.is_none() && !complete {
        return Reading::More;
    }
    let page = page.get(..end.unwrap_or(page.len())).unwrap_or_default();
    let title =
        title_of(page).map(|title| Span::new(line.start + title.start, line.start + title.end));
    let resume = end.map_or(line.end, |end| line.start + end);
    Reading::Foreign {
        foreign: Foreign::Html { title },
        span: line,
        resume,
    }
}

fn is_html(page: &[u8]) -> bool {
    const BEGINS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<title"];
    BEGINS.iter().any(|begin| begins(page, begin))
}

/// Whether `text` begins with `word`, in any case.
pub(super) fn begins(text: &[u8], word: &[u8]) -> bool {
    let begin = text.get(..word.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

/// Where the tag that begins with `tag`, in lower case, stands.
fn find_tag(page: &[u8], tag: &[u8]) -> Option<usize> {
    memchr_iter(b'<', page).find(|&at| page.get(at..).is_some_and(|rest| begins(rest, tag)))
}

fn title_of(page: &[u8]) -> Option<Span> {
    let open = find_tag(page, b"<title")?;
    let start = open + page.get(open..)?.iter().position(|&b| b == b'>')? + 1;
    let length = find_tag(page.get(start..)?, b"</title")?;
    let text = page.get(start..start + length)?;
    let blanks = length - text.trim_ascii_start().len();
    let start = start + blanks;
    Some(Span::new(start, start + text.trim_ascii().len()))
}
