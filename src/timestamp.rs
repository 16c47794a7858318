//! `Edm.DateTimeOffset` and RFC 3339 in one place, and durations in words.
//!
//! Every rule about dates is decided here, once: chrono's parser would let a blank stand for `T`, take
//! second 60 at any minute, refuse a time without seconds, and cut ten to twelve decimals down to nine.
//! Instants are kept to the picosecond, because `OData` allows twelve decimals and printed durations
//! must be exact.

use crate::short::ascii_pair;
use std::cmp::Ordering;

mod elapsed;
mod not_a_time;
mod ordinary;
mod rest;
mod zone;

pub use elapsed::Elapsed;
pub use not_a_time::NotATime;
pub(crate) use ordinary::LastDate;
use rest::Rest;
pub use zone::Zone;

const DAY: i64 = 86_400;
const PICOS: i64 = 1_000_000_000_000;
/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what four digits of year can name.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;
/// The largest offset RFC 3339 can write, in minutes.
const FARTHEST: i64 = 23 * 60 + 59;

/// An instant with picosecond resolution, and how many decimals its text had.
///
/// Two texts of one instant are equal: neither the offset nor the number of decimals counts.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp {
    /// Since the Unix epoch, UTC, rounded down.
    seconds: i64,
    /// Always a multiple of the unit of the last of `digits`.
    picos: u64,
    /// 0 to 12.
    /// A whole word, so that copies of a timestamp have no padding.
    digits: u64,
}

/// What a text turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The instant.
    pub at: Timestamp,
    /// Whether RFC 3339 would have allowed the text.
    pub form: Form,
}

/// How a readable time was written; everything but `Ordinary` deserves finding CO205.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 3339 section 5.6 `date-time`.
    Ordinary,
    /// Read as UTC; neither RFC 3339 nor `OData` allows it.
    WithoutOffset,
    /// Allowed by `OData`'s `timeOfDayValue`, not by RFC 3339.
    WithoutSeconds,
    /// Neither seconds nor offset.
    WithoutBoth,
}

impl Timestamp {
    /// Reads `OData`'s `dateTimeOffsetValue` and RFC 3339's `date-time` (section 5.6), united, and tolerates
    /// a missing offset. Second 60 is read as the first second of the next day.
    ///
    /// # Errors
    /// The first reason, from the left, why the text is not a time.
    pub fn parse(text: &[u8]) -> Result<Parsed, NotATime> {
        let ends = [text.first(), text.last()];
        if ends.into_iter().flatten().any(u8::is_ascii_whitespace) {
            return Err(NotATime::Surrounded);
        }
        let mut rest = Rest(text);
        let days = rest.date()?;
        rest.separator()?;
        let time = rest.time_of_day()?;
        let offset = rest.offset()?;
        let minute = days * DAY + time.minute * 60 - offset.unwrap_or(0);
        if time.second == Some(60) && minute.rem_euclid(DAY) != DAY - 60 {
            return Err(NotATime::LeapSecond);
        }
        let form = match (time.second, offset) {
            (Some(_), Some(_)) => Form::Ordinary,
            (Some(_), None) => Form::WithoutOffset,
            (None, Some(_)) => Form::WithoutSeconds,
            (None, None) => Form::WithoutBoth,
        };
        let seconds = minute + time.second.unwrap_or(0);
        let at = Self {
            seconds,
            picos: time.picos,
            digits: u64::from(time.digits),
        };
        Ok(Parsed { at, form })
    }

    /// The system clock: seconds and nanoseconds since the Unix epoch, nine decimals.
    ///
    /// A clock outside the years 0001 to 9999 is moved to their edge.
    #[must_use]
    pub fn from_unix(seconds: i64, nanos: u32) -> Self {
        let picos = u64::from(nanos.min(999_999_999)) * 1000;
        Self {
            seconds: seconds.clamp(FIRST, LAST),
            picos,
            digits: 9,
        }
    }

    /// How many fraction digits the text had, 0 to 12.
    #[must_use]
    pub fn digits(self) -> u8 {
        let [digits, ..] = self.digits.to_le_bytes();
        digits
    }

    /// Whether this is 0001-01-01T00:00:00 UTC, which .NET writes for a time that was never set (CO209).
    #[must_use]
    pub fn is_unset(self) -> bool {
        self.seconds == FIRST && self.picos == 0
    }

    /// Reads the argument of `--now`: an RFC 3339 time, or `@` and seconds since the Unix epoch as in `date -d`.
    ///
    /// Stricter than [`Timestamp::parse`]: a clock without offset would be a guess.
    ///
    /// # Errors
    /// A sentence for the user, which does not repeat the argument.
    pub fn parse_now(text: &str) -> Result<Self, String> {
        let now = match text.strip_prefix('@') {
            Some(number) => Self::parse_unix(number.as_bytes()),
            None => match Self::parse(text.as_bytes()) {
                Ok(Parsed {
                    at,
                    form: Form::Ordinary,
                }) => Ok(at),
                Ok(Parsed {
                    form: Form::WithoutOffset,
                    ..
                }) => Err("no offset"),
                Ok(Parsed { .. }) => Err("no seconds"),
                Err(why) => Err(why.reason()),
            },
        };
        now.map_err(str::to_owned)
    }

    fn parse_unix(number: &[u8]) -> Result<Self, &'static str> {
        const OUTSIDE: &str = "outside the years 0001 to 9999";
        let magnitude = number.strip_prefix(b"-");
        let mut rest = Rest(magnitude.unwrap_or(number));
        let length = match rest.leading_digits() {
            0 => return Err("no number of seconds after @"),
            length @ 1..=12 => length,
            _ => return Err(OUTSIDE),
        };
        let seconds = rest.number(length).map_err(NotATime::reason)?;
        let (picos, digits) = rest.fraction().map_err(NotATime::reason)?;
        if !rest.0.is_empty() {
            return Err("not a number of seconds after @");
        }
        let (seconds, picos) = match (magnitude, picos) {
            (None, _) => (seconds, picos),
            (Some(_), 0) => (-seconds, 0),
            (Some(_), _) => (-seconds - 1, PICOS.unsigned_abs() - picos),
        };
        let inside = (FIRST..=LAST).contains(&seconds);
        if inside {
            Ok(Self {
                seconds,
                picos,
                digits: u64::from(digits),
            })
        } else {
            Err(OUTSIDE)
        }
    }

    /// Writes RFC 3339 with exactly the decimals the text had: `Z` for [`Zone::Utc`], else `+hh:mm`.
    ///
    /// Where the zone would leave the years 0001 to 9999 the time is written in UTC, and where UTC itself
    /// would, with the offset that stays inside: the instant is the same in any case.
    pub fn write_in(self, zone: Zone, out: &mut Vec<u8>) {
        let shifted = |offset: Option<i64>| self.seconds + offset.unwrap_or(0) * 60;
        let inside = |offset: &Option<i64>| (FIRST..=LAST).contains(&shifted(*offset));
        let edge = if self.seconds < 0 {
            FARTHEST
        } else {
            -FARTHEST
        };
        let wanted = [zone.minutes_east(self.seconds), None];
        let offset = wanted.into_iter().find(inside).unwrap_or(Some(edge));

        let (year, month, day) = civil_from_days(shifted(offset).div_euclid(DAY));
        let of_day = shifted(offset).rem_euclid(DAY).unsigned_abs();
        let parts = [
            year / 100,
            year % 100,
            month,
            day,
            of_day / 3600,
            of_day / 60 % 60,
            of_day % 60,
        ];
        let [
            [y1, y2],
            [y3, y4],
            [m1, m2],
            [d1, d2],
            [h1, h2],
            [n1, n2],
            [s1, s2],
        ] = parts.map(ascii_pair);
        out.extend_from_slice(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]);
        out.extend_from_slice(&[b'T', h1, h2, b':', n1, n2, b':', s1, s2]);
        push_fraction(out, self.picos, self.digits());
        let Some(minutes) = offset else {
            return out.push(b'Z');
        };
        let sign = if minutes < 0 { b'-' } else { b'+' };
        let minutes = minutes.unsigned_abs();
        let ([h1, h2], [m1, m2]) = (ascii_pair(minutes / 60), ascii_pair(minutes % 60));
        out.extend_from_slice(&[sign, h1, h2, b':', m1, m2]);
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.picos).cmp(&(other.seconds, other.picos))
    }
}

fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

fn seconds_east(sign: u8, hour: u8, minute: u8) -> i64 {
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60;
    if sign == b'-' { -seconds } else { seconds }
}

/// Of a month from 1 to 12; any other gives some number, and no panic.
fn days_in_month(month: u32, leap: bool) -> u32 {
    if month == 2 {
        28 + u32::from(leap)
    } else {
        30 + ((month ^ (month >> 3)) & 1)
    }
}

/// Days since 1970-01-01 of a date in the years 1 to 9999, proleptic Gregorian.
///
/// January and February count as months 13 and 14 of the year before, so that the leap day comes last.
fn days_from_civil(year: u32, month: u32, day: u32) -> i64 {
    let early = u32::from(month < 3);
    let (year, month) = (year - early, month + 12 * early);
    let before_month = (979 * month - 2919) / 32;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + before_month + day;
    i64::from(days) - 719_469
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (u64, u64, u64) {
    // Days since 0000-03-01, never negative for the years 1 to 9999.
    let days = (days + 719_468).unsigned_abs();
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (400 * era + year_of_era + u64::from(month < 3), month, day)
}

/// One unit of the last of `digits` decimals, in picoseconds. From a table, as it is wanted for every
/// row of what goes on.
fn unit(digits: u8) -> u64 {
    const UNITS: [u64; 13] = {
        let mut units = [1; 13];
        let mut at = 12;
        while at > 0 {
            units[at - 1] = 10 * units[at];
            at -= 1;
        }
        units
    };
    UNITS.get(usize::from(digits)).copied().unwrap_or(1)
}

fn push_number(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

fn push_fraction(out: &mut Vec<u8>, picos: u64, digits: u8) {
    if digits > 0 {
        // A one before the digits keeps their zeros, and its place is the point's.
        let begin = out.len();
        let one = unit(12_u8.saturating_sub(digits));
        push_number(out, one + picos / unit(digits));
        if let Some(place) = out.get_mut(begin) {
            *place = b'.';
        }
    }
}

#[cfg(test)]
mod tests;
