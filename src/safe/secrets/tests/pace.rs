//! The search goes through any text once: what is said again and again leads it astray no farther than
//! once, so that no payload can stop the program by what it says.

use crate::safe::secrets::secrets_in_record;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A length, and so many times that, up to the size of a large record.
const SHORT: usize = 64 << 10;
const TIMES: u32 = 16;
const LONG: usize = SHORT * TIMES as usize;

/// What may lead a search astray.
const UNITS: [&str; 85] = [
    "token:[",
    "token={",
    "token=",
    "tokenx",
    "\"token\":[",
    "\"token\"",
    "\"token\",",
    "token",
    "token ",
    "token\"",
    "\"token",
    "{\"value\":{token ",
    "value\"token",
    "<token ",
    "token:",
    "token: aa bb ",
    "\"token\":1,",
    "\"token\":\"",
    "\"token\":1 ",
    "token%3D",
    "Bearer ",
    "Bearer a",
    "eyJ",
    "eyJa.",
    "eyJa.a.",
    "\\u0074oken",
    "\\u0022token\\u0022:[",
    "secret: ",
    "\"token\":{\"a\":",
    "\"token\":[],",
    "token'",
    "authorization:\n ",
    "token:\n",
    "token\n",
    "\"token\"}{",
    "\"token\":,\"a\":",
    "token:'",
    "token:\\",
    "password>",
    "\\\"token\\\",",
    "\\\"token\\\":\\\"",
    "\\\"token\\\" \\\"x\\\":",
    "token\\\\\\",
    "value token ",
    "authorization:x \"token\"",
    "authorization:x \"token\":1,",
    "token=\\\"q token=\\",
    "Bearer a\"x ",
    "\"value\":\"token ",
    "\"value\":{\"a\":\"token\",",
    "\"value\":[\"token\",",
    "\"value\":\"token.\\n",
    "value:token.",
    "value 'token' ",
    "\"parameter\":\"x\",\"bearer\" ",
    "<token>\n",
    "<token>",
    "token&quot;",
    "token%22",
    "token%2522%22",
    "token is ",
    "token(",
    "valuetoken",
    "\"valuetoken",
    "key value token ",
    "<b:token",
    "secret<",
    "name:token value ",
    "\"key\":\"token\",\"value\":{",
    "eyJa.a.\n",
    "token 'a''",
    "token:''",
    "token:\"\"x",
    "token\u{0}\u{4e22}",
    "t\u{200b}oken",
    "\u{2274}\u{6f6b}\u{6e65}",
    "\\u200b\\u0074oken:",
    "\u{a0}token\u{ff}",
    "to\"ken",
    "to\\\"en:",
    "\"oken\":",
    "toke\\",
    "to\\uken,",
    "token\\u0g22:",
    "\u{0}word ",
];

#[test]
fn what_is_found_is_in_order_and_apart() {
    for unit in UNITS {
        let text = unit.repeat(LONG / unit.len());
        let found = secrets_in_record(text.as_bytes());
        let apart = found.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        assert!(
            apart && found.iter().all(|(start, end)| start < end),
            "{unit}"
        );
    }
}

/// How long the search takes at best.
fn time(unit: &str, length: usize) -> Duration {
    let text = unit.repeat(length / unit.len());
    let times = (0..3).map(|_| {
        let begin = Instant::now();
        black_box(secrets_in_record(text.as_bytes()));
        begin.elapsed()
    });
    times.min().unwrap_or_default()
}

/// Sixteen times the text takes 10 to 22 times as long (measured). If a quarter as much again as the short
/// one takes grew with the square, it would take 64 times as long.
#[test]
fn takes_a_time_in_proportion_to_the_text() {
    for unit in UNITS {
        let (short, long) = (time(unit, SHORT), time(unit, LONG));
        assert!(long < 4 * TIMES * short, "{unit}: {short:?}, {long:?}");
    }
}
