//! Text as one sees through it, and the way back: names, separators and tags may be written in
//! escapes (`tok\u0065n`, and .NET's `\u003C` and `\u0022`), with invisible characters or zero
//! bytes between their letters, or as what becomes of ASCII that is read as UTF-16. A secret behind
//! them is one too.

mod mended;

pub(super) use mended::{damaged, has_damaged_name, is_innocent};

use super::is_hostile;
use super::telling::{BEARER, ESCAPE, are_telling, has_escapes};
use crate::simd;

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

/// What is made of a character of UTF-16 whose two bytes are both ASCII: it may be two letters of a
/// text that was none, or one that lost a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// It stays whole.
    Whole,
    BigEndian,
    LittleEndian,
}

/// How long an escape of ASCII is.
const ESCAPE_LENGTH: usize = ESCAPE.len() + 4;

impl View {
    /// The copy in which all characters stay whole; nothing if it would be the same.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        (has_escapes(text) || has_odd(text, |c| Seen::of(c) != Seen::Itself))
            .then(|| Self::of(text, Sight::Whole))
    }

    /// The copies in which the characters that may be pairs are taken apart, if there are any.
    pub(super) fn in_pairs(text: &[u8]) -> Vec<Self> {
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
        let mut view = Self::empty(text.len());
        view.see(text, 0, sight);
        view.piece(text.len(), true);
        view
    }

    fn empty(capacity: usize) -> Self {
        Self {
            text: Vec::with_capacity(capacity),
            pieces: Vec::with_capacity(64),
        }
    }

    /// Appends what one sees of a text that stands at `place`.
    fn see(&mut self, text: &[u8], place: usize, sight: Sight) {
        // Nearly all text is UTF-8, and that is seen soonest.
        if let Ok(text) = simdutf8::basic::from_utf8(text) {
            return self.chunk(text, place, sight);
        }
        let mut at = place;
        for chunk in text.utf8_chunks() {
            self.chunk(chunk.valid(), at, sight);
            at += chunk.valid().len() + chunk.invalid().len();
        }
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
        let may_differ = |bytes| {
            simd::unprintable(bytes) & !simd::equal(bytes, b'\n') | simd::equal(bytes, b'\\')
        };
        let (mut from, mut next) = (0, 0);
        while let Some(at) = simd::find(text.as_bytes(), next, may_differ) {
            let rest = text.get(at..).unwrap_or_default();
            let Some(c) = rest.chars().next() else {
                break;
            };
            next = at + c.len_utf8();
            let Some((seen, length)) = seen(rest, c, sight) else {
                continue;
            };
            self.copy(text.get(from..at).unwrap_or_default(), place + from);
            self.piece(place + at, false);
            for byte in seen.into_iter().filter(|byte| *byte != 0) {
                self.text.push(byte);
            }
            from = at + length;
            next = from;
        }
        self.copy(text.get(from..).unwrap_or_default(), place + from);
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
        return Some((seen_escape(text)?, ESCAPE_LENGTH));
    }
    let bytes = match Seen::of(c) {
        Seen::Nothing if begins_bearer(c, text.get(1..)) => [b'b', 0],
        Seen::Nothing => [0, 0],
        Seen::Ascii(byte) => [byte, 0],
        Seen::Itself => match sight {
            Sight::Whole => return None,
            Sight::BigEndian => pair(c)?,
            Sight::LittleEndian => pair(c).map(|[high, low]| [low, high])?,
        },
    };
    Some((bytes, c.len_utf8()))
}

/// Whether the first letter of `bearer` became the backspace `c` before `behind`: in a string where a
/// quote is lost behind its backslash, as [`super::telling::next_word`] knows it of `token` and the tab.
fn begins_bearer(c: char, behind: Option<&str>) -> bool {
    let letters = behind.and_then(|behind| behind.as_bytes().get(..BEARER.len() - 1));
    c == '\u{8}' && letters.is_some_and(|letters| letters.eq_ignore_ascii_case(&BEARER[1..]))
}

/// The same for the escape that `text` begins with.
fn seen_escape(text: &str) -> Option<[u8; 2]> {
    match escaped(text.as_bytes())? {
        c if begins_bearer(c, text.get(ESCAPE_LENGTH..)) => Some([b'b', 0]),
        c @ ('"' | '\\') => Some([b'\\', u8::try_from(c).ok()?]),
        c @ ' '..='~' => Some([u8::try_from(c).ok()?, 0]),
        c => match Seen::of(c) {
            Seen::Nothing => Some([0, 0]),
            Seen::Ascii(byte) => Some([byte, 0]),
            Seen::Itself => None,
        },
    }
}

/// The character of the escape that `text` begins with; one that is half of a pair is as good as none.
fn escaped(text: &[u8]) -> Option<char> {
    let digits = text.strip_prefix(ESCAPE)?.first_chunk::<4>()?;
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
