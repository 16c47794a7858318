//! Differences of two timestamps, as decimal numbers and in words.

use super::{PICOS, Timestamp, push_fraction, push_number, two_ascii, unit};

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
        let mut seconds = self.seconds - earlier.seconds;
        let mut picos = self.picos.cast_signed() - earlier.picos.cast_signed();
        if seconds > 0 && picos < 0 {
            (seconds, picos) = (seconds - 1, picos + PICOS);
        } else if seconds < 0 && picos > 0 {
            (seconds, picos) = (seconds + 1, picos - PICOS);
        }
        Elapsed {
            seconds,
            picos,
            digits: self.digits().max(earlier.digits()),
        }
    }
}

/// The first bucket of durations in whole seconds, minutes, hours and days.
const SECONDS: u64 = 10;
const MINUTES: u64 = SECONDS + 3599;
const HOURS: u64 = MINUTES + 24 * 60 - 60;
const DAYS: u64 = HOURS + 365 * 24 - 24;

impl Elapsed {
    /// Whether the later time came first.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.seconds < 0 || self.picos < 0
    }

    /// The whole seconds, truncated towards zero.
    #[must_use]
    pub fn whole_seconds(self) -> i64 {
        self.seconds
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
        push_number(out, self.seconds.unsigned_abs(), 1);
        push_fraction(out, self.picos.unsigned_abs(), self.digits);
    }

    /// The absolute value in words, truncated: `0.4s`, `22s`, `4m05s`, `1h02m`, `1d23h`, `7y188d` (a year is 365 days).
    pub fn write_words(self, out: &mut Vec<u8>) {
        Self::write_bucket(self.words_bucket(), out);
    }

    /// A number for what [`Elapsed::write_words`] prints: the same for the same words, and larger for longer ones.
    #[must_use]
    pub fn words_bucket(self) -> u64 {
        match self.seconds.unsigned_abs() {
            0 => self.picos.unsigned_abs() / unit(1),
            seconds @ 1..3_600 => SECONDS + seconds - 1,
            seconds @ 3_600..86_400 => MINUTES + seconds / 60 - 60,
            seconds @ 86_400..31_536_000 => HOURS + seconds / 3600 - 24,
            seconds => DAYS + seconds / 86_400 - 365,
        }
    }

    /// The words of a bucket.
    pub fn write_bucket(bucket: u64, out: &mut Vec<u8>) {
        let (large, large_unit, small, small_unit, width) = match bucket {
            0..SECONDS => (0, b'.', bucket, b's', 1),
            SECONDS..MINUTES => {
                let seconds = bucket - SECONDS + 1;
                (seconds / 60, b'm', seconds % 60, b's', 2)
            }
            MINUTES..HOURS => {
                let minutes = bucket - MINUTES + 60;
                (minutes / 60, b'h', minutes % 60, b'm', 2)
            }
            HOURS..DAYS => {
                let hours = bucket - HOURS + 24;
                (hours / 24, b'd', hours % 24, b'h', 2)
            }
            _ => {
                let days = bucket - DAYS + 365;
                (days / 365, b'y', days % 365, b'd', 3)
            }
        };
        let mut words = Words::default();
        if large_unit != b'm' || large > 0 {
            // Years of 365 days go up to 10,005.
            match large {
                0..10_000 => words.number(large, 1),
                _ => {
                    words.number(large / 10_000, 1);
                    words.number(large % 10_000, 4);
                }
            }
            words.push(large_unit);
            words.number(small, width);
        } else {
            words.number(small, 1);
        }
        words.push(small_unit);
        words.append_to(out);
    }
}

/// A short text that is put together in place: appending to a vector byte by byte costs more.
#[derive(Default)]
struct Words {
    text: [u8; 16],
    length: usize,
}

impl Words {
    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.text.get_mut(self.length) {
            *slot = byte;
            self.length += 1;
        }
    }

    /// A number below 10,000 with at least `width` digits.
    #[inline]
    fn number(&mut self, number: u64, width: usize) {
        if number > 99 || width > 2 {
            let [thousands, hundreds] = two_ascii(number / 100);
            if number > 999 || width > 3 {
                self.push(thousands);
            }
            self.push(hundreds);
        }
        let [tens, ones] = two_ascii(number % 100);
        if number > 9 || width > 1 {
            self.push(tens);
        }
        self.push(ones);
    }

    #[inline]
    fn append_to(&self, out: &mut Vec<u8>) {
        let end = out.len() + self.length;
        out.extend_from_slice(&self.text);
        out.truncate(end);
    }
}
