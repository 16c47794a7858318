//! The value beside a name: `"value":"...","name":"X"`, where the name comes last.

use super::{MAX_APART, Walk};
use crate::safe::telling::value_hits;
use crate::safe::value::{
    begins_record, behind_blanks, behind_quoted, end_where, is_before_colon, is_in_name,
    is_literal, string_end,
};
use crate::simd;
use memchr::memrchr;

impl Walk<'_> {
    /// Whether the word from `at` to `end` is the name of something whose value stands beside it: it
    /// stands in the value of a property such as `name` or `key`, or is one all by itself.
    pub(super) fn is_naming(&self, at: usize, end: usize) -> bool {
        /// Of `name`, `key`, `header`, `scheme` and `field`.
        const LETTERS: [[u8; 3]; 5] = [*b"nam", *b"key", *b"hea", *b"sch", *b"fie"];
        if self.is_name(at, end) {
            return false;
        }
        let before = self.before_word(at);
        if simd::has_triple(before, &LETTERS) {
            return true;
        }
        let is_quote = |at| matches!(self.byte(at), Some(b'"' | b'\''));
        let is_alone = at.checked_sub(1).is_some_and(is_quote) && is_quote(end);
        let sign = before.split_last().map_or(&[][..], |(_, sign)| sign);
        is_alone && matches!(sign.trim_ascii_end().last(), Some(b':' | b','))
    }

    /// A property `value`, whose name ends at `end`, has no name yet that says what it is.
    pub(super) fn keep_value(&mut self, end: usize) {
        if self.values.is_empty() && self.open.is_none() {
            self.parted = end;
        }
        self.values.push(end);
    }

    /// The properties `value` before the word at `at`, which names them, are secrets, as far as they
    /// stand in the same record and nearby.
    pub(super) fn take_values(&mut self, at: usize) {
        if self.values.is_empty() && self.open.is_none() {
            return;
        }
        let begins = |at: &usize| self.text.get(*at..).is_some_and(begins_record);
        let record = (self.parted..at).rev().find(begins);
        self.parted = at;
        let open = self.open.take().filter(|_| record.is_none());
        let values = std::mem::take(&mut self.values);
        let new = values.into_iter().filter(|end| record <= Some(*end));
        let new: Vec<_> = new.filter_map(|end| self.value_of(end)).collect();
        for (start, behind) in open.into_iter().chain(new) {
            match behind {
                // The word stands in that value itself.
                Some(behind) if at < behind => self.open = Some((start, Some(behind))),
                Some(behind) if at <= behind + MAX_APART => self.found.push((start, behind)),
                None if at <= start + MAX_APART => {
                    self.open = Some((start, None));
                    self.found.push((start, at));
                }
                _ => {}
            }
        }
    }

    /// The strings `value` of an object that is not closed in the text: what names them may stand behind
    /// the line break at which reading gave up. A brace behind them is taken for the end of the object.
    pub(super) fn unnamed(&self) -> impl Iterator<Item = (usize, usize)> {
        let from = memrchr(b'}', self.text).map_or(0, |at| at + 1);
        let names = value_hits(self.text, from);
        let names = names.filter(|(_, end)| self.byte(*end) == Some(b'"'));
        let strings = names.filter_map(|(_, end)| {
            let is_string = |start: usize| start > end && self.byte(start) == Some(b'"');
            self.value_of(end).filter(|(start, _)| is_string(*start))
        });
        strings.map(|(start, behind)| (start, behind.unwrap_or(self.text.len())))
    }

    /// The value of the property whose name ends at `end`: where it begins and, but for an object, an
    /// array and what is damaged, where it ends. Nothing for a word in prose.
    fn value_of(&self, end: usize) -> Option<(usize, Option<usize>)> {
        let text = self.text;
        let name = end_where(text, end, |b| !is_in_name(b));
        let is_between = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'\\');
        let sign = end_where(text, name, |b| !is_between(b));
        let is_sign = matches!(self.byte(sign)?, b':' | b'=');
        let start = behind_blanks(text, sign + 1);
        let behind = match self.byte(start) {
            // A damaged property has a quote at least on one side; a word in prose has none.
            _ if !is_sign => {
                let before = self.before_word(end).last().copied();
                let is_quote = |b| matches!(b, Some(b'"' | b'\'' | b'\\'));
                let is_damaged = is_quote(before) || is_quote(self.byte(name));
                return is_damaged.then_some((name, None));
            }
            Some(b'"' | b'\'') => behind_quoted(text, start),
            Some(b'\\') => string_end(text, start + 2),
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') => end_where(text, start, |b| {
                b.is_ascii_whitespace() || b"\"',}];&/>)\\".contains(b)
            }),
            _ => return Some((sign + 1, None)),
        };
        let next = behind_blanks(text, behind);
        let is_attribute =
            || next > behind && self.byte(end_where(text, next, |b| !is_in_name(b))) == Some(b'=');
        let ends = |b: u8| b",}];&/>)\\".contains(&b);
        let is_over = self.byte(next).is_none_or(ends) || is_attribute();
        // An apostrophe that stands in place of a quote ends nothing.
        let value = text.get(start..behind).unwrap_or_default();
        let is_torn = value.first() == Some(&b'\'') && value.contains(&b'"');
        let is_over = is_over && !is_torn && !is_before_colon(text, behind);
        let behind = Some(behind).filter(|_| is_over);
        (!is_literal(text, start)).then_some((start, behind))
    }
}
