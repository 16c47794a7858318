//! What stands at a place that may be damaged.

use crate::position::first_character;
use crate::safe::telling::ESCAPE;
use crate::safe::view::{ESCAPE_LENGTH, Seen, escaped};
use std::ops::Range;

/// A place that may be damaged, and what is in it.
pub(super) struct Spot {
    /// How many bytes may be what is left of a letter, or came in between two; none of a character that is
    /// as good as a letter.
    pub(super) length: usize,
    /// How many are dealt with: an escape goes on behind its backslash.
    pub(super) passed: usize,
    /// What stands there if that is no letter; nothing for what has a meaning of its own.
    pub(super) instead: Option<&'static [u8]>,
}

impl Spot {
    /// What has a meaning of its own; its first `length` bytes may be damage all the same.
    fn whole(length: usize, passed: usize) -> Self {
        Self {
            length,
            passed,
            instead: None,
        }
    }

    /// Bytes that stand for nothing, neither in JSON nor for who reads them.
    fn meaningless(length: usize) -> Self {
        Self {
            length,
            passed: length,
            instead: Some(b" "),
        }
    }
}

/// The spot that `rest` begins with.
pub(super) fn spot(rest: &[u8]) -> Spot {
    match rest {
        [b'\\', b, ..] if is_short_escape(*b) => Spot::whole(1, 2),
        [b'\\', _, ..] => match escaped(rest) {
            Some(c) if Seen::of(c) == Seen::Nothing => Spot::meaningless(ESCAPE_LENGTH),
            Some(_) => Spot::whole(0, ESCAPE_LENGTH),
            None => broken_escape(rest),
        },
        [b'"' | b'\n' | b'\r' | b'\t' | b'\\', ..] => Spot::whole(1, 1),
        _ => match first_character(rest) {
            (Some(c), length) if Seen::of(c) != Seen::Nothing => Spot::whole(0, length),
            (_, length) => Spot::meaningless(length),
        },
    }
}

/// How long an escape is behind its backslash: `u` and digits.
const BODY: usize = ESCAPE_LENGTH - 1;

/// What a backslash begins that begins no escape. If one character less, more or other than there is makes
/// an escape with digits of it, that is taken for a quote, since .NET writes it so.
fn broken_escape(rest: &[u8]) -> Spot {
    let text = rest.get(1..).unwrap_or_default();
    let sound = (0..BODY).take_while(|place| fits(text, *place, *place..place + 1));
    let sound = sound.count();
    let (_, odd) = first_character(text.get(sound..).unwrap_or_default());
    // It came in there, or is another one, or is lost. At the end of the text there is none.
    let goes_on = |at, places, length| fits(text, at, places).then_some(length);
    let inserted = goes_on(sound + odd, sound..BODY, BODY + odd);
    let replaced = || goes_on(sound + odd, sound + 1..BODY, BODY - 1 + odd).filter(|_| odd > 0);
    let lost = || goes_on(sound, sound + 1..BODY, BODY - 1);
    match inserted.or_else(replaced).or_else(lost) {
        Some(length) => Spot {
            length: 1 + length,
            passed: 1 + length,
            instead: Some(b"\\\""),
        },
        None if rest.starts_with(ESCAPE) => Spot::meaningless(ESCAPE.len()),
        None => Spot::meaningless(1),
    }
}

/// Whether the bytes from `at` on fit these places of an escape behind its backslash.
fn fits(text: &[u8], at: usize, mut places: Range<usize>) -> bool {
    let first = places.start;
    places.all(|place| match text.get(at + place - first) {
        Some(b) if place == 0 => *b == b'u',
        Some(b) => b.is_ascii_hexdigit(),
        None => false,
    })
}

/// Whether a backslash before this byte is an escape with it (RFC 8259 section 7), but for those with digits.
pub(super) fn is_short_escape(b: u8) -> bool {
    matches!(b, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't')
}
