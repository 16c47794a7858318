//! The rules as tables, and what must hold for every time as properties.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test a panic is a finding"
)]

use std::process::Command;

use proptest::prelude::*;

use super::Form::{Ordinary, WithoutBoth, WithoutOffset, WithoutSeconds};
use super::{Elapsed, FIRST, Form, LAST, LastDate, NotATime, PICOS, Parsed, Timestamp, Zone};

/// Text, Unix seconds, picoseconds, digits, form. The numbers come from Python's `datetime`.
#[rustfmt::skip]
const ACCEPTED: &[(&str, i64, u64, u8, Form)] = &[
    ("2018-09-06T15:58:41Z", 1_536_249_521, 0, 0, Ordinary),
    ("2018-11-07T17:14:53.3464657+00:00", 1_541_610_893, 346_465_700_000, 7, Ordinary),
    ("2018-11-07T17:14:54.6236122Z", 1_541_610_894, 623_612_200_000, 7, Ordinary),
    ("2026-03-10T09:22:01Z", 1_773_134_521, 0, 0, Ordinary),
    ("2026-03-10T09:30:00.5Z", 1_773_135_000, 500_000_000_000, 1, Ordinary),
    ("1970-01-01T00:00:00Z", 0, 0, 0, Ordinary),
    ("1969-12-31T23:59:59Z", -1, 0, 0, Ordinary),
    ("1969-12-31T23:59:59.999999999999Z", -1, 999_999_999_999, 12, Ordinary),
    ("1970-01-01T00:00:00.000000000001Z", 0, 1, 12, Ordinary),
    ("0001-01-01T00:00:00Z", -62_135_596_800, 0, 0, Ordinary),
    ("0001-01-01T00:00:00.0000000Z", -62_135_596_800, 0, 7, Ordinary),
    ("0001-01-01T00:00:00+00:00", -62_135_596_800, 0, 0, Ordinary),
    ("0001-01-01T00:00:00+14:00", -62_135_647_200, 0, 0, Ordinary),
    ("0001-01-01T00:00:00+23:59", -62_135_683_140, 0, 0, Ordinary),
    ("0001-01-01T00:00:00-23:59", -62_135_510_460, 0, 0, Ordinary),
    ("9999-12-31T23:59:59Z", 253_402_300_799, 0, 0, Ordinary),
    ("9999-12-31T23:59:59.9999999Z", 253_402_300_799, 999_999_900_000, 7, Ordinary),
    ("9999-12-31T23:59:59.999999999999Z", 253_402_300_799, 999_999_999_999, 12, Ordinary),
    ("9999-12-31T23:59:59-14:00", 253_402_351_199, 0, 0, Ordinary),
    ("9999-12-31T23:59:59-23:59", 253_402_387_139, 0, 0, Ordinary),
    ("9999-12-31T23:59:59+23:59", 253_402_214_459, 0, 0, Ordinary),
    ("0099-12-31T00:00:00Z", -59_011_545_600, 0, 0, Ordinary),
    ("0100-01-01T00:00:00Z", -59_011_459_200, 0, 0, Ordinary),
    ("0002-01-01T00:00:00Z", -62_104_060_800, 0, 0, Ordinary),
    ("0002-01-01T00:00:00+23:59", -62_104_147_140, 0, 0, Ordinary),
    ("0004-02-29T12:00:00Z", -62_035_848_000, 0, 0, Ordinary),
    ("0999-06-15T01:02:03Z", -30_627_500_277, 0, 0, Ordinary),
    ("2000-02-29T00:00:00Z", 951_782_400, 0, 0, Ordinary),
    ("2004-02-29T00:00:00Z", 1_078_012_800, 0, 0, Ordinary),
    ("2024-02-29T23:59:59Z", 1_709_251_199, 0, 0, Ordinary),
    ("1600-02-29T00:00:00Z", -11_670_998_400, 0, 0, Ordinary),
    ("2400-02-29T00:00:00Z", 13_574_563_200, 0, 0, Ordinary),
    ("1900-02-28T23:59:59Z", -2_203_891_201, 0, 0, Ordinary),
    ("2100-02-28T00:00:00Z", 4_107_456_000, 0, 0, Ordinary),
    ("1900-03-01T00:00:00Z", -2_203_891_200, 0, 0, Ordinary),
    ("2023-02-28T00:00:00Z", 1_677_542_400, 0, 0, Ordinary),
    ("2018-01-31T00:00:00Z", 1_517_356_800, 0, 0, Ordinary),
    ("2018-03-31T00:00:00Z", 1_522_454_400, 0, 0, Ordinary),
    ("2018-04-30T00:00:00Z", 1_525_046_400, 0, 0, Ordinary),
    ("2018-05-31T00:00:00Z", 1_527_724_800, 0, 0, Ordinary),
    ("2018-06-30T00:00:00Z", 1_530_316_800, 0, 0, Ordinary),
    ("2018-07-31T00:00:00Z", 1_532_995_200, 0, 0, Ordinary),
    ("2018-08-31T00:00:00Z", 1_535_673_600, 0, 0, Ordinary),
    ("2018-09-30T00:00:00Z", 1_538_265_600, 0, 0, Ordinary),
    ("2018-10-31T00:00:00Z", 1_540_944_000, 0, 0, Ordinary),
    ("2018-11-30T00:00:00Z", 1_543_536_000, 0, 0, Ordinary),
    ("2018-12-31T00:00:00Z", 1_546_214_400, 0, 0, Ordinary),
    ("2018-01-01T00:00:00Z", 1_514_764_800, 0, 0, Ordinary),
    ("2018-03-01T00:00:00Z", 1_519_862_400, 0, 0, Ordinary),
    ("2018-09-06T00:00:00Z", 1_536_192_000, 0, 0, Ordinary),
    ("2018-09-06T23:00:00Z", 1_536_274_800, 0, 0, Ordinary),
    ("2018-09-06T00:59:00Z", 1_536_195_540, 0, 0, Ordinary),
    ("2018-09-06T00:00:59Z", 1_536_192_059, 0, 0, Ordinary),
    ("2018-09-06T15:58:41.1Z", 1_536_249_521, 100_000_000_000, 1, Ordinary),
    ("2018-09-06T15:58:41.12Z", 1_536_249_521, 120_000_000_000, 2, Ordinary),
    ("2018-09-06T15:58:41.123Z", 1_536_249_521, 123_000_000_000, 3, Ordinary),
    ("2018-09-06T15:58:41.1234Z", 1_536_249_521, 123_400_000_000, 4, Ordinary),
    ("2018-09-06T15:58:41.12345Z", 1_536_249_521, 123_450_000_000, 5, Ordinary),
    ("2018-09-06T15:58:41.123456Z", 1_536_249_521, 123_456_000_000, 6, Ordinary),
    ("2018-09-06T15:58:41.1234567Z", 1_536_249_521, 123_456_700_000, 7, Ordinary),
    ("2018-09-06T15:58:41.12345678Z", 1_536_249_521, 123_456_780_000, 8, Ordinary),
    ("2018-09-06T15:58:41.123456789Z", 1_536_249_521, 123_456_789_000, 9, Ordinary),
    ("2018-09-06T15:58:41.1234567891Z", 1_536_249_521, 123_456_789_100, 10, Ordinary),
    ("2018-09-06T15:58:41.12345678912Z", 1_536_249_521, 123_456_789_120, 11, Ordinary),
    ("2018-09-06T15:58:41.123456789123Z", 1_536_249_521, 123_456_789_123, 12, Ordinary),
    ("2018-09-06T15:58:41.0Z", 1_536_249_521, 0, 1, Ordinary),
    ("2018-09-06T15:58:41.00Z", 1_536_249_521, 0, 2, Ordinary),
    ("2018-09-06T15:58:41.000Z", 1_536_249_521, 0, 3, Ordinary),
    ("2018-09-06T15:58:41.0000000Z", 1_536_249_521, 0, 7, Ordinary),
    ("2018-09-06T15:58:41.000000000000Z", 1_536_249_521, 0, 12, Ordinary),
    ("2018-09-06T15:58:41.100Z", 1_536_249_521, 100_000_000_000, 3, Ordinary),
    ("2018-09-06T15:58:41.9999999+08:00", 1_536_220_721, 999_999_900_000, 7, Ordinary),
    ("2018-09-06T15:58:41.000000000009-08:00", 1_536_278_321, 9, 12, Ordinary),
    ("2018-09-06T15:58:41.12345678+05:30", 1_536_229_721, 123_456_780_000, 8, Ordinary),
    ("2018-09-06T15:58:41+00:00", 1_536_249_521, 0, 0, Ordinary),
    ("2018-09-06T15:58:41-00:00", 1_536_249_521, 0, 0, Ordinary),
    ("2018-09-06T15:58:41+08:00", 1_536_220_721, 0, 0, Ordinary),
    ("2018-09-06T15:58:41-08:00", 1_536_278_321, 0, 0, Ordinary),
    ("2018-09-06T15:58:41+05:30", 1_536_229_721, 0, 0, Ordinary),
    ("2018-09-06T15:58:41-03:30", 1_536_262_121, 0, 0, Ordinary),
    ("2018-09-06T15:58:41+05:45", 1_536_228_821, 0, 0, Ordinary),
    ("2018-09-06T15:58:41+14:00", 1_536_199_121, 0, 0, Ordinary),
    ("2018-09-06T15:58:41-12:00", 1_536_292_721, 0, 0, Ordinary),
    ("2018-09-06T15:58:41+23:59", 1_536_163_181, 0, 0, Ordinary),
    ("2018-09-06T15:58:41-23:59", 1_536_335_861, 0, 0, Ordinary),
    ("2018-09-06T15:58:41.5+00:01", 1_536_249_461, 500_000_000_000, 1, Ordinary),
    ("2018-09-06T15:58:41.5-00:01", 1_536_249_581, 500_000_000_000, 1, Ordinary),
    ("2018-09-06t15:58:41Z", 1_536_249_521, 0, 0, Ordinary),
    ("2018-09-06T15:58:41z", 1_536_249_521, 0, 0, Ordinary),
    ("2018-09-06t15:58:41z", 1_536_249_521, 0, 0, Ordinary),
    ("2018-09-06t15:58:41.123z", 1_536_249_521, 123_000_000_000, 3, Ordinary),
    ("2018-09-06t15:58:41+08:00", 1_536_220_721, 0, 0, Ordinary),
    ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000_000, 2, Ordinary),
    ("1996-12-19T16:39:57-08:00", 851_042_397, 0, 0, Ordinary),
    ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000_000, 2, Ordinary),
    ("1990-12-31T23:59:60Z", 662_688_000, 0, 0, Ordinary),
    ("1990-12-31T15:59:60-08:00", 662_688_000, 0, 0, Ordinary),
    ("1972-06-30T23:59:60Z", 78_796_800, 0, 0, Ordinary),
    ("2016-12-31T23:59:60.5Z", 1_483_228_800, 500_000_000_000, 1, Ordinary),
    ("2016-12-31T23:59:60.999999999999Z", 1_483_228_800, 999_999_999_999, 12, Ordinary),
    ("2017-01-01T07:59:60+08:00", 1_483_228_800, 0, 0, Ordinary),
    ("2017-01-01T05:29:60+05:30", 1_483_228_800, 0, 0, Ordinary),
    ("2018-09-06T23:59:60Z", 1_536_278_400, 0, 0, Ordinary),
    ("9999-12-31T23:59:60Z", 253_402_300_800, 0, 0, Ordinary),
    ("0001-01-01T00:00:60+00:01", -62_135_596_800, 0, 0, Ordinary),
    ("2016-12-31T23:59:60", 1_483_228_800, 0, 0, WithoutOffset),
    ("2016-12-31T00:00:60-23:59", 1_483_228_800, 0, 0, Ordinary),
    ("2018-09-06T15:58:41", 1_536_249_521, 0, 0, WithoutOffset),
    ("2018-09-06T15:58:41.5", 1_536_249_521, 500_000_000_000, 1, WithoutOffset),
    ("2018-09-06T15:58:41.1234567", 1_536_249_521, 123_456_700_000, 7, WithoutOffset),
    ("2018-09-06T15:58:41.123456789123", 1_536_249_521, 123_456_789_123, 12, WithoutOffset),
    ("0001-01-01T00:00:00", -62_135_596_800, 0, 0, WithoutOffset),
    ("9999-12-31T23:59:59.9999999", 253_402_300_799, 999_999_900_000, 7, WithoutOffset),
    ("2018-09-06t15:58:41", 1_536_249_521, 0, 0, WithoutOffset),
    ("2012-09-03T13:52Z", 1_346_680_320, 0, 0, WithoutSeconds),
    ("2012-09-03T13:52z", 1_346_680_320, 0, 0, WithoutSeconds),
    ("2012-09-03T13:52+02:00", 1_346_673_120, 0, 0, WithoutSeconds),
    ("2012-09-03T13:52-02:00", 1_346_687_520, 0, 0, WithoutSeconds),
    ("2012-09-03T00:00Z", 1_346_630_400, 0, 0, WithoutSeconds),
    ("2012-09-03T23:59-23:59", 1_346_803_080, 0, 0, WithoutSeconds),
    ("0001-01-01T00:00Z", -62_135_596_800, 0, 0, WithoutSeconds),
    ("9999-12-31T23:59Z", 253_402_300_740, 0, 0, WithoutSeconds),
    ("2012-09-03t13:52Z", 1_346_680_320, 0, 0, WithoutSeconds),
    ("2012-09-03T13:52", 1_346_680_320, 0, 0, WithoutBoth),
    ("2012-09-03t13:52", 1_346_680_320, 0, 0, WithoutBoth),
    ("0001-01-01T00:00", -62_135_596_800, 0, 0, WithoutBoth),
    ("9999-12-31T23:59", 253_402_300_740, 0, 0, WithoutBoth),
];

#[rustfmt::skip]
const REFUSED: &[(&str, NotATime)] = &[
    ("", NotATime::Form),
    ("2018", NotATime::Form),
    ("2018-", NotATime::Form),
    ("2018-09", NotATime::Form),
    ("2018-09-", NotATime::Form),
    ("2018-09-6T15:58:41Z", NotATime::Form),
    ("2018-9-06T15:58:41Z", NotATime::Form),
    ("18-09-06T15:58:41Z", NotATime::Form),
    ("218-09-06T15:58:41Z", NotATime::Form),
    ("2018/09/06T15:58:41Z", NotATime::Form),
    ("2018-09-06_15:58:41Z", NotATime::Form),
    ("2018-09-06T", NotATime::Form),
    ("2018-09-06T1", NotATime::Form),
    ("2018-09-06T15", NotATime::Form),
    ("2018-09-06T15Z", NotATime::Form),
    ("2018-09-06T15:", NotATime::Form),
    ("2018-09-06T15:5", NotATime::Form),
    ("2018-09-06T15:58:", NotATime::Form),
    ("2018-09-06T15:58:4", NotATime::Form),
    ("2018-09-06T15:58:4Z", NotATime::Form),
    ("2018-09-06T5:58:41Z", NotATime::Form),
    ("2018-09-06T15:8:41Z", NotATime::Form),
    ("2018-09-06T15:58:411Z", NotATime::Form),
    ("2018-09-06T155841Z", NotATime::Form),
    ("20180906T155841Z", NotATime::Form),
    ("2018-W36-4T15:58:41Z", NotATime::Form),
    ("2018-249T15:58:41Z", NotATime::Form),
    ("+2018-09-06T15:58:41Z", NotATime::Form),
    ("-018-09-06T15:58:41Z", NotATime::Form),
    ("T15:58:41Z", NotATime::Form),
    ("15:58:41", NotATime::Form),
    ("1536249521", NotATime::Form),
    ("1536249521.5", NotATime::Form),
    ("null", NotATime::Form),
    ("String (timestamp)", NotATime::Form),
    ("/Date(1536249521000)/", NotATime::Form),
    ("Thu, 06 Sep 2018 15:58:41 GMT", NotATime::Form),
    ("2018-09-06T15:58.5Z", NotATime::Form),
    ("2018-09-06T15:58,5Z", NotATime::Form),
    ("2018-09-06T15.5Z", NotATime::Form),
    ("2018-09-06T15:58:41ZZ", NotATime::Form),
    ("2018-09-06T15:58:41Z+00:00", NotATime::Form),
    ("2018-09-06T15:58:41Z[UTC]", NotATime::Form),
    ("2018-09-06T15:58:41[UTC]", NotATime::Form),
    ("2018-09-06T15:58:41UTC", NotATime::Form),
    ("2018-09-06T15:58:41 Z", NotATime::Form),
    ("2018-09-06T15:58:41 +00:00", NotATime::Form),
    ("2018-09-06T15:58:41.5 Z", NotATime::Form),
    ("2018-09-06T15:58:41A", NotATime::Form),
    ("2018-09-06T15:58:41.5.5Z", NotATime::Form),
    ("2018-09-06T15:58:-1Z", NotATime::Form),
    ("2018-09-06T15:58:+1Z", NotATime::Form),
    ("2018-09-06T-1:58:41Z", NotATime::Form),
    ("2018-09-06TT15:58:41Z", NotATime::Form),
    ("２０１８-09-06T15:58:41Z", NotATime::Form),
    ("2018-09-0６T15:58:41Z", NotATime::Form),
    ("٢٠١٨-09-06T15:58:41Z", NotATime::Form),
    ("2018\u{2010}09-06T15:58:41Z", NotATime::Form),
    ("\u{feff}2018-09-06T15:58:41Z", NotATime::Form),
    ("2018-09-06T15:58:41Z\u{a0}", NotATime::Form),
    ("2018-09-06T15:58:41Z\u{0}", NotATime::Form),
    ("\u{0}2018-09-06T15:58:41Z", NotATime::Form),
    ("2018-09-06T15:58:41.5Zjunk", NotATime::Form),
    ("2018-009-06T15:58:41Z", NotATime::Form),
    ("2018-09-006T15:58:41Z", NotATime::Form),
    ("2018-09-06T015:58:41Z", NotATime::Form),
    ("2018-09-06\u{a0}15:58:41Z", NotATime::Form),
    ("2018-09-06T15:58:41\u{2013}08:00", NotATime::Form),
    ("0x7E2-09-06T15:58:41Z", NotATime::Form),
    ("2018-09-06T15:58:4OZ", NotATime::Form),
    ("INF", NotATime::Form),
    ("NaN", NotATime::Form),
    ("now", NotATime::Form),
    ("2018-09-06T15:58:41.1e3Z", NotATime::Form),
    ("2018-09-06T15:58:41\'", NotATime::Form),
    (" 2018-09-06T15:58:41Z", NotATime::Surrounded),
    ("2018-09-06T15:58:41Z ", NotATime::Surrounded),
    ("2018-09-06T15:58:41Z\n", NotATime::Surrounded),
    ("2018-09-06T15:58:41Z\r\n", NotATime::Surrounded),
    ("\t2018-09-06T15:58:41Z", NotATime::Surrounded),
    ("\n2018-09-06T15:58:41Z", NotATime::Surrounded),
    (" ", NotATime::Surrounded),
    ("2018-09-06", NotATime::DateOnly),
    ("0001-01-01", NotATime::DateOnly),
    ("2018-09-06 15:58:41Z", NotATime::Blank),
    ("2018-09-06 15:58:41.1234567+00:00", NotATime::Blank),
    ("2018-09-06 15:58", NotATime::Blank),
    ("2018-09-06\t15:58:41Z", NotATime::Blank),
    ("2018-09-06\n15:58:41Z", NotATime::Blank),
    ("2018-09-06  15:58:41Z", NotATime::Blank),
    ("0000-01-01T00:00:00Z", NotATime::Year),
    ("0000-12-31T23:59:59-14:00", NotATime::Year),
    ("10000-01-01T00:00:00Z", NotATime::Year),
    ("12018-09-06T15:58:41Z", NotATime::Year),
    ("-0001-01-01T00:00:00Z", NotATime::Year),
    ("-2018-09-06T15:58:41Z", NotATime::Year),
    ("-12018-09-06T15:58:41Z", NotATime::Year),
    ("292277026596-12-04T15:30:08Z", NotATime::Year),
    ("99999999999999999999999-01-01T00:00:00Z", NotATime::Year),
    ("0000-13-01T00:00:00Z", NotATime::Year),
    ("2018-00-06T15:58:41Z", NotATime::Month),
    ("2018-13-06T15:58:41Z", NotATime::Month),
    ("2018-20-06T15:58:41Z", NotATime::Month),
    ("2018-99-06T15:58:41Z", NotATime::Month),
    ("2018-13-32T15:58:41Z", NotATime::Month),
    ("2018-13-06", NotATime::Month),
    ("2018-09-00T15:58:41Z", NotATime::Day),
    ("2018-09-31T15:58:41Z", NotATime::Day),
    ("2018-09-32T15:58:41Z", NotATime::Day),
    ("2018-01-32T00:00:00Z", NotATime::Day),
    ("2018-02-29T00:00:00Z", NotATime::Day),
    ("2018-02-30T00:00:00Z", NotATime::Day),
    ("2020-02-30T00:00:00Z", NotATime::Day),
    ("1900-02-29T00:00:00Z", NotATime::Day),
    ("2100-02-29T00:00:00Z", NotATime::Day),
    ("2018-04-31T00:00:00Z", NotATime::Day),
    ("2018-06-31T00:00:00Z", NotATime::Day),
    ("2018-11-31T00:00:00Z", NotATime::Day),
    ("2018-12-99T00:00:00Z", NotATime::Day),
    ("2018-09-06T24:00:00Z", NotATime::Hour),
    ("2018-09-06T24:00Z", NotATime::Hour),
    ("2018-09-06T25:00:00Z", NotATime::Hour),
    ("2018-09-06T99:58:41Z", NotATime::Hour),
    ("2018-09-06T24:60:61Z", NotATime::Hour),
    ("2018-09-06T15:60:41Z", NotATime::Minute),
    ("2018-09-06T15:60Z", NotATime::Minute),
    ("2018-09-06T15:99:41Z", NotATime::Minute),
    ("2018-09-06T23:60:60Z", NotATime::Minute),
    ("2018-09-06T15:58:61Z", NotATime::Second),
    ("2018-09-06T23:59:61Z", NotATime::Second),
    ("2018-09-06T15:58:99Z", NotATime::Second),
    ("2018-09-06T15:58:61", NotATime::Second),
    ("2018-09-06T15:58:60Z", NotATime::LeapSecond),
    ("2018-09-06T23:58:60Z", NotATime::LeapSecond),
    ("2018-09-06T00:00:60Z", NotATime::LeapSecond),
    ("2016-12-31T23:59:60+08:00", NotATime::LeapSecond),
    ("2016-12-31T23:59:60-00:01", NotATime::LeapSecond),
    ("2016-12-31T15:59:60.5-07:00", NotATime::LeapSecond),
    ("2016-12-31T15:58:60", NotATime::LeapSecond),
    ("2018-09-06T15:58:41,5Z", NotATime::Comma),
    ("2018-09-06T15:58:41,1234567+00:00", NotATime::Comma),
    ("2018-09-06T15:58:41.Z", NotATime::EmptyFraction),
    ("2018-09-06T15:58:41.", NotATime::EmptyFraction),
    ("2018-09-06T15:58:41.+00:00", NotATime::EmptyFraction),
    ("2018-09-06T15:58:41..5Z", NotATime::EmptyFraction),
    ("2018-09-06T15:58:41.1234567891234Z", NotATime::LongFraction),
    ("2018-09-06T15:58:41.0000000000000Z", NotATime::LongFraction),
    ("2018-09-06T15:58:41.1234567891234567890123456789Z", NotATime::LongFraction),
    ("2018-09-06T15:58:41.1234567891234", NotATime::LongFraction),
    ("2018-09-06T15:58:41\u{2212}08:00", NotATime::MinusSign),
    ("2018-09-06T15:58:41.5\u{2212}08:00", NotATime::MinusSign),
    ("2018-09-06T15:58:41+", NotATime::OffsetForm),
    ("2018-09-06T15:58:41-", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+08", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+0800", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+8:00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+08:0", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+08:000", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+008:00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+08:00:00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+08.00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+-8:00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+08:00Z", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+0a:00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41++8:00", NotATime::OffsetForm),
    ("2018-09-06T15:58:41+24:00", NotATime::Offset),
    ("2018-09-06T15:58:41-24:00", NotATime::Offset),
    ("2018-09-06T15:58:41+99:00", NotATime::Offset),
    ("2018-09-06T15:58:41+24:60", NotATime::Offset),
    ("2018-09-06T15:58:41+08:60", NotATime::OffsetMinute),
    ("2018-09-06T15:58:41-08:99", NotATime::OffsetMinute),
];

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text.as_bytes())
        .map_or_else(|why| panic!("{text}: {}", why.reason()), |parsed| parsed.at)
}

fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn shown(time: &str, zone: Zone) -> String {
    text(|out| at(time).write_in(zone, out))
}

fn elapsed(from: &str, to: &str) -> Elapsed {
    at(to).since(at(from))
}

#[test]
fn accepts_every_form_of_the_table() {
    for (text, seconds, picos, digits, form) in ACCEPTED {
        let Ok(parsed) = Timestamp::parse(text.as_bytes()) else {
            panic!("{text} was refused")
        };
        let Timestamp {
            seconds: s,
            picos: p,
            digits: d,
        } = parsed.at;
        assert_eq!(
            (s, p, d, parsed.form),
            (*seconds, *picos, u64::from(*digits), *form),
            "{text}"
        );
    }
}

#[test]
fn refuses_everything_else_and_says_why() {
    for (text, why) in REFUSED {
        assert_eq!(Timestamp::parse(text.as_bytes()), Err(*why), "{text}");
        assert_eq!(read_ordinary(text.as_bytes()), None, "{text}");
    }
    assert_eq!(
        Timestamp::parse(b"2018-09-06T15:58:41\xff"),
        Err(NotATime::Form)
    );
    assert_eq!(
        Timestamp::parse(b"\xb2018-09-06T15:58:41Z"),
        Err(NotATime::Form)
    );
}

#[test]
fn fast_lane_takes_what_is_ordinary() {
    for (text, ..) in ACCEPTED {
        let slow = Timestamp::parse(text.as_bytes())
            .ok()
            .filter(|parsed| parsed.form == Ordinary);
        let odd = text.contains(['t', 'z']) || is_rare(text);
        let fast = read_ordinary(text.as_bytes());
        assert_eq!(
            fast.map(exactly),
            slow.filter(|_| !odd).map(|parsed| exactly(parsed.at)),
            "{text}"
        );
    }
}

#[test]
fn fast_lane_agrees_on_each_byte_of_a_time_of_dotnet() {
    let time = b"2018-09-06T15:58:41.1234567Z";
    assert!(read_ordinary(time).is_some());
    for (place, byte) in (0..=time.len()).flat_map(|place| (0..=u8::MAX).map(move |b| (place, b))) {
        for end in [place, (place + 1).min(time.len())] {
            let mut text = time.to_vec();
            text.splice(place..end, [byte]);
            agree(&text).unwrap_or_else(|error| panic!("{}: {error}", text.escape_ascii()));
        }
    }
}

#[test]
fn reasons_are_lower_case_and_distinct() {
    let mut reasons: Vec<_> = REFUSED.iter().map(|(_, why)| why.reason()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    assert_eq!(reasons.len(), 18);
    assert!(reasons.iter().all(|reason| !reason.ends_with('.')
        && !reason.starts_with(char::is_uppercase)
        || reason.contains("U+")));
}

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
            assert_eq!(super::days_in_month(month, leap), length);
            for day in 1..=length {
                assert_eq!(super::days_from_civil(year, month, day), expected);
                assert_eq!(
                    super::civil_from_days(expected),
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
#[rustfmt::skip]
fn writes_times_in_zones() {
    let east = |seconds| Zone::Fixed(seconds);
    for (time, zone, expected) in [
        ("2018-09-06T15:58:41Z", Zone::Utc, "2018-09-06T15:58:41Z"),
        ("2018-09-06T15:58:41.3464657+00:00", Zone::Utc, "2018-09-06T15:58:41.3464657Z"),
        ("2018-09-06T15:58:41.000+08:00", Zone::Utc, "2018-09-06T07:58:41.000Z"),
        ("2018-09-06T15:58Z", Zone::Utc, "2018-09-06T15:58:00Z"),
        ("2016-12-31T23:59:60.5Z", Zone::Utc, "2017-01-01T00:00:00.5Z"),
        ("1969-12-31T23:59:59.999999999999Z", Zone::Utc, "1969-12-31T23:59:59.999999999999Z"),
        ("2018-09-06T15:58:41Z", east(0), "2018-09-06T15:58:41+00:00"),
        ("2018-09-06T15:58:41.05Z", east(28_800), "2018-09-06T23:58:41.05+08:00"),
        ("2018-09-06T15:58:41Z", east(-12_600), "2018-09-06T12:28:41-03:30"),
        ("2018-09-06T15:58:41Z", east(29_143), "2018-09-07T00:04:41+08:06"),
        ("2018-09-06T15:58:41Z", east(i32::MAX), "2018-09-07T15:57:41+23:59"),
        ("2018-09-06T15:58:41Z", east(i32::MIN), "2018-09-05T15:59:41-23:59"),
        ("0001-01-01T00:00:00Z", east(-60), "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00Z", east(60), "0001-01-01T00:01:00+00:01"),
        ("9999-12-31T23:59:59.5Z", east(60), "9999-12-31T23:59:59.5Z"),
        ("9999-12-31T23:59:59.5Z", east(-60), "9999-12-31T23:58:59.5-00:01"),
        ("0001-01-01T00:00:00+14:00", Zone::Utc, "0001-01-01T09:59:00+23:59"),
        ("0001-01-01T00:00:00+23:59", east(-28_800), "0001-01-01T00:00:00+23:59"),
        ("9999-12-31T23:59:59-14:00", Zone::Utc, "9999-12-31T14:00:59-23:59"),
        ("9999-12-31T23:59:60Z", Zone::Utc, "9999-12-31T00:01:00-23:59"),
    ] {
        assert_eq!(shown(time, zone), expected, "{time} {zone:?}");
    }
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

#[test]
fn reads_the_argument_of_tz() {
    for (argument, expected) in [
        ("utc", Some(Zone::Utc)),
        ("UTC", Some(Zone::Utc)),
        ("+00:00", Some(Zone::Fixed(0))),
        ("-00:00", Some(Zone::Fixed(0))),
        ("+08:00", Some(Zone::Fixed(28_800))),
        ("-0330", Some(Zone::Fixed(-12_600))),
        ("+23:59", Some(Zone::Fixed(86_340))),
        ("+24:00", None),
        ("+08:60", None),
        ("08:00", None),
        ("+8", None),
        ("+08", None),
        ("+8:00", None),
        ("Z", None),
        ("", None),
        ("Asia/Shanghai", None),
        ("\u{2212}08:00", None),
    ] {
        assert_eq!(Zone::parse(argument).ok(), expected, "{argument}");
    }
}

#[test]
#[rustfmt::skip]
fn writes_durations_as_decimals_and_words() {
    for (from, to, decimal, words) in [
        ("2018-09-06T15:58:41Z", "2018-09-06T15:58:41Z", "0", "0.0s"),
        ("2018-11-07T17:14:53.3464657+00:00", "2018-11-07T17:14:54.6236122+00:00", "1.2771465", "1s"),
        ("2026-03-10T09:22:01Z", "2026-03-10T09:30:00Z", "479", "7m59s"),
        ("2018-09-06T15:58:41.5Z", "2018-09-06T15:58:41Z", "-0.5", "0.5s"),
        ("2018-09-06T15:58:41.0Z", "2018-09-06T15:58:41.00Z", "0.00", "0.0s"),
        ("2018-09-06T15:58:41.99Z", "2018-09-06T15:58:42Z", "0.01", "0.0s"),
        ("2018-09-06T15:58:41Z", "2018-09-06T15:58:41.499999999999Z", "0.499999999999", "0.4s"),
        ("2018-09-06T15:58:42Z", "2018-09-06T15:58:40.25Z", "-1.75", "1s"),
        ("2018-09-06T15:58:40.75Z", "2018-09-06T15:58:42.25Z", "1.50", "1s"),
        ("1969-12-31T23:59:59.75Z", "1970-01-01T00:00:00.25Z", "0.50", "0.5s"),
        ("2018-09-06T15:00:00Z", "2018-09-06T15:00:59.9999999Z", "59.9999999", "59s"),
        ("2018-09-06T15:00:00Z", "2018-09-06T15:01:00Z", "60", "1m00s"),
        ("2018-09-06T15:00:00Z", "2018-09-06T15:04:12Z", "252", "4m12s"),
        ("2018-09-06T15:00:00Z", "2018-09-06T15:04:05Z", "245", "4m05s"),
        ("2018-09-06T15:00:00Z", "2018-09-06T15:59:59Z", "3599", "59m59s"),
        ("2018-09-06T15:00:00Z", "2018-09-06T16:02:59Z", "3779", "1h02m"),
        ("2018-09-06T15:00:00Z", "2018-09-07T14:59:59Z", "86399", "23h59m"),
        ("2018-09-06T15:00:00Z", "2018-09-07T20:59:59Z", "107999", "1d05h"),
        ("2018-09-06T15:00:00Z", "2018-09-08T14:00:00Z", "169200", "1d23h"),
        ("2018-09-06T15:00:00Z", "2019-09-06T14:59:59Z", "31535999", "364d23h"),
        ("2018-09-06T15:00:00Z", "2019-09-06T15:00:00Z", "31536000", "1y000d"),
        ("2018-09-06T15:00:00Z", "2025-09-12T15:00:00Z", "221443200", "7y008d"),
        ("2018-09-06T15:00:00Z", "2026-03-11T15:00:00Z", "236995200", "7y188d"),
        ("9999-12-31T23:59:59.9Z", "0001-01-01T00:00:00Z", "-315537897599.9", "10005y233d"),
    ] {
        let elapsed = elapsed(from, to);
        assert_eq!(text(|out| elapsed.write_decimal(out)), decimal, "{from} {to}");
        assert_eq!(text(|out| elapsed.write_words(out)), words, "{from} {to}");
        assert_eq!(elapsed.is_negative(), decimal.starts_with('-'));
        assert_eq!(Ok(elapsed.seconds), decimal.split('.').next().unwrap_or_default().parse());
    }
}

#[test]
fn drops_surplus_decimals_towards_zero() {
    let limited =
        |from, to, digits| text(|out| elapsed(from, to).limited(digits).write_decimal(out));
    let (early, late) = ("2018-09-06T15:58:41.0000001Z", "2018-09-06T15:58:43.1Z");
    assert_eq!(limited(early, late, 12), "2.0999999");
    assert_eq!(limited(early, late, 7), "2.0999999");
    assert_eq!(limited(early, late, 3), "2.099");
    assert_eq!(limited(late, early, 3), "-2.099");
    assert_eq!(limited(early, late, 0), "2");
    assert_eq!(
        limited("2018-09-06T15:58:41.9Z", "2018-09-06T15:58:41Z", 0),
        "0"
    );
    assert!(
        !elapsed("2018-09-06T15:58:41.9Z", "2018-09-06T15:58:41Z")
            .limited(0)
            .is_negative()
    );
}

/// Words as the contract says them, without buckets.
fn words_of(seconds: u64, picos: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600, seconds / 60);
    match seconds {
        0 => format!("0.{}s", picos * 10 / PICOS.unsigned_abs()),
        _ if minutes == 0 => format!("{seconds}s"),
        _ if hours == 0 => format!("{minutes}m{:02}s", seconds % 60),
        _ if days == 0 => format!("{hours}h{:02}m", minutes % 60),
        _ if days < 365 => format!("{days}d{:02}h", hours % 24),
        _ => format!("{}y{:03}d", days / 365, days % 365),
    }
}

#[test]
fn buckets_count_up_one_by_one_with_the_words() {
    let mut last = None;
    let steps = (0..10).map(|tenth| (0, tenth * 100_000_000_000)).chain(
        (1..=3600)
            .chain((3660..400 * 86_400).step_by(60))
            .map(|s| (s, 0)),
    );
    for (seconds, picos) in steps {
        let elapsed = Elapsed {
            seconds,
            picos,
            digits: 12,
        };
        let bucket = elapsed.words_bucket();
        if last != Some(bucket) {
            let words = text(|out| Elapsed::write_bucket(bucket, out));
            assert_eq!(
                words,
                words_of(seconds.unsigned_abs(), picos.unsigned_abs())
            );
            assert_eq!(bucket, last.map_or(0, |last| last + 1), "{words}");
            last = Some(bucket);
        }
    }
    assert!(text(|out| Elapsed::write_bucket(u64::MAX, out)).ends_with('d'));
}

/// What the fast lane says of the string `text`, as it would stand in a payload.
fn read_ordinary(text: &[u8]) -> Option<Timestamp> {
    read_behind(text, &mut LastDate::default())
}

/// The same behind another time.
fn read_behind(text: &[u8], date: &mut LastDate) -> Option<Timestamp> {
    let payload = [text, b"\",\"status\":\"running\",\"resultInfo\":null}"].concat();
    let (at, length) = Timestamp::read_ordinary(&payload, date)?;
    (length == text.len()).then_some(at)
}

#[test]
fn a_date_that_shares_bytes_with_the_last_one_is_read_anew() {
    let mut date = LastDate::default();
    for day in [
        "2018-09-06T",
        "2018-09-07T",
        "2028-09-07T",
        "2018-09-31T",
        "2018-09-0aT",
        "2018-09-07t",
        "2018-02-29T",
        "2016-02-29T",
        "2017-02-29T",
        "1970-01-01T",
        "1970-01-02T",
        "2018-09-07T",
    ] {
        let time = format!("{day}15:58:41Z");
        let alone = read_ordinary(time.as_bytes()).map(exactly);
        let behind = read_behind(time.as_bytes(), &mut date).map(exactly);
        assert_eq!(behind, alone, "{time}");
    }
}

/// Whether a time is left to the exact way though its form is plain: a leap second, or of the year
/// in which the unset time lies.
fn is_rare(text: &str) -> bool {
    text.starts_with("0001") || text.get(17..19) == Some("60")
}

/// Everything there is to know of a time, where `==` would only compare the instants.
fn exactly(time: Timestamp) -> (i64, u64, u8) {
    (time.seconds, time.picos, time.digits())
}

fn agree(text: &[u8]) -> Result<(), TestCaseError> {
    if let Some(fast) = read_ordinary(text) {
        let slow = Timestamp::parse(text);
        prop_assert_eq!(
            slow.map(|parsed| (exactly(parsed.at), parsed.form)),
            Ok((exactly(fast), Ordinary))
        );
    }
    Ok(())
}

fn times() -> impl Strategy<Value = String> {
    let date = (0..=10_000_u32, 0..=13_u32, 0..=32_u32)
        .prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
    let clock =
        (0..=24_u32, 0..=60_u32, 0..=61_u32).prop_map(|(h, m, s)| format!("{h:02}:{m:02}:{s:02}"));
    let offset = prop_oneof![Just("Z".to_owned()), "[+-]([01][0-9]|2[0-4]):[0-6][0-9]"];
    (date, clock, "(\\.[0-9]{1,13})?", offset).prop_map(|(d, c, f, o)| format!("{d}T{c}{f}{o}"))
}

fn instants() -> impl Strategy<Value = Timestamp> {
    (FIRST - 86_340..=LAST + 86_340, 0..PICOS, 0..=12_u8).prop_map(|(seconds, picos, digits)| {
        let picos = picos.unsigned_abs();
        Timestamp {
            seconds,
            picos: picos - picos % super::unit(digits),
            digits: u64::from(digits),
        }
    })
}

proptest! {
    #[test]
    fn fast_lane_agrees_on_plausible_times(text in times()) {
        agree(text.as_bytes())?;
        let ordinary = Timestamp::parse(text.as_bytes()).is_ok_and(|parsed| parsed.form == Ordinary);
        let fast = read_ordinary(text.as_bytes()).is_some();
        prop_assert_eq!(ordinary && !is_rare(&text), fast);
    }

    #[test]
    fn the_date_read_last_makes_no_difference(
        texts in prop::collection::vec(times(), 2..6),
        again in prop::collection::vec((0..6_usize, 0..12_usize, any::<u8>()), 0..6),
    ) {
        let mut date = LastDate::default();
        let mut texts: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
        // Dates that come again, some of them with another byte in them.
        for (number, place, byte) in again {
            let mut text = texts[number % texts.len()].clone();
            text[place] = if byte < 128 { text[place] } else { byte - 96 };
            texts.push(text);
        }
        for text in &texts {
            let alone = read_ordinary(text).map(exactly);
            prop_assert_eq!(read_behind(text, &mut date).map(exactly), alone);
        }
    }

    #[test]
    fn fast_lane_agrees_on_damaged_times(text in times(), place in 0..40_usize, byte: u8, insert: bool) {
        let mut text = text.into_bytes();
        let place = place.min(text.len());
        let end = if insert { place } else { (place + 1).min(text.len()) };
        text.splice(place..end, [byte]);
        agree(&text)?;
    }

    #[test]
    fn nothing_panics_on_any_bytes(text in prop::collection::vec(any::<u8>(), 0..48)) {
        agree(&text)?;
        let _ = Timestamp::parse(&text);
        let text = String::from_utf8_lossy(&text);
        let _ = (Timestamp::parse_now(&text), Timestamp::parse_now(&format!("@{text}")), Zone::parse(&text));
    }

    #[test]
    fn what_is_written_reads_the_same(instant in instants(), east in -90_000..=90_000_i32) {
        for zone in [Zone::Utc, Zone::Fixed(east)] {
            let text = text(|out| instant.write_in(zone, out));
            let read = Timestamp::parse(text.as_bytes());
            let same = read.map(|Parsed { at, form }| (exactly(at), form));
            prop_assert_eq!(same, Ok((exactly(instant), Ordinary)), "{}", text);
        }
    }

    #[test]
    fn since_is_exact_and_antisymmetric(a in instants(), far in instants(), seconds in -2..=2_i64, is_far: bool) {
        let near = Timestamp { seconds: a.seconds + seconds, ..far };
        let b = if is_far { far } else { near };
        let (forth, back) = (a.since(b), b.since(a));
        prop_assert_eq!((forth.seconds, forth.picos, forth.digits), (-back.seconds, -back.picos, back.digits));
        let total = |seconds: i64, picos: i64| i128::from(seconds) * i128::from(PICOS) + i128::from(picos);
        let of = |time: Timestamp| total(time.seconds, time.picos.cast_signed());
        prop_assert_eq!(total(forth.seconds, forth.picos), of(a) - of(b));
        prop_assert!(forth.seconds.signum() * forth.picos.signum() >= 0 && forth.picos.abs() < PICOS);
        prop_assert_eq!(forth.is_negative(), a < b);
    }

    #[test]
    fn bucket_words_are_the_words(a in instants(), b in instants(), scale in 0..12_u32) {
        let far = a.since(b);
        let elapsed = Elapsed { seconds: far.seconds / 10_i64.pow(scale), ..far };
        let words = text(|out| Elapsed::write_bucket(elapsed.words_bucket(), out));
        prop_assert_eq!(&words, &text(|out| elapsed.write_words(out)));
        prop_assert_eq!(words, words_of(elapsed.seconds.unsigned_abs(), elapsed.picos.unsigned_abs()));
    }
}

/// Runs in a process of its own, as chrono reads `TZ`: `CASE` is what 2026-01 and 2026-07 should look like.
#[test]
#[ignore = "run by local_zone_honours_tz_and_never_panics"]
fn local_zone_case() {
    let Ok(case) = std::env::var("CASE") else {
        return;
    };
    let Ok(zone) = Zone::parse("local") else {
        return assert_eq!(case, "refused");
    };
    let times = ["2026-01-01T12:00:00Z", "2026-07-01T12:00:00Z"].map(|time| shown(time, zone));
    for step in 0..4000 {
        let instant = Timestamp::from_unix(FIRST + step * 78_888_223, 0);
        assert_eq!(at(&text(|out| instant.write_in(zone, out))), instant);
    }
    assert!(
        case == "anything" || case == times.join(" "),
        "{case}: {times:?}"
    );
}

/// A zone file of RFC 8536 version 2 with one local time type and a footer.
fn zone_file(offset: i32, footer: &str) -> Vec<u8> {
    let header = |types: u32| {
        [
            &b"TZif2"[..],
            &[0; 15],
            &[0; 16],
            &types.to_be_bytes(),
            &4_u32.to_be_bytes(),
        ]
        .concat()
    };
    let block = [&offset.to_be_bytes()[..], &[0, 0], b"AAA\0"].concat();
    [
        &header(1),
        &block,
        &header(1),
        &block,
        &b"\n"[..],
        footer.as_bytes(),
        b"\n",
    ]
    .concat()
}

#[test]
fn local_zone_honours_tz_and_never_panics() {
    let folder = std::env::temp_dir().join(format!("commsop-zones-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).unwrap();
        folder.join(name).display().to_string()
    };
    let utc = "2026-01-01T12:00:00+00:00 2026-07-01T12:00:00+00:00";
    let china = "2026-01-01T20:00:00+08:00 2026-07-01T20:00:00+08:00";
    let berlin = "2026-01-01T13:00:00+01:00 2026-07-01T14:00:00+02:00";
    let mut cases = vec![
        (String::new(), utc),
        ("CST-8".to_owned(), china),
        ("CET-1CEST,M3.5.0,M10.5.0/3".to_owned(), berlin),
        ("AAA-23BBB,0,364".to_owned(), "refused"),
        ("AAA-0023:30BBB,M1.1.0,M12.5.0".to_owned(), "refused"),
        ("AAA-24".to_owned(), "anything"),
        ("pBB24".to_owned(), "anything"),
        ("\u{2212}08:00".to_owned(), "anything"),
        ("/dev/zero".to_owned(), "refused"),
        (folder.display().to_string(), "refused"),
        (file("china", &zone_file(28_800, "")), china),
        (file("local-mean-time", &zone_file(28_785, "")), china),
        (file("a-day", &zone_file(86_400, "")), "refused"),
        (file("far-west", &zone_file(i32::MIN + 1, "")), "refused"),
        (file("rule", &zone_file(3600, "AAA-23BBB,0,364")), "refused"),
        (file("endless", &vec![0; 2 << 20]), "refused"),
        (file("not-a-zone", b"TZif2 and nothing else"), "anything"),
        (file("empty", b""), "anything"),
    ];
    let whole = zone_file(28_800, "");
    cases.extend(
        (0..whole.len())
            .step_by(7)
            .map(|cut| (file(&format!("cut-{cut}"), &whole[..cut]), "anything")),
    );
    let test = format!(
        "{}::local_zone_case",
        module_path!().split_once("::").unwrap().1
    );
    for (tz, expected) in cases {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", &test, "--include-ignored"])
            .env("TZ", &tz)
            .env("CASE", expected);
        let output = child.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "TZ={tz}\n{said}"
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
