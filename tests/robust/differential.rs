//! The program against references that were written apart from it. COMMSOP_CASES says how many
//! cases; a million of each take a minute with `--release`.

use crate::{date_grammar, verdict};
use commsop::timestamp::{Form, Timestamp};

/// A small generator of random numbers (xorshift64*): the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

fn how_many() -> usize {
    let cases = std::env::var("COMMSOP_CASES").ok();
    cases.and_then(|n| n.parse().ok()).unwrap_or(20_000)
}

const SCALARS: [&str; 44] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "200",
    "2147483648",
    "-2147483649",
    "1.5",
    "1e2",
    "2E-3",
    "1e400",
    "-1e-400",
    "12345678901234567890123",
    "0.1e+7",
    "\"\"",
    "\"a\"",
    "\"\\u00e9\"",
    "\"\\ud83d\\udcde\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\u{e9}\u{4f1a}\u{1f4de}\"",
    "\"\u{7f}\u{2028}\"",
    // And some that are none.
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "-",
    "nul",
    "True",
    "NaN",
    "'a'",
    "\"\\x\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"",
    "a",
    "\u{a0}",
    "/**/1",
    "\"\\ud800\\u0041\"",
];

/// A text that is JSON more often than not.
fn json(random: &mut Random, depth: usize, out: &mut String) {
    let blank = |random: &mut Random, out: &mut String| {
        if random.below(8) == 0 {
            out.push_str(random.one_of(&[" ", "\n", "\t", "\r\n", "  "]));
        }
    };
    blank(random, out);
    match random.below(if depth > 4 { 3 } else { 6 }) {
        0..=2 => {
            // Broken ones stand behind the 24 good ones, and come one time in sixteen.
            let n = if random.below(16) == 0 {
                SCALARS.len()
            } else {
                24
            };
            out.push_str(SCALARS[random.below(n)]);
        }
        3 | 4 => {
            out.push('{');
            for i in 0..random.below(4) {
                if i > 0 {
                    out.push(',');
                }
                blank(random, out);
                out.push_str(random.one_of(&[
                    "\"a\"",
                    "\"b\"",
                    "\"status\"",
                    "\"\\u0061\"",
                    "\"\"",
                ]));
                blank(random, out);
                out.push(':');
                json(random, depth + 1, out);
            }
            out.push('}');
        }
        _ => {
            out.push('[');
            for i in 0..random.below(4) {
                if i > 0 {
                    out.push(',');
                }
                json(random, depth + 1, out);
            }
            out.push(']');
        }
    }
    blank(random, out);
}

/// Changes up to three bytes, one time in two.
fn damage(random: &mut Random, bytes: &mut Vec<u8>, new: &[u8]) {
    if random.below(2) == 0 {
        return;
    }
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len() + 1);
        match random.below(3) {
            0 => bytes.insert(at, random.one_of(new)),
            1 if at < bytes.len() => {
                bytes.remove(at);
            }
            _ if at < bytes.len() => bytes[at] = random.one_of(new),
            _ => {}
        }
    }
}

#[test]
fn a_private_name_of_serde_json_is_a_name() {
    let text = br#"{"$serde_json::private::RawValue":"{"}"#;
    assert_eq!(commsop::input::scanner::scan(text), Ok(()));
    assert_eq!(verdict::disagreement(text), None);
}

#[test]
fn the_scanner_and_serde_json_agree_on_what_is_json() {
    const BYTES: &[u8] =
        b"{}[]\",:\\u0019-+.eE \n\tdDfnat\0\x1e\x1f\x7f\x80\xbf\xc3\xe2\xed\xf0\xff/'";
    let mut random = Random(0x5EED);
    let mut accepted = 0;
    for _ in 0..how_many() {
        let mut text = String::new();
        json(&mut random, 0, &mut text);
        let mut bytes = text.into_bytes();
        damage(&mut random, &mut bytes, BYTES);
        assert_eq!(
            verdict::disagreement(&bytes),
            None,
            "{}",
            String::from_utf8_lossy(&bytes)
        );
        accepted += usize::from(commsop::input::scanner::scan(&bytes).is_ok());
    }
    let share = accepted * 100 / how_many();
    assert!(
        (30..80).contains(&share),
        "{share} % are JSON: too few of either kind"
    );
}

/// A text that is a time more often than not.
fn date(random: &mut Random) -> String {
    let number = |random: &mut Random, usual: u64, width: usize| {
        // One time in eight beyond what there is.
        let most = if random.below(8) == 0 {
            10u64.pow(width as u32)
        } else {
            usual
        };
        format!("{:0width$}", random.next() % most)
    };
    let part = |random: &mut Random, all: &[&'static str]| {
        if random.below(12) == 0 {
            random.one_of(all)
        } else {
            all[0]
        }
    };
    let mut text = String::new();
    text.push_str(part(random, &["", "-", "+", " ", "1"]));
    text.push_str(&number(random, 2100, 4));
    text.push_str(part(random, &["-", "/", "", "\u{2212}"]));
    text.push_str(&number(random, 13, 2));
    text.push('-');
    text.push_str(&number(random, 32, 2));
    text.push_str(part(random, &["T", "t", " ", "", "_"]));
    if random.below(10) == 0 {
        // Where a leap second may be, or not.
        text.push_str(random.one_of(&["23:59:60", "22:59:60", "00:29:60", "23:58:60", "15:59:60"]));
    } else {
        text.push_str(&number(random, 24, 2));
        text.push_str(part(random, &[":", "", "."]));
        text.push_str(&number(random, 60, 2));
        if random.below(6) > 0 {
            text.push_str(part(random, &[":", "", "."]));
            text.push_str(&number(random, 61, 2));
        }
    }
    if random.below(2) == 0 {
        text.push_str(part(random, &[".", ",", ".."]));
        text.push_str(&"9081726354012".repeat(2)[..random.below(15)]);
    }
    match random.below(4) {
        0 | 1 => text.push_str(part(random, &["Z", "z", "ZZ", "UTC", " Z"])),
        2 => {
            text.push_str(part(random, &["+", "-", "\u{2212}", "+-"]));
            text.push_str(random.one_of(&[
                "00:00", "01:00", "08:00", "23:59", "23:30", "24:00", "14:60", "0200", "02",
            ]));
        }
        _ => text.push_str(part(random, &["", "[UTC]", "\n"])),
    }
    text
}

#[test]
fn the_timestamp_and_the_grammar_agree_on_what_is_a_time() {
    const BYTES: &[u8] = b"0123456789-+:.,TtZz \n\0\xe2\x88\x92a";
    let mut random = Random(0xDA7E);
    let mut accepted = 0;
    for _ in 0..how_many() {
        let mut bytes = date(&mut random).into_bytes();
        damage(&mut random, &mut bytes, BYTES);
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let ours = Timestamp::parse(&bytes);
        let known = date_grammar::read(&bytes);
        assert_eq!(ours.is_ok(), known.is_some(), "{shown}: {ours:?}");
        if let (Ok(parsed), Some(known)) = (ours, known) {
            assert_eq!(parsed.form == Form::Ordinary, known.is_rfc3339, "{shown}");
            accepted += 1;
        }
    }
    let share = accepted * 100 / how_many();
    assert!(
        (5..80).contains(&share),
        "{share} % are times: too few of either kind"
    );
}
