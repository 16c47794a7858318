//! The fast way says of each text what the exact one says.

use super::accepted::ACCEPTED;
use super::{exactly, is_rare, read_behind, read_ordinary};
use crate::timestamp::Form::Ordinary;
use crate::timestamp::{LastDate, Timestamp, Zone};
use proptest::prelude::*;

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
}
