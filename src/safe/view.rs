//! Text as one sees through it, and the way back: names, separators and tags may be written in
//! escapes (`tok\u0065n`, and .NET's `\u003C` and `\u0022`), with invisible characters or zero
//! bytes between their letters, or as what becomes of ASCII that is read as UTF-16. A secret behind
//! them is one too.

use super::is_hostile;
use super::telling::{ESCAPE, has_escapes};
use crate::simd;
use memchr::memmem;

/// A copy of a text in which every escape of a printable ASCII character is that character, and in
/// which nothing stands that cannot be seen; and where each of its bytes came from. Quotes and
/// backslashes keep a backslash, so that strings end where they ended.
pub(super) struct View {
    pub(super) text: Vec<u8>,
    /// For each byte of the copy, and for its end, the place in the text.
    places: Vec<usize>,
}

/// What is made of a character of UTF-16 whose two bytes are both ASCII: it may be two letters of a
/// text that was none, or one that lost a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pairs {
    Whole,
    BigEndian,
    LittleEndian,
}

impl View {
    /// The copy in which all characters stay whole; nothing if it would be the same.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        (has_escapes(text) || has_odd(text, |c| Seen::of(c) != Seen::Itself))
            .then(|| Self::of(text, Pairs::Whole))
    }

    /// The copies in which the characters that may be pairs are taken apart, if there are any.
    pub(super) fn in_pairs(text: &[u8]) -> Vec<Self> {
        if !has_odd(text, |c| pair(c).is_some()) {
            return Vec::new();
        }
        let orders = [Pairs::LittleEndian, Pairs::BigEndian];
        orders.map(|order| Self::of(text, order)).into()
    }

    fn of(text: &[u8], pairs: Pairs) -> Self {
        let mut view = Self {
            text: Vec::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() + 1),
        };
        let mut at = 0;
        for chunk in text.utf8_chunks() {
            view.chunk(chunk.valid(), at, pairs);
            at += chunk.valid().len() + chunk.invalid().len();
        }
        view.places.push(text.len());
        view
    }

    /// The range of the text that became this range of the copy.
    pub(super) fn original(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied();
        (
            place(start).unwrap_or_default(),
            place(end).unwrap_or_default(),
        )
    }

    /// Copies a text that stands at `place`.
    fn chunk(&mut self, text: &str, place: usize, pairs: Pairs) {
        let mut at = 0;
        while let Some(escape) = memmem::find(text.as_bytes().get(at..).unwrap_or_default(), ESCAPE)
        {
            let escape = at + escape;
            self.plain(text.get(at..escape).unwrap_or_default(), place + at, pairs);
            at = escape + self.escape(text.get(escape..).unwrap_or_default(), place + escape);
        }
        self.plain(text.get(at..).unwrap_or_default(), place + at, pairs);
    }

    /// Copies a text without escapes.
    fn plain(&mut self, text: &str, place: usize, pairs: Pairs) {
        for (at, c) in text.char_indices() {
            match (Seen::of(c), pair(c), pairs) {
                (Seen::Nothing, ..) => {}
                (Seen::Ascii(byte), ..) => self.push(Some(byte), place + at),
                (_, Some([high, low]), Pairs::BigEndian) => self.two([high, low], place + at),
                (_, Some([high, low]), Pairs::LittleEndian) => self.two([low, high], place + at),
                (Seen::Itself, ..) => {
                    for at in at..at + c.len_utf8() {
                        self.push(text.as_bytes().get(at).copied(), place + at);
                    }
                }
            }
        }
    }

    fn two(&mut self, bytes: [u8; 2], place: usize) {
        for byte in bytes.into_iter().filter(|byte| *byte != 0) {
            self.push(Some(byte), place);
        }
    }

    fn push(&mut self, byte: Option<u8>, place: usize) {
        self.text.extend(byte);
        self.places.extend(byte.map(|_| place));
    }

    /// Copies the escape that `text` begins with; how many bytes of the text it took.
    fn escape(&mut self, text: &str, place: usize) -> usize {
        let digits = text.get(2..6);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match unit.and_then(char::from_u32) {
            Some(c @ ('"' | '\\')) => {
                self.push(Some(b'\\'), place);
                self.push(u8::try_from(c).ok(), place);
            }
            Some(c @ ' '..='~') => self.push(u8::try_from(c).ok(), place),
            c => match c.map_or(Seen::Itself, Seen::of) {
                Seen::Nothing => {}
                Seen::Ascii(byte) => self.push(Some(byte), place),
                Seen::Itself => {
                    self.push(Some(b'\\'), place);
                    return 1;
                }
            },
        }
        6
    }
}

/// What one sees of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Itself,
    /// Nothing, or what a decoder puts in place of bytes that it cannot read.
    Nothing,
    /// Another form of this one: a blank, or a wide letter or sign.
    Ascii(u8),
}

impl Seen {
    fn of(c: char) -> Self {
        const WIDE: u32 = '\u{FF01}' as u32 - '!' as u32;
        match c {
            '\n' | '\r' | '\t' | ' '..='~' => Self::Itself,
            '\u{FFFD}' => Self::Nothing,
            '\u{FF01}'..='\u{FF5E}' => {
                u8::try_from(u32::from(c) - WIDE).map_or(Self::Itself, Self::Ascii)
            }
            c if c.is_whitespace() => Self::Ascii(b' '),
            c if is_hostile(c) => Self::Nothing,
            _ => Self::Itself,
        }
    }
}

/// The two bytes of a character in UTF-16, if they may be letters or signs of ASCII, or one and zero.
fn pair(c: char) -> Option<[u8; 2]> {
    let bytes = u16::try_from(u32::from(c)).ok()?.to_be_bytes();
    let may_be_letter = |b: u8| matches!(b, 0 | b'\t' | b'\n' | b'\r' | b' '..=b'~');
    (bytes[0] != 0 && bytes.into_iter().all(may_be_letter)).then_some(bytes)
}

/// Whether `text` has such a character, or bytes that are no UTF-8.
fn has_odd(text: &[u8], is_odd: impl Fn(char) -> bool) -> bool {
    // Nearly all text is plain ASCII, and that is seen soonest.
    !simd::none(text, simd::is_no_text)
        && text
            .utf8_chunks()
            .any(|chunk| !chunk.invalid().is_empty() || chunk.valid().chars().any(&is_odd))
}

/// Whether `text` may be another one for who sees through it.
pub(super) fn is_veiled(text: &[u8]) -> bool {
    has_escapes(text) || has_odd(text, |c| Seen::of(c) != Seen::Itself || pair(c).is_some())
}
