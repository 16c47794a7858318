//! Texts with secrets, and how they are shown.

mod damage;
mod properties;
mod words;

use super::{REDACTED, redact, secrets_in_record};
use crate::safe::may_hold_secret;
use std::time::{Duration, Instant};

#[test]
fn the_quick_look_misses_no_name() {
    for name in ["token", "secret", "password", "authorization", "bearer"] {
        for text in [name.to_owned(), format!("my{}Value", name.to_uppercase())] {
            assert!(may_hold_secret(text.as_bytes()), "{text}");
        }
    }
    assert!(may_hold_secret(b"eyJhbGci"));
    assert!(!may_hold_secret(
        b"Please check the replacesCallId property."
    ));
}

/// Every text, and what is shown of it.
fn shows(cases: &[(&str, &str)]) {
    for (text, shown) in cases {
        assert_eq!(redact(text), *shown, "{text}");
    }
}

/// What may be said again and again, to lead a search astray.
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

/// How long the search takes, at best; what it finds is in order and apart.
fn time(unit: &str, length: usize) -> Duration {
    let text = unit.repeat(length / unit.len());
    let times = (0..3).map(|_| {
        let begin = Instant::now();
        let found = secrets_in_record(text.as_bytes());
        let time = begin.elapsed();
        let apart = found.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        let is_sound = apart && found.iter().all(|(start, end)| start < end);
        assert!(is_sound, "{unit}");
        time
    });
    times.min().unwrap_or_default()
}

/// Eight times the text takes eight times as long, and not 64 times: the two are told apart on any
/// machine.
#[test]
fn takes_a_time_in_proportion_to_the_text() {
    const SHORT: usize = 32 << 10;
    const LONG: usize = 8 * SHORT;
    for unit in UNITS {
        let (short, long) = (time(unit, SHORT), time(unit, LONG));
        let most = 32 * short.max(Duration::from_micros(100));
        assert!(long < most, "{unit}: {short:?}, {long:?}");
    }
}
