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

    /// A whole number below 1,000. A larger one needs another way, and leaves nothing here.
    #[inline]
    pub(crate) fn number(&mut self, number: u32) {
        if let Some(entry) = NUMBERS.get(number as usize) {
            self.put(u64::from(entry.text), entry.length);
        }
    }

    /// The last digits of a whole number below 1,000: one, two or three of them.
    #[inline]
    pub(crate) fn last_digits(&mut self, number: u32, count: u32) {
        if let Some(entry) = NUMBERS.get(number as usize) {
            self.put(u64::from(entry.digits >> (24 - 8 * count)), count);
        }
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

/// A number as text, the first letter in the lowest byte.
#[derive(Clone, Copy)]
struct Entry {
    /// All three digits, with leading zeros.
    digits: u32,
    /// The digits that it has, and how many.
    text: u32,
    length: u32,
}

/// Every number below 1,000.
static NUMBERS: [Entry; 1000] = {
    let none = Entry {
        digits: 0,
        text: 0,
        length: 0,
    };
    let mut table = [none; 1000];
    let mut number = 0;
    while number < 1000 {
        let [hundreds, tens, ones] = [number / 100, number / 10 % 10, number % 10];
        let text = [
            hundreds as u8 + b'0',
            tens as u8 + b'0',
            ones as u8 + b'0',
            0,
        ];
        let digits = u32::from_le_bytes(text);
        let length = 1 + (number > 9) as u32 + (number > 99) as u32;
        table[number] = Entry {
            digits,
            text: digits >> (24 - 8 * length),
            length,
        };
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
    fn numbers_have_their_digits_and_no_others() {
        let shown = |put: &dyn Fn(&mut Short)| {
            let (mut short, mut out) = (Short::default(), Vec::new());
            short.push(b'a');
            put(&mut short);
            short.push(b'z');
            short.append_to(&mut out);
            String::from_utf8_lossy(&out).into_owned()
        };
        for number in 0..1000 {
            let text = shown(&|short| short.number(number));
            assert_eq!(text, format!("a{number}z"));
            let digits = format!("{number:03}");
            for count in 1..=3 {
                let text = shown(&|short| short.last_digits(number, count));
                let last = digits.get(3 - count as usize..).unwrap_or_default();
                assert_eq!(text, format!("a{last}z"));
            }
        }
        assert_eq!(shown(&|short| short.number(1000)), "az");
    }
}
