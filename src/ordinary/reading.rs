//! JSON as it usually is, token by token. Most functions take what is expected where it stands;
//! otherwise they answer `None`, and nothing more is asked.

use super::Kept;
use crate::input::scanner::descent::{behind_blanks, length_of_value, string_length};
use crate::operation::{GUID, Text};
use crate::options::Page;
use crate::simd::has_interruption;

/// One pass over one object.
pub(super) struct Reading<'a, 's> {
    /// The law, which decides whether a number may be a string.
    pub(super) page: Page,
    pub(super) text: &'a str,
    /// The end of `text` that is still to be read.
    pub(super) rest: &'a [u8],
    /// How many containers are open here.
    pub(super) depth: usize,
    /// The `@odata.id` of the operation that is read.
    pub(super) url: Option<Text<'a>>,
    /// What is kept from one object to the next.
    pub(super) kept: &'s mut Kept,
}

impl<'a, 's> Reading<'a, 's> {
    /// From `at` of `text` on, which is inside `depth` open containers.
    #[inline(always)]
    pub(super) fn new(
        page: Page,
        text: &'a str,
        at: usize,
        depth: usize,
        kept: &'s mut Kept,
    ) -> Option<Self> {
        Some(Self {
            page,
            text,
            rest: text.as_bytes().get(at..)?,
            depth,
            url: None,
            kept,
        })
    }

    /// Where in the text it stands.
    #[inline(always)]
    pub(super) fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    #[inline(always)]
    pub(super) fn pass(&mut self, n: usize) -> Option<()> {
        self.rest = self.rest.get(n..)?;
        Some(())
    }

    /// The next byte that is no white space.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u8> {
        self.rest = behind_blanks(self.rest);
        self.rest.first().copied()
    }

    /// Passes over `text` if it stands here.
    #[inline(always)]
    pub(super) fn take<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        match self.rest.split_first_chunk::<N>() {
            Some((here, rest)) if here == text => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Passes over the byte, with white space before it.
    #[inline(always)]
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())?;
        self.pass(1)
    }

    /// Passes over a comma and the quote behind it; `false` at the closing brace.
    #[inline(always)]
    pub(super) fn goes_on(&mut self) -> Option<bool> {
        if self.take(b",\"") {
            return Some(true);
        }
        let byte = self.next()?;
        self.pass(1)?;
        match byte {
            b',' => self.expect(b'"').map(|()| true),
            b'}' => Some(false),
            _ => None,
        }
    }

    /// The rest of a string behind its first quote.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Option<Text<'a>> {
        let start = self.at();
        let length = self.pass_string()?;
        self.slice(start, length)
    }

    /// The rest of a string behind its first quote, where most are GUIDs. The end is guessed instead of
    /// searched for: what follows can begin before the guess is proved right.
    #[inline(always)]
    pub(super) fn mostly_guid(&mut self) -> Option<Text<'a>> {
        let start = self.at();
        match self.rest.split_first_chunk::<GUID>() {
            Some((text, [b'"', rest @ ..])) if !has_interruption(text) => {
                self.rest = rest;
                self.slice(start, GUID)
            }
            _ => self.string(),
        }
    }

    /// Passes over the rest of a string behind its first quote; how long it is.
    #[inline(always)]
    fn pass_string(&mut self) -> Option<usize> {
        let length = string_length(self.rest)?;
        self.pass(length + 1)?;
        Some(length)
    }

    /// So many bytes of the text from `start` on.
    #[inline(always)]
    pub(super) fn slice(&self, start: usize, length: usize) -> Option<Text<'a>> {
        // In two steps, as these are small enough to be done in place.
        let text = self.text.get(start..)?.get(..length)?;
        Some(Text::new(text))
    }

    /// A colon, and the quote that opens a string.
    #[inline(always)]
    pub(super) fn open_string(&mut self) -> Option<()> {
        if self.take(b":\"") {
            return Some(());
        }
        self.expect(b':')?;
        self.expect(b'"')
    }

    /// A colon and a string.
    #[inline(always)]
    pub(super) fn string_value(&mut self) -> Option<Text<'a>> {
        self.open_string()?;
        self.string()
    }

    /// A colon, and the quote that opens a string if one follows; whether it does. Where nothing else may
    /// follow, [`open_string`](Self::open_string) is asked, which is shorter: with this instead all
    /// operations take 1.01 times as long.
    #[inline(always)]
    fn meets_string(&mut self) -> Option<bool> {
        if self.take(b":\"") {
            return Some(true);
        }
        self.expect(b':')?;
        if self.next()? != b'"' {
            return Some(false);
        }
        self.pass(1)?;
        Some(true)
    }

    /// A colon, and the quote that opens a string or `null`; whether it is a string.
    #[inline(always)]
    pub(super) fn opens_string(&mut self) -> Option<bool> {
        if self.meets_string()? {
            return Some(true);
        }
        self.take(b"null").then_some(false)
    }

    /// A colon, and a string or `null`.
    #[inline(always)]
    pub(super) fn string_or_null(&mut self) -> Option<Option<Text<'a>>> {
        if self.opens_string()? {
            return self.string().map(Some);
        }
        Some(None)
    }

    /// A colon and an Int32, also as a string of digits where the page allows it. There is no branch on
    /// the quotes, as services write both. What follows the number is for [`goes_on`](Self::goes_on) to
    /// judge, which every caller asks next.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Option<i32> {
        // Mostly no white space stands before it, and to look for that takes 1.005 times as long.
        if !self.take(b":") {
            self.expect(b':')?;
        }
        let quoted = self.next()? == b'"';
        (!quoted || self.page != Page::V1).then_some(())?;
        self.pass(usize::from(quoted))?;
        let number = self.integer()?;
        let closed = self.rest.first() == Some(&b'"');
        (closed == quoted).then_some(())?;
        self.pass(usize::from(closed))?;
        Some(number)
    }

    /// `-?(0|[1-9][0-9]*)`, within Int32.
    #[inline(always)]
    fn integer(&mut self) -> Option<i32> {
        let negative = self.take(b"-");
        let leading_zero = self.rest.first() == Some(&b'0');
        let (mut value, mut digits) = (0i64, 0);
        while let [b @ b'0'..=b'9', rest @ ..] = self.rest {
            value = value * 10 + i64::from(b - b'0');
            (digits, self.rest) = (digits + 1, rest);
            if digits > 10 {
                return None;
            }
        }
        if digits == 0 || leading_zero && (digits > 1 || negative) {
            return None;
        }
        i32::try_from(if negative { -value } else { value }).ok()
    }

    /// A colon and any value; the text, if it is a string.
    #[inline(always)]
    pub(super) fn string_or_skip(&mut self) -> Option<Option<Text<'a>>> {
        match self.skips_to_string()? {
            true => self.string().map(Some),
            false => Some(None),
        }
    }

    /// A colon and any value.
    #[inline(always)]
    pub(super) fn skip(&mut self) -> Option<()> {
        if self.skips_to_string()? {
            self.pass_string()?;
        }
        Some(())
    }

    /// A colon, and the quote that opens a string or all of another value; whether it is a string.
    #[inline(always)]
    fn skips_to_string(&mut self) -> Option<bool> {
        if self.meets_string()? {
            return Some(true);
        }
        let length = length_of_value(self.rest, self.depth)?;
        self.pass(length)?;
        Some(false)
    }
}
