//! Instants: their numbers, their order, and those of the clock.

use super::{at, exactly, instants, text};
use crate::timestamp::Form::Ordinary;
use crate::timestamp::{
    FIRST, LAST, Parsed, Timestamp, Zone, civil_from_days, days_from_civil, days_in_month,
};
use proptest::prelude::*;

#[test]
fn every_day_of_ten_thousand_years_has_its_number() {
    let mut expected = FIRST / 86_400;
    for year in 1..=9999_u32 {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        for month in 1..=12_u32 {
            let length = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            assert_eq!(days_in_month(month, leap), length);
            for day in 1..=length {
                assert_eq!(days_from_civil(year, month, day), expected);
                assert_eq!(
                    civil_from_days(expected),
                    (year.into(), month.into(), day.into())
                );
                expected += 1;
            }
        }
    }
    assert_eq!(expected * 86_400 - 1, LAST);
}

#[test]
fn equal_instants_are_equal_however_written() {
    assert_eq!(
        at("2018-09-06T15:58:41Z"),
        at("2018-09-06T17:58:41.000+02:00")
    );
    assert_eq!(at("2016-12-31T23:59:60Z"), at("2017-01-01T00:00:00Z"));
    assert!(at("2018-09-06T15:58:41.000000000001Z") > at("2018-09-06T15:58:41Z"));
    assert!(at("1969-12-31T23:59:59.9Z") < at("1970-01-01T00:00:00Z"));
}

#[test]
fn knows_the_unset_time() {
    let unset = [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00.0000000Z",
        "0001-01-01T08:00:00+08:00",
        "0001-01-01T00:00",
    ];
    assert!(unset.iter().all(|text| at(text).is_unset()));
    assert!(!at("0001-01-01T00:00:00+08:00").is_unset());
    assert!(!at("0001-01-01T00:00:00.0000001Z").is_unset());
}

#[test]
fn takes_the_system_clock() {
    let clock =
        |seconds, nanos| text(|out| Timestamp::from_unix(seconds, nanos).write_in(Zone::Utc, out));
    assert_eq!(clock(1_536_249_521, 1), "2018-09-06T15:58:41.000000001Z");
    assert_eq!(clock(-1, 999_999_999), "1969-12-31T23:59:59.999999999Z");
    assert_eq!(clock(i64::MAX, u32::MAX), "9999-12-31T23:59:59.999999999Z");
    assert_eq!(clock(i64::MIN, 0), "0001-01-01T00:00:00.000000000Z");
}

#[test]
#[rustfmt::skip]
fn reads_the_argument_of_now() {
    for (argument, expected) in [
        ("2026-03-10T09:30:00Z", Ok("2026-03-10T09:30:00Z")),
        ("2026-03-10T09:30:00.25+01:00", Ok("2026-03-10T08:30:00.25Z")),
        ("@0", Ok("1970-01-01T00:00:00Z")),
        ("@1536249521", Ok("2018-09-06T15:58:41Z")),
        ("@1536249521.123456789", Ok("2018-09-06T15:58:41.123456789Z")),
        ("@-1", Ok("1969-12-31T23:59:59Z")),
        ("@-0", Ok("1970-01-01T00:00:00Z")),
        ("@-0.25", Ok("1969-12-31T23:59:59.75Z")),
        ("@-1.0", Ok("1969-12-31T23:59:59.0Z")),
        ("@-62135596800", Ok("0001-01-01T00:00:00Z")),
        ("@253402300799.9", Ok("9999-12-31T23:59:59.9Z")),
        ("@253402300800", Err("outside the years 0001 to 9999")),
        ("@-62135596800.1", Err("outside the years 0001 to 9999")),
        ("@1536249521000", Err("outside the years 0001 to 9999")),
        ("@99999999999999999999999999", Err("outside the years 0001 to 9999")),
        ("@", Err("no number of seconds after @")),
        ("@-", Err("no number of seconds after @")),
        ("@--1", Err("no number of seconds after @")),
        ("@+1", Err("no number of seconds after @")),
        ("@.5", Err("no number of seconds after @")),
        ("@1.", Err("no digit after the decimal point")),
        ("@1,5", Err("a comma instead of the decimal point")),
        ("@1.0000000000000", Err("more than 12 fraction digits")),
        ("@1e9", Err("not a number of seconds after @")),
        ("@1 ", Err("not a number of seconds after @")),
        ("", Err("not of the form 2018-09-06T15:58:41Z")),
        ("now", Err("not of the form 2018-09-06T15:58:41Z")),
        ("1536249521", Err("not of the form 2018-09-06T15:58:41Z")),
        ("2026-03-10", Err("a date without a time of day")),
        ("2026-03-10T09:30:00", Err("no offset")),
        ("2026-03-10T09:30Z", Err("no seconds")),
        ("2026-03-10T09:30", Err("no seconds")),
        ("2026-13-10T09:30:00Z", Err("month outside 01 to 12")),
    ] {
        let read = Timestamp::parse_now(argument).map(|now| text(|out| now.write_in(Zone::Utc, out)));
        assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{argument}");
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(instant in instants(), east in -90_000..=90_000_i32) {
        for zone in [Zone::Utc, Zone::Fixed(east)] {
            let text = text(|out| instant.write_in(zone, out));
            let read = Timestamp::parse(text.as_bytes());
            let same = read.map(|Parsed { at, form }| (exactly(at), form));
            prop_assert_eq!(same, Ok((exactly(instant), Ordinary)), "{}", text);
        }
    }
}
