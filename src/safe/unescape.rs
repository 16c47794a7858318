//! Text with `\uXXXX` spelled out, and the way back: names, separators and tags may be written in
//! escapes (`tok\u0065n`, and .NET's `\u003C` and `\u0022`), and a secret behind them is one too.

use super::telling::{ESCAPE, first_escape};
use memchr::memmem;

/// A copy of a text in which every escape of a printable ASCII character is that character, and
/// where each of its bytes came from. Quotes and backslashes keep a backslash, so that strings end
/// where they ended.
pub(super) struct Unescaped {
    pub(super) text: Vec<u8>,
    /// For each byte of the copy, and for its end, the place in the text.
    places: Vec<usize>,
}

impl Unescaped {
    /// The copy; nothing if it would be the same.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        let mut next = first_escape(text)?;
        let mut copy = Self {
            text: Vec::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() + 1),
        };
        let mut at = 0;
        loop {
            for place in at..next {
                copy.push(text, place);
            }
            at = next + copy.escape(text, next);
            match memmem::find(text.get(at..).unwrap_or_default(), ESCAPE) {
                Some(behind) => next = at + behind,
                None => break,
            }
        }
        for place in at..text.len() {
            copy.push(text, place);
        }
        copy.places.push(text.len());
        Some(copy)
    }

    /// The range of the text that became this range of the copy.
    pub(super) fn original(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied();
        (
            place(start).unwrap_or_default(),
            place(end).unwrap_or_default(),
        )
    }

    fn push(&mut self, text: &[u8], place: usize) {
        self.text.extend(text.get(place));
        self.places.push(place);
    }

    /// Copies the escape at `at`; how many bytes of the text it took.
    fn escape(&mut self, text: &[u8], at: usize) -> usize {
        let digits = text.get(at + 4..at + 6);
        let byte = digits
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte @ (b'"' | b'\\')) => {
                self.text.extend([b'\\', byte]);
                self.places.extend([at, at]);
            }
            Some(byte @ 0x20..0x7F) => {
                self.text.push(byte);
                self.places.push(at);
            }
            _ => {
                self.push(text, at);
                return 1;
            }
        }
        6
    }
}
