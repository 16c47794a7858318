//! The fast lane for times: eight bytes at a time, and either a plain RFC 3339 time or "ask
//! [`Timestamp::parse`]".
//!
//! It may never know better than `parse`; a property test compares the two. The text is read where
//! it stands, up to its closing quote, so that nobody has to look for its end first; and its date is
//! only compared, where it is the one before.

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
/// The last eight bytes of a date with the `T` behind it. Which days a month has is asked elsewhere.
const DATE_TAIL: Shape = Shape {
    pattern: u64::from_le_bytes(*b"0-00-00T"),
    slack: u64::from_le_bytes([DIGIT, EXACT, DIGIT, DIGIT, EXACT, DIGIT, DIGIT, EXACT]),
    limits: 0,
};
const CLOCK: Shape = Shape {
    pattern: u64::from_le_bytes(*b"00:00:00"),
    slack: u64::from_le_bytes([DIGIT, DIGIT, EXACT, DIGIT, DIGIT, EXACT, DIGIT, DIGIT]),
    limits: u64::from_le_bytes([0x7f - 23, 0, 0, 0x7f - 59, 0, 0, 0x7f - 59, 0]),
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

/// How long a time is up to its clock, the `T` included.
const DATE_END: usize = 11;
/// The longest time, `2018-09-06T15:58:41.123456789012+00:00`, and its closing quote fit in.
const WINDOW: usize = 40;
/// How long a time is up to its seconds.
const WHOLE: usize = 19;
/// How long it is up to its decimals, if these are seven.
const SEVEN_END: usize = WHOLE + ".1234567".len();

/// The date that was read last. Nearly always the two times of an operation have the same one, and so have
/// all times of a log but few.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastDate {
    date: Date,
    /// When it began, in seconds since the Unix epoch.
    midnight: i64,
}

/// How a date and the `T` behind it are written: the first eight of eleven bytes, and the last eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    first: u64,
    last: u64,
}

impl Default for LastDate {
    fn default() -> Self {
        Self {
            date: Date::of(b"1970-01-01T"),
            midnight: 0,
        }
    }
}

impl LastDate {
    /// When `date` began, in seconds since the Unix epoch.
    #[inline(always)]
    fn midnight_of(&mut self, date: Date) -> Option<i64> {
        if self.date != date {
            self.midnight = date.midnight()?;
            self.date = date;
        }
        Some(self.midnight)
    }
}

impl Date {
    #[inline(always)]
    fn of(text: &[u8]) -> Self {
        Self {
            first: word(text, 0),
            last: word(text, DATE_END - 8),
        }
    }

    /// When it began, in seconds since the Unix epoch. Not in place, as it is nearly always the one before.
    #[inline(never)]
    fn midnight(self) -> Option<i64> {
        let (date, odd_date) = DATE.numbers(self.first);
        let (tail, odd_tail) = DATE_TAIL.numbers(self.last);
        let [century, _, year, _, _, month, _, _] = date.to_le_bytes().map(u32::from);
        let [.., day, _, _] = tail.to_le_bytes().map(u32::from);
        let leap = if year == 0 {
            century % 4 == 0
        } else {
            year % 4 == 0
        };
        let year = century * 100 + year;
        if odd_date | odd_tail != 0 || year < 2 || month == 0 || day == 0 {
            return None;
        }
        if day > 28 && day > days_in_month(month, leap) {
            return None;
        }
        Some(days_from_civil(year, month, day) * DAY)
    }
}

impl Timestamp {
    /// The hot path: RFC 3339 in capitals, up to 12 decimals, no leap second, and not of the year
    /// 0001: .NET's unset time lies in it, and no caller looks for that. `text` begins behind the
    /// opening quote; beside the time comes its length, up to the closing quote. `date` makes no difference
    /// but for the time it takes.
    ///
    /// `None` says nothing about the text but "ask [`Timestamp::parse`]", also where not enough
    /// bytes follow; where there is an answer, `parse` gives the same one as
    /// [`Form::Ordinary`](super::Form::Ordinary).
    #[must_use]
    #[inline(always)]
    pub(crate) fn read_ordinary(text: &[u8], date: &mut LastDate) -> Option<(Self, usize)> {
        let window = text.first_chunk::<WINDOW>()?;
        let midnight = date.midnight_of(Date::of(window))?;
        let (clock, odd) = CLOCK.numbers(word(window, DATE_END));
        let [hour, _, _, minute, _, _, second, _] = clock.to_le_bytes().map(i64::from);
        (odd == 0).then_some(())?;
        let (picos, digits, offset, end) = behind_seconds(window)?;
        let at = Self {
            seconds: midnight + hour * 3600 + minute * 60 + second - offset,
            picos,
            digits: u64::from(digits),
        };
        Some((at, end))
    }
}

/// Eight bytes from `at` on; zero where there are not so many, which no caller asks for.
#[inline(always)]
fn word(text: &[u8], at: usize) -> u64 {
    let bytes = text.get(at..).and_then(<[u8]>::first_chunk::<8>);
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// What may follow the seconds: picoseconds and how many digits they have, the offset in seconds, and
/// where the closing quote stands.
#[inline(always)]
fn behind_seconds(window: &[u8; WINDOW]) -> Option<(u64, u8, i64, usize)> {
    if let Some(picos) = seven_decimals(window) {
        return Some((picos, 7, 0, SEVEN_END + 1));
    }
    let (picos, digits) = fraction(window)?;
    let fraction_end = WHOLE + usize::from(digits > 0) + usize::from(digits);
    let (offset, length) = offset(window.get(fraction_end..)?)?;
    Some((picos, digits, offset, fraction_end + length))
}

/// The picoseconds of a time with seven decimals and `Z`, as .NET writes it and most are. The end is guessed
/// instead of searched for: what follows can begin before the guess is proved right.
#[inline(always)]
fn seven_decimals(window: &[u8; WINDOW]) -> Option<u64> {
    let ends = window.get(SEVEN_END..)?.starts_with(b"Z\"");
    if window.get(WHOLE) != Some(&b'.') || !ends {
        return None;
    }
    let (digits, odd) = FRACTION.compare(word(window, WHOLE + 1));
    let kept = u64::MAX >> 8;
    (odd & kept == 0).then(|| eight_digits(digits & kept) * 10_000)
}

/// What may follow the seconds: picoseconds and how many digits they have.
#[inline(always)]
fn fraction(window: &[u8; WINDOW]) -> Option<(u64, u8)> {
    if window.get(WHOLE) != Some(&b'.') {
        return Some((0, 0));
    }
    let (digits, odd) = FRACTION.compare(word(window, WHOLE + 1));
    let length = odd.trailing_zeros() / 8;
    let kept = digits & !u64::MAX.unbounded_shl(8 * length);
    let mut picos = eight_digits(kept) * 10_000;
    let mut length = u8::try_from(length).ok().filter(|length| *length > 0)?;
    if length == 8 {
        for (digit, scale) in window.iter().skip(WHOLE + 9).zip([1000, 100, 10, 1]) {
            if !digit.is_ascii_digit() {
                break;
            }
            (picos, length) = (picos + u64::from(digit - b'0') * scale, length + 1);
        }
    }
    Some((picos, length))
}

/// Eight digits, the first in the lowest byte, as a number: pairs, then fours and eight in two products.
const fn eight_digits(digits: u64) -> u64 {
    const MASK: u64 = 0x0000_00ff_0000_00ff;
    let pairs = digits * 10 + (digits >> 8);
    let high = (pairs & MASK).wrapping_mul(100 + (1_000_000 << 32));
    let low = ((pairs >> 16) & MASK).wrapping_mul(1 + (10_000 << 32));
    high.wrapping_add(low) >> 32
}

/// The offset that stands before the closing quote, in seconds, and how long it is.
#[inline(always)]
fn offset(text: &[u8]) -> Option<(i64, usize)> {
    match text {
        [b'Z', b'"', ..] => Some((0, 1)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2, b'"', ..] => {
            let (hour, minute) = (two_digits(*h1, *h2)?, two_digits(*m1, *m2)?);
            (hour < 24 && minute < 60).then(|| (seconds_east(*sign, hour, minute), 6))
        }
        _ => None,
    }
}
