//! What a text is taken for: heads of HTTP, encodings, what only looks like something.

use crate::input::operation;
use crate::support::commsop;

/// The exit status, and the codes of the errors.
fn verdict(text: &[u8]) -> (i32, Vec<String>) {
    let run = commsop("commsop").stdin(text).run();
    let codes = run
        .stderr
        .split("error[")
        .skip(1)
        .map(|rest| rest[..5].to_owned());
    (run.status.unwrap_or(-1), codes.collect())
}

/// Its answer stands behind it.
#[test]
fn a_request_without_a_body_is_one_only_before_an_answer() {
    let (get, post) = ("GET /a HTTP/1.1\nA: b\n\n", "POST /b HTTP/1.1\nA: b\n\n");
    let (answer, good) = ("HTTP/1.1 200 OK\nDate: x\n\n", operation("op-1"));
    for (text, status, codes) in [
        (format!("{get}{answer}{good}"), 0, 0),
        (format!("{get}{good}"), 0, 0),
        (format!("{get}{get}{good}"), 3, 1),
        (format!("{get}{post}{good}"), 3, 1),
        (format!("{post}{answer}{good}"), 3, 1),
        (get.to_owned(), 3, 1),
        (format!("{get}{answer}"), 3, 1),
    ] {
        let (found, told) = verdict(text.as_bytes());
        assert_eq!((found, told.len()), (status, codes), "{text}: {told:?}");
        assert!(told.iter().all(|code| code == "CO003"), "{text}: {told:?}");
    }
}

#[test]
fn what_only_looks_like_something_else_is_not_taken_for_it() {
    let good = operation("op-1");
    for (text, status, codes) in [
        // It has more than an answer of a batch has, or less.
        (
            format!("{{\"status\":200,\"body\":{{\"x\":1}},\"value\":[{good}]}}"),
            1,
            "CO102",
        ),
        (
            format!("{{\"id\":\"1\",\"status\":200,\"resultInfo\":{{}},\"body\":{good}}}"),
            1,
            "CO102",
        ),
        (
            "{\"error\":{\"code\":\"a\",\"message\":\"b\"},\"status\":404,\"body\":{}}".to_owned(),
            3,
            "CO004",
        ),
        (
            "{\"id\":\"1\",\"status\":204,\"body\":null}".to_owned(),
            1,
            "CO102",
        ),
        // An answer of a server that has no body.
        (
            format!("HTTP/1.1 200 OK\r\nDate: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{good}"),
            3,
            "CO003",
        ),
        (
            format!("HTTP/2 200 \r\n\r\nHTTP/2 200 \r\n\r\n{good}"),
            3,
            "CO003",
        ),
        // A number is a value, but not at the begin of a line of a log.
        (format!("5 {good}"), 1, "CO107"),
        (format!("{good} 12 [{good}]"), 1, "CO107"),
        (format!("5 [main] INFO x\n{good}"), 3, "CO002"),
        (format!("2026-01-01 {good}"), 3, "CO002"),
    ] {
        let (found, told) = verdict(text.as_bytes());
        assert_eq!(
            (found, told.first().map(String::as_str)),
            (status, Some(codes)),
            "{text}: {told:?}"
        );
    }
}

#[test]
fn text_that_is_no_utf_8_is_named_as_that() {
    let good = operation("op-1");
    for bad in [&b"caf\xe9"[..], b"\xe2\x82", b"\xe9", b"\xff"] {
        let text = [bad, b"\n", good.as_bytes()].concat();
        assert_eq!(verdict(&text), (3, vec!["CO008".to_owned()]), "{bad:?}");
    }
    // A line that is looked at in part may be cut inside a character.
    for letter in ["\u{e9}", "\u{4e2d}", "\u{1f600}"] {
        for length in 1015..1030 {
            let text = format!("{}{letter}{letter} is text\n", "a".repeat(length));
            assert_eq!(
                verdict(text.as_bytes()),
                (3, vec!["CO002".to_owned()]),
                "{length} {letter}"
            );
        }
    }
}

#[test]
fn utf_16_and_utf_32_are_read() {
    let text = operation("op-1");
    let rows = commsop("commsop --ignore CO206").stdin(&text).run().stdout;
    let little = |mark: &str| -> Vec<u8> {
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    let big = |mark: &str| -> Vec<u8> {
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect()
    };
    let wide = |mark: &str, bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
        format!("{mark}{text}")
            .chars()
            .flat_map(|c| bytes(c.into()))
            .collect()
    };
    for bytes in [
        little("\u{feff}"),
        little(""),
        big("\u{feff}"),
        big(""),
        wide("\u{feff}", u32::to_le_bytes),
        wide("", u32::to_le_bytes),
        wide("\u{feff}", u32::to_be_bytes),
        wide("", u32::to_be_bytes),
    ] {
        commsop("commsop --ignore CO206")
            .stdin(&bytes)
            .gives(0, &rows, "");
        let told = commsop("commsop -q").stdin(&bytes).run();
        assert!(
            told.stderr.starts_with("<stdin>:1:1: warning[CO206]: UTF-"),
            "{told:?}"
        );
    }
}

#[test]
fn only_what_is_open_at_the_end_is_said_to_be() {
    let operation = operation("op-1");
    let first = operation.trim_end();
    for (payload, open) in [
        (
            format!("{{\"value\":[{first}],\"count\":"),
            "the object opened at 1:1 is not closed",
        ),
        (
            format!("{{\"value\":[{first}"),
            "the object opened at 1:1 and the array opened at 1:10 are not closed",
        ),
        // The next line begins a record, so the list before it was given up.
        (
            format!("{{\"value\":[{first}\n{operation}{{\"id\":\"op-3"),
            "the object opened at 3:1 is not closed",
        ),
    ] {
        let ended = commsop("commsop -q").stdin(&payload).run();
        let said = ended
            .stderr
            .lines()
            .rfind(|line| line.contains("opened at"));
        assert_eq!(said, Some(format!("  = {open}").as_str()), "{payload}");
    }
}

/// Files of Windows tools that were put together.
#[test]
fn a_mark_between_two_records_says_how_they_are_encoded() {
    let text = "\u{feff}{\"id\":\"1\",\"status\":\"running\"}\n".repeat(2);
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let run = commsop("commsop -q").stdin(&bytes).run();
    let told = "CO206]: UTF-16 (little endian, with BOM); decoded";
    assert_eq!((run.status, run.stderr.matches(told).count()), (Some(0), 2));
}
