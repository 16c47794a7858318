//! Where in a text the secrets are: behind names that say so, behind `Bearer`, and JWTs.
//!
//! The text may be anything: JSON, sound or broken, a head, a URL, XML, prose. It is walked over
//! once, from left to right, and what has been found is not looked at again: the time is linear,
//! whatever the text. In doubt it is a secret.

use super::telling::{Word, has_telling_letters, next_word};
use super::value::{begins_record, end_where, is_before_colon, is_in_name, jwt_end, of_word};
use super::view::View;
use memchr::memchr;
use std::borrow::Cow;

/// What replaces a secret.
pub const REDACTED: &str = "<redacted>";

/// So far from a name that has no value, a property `value` has it: `"name":"X","value":"..."`, in
/// any order.
const MAX_APART: usize = 8 << 10;

/// The longest begin of a tag before the word in it.
const MAX_PREFIX: usize = 64;

/// The longest opening tag.
const MAX_TAG: usize = 256;

/// The byte ranges of `text` that hold a secret, in order and apart from each other.
fn secrets(text: &[u8]) -> Vec<(usize, usize)> {
    let view = View::new(text);
    let mut found = view.as_ref().map_or_else(|| Walk::over(text), seen);
    for view in View::in_pairs(text) {
        found.extend(seen(&view));
    }
    merged(found)
}

/// The same in the bytes of a record, which may be broken: the fault may be in a name.
pub(super) fn secrets_in_record(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut found = secrets(bytes);
    if let Some(view) = View::mended(bytes) {
        found.extend(seen(&view));
    }
    found.extend(Walk::new(bytes).unnamed());
    merged(found)
}

/// The secrets in a view, where they stand in the text.
fn seen(view: &View) -> Vec<(usize, usize)> {
    let found = Walk::over(&view.text).into_iter();
    found.map(|range| view.original(range)).collect()
}

/// In order, and those that touch as one.
fn merged(mut found: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    found.sort_unstable();
    found.dedup_by(|next, last| {
        let touches = next.0 < last.1;
        last.1 = if touches { last.1.max(next.1) } else { last.1 };
        touches
    });
    found
}

/// `text` without its secrets. Borrowed is only all of `text`.
pub fn redact(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text.as_bytes());
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(without(text.as_bytes(), secrets))
}

/// `text` without these ranges of bytes, which are in order.
pub(super) fn without(text: &[u8], secrets: impl IntoIterator<Item = (usize, usize)>) -> String {
    let shown = |from: usize, to: usize| String::from_utf8_lossy(text.get(from..to).unwrap_or(b""));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in secrets {
        out.push_str(&shown(from, start));
        out.push_str(REDACTED);
        from = end;
    }
    out.push_str(&shown(from, text.len()));
    out
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
    /// Properties `value` of which no name has said yet what they are: where their names end.
    values: Vec<usize>,
    /// One that goes on here, or may do so: where its value begins and ends.
    open: Option<(usize, Option<usize>)>,
    /// Before this it is known where the last record begins.
    parted: usize,
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
            values: Vec::new(),
            open: None,
            parted: 0,
            found: Vec::new(),
        }
    }

    /// What is found in all of `text`, in any order.
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
        let text = self.text;
        let Some((word, at, end)) = next_word(text, self.at) else {
            return false;
        };
        let hidden = self.hidden;
        let found = match word {
            Word::Jwt | Word::Bearer if at < self.hidden => None,
            Word::Jwt => self.jwt(at),
            Word::Bearer => self.credential(end).or_else(|| {
                let is_name = !self.byte(end)?.is_ascii_whitespace();
                is_name.then(|| self.value(word, at, end))?
            }),
            Word::Value if self.near <= at => {
                self.keep_value(end);
                None
            }
            word => self.value(word, at, end),
        };
        match found.filter(|(start, behind)| start < behind) {
            Some((start, behind)) => {
                if self.is_naming(at, end) {
                    self.take_values(at);
                }
                self.found.push((start, behind));
                let is_hidden = hidden < self.hidden;
                self.at = end.max(if is_hidden { start } else { behind });
            }
            None if matches!(word, Word::Jwt | Word::Value) => self.at = end,
            None => {
                if self.is_naming(at, end) {
                    self.near = self.record_end(end, MAX_APART);
                    self.take_values(at);
                }
                self.at = end_where(text, end, |b| !is_in_name(b));
            }
        }
        true
    }

    /// Whether the word from `at` to `end` stands in the name of a property, where one may stand.
    fn is_name(&self, at: usize, end: usize) -> bool {
        let name = end_where(self.text, end, |b| !is_in_name(b));
        if self.byte(name) != Some(b'"') || !is_before_colon(self.text, name + 1) {
            return false;
        }
        let quote = self.before_word(at).split_last();
        let before = quote.map_or(&[][..], |(_, before)| before);
        matches!(before.trim_ascii_end().last(), None | Some(b'{' | b','))
    }

    /// What stands close before the word or name that goes on at `at`.
    fn before_word(&self, at: usize) -> &'t [u8] {
        let lead = self.text.get(at.saturating_sub(MAX_PREFIX)..at);
        let lead = lead.unwrap_or_default();
        let last = lead.iter().rposition(|b| !is_in_name(b));
        lead.get(..last.map_or(0, |last| last + 1))
            .unwrap_or_default()
    }

    /// Where another record begins behind `at`; no more than `most` behind it. What has been looked
    /// at is not looked at again.
    fn record_end(&self, at: usize, most: usize) -> usize {
        let end = (at + most).min(self.text.len());
        let begins = |at: &usize| self.text.get(*at..).is_some_and(begins_record);
        let record = (self.near.max(at)..end).find(begins);
        record.unwrap_or(at + most)
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
        let end = jwt_end(self.text, at);
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
        let gaps: [&[u8]; 11] = [
            b" ", b"\t", b"\n", b"\r", b":", b"=", b"+", b"%20", b"\\t", b"\\n", b"\\r",
        ];
        let gap = |at: usize| {
            let rest = self.text.get(at..)?;
            let gap = gaps.iter().find(|gap| rest.starts_with(gap))?;
            Some(at + gap.len())
        };
        let start = std::iter::successors(Some(at), |at| gap(*at)).last()?;
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
}

mod behind;
mod beside;
#[cfg(test)]
mod tests;
