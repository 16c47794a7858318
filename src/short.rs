//! A few letters that are put together in a register.
//!
//! Appending to a vector byte by byte costs a look at its capacity for each; and bytes that are
//! written one by one and then copied as a block have to be waited for.

/// Eight blanks. A blank is one bit, which small letters, digits and marks such as `.` and `/` have
/// too, so that these can be written over it without taking it away.
const BLANKS: u64 = u64::from_le_bytes([b' '; 8]);

/// At most eight small letters, digits and marks of ASCII.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short {
    /// With blanks behind it.
    text: u64,
    length: u32,
}

impl Default for Short {
    #[inline]
    fn default() -> Self {
        Self {
            text: BLANKS,
            length: 0,
        }
    }
}

impl Short {
    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        self.put(u64::from(byte), 1);
    }

    /// A whole number below 1,000 with at least `width` digits, up to three. A larger one needs
    /// another way, and leaves nothing here.
    #[inline]
    pub(crate) fn number(&mut self, number: u32, width: u32) {
        let Some(&digits) = THREE_DIGITS.get(number as usize) else {
            return;
        };
        let length = 1 + u32::from(number > 9) + u32::from(number > 99);
        let length = length.max(width);
        self.put(u64::from(digits >> (24 - 8 * length)), length);
    }

    /// Eight bytes are all there is room for; no caller has more.
    #[inline]
    fn put(&mut self, text: u64, length: u32) {
        debug_assert!(self.length + length <= 8, "too long");
        debug_assert!(
            BLANKS >> (64 - 8 * length) & !text == 0,
            "a byte without the bit of a blank"
        );
        self.text |= text.wrapping_shl(8 * self.length);
        self.length += length;
    }

    #[inline]
    pub(crate) fn len(self) -> usize {
        self.length as usize
    }

    /// The text, with blanks behind it.
    #[inline]
    pub(crate) fn padded(self) -> [u8; 8] {
        self.text.to_le_bytes()
    }

    #[inline]
    pub(crate) fn append_to(self, out: &mut Vec<u8>) {
        let end = out.len() + self.length as usize;
        out.extend_from_slice(&self.padded());
        out.truncate(end);
    }
}

/// The digits of every number below 1,000, the first in the lowest byte.
static THREE_DIGITS: [u32; 1000] = {
    let mut table = [0; 1000];
    let mut number = 0;
    while number < 1000 {
        let digits = [number / 100, number / 10 % 10, number % 10];
        let text = [
            digits[0] as u8 + b'0',
            digits[1] as u8 + b'0',
            digits[2] as u8 + b'0',
            0,
        ];
        table[number] = u32::from_le_bytes(text);
        number += 1;
    }
    table
};

/// The digits of a number below 100.
#[inline]
pub(crate) fn ascii_pair(number: u64) -> [u8; 2] {
    [number / 10, number % 10].map(|digit| {
        let [digit, ..] = digit.to_le_bytes();
        digit.wrapping_add(b'0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "without the bit of a blank")]
    fn capitals_are_no_letters_for_it() {
        Short::default().push(b'A');
    }

    #[test]
    fn numbers_have_at_least_so_many_digits() {
        for number in 0..1000 {
            for width in 1..=3 {
                let (mut short, mut out) = (Short::default(), Vec::new());
                short.push(b'a');
                short.number(number, width);
                short.push(b'z');
                short.append_to(&mut out);
                let text = format!("a{number:0width$}z", width = width as usize);
                assert_eq!(String::from_utf8_lossy(&out), text);
            }
        }
    }
}
