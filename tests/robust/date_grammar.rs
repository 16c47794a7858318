//! `dateTimeOffsetValue` of OData's ABNF and `date-time` of RFC 3339, written from the grammars and
//! apart from the program: slow, plain, and with another idea of how to read (split, then check).

/// What a text that is a time turned out to be.
#[derive(Debug)]
pub(crate) struct Known {
    /// Seconds and offset are both there.
    pub(crate) is_rfc3339: bool,
}

/// `None` if the text is not a time.
pub(crate) fn read(bytes: &[u8]) -> Option<Known> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (date, rest) = text.split_once(['T', 't'])?;
    check_date(date)?;
    let (time, offset) = split_offset(rest);
    let offset_minutes = match offset {
        None => 0,
        Some(offset) => minutes_of(offset)?,
    };
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (time, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hour, minute) = match parts[..] {
        [hour, minute] if fraction.is_none() => (two(hour, 23)?, two(minute, 59)?),
        [hour, minute, _] => (two(hour, 23)?, two(minute, 59)?),
        _ => return None,
    };
    if let Some(second) = parts.get(2)
        && two(second, 60)? == 60
    {
        let utc = (hour * 60 + minute - offset_minutes).rem_euclid(24 * 60);
        (utc == 23 * 60 + 59).then_some(())?;
    }
    if let Some(fraction) = fraction {
        let good = (1..=12).contains(&fraction.len()) && is_digits(fraction);
        good.then_some(())?;
    }
    Some(Known {
        is_rfc3339: parts.len() == 3 && offset.is_some(),
    })
}

/// Year 0001 to 9999, month, and a day that the month has.
fn check_date(date: &str) -> Option<()> {
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    if year.len() != 4 || !is_digits(year) || year == "0000" {
        return None;
    }
    let year: i64 = year.parse().ok()?;
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match two(month, 12)? {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (two(day, days)? >= 1).then_some(())
}

/// The time of day, and what follows it.
fn split_offset(rest: &str) -> (&str, Option<&str>) {
    match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => (&rest[..at], Some(&rest[at..])),
        None => (rest, None),
    }
}

/// Minutes east of UTC.
fn minutes_of(offset: &str) -> Option<i64> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, offset) = match offset.strip_prefix('-') {
        Some(west) => (-1, west),
        None => (1, offset.strip_prefix('+')?),
    };
    let (hour, minute) = offset.split_once(':')?;
    Some(sign * (two(hour, 23)? * 60 + two(minute, 59)?))
}

/// Two digits that are at most `most`.
fn two(text: &str, most: i64) -> Option<i64> {
    (text.len() == 2 && is_digits(text)).then_some(())?;
    text.parse().ok().filter(|number| *number <= most)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
