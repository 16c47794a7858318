//! How far a secret goes: where a value ends, also in JSON that is broken.
//!
//! What is sound ends at its own end. Behind a fault a bracket or a quote may be missing or wrong,
//! so nothing is sure but a further property: a name in quotes and a colon, behind a comma, at the
//! level of the secret's own name. Up to there, or to the end, everything is taken for secret.
//! Every function looks at no more than it takes, but for one string and one colon.

mod bare;
mod quoted;

use super::telling::hits;
pub(super) use bare::{jwt_end, of_element, of_head, of_phrase, of_string, of_word, of_words};
use memchr::{memchr, memchr3};
pub(super) use quoted::{
    behind_fault, behind_junk, behind_quoted, ends_string, of_quoted, string_end,
};

/// The first place from `at` on whose byte is one that `ends`; the end of `text` if there is none.
pub(super) fn end_where(text: &[u8], at: usize, ends: impl Fn(&u8) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.iter()
        .position(ends)
        .map_or(text.len(), |length| at + length)
}

/// The first place from `at` on that is not blank.
pub(super) fn behind_blanks(text: &[u8], at: usize) -> usize {
    end_where(text, at, |b| !is_blank(b))
}

/// White space of JSON.
fn is_blank(b: &u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

/// What names are made of.
pub(super) fn is_in_name(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || !b.is_ascii() || matches!(b, b'_' | b'-' | b'.' | b'@' | b'$')
}

/// What may stand behind a value.
fn is_delimiter(b: &u8) -> bool {
    is_blank(b) || matches!(b, b',' | b'}' | b']')
}

/// One past the quote at `at` with backslashes before it.
pub(super) fn escaped_quote(text: &[u8], at: usize) -> Option<usize> {
    let quote = end_where(text, at, |b| *b != b'\\');
    (quote > at && text.get(quote) == Some(&b'"')).then_some(quote + 1)
}

/// The first place from `at` on that holds nothing which may stand between the strings of JSON
/// inside of a string: no delimiter and no escaped white space.
pub(super) fn behind_gap(text: &[u8], mut at: usize) -> usize {
    loop {
        at = end_where(text, at, |b| !is_delimiter(b));
        let letter = end_where(text, at, |b| *b != b'\\');
        if letter == at || !matches!(text.get(letter), Some(b'n' | b'r' | b't')) {
            return at;
        }
        at = letter + 1;
    }
}

/// Whether `null`, `true` or `false` stands at `at`, which is no secret.
pub(super) fn is_literal(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let words: [&[u8]; 3] = [b"null", b"true", b"false"];
    words.iter().any(|word| {
        rest.strip_prefix(*word)
            .is_some_and(|behind| behind.first().is_none_or(|b| is_delimiter(b) || *b == b';'))
    })
}

/// What JSON is made of, as far as broken JSON is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A bracket, and the one that closes it.
    Open(u8),
    Close(u8),
    Comma,
    Colon,
    /// A string that ends with a quote.
    Text,
    /// A string that ends with its line.
    Half,
    /// Anything else.
    Word,
}

/// The piece that begins at `at`, behind blanks, and where it begins and ends.
fn piece(text: &[u8], at: usize) -> Option<(Piece, usize, usize)> {
    let start = behind_blanks(text, at);
    let piece = match text.get(start)? {
        b'{' => Piece::Open(b'}'),
        b'[' => Piece::Open(b']'),
        b @ (b'}' | b']') => Piece::Close(*b),
        b',' => Piece::Comma,
        b':' => Piece::Colon,
        b'"' => {
            let end = quote(text, start + 1);
            let half = text.get(end) != Some(&b'"');
            let piece = if half { Piece::Half } else { Piece::Text };
            return Some((piece, start, (end + 1).min(text.len())));
        }
        _ => {
            let ends = |b: &u8| is_delimiter(b) || matches!(b, b'{' | b'[' | b':' | b'"');
            return Some((Piece::Word, start, end_where(text, start, ends)));
        }
    };
    Some((piece, start, start + 1))
}

/// One past an escape of XML or of a URL that stands at `at`, as in `token&quot;` and `token%22`, but
/// for the signs of a URL.
pub(super) fn entity(text: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let rest = text.get(at..)?;
    let near = rest.get(..LONGEST).unwrap_or(rest);
    match near.first()? {
        b'&' => near.iter().position(|b| *b == b';').map(|end| at + end + 1),
        b'%' => {
            let code = near.strip_prefix(b"%25").or(near.strip_prefix(b"%"))?;
            let code = code.get(..2)?;
            let is_quote = [b"22", b"27"].iter().any(|quote| code == *quote);
            is_quote.then(|| end_where(text, at, |b| !matches!(b, b'%' | b'2' | b'5' | b'7')))
        }
        _ => None,
    }
}

/// Where the quote, or the line break, stands that ends the string around `at`.
pub(super) fn quote(text: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr3(b'"', b'\\', b'\n', text.get(at..).unwrap_or_default()) {
        at += found;
        if text.get(at) != Some(&b'\\') {
            return at;
        }
        at += 2;
    }
    text.len()
}

/// Whether the next piece is a colon.
pub(super) fn is_before_colon(text: &[u8], at: usize) -> bool {
    text.get(behind_blanks(text, at)) == Some(&b':')
}

/// Whether the next pieces are a name in quotes and a colon.
fn is_before_property(text: &[u8], at: usize) -> bool {
    matches!(piece(text, at), Some((Piece::Text, start, end)) if is_property(text, start, end))
}

/// Whether the string from `start` to `end` names a property. Where a quote is missing, what stands
/// between two strings looks like a string; but it has a comma or a colon.
fn is_property(text: &[u8], start: usize, end: usize) -> bool {
    let name = text.get(start + 1..end - 1).unwrap_or_default();
    !name.is_empty() && name.iter().all(is_in_name) && is_before_colon(text, end)
}

/// The value of the property whose name, and what stands for its colon, end at `at`.
pub(super) fn of_property(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let (first, start, end) = piece(text, at)?;
    let sound = match first {
        Piece::Open(_) => match container(text, start) {
            Some(end) => Some(end),
            None => return Some((start, text.len())),
        },
        Piece::Text | Piece::Word => Some(end),
        Piece::Half | Piece::Close(_) | Piece::Comma | Piece::Colon => None,
    };
    let ends = |end: usize| match piece(text, end) {
        None | Some((Piece::Close(_), ..)) => true,
        Some((Piece::Comma, _, behind)) => {
            matches!(piece(text, behind), None | Some((Piece::Close(_), ..)))
                || is_before_property(text, behind)
        }
        _ => false,
    };
    match sound.filter(|end| ends(*end)) {
        Some(_) if is_literal(text, start) => None,
        Some(end) => Some((start, end)),
        None => Some((start, next_property(text, start))),
    }
}

/// One past the bracket that closes the one at `at`; the end of the text if there is none or if
/// what stands between them is no JSON.
pub(super) fn of_container(text: &[u8], at: usize) -> usize {
    container(text, at).unwrap_or(text.len())
}

/// What may come next inside of brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    ValueOrClose,
    Key,
    KeyOrClose,
    Colon,
    CommaOrClose,
}

/// One past the bracket that closes the one at `at`, if all between them is where it belongs. What
/// the words are does not matter.
fn container(text: &[u8], mut at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut next = Next::Value;
    loop {
        let (piece, _, end) = piece(text, at)?;
        at = end;
        next = match (next, piece) {
            (Next::Value | Next::ValueOrClose, Piece::Open(close)) => {
                open.push(close);
                match close {
                    b'}' => Next::KeyOrClose,
                    _ => Next::ValueOrClose,
                }
            }
            (Next::Value | Next::ValueOrClose, Piece::Text | Piece::Word) => Next::CommaOrClose,
            (Next::Key | Next::KeyOrClose, Piece::Text) => Next::Colon,
            (Next::Colon, Piece::Colon) => Next::Value,
            (Next::CommaOrClose, Piece::Comma) => match open.last() {
                Some(b'}') => Next::Key,
                _ => Next::Value,
            },
            (Next::CommaOrClose | Next::KeyOrClose | Next::ValueOrClose, Piece::Close(close))
                if open.pop() == Some(close) =>
            {
                Next::CommaOrClose
            }
            _ => return None,
        };
        if open.is_empty() {
            return Some(at);
        }
    }
}

/// Where a broken value ends that begins at `at`. A property without a comma before it, or before
/// there was any value, lost the bracket that it stands in.
fn next_property(text: &[u8], mut at: usize) -> usize {
    let mut open = Vec::new();
    let mut comma = None;
    let mut has_value = false;
    while let Some((piece, start, end)) = piece(text, at) {
        at = end;
        match piece {
            Piece::Open(close) => open.push(close),
            // A bracket that closes nothing is passed over.
            Piece::Close(close) => {
                has_value |= open.pop_if(|last| *last == close).is_some() && open.is_empty();
                if has_value && open.is_empty() && is_before_record(text, end) {
                    return end;
                }
            }
            Piece::Text if open.is_empty() && is_property(text, start, end) => match comma {
                Some(comma) if has_value => return comma,
                _ => open.push(b'}'),
            },
            // A string that was cut off with its record, if it is one, and names nothing.
            Piece::Half if open.is_empty() && is_before_record(text, end - 1) => {
                let half = text.get(start..end).unwrap_or_default();
                if half.iter().any(u8::is_ascii_alphanumeric) && hits(half).next().is_none() {
                    return end;
                }
            }
            _ => {}
        }
        comma = (piece == Piece::Comma).then_some(start);
        let is_value = matches!(piece, Piece::Text | Piece::Half | Piece::Word);
        has_value |= is_value && open.is_empty();
    }
    text.len()
}

/// Whether a line ends at `at`, and the next one begins like a record.
fn is_before_record(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    begins_record(rest.strip_prefix(b"\r").unwrap_or(rest))
}

/// Whether `text` is a line break and what begins like a record: a bracket alone may be text of a
/// secret that has a line break.
pub(super) fn begins_record(text: &[u8]) -> bool {
    let (begins, behind): (&[u8], _) = match text {
        [b'\n', b'{', behind @ ..] => (b"\"}", behind),
        [b'\n', b'[', behind @ ..] => (b"{[\"]", behind),
        _ => return false,
    };
    let is_begin = |b: &u8| is_blank(b) || begins.contains(b);
    behind.first().is_none_or(is_begin)
}

/// Where the line around `at` ends.
pub(super) fn line_end(text: &[u8], at: usize) -> usize {
    memchr(b'\n', text.get(at..).unwrap_or_default()).map_or(text.len(), |length| at + length)
}
