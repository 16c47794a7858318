//! Differences of two timestamps, as decimal numbers and in words.

use super::{PICOS, Timestamp, push_fraction, push_number, unit};
use crate::short::Short;
use std::io::Write as _;

/// The exact difference of two timestamps; may be negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed {
    /// Towards zero; `seconds` and `picos` never have opposite signs.
    pub(super) seconds: i64,
    pub(super) picos: i64,
    pub(super) digits: u8,
}

impl Timestamp {
    /// `self - earlier`, exact, with the decimals of the more precise of the two.
    #[must_use]
    pub fn since(self, earlier: Self) -> Elapsed {
        let seconds = self.seconds - earlier.seconds;
        let picos = self.picos.cast_signed() - earlier.picos.cast_signed();
        // No branch, since either sign of the fraction is as likely.
        let borrow = i64::from(picos < 0);
        let rounded_down = Elapsed {
            seconds: seconds - borrow,
            picos: picos + borrow * PICOS,
            digits: self.digits().max(earlier.digits()),
        };
        if rounded_down.seconds < 0 {
            return rounded_down.towards_zero();
        }
        rounded_down
    }
}

/// The first bucket of durations in whole seconds, in minutes and seconds, in hours and minutes,
/// and so on.
const SECONDS: u32 = 10;
const MINUTE: u32 = SECONDS + 59;
const MINUTES: u32 = SECONDS + 3599;
const HOURS: u32 = MINUTES + 24 * 60 - 60;
const DAYS: u32 = HOURS + 365 * 24 - 24;
const CENTURY: u32 = DAYS + 99 * 365;

impl Elapsed {
    /// The first [bucket](Elapsed::words_bucket) of durations of a hundred years and more: below it
    /// there are few enough to have a place in a table for each.
    pub(crate) const CENTURY_BUCKET: usize = CENTURY as usize;

    /// What is negative and was rounded down to whole seconds.
    #[cold]
    fn towards_zero(self) -> Self {
        match self.picos {
            0 => self,
            picos => Self {
                seconds: self.seconds + 1,
                picos: picos - PICOS,
                ..self
            },
        }
    }

    /// Whether it is less than so many whole seconds.
    #[must_use]
    pub fn is_below(self, seconds: i64) -> bool {
        (self.seconds, self.picos) < (seconds, 0)
    }

    /// Whether the later time came first.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.is_below(0)
    }

    /// At most `digits` decimals; surplus ones are dropped, truncating towards zero.
    #[must_use]
    pub fn limited(self, digits: u8) -> Self {
        let digits = self.digits.min(digits);
        Self {
            picos: self.picos - self.picos % unit(digits).cast_signed(),
            digits,
            ..self
        }
    }

    /// Seconds as a decimal number with exactly as many decimals as it has digits: `479`, `1.2771465`, `-0.5`.
    pub fn write_decimal(self, out: &mut Vec<u8>) {
        if self.is_negative() {
            out.push(b'-');
        }
        push_number(out, self.seconds.unsigned_abs());
        push_fraction(out, self.picos.unsigned_abs(), self.digits);
    }

    /// The absolute value in words, truncated: `0.4s`, `22s`, `4m05s`, `1h02m`, `1d23h`, `7y188d` (a year is 365 days).
    #[inline]
    pub fn write_words(self, out: &mut Vec<u8>) {
        Self::write_bucket(self.words_bucket(), out);
    }

    /// A number for what [`Elapsed::write_words`] prints: the same for the same words, and larger for longer ones.
    #[must_use]
    #[inline]
    pub fn words_bucket(self) -> u64 {
        let seconds = self.seconds.unsigned_abs();
        match seconds {
            0 => self.picos.unsigned_abs() / unit(1),
            1..3_600 => u64::from(SECONDS) + seconds - 1,
            3_600..86_400 => u64::from(MINUTES) + seconds / 60 - 60,
            86_400..31_536_000 => u64::from(HOURS) + seconds / 3600 - 24,
            _ => u64::from(DAYS) + seconds / 86_400 - 365,
        }
    }

    /// The words of a bucket.
    pub fn write_bucket(bucket: u64, out: &mut Vec<u8>) {
        match short_words(bucket) {
            Ok(words) => words.append_to(out),
            Err(days) => write_centuries(days, out),
        }
    }

    /// What [`Elapsed::write_words`] writes, if it is not too long.
    #[inline(always)]
    pub(crate) fn short_words(self) -> Option<Short> {
        short_words(self.words_bucket()).ok()
    }
}

/// The words of a bucket; else, from a hundred years on, how many days these are.
#[inline(always)]
fn short_words(bucket: u64) -> Result<Short, u64> {
    let number = u32::try_from(bucket).unwrap_or(u32::MAX);
    let mut words = Short::default();
    let (large, large_unit, small, small_unit, width) = match number {
        0..SECONDS => (0, b'.', number, b's', 1),
        SECONDS..MINUTE => {
            words.number(number - SECONDS + 1);
            words.push(b's');
            return Ok(words);
        }
        MINUTE..MINUTES => {
            let seconds = number - SECONDS + 1;
            (seconds / 60, b'm', seconds % 60, b's', 2)
        }
        MINUTES..HOURS => {
            let minutes = number - MINUTES + 60;
            (minutes / 60, b'h', minutes % 60, b'm', 2)
        }
        HOURS..DAYS => {
            let hours = number - HOURS + 24;
            (hours / 24, b'd', hours % 24, b'h', 2)
        }
        DAYS..CENTURY => {
            let days = number - DAYS + 365;
            (days / 365, b'y', days % 365, b'd', 3)
        }
        _ => return Err(bucket - u64::from(DAYS) + 365),
    };
    words.number(large);
    words.push(large_unit);
    words.last_digits(small, width);
    words.push(small_unit);
    Ok(words)
}

/// What is too long for a [`Short`].
fn write_centuries(days: u64, out: &mut Vec<u8>) {
    // Writing into a Vec cannot fail.
    let _ = write!(out, "{}y{:03}d", days / 365, days % 365);
}
