//! Words of a message in which a name of a secret may stand without one.

use super::value::{end_where, is_in_name};

/// Whether a name and `: ` stand before words that tell what is wrong: none of the first ones looks
/// like a credential. A pass phrase looks the same, so passwords have no such way out.
pub(super) fn is_prose(text: &[u8], name: usize, start: usize) -> bool {
    const WORDS: usize = 4;
    const LONGEST: usize = 256;
    let sign = text.get(name..start).unwrap_or_default();
    let is_sign = sign.strip_suffix(b": ");
    if !is_sign.is_some_and(|rest| rest.iter().all(is_in_name)) {
        return false;
    }
    let rest = text.get(start..text.len().min(start + LONGEST));
    let rest = rest.unwrap_or_default();
    // What is damaged is no prose.
    let ends = |b: &u8| matches!(b, b'"' | b'\\') || b.is_ascii_control() || !b.is_ascii();
    let (phrase, behind) = rest.split_at(rest.iter().position(ends).unwrap_or(rest.len()));
    let is_end = match behind {
        [] | [b'\n', ..] | [b'\r', b'\n', ..] => true,
        [b'"', behind @ ..] => matches!(behind.trim_ascii_start(), [] | [b',' | b'}' | b']', ..]),
        _ => false,
    };
    if !is_end {
        return false;
    }
    let mut words = phrase.split(|b| matches!(b, b' ' | b'\t'));
    for word in words.by_ref().take(WORDS) {
        if is_scheme(word) || is_credential(word) {
            return false;
        }
        if word.ends_with(b".") {
            break;
        }
    }
    true
}

/// Whether it names what a credential follows (RFC 9110 section 11.1).
fn is_scheme(word: &[u8]) -> bool {
    let schemes: [&[u8]; 4] = [b"Basic", b"Digest", b"Bearer", b"Negotiate"];
    schemes
        .iter()
        .any(|scheme| scheme.eq_ignore_ascii_case(word))
}

/// Whether a word in prose looks like a credential: it has letters and digits, or capitals behind
/// its first letter, or is long.
fn is_credential(word: &[u8]) -> bool {
    const SHORTEST: usize = 6;
    const LONG: usize = 16;
    if is_label(word) {
        return false;
    }
    let word = trimmed(word);
    if is_pair(word) || is_host(word) || is_identifier(word) {
        return false;
    }
    let behind = word.get(1..).unwrap_or_default();
    let has_small = word.iter().any(u8::is_ascii_lowercase);
    let is_mixed = has_small && behind.iter().any(u8::is_ascii_uppercase);
    let is_small = behind.iter().all(u8::is_ascii_lowercase);
    let has_digit = word.iter().any(u8::is_ascii_digit);
    is_mixed
        || word.ends_with(b"=")
        || (has_digit && word.len() >= SHORTEST)
        || (word.len() >= LONG && !is_small)
}

/// Whether it says what follows: a word before a colon, or the code of an error such as
/// `AADSTS700024:` of Entra and `IDX10223:` of .NET.
fn is_label(word: &[u8]) -> bool {
    let Some(label) = word.strip_suffix(b":") else {
        return false;
    };
    let letters = label.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (letters, digits) = label.split_at(letters);
    let is_code = letters.iter().all(u8::is_ascii_uppercase) && letters.len() > 1;
    !letters.is_empty() && (digits.is_empty() || is_code && digits.iter().all(u8::is_ascii_digit))
}

/// The pair of a DiagCode: `500#7117`.
fn is_pair(word: &[u8]) -> bool {
    let is_in_pair = |b: &u8| b.is_ascii_digit() || *b == b'#';
    word.contains(&b'#') && word.iter().all(is_in_pair)
}

/// The name of a host: small letters and dots.
fn is_host(word: &[u8]) -> bool {
    let is_in_host = |b: &u8| b.is_ascii_lowercase() || matches!(b, b'.' | b'-');
    word.contains(&b'.') && word.iter().all(is_in_host)
}

/// A name of a program: words of three letters and more, each with a capital, as in `StartObject`.
fn is_identifier(word: &[u8]) -> bool {
    const SHORTEST: usize = 3;
    let mut humps = word.chunk_by(|_, next| next.is_ascii_lowercase());
    humps.all(|hump| {
        hump.len() >= SHORTEST
            && matches!(hump, [b'A'..=b'Z', rest @ ..] if rest.iter().all(u8::is_ascii_lowercase))
    })
}

/// A word without the signs around it.
fn trimmed(word: &[u8]) -> &[u8] {
    let is_edge = |b: &u8| b".,;:!?()[]<>'".contains(b);
    let from = word.iter().position(|b| !is_edge(b)).unwrap_or(word.len());
    let to = word.iter().rposition(|b| !is_edge(b));
    word.get(from..to.map_or(from, |last| last + 1))
        .unwrap_or_default()
}

/// The word behind a name that ends at `name`, if it is a credential without doubt: it is long and
/// has letters and digits. A verb may stand between them.
pub(super) fn credential(text: &[u8], name: usize) -> Option<(usize, usize)> {
    const SHORTEST: usize = 8;
    const VERBS: [&[u8]; 4] = [b"is", b"was", b"value", b"of"];
    const LONGEST: usize = 1024;
    let text = text.get(..text.len().min(name + LONGEST))?;
    let ends = |b: &u8| b.is_ascii_whitespace() || b"\"'\\,;|()[]<>".contains(b);
    let word_behind = |at: usize| {
        let is_gap = |b: &u8| matches!(b, b' ' | b'\t' | b'|' | b'(' | b'[' | b'<');
        let start = end_where(text, at, |b| !is_gap(b));
        let is_word = start > at && text.get(start)?.is_ascii_alphanumeric();
        is_word.then(|| (start, end_where(text, start, ends)))
    };
    let first = word_behind(name)?;
    let is_verb = VERBS.contains(&text.get(first.0..first.1)?);
    let (start, end) = if is_verb {
        word_behind(first.1)?
    } else {
        first
    };
    let word = trimmed(text.get(start..end)?);
    let is_mixed = word.iter().any(u8::is_ascii_digit) && word.iter().any(u8::is_ascii_alphabetic);
    (word.len() >= SHORTEST && is_mixed && is_credential(word)).then_some((start, end))
}
