//! Where in a text the secrets are: behind names that say so, behind `Bearer`, and JWTs.
//!
//! The text may be anything: JSON, sound or broken, a head, a URL, XML, prose. It is walked over
//! once, from left to right, and what has been found is not looked at again: the time is linear,
//! whatever the text. In doubt it is a secret.

use super::telling::{Word, has_escapes, has_telling_letters, hit, hits};
use super::unescape::Unescaped;
use super::value::{
    behind_blanks, behind_gap, end_where, escaped_quote, is_before_colon, is_in_name, is_literal,
    line_end, of_container, of_element, of_head, of_phrase, of_property, of_word, of_words, quote,
};
use crate::position::Span;
use memchr::{memchr, memmem, memrchr};
use std::borrow::Cow;

/// What replaces a secret.
pub const REDACTED: &str = "<redacted>";

/// How far before a value it is looked for what names it.
pub const MAX_LEAD: usize = 1024;

/// So far behind a name that has no value, a property `value` has it: `"name":"X","value":"..."`.
const MAX_APART: usize = 1024;

/// The longest begin of a tag before the word in it.
const MAX_PREFIX: usize = 64;

/// The longest opening tag.
const MAX_TAG: usize = 256;

/// The byte ranges of `text` that hold a secret, in order and apart from each other.
pub fn secrets(text: &[u8]) -> Vec<(usize, usize)> {
    let Some(copy) = Unescaped::new(text) else {
        return Walk::over(text);
    };
    let found = Walk::over(&copy.text).into_iter();
    found.map(|range| copy.original(range)).collect()
}

/// `text` without its secrets.
pub fn redact(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text.as_bytes());
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in secrets {
        out.push_str(text.get(from..start).unwrap_or_default());
        out.push_str(REDACTED);
        from = end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where to begin to look for what names the value at `from`: on lines before, since reading may
/// have been resumed inside of a secret, but not too far away.
pub fn lead(bytes: &[u8], from: usize) -> usize {
    let nearest = from.min(bytes.len()).saturating_sub(MAX_LEAD);
    // Not in the middle of a character.
    end_where(bytes, nearest, |b| b & 0xC0 != 0x80).min(from)
}

/// What is in `span` without its secrets. It is part of the value that begins at `from`, and nothing
/// from `end` on matters.
pub fn redact_within(bytes: &[u8], from: usize, span: Span, end: usize) -> String {
    let begin = lead(bytes, from);
    let text = bytes.get(begin..end.max(span.end)).unwrap_or_default();
    let mut out = String::new();
    let mut at = span.start;
    let shown =
        |from: usize, to: usize| String::from_utf8_lossy(bytes.get(from..to).unwrap_or_default());
    for (start, end) in secrets(text) {
        let (start, end) = (begin + start, begin + end);
        if start < span.end && at < end {
            out.push_str(&shown(at, start.max(at)));
            out.push_str(REDACTED);
            at = end;
        }
    }
    out.push_str(&shown(at, span.end.max(at)));
    out
}

/// Whether a secret may begin in `text` that goes on in a record behind it, wherever the look begins.
pub fn may_reach_past(text: &[u8]) -> bool {
    const RECORD: &[u8] = b"{\"value\":1";
    if !has_telling_letters(text) && !has_escapes(text) {
        return false;
    }
    let end = text.len();
    let text = [text, RECORD].concat();
    let copy = Unescaped::new(&text);
    let (text, end) = match &copy {
        Some(copy) => (&copy.text, copy.text.len() - RECORD.len()),
        None => (&text, end),
    };
    hits(text).take_while(|at| *at < end).any(|at| {
        let mut walk = Walk {
            at,
            ..Walk::new(text)
        };
        walk.step();
        walk.step();
        walk.found.iter().any(|(_, behind)| *behind > end)
    })
}

/// The one way through a text.
struct Walk<'t> {
    text: &'t [u8],
    /// Everything before has been dealt with.
    at: usize,
    /// Before this a property `value` has a secret.
    near: usize,
    /// Before this all is taken for secret, up to the end of a line. It may have been too much, so a
    /// name in it may still have a value on the next lines.
    hidden: usize,
    /// The last string that was looked at goes from here to there.
    string: (usize, usize),
    /// The last word that might have been a JWT ends here.
    no_jwt: usize,
    found: Vec<(usize, usize)>,
}

impl<'t> Walk<'t> {
    fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            at: 0,
            near: 0,
            hidden: 0,
            string: (0, 0),
            no_jwt: 0,
            found: Vec::new(),
        }
    }

    fn over(text: &'t [u8]) -> Vec<(usize, usize)> {
        let mut walk = Self::new(text);
        if has_telling_letters(text) {
            while walk.step() {}
        }
        walk.found
    }

    /// Goes behind the next word that tells of a secret, and behind the secret; whether there was
    /// one.
    fn step(&mut self) -> bool {
        let begin = self.at;
        let next = (begin..self.text.len())
            .find_map(|at| hit(self.text, at, self.near).map(|(word, end)| (word, at, end)));
        let Some((word, at, end)) = next else {
            return false;
        };
        let hidden = self.hidden;
        let found = match word {
            Word::Jwt | Word::Bearer if at < self.hidden => None,
            Word::Jwt => self.jwt(at),
            Word::Bearer => self.credential(end),
            word => self.value(word, at, end),
        };
        match found {
            Some((start, behind)) if start < behind => {
                self.add(start, behind);
                let is_hidden = hidden < self.hidden;
                self.at = end.max(if is_hidden { start } else { behind });
            }
            _ if matches!(word, Word::Jwt | Word::Bearer) => self.at = end,
            _ => {
                self.near = self.record_end(end, MAX_APART);
                if let Some((start, behind)) = self.value_before(begin, at) {
                    self.add(start, behind);
                }
                self.at = end_where(self.text, end, |b| !is_in_name(b));
            }
        }
        true
    }

    /// Takes it for secret. It may begin in what is taken already.
    fn add(&mut self, start: usize, behind: usize) {
        match self.found.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(behind),
            _ => self.found.push((start, behind)),
        }
    }

    /// Where another record begins behind `at`; no more than `most` behind it. What has been looked
    /// at is not looked at again.
    fn record_end(&self, at: usize, most: usize) -> usize {
        let from = self.near.max(at);
        let end = (at + most).min(self.text.len());
        let begins = |pair: &[u8]| matches!(pair, [b'\n', b'{' | b'[']);
        let behind = self.text.get(from..(end + 1).min(self.text.len()));
        let record = behind.and_then(|behind| behind.windows(2).position(begins));
        record.map_or(at + most, |record| from + record)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    /// A word of base64url with a dot between its parts, as far as it is not damaged or cut off.
    fn jwt(&mut self, at: usize) -> Option<(usize, usize)> {
        const SHORTEST: usize = 12;
        if at < self.no_jwt {
            return None;
        }
        let end = of_word(self.text, at, true);
        let word = self.text.get(at..end)?;
        if word.len() >= SHORTEST && memchr(b'.', word).is_some() {
            return Some((at, end));
        }
        self.no_jwt = end;
        None
    }

    /// What follows `Bearer`, if it looks like a credential (RFC 6750 section 2.1): it has a digit,
    /// or a capital other than its first letter, or is 16 letters long. "The bearer channel failed"
    /// has none.
    fn credential(&self, at: usize) -> Option<(usize, usize)> {
        let gap = |b: &u8| matches!(b, b' ' | b'\t' | b':' | b'=' | b'+');
        let mut start = end_where(self.text, at, |b| !gap(b));
        let rest = self.text.get(start..)?;
        for escape in [&b"%20"[..], b"\\t"] {
            start += if rest.starts_with(escape) {
                escape.len()
            } else {
                0
            };
        }
        let end = of_word(self.text, start, true);
        let word = self.text.get(start..end)?.trim_ascii_end();
        // A codec, as in "bearer G711 not supported".
        let number = word.strip_prefix(b"G").filter(|number| number.len() < 5);
        let is_codec = number.is_some_and(|number| number.iter().all(u8::is_ascii_digit));
        let is_one = word.iter().any(u8::is_ascii_digit) && !is_codec
            || word.iter().skip(1).any(u8::is_ascii_uppercase)
            || word.len() >= 16;
        (start > at && is_one).then_some((start, end))
    }

    /// The value of the name that has this word from `at` to `end`.
    fn value(&mut self, word: Word, at: usize, end: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let name = end_where(text, end, |b| !is_in_name(b));
        if self.byte(name) == Some(b'"') {
            let behind = behind_blanks(text, name + 1);
            return match self.byte(behind) {
                Some(b':') => of_property(text, behind + 1),
                Some(b'=' | b'>') => self.unquoted(word, end, behind),
                _ => self.misplaced(at, name + 1),
            };
        }
        let element = self.element(at, name).filter(|_| at >= self.hidden);
        if let Some(start) = element {
            return Some((start, of_element(text, start)));
        }
        if let Some(start) = self.escaped(at, name).filter(|_| at >= self.hidden) {
            self.hidden = line_end(text, start);
            return Some((start, self.hidden));
        }
        // Blanks and quotes, and whatever stands there in their place.
        let ends = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'=' | b'>' | b'%');
        let mut sign = end_where(text, name, ends);
        // One letter in place of the begin of an arrow.
        sign += usize::from(matches!(self.byte(sign + 1), Some(b'=' | b'>')));
        match self.byte(sign) {
            Some(b'%') if at >= self.hidden => self.encoded(sign),
            Some(b':' | b'=' | b'>') => self.unquoted(word, end, sign),
            _ => self.of_any_name(name),
        }
    }

    /// Behind a name without quotes, and a colon or an equals sign. What is quoted goes to the
    /// quote, JSON in a string and a head to the end of the line, else what follows an equals sign
    /// is a word, and what follows a colon may have more of them.
    fn unquoted(&mut self, word: Word, end: usize, sign: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let is_sign = |b: &u8| matches!(b, b':' | b'=' | b'>');
        let start = end_where(text, sign, |b| !is_sign(b) && !b.is_ascii_whitespace());
        if is_literal(text, start) {
            return None;
        }
        let end = match self.byte(start)? {
            b'"' if self.is_last_quote(start) => return self.of_any_name(end),
            b'"' => (quote(text, start + 1) + 1).min(text.len()),
            b'{' | b'[' => of_container(text, start),
            _ if start < self.hidden => return self.of_any_name(end),
            b'\'' => {
                let closes = |b: &u8| matches!(b, b'\'' | b'\n');
                (end_where(text, start + 1, closes) + 1).min(text.len())
            }
            b',' | b';' | b'}' | b']' if word == Word::Token && is_prose(text, end, start) => {
                return None;
            }
            _ if word == Word::Authorization && self.is_told(end, start) => return None,
            _ if word == Word::Authorization => of_head(text, start),
            b'\\' => line_end(text, start),
            _ if self.byte(sign) != Some(b':') => of_words(text, start),
            _ if word == Word::Token && is_prose(text, end, start) => return None,
            _ => of_phrase(text, start),
        };
        let is_line =
            matches!(self.byte(end), None | Some(b'\n')) || self.byte(end - 1) == Some(b'\n');
        if is_line && !matches!(self.byte(start), Some(b'{' | b'[' | b'"')) {
            self.hidden = end;
        }
        Some((start, end))
    }

    /// Whether `Authorization: ` stands in prose: not at the begin of one of several lines, and before
    /// words that are no credential.
    fn is_told(&self, name: usize, start: usize) -> bool {
        let text = self.text;
        let first = name - b"authorization".len();
        let is_first = first == 0 && memchr(b'\n', text.get(start..).unwrap_or_default()).is_none();
        let is_line = first == 0 || self.byte(first - 1) == Some(b'\n');
        (is_first || !is_line) && is_prose(text, name, start)
    }

    /// Whether the quote at `at` ends a string, in which the name has no value.
    fn is_last_quote(&self, at: usize) -> bool {
        let next = self.byte(behind_blanks(self.text, at + 1));
        matches!(next, None | Some(b',' | b'}' | b']' | b':'))
    }

    /// Behind an equals sign or a colon of a URL.
    fn encoded(&self, sign: usize) -> Option<(usize, usize)> {
        let rest = self.text.get(sign + 1..)?;
        let twice = rest.strip_prefix(b"25").unwrap_or(rest);
        let code = twice.get(..2)?;
        let is_sign = code.eq_ignore_ascii_case(b"3D") || code.eq_ignore_ascii_case(b"3A");
        let start = sign + 1 + (rest.len() - twice.len()) + 2;
        is_sign.then(|| (start, of_word(self.text, start, true)))
    }

    /// Where the content of the element of XML begins that the name belongs to.
    fn element(&self, at: usize, name: usize) -> Option<usize> {
        if self.byte(name) == Some(b'>') {
            return Some(name + 1);
        }
        let lead = self.text.get(at.saturating_sub(MAX_PREFIX)..at)?;
        let before = lead.iter().rposition(|b| !is_in_name(b) && *b != b':')?;
        if lead.get(before) != Some(&b'<') {
            return None;
        }
        let tag = self.text.get(name..self.text.len().min(name + MAX_TAG))?;
        Some(name + memchr(b'>', tag)? + 1)
    }

    /// The value of the property whose quoted name goes on at `at` in any letters.
    fn of_any_name(&mut self, at: usize) -> Option<(usize, usize)> {
        if !(self.string.0..self.string.1).contains(&at) {
            self.string = (at, quote(self.text, at));
        }
        let end = self.string.1;
        let is_name = self.byte(end) == Some(b'"') && is_before_colon(self.text, end + 1);
        is_name.then(|| of_property(self.text, behind_blanks(self.text, end + 1) + 1))?
    }

    /// The value behind a quoted name and something else than a colon, at `at`, if the name is no
    /// value itself. Behind what may follow a value, a string that is a name itself is none.
    fn misplaced(&self, name: usize, at: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let before = text.get(self.at.min(name)..name)?;
        let word = before.iter().rposition(|b| !is_in_name(b))?;
        let quoted = before.get(..=word)?.strip_suffix(b"\"");
        let is_value = quoted.is_none_or(|before| before.trim_ascii_end().ends_with(b":"));
        let first = behind_blanks(text, at);
        match self.byte(first)? {
            _ if is_value => None,
            b',' | b'}' | b']' => {
                let next = behind_blanks(text, first + 1);
                let is_apart = match self.byte(next)? {
                    b'"' => is_before_colon(text, quote(text, next + 1) + 1),
                    b'{' | b'[' | b':' => false,
                    b => matches!(b, b',' | b'}' | b']') || next > first + 1,
                };
                (!is_apart).then(|| of_property(text, next))?
            }
            // One letter may be a fault in place of the colon, a word is prose.
            b if b.is_ascii_alphanumeric() && first > at => {
                let next = self.byte(behind_blanks(text, first + 1))?;
                matches!(next, b'"' | b'{' | b'[' | b':').then(|| of_property(text, first))?
            }
            _ => of_property(text, first),
        }
    }

    /// Where the string begins behind a name in JSON inside of a string, `[\"name\",\"...\"]`, if
    /// the name is no value itself and the string no name.
    fn escaped(&self, at: usize, name: usize) -> Option<usize> {
        let text = self.text;
        let start = behind_gap(text, escaped_quote(text, name)?);
        let value = escaped_quote(text, start)?;
        let before = text.get(self.at.min(at)..at)?;
        let word = before.iter().rposition(|b| !is_in_name(b))?;
        let lead = before.get(..=word)?.strip_suffix(b"\"")?;
        let escapes = lead.iter().rposition(|b| *b != b'\\');
        let lead = lead.get(..escapes.map_or(0, |last| last + 1))?;
        let end = end_where(text, value, |b| matches!(b, b'\\' | b'"' | b'\n'));
        let behind = escaped_quote(text, end).map(|end| behind_gap(text, end));
        let is_apart = behind.is_some_and(|behind| self.byte(behind) == Some(b':'));
        (!lead.trim_ascii_end().ends_with(b":") && !is_apart).then_some(start)
    }

    /// The secret in `"value":"...","name":"X"`, if `X` is the word at `at`. Nothing before `begin`
    /// and behind the word is looked at.
    fn value_before(&self, begin: usize, at: usize) -> Option<(usize, usize)> {
        let lead = self.text.get(begin..at)?;
        // Mostly the word is none of a string.
        lead.last()
            .filter(|b| is_in_name(b) || matches!(b, b'"' | b':'))?;
        let object = memrchr(b'{', lead)?;
        let value = begin + object + memmem::find(lead.get(object..)?, b"value\"")?;
        let mut before = Self {
            at: begin,
            ..Self::new(self.text.get(..at)?)
        };
        let found = before.value(Word::Value, value, value + b"value".len())?;
        (found.1 + MAX_APART >= at).then_some(found)
    }
}

/// Whether a name and `: ` stand before words that tell what is wrong: none of the first ones looks
/// like a credential. A pass phrase looks the same, so passwords have no such way out.
fn is_prose(text: &[u8], name: usize, start: usize) -> bool {
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
/// its first letter, or is long. An error code of Entra such as `AADSTS700024:` is none.
fn is_credential(word: &[u8]) -> bool {
    const SHORTEST: usize = 6;
    const LONG: usize = 16;
    let code = word
        .strip_prefix(b"AADSTS")
        .and_then(|code| code.strip_suffix(b":"));
    if code.is_some_and(|code| code.iter().all(u8::is_ascii_digit)) {
        return false;
    }
    let is_edge = |b: &u8| b".,;:!?()'".contains(b);
    let from = word.iter().position(|b| !is_edge(b)).unwrap_or(word.len());
    let to = word
        .iter()
        .rposition(|b| !is_edge(b))
        .map_or(from, |last| last + 1);
    let word = word.get(from..to).unwrap_or_default();
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

#[cfg(test)]
mod tests;
