//! Text as one sees through it, and the way back: names, separators and tags may be written in
//! escapes (`tok\u0065n`, and .NET's `\u003C` and `\u0022`), with invisible characters or zero
//! bytes between their letters, or as what becomes of ASCII that is read as UTF-16. A secret behind
//! them is one too.

use super::is_hostile;
use super::telling::{ESCAPE, are_telling, has_escapes};
use crate::simd;
use memchr::memmem;

/// A copy of a text in which every escape of a printable ASCII character is that character, and in
/// which nothing stands that cannot be seen; and where its pieces came from. Quotes and backslashes
/// keep a backslash, so that strings end where they ended.
pub(super) struct View {
    pub(super) text: Vec<u8>,
    pieces: Vec<Piece>,
}

/// A piece of the copy.
struct Piece {
    /// Where it begins in the copy, and where in the text.
    copy: usize,
    place: usize,
    /// It is the same in both, byte for byte; else it stands for one character or escape.
    is_same: bool,
}

/// What is made of the characters of which one cannot be sure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// What cannot be seen is not there.
    Through,
    /// What cannot be seen stands in place of what was there, and is [`MARK`].
    Marked,
    /// A character of UTF-16 whose two bytes are both ASCII is these two: the text may have been none,
    /// or have lost a byte.
    BigEndian,
    LittleEndian,
}

/// How long an escape is.
const LENGTH: usize = "\\u0074".len();

/// A byte that [`super::telling::hit`] takes for a damaged letter: the control character "substitute".
const MARK: u8 = 0x1A;

impl Sight {
    /// What stands for the character, if it is not itself.
    fn of_char(self, c: char) -> Option<[u8; 2]> {
        match (Seen::of(c), self) {
            (Seen::Nothing, Self::Marked) => Some([MARK, 0]),
            (Seen::Nothing, _) => Some([0, 0]),
            (Seen::Ascii(byte), _) => Some([byte, 0]),
            (Seen::Itself, Self::BigEndian) => pair(c),
            (Seen::Itself, Self::LittleEndian) => pair(c).map(|[high, low]| [low, high]),
            (Seen::Itself, _) => None,
        }
    }
}

impl View {
    /// The copy in which one sees through all; nothing if it would be the same.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        (has_escapes(text) || has_odd(text, |c| Seen::of(c) != Seen::Itself))
            .then(|| Self::of(text, Sight::Through))
    }

    /// The copies that show what else it may have been.
    pub(super) fn others(text: &[u8]) -> impl Iterator<Item = Self> {
        let marked = has_hidden(text).then(|| Self::of(text, Sight::Marked));
        marked.into_iter().chain(Self::in_pairs(text))
    }

    /// Those in which the characters that may be pairs are taken apart, if there are any.
    fn in_pairs(text: &[u8]) -> Vec<Self> {
        // Two characters hold four letters, and a word that tells of a secret has five.
        const LEAST: usize = 3;
        if text.is_ascii() {
            return Vec::new();
        }
        // In UTF-8 they all begin so.
        let begins = text.iter().filter(|b| matches!(b, 0xE0..=0xE7)).count();
        if begins < LEAST || !has_odd(text, is_telling_pair) {
            return Vec::new();
        }
        let orders = [Sight::LittleEndian, Sight::BigEndian];
        orders.map(|order| Self::of(text, order)).into()
    }

    fn of(text: &[u8], sight: Sight) -> Self {
        let mut view = Self {
            text: Vec::with_capacity(text.len()),
            pieces: Vec::with_capacity(64),
        };
        // Nearly all text is UTF-8, and that is seen soonest.
        if let Ok(text) = simdutf8::basic::from_utf8(text) {
            view.chunk(text, 0, sight);
        } else {
            let mut at = 0;
            for chunk in text.utf8_chunks() {
                view.chunk(chunk.valid(), at, sight);
                at += chunk.valid().len();
                view.hidden(chunk.invalid(), at, sight);
                at += chunk.invalid().len();
            }
        }
        view.piece(text.len(), true);
        view
    }

    /// The range of the text that became this range of the copy.
    pub(super) fn original(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let place = |at: usize, is_end: bool| {
            let behind = self.pieces.partition_point(|piece| piece.copy <= at);
            let piece = self.pieces.get(behind.checked_sub(1)?)?;
            // All of a character belongs to a secret that has part of it.
            let next = self
                .pieces
                .get(behind)
                .filter(|_| is_end && piece.copy < at);
            Some(match next {
                _ if piece.is_same => piece.place + (at - piece.copy),
                Some(next) => next.place,
                None => piece.place,
            })
        };
        (
            place(start, false).unwrap_or(start),
            place(end, true).unwrap_or(end),
        )
    }

    /// Copies a text that stands at `place`.
    fn chunk(&mut self, text: &str, place: usize, sight: Sight) {
        let mut from = 0;
        let mut skipped = 0;
        for (at, c) in text.char_indices() {
            if at < skipped || matches!(c, ' '..='[' | ']'..='~' | '\n') {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let Some((seen, length)) = seen(rest, c, sight) else {
                continue;
            };
            self.copy(text.get(from..at).unwrap_or_default(), place + from);
            self.piece(place + at, false);
            for byte in seen.into_iter().filter(|byte| *byte != 0) {
                self.text.push(byte);
            }
            from = at + length;
            skipped = from;
        }
        self.copy(text.get(from..).unwrap_or_default(), place + from);
    }

    /// What stands in the copy for bytes that are no UTF-8.
    fn hidden(&mut self, bytes: &[u8], place: usize, sight: Sight) {
        if sight == Sight::Marked && !bytes.is_empty() {
            self.piece(place, false);
            self.text.push(MARK);
        }
    }

    fn copy(&mut self, text: &str, place: usize) {
        if !text.is_empty() {
            self.piece(place, true);
            self.text.extend_from_slice(text.as_bytes());
        }
    }

    fn piece(&mut self, place: usize, is_same: bool) {
        let copy = self.text.len();
        self.pieces.push(Piece {
            copy,
            place,
            is_same,
        });
    }
}

/// What stands in the view for the character `c`, or for the escape, that `text` begins with, if it
/// is not itself; and how many bytes of the text that is. Zeros stand for nothing.
fn seen(text: &str, c: char, sight: Sight) -> Option<([u8; 2], usize)> {
    if text.as_bytes().starts_with(ESCAPE) {
        return match escaped(text.as_bytes()) {
            Some(c @ ('"' | '\\')) => Some(([b'\\', u8::try_from(c).ok()?], LENGTH)),
            Some(c @ ' '..='~') => Some(([u8::try_from(c).ok()?, 0], LENGTH)),
            Some(c) => Some((sight.of_char(c)?, LENGTH)),
            None => (sight == Sight::Marked).then_some(([MARK, 0], ESCAPE.len())),
        };
    }
    Some((sight.of_char(c)?, c.len_utf8()))
}

/// The character whose escape `text` begins with; half of one is as good as none.
fn escaped(text: &[u8]) -> Option<char> {
    let digits = text.get(ESCAPE.len()..LENGTH)?;
    let digit = |number, b: &u8| Some(number << 4 | char::from(*b).to_digit(16)?);
    let unit = digits.iter().try_fold(0, digit)?;
    Some(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
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
            // Most letters of the West and of the East: none of them is a blank or hostile.
            '\u{C0}'..='\u{34E}' | '\u{370}'..='\u{5FF}' | '\u{3165}'..='\u{D7FF}' => Self::Itself,
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

/// Whether there is something in `text` that cannot be seen, or an escape of it or of nothing.
fn has_hidden(text: &[u8]) -> bool {
    let is_hidden = |c| Seen::of(c) == Seen::Nothing;
    let is_hiding = |at| text.get(at..).and_then(escaped).is_none_or(is_hidden);
    has_odd(text, is_hidden) || has_escapes(text) && memmem::find_iter(text, ESCAPE).any(is_hiding)
}

/// Whether `text` has such a character, or bytes that are no UTF-8.
fn has_odd(text: &[u8], is_odd: impl Fn(char) -> bool) -> bool {
    // Nearly all text is plain ASCII, and that is seen soonest.
    !simd::none(text, simd::is_no_text)
        && match simdutf8::basic::from_utf8(text) {
            Ok(text) => text.chars().any(is_odd),
            Err(_) => true,
        }
}

/// Whether a word that tells of a secret may go on in a character that is a pair: it holds two
/// letters of such a word, or one.
fn is_telling_pair(c: char) -> bool {
    pair(c).is_some_and(|pair| pair[1] == 0 || are_telling(pair))
}

/// Whether `text` may be another one for who sees through it.
pub(super) fn is_veiled(text: &[u8]) -> bool {
    has_escapes(text) || has_odd(text, is_veil)
}

/// Whether the character may be another one for who sees through it.
pub(super) fn is_veil(c: char) -> bool {
    Seen::of(c) != Seen::Itself || is_telling_pair(c)
}
