//! The worst that each part of the program can be given: nothing takes a step for every step before it.

use crate::harness::{check, run};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// A failed operation with this message.
fn failed(message: &str) -> String {
    format!(
        "{{\"id\":\"1\",\"status\":\"failed\",\"resultInfo\":{{\"code\":400,\"message\":\"{message}\"}}}}"
    )
}

/// A broken line with this text in it.
fn long_line(text: &str) -> String {
    format!("{{\"m\":\"{text}\",\"status\":xx\n")
}

/// The worst that each part of the program can be given, in about so many bytes.
fn worst(size: usize) -> Vec<(&'static str, String)> {
    let many = |text: &str| text.repeat(size / text.len());
    let mut keys = String::from("{\"status\":\"running\"");
    for i in 0..size / 14 {
        write!(keys, ",\"k{i}\":{i}").unwrap();
    }
    vec![
        ("keys", keys + "}"),
        ("levels of arrays", many("[")),
        ("levels of objects", many("{\"a\":")),
        (
            "repeated keys",
            format!("{{{}\"id\":1}}", many("\"status\":1,")),
        ),
        (
            "near keys",
            format!("{{\"id\":\"1\",{}\"x\":1}}", many("\"Status\":1,")),
        ),
        ("faults by line", many("{x\n")),
        ("faults in a list", format!("[{}]", many("x,"))),
        ("half strings in a list", format!("[{}]", many("{\"\":\","))),
        (
            "broken elements",
            format!("[{}]", many("{\"a\":\"1\",\"b\":\"2},")),
        ),
        (
            "broken elements that look alike",
            format!("[{}]", many("{\"id\":\"1,\"a\":1},")),
        ),
        (
            "objects in broken objects",
            format!("[{{\"id\":\"1,\"a\":1{}", many(",{\"a\":[1")),
        ),
        (
            "operations in operations",
            format!("[{}", many("{\"status\":1,\"x\":[1,")),
        ),
        (
            "operations in a broken one",
            format!("[{{\"x\":[1{}", many(",{\"status\":1}")),
        ),
        (
            "ends of lists in a broken element",
            format!("[{{\"a\":\"1,\"b\":1{}", many("],")),
        ),
        ("lists cut off by line", many("{\"a\":[\n")),
        (
            "lines in a broken document",
            format!("{{{}\"x\":NaN}}", many("\"a\":\n{},\n")),
        ),
        (
            "lists of an envelope",
            format!("{{{}\"x\":1}}", many("\"value\":[],")),
        ),
        ("commas between records", many("{},")),
        ("marks between records", many("\u{feff}")),
        ("strings cut off", many("{\"a\":\"b\nc\n")),
        ("invalid operations", many("{\"status\":\"x\"}\n")),
        (
            "invalid in a list",
            format!("[{}1]", many("{\"status\":\"x\"},")),
        ),
        (
            "secrets",
            format!("{{{}\"status\":x}}", many("\"token\":1,")),
        ),
        ("secrets by line", many("{\"token\":1,\"status\":x}\n")),
        ("names in a message", failed(&many("token:["))),
        ("parameters in a message", failed(&many("token="))),
        ("one name in a message", failed(&many("tokenx"))),
        (
            "names in an answer",
            format!("{{\"error\":{{\"code\":\"{}\"}}}}", many("token=token:[")),
        ),
        ("names in plain text", many("token:[secret{")),
        (
            "names in broken lines",
            long_line(&"token:[".repeat(size / 28)).repeat(4),
        ),
        (
            "properties in broken lines",
            long_line(&r#"\"token\":[\"x\","#.repeat(size / 72)).repeat(4),
        ),
        ("credentials by line", many("Bearer eyJa.b.c x\n")),
        (
            "secrets that never end",
            many("{\"token\":[\"a\",\"status\":x\n"),
        ),
        (
            "escaped names",
            format!("{{{}\"status\":x}}", many("\"\\u0074oken\":1,")),
        ),
        ("unclosed by line", many("{\"a\":\n")),
        ("envelopes", many("{\"value\":[]}\n")),
        (
            "nested values",
            format!(
                "{}{{\"x\":[{}1]}}{}",
                "{\"value\":".repeat(120),
                many("1,"),
                "}".repeat(120)
            ),
        ),
        ("heads", many("HTTP/1.1 200 OK\n\n")),
        ("one head", format!("HTTP/1.1 200 OK\n{}", many("A: b\n"))),
        ("pages", many("<html>\n")),
        ("text", many("plain text\n{}\n")),
        ("blanks", format!("[{}1]", many(" "))),
        ("separators", many("\u{1e}")),
        ("escapes", format!("{{\"status\":\"{}\"}}", many("\\u00e9"))),
        (
            "digits",
            format!(
                "{{\"status\":\"failed\",\"resultInfo\":{{\"code\":{}}}}}",
                many("9")
            ),
        ),
    ]
}

/// How long the text takes at best of so many times.
fn time(flags: &str, text: &str, times: usize) -> Duration {
    let times = (0..times).map(|_| {
        let begin = Instant::now();
        check(&run(flags, text.as_bytes()));
        begin.elapsed()
    });
    times.min().unwrap_or_default()
}

/// Eight times the text takes 3 to 13 times as long (measured). If a third of what the short one takes grew
/// with the square, it would take 26 times as long.
#[test]
fn the_worst_takes_a_time_in_proportion_to_the_text() {
    const TIMES: u32 = 8;
    let long = match std::env::var_os("COMMSOP_CASES") {
        Some(_) => 1 << 20,
        None => 1 << 17,
    };
    let short = long / TIMES as usize;
    for ((name, short), (_, long)) in worst(short).iter().zip(worst(long)) {
        for flags in ["", "-q", "-v", "-o ndjson"] {
            let (short, long) = (time(flags, short, 3), time(flags, &long, 2));
            assert!(
                long < 3 * TIMES * short,
                "{name} {flags}: {short:?}, {long:?}"
            );
        }
    }
}
