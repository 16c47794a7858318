//! The rules as tables, and what must hold for every time as properties.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test a panic is a finding"
)]

mod accepted;
mod elapsed;
mod instant;
mod ordinary;
mod refused;
mod zone;

use super::{FIRST, LAST, LastDate, PICOS, Timestamp, Zone};
use proptest::prelude::*;

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

/// Whether a time is left to the exact way though its form is plain: a leap second, or of the year
/// in which the unset time lies.
fn is_rare(text: &str) -> bool {
    text.starts_with("0001") || text.get(17..19) == Some("60")
}

/// Everything there is to know of a time, where `==` would only compare the instants.
fn exactly(time: Timestamp) -> (i64, u64, u8) {
    (time.seconds, time.picos, time.digits())
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
