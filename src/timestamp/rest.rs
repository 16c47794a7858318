//! The careful way to read a time: part by part from the left, with the reason for a refusal.
//!
//! It prefers that reason to speed; most times never come here, as `read_ordinary` has read them.

use super::{NotATime, days_from_civil, days_in_month, seconds_east, two_digits, unit};

/// The part of a text that is still to be read.
pub(super) struct Rest<'a>(pub(super) &'a [u8]);

pub(super) struct TimeOfDay {
    pub(super) minute: i64,
    pub(super) second: Option<i64>,
    pub(super) picos: u64,
    pub(super) digits: u8,
}

impl Rest<'_> {
    pub(super) fn leading_digits(&self) -> usize {
        self.0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    }

    /// Reads exactly `length` digits; a caller never asks for more than 12.
    pub(super) fn number(&mut self, length: usize) -> Result<i64, NotATime> {
        let (digits, rest) = self.0.split_at_checked(length).ok_or(NotATime::Form)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(NotATime::Form);
        }
        self.0 = rest;
        Ok(digits
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    fn skip(&mut self, wanted: u8) -> bool {
        let rest = self.0.strip_prefix(&[wanted]);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn expect(&mut self, wanted: u8) -> Result<(), NotATime> {
        if self.skip(wanted) {
            Ok(())
        } else {
            Err(NotATime::Form)
        }
    }

    /// `year "-" month "-" day` as days since the Unix epoch.
    pub(super) fn date(&mut self) -> Result<i64, NotATime> {
        let negative = self.skip(b'-');
        let length = self.leading_digits();
        let is_year = length >= 4 && self.0.get(length) == Some(&b'-');
        if is_year && (negative || length > 4) {
            return Err(NotATime::Year);
        }
        let year = if negative {
            Err(NotATime::Form)
        } else {
            self.number(4)
        }?;
        self.expect(b'-')?;
        let month = self.number(2)?;
        self.expect(b'-')?;
        let day = self.number(2)?;
        if self.leading_digits() > 0 {
            return Err(NotATime::Form);
        }
        let [year, month, day] = [year, month, day].map(|part| u32::try_from(part).unwrap_or(0));
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        match () {
            () if year == 0 => Err(NotATime::Year),
            () if !(1..=12).contains(&month) => Err(NotATime::Month),
            () if !(1..=days_in_month(month, leap)).contains(&day) => Err(NotATime::Day),
            () => Ok(days_from_civil(year, month, day)),
        }
    }

    /// RFC 3339 section 5.6 and the case-insensitive ABNF literals of `OData` both let `t` stand for `T`.
    pub(super) fn separator(&mut self) -> Result<(), NotATime> {
        match self.0 {
            [] => Err(NotATime::DateOnly),
            [b'T' | b't', rest @ ..] => {
                self.0 = rest;
                Ok(())
            }
            [byte, ..] if byte.is_ascii_whitespace() => Err(NotATime::Blank),
            _ => Err(NotATime::Form),
        }
    }

    /// `hour ":" minute [ ":" second [ "." fractionalSeconds ] ]`
    pub(super) fn time_of_day(&mut self) -> Result<TimeOfDay, NotATime> {
        let hour = self.number(2)?;
        self.expect(b':')?;
        let minute = self.number(2)?;
        let second = if self.skip(b':') {
            Some(self.number(2)?)
        } else {
            None
        };
        match () {
            () if hour > 23 => return Err(NotATime::Hour),
            () if minute > 59 => return Err(NotATime::Minute),
            () if second > Some(60) => return Err(NotATime::Second),
            () => {}
        }
        let (picos, digits) = if second.is_some() {
            self.fraction()?
        } else {
            (0, 0)
        };
        Ok(TimeOfDay {
            minute: hour * 60 + minute,
            second,
            picos,
            digits,
        })
    }

    /// `[ "." 1*12DIGIT ]` as picoseconds, and how many digits there were.
    pub(super) fn fraction(&mut self) -> Result<(u64, u8), NotATime> {
        if self.skip(b',') {
            return Err(NotATime::Comma);
        }
        if !self.skip(b'.') {
            return Ok((0, 0));
        }
        match self.leading_digits() {
            0 => Err(NotATime::EmptyFraction),
            length @ 1..=12 => {
                let digits = u8::try_from(length).unwrap_or(12);
                Ok((self.number(length)?.unsigned_abs() * unit(digits), digits))
            }
            _ => Err(NotATime::LongFraction),
        }
    }

    /// What remains: nothing, `Z`, `+hh:mm` or `-hh:mm`, as seconds east of UTC.
    pub(super) fn offset(&self) -> Result<Option<i64>, NotATime> {
        match self.0 {
            [] => Ok(None),
            [b'Z' | b'z'] => Ok(Some(0)),
            [b'+' | b'-', ..] => {
                let [sign, hours @ .., b':', m1, m2] = self.0 else {
                    return Err(NotATime::OffsetForm);
                };
                let [h1, h2] = hours else {
                    return Err(NotATime::OffsetForm);
                };
                let hour = two_digits(*h1, *h2).ok_or(NotATime::OffsetForm)?;
                let minute = two_digits(*m1, *m2).ok_or(NotATime::OffsetForm)?;
                match () {
                    () if hour > 23 => Err(NotATime::Offset),
                    () if minute > 59 => Err(NotATime::OffsetMinute),
                    () => Ok(Some(seconds_east(*sign, hour, minute))),
                }
            }
            [0xE2, 0x88, 0x92, ..] => Err(NotATime::MinusSign),
            _ => Err(NotATime::Form),
        }
    }
}
