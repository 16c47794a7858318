//! The status, which comes in every record, and nothing before it tells which of the four it is: a
//! branch would be guessed wrong again and again. So the first letter leads to the only spelling it
//! can have, and that is compared.

use crate::operation::Status;
use crate::simd::filled;

/// How a status stands in JSON behind its first quote.
#[derive(Clone, Copy)]
struct Spelling {
    text: u128,
    /// The bytes that count.
    mask: u128,
    /// With the closing quote.
    length: usize,
    status: Status,
}

/// Matches nothing.
const NONE: Spelling = Spelling {
    text: 1,
    mask: 0,
    length: 0,
    status: Status::NotStarted,
};

/// Each status at the place of its first letter.
static SPELLINGS: [Spelling; 8] = {
    let mut spellings = [NONE; 8];
    let mut number = 0;
    while number < Status::ALL.len() {
        let status = Status::ALL[number];
        let place = place_of(status.name().as_bytes()[0]);
        assert!(spellings[place].length == 0, "one at each place");
        spellings[place] = Spelling::of(status);
        number += 1;
    }
    spellings
};

/// The place of a status that begins with this letter: these bits of it tell the four apart.
#[inline(always)]
const fn place_of(letter: u8) -> usize {
    (letter >> 2 & 7) as usize
}

impl Spelling {
    const fn of(status: Status) -> Self {
        let name = status.name().as_bytes();
        let mut text = [0; 16];
        let mut at = 0;
        while at < name.len() {
            text[at] = name[at];
            at += 1;
        }
        text[at] = b'"';
        let length = at + 1;
        Self {
            text: u128::from_le_bytes(text),
            mask: u128::MAX >> (128 - 8 * length),
            length,
            status,
        }
    }
}

/// The status that `text` begins with, behind its first quote, and how long it is with the closing one.
#[inline(always)]
pub(super) fn read(text: &[u8]) -> Option<(Status, usize)> {
    let here: [u8; 16] = match text.first_chunk() {
        Some(here) => *here,
        None => filled(text, 0),
    };
    let [letter, ..] = here;
    let spelling = SPELLINGS.get(place_of(letter))?;
    let is_it = u128::from_le_bytes(here) & spelling.mask == spelling.text;
    is_it.then_some((spelling.status, spelling.length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_is_read_whatever_follows() {
        for status in Status::ALL {
            let word = format!("{}\"", status.name());
            for behind in [
                "",
                "}",
                "}\n",
                ",\"id\":\"1\",\"x\":2}",
                "\u{e9}\u{1F4DE}\u{e9}",
            ] {
                let read = read(format!("{word}{behind}").as_bytes());
                assert_eq!(read, Some((status, word.len())), "{word}{behind}");
            }
        }
    }

    #[test]
    fn nothing_else_is_a_status() {
        for status in Status::ALL {
            let text = format!("{}\":\"and so on\"", status.name()).into_bytes();
            for at in 0..=status.name().len() {
                assert_eq!(read(&text[..at]), None);
                for byte in (0..=255).filter(|byte| *byte != text[at]) {
                    let mut other = text.clone();
                    other[at] = byte;
                    assert_eq!(read(&other), None, "{other:?}");
                }
            }
        }
        assert_eq!(read(b"\""), None);
    }
}
