//! Bare words: `true`, `false` and `null`, and what is none of them (RFC 8259 section 3).

use super::fault::{Expected, Syntax};
use super::{Scanner, Stop};
use crate::json::Shape;

impl Scanner {
    /// A word that begins with the `first` letter of a literal.
    pub(super) fn literal(&mut self, bytes: &[u8], eof: bool, first: u8) -> Option<Stop> {
        self.stop_at_array = false;
        let rest = bytes.get(self.at..).unwrap_or_default();
        // Each by itself, so that texts of a fixed length are compared, which needs no call.
        let (text, shape, behind): (&[u8], Shape, _) = match first {
            b't' => (b"true", Shape::Boolean, rest.strip_prefix(b"true")),
            b'f' => (b"false", Shape::Boolean, rest.strip_prefix(b"false")),
            _ => (b"null", Shape::Null, rest.strip_prefix(b"null")),
        };
        // Mostly it is followed by one of these, and its end need not be looked for.
        if let Some([b',' | b'}' | b']', ..]) = behind {
            let begin = self.at;
            self.at += text.len();
            return self.after_value(begin, shape);
        }
        let end = word_end(bytes, self.at, eof);
        let Some(end) = end else {
            return Some(Stop::More);
        };
        let word = bytes.get(self.at..end).unwrap_or_default();
        if word == text {
            let begin = std::mem::replace(&mut self.at, end);
            return self.after_value(begin, shape);
        }
        if end == bytes.len() && text.starts_with(word) {
            return self.fault(Syntax::Ends(Expected::Literal), end, end);
        }
        self.fault(Syntax::Word, self.at, end)
    }

    /// A word that may not stand here.
    pub(super) fn word_fault(&mut self, bytes: &[u8], eof: bool, syntax: Syntax) -> Option<Stop> {
        match word_end(bytes, self.at, eof) {
            Some(end) => self.fault(syntax, self.at, end.max(self.at + 1)),
            None => Some(Stop::More),
        }
    }
}

/// The longest run of word characters that is looked at: enough to name the word.
const LONGEST_WORD: usize = 64;

/// The end of the bare word that begins at `at`; `None` if it may go on in the next bytes.
pub(super) fn word_end(bytes: &[u8], at: usize, eof: bool) -> Option<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.iter().take(LONGEST_WORD).position(|&b| !is_word(b)) {
        Some(length) => Some(at + length),
        None if eof || rest.len() >= LONGEST_WORD => Some(at + rest.len().min(LONGEST_WORD)),
        None => None,
    }
}

/// Whether a word goes on with this byte, as people write them who do not write JSON.
pub(super) fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'+' | b'-' | b'.') || b >= 0x80
}
