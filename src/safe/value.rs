//! How far a secret goes: where a value ends, also in JSON that is broken.
//!
//! What is sound ends at its own end. Behind a fault a bracket or a quote may be missing or wrong,
//! so nothing is sure but a further property: a name in quotes and a colon, behind a comma, at the
//! level of the secret's own name. Up to there, or to the end, everything is taken for secret.
//! Every function looks at no more than it takes, but for one string and one colon.

use super::telling::hits;
use memchr::{memchr, memchr3, memmem};

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

/// One past a string in quotes or apostrophes. Where something stands close behind it, that is broken
/// too.
pub(super) fn of_quoted(text: &[u8], at: usize) -> usize {
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
pub(super) fn behind_quoted(text: &[u8], at: usize) -> usize {
    let end = match text.get(at) {
        Some(b'\'') => apostrophe(text, at + 1),
        _ => quote(text, at + 1),
    };
    (end + 1).min(text.len())
}

/// Where the apostrophe, or the line break, stands that ends the string around `at`: it has no
/// backslash before it, no second one behind it and no letter.
pub(super) fn apostrophe(text: &[u8], mut at: usize) -> usize {
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
pub(super) fn string_end(text: &[u8], at: usize) -> usize {
    end_where(text, at, |b| matches!(b, b'\\' | b'"' | b'\n'))
}

/// Whether the quote at `at` ends a string: what may follow one stands behind it.
pub(super) fn ends_string(text: &[u8], at: usize) -> bool {
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
pub(super) fn behind_junk(text: &[u8], at: usize) -> usize {
    let is_junk = |b: &u8| !b.is_ascii_alphanumeric() && !matches!(b, b'{' | b'[');
    quote_near(text, at, b"\"'\\").map_or(at, |quote| {
        let junk = text.get(at..quote).unwrap_or_default();
        if junk.iter().all(is_junk) { quote } else { at }
    })
}

/// The same behind a quote with a backslash: up to one with a backslash, and with one letter.
pub(super) fn behind_fault(text: &[u8], at: usize) -> usize {
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

/// One past the word of a JWT that begins at `at`; it may go on behind line breaks.
pub(super) fn jwt_end(text: &[u8], at: usize) -> usize {
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

/// The words that make up a value behind an equals sign or an arrow: one, or two if the first is a
/// damaged sign.
pub(super) fn of_words(text: &[u8], at: usize) -> usize {
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
pub(super) fn of_word(text: &[u8], at: usize, is_parameter: bool) -> usize {
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
pub(super) fn of_phrase(text: &[u8], at: usize) -> usize {
    let first = of_word(text, at, false);
    if !matches!(text.get(first), Some(b' ' | b'\t')) {
        return first;
    }
    let ends = |b: &u8| matches!(b, b',' | b';' | b'"' | b'\\' | b'\r' | b'\n');
    string_or_line(text, end_where(text, first, ends))
}

/// The rest of the string around `at`, or of the line.
pub(super) fn of_string(text: &[u8], at: usize) -> usize {
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

/// Where the line around `at` ends.
pub(super) fn line_end(text: &[u8], at: usize) -> usize {
    memchr(b'\n', text.get(at..).unwrap_or_default()).map_or(text.len(), |length| at + length)
}

/// The value of a head: its line, and those that go on with it (RFC 9112 section 5.2). An indented
/// line that begins like JSON does not.
pub(super) fn of_head(text: &[u8], at: usize) -> usize {
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
pub(super) fn of_element(text: &[u8], at: usize) -> usize {
    const LONGEST: usize = 4096;
    let rest = text.get(at..).unwrap_or_default();
    let near = rest.get(..LONGEST).unwrap_or(rest);
    match memmem::find(near, b"</") {
        Some(length) => at + length,
        None => line_end(text, behind_blanks(text, at)),
    }
}
