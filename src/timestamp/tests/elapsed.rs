//! What passes between two instants, as decimals and as words.

use super::{at, instants, text};
use crate::timestamp::{Elapsed, PICOS, Timestamp};
use proptest::prelude::*;

fn elapsed(from: &str, to: &str) -> Elapsed {
    at(to).since(at(from))
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

proptest! {
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
