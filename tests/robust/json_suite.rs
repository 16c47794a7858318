//! The cases of nst/JSONTestSuite ("Parsing JSON is a Minefield"), written anew from their names, as
//! input of the program. `y_` has to be JSON, `n_` has to be refused at a position, and `i_`, which
//! the suite leaves open, is decided here once.
//!
//! Decided: numbers of any size are JSON, since nothing converts them (Int32 properties are judged
//! later, CO105); half a surrogate pair is refused, as it is no character and could not be printed;
//! UTF-16 and a byte order mark are read and told (CO206); bytes that are no UTF-8 are refused; more
//! than 128 levels are refused.

mod cases;

use self::cases::Verdict::Json;
use self::cases::{EMPTY, SEQUENCES, cases};
use crate::harness::{check, run};
use crate::verdict;
use commsop::input::scanner;

/// Whether the program could read everything: no finding about input, nothing unreadable.
fn is_read(text: &[u8]) -> bool {
    let run = run("", text);
    check(&run);
    let unreadable = run.stderr.contains("error[CO0");
    assert_eq!(unreadable, run.status == 3, "{run:?}");
    !unreadable
}

#[test]
fn the_suite_is_whole() {
    let count = |prefix: &str| {
        cases()
            .iter()
            .filter(|(_, name, _)| name.starts_with(prefix))
            .count()
    };
    // 188 and five younger ones: leading zeros before a fraction or exponent, an octal escape.
    assert_eq!((count("y_"), count("n_"), count("i_")), (95, 188 + 5, 35));
}

#[test]
fn json_is_read_and_nothing_else() {
    for (verdict, name, text) in cases() {
        let wanted = verdict == Json || SEQUENCES.contains(&name);
        assert_eq!(is_read(&text), wanted, "{name}");
    }
}

#[test]
fn what_is_refused_is_refused_at_a_position() {
    for (verdict, name, text) in cases() {
        if verdict == Json || SEQUENCES.contains(&name) || EMPTY.contains(&name) {
            continue;
        }
        let run = run("", &text);
        let first = run.stderr.lines().find(|line| line.contains(": error[CO0"));
        let mut parts = first.unwrap_or_default().split(':');
        let numbers: Vec<u64> = parts
            .by_ref()
            .skip(1)
            .take(2)
            .filter_map(|part| part.parse().ok())
            .collect();
        assert!(
            numbers.len() == 2 && !numbers.contains(&0),
            "{name}: {run:?}"
        );
    }
}

/// The same texts as the value of a property that nobody reads: skipping is no less strict.
#[test]
fn a_skipped_value_is_read_to_the_letter() {
    for (verdict, name, text) in cases() {
        // Other encodings and marks belong to the begin of a stream.
        if !text.is_ascii() && std::str::from_utf8(&text).is_err() && verdict == Json
            || name.contains("BOM")
        {
            continue;
        }
        let inside = [
            b"{\"status\":\"running\",\"id\":\"1\",\"x\":",
            &text[..],
            b"}",
        ]
        .concat();
        assert_eq!(is_read(&inside), verdict == Json, "{name}");
        assert_eq!(
            scanner::scan(&inside).is_ok() && std::str::from_utf8(&inside).is_ok(),
            verdict == Json,
            "{name}"
        );
    }
}

/// One text at a time, as the suite means it: here the sequences are wrong too.
#[test]
fn serde_json_agrees() {
    for (verdict, name, text) in cases() {
        if name.contains("BOM") || name.contains("utf16") {
            continue;
        }
        assert_eq!(verdict::disagreement(&text), None, "{name}");
        let ours = scanner::scan(&text).is_ok() && std::str::from_utf8(&text).is_ok();
        assert_eq!(ours, verdict == Json, "{name}");
    }
}
