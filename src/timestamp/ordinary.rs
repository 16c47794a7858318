//! The fast lane for times: eight bytes at a time, and either a plain RFC 3339 time or "ask
//! [`Timestamp::parse`]".
//!
//! It may never know better than `parse`; a property test compares the two.

use super::{DAY, Timestamp, days_from_civil, days_in_month, seconds_east, two_digits};

const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// What eight bytes must look like, and how large the numbers in them may be.
struct Shape {
    /// `0` for a digit, else the very byte.
    pattern: u64,
    /// Added to a byte that was compared with the pattern, sets its high bit when it does not fit.
    slack: u64,
    /// Added to the number that begins at a byte, sets the high bit when it is too large.
    limits: u64,
}

const DIGIT: u8 = 0x7f - 9;
const EXACT: u8 = 0x7f;

const DATE: Shape = Shape {
    pattern: u64::from_le_bytes(*b"0000-00-"),
    slack: u64::from_le_bytes([DIGIT, DIGIT, DIGIT, DIGIT, EXACT, DIGIT, DIGIT, EXACT]),
    limits: u64::from_le_bytes([0, 0, 0, 0, 0, 0x7f - 12, 0, 0]),
};
const CLOCK: Shape = Shape {
    pattern: u64::from_le_bytes(*b"00T00:00"),
    slack: u64::from_le_bytes([DIGIT, DIGIT, EXACT, DIGIT, DIGIT, EXACT, DIGIT, DIGIT]),
    limits: u64::from_le_bytes([0x7f - 31, 0, 0, 0x7f - 23, 0, 0, 0x7f - 59, 0]),
};
/// The last byte, the one after the seconds, is not looked at: callers make it zero.
const SECOND: Shape = Shape {
    pattern: u64::from_le_bytes(*b":00\0\0\0\0\0"),
    slack: u64::from_le_bytes([EXACT, 0x7f - 5, DIGIT, 0, 0, 0, 0, 0]),
    limits: 0,
};
const FRACTION: Shape = Shape {
    pattern: u64::from_le_bytes([b'0'; 8]),
    slack: u64::from_le_bytes([DIGIT; 8]),
    limits: 0,
};

impl Shape {
    /// The digits as numbers, and a high bit in every byte that does not fit.
    const fn compare(&self, text: u64) -> (u64, u64) {
        let digits = text ^ self.pattern;
        (digits, (((digits & LOW) + self.slack) | digits) & HIGH)
    }

    /// In byte i the number that digits i and i + 1 make, and not zero if anything does not fit.
    const fn numbers(&self, text: u64) -> (u64, u64) {
        let (digits, odd) = self.compare(text);
        let numbers = digits.wrapping_mul(10).wrapping_add(digits >> 8);
        (numbers, odd | (numbers.wrapping_add(self.limits) & HIGH))
    }
}

impl Timestamp {
    /// The hot path: RFC 3339 in capitals, up to 12 decimals, no leap second.
    ///
    /// `None` says nothing about the text but "ask [`Timestamp::parse`]"; where there is an answer, `parse`
    /// gives the same one as [`Form::Ordinary`](super::Form::Ordinary).
    #[must_use]
    #[inline]
    pub fn parse_ordinary(text: &[u8]) -> Option<Self> {
        let (head, _) = text.split_first_chunk::<20>()?;
        let (date, rest) = head.split_first_chunk::<8>()?;
        let (clock, rest) = rest.split_first_chunk::<8>()?;
        let [colon, tens, ones, _] = *rest.first_chunk::<4>()?;
        let (date, odd_date) = DATE.numbers(u64::from_le_bytes(*date));
        let (clock, odd_clock) = CLOCK.numbers(u64::from_le_bytes(*clock));
        let second = u64::from_le_bytes([colon, tens, ones, 0, 0, 0, 0, 0]);
        let (second, odd_second) = SECOND.numbers(second);

        let [century, _, year, _, _, month, _, _] = date.to_le_bytes().map(u32::from);
        let [day, _, _, hour, _, _, minute, _] = clock.to_le_bytes().map(u32::from);
        let [_, second, ..] = second.to_le_bytes().map(u32::from);
        let leap = if year == 0 {
            century % 4 == 0
        } else {
            year % 4 == 0
        };
        let year = century * 100 + year;
        if odd_date | odd_clock | odd_second != 0 || year == 0 || month == 0 || day == 0 {
            return None;
        }
        if day > 28 && day > days_in_month(month, leap) {
            return None;
        }
        let (picos, digits, offset) = fraction_and_offset(text)?;
        let of_day = i64::from(hour * 3600 + minute * 60 + second);
        let seconds = days_from_civil(year, month, day) * DAY + of_day - offset;
        Some(Self {
            seconds,
            picos,
            digits: u64::from(digits),
        })
    }
}

/// What follows the seconds in a text of 20 bytes or more: picoseconds, their digits, and the offset.
#[inline]
fn fraction_and_offset(text: &[u8]) -> Option<(u64, u8, i64)> {
    let (_, rest) = text.split_at_checked(19)?;
    let [b'.', fraction @ ..] = rest else {
        return Some((0, 0, offset(rest)?));
    };
    let text = match fraction.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        // The last eight bytes of the whole text, without those before the fraction.
        None => u64::from_le_bytes(*text.last_chunk::<8>()?)
            .unbounded_shr(64 - 8 * u32::try_from(fraction.len()).ok()?),
    };
    let (digits, odd) = FRACTION.compare(text);
    let length = odd.trailing_zeros() / 8;
    let kept = digits & !u64::MAX.unbounded_shl(8 * length);
    let mut picos = eight_digits(kept) * 10_000;
    let mut length = u8::try_from(length).ok().filter(|length| *length > 0)?;
    let (_, mut rest) = fraction.split_at_checked(usize::from(length))?;
    if length == 8 {
        for scale in [1000, 100, 10, 1] {
            let [digit @ b'0'..=b'9', tail @ ..] = rest else {
                break;
            };
            (picos, length, rest) = (picos + u64::from(digit - b'0') * scale, length + 1, tail);
        }
    }
    Some((picos, length, offset(rest)?))
}

/// Eight digits, the first in the lowest byte, as a number: pairs, then fours and eight in two products.
const fn eight_digits(digits: u64) -> u64 {
    const MASK: u64 = 0x0000_00ff_0000_00ff;
    let pairs = digits * 10 + (digits >> 8);
    let high = (pairs & MASK).wrapping_mul(100 + (1_000_000 << 32));
    let low = ((pairs >> 16) & MASK).wrapping_mul(1 + (10_000 << 32));
    high.wrapping_add(low) >> 32
}

#[inline]
fn offset(text: &[u8]) -> Option<i64> {
    match text {
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hour, minute) = (two_digits(*h1, *h2)?, two_digits(*m1, *m2)?);
            (hour < 24 && minute < 60).then(|| seconds_east(*sign, hour, minute))
        }
        _ => None,
    }
}
