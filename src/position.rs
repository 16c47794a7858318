//! Where something stands: byte spans inside a text, and the line and column a person counts.
//!
//! Spans are cheap and are kept everywhere; lines and columns cost a look at the bytes, so they
//! are only worked out for what is going to be shown.

use memchr::{memchr, memchr2, memrchr};

/// A half-open range of byte offsets in the text at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span of the single byte at `at`.
    pub fn byte(at: usize) -> Self {
        Self::new(at, at + 1)
    }

    /// Whether all of `other` lies in the span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without its first and its last byte, such as the quotes of a string.
    #[must_use]
    pub fn inner(self) -> Self {
        Self::new(self.start + 1, self.end.saturating_sub(1))
    }

    /// The bytes of `text` that the span covers; empty when it lies outside.
    pub fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A place as a person counts: line and column from 1, columns in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1. Lines end with LF.
    pub line: u64,
    /// The column, from 1, in code points.
    pub column: u64,
}

impl Position {
    /// The first place of any text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place after `passed`, for a text that goes on from here.
    #[must_use]
    pub fn after(self, passed: &[u8]) -> Self {
        // Mostly it is one record of a log with its line break.
        if memchr(b'\n', passed).is_some_and(|first| first + 1 == passed.len()) {
            return Self {
                line: self.line + 1,
                column: 1,
            };
        }
        match memrchr(b'\n', passed) {
            None => Self {
                line: self.line,
                column: self.column + code_points(passed),
            },
            Some(last) => Self {
                line: self.line + bytecount::count(passed, b'\n') as u64,
                column: 1 + code_points(passed.get(last + 1..).unwrap_or_default()),
            },
        }
    }
}

/// How many code points begin in `bytes`: every byte that is no UTF-8 continuation byte counts.
pub fn code_points(bytes: &[u8]) -> u64 {
    bytecount::num_chars(bytes) as u64
}

/// The character that `text` begins with, and its length in bytes; that of what is there instead, if it
/// begins with bytes that are no UTF-8. 0 for no text.
pub fn first_character(text: &[u8]) -> (Option<char>, usize) {
    /// The longest one (RFC 3629 section 3).
    const LONGEST: usize = 4;
    let near = text.get(..LONGEST).unwrap_or(text);
    let Some(chunk) = near.utf8_chunks().next() else {
        return (None, 0);
    };
    match chunk.valid().chars().next() {
        Some(c) => (Some(c), c.len_utf8()),
        None => (None, chunk.invalid().len()),
    }
}

/// Whether `byte` is a continuation byte of UTF-8 (RFC 3629 section 3).
pub fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// A position that walks forward through one text, so that asking for many places in order
/// costs one pass over the text in all.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    at: usize,
    position: Position,
}

impl Cursor {
    /// A cursor at the offset `at`, which stands at `position`.
    pub fn new(at: usize, position: Position) -> Self {
        Self { at, position }
    }

    /// Where it stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The position of `offset` in `text`. Offsets before the cursor answer the cursor's own place.
    pub fn advance(&mut self, text: &[u8], offset: usize) -> Position {
        if offset > self.at {
            let end = offset.min(text.len());
            self.position = self
                .position
                .after(text.get(self.at..end).unwrap_or_default());
            self.at = end;
        }
        self.position
    }

    /// The cursor itself, if it has not passed `offset` yet.
    #[must_use]
    pub fn before(self, offset: usize) -> Option<Self> {
        (self.at <= offset).then_some(self)
    }

    /// The last of `marks`, which are in order, that has not passed `offset` yet.
    #[must_use]
    pub fn last_before(marks: &[Self], offset: usize) -> Option<Self> {
        let behind = marks.partition_point(|mark| mark.at <= offset);
        marks.get(behind.checked_sub(1)?).copied()
    }

    /// This one or `other`, whichever is farther on.
    #[must_use]
    pub fn farther(self, other: Self) -> Self {
        if other.at > self.at { other } else { self }
    }

    /// The cursor itself, if it has passed `offset`.
    #[must_use]
    pub fn after(self, offset: usize) -> Option<Self> {
        (self.at > offset).then_some(self)
    }

    /// Takes `n` bytes off the front of the text, which the cursor has passed already.
    pub fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
    }
}

/// Appends one token to a JSON pointer, escaped as RFC 6901 section 3 demands.
pub fn push_token(pointer: &mut String, token: &str) {
    pointer.reserve(1 + token.len());
    pointer.push('/');
    let mut rest = token;
    while let Some(at) = memchr2(b'~', b'/', rest.as_bytes()) {
        let (plain, special) = rest.split_at(at);
        pointer.push_str(plain);
        pointer.push_str(if special.starts_with('~') { "~0" } else { "~1" });
        rest = special.get(1..).unwrap_or_default();
    }
    pointer.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_not_bytes() {
        let text = "a\u{e9}\u{4f1a}\nb\u{1f4de}x".as_bytes();
        let mut cursor = Cursor::new(0, Position::START);
        assert_eq!(cursor.advance(text, 6), Position { line: 1, column: 4 });
        assert_eq!(cursor.advance(text, 12), Position { line: 2, column: 3 });
    }

    #[test]
    fn walks_the_same_in_one_step_or_many() {
        let text = b"one\ntwo\n\nfour";
        let mut cursor = Cursor::new(0, Position::START);
        for offset in 0..=text.len() {
            assert_eq!(
                cursor.advance(text, offset),
                Position::START.after(&text[..offset])
            );
        }
    }

    #[test]
    fn escapes_pointer_tokens() {
        let mut pointer = String::new();
        push_token(&mut pointer, "a/b~c");
        assert_eq!(pointer, "/a~1b~0c");
    }
}
