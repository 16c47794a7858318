//! The value behind a name that tells of a secret: of a property, in JSON that is sound, damaged or
//! in a string, of a head, of a parameter, in XML and in prose.

use super::{MAX_APART, MAX_PREFIX, MAX_TAG, Walk};
use crate::position::is_continuation;
use crate::safe::prose::{credential, is_prose};
use crate::safe::telling::Word;
use crate::safe::value::{
    behind_blanks, behind_fault, behind_gap, behind_junk, behind_quoted, end_where, ends_string,
    entity, escaped_quote, is_before_colon, is_in_name, is_literal, line_end, of_container,
    of_element, of_head, of_phrase, of_property, of_quoted, of_string, of_word, of_words, quote,
    string_end,
};
use memchr::memchr;

impl Walk<'_> {
    /// The value of the name that has this word from `at` to `end`.
    pub(super) fn value(&mut self, word: Word, at: usize, end: usize) -> Option<(usize, usize)> {
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
        if let Some(start) = entity(text, name).filter(|_| at >= self.hidden) {
            return Some((start, of_string(text, start)));
        }
        // Blanks and quotes, and whatever stands there in their place.
        let ends = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'=' | b'>' | b'%');
        // The letter of an escape is no word, nor what stands in its place.
        let is_letter = |at| self.byte(at).is_some_and(|b| b.is_ascii_alphanumeric());
        let is_escape = self.byte(name) == Some(b'\\') && is_letter(name + 1);
        let mut sign = end_where(text, name + 2 * usize::from(is_escape), ends);
        // Part of the name, if it begins no sign of a URL.
        while sign < name + MAX_PREFIX
            && self.byte(sign) == Some(b'%')
            && self.encoded(sign).is_none()
        {
            let part = end_where(text, sign + 1, |b| !is_in_name(b));
            sign = end_where(text, part, ends);
        }
        // One letter in place of the begin of an arrow.
        sign += usize::from(matches!(self.byte(sign + 1), Some(b'=' | b'>')));
        match self.byte(sign) {
            Some(b'%') if at >= self.hidden => self.encoded(sign),
            Some(b':' | b'=' | b'>') => self.unquoted(word, end, sign),
            _ => self
                .unsigned(word, name, sign)
                .or_else(|| self.of_any_name(name)),
        }
    }

    /// Behind a name without a sign: a quoted value, or a word that looks like a credential.
    fn unsigned(&self, word: Word, name: usize, start: usize) -> Option<(usize, usize)> {
        const LONGEST_GAP: usize = 4;
        let gap = self.text.get(name..start)?;
        let is_apart = gap.iter().any(|b| matches!(b, b',' | b'}' | b']'));
        let (last, before) = gap.split_last()?;
        let opens = match last {
            b'"' => !before.contains(&b'"') && !ends_string(self.text, start - 1),
            b'\'' => !is_apart || gap == b"','",
            _ => false,
        };
        let length = gap.iter().filter(|b| !is_continuation(**b)).count();
        match last {
            // What stands before a colon is a name of its own.
            _ if opens && length <= LONGEST_GAP => {
                let is_name = is_before_colon(self.text, behind_quoted(self.text, start - 1));
                (!is_name).then(|| (start - 1, of_quoted(self.text, start - 1)))
            }
            b'"' | b'\'' => None,
            _ if matches!(word, Word::Token | Word::Secret | Word::Password) && !is_apart => {
                credential(self.text, name)
            }
            _ => None,
        }
    }

    /// Behind a name without quotes, and a colon or an equals sign. What is quoted goes to the
    /// quote, JSON in a string and a head to the end of the line, else what follows an equals sign
    /// is a word, and what follows a colon may have more of them.
    fn unquoted(&mut self, word: Word, end: usize, sign: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let may_be_told = matches!(word, Word::Token | Word::Bearer);
        // With the sign of a block of YAML.
        let is_sign = |b: &u8| matches!(b, b':' | b'=' | b'>' | b'|');
        let start = end_where(text, sign, |b| !is_sign(b) && !b.is_ascii_whitespace());
        let start = behind_junk(text, start);
        if is_literal(text, start) {
            return None;
        }
        let end = match self.byte(start)? {
            b'"' if ends_string(text, start) => return self.of_any_name(end),
            b'"' | b'\'' => of_quoted(text, start),
            b'{' | b'[' => of_container(text, start),
            _ if start < self.hidden => return self.of_any_name(end),
            b',' | b';' | b'}' | b']' if may_be_told && is_prose(text, end, start) => {
                return None;
            }
            _ if word == Word::Authorization && self.is_told(end, start) => return None,
            _ if word == Word::Authorization => of_head(text, start),
            b'\\' => line_end(text, start),
            _ if self.byte(sign) != Some(b':') => of_words(text, start),
            _ if may_be_told && is_prose(text, end, start) => return None,
            _ => of_phrase(text, start),
        };
        // A sign of another kind, and a string that begins behind it.
        let is_word = self
            .text
            .get(start..end)?
            .iter()
            .any(u8::is_ascii_alphabetic);
        let end = match escaped_quote(text, end) {
            Some(_) if !is_word => line_end(text, end),
            _ => end,
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
    fn misplaced(&mut self, name: usize, at: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let before = text.get(self.at.min(name)..name)?;
        let word = before.iter().rposition(|b| !is_in_name(b))?;
        let quoted = before.get(..=word)?.strip_suffix(b"\"");
        let is_value =
            quoted.is_none_or(|before| matches!(before.trim_ascii_end().last(), Some(b':' | b'=')));
        let first = behind_blanks(text, at);
        if is_value {
            self.near = self.record_end(at, MAX_APART);
        }
        match self.byte(first)? {
            _ if is_value && self.byte(first + 1) == Some(b':') => of_property(text, first + 2),
            b',' | b'}' | b']' | b'/' | b'>' | b';' | b')' if is_value => None,
            b',' | b'}' | b']' => {
                let next = behind_blanks(text, first + 1);
                let is_apart = match self.byte(next)? {
                    b'"' => is_before_colon(text, quote(text, next + 1) + 1),
                    b'{' | b'[' | b':' => false,
                    b => matches!(b, b',' | b'}' | b']') || next > first + 1,
                };
                (!is_apart).then(|| of_property(text, next))?
            }
            // One letter may be a fault in place of the colon, and a string may have lost its
            // first quote; a word is prose.
            b if b.is_ascii_alphanumeric() && first > at => {
                let next = self.byte(behind_blanks(text, first + 1))?;
                let is_half = || {
                    let end = of_word(text, first, true);
                    self.byte(end) == Some(b'"') && ends_string(text, end)
                };
                let is_value = matches!(next, b'"' | b'{' | b'[' | b':') || is_half();
                is_value.then(|| of_property(text, first))?
            }
            _ => of_property(text, first),
        }
    }

    /// Where the string begins behind a name in JSON inside of a string, `[\"name\",\"...\"]`, if
    /// the name is no value itself and the string no name.
    fn escaped(&self, at: usize, name: usize) -> Option<usize> {
        let text = self.text;
        let start = behind_gap(text, escaped_quote(text, name)?);
        let start = behind_fault(text, start);
        let value = escaped_quote(text, start)?;
        let before = text.get(self.at.min(at)..at)?;
        let word = before.iter().rposition(|b| !is_in_name(b))?;
        let lead = before.get(..=word)?.strip_suffix(b"\"")?;
        let escapes = lead.iter().rposition(|b| *b != b'\\');
        let lead = lead.get(..escapes.map_or(0, |last| last + 1))?;
        let behind = escaped_quote(text, string_end(text, value)).map(|end| behind_gap(text, end));
        let is_apart = behind.is_some_and(|behind| self.byte(behind) == Some(b':'));
        (!lead.trim_ascii_end().ends_with(b":") && !is_apart).then_some(start)
    }
}
